"""What stands around a table: its caption and unit above, its notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.compiler.draft import Draft, Line
from luoshi.compiler.tables.building import heal
from luoshi.kernel.spans import Span

_UNIT_LINE = re.compile(r"\(?\s*(?:计量)?单\s*位\s*[:]\s*([^()\s]{1,24})\s*\)?")
_ANNEX = re.compile(r"附\s*(?:件|表|录)\s*[\d一二三四五六七八九十]{0,3}(?:-\d+)?\s*[:]?")
_NOTE = re.compile(r"(?:备\s*)?注\s*\d{0,2}\s*[:]|说\s*明\s*[:]|资料来源\s*[:]")
_GAP = re.compile(r"\n[^\S\n]+(?=\n)")
_ENDS = "。;:!?,、"
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+[章节条]"
)
_LONGEST = 60
_MOST_NOTES = 12
_NUMBERED = re.compile(r"\d{1,2}[.、]|[①-⑩]")
_TABLE_WORD = re.compile(r"[表单]|分工|清单|分解|安排|台账|目录|一览|任务|情况|目标|指标|方案|计划")


def unit_of(text: str) -> str | None:
    """The unit that a line such as (单位:亿美元) states for a whole table.

    >>> unit_of("(单位:亿美元)"), unit_of("责任单位:市财政局")
    ('亿美元', None)
    """
    found = _UNIT_LINE.fullmatch(text) if len(text) <= 40 else None
    return found.group(1) if found else None


def ends_tables(text: str) -> bool:
    """Whether a line begins something that is no table any more: an annex, a note under the table."""
    if text[0] not in "附注备说资":
        return False
    annex = _ANNEX.match(text)
    if annex is not None and (annex.end() == len(text) or annex.group()[-1] == ":"):
        return True
    return _NOTE.match(text) is not None


def is_note(text: str) -> bool:
    """Whether a line is a note under a table (注:…)."""
    return _NOTE.match(text) is not None


def above(lines: Sequence[Line], first: int, text: str) -> tuple[str, str | None]:
    """Caption and unit from the lines above line ``first``; an empty caption when none stands there.

    A caption is short, does not end a sentence and may be broken over up to three lines.
    """
    unit: str | None = None
    pieces: list[str] = []
    index = first - 1
    while index >= 0 and len(pieces) < 3 and first - index <= 5:
        line = lines[index]
        stated = unit_of(line.text)
        if stated and not pieces:
            unit = unit or stated
        elif _stands_apart(line.text) or (pieces and _is_whole(line.text, pieces[-1])):
            break
        else:
            pieces.append(heal(line.span.of(text)))
        index -= 1
    caption = "".join(reversed(pieces))
    return (caption if _TABLE_WORD.search(caption) else ""), unit


def _stands_apart(text: str) -> bool:
    return (
        len(text) > _LONGEST
        or text[-1] in _ENDS
        or _ANNEX.fullmatch(text) is not None
        or _HEADING.match(text) is not None
    )


def _is_whole(text: str, below: str) -> bool:
    """Does the line above a caption's last line stand for itself (a date, a signature, the end of the text)?"""
    if text[-1] == "日" or (text[0] == "(" and text[-1] == ")"):
        return True
    return below[0] in "《“" and text[-1] not in "委的于和与"


def blank_before(draft: Draft, index: int) -> bool:
    """Whether a line of nothing but spaces stands above line ``index``: perhaps an empty cell."""
    if index == 0:
        return False
    low, high = draft.lines[index - 1].span.end, draft.lines[index].span.start
    return high - low > 2 and _GAP.search(draft.plain, low, high) is not None


def notes_below(draft: Draft, index: int) -> tuple[Span, ...]:
    """The spans of the notes that begin at line ``index`` (注:… and the numbered notes after it)."""
    lines = draft.lines
    spans: list[Span] = []
    while index < len(lines) and len(spans) < _MOST_NOTES:
        text = lines[index].text
        own = is_note(text) or (bool(spans) and _NUMBERED.match(text) is not None)
        before = lines[index - 1].text if spans else ""
        goes_on = bool(spans) and len(before) > 12 and before[-1] not in "。;%" and not blank_before(draft, index)
        if not own and not goes_on:
            break
        spans.append(lines[index].span)
        index += 1
    return tuple(spans)
