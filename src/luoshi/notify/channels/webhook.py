"""Signed messages to programs, as the open Standard Webhooks specification has them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time

from luoshi.notify.channels.base import Destination, Failed, Message
from luoshi.notify.channels.outside import post

_PREFIX = "whsec_"


def new_secret() -> str:
    """A secret with 256 bits of chance, as receivers' libraries expect it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """``v1,`` and the base64 of HMAC-SHA256 over ``id.timestamp.body``.

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
    ...           b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def body_of(message: Message) -> bytes:
    """What is sent: counts by kind and a link."""
    told = {
        "type": f"luoshi.{message.kind}", "timestamp": message.at.isoformat(),
        "data": {"counts": dict(message.counts), "link": message.link, "text": message.text},
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class Webhook:
    """``webhook-id`` stays the same for every attempt: the receiver drops what it has already had."""

    repeatable = True

    def send(self, destination: Destination, message: Message) -> None:
        body, timestamp, name = body_of(message), int(time.time()), str(message.id)
        answer = post(
            destination.address,
            body,
            {
                "Content-Type": "application/json; charset=utf-8",
                "webhook-id": name,
                "webhook-timestamp": str(timestamp),
                "webhook-signature": signature(destination.secret, name, timestamp, body),
            },
        )
        if not 200 <= answer.status < 300:
            raise refusal_of(answer.status)


def refusal_of(status: int) -> Failed:
    """What a status other than success means: redirects and 410 Gone are final, everything else may pass."""
    if 300 <= status < 400:
        return Failed(
            f"对方要求转到别处({status}),未跟随。", f"It redirects elsewhere ({status}); not followed.", final=True
        )
    return Failed(f"对方答复 {status}。", f"The other side answered {status}.", final=status == 410)
