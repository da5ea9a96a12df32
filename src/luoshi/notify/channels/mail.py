"""Mail, through the server of the installation (``LUOSHI_SMTP_*``)."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from luoshi.notify.channels.base import Destination, Failed, Message

SECONDS = 15


class Mail:
    """One plain message; its Message-ID is that of the message, the same for every attempt."""

    repeatable = True

    def send(self, destination: Destination, message: Message) -> None:
        if not settings.NOTIFY_MAIL:
            raise Failed(
                "本系统没有设置邮件服务器(LUOSHI_SMTP_HOST)。",
                "No mail server is set up (LUOSHI_SMTP_HOST).", final=True,
            )  # fmt: skip
        mail = EmailMessage(
            message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [destination.address],
            headers={
                "Message-ID": f"<{message.id}@{settings.NOTIFY_MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated",
                "X-Luoshi-Id": str(message.id),
            },
            connection=get_connection(timeout=SECONDS) if _smtp() else get_connection(),
        )  # fmt: skip
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused:
            raise Failed("邮件服务器不接受收件地址。", "The mail server refuses the address.", final=True) from None
        except (OSError, smtplib.SMTPException) as error:
            raise Failed(
                f"邮件未能送出({type(error).__name__})。", f"The mail was not sent ({type(error).__name__})."
            ) from None


def _smtp() -> bool:
    return settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"
