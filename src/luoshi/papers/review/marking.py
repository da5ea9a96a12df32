"""The source text with its marks: every stretch knows which items were read from it and what was repaired.

The raw text is swept once. Where spans begin or end it is cut, so that overlapping items need no nesting; a repair is
one piece, shown as printed and as read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.packs.model import ITEM_LISTS, ClauseRecord, Finding, Pack, RepairRecord

# What a marked field means to a reader: unit, date, figure, name; other fields only light up with their item.
TONES = {
    "leads": "unit", "participants": "unit", "units": "unit", "bearer": "unit", "members": "unit", "convenors": "unit",
    "office": "unit", "deadline": "date", "cadence": "date", "value": "figure", "figures": "figure", "days": "figure",
    "ratio": "figure", "benefit": "benefit", "name": "name",
}  # fmt: skip
_SHOWN_CODES = frozenset({"script"})  # whole-document layers: told once, not marked at every character


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the items it belongs to; ``before`` is what was printed when it was repaired.

    ``start`` and ``end`` are its place in the raw text.
    """

    text: str
    items: tuple[str, ...] = ()
    tone: str = ""
    before: str | None = None
    reason: str = ""
    doubtful: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One clause on the page."""

    clause: ClauseRecord
    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]


def blocks(pack: Pack, raw: str) -> Iterator[Block]:
    """The clauses of the pack in order, their own text cut into pieces."""
    repairs = [r for r in pack.repairs if r.code not in _SHOWN_CODES]
    marks = list(_marks(pack))
    starts = [min(c.own.start, len(raw)) for c in pack.clauses]
    ends = [*starts[1:], len(raw)]
    placed = _findings_by_clause(pack.findings)
    sweep = _Sweep(raw, marks, repairs)
    for clause, start, end in zip(pack.clauses, starts, ends, strict=True):
        pieces = _trimmed(list(sweep.pieces(start, max(start, end))))
        yield Block(clause, tuple(pieces), tuple(placed.get(clause.path, ())))


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Without the white space at both ends of a clause, which the page's own layout stands for."""
    while pieces and pieces[0].before is None and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and pieces[-1].before is None and not pieces[-1].text.strip():
        pieces.pop()
    if pieces:
        first = pieces[0]
        text = first.text.lstrip()
        moved = len(first.text) - len(text) if first.before is None else 0
        pieces[0] = replace(first, text=text, start=first.start + moved)
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
    return pieces


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    item: str
    tone: str


def _marks(pack: Pack) -> Iterator[_Mark]:
    for name in ITEM_LISTS:
        for item in getattr(pack, name):
            yield _Mark(item.span.start, item.span.end, item.id, "")
            for field, spans in item.spans.items():
                for span in spans:
                    yield _Mark(span.start, span.end, item.id, TONES.get(field, ""))


def _findings_by_clause(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    out: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.clause:
            out.setdefault(finding.clause, []).append(finding)
    return out


class _Sweep:
    """Cuts a stretch of raw text at every mark and repair in it; stretches are asked for in reading order."""

    def __init__(self, raw: str, marks: Sequence[_Mark], repairs: Sequence[RepairRecord]) -> None:
        self.raw = raw
        self.repairs = sorted((r for r in repairs if r.before != r.after), key=lambda r: r.span)
        self.repair_starts = [r.span.start for r in self.repairs]
        self.marks = sorted(marks, key=lambda m: m.start)
        self.position = 0
        self.open: list[_Mark] = []

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        first = max(bisect_right(self.repair_starts, start) - 1, 0)
        inside = [r for r in self.repairs[first : bisect_right(self.repair_starts, end)] if r.span.start >= start]
        inside = [r for r in inside if r.span.start < end or (r.span.start == end == len(self.raw))]
        marks = self._marks_until(start, end)
        cuts = {c for mark in marks for c in (mark.start, mark.end) if start < c < end}
        cuts = {start, end, *(c for c in cuts if not _within_one(inside, c))}
        for r in inside:
            cuts.update({r.span.start, min(r.span.end, end)})
        at = {r.span.start: r for r in inside}
        ordered = sorted(cuts)
        on: list[_Mark] = []  # the marks in force, as the cuts are walked
        position = 0
        for low, high in zip(ordered, [*ordered[1:], end], strict=True):
            repair: RepairRecord | None = at.get(low)
            while position < len(marks) and marks[position].start < max(high, low + 1):
                on.append(marks[position])
                position += 1
            on = [m for m in on if m.end > low]
            if repair is not None and len(repair.span) == 0:
                yield self._piece(repair.after, low, low, [m for m in on if m.start <= low], repair)
                repair = None
            if low < high:
                yield self._piece(self.raw[low:high] if repair is None else repair.after, low, high, on, repair)

    def _marks_until(self, start: int, end: int) -> list[_Mark]:
        self.open = [m for m in self.open if m.end > start]
        while self.position < len(self.marks) and self.marks[self.position].start < end:
            if self.marks[self.position].end > start:
                self.open.append(self.marks[self.position])
            self.position += 1
        return list(self.open)

    def _piece(self, text: str, start: int, end: int, on: Sequence[_Mark], repair: RepairRecord | None) -> Piece:
        toned = [m for m in on if m.tone]
        tone = min(toned, key=lambda m: m.end - m.start).tone if toned else ""
        items = tuple(dict.fromkeys(m.item for m in on))
        if repair is None:
            return Piece(text, items, tone, start=start, end=end)
        return Piece(text, items, tone, repair.before, repair.reason, repair.confidence == "low", start, end)


def _within_one(repairs: Sequence[RepairRecord], place: int) -> bool:
    """Whether a place lies inside one of the repairs, which are in order and apart."""
    before = bisect_left(repairs, place, key=lambda r: r.span.start) - 1
    return before >= 0 and place < repairs[before].span.end
