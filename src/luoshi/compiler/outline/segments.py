"""Segments: where a clause may begin. A printed line is one; a page printed as one line is cut at its marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.compiler.draft import Draft, Line
from luoshi.compiler.lexicons.documents import TITLE_END
from luoshi.compiler.outline.markers import RANK, Mark, read_mark

RUN_ON = 1500  # a line longer than this holds more than a paragraph
MOST_MARKS = 20_000  # clauses that one line is cut into; with more it is no text

_SHORT_PAGE = 400
_CHAPTERS = re.compile(r"(?:^|[\s。:)])一、[^\n]{20,1200}?[\s。;)]二、")
_INLINE = re.compile(
    r"(?:(?<=[。;!?:”）)])|(?<=[\s稿]))\s{0,20}(?=(?:\d{1,3}[.、](?!\d)|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百]{1,4}[章条]))"
)
_INLINE_TITLE = re.compile(
    r"(?:(?<=\s)|^)(?P<title>[^\s。;,:]{5,60})(?:\s{0,20}(?P<state>\([^()\s]{2,14}\)))?\s{1,20}(?=(?:为|根据|按照|依据|遵照|第一[章条]|一、))"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of plain text that begins where a clause may: trimmed, with its numbering mark when it has one."""

    start: int
    end: int
    text: str
    mark: Mark | None
    line: Line
    title: bool = False  # a title found inside a run-on line
    grid: int | None = None


def segments(draft: Draft) -> list[Segment]:
    """All lines outside grids as segments, and one segment for each grid, in reading order."""
    grids = sorted((g.span.start, g.span.end, i) for i, g in enumerate(draft.grids))
    starts = [g[0] for g in grids]
    seen: set[int] = set()
    out: list[Segment] = []
    for line in draft.lines:
        at = bisect_right(starts, line.span.start) - 1
        if at >= 0 and line.span.start < grids[at][1]:
            index = grids[at][2]
            if index not in seen:
                seen.add(index)
                out.append(Segment(line.span.start, line.span.end, line.text, None, line, grid=index))
            continue
        if len(line.text) > RUN_ON or (len(line.text) > _SHORT_PAGE and _CHAPTERS.search(line.text)):
            out.extend(_cut(draft.plain, line))
        else:
            mark = read_mark(draft.plain, line.span.start, line.span.end)
            out.append(Segment(line.span.start, line.span.end, line.text, mark, line))
    return out


def _cut(plain: str, line: Line) -> Iterator[Segment]:
    """Cut a run-on line at the titles in it and at marks that number on: 1 opens a sequence, n + 1 goes on."""
    start, end = line.span.start, line.span.end
    points: dict[int, Mark | str | None] = {start: read_mark(plain, start, end)}
    titles: list[int] = []
    for m in _INLINE_TITLE.finditer(plain, start, end):
        if TITLE_END.search(m["title"]):
            points[m.start("title")] = "title"
            points[m.end()] = read_mark(plain, m.end(), end)
            titles.append(m.start("title"))
    expected: dict[int, int] = {}
    position = 0
    for m in _INLINE.finditer(plain, start, end):
        while position < len(titles) and titles[position] <= m.start():
            expected.clear()
            position += 1
        mark = read_mark(plain, m.end(), end)
        if mark is None or mark.value not in (1, expected.get(mark.rank, 1)):
            continue
        expected[mark.rank] = mark.value + 1
        for rank in RANK.values():
            if rank > mark.rank and mark.kind != "article":
                expected.pop(rank, None)
        points[m.end()] = mark
        if len(points) > MOST_MARKS:
            break
    ordered = sorted(points)
    for at, following in zip(ordered, [*ordered[1:], end], strict=True):
        text = plain[at:following]
        trimmed = text.strip()
        if not trimmed:
            continue
        begin = at + len(text) - len(text.lstrip())
        what = points[at]
        yield Segment(
            begin, begin + len(trimmed), trimmed, what if isinstance(what, Mark) else None, line, title=what == "title"
        )
