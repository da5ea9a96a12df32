"""The sealer: chains committed events in batches, one sealer at a time in a jurisdiction.

Writers never wait for it. It takes what waits in ``Unsealed``, which only committed events are seen in; an event whose
transaction ends late, though its id is lower, waits there for a later seal. A batch is one transaction: a sealer that
is killed leaves nothing half done. On SQLite, where one process writes at a time, a batch takes some milliseconds.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from luoshi.journal.canonical import text_of
from luoshi.journal.chain import ALGORITHMS, START, head, link
from luoshi.journal.models import Event, Seal, Sealing, Unsealed
from luoshi.journal.services import record
from luoshi.kernel.actors import system_actor

BATCH = 1000  # events of one seal at most
LARGEST = 10_000  # a seal that claims more was not made here
_LOCK = 0x4C53  # the first half of our advisory locks in PostgreSQL


def seal(jurisdiction: str, *, algorithm: str | None = None, batch: int = BATCH) -> int:
    """Seal all committed events of a jurisdiction; how many were sealed. ``algorithm``: sha256 (default) or sm3."""
    return sum(made.count for made in seals(jurisdiction, algorithm=algorithm, batch=batch))


def seals(jurisdiction: str, *, algorithm: str | None = None, batch: int = BATCH) -> Iterator[Seal]:
    """``seal``, a batch at a time, each committed before it is given."""
    chosen = algorithm or settings.JOURNAL_ALGORITHM
    if chosen not in ALGORITHMS:
        raise ValueError(f"{chosen} is no algorithm of seals; known are {', '.join(ALGORITHMS)}")
    if not 1 <= batch <= LARGEST:
        raise ValueError(f"a seal closes 1 to {LARGEST} events, not {batch}")
    taken = batch
    if not Unsealed.objects.filter(jurisdiction=jurisdiction).exists():
        return  # without taking any lock
    while taken == batch:
        made, taken = _seal_batch(jurisdiction, chosen, batch)
        if made is not None:
            yield made


def sweep(jurisdiction: str) -> int:
    """Put every unsealed event that does not wait for a seal among the waiting; how many.

    Such events came while a trigger was missing, or their seal was removed: that it happened is an event itself.
    """
    with transaction.atomic():
        lock(jurisdiction)
        waiting = Unsealed.objects.filter(jurisdiction=jurisdiction).values("event_id")
        lost = Event.objects.filter(jurisdiction=jurisdiction, sealing=None).exclude(pk__in=waiting)
        found = [Unsealed(event_id=pk, jurisdiction=jurisdiction) for pk in lost.values_list("pk", flat=True)]
        if found:
            Unsealed.objects.bulk_create(found, ignore_conflicts=True, batch_size=5000)
            first = Event.objects.get(pk=min(row.event_id for row in found))
            system = system_actor(jurisdiction, timezone.localdate())
            record(system, "journal.swept", first, detail={"count": len(found), "first": first.pk})
        return len(found)


def unsealed_places() -> list[str]:
    """The jurisdictions in which events wait."""
    return sorted(Unsealed.objects.values_list("jurisdiction", flat=True).distinct())


def lock(jurisdiction: str) -> None:
    """Be the one sealer of a jurisdiction until the running transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        place = zlib.crc32(jurisdiction.encode()) - 2**31
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, place])


def _seal_batch(jurisdiction: str, algorithm: str, batch: int) -> tuple[Seal | None, int]:
    """The seal made, and how many waiting events were taken for it."""
    with transaction.atomic():
        lock(jurisdiction)  # before anything is read: what the sealer before us did is then seen
        waiting = Unsealed.objects.filter(jurisdiction=jurisdiction).order_by("event_id")
        ids = list(waiting.values_list("event_id", flat=True)[:batch])
        events = list(Event.objects.filter(pk__in=ids, jurisdiction=jurisdiction, sealing=None).order_by("pk"))
        made = _chain(jurisdiction, algorithm, events) if events else None
        Unsealed.objects.filter(event_id__in=ids).delete()
        return made, len(ids)


def _chain(jurisdiction: str, algorithm: str, events: list[Event]) -> Seal:
    last = Seal.objects.filter(jurisdiction=jurisdiction).order_by("-number").first()
    before = running = last.head if last else START
    first = last.first + last.count if last else 1
    hash_of = ALGORITHMS[algorithm]
    links = [running := link(hash_of, running, event.pk, hash_of(text_of(event))) for event in events]
    made = Seal(
        jurisdiction=jurisdiction, number=last.number + 1 if last else 1, algorithm=algorithm, previous=before,
        first=first, count=len(events), sealed_at=timezone.now(),
    )  # fmt: skip
    made.head = head(running, jurisdiction, made.number, algorithm, first, made.count, made.sealed_at)
    made.save(force_insert=True)
    Sealing.objects.bulk_create(
        [
            Sealing(event=event, seal=made, jurisdiction=jurisdiction, position=first + place, link=links[place])
            for place, event in enumerate(events)
        ]
    )
    return made
