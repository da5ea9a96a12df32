"""The one way to write the journal."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from luoshi.journal import keys
from luoshi.journal.canonical import canonical, hashed, storable, text_of
from luoshi.journal.models import Event, EventDetail
from luoshi.kernel.actors import Actor

_ACT: ContextVar[uuid.UUID | None] = ContextVar("act", default=None)
INLINE = 2000  # characters of rows that still stand in the event itself
_BOUNDED = tuple((f.attname, f.max_length) for f in Event._meta.concrete_fields if isinstance(f, models.CharField))


@contextmanager
def act() -> Iterator[uuid.UUID]:
    """One business act: a transaction whose events share an act id. Joins the act that is already running."""
    running = _ACT.get()
    with transaction.atomic():
        if running is not None:
            yield running
            return
        made = uuid.uuid4()
        token = _ACT.set(made)
        try:
            yield made
        finally:
            _ACT.reset(token)


def digest_of(facts: Mapping[str, Any] | None) -> str:
    """SHA-256 of canonical JSON; empty for None."""
    return "" if facts is None else hashed(canonical(facts))


def record(
    actor: Actor,
    name: str,
    on: models.Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
    clause: str = "",
    post: int | None = None,
    subject: str = "",
    secret: Mapping[str, Any] | None = None,
) -> Event:
    """Insert the event of an act on ``on`` (``name`` as in ``tasks.report_submitted``) in the running transaction.

    ``before``/``after``: the facts changed, of which only digests are kept (with a ``subject``, digests keyed with its
    key, so that nobody finds a name by trying names); ``detail``: what history shows, without personal values; numbers
    with a fraction are kept as text; ``secret``: personal values of ``subject`` (``person:17``), encrypted with its
    key; ``post``: the post acted through, where the actor holds several. Raises ``RuntimeError`` outside a
    transaction and ``ValueError`` for an object that is not saved, belongs to another jurisdiction or does not fit.
    """
    _demand_transaction()
    if secret is not None and not subject:
        raise ValueError(f"{name}: secret values need the subject whose key encrypts them")
    event = Event(
        jurisdiction=actor.jurisdiction,
        act_id=_ACT.get() or uuid.uuid4(),
        recorded_at=timezone.now(),
        actor=actor.opaque,
        post=post if post is not None else _only(actor.posts()),
        act=name,
        object_kind=on._meta.label_lower,
        object_id=_identity(actor, name, on),
        clause=storable(clause),
        before_digest=_digest(before, subject),
        after_digest=_digest(after, subject),
        detail=storable(detail or {}),
        subject=subject,
        secret=None if secret is None else keys.encrypt(subject, secret),
    )
    event.digest = hashed(text_of(event))
    for column, longest in _BOUNDED:
        if longest is not None and len(getattr(event, column)) > longest:
            raise ValueError(f"{name}: {column} is longer than {longest} characters")
    event.save(force_insert=True)
    return event


def record_many(
    actor: Actor,
    name: str,
    on: models.Model,
    rows: Iterable[Mapping[str, Any]],
    *,
    detail: Mapping[str, Any] | None = None,
    clause: str = "",
    post: int | None = None,
) -> Event:
    """Insert the one event of a bulk act on ``on`` (the import, the policy, the batch): see ``record``.

    ``rows``: what was done to each object, without personal values, such as ``{"task": 17, "lead": 3}``. The event's
    ``detail`` gets their number ``rows_count`` and the SHA-256 of their canonical JSON ``rows_digest``; the rows
    themselves stand in ``detail["rows"]``, or, when that is long, beside the event (``rows_of`` gives them back).
    """
    listed = storable(list(rows))
    text = canonical(listed)
    short = len(text) <= INLINE
    told = {**(detail or {}), "rows_count": len(listed), "rows_digest": hashed(text)}
    event = record(
        actor, name, on, detail={**told, "rows": listed} if short else told, clause=clause, post=post
    )  # fmt: skip
    if not short:
        EventDetail(event=event, text=text).save(force_insert=True)
    return event


def rows_of(event: Event) -> list[dict[str, Any]]:
    """The rows of a bulk act; empty for any other event."""
    if "rows" in event.detail or "rows_digest" not in event.detail:
        return list(event.detail.get("rows", ()))
    return list(json.loads(event.rows.text))


def _demand_transaction() -> None:
    """An event without its change, or a change without its event, must be impossible."""
    if not any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise RuntimeError("an event is recorded inside journal.services.act(), in the transaction of what it tells")


def _identity(actor: Actor, name: str, on: models.Model) -> int:
    if on.pk is None:
        raise ValueError(f"{name}: save the {on._meta.label_lower} before recording what was done with it")
    owner = getattr(on, "jurisdiction", "")
    if isinstance(owner, str) and owner and owner != actor.jurisdiction:
        raise ValueError(f"{name}: the {on._meta.label_lower} belongs to {owner}, the actor to {actor.jurisdiction}")
    return int(on.pk)


def _digest(facts: Mapping[str, Any] | None, subject: str) -> str:
    return keys.keyed_digest(subject, canonical(facts)) if subject and facts is not None else digest_of(facts)


def _only(posts: frozenset[int]) -> int | None:
    return next(iter(posts)) if len(posts) == 1 else None
