"""Keys of programs and of subscription addresses: made, shown once, revoked."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from luoshi.accounts.models import ApiToken, FeedKey, Person
from luoshi.accounts.tokens import FEED_KINDS, LONGEST, SCOPES, hash_of, new_key
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused

_MOST = 20  # keys that one person may have at a time


def create_token(
    actor: Actor, person: Person, *, name: str, scopes: list[str], lasting: timedelta
) -> tuple[ApiToken, str]:
    """A token of ``person``, and its key, which is never shown again."""
    if not name.strip():
        raise Refused("请写明用途", "Say what it is for", field="name")
    if not scopes or set(scopes) - set(SCOPES):
        raise Refused("请至少选择一项权限范围", "Choose at least one scope", field="scopes")
    if not timedelta(0) < lasting <= LONGEST:
        raise Refused("有效期最长一年", "A token lasts a year at most", field="days")
    open_tokens = ApiToken.objects.filter(person=person, revoked_at__isnull=True, expires_at__gt=timezone.now())
    if open_tokens.count() >= _MOST:
        raise Refused("有效令牌过多,请先撤销不用的", "There are too many tokens: revoke those not in use")
    key = new_key()
    with act():
        token = ApiToken.objects.create(
            jurisdiction=person.jurisdiction,
            person=person,
            name=name.strip()[:60],
            prefix=key[:8],
            hash=hash_of(key),
            scopes=sorted(set(scopes)),
            expires_at=timezone.now() + lasting,
        )
        record(
            actor,
            "accounts.token_made",
            token,
            detail={"scopes": token.scopes, "expires": token.expires_at.date().isoformat()},
        )
    return token, key


def revoke_token(actor: Actor, token: ApiToken) -> None:
    """End a token at once."""
    if token.revoked_at is not None:
        return
    with act():
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(actor, "accounts.token_revoked", token)


def create_feed_key(actor: Actor, person: Person, *, kind: str, query: str = "") -> tuple[FeedKey, str]:
    """A subscription of ``person``, and the unguessable part of its address, which is never shown again."""
    if kind not in FEED_KINDS:
        raise Refused("没有这种订阅", "There is no such subscription", field="kind")
    if FeedKey.objects.filter(person=person, revoked_at__isnull=True).count() >= _MOST:
        raise Refused("订阅过多,请先撤销不用的", "There are too many subscriptions: revoke those not in use")
    key = new_key()
    with act():
        feed = FeedKey.objects.create(
            jurisdiction=person.jurisdiction, person=person, kind=kind, hash=hash_of(key), query=query[:400]
        )
        record(actor, "accounts.feed_made", feed, detail={"kind": kind})
    return feed, key


def revoke_feed_key(actor: Actor, feed: FeedKey) -> None:
    """End a subscription at once."""
    if feed.revoked_at is not None:
        return
    with act():
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        record(actor, "accounts.feed_revoked", feed)
