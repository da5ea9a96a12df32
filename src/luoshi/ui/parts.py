"""The values that parts of screens show. Views make them from what queries and rules return; templates only show."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from luoshi.kernel.speech import Phrase

Words = Phrase | str
Tone = Literal["green", "amber", "red", "blue", "gray", "accent"]

LIGHT_ICONS: dict[str, str] = {
    "green": "circle",
    "amber": "triangle",
    "red": "square",
    "blue": "clock",
    "gray": "circle-dashed",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trace: what was looked at, what it was, and what follows (nested)."""

    text: Words
    value: Words = ""
    note: Words = ""
    url: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Why a computed thing is as it is: opened by a small "why"."""

    conclusion: Words
    steps: tuple[Step, ...] = ()
    rule: Words = ""  # the rule or clause that was followed
    as_of: Words = ""


@dataclass(frozen=True, slots=True)
class Light:
    """A light: colour, word and reason together, so that colour is never alone. ``exception``: an approved one beside it."""

    level: Tone
    word: Words
    reason: Words = ""
    why: Trace | None = None
    exception: Words = ""

    @property
    def icon(self) -> str:
        return LIGHT_ICONS.get(self.level, "circle-dashed")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as of a date, with the one it continues: ``市场监管局 承接工商局``."""

    name: str
    formerly: str = ""
    url: str = ""
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of a history, as a sentence."""

    at: datetime
    sentence: Words
    who: str = ""
    note: Words = ""
    url: str = ""
    tone: Tone = "gray"
    icon: str = "point"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quoted text, highlighted or not."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source. ``marks``: (start, end, kind) in code points of ``text``; kinds: mark, unit, date, repair."""

    text: str
    marks: Sequence[tuple[int, int, str]] = ()
    document: str = ""
    clause: str = ""
    url: str = ""
    before: str = ""  # context shown faintly
    after: str = ""

    @property
    def pieces(self) -> list[Piece]:
        """The text cut at its marks; an overlapping or empty mark is left out."""
        found: list[Piece] = []
        end = 0
        for start, stop, kind in sorted(self.marks):
            if start < end or stop <= start or stop > len(self.text):
                continue
            if start > end:
                found.append(Piece(self.text[end:start]))
            found.append(Piece(self.text[start:stop], kind or "mark"))
            end = stop
        if end < len(self.text):
            found.append(Piece(self.text[end:]))
        return found


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values of one fact, side by side or woven."""

    label: Words
    before: str
    after: str
    pieces: list[tuple[str, str]] = field(init=False)  # (kind, text): same, out, in

    def __post_init__(self) -> None:
        object.__setattr__(self, "pieces", woven(self.before, self.after))

    @property
    def changed(self) -> bool:
        return self.before != self.after


def woven(before: str, after: str) -> list[tuple[str, str]]:
    """The difference of two texts as (``same`` | ``out`` | ``in``, text).

    >>> woven("2018年6月", "2018年9月")
    [('same', '2018年'), ('out', '6'), ('in', '9'), ('same', '月')]
    """
    if len(before) + len(after) > 20_000:  # character by character would take seconds
        return [("out", before), ("in", after)]
    found: list[tuple[str, str]] = []
    for act, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act == "equal":
            found.append(("same", before[i:j]))
            continue
        if j > i:
            found.append(("out", before[i:j]))
        if m > k:
            found.append(("in", after[k:m]))
    return found
