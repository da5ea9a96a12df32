"""The journal as others read it: sealed events in their order, and how far each reader has come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from luoshi.journal.models import Cursor, Sealing


def sealed_after(jurisdiction: str, position: int, limit: int = 100) -> list[Sealing]:
    """The sealed events behind a position, at most ``limit``, in order; each with its ``event`` loaded.

    Positions are 1, 2, 3... without gaps, so a reader that remembers the last one misses nothing and reads nothing
    twice. An event appears once its seal is committed.
    """
    later = Sealing.objects.filter(jurisdiction=jurisdiction, position__gt=position)
    return list(later.select_related("event").order_by("position")[:limit])


@contextmanager
def reading(name: str, jurisdiction: str, limit: int = 100) -> Iterator[list[Sealing]]:
    """The next sealed events for the consumer ``name``, in a transaction that moves its cursor behind them.

    What the consumer writes is committed together with the cursor, so each event takes effect once; if it fails or is
    killed, it gets the same events again. Consumers of one name wait for each other.
    """
    with transaction.atomic():
        cursor = cursor_of(name, jurisdiction)
        batch = sealed_after(jurisdiction, cursor.position, limit)
        yield batch
        if batch:
            advance(cursor, batch[-1].position)


def cursor_of(name: str, jurisdiction: str) -> Cursor:
    """The cursor of a consumer, held for the running transaction; made at the beginning of the journal when new."""
    Cursor.objects.get_or_create(name=name, jurisdiction=jurisdiction)
    return Cursor.objects.select_for_update().get(name=name, jurisdiction=jurisdiction)


def advance(cursor: Cursor, position: int) -> None:
    """Move a cursor forward, in the transaction of what was done with the events. Raises ``ValueError`` backwards."""
    if position < cursor.position:
        raise ValueError(f"{cursor.name} has read up to {cursor.position}; it cannot go back to {position}")
    cursor.position = position
    cursor.save(update_fields=["position", "moved_at"])
