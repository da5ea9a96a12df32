"""Repairs as layers over the raw text: what was printed is never overwritten.

A layer is a set of edits to the text below it. ``RepairedText`` stacks layers and maps any span of the repaired
text back to the raw text, so that every extracted item can be shown in the words it was printed in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

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
class Repair:
    """An edit as reported: where in the raw text and where in the repaired text, before and after."""

    code: str
    span: Span  # in the raw text
    place: Span  # in the repaired text
    before: str  # raw words
    after: str
    reason: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of repaired text: copied from the raw text code point by code point, or put in for a raw span."""

    start: int  # in the repaired text
    end: int
    raw: Span
    copied: bool
    edit: Edit | None


class RepairedText:
    """Raw text with repair layers applied.

    >>> text = RepairedText("州綜保區開發(fā)").apply([Edit(Span(6, 10), "", "gloss", "pinyin gloss")])
    >>> text.text, text.to_raw(Span(5, 6)).of(text.raw)
    ('州綜保區開發', '發')
    """

    def __init__(self, raw: str) -> None:
        self._build(raw, raw, [_Piece(0, len(raw), Span(0, len(raw)), True, None)] if raw else [])

    def _build(self, raw: str, text: str, pieces: list[_Piece]) -> None:
        self.raw = raw
        self.text = text
        self._pieces = pieces
        self._starts = [p.start for p in pieces]
        self._raw_starts = [p.raw.start for p in pieces]

    @cached_property
    def plain(self) -> str:
        """The plain form of the repaired text, of the same length."""
        return plain(self.text)

    def apply(self, edits: Iterable[Edit]) -> RepairedText:
        """A new text with one more layer. Edits are in the coordinates of the present text and must not overlap.

        An edit that touches an earlier repair swallows it: the raw words of both are kept together.
        """
        ordered = sorted(edits, key=lambda e: e.span)
        if not ordered:
            return self
        pieces: list[_Piece] = []
        length = 0
        at = 0

        def put(raw: Span, size: int, copied: bool, edit: Edit | None) -> None:
            nonlocal length
            pieces.append(_Piece(length, length + size, raw, copied, edit))
            length += size

        def copy(start: int, end: int) -> None:
            for piece in self._between(start, end):
                low, high = max(piece.start, start), min(piece.end, end)
                if piece.copied:
                    shift = piece.raw.start - piece.start
                    put(Span(low + shift, high + shift), high - low, True, None)
                elif low == piece.start:
                    put(piece.raw, high - low, False, piece.edit)
                else:  # the tail of a replaced run whose head an edit took: its raw words went with the head
                    put(Span(piece.raw.end, piece.raw.end), high - low, False, piece.edit)

        out: list[str] = []
        for edit in ordered:
            if edit.span.start < at:
                raise ValueError(f"repairs overlap at {edit.span}")
            copy(at, edit.span.start)
            out.append(self.text[at : edit.span.start])
            put(self.to_raw(edit.span), len(edit.after), False, edit)
            out.append(edit.after)
            at = edit.span.end
        copy(at, len(self.text))
        out.append(self.text[at:])
        made = RepairedText.__new__(RepairedText)
        made._build(self.raw, "".join(out), pieces)
        return made

    def _between(self, start: int, end: int) -> Iterable[_Piece]:
        if start >= end:
            return
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._pieces) and self._pieces[index].start < end:
            if self._pieces[index].end > start:
                yield self._pieces[index]
            index += 1

    def to_raw(self, span: Span) -> Span:
        """The raw words from which ``span`` of the repaired text was made."""
        low = high = None
        for piece in self._between(span.start, span.end):
            if piece.copied:
                shift = piece.raw.start - piece.start
                start, end = max(piece.start, span.start) + shift, min(piece.end, span.end) + shift
            else:
                start, end = piece.raw.start, piece.raw.end
            low = start if low is None else min(low, start)
            high = end if high is None else max(high, end)
        if low is None or high is None:  # an empty span
            point = self._point(span.start)
            return Span(point, point)
        return Span(low, high)

    def _point(self, place: int) -> int:
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return 0
        piece = self._pieces[index]
        if piece.copied:
            return piece.raw.start + min(place, piece.end) - piece.start
        return piece.raw.start if place <= piece.start else piece.raw.end

    def from_raw(self, span: Span) -> Span:
        """The stretch of the repaired text that stands for a raw span (whole replacements that it touches)."""
        index = max(bisect_right(self._raw_starts, span.start) - 1, 0)
        while index > 0 and self._pieces[index - 1].raw.end > span.start:
            index -= 1
        low = high = None
        for piece in islice(self._pieces, index, None):
            if piece.raw.start > span.end or (piece.raw.start == span.end and len(span)):
                break
            if piece.copied:
                start = max(piece.raw.start, span.start) - piece.raw.start + piece.start
                end = min(piece.raw.end, span.end) - piece.raw.start + piece.start
                if end < start:
                    continue
            elif piece.raw.end < span.start or (piece.raw.end == span.start and len(piece.raw)):
                continue
            else:
                start, end = piece.start, piece.end
            low = start if low is None else min(low, start)
            high = end if high is None else max(high, end)
        if low is None or high is None:
            return Span(len(self.text), len(self.text))
        return Span(low, high)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """All repairs in reading order, in raw and repaired coordinates."""
        return tuple(
            Repair(
                p.edit.code,
                p.raw,
                Span(p.start, p.end),
                p.raw.of(self.raw),
                self.text[p.start : p.end],
                p.edit.reason,
                p.edit.confidence,
            )
            for p in self._pieces
            if p.edit is not None
        )

    def rebuild(self) -> str:
        """The raw text again, from the repaired text and the repairs alone; equal to ``raw``."""
        return "".join(self.text[p.start : p.end] if p.copied else p.raw.of(self.raw) for p in self._pieces)
