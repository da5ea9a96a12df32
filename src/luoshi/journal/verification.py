"""Whether the journal is what it was: every seal, link and event computed again, in one pass of bounded memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef

from luoshi.journal.anchors import Anchor, read_anchors
from luoshi.journal.canonical import hashed, text_of
from luoshi.journal.chain import ALGORITHMS, START, head, link
from luoshi.journal.diagnosis import Place, places_of_faults
from luoshi.journal.faults import Fault, Kind
from luoshi.journal.models import Event, EventDetail, Seal, Sealing, Unsealed
from luoshi.journal.sealing import LARGEST

CHUNK = 5000  # rows read at once
SHOWN = 1000  # faults kept; more are counted
Progress = Callable[[int, int], None]  # events done, events in all


@dataclass(slots=True)
class Report:
    """What was found. ``waiting``: committed events that no sealer has taken yet, the oldest of ``waiting_since``."""

    jurisdiction: str
    events: int = 0
    seals: int = 0
    head: str = START
    anchors: int = 0
    waiting: int = 0
    waiting_since: datetime | None = None
    found: int = 0
    faults: list[Fault] = field(default_factory=list)  # the first SHOWN of ``found``

    @property
    def ok(self) -> bool:
        return self.found == 0

    def add(self, *faults: Fault) -> None:
        self.found += len(faults)
        self.faults += faults[: max(0, SHOWN - len(self.faults))]


def verify(jurisdiction: str, anchor_file: Path | None = None, progress: Progress | None = None) -> Report:
    """Look through the journal of a jurisdiction: what was changed, is missing, reordered, inserted or cut off, where.

    Without ``anchor_file`` a history that was rewritten or cut off as a whole cannot be told from a true one.
    ``progress`` is called now and then. Sealing and recording may go on meanwhile.
    """
    return _Verification(jurisdiction, anchor_file, progress).run()


class _Verification:
    """One pass. ``number``, ``position`` and ``before`` are what the next seal must have."""

    def __init__(self, jurisdiction: str, anchor_file: Path | None, progress: Progress | None) -> None:
        self.jurisdiction, self.progress = jurisdiction, progress
        self.report = Report(jurisdiction)
        self.number, self.position, self.before = 1, 1, START
        self.anchors: dict[int, list[tuple[int, Anchor]]] = defaultdict(list)
        for line, anchor in read_anchors(anchor_file, jurisdiction) if anchor_file else ():
            if anchor is None:
                self.report.add(Fault(kind=Kind.ANCHOR_DAMAGED, more=(("line", line),)))
            else:
                self.anchors[anchor.number].append((line, anchor))
                self.report.anchors += 1

    def run(self) -> Report:
        last = Sealing.objects.filter(jurisdiction=self.jurisdiction).order_by("-position").first()
        total = last.position if last else 0
        for group in self._groups():
            rows, events, details = _contents(group)
            for seal in group:
                self._seal(seal, rows[seal.pk], events, details)
            if self.progress:
                self.progress(self.report.events, max(total, self.report.events))
        self._after_the_last_seal()
        self._unsealed()
        return self.report

    def _groups(self) -> Iterator[list[Seal]]:
        """The seals in order, as many together as hold about CHUNK events."""
        group: list[Seal] = []
        size, number = 0, 0
        while True:
            later = Seal.objects.filter(jurisdiction=self.jurisdiction, number__gt=number)
            chunk = list(later.order_by("number")[:500])
            for seal in chunk:
                number = seal.number
                group.append(seal)
                size += min(max(seal.count, 1), LARGEST)
                if size >= CHUNK:
                    yield group
                    group, size = [], 0
            if len(chunk) < 500:
                break
        if group:
            yield group

    def _seal(self, seal: Seal, rows: Sequence[Sealing], events: dict[int, Event], details: dict[int, str]) -> None:
        if seal.number != self.number:
            until = (
                ("", "") if seal.number == self.number + 1 else (f"至第{seal.number - 1}号", f" to {seal.number - 1}")
            )
            self.report.add(
                Fault(
                    kind=Kind.SEAL_REMOVED,
                    seal=self.number,
                    position=self.position,
                    more=(("until", until[0]), ("until_en", until[1])),
                )
            )
            self.position, self.before = seal.first, seal.previous
        before_this = self.report.found
        if seal.previous != self.before:
            self._changed(seal, "不接前一封存", "it does not follow from the seal before it")
        if seal.algorithm not in ALGORITHMS:
            self._changed(seal, "算法不明", "its algorithm is not known")
        else:
            self._rows(seal, rows, events, details)
            last = rows[-1].link if rows else self.before
            closes = head(last, self.jurisdiction, seal.number, seal.algorithm, seal.first, seal.count, seal.sealed_at)
            if closes != seal.head and self.report.found == before_this:
                self._changed(seal, "链首与所封存的事件不符", "its head does not fit what it closes")
        for line, anchor in self.anchors.get(seal.number, ()):
            if anchor.head != seal.head:
                self.report.add(_differs(line, anchor))
        self.report.seals += 1
        self.report.head = self.before = seal.head
        self.number = seal.number + 1
        self.position += max(len(rows), seal.count if 0 < seal.count <= LARGEST else 0)

    def _rows(self, seal: Seal, rows: Sequence[Sealing], events: dict[int, Event], details: dict[int, str]) -> None:
        """Compute the links of a seal again; only where they differ look closer."""
        hash_of = ALGORITHMS[seal.algorithm]
        running, good = self.before, len(rows) == seal.count and seal.first == self.position
        places: list[Place] = []
        for expected, row in enumerate(rows, self.position):
            event = events.get(row.event_id)
            text = None if event is None else text_of(event)
            computed = None if text is None else hash_of(text)
            intact = event is not None and text is not None and hashed(text) == event.digest
            places.append(Place(row.position, row.event_id, row.link, computed, intact))
            if computed is not None:
                running = link(hash_of, running, row.event_id, computed)
            good = good and intact and running == row.link and row.position == expected
            if event is not None and not _rows_fit(event, details):
                self.report.add(Fault(kind=Kind.ROWS_CHANGED, event=event.pk, position=row.position, seal=seal.number))
        self.report.events += len(rows)
        if not good:
            count = seal.count if 0 < seal.count <= LARGEST else len(rows)
            self.report.add(
                *places_of_faults(
                    places, seal=seal.number, before=self.before, first=self.position, count=count, hash_of=hash_of
                )
            )

    def _changed(self, seal: Seal, what: str, what_en: str) -> None:
        more = (("what", what), ("what_en", what_en))
        self.report.add(Fault(kind=Kind.SEAL_CHANGED, seal=seal.number, position=seal.first, more=more))

    def _after_the_last_seal(self) -> None:
        sealings = Sealing.objects.filter(jurisdiction=self.jurisdiction, position__gte=self.position)
        orphan = sealings.filter(~Exists(Seal.objects.filter(pk=OuterRef("seal_id")))).order_by("position").first()
        if orphan is not None:
            self.report.add(Fault(kind=Kind.SEALS_CUT_OFF, seal=self.number - 1, position=orphan.position))
        for line, anchor in (pair for pairs in self.anchors.values() for pair in pairs):
            if anchor.number >= self.number:
                more = (("line", line), ("at", anchor.at), ("last", self.position - 1))
                self.report.add(Fault(kind=Kind.CUT_OFF, seal=anchor.number, position=anchor.position, more=more))

    def _unsealed(self) -> None:
        """Events without a place: those that wait, and those that should not be without."""
        after = 0
        while True:
            bare = Event.objects.filter(jurisdiction=self.jurisdiction, sealing=None, pk__gt=after)
            chunk = list(bare.order_by("pk")[:CHUNK])
            waits = set(_waiting([event.pk for event in chunk]))
            lost = [event.pk for event in chunk if event.pk not in waits]
            sealed = set(Sealing.objects.filter(event_id__in=lost).values_list("event_id", flat=True))  # just now
            for event in chunk:
                if event.pk in waits:
                    self.report.waiting += 1
                    if self.report.waiting_since is None or event.recorded_at < self.report.waiting_since:
                        self.report.waiting_since = event.recorded_at
                elif event.pk not in sealed:
                    self.report.add(Fault(kind=Kind.LEFT_OUT, event=event.pk))
                if hashed(text_of(event)) != event.digest:
                    self.report.add(Fault(kind=Kind.CHANGED, event=event.pk, position=0, seal=0))
            if len(chunk) < CHUNK:
                return
            after = chunk[-1].pk


def _contents(group: Sequence[Seal]) -> tuple[dict[int, list[Sealing]], dict[int, Event], dict[int, str]]:
    """The sealings of seals by seal, their events by id, and the digests of rows kept beside bulk events."""
    rows: dict[int, list[Sealing]] = defaultdict(list)
    for row in Sealing.objects.filter(seal__in=group).order_by("position")[: 4 * (CHUNK + LARGEST)]:
        rows[row.seal_id].append(row)
    events: dict[int, Event] = {}
    ids = [row.event_id for found in rows.values() for row in found]
    for start in range(0, len(ids), CHUNK):
        events |= Event.objects.in_bulk(ids[start : start + CHUNK])
    bulk = [pk for pk, event in events.items() if _rows_beside(event.detail)]
    details = {d.pk: hashed(d.text) for start in range(0, len(bulk), 100) for d in _details(bulk[start : start + 100])}
    return rows, events, details


def _details(ids: Sequence[int]) -> Iterator[EventDetail]:
    return EventDetail.objects.filter(pk__in=ids).iterator()


def _waiting(ids: Sequence[int]) -> Iterator[int]:
    return Unsealed.objects.filter(pk__in=ids).values_list("event_id", flat=True).iterator()


def _rows_beside(detail: Any) -> bool:
    return isinstance(detail, dict) and "rows_digest" in detail and "rows" not in detail


def _rows_fit(event: Event, details: dict[int, str]) -> bool:
    return not _rows_beside(event.detail) or details.get(event.pk) == event.detail["rows_digest"]


def _differs(line: int, anchor: Anchor) -> Fault:
    more = (("line", line), ("at", anchor.at))
    return Fault(kind=Kind.ANCHOR_DIFFERS, seal=anchor.number, position=anchor.position, more=more)
