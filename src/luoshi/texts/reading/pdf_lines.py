"""Printed lines of a PDF page from its characters, and paragraphs from lines.

A PDF knows where characters stand, not what belongs together. A line break is taken for the printer's, not the
author's, when the next line's first word would not have fitted on the line before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"[\w.%+/@:-]+", re.ASCII)
_CLOSING = "，。、；：？！）》〉”’】〕」』％%,;:?!)]…—"
_OPENING = "（《〈“‘【〔「『(["
_MARKER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零\d]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,3}(?:[、．]|\.(?!\d)))"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line with its box in points, from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The type area: where full lines begin and end; whether paragraphs begin with an indent."""

    left: float
    right: float
    indented: bool


def lines_from(characters: Iterable[dict[str, Any]], page: int = 0) -> list[PrintedLine]:
    """Characters to lines, from top to bottom."""
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(characters, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        row = rows[-1] if rows else None
        if row is not None and abs(middle - (row[-1]["top"] + row[-1]["bottom"]) / 2) < 0.45 * max(
            char["size"], row[-1]["size"]
        ):
            row.append(char)
        else:
            rows.append([char])
    lines = (_line(sorted(row, key=lambda c: c["x0"]), page) for row in rows)
    return [line for line in lines if line is not None]


def _line(row: Sequence[dict[str, Any]], page: int) -> PrintedLine | None:
    words: list[str] = []
    last: dict[str, Any] | None = None
    inked: list[dict[str, Any]] = []
    for char in row:
        text = char["text"]
        if text.isspace():
            words.append(" ")
            continue
        if last is not None:
            if text == last["text"] and abs(char["x0"] - last["x0"]) < 0.3 * char["size"]:
                continue  # printed twice, a little apart, to look bold
            gap = char["x0"] - last["x1"]
            narrow = not (_WIDE.match(text) and _WIDE.match(last["text"][-1:]))
            if gap > (0.25 if narrow and not _mixed(text, last["text"]) else 0.7) * char["size"]:
                words.append(" ")
        words.append(text)
        inked.append(char)
        last = char
    if not inked:
        return None
    size = Counter(round(c["size"], 1) for c in inked).most_common(1)[0][0]
    return PrintedLine(
        re.sub(r" +", " ", "".join(words)).strip(),
        inked[0]["x0"],
        max(c["x1"] for c in inked),
        min(c["top"] for c in inked),
        max(c["bottom"] for c in inked),
        size,
        page,
    )


def _mixed(one: str, other: str) -> bool:
    """Chinese beside Latin: word processors set a quarter space there that nobody typed."""
    return bool(_WIDE.match(one)) != bool(_WIDE.match(other[-1:]))


def frame_of(lines: Sequence[PrintedLine]) -> Frame | None:
    """The type area of lines from pages of one size."""
    if not lines:
        return None
    size = Counter(line.size for line in lines).most_common(1)[0][0]
    enough = max(2, len(lines) // 20)
    # a stop at the line's end may hang over the margin, so other lines tell where the margin is
    full = [line for line in lines if line.text[-1] not in _CLOSING] or lines
    rights = Counter(round(line.x1 / size) for line in full)
    lefts = Counter(round(line.x0 / size) for line in lines)
    common_right = [place for place, count in rights.items() if count >= enough]
    common_left = [place for place, count in lefts.items() if count >= enough]
    edge = max(common_right) if common_right else max(rights)
    margin = min(common_left) if common_left else min(lefts)
    right = max(line.x1 for line in full if round(line.x1 / size) <= edge)
    left = min(line.x0 for line in lines if round(line.x0 / size) >= margin)
    indented = sum(1 for line in lines if 1.4 * size < line.x0 - left < 2.8 * size)
    return Frame(left, right, indented * 10 >= len(lines))


def first_word_width(line: PrintedLine) -> float:
    """The room that the first piece of a line that cannot be broken takes, in points."""
    text = line.text
    end = 1
    found = _WORD.match(text)
    if found:
        end = found.end()
    elif text[:1] in _OPENING:
        end = 2
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return sum(line.size * (1.0 if _WIDE.match(c) else 0.5) for c in text[:end])


def runs_on(above: PrintedLine, below: PrintedLine, frame: Frame) -> bool:
    """Whether ``below`` goes on with the paragraph of ``above``."""
    if abs(above.size - below.size) > 0.15 * max(above.size, below.size):
        return False
    if above.x0 > frame.left + 3 * above.size:
        return False  # set to the right (a signature, a date) or in the middle
    slack = 1.0 if frame.indented else 0.3  # an indent tells paragraphs apart more surely than the margin
    if above.x1 + first_word_width(below) < frame.right - slack * below.size:
        return False  # the word would have fitted: the author began a new line
    middle = (frame.left + frame.right) / 2
    centred = abs((below.x0 + below.x1) / 2 - middle) < below.size and below.x0 > frame.left + below.size
    if below.x0 > frame.left + 0.9 * below.size and not centred:
        return False
    if centred and above.text[-1:] in "。；！？：":
        return False
    if not frame.indented and (_MARKER.match(below.text) or above.text[-1:] in "。；："):
        return False
    if above.page == below.page:
        return below.top - above.bottom < 1.6 * below.size
    return True


def joined(above: str, below: str) -> str:
    """Two printed lines of one paragraph as running text."""
    parted = above[-1:].isascii() and below[:1].isascii() and above[-1:].isalnum() and below[:1].isalpha()
    return above + (" " if parted else "") + below
