"""Tables that were flattened to text: one cell per line, or one row per line with spaces between its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.compiler.draft import Draft, Grid, Line
from luoshi.compiler.tables.alignment import Alignment, Effort, Row, Token, align
from luoshi.compiler.tables.building import Joins, build_rows
from luoshi.compiler.tables.captions import above, blank_before, ends_tables, notes_below
from luoshi.compiler.tables.columns import (
    LONGEST_HEADER,
    UNIT_KINDS,
    ColumnKind,
    column_kind,
    column_kinds,
    squeeze,
)
from luoshi.kernel.spans import Span

_WIDEST = 12  # columns
_NEAR = 16  # lines within which the longest tells how wide a cell may be printed
_PAGE = re.compile(r"-\s*\d{1,4}\s*-|第\s*\d{1,4}\s*页(?:\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}")
_WIDE = re.compile(r"\s{2,}")
_TAILS = frozenset(("单位", "部门", "领导", "要求", "形式", "节点", "主体", "号", "及配合单位", "单位及部门"))
_ANCHORS = UNIT_KINDS | {ColumnKind.DEADLINE, ColumnKind.NUMBER, ColumnKind.PERSON}


@dataclass(frozen=True, slots=True)
class Header:
    """A header run: the words of each column ("" where lost), and the line after it."""

    words: tuple[str, ...]
    after: int
    by_line: bool = False  # one row per line
    printed: frozenset[str] = frozenset()  # its lines as printed, so that they are known when printed again


def find_flattened(draft: Draft, index: int, joins: Joins, limit: int, effort: Effort) -> tuple[Grid, int] | None:
    """The table whose header begins at line ``index``, with the index of the first line after it; None for none.

    Lines from the code point ``limit`` on (where a real table begins) are not looked at; ``effort`` is spent.
    """
    lines = draft.lines
    header = _header_at(draft, index) or _header_in_line(lines, index)
    if header is None:
        return None
    best: tuple[float, Alignment, tuple[str, ...], tuple[ColumnKind, ...]] | None = None
    width = max((len(line.text) for line in lines[header.after : header.after + _NEAR]), default=0)
    for words in _variants(header.words):
        kinds = column_kinds(words)
        if ColumnKind.TASK not in kinds:
            continue
        found = align(_tokens(draft, header, words, limit), kinds, joins, width)
        total = found.cost * found.taken
        effort.left -= found.seen - found.taken
        if found.rows and (best is None or total < best[0]):
            best = (total, found, words, kinds)
    if best is None or not _is_table(best[1], best[3]):
        effort.left -= 2 * _NEAR + (best[1].taken if best else 0)
        return None
    _, found, words, kinds = best
    kept = _numbered(found.rows, kinds)
    rows = build_rows(kept, kinds, draft.text, joins)
    end = max(tokens[-1].span.end for tokens in kept[-1].cells.values())
    start = lines[index].span.join(lines[header.after - 1].span)
    caption, unit = above(lines, index, draft.text)
    after = _line_after(lines, header.after, end)
    grid = Grid(
        Span(start.start, end), tuple((w,) if w else () for w in words), rows,
        caption=caption, unit=unit, origin="flattened", notes=notes_below(draft, after),
        doubtful=_doubts(found, kinds),
    )  # fmt: skip
    return grid, after


def _line_after(lines: Sequence[Line], index: int, end: int) -> int:
    while index < len(lines) and lines[index].span.start < end:
        index += 1
    return index


def _header_at(draft: Draft, index: int) -> Header | None:
    """A run of lines from ``index`` that are column words, one column per line (a word may be broken over two)."""
    lines = draft.lines
    if len(lines[index].text) > LONGEST_HEADER or not (column_kind(lines[index].text) or _starts_word(lines, index)):
        return None
    words: list[str] = []
    known = 0
    at = index
    while at < len(lines) and len(words) < _WIDEST:
        if words and blank_before(draft, at):
            words.append("")
        one = squeeze(lines[at].text) if len(lines[at].text) <= 2 * LONGEST_HEADER else ""
        two = (
            squeeze(lines[at].text + lines[at + 1].text) if at + 1 < len(lines) and len(lines[at + 1].text) <= 8 else ""
        )
        kind = column_kind(one)
        if one in words:
            break
        if two and len(one) <= 6 and column_kind(two) is not None and _is_broken(kind, lines[at + 1].text):
            words.append(two)
            known += 1
            at += 2
        elif kind is not None:
            words.append(one)
            known += 1
            at += 1
        elif _unknown_word(lines, at) and known:
            words.append(one)
            at += 1
        else:
            break
    while words and not words[-1]:
        words.pop()
    kinds = {column_kind(w) for w in words}
    if known < 2 or not (kinds & _ANCHORS) or len(words) < 2:
        return None
    printed = frozenset(squeeze(line.text) for line in lines[index:at] if len(line.text) >= 2)
    return Header(tuple(words), at, printed=printed)


def _is_broken(kind: ColumnKind | None, below: str) -> bool:
    """Is a column word broken before the line below it? A word of its own (责任) may still want its end (单位)."""
    return squeeze(below) in _TAILS or (kind is None and column_kind(below) is None)


def _starts_word(lines: Sequence[Line], index: int) -> bool:
    """Do this line and the next make a column word together (责任 / 单位)?"""
    return (
        index + 1 < len(lines)
        and len(lines[index].text) <= 4
        and len(lines[index + 1].text) <= 4
        and column_kind(lines[index].text + lines[index + 1].text) is not None
    )


def _unknown_word(lines: Sequence[Line], at: int) -> bool:
    """A short line that is no known column word, yet one follows it."""
    text = squeeze(lines[at].text)
    if (
        not 2 <= len(text) <= 10
        or text[-1] in "。;:,、"
        or text[0].isdigit()
        or re.match(r"[一二三四五六七八九十]+、|\(", text)
    ):
        return False
    return (
        at + 1 < len(lines)
        and len(lines[at + 1].text) <= LONGEST_HEADER
        and column_kind(lines[at + 1].text) in _ANCHORS
    )


def _header_in_line(lines: Sequence[Line], index: int) -> Header | None:
    """A single line that holds several column words with spaces between them."""
    text = lines[index].text
    if " " not in text or len(text) > 120:
        return None
    pieces = [squeeze(p) for p in _WIDE.split(text)]
    if len(pieces) < 3 or not all(pieces):
        pieces = text.split()
    if not 3 <= len(pieces) <= _WIDEST or any(len(p) > LONGEST_HEADER for p in pieces):
        return None
    kinds = [column_kind(p) for p in pieces]
    if sum(k is not None for k in kinds) < len(pieces) - 1 or not set(kinds) & _ANCHORS:
        return None
    return Header(tuple(pieces), index + 1, by_line=True)


def _variants(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Ways to understand a header: blank lines as lost columns or as nothing; an upper cell over two unit columns."""
    out = [tuple(w for w in words if w)]
    if "" in words:
        out.append(words)
    for i in range(len(words) - 1):
        pair = [column_kind(w) for w in words[i : i + 2]]
        if pair == [ColumnKind.UNITS, ColumnKind.LEAD]:
            out.append(tuple(w for j, w in enumerate(words) if w and j != i))
    return out


