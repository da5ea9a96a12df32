"""Repairs as layers over the raw text: what was printed is never overwritten.

A layer is a set of edits to the text below it. ``RepairedText`` stacks layers and maps any span of the repaired
text back to the raw text, so that every extracted item can be shown in the words it was printed in.

The text is kept as a row of pieces that tile the raw text and the repaired text alike: the raw range of each piece
begins where that of the piece before it ends. Every operation on one span costs the logarithm of the pieces, every
layer is linear in pieces and edits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from luoshi.kernel.spans import Span
from luoshi.texts.plain import plain

Confidence = Literal["high", "low"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``span`` of the layer's input text by ``after``."""

    span: Span
    after: str
    code: str  # kind of damage, e.g. "gbk-shift", "gloss", "spam"
    reason: str  # why a reader may believe it, for people
    confidence: Confidence = "high"


@dataclass(frozen=True, slots=True)
class Substitution:
    """Another text of the same length, character for character (another script, another form of the same letters).

    It is one decision about a whole document, so it is reported once, at the first place where it changed something.
    """

    after: str
    code: str
    reason: str
    confidence: Confidence = "high"


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit as reported: where in the raw text and where in the repaired text, before and after.

    ``before`` is always ``raw[span]`` and ``after`` is ``text[place]``.
    """

    code: str
    span: Span  # in the raw text
    place: Span  # in the repaired text
    before: str  # raw words
    after: str
    reason: str
    confidence: Confidence


class _Piece(NamedTuple):
    """A run of repaired text: copied from the raw text one character for one, or put in for a raw range.

    ``edit`` is what put it in; on a copied piece it is the substitution that may have changed characters in place.
    """

    start: int  # in the repaired text
    end: int
    raw_start: int
    raw_end: int
    copied: bool
    edit: Edit | Substitution | None


class RepairedText:
    """Raw text with repair layers applied.

    >>> text = RepairedText("州綜保區開發(fā)").apply([Edit(Span(6, 10), "", "gloss", "pinyin gloss")])
    >>> text.text, text.to_raw(Span(5, 6)).of(text.raw)
    ('州綜保區開發', '發')
    >>> text.substitute(Substitution("州综保区开发", "script", "simplified")).repairs[0].after
    '综'
    """

    def __init__(self, raw: str) -> None:
        self._build(raw, raw, [_Piece(0, len(raw), 0, len(raw), True, None)] if raw else [])

    def _build(self, raw: str, text: str, pieces: list[_Piece]) -> None:
        self.raw = raw
        self.text = text
        self._pieces = pieces
        self._starts = [p.start for p in pieces]
        self._raw_starts = [p.raw_start for p in pieces]

    def _next(self, text: str, pieces: list[_Piece]) -> RepairedText:
        made = RepairedText.__new__(RepairedText)
        made._build(self.raw, text, pieces)
        return made

    @cached_property
    def plain(self) -> str:
        """The plain form of the repaired text, of the same length."""
        return plain(self.text)

    def apply(self, edits: Iterable[Edit]) -> RepairedText:
        """A new text with one more layer. Edits are in the coordinates of the present text and must not overlap.

        An edit that cuts into an earlier repair swallows it whole: the raw words of both are kept together, with the
        reasons of both. Raises ValueError where edits overlap or reach beyond the text.
        """
        ordered = sorted(edits, key=lambda e: e.span)
        if not ordered:
            return self
        at = 0
        for edit in ordered:
            if edit.span.start < at or edit.span.end > len(self.text):
                raise ValueError(f"repairs overlap or leave the text at {edit.span}")
            at = edit.span.end
        layer = _Layer(self.text, self._pieces)
        index = 0
        while index < len(ordered):
            index = layer.put(ordered, index)
        layer.copy(len(self.text))
        return self._next("".join(layer.out), layer.made)

    def substitute(self, change: Substitution) -> RepairedText:
        """A new text with every character replaced by the one at the same place of ``change.after``.

        Raises ValueError where the lengths differ.
        """
        if len(change.after) != len(self.text):
            raise ValueError("a substitution keeps the length of the text")
        if change.after == self.text:
            return self
        return self._next(
            change.after,
            [
                p._replace(edit=change)
                if p.copied and self.text[p.start : p.end] != change.after[p.start : p.end]
                else p
                for p in self._pieces
            ],
        )

    def to_raw(self, span: Span) -> Span:
        """The raw words from which ``span`` of the repaired text was made."""
        if not len(span):
            point = self._raw_point(span.start)
            return Span(point, point)
        first = self._pieces[bisect_right(self._starts, span.start) - 1]
        last = self._pieces[bisect_right(self._starts, span.end - 1) - 1]
        low = first.raw_start + (span.start - first.start if first.copied else 0)
        high = last.raw_start + span.end - last.start if last.copied else last.raw_end
        return Span(low, high)

    def _raw_point(self, place: int) -> int:
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return 0
        piece = self._pieces[index]
        if piece.copied:
            return piece.raw_start + min(place, piece.end) - piece.start
        return piece.raw_start if place <= piece.start else piece.raw_end

    def from_raw(self, span: Span) -> Span:
        """The stretch of the repaired text that stands for a raw span (whole replacements that it touches)."""
        if not len(span):
            point = self._point(span.start)
            return Span(point, point)
        first = self._pieces[bisect_right(self._raw_starts, span.start) - 1]
        last = self._pieces[bisect_right(self._raw_starts, span.end - 1) - 1]
        low = first.start + (span.start - first.raw_start if first.copied else 0)
        high = last.start + span.end - last.raw_start if last.copied else last.end
        return Span(low, high)

    def _point(self, place: int) -> int:
        index = bisect_right(self._raw_starts, place) - 1
        if index < 0:
            return 0
        piece = self._pieces[index]
        if piece.copied:
            return piece.start + min(place, piece.raw_end) - piece.raw_start
        return piece.start if place <= piece.raw_start else piece.end

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """All repairs in reading order, in raw and repaired coordinates; a substitution once."""
        found: list[Repair] = []
        reported: set[int] = set()
        for piece in self._pieces:
            edit = piece.edit
            if edit is None or (piece.copied and id(edit) in reported):
                continue
            span, place = Span(piece.raw_start, piece.raw_end), Span(piece.start, piece.end)
            if piece.copied:
                changed = _first_change(span.of(self.raw), place.of(self.text))
                if changed is None:
                    continue
                reported.add(id(edit))
                span, place = changed.shift(span.start), changed.shift(place.start)
            found.append(
                Repair(edit.code, span, place, span.of(self.raw), place.of(self.text), edit.reason, edit.confidence)
            )
        return tuple(found)

    def rebuild(self) -> str:
        """The raw text again, from the repaired text and the repairs alone; equal to ``raw``."""
        return "".join(
            self.text[p.start : p.end] if p.copied and p.edit is None else self.raw[p.raw_start : p.raw_end]
            for p in self._pieces
        )


def _first_change(before: str, after: str) -> Span | None:
    """The first run of places at which two texts of one length differ."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b), None)
    if start is None:
        return None
    end = start + 1
    while end < len(before) and before[end] != after[end]:
        end += 1
    return Span(start, end)


