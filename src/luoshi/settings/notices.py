"""How notices leave the house.

``LUOSHI_ADDRESS`` is how people reach this installation (https://luoshi.example.gov.cn): messages end with links to it.
``LUOSHI_SMTP_HOST``, ``_PORT``, ``_USER``, ``_PASSWORD``, ``_FROM`` and ``_SECURITY`` (``starttls``, ``tls``, ``none``) set
the mail server up; without a host no mail is sent. ``LUOSHI_NOTIFY_ALLOWED`` lists hosts and networks inside
(10.20.0.0/16) to which webhooks and robots may go; everything else that is not on the public network is refused.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from luoshi.settings.environment import BadSetting, words

ADDRESS = os.environ.get("LUOSHI_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
ADDRESS_GIVEN = "LUOSHI_ADDRESS" in os.environ  # else pages use the address they were asked under
if urlsplit(ADDRESS).scheme not in ("http", "https") or not urlsplit(ADDRESS).hostname:
    raise BadSetting(f"LUOSHI_ADDRESS: {ADDRESS} is no address such as https://luoshi.example.gov.cn")

NOTIFY_ALLOWED = words("LUOSHI_NOTIFY_ALLOWED")

_security = os.environ.get("LUOSHI_SMTP_SECURITY", "starttls").strip().lower()
if _security not in ("starttls", "tls", "none"):
    raise BadSetting(f"LUOSHI_SMTP_SECURITY: {_security} is none of starttls, tls, none")
_port = os.environ.get("LUOSHI_SMTP_PORT", "") or {"starttls": "587", "tls": "465", "none": "25"}[_security]
if not _port.isdecimal():
    raise BadSetting(f"LUOSHI_SMTP_PORT: {_port} is not a number")
EMAIL_HOST = os.environ.get("LUOSHI_SMTP_HOST", "")
EMAIL_PORT = int(_port)
EMAIL_HOST_USER = os.environ.get("LUOSHI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LUOSHI_SMTP_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _security == "starttls", _security == "tls"
EMAIL_TIMEOUT = 15
NOTIFY_MAIL = bool(EMAIL_HOST)
NOTIFY_MAIL_DOMAIN = str(urlsplit(ADDRESS).hostname)
DEFAULT_FROM_EMAIL = os.environ.get("LUOSHI_SMTP_FROM", "") or f"luoshi@{NOTIFY_MAIL_DOMAIN}"