def _tokens(draft: Draft, header: Header, words: Sequence[str], limit: int) -> Iterator[Token]:
    """The cells after the header, in print order, up to a line that ends every table."""
    repeated = header.printed.union(w for w in words if len(w) >= 2)
    lines = draft.lines
    for index in range(header.after, len(lines)):
        line = lines[index]
        if line.span.start >= limit or ends_tables(line.text):
            return
        if _PAGE.fullmatch(line.text, 0, 24) and "-" in line.text + "第" and not line.text[:1].isdigit():
            continue
        if index > header.after and blank_before(draft, index):
            yield Token("", Span(line.span.start, line.span.start), blank=True)
        if header.by_line:
            yield from _pieces(line, repeated)
            continue
        short = len(line.text) <= LONGEST_HEADER
        if short and index > header.after and squeeze(line.text) == words[0]:
            again = _header_at(draft, index)
            if again is not None and again.words != header.words:
                return  # another table begins
        yield Token(line.text, line.span, header=short and squeeze(line.text) in repeated)


def _pieces(line: Line, repeated: frozenset[str]) -> Iterator[Token]:
    first = True
    for found in re.finditer(r"\S+", line.text):
        span = Span(line.span.start + found.start(), line.span.start + found.end())
        yield Token(found.group(), span, first=first, header=found.group() in repeated)
        first = False


def _is_table(found: Alignment, kinds: Sequence[ColumnKind]) -> bool:
    """Rows must hold what the header promises: a task, and in most rows one of the columns beside it."""
    task = kinds.index(ColumnKind.TASK)
    beside = [
        i for i, kind in enumerate(kinds) if kind in UNIT_KINDS or kind in (ColumnKind.DEADLINE, ColumnKind.PERSON)
    ]
    if not beside:
        beside = [i for i in range(len(kinds)) if i != task]
    whole = sum(task in row.cells and any(i in row.cells for i in beside) for row in found.rows)
    return (
        whole >= 1
        and whole >= 0.6 * len(found.rows)
        and found.cost * found.taken <= -0.3 * sum(len(row.cells) for row in found.rows)
    )


def _numbered(rows: tuple[Row, ...], kinds: Sequence[ColumnKind]) -> tuple[Row, ...]:
    """Where every row has its number, rows without one after the last are text that follows the table."""
    if ColumnKind.NUMBER not in kinds or len(rows) < 3:
        return rows
    column = kinds.index(ColumnKind.NUMBER)
    last = max((i for i, row in enumerate(rows) if column in row.cells), default=-1)
    every = last > 0 and all(column in row.cells for row in rows[: last + 1])
    return rows[: last + 1] if every else rows


def _doubts(found: Alignment, kinds: Sequence[ColumnKind]) -> tuple[str, ...]:
    doubts: list[str] = []
    if found.cost * found.taken > -0.5 * sum(len(row.cells) for row in found.rows):
        doubts.append("表格由纯文本还原,单元格与栏目对应不完全吻合")
    if found.stray:
        doubts.append("表末有未能归入任何行的文字")
    task = kinds.index(ColumnKind.TASK)
    missing = sum(task not in row.cells for row in found.rows)
    if missing:
        doubts.append(f"有{missing}行缺少任务内容")
    return tuple(doubts)
