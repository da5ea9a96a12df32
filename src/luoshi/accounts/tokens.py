"""Keys of programs and of subscription addresses: only their hash is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from luoshi.accounts.models import ApiToken, FeedKey
from luoshi.accounts.sessions import actor_of
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase

SCOPES: dict[str, Phrase] = {
    "tasks:read": Phrase("读取任务与进展", "read tasks and reports"),
    "tasks:report": Phrase("报送进展", "send reports"),
    "policies:read": Phrase("读取政策与条款", "read policies and clauses"),
    "policies:write": Phrase("上传与编译政策", "upload and compile policies"),
    "units:read": Phrase("读取单位与地区", "read units and areas"),
    "events:read": Phrase("读取已封存的事件流", "read the feed of sealed events"),
}
"""What a token may be limited to; it never reaches further than its person does on the day."""

FEED_KINDS: dict[str, Phrase] = {
    "deadlines": Phrase("我的时限(日历)", "My deadlines (calendar)"),
    "unit": Phrase("本单位的时限(日历)", "Deadlines of my unit (calendar)"),
}
LONGEST = timedelta(days=366)
_MARK = "lsh_"


def new_key() -> str:
    """A key with 256 bits of chance: ``lsh_`` and 43 letters."""
    return _MARK + secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """What is kept of a key: SHA-256, enough for 256 bits of chance."""
    return hashlib.sha256(key.encode()).hexdigest()


def bearer_of(request: HttpRequest) -> str:
    """The key in ``Authorization: Bearer …``; empty when there is none."""
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else ""


def actor_for_token(key: str) -> Actor | None:
    """The actor behind a token: its person with today's rights, limited to ``scopes``; None for a key that is
    unknown, expired or revoked, or whose person has no open account. The day of its last use is kept.
    """
    if not key.startswith(_MARK):
        return None
    now = timezone.now()
    token = (
        ApiToken.objects.select_related("person")
        .filter(hash=hash_of(key), revoked_at__isnull=True, expires_at__gt=now, **_OPEN)
        .first()
    )
    if token is None:
        return None
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return replace(actor_of(token.person, today, channel="token"), scopes=frozenset(token.scopes))


def feed_of(key: str) -> tuple[FeedKey, Actor] | None:
    """The subscription that a key opens, and as whom it is read; None for a key that no longer holds."""
    feed = FeedKey.objects.select_related("person").filter(hash=hash_of(key), revoked_at__isnull=True, **_OPEN).first()
    return None if feed is None else (feed, actor_of(feed.person, channel="token"))


_OPEN: dict[str, Any] = {"person__user__is_active": True, "person__erased_at__isnull": True}