class _Layer:
    """One layer in the making: walks the pieces below once, from left to right."""

    def __init__(self, text: str, pieces: Sequence[_Piece]) -> None:
        self.text = text
        self.pieces = pieces
        self.index = 0  # of the next piece below
        self.far = 0  # of the first piece below that ends behind every edit looked at
        self.at = 0  # how much of the text below is done
        self.raw_at = 0
        self.length = 0  # of the text made
        self.made: list[_Piece] = []
        self.out: list[str] = []

    def _add(self, text: str, raw_end: int, copied: bool, edit: Edit | Substitution | None) -> None:
        end = self.length + len(text)
        self.made.append(_Piece(self.length, end, self.raw_at, raw_end, copied, edit))
        self.out.append(text)
        self.length = end
        self.raw_at = raw_end

    def copy(self, to: int) -> int:
        """Copy what is below up to ``to``, or up to the replaced piece that ``to`` would cut; returns where that is."""
        while self.index < len(self.pieces):
            piece = self.pieces[self.index]
            if piece.end > to:
                if not piece.copied or piece.start >= to:
                    break
                if to > self.at:
                    self._add(self.text[self.at : to], self.raw_at + to - self.at, True, piece.edit)
                    self.at = to
                break
            if piece.start == piece.end or self.at < piece.end:
                self._add(self.text[self.at : piece.end], piece.raw_end, piece.copied, piece.edit)
                self.at = piece.end
            self.index += 1
        return self.at

    def put(self, edits: Sequence[Edit], index: int) -> int:
        """Put in the edit at ``index`` with those that meet in the same replaced piece; returns the next index."""
        low = high = self.copy(edits[index].span.start)
        texts: list[str] = []
        used: list[Edit] = []
        cursor = low
        while index < len(edits) and (not used or edits[index].span.start < high):
            edit = edits[index]
            texts += (self.text[cursor : edit.span.start], edit.after)
            used.append(edit)
            cursor = edit.span.end
            high = self._reach(max(high, cursor))
            index += 1
        texts.append(self.text[cursor:high])
        swallowed, raw_end = self._swallow(high)
        self._add("".join(texts), raw_end, False, _combined(swallowed, used))
        self.at = high
        return index

    def _reach(self, high: int) -> int:
        """``high``, or the end of the replaced piece that it would cut."""
        while self.far < len(self.pieces) and self.pieces[self.far].end <= high:
            self.far += 1
        if self.far < len(self.pieces):
            piece = self.pieces[self.far]
            if piece.start < high and not piece.copied:
                return piece.end
        return high

    def _swallow(self, high: int) -> tuple[list[Edit], int]:
        swallowed: list[Edit] = []
        raw_end = self.raw_at
        while self.index < len(self.pieces):
            piece = self.pieces[self.index]
            if piece.start >= high:  # also what was taken out just at the end: it stays a repair of its own
                break
            if piece.end > high:
                raw_end = piece.raw_start + high - piece.start
                break
            raw_end = piece.raw_end
            if isinstance(piece.edit, Edit):
                swallowed.append(piece.edit)
            self.index += 1
        return swallowed, raw_end


def _combined(swallowed: list[Edit], used: list[Edit]) -> Edit:
    """One edit that speaks for all: the code of the oldest with words of its own, every reason, the lowest trust."""
    if len(swallowed) + len(used) == 1:
        return used[0]
    every = swallowed + used
    first = next((e for e in swallowed if e.after), used[0])
    reasons = tuple(dict.fromkeys(e.reason for e in every))
    doubtful: Confidence = "low" if any(e.confidence == "low" for e in every) else "high"
    return replace(first, reason=";".join(reasons), confidence=doubtful)
