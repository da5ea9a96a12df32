"""Rows of tokens made into a grid: broken names healed, headings and merged cells carried down, doubts named."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from luoshi.compiler.draft import GridCell, GridRow
from luoshi.compiler.lexicons.units import is_unit_like
from luoshi.compiler.tables.alignment import Row, Token
from luoshi.compiler.tables.columns import UNIT_KINDS, ColumnKind
from luoshi.compiler.tables.shapes import begins_unit, is_total
from luoshi.kernel.spans import Span
from luoshi.texts.plain import plain

Joins = Callable[[str, str], bool]

_STRAY_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_PIECE = re.compile(r"[、,;\s]+")
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十百]+[章节部分类]"),
    re.compile(r"[一二三四五六七八九十]+[、.]"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"\d+[.、]"),
    re.compile(r"\(\d+\)"),
)
_CARRIED = (ColumnKind.NUMBER, ColumnKind.GROUP, ColumnKind.TITLE)


def heal(text: str) -> str:
    """Text without the spaces and line breaks that stand beside Chinese characters.

    >>> heal("市住房城乡建设局、 市发改委")
    '市住房城乡建设局、市发改委'
    """
    return _STRAY_SPACE.sub("", text.strip())


def name_joiner(names: frozenset[str]) -> Joins:
    """Tells whether two pieces of a list on two lines are one name; ``names`` are those the document prints whole."""

    def joins(left: str, right: str) -> bool:
        tail = _PIECE.split(left)[-1]
        head = _PIECE.split(right.removesuffix("等"))[0]
        if not tail or not head:
            return False
        if tail + head in names:
            return True
        if head in names and is_unit_like(tail):
            return False
        if tail in ("各", "各市", "各县", "各区", "市县", "各乡"):
            return True
        if not is_unit_like(tail):
            return not tail.endswith("等")
        if begins_unit(head):
            return False
        return not is_unit_like(head) or (len(tail) <= 3 and tail.endswith(("政府", "委")))

    return joins


def heading_level(text: str) -> int:
    """How deep a heading's marker stands; headings without a marker stand below those that have one."""
    return next((i for i, pattern in enumerate(_LEVELS) if pattern.match(text)), len(_LEVELS))


@dataclass(slots=True)
class Carried:
    """What holds from row to row: the headings in force and the merged cells."""

    headings: list[str]
    cells: dict[int, GridCell]
    number_title: str = ""

    def open_heading(self, text: str) -> None:
        level = heading_level(text)
        self.headings = [h for h in self.headings if heading_level(h) < level] + [text]
        self.cells.clear()
        self.number_title = ""


def build_rows(found: Sequence[Row], kinds: Sequence[ColumnKind], text: str, joins: Joins) -> tuple[GridRow, ...]:
    """Grid rows of aligned tokens in the repaired ``text``. A row that a page break printed twice is kept once."""
    carried = Carried([], {})
    rows: list[GridRow] = []
    for row in found:
        for token in row.headings:
            carried.open_heading(heal(token.span.of(text)))
        made = _row(row, kinds, text, joins, carried)
        if rows and same_row(rows[-1], made):
            continue
        rows.append(made)
    return with_spanning_titles(tuple(rows), kinds)


def _row(row: Row, kinds: Sequence[ColumnKind], text: str, joins: Joins, carried: Carried) -> GridRow:
    cells: list[GridCell | None] = [None] * len(kinds)
    span: Span | None = None
    for column, tokens in sorted(row.cells.items()):
        whole = tokens[0].span.join(tokens[-1].span)
        span = whole if span is None else span.join(whole)
        if kinds[column] is ColumnKind.NUMBER and len(tokens) > 1:
            carried.number_title = heal("".join(heal(t.span.of(text)) for t in tokens[1:]))
        elif kinds[column] is ColumnKind.NUMBER:
            above = carried.cells.get(column)
            printed = heal(tokens[0].span.of(text))
            if above is None or above.text != printed:
                carried.number_title = ""
        own = tokens[:1] if kinds[column] is ColumnKind.NUMBER else tokens
        cells[column] = GridCell(_cell_text(own, kinds[column], text, joins), own[0].span.join(own[-1].span))
    opened = min(row.cells)
    for column, kind in enumerate(kinds):
        cell = cells[column]
        if cell is not None:
            if kind in _CARRIED:
                carried.cells[column] = cell
        elif kind in _CARRIED and column in carried.cells and opened > column:
            cells[column] = replace(carried.cells[column], inherited=True)
    total = _sums_up(cells)
    if total:
        cells = [None if c is not None and c.inherited else c for c in cells]
    group = [*carried.headings, *_groups(cells, kinds)]
    if carried.number_title:
        group.append(carried.number_title)
    assert span is not None
    return GridRow(span, tuple(cells), tuple(group), total=total)


def _groups(cells: Sequence[GridCell | None], kinds: Sequence[ColumnKind]) -> list[str]:
    return [c.text for c, kind in zip(cells, kinds, strict=True) if c is not None and kind is ColumnKind.GROUP]


def _sums_up(cells: Sequence[GridCell | None]) -> bool:
    first = next((c for c in cells if c is not None and not c.inherited), None)
    return first is not None and is_total(first.text)


def with_spanning_titles(rows: tuple[GridRow, ...], kinds: Sequence[ColumnKind]) -> tuple[GridRow, ...]:
    """Titles that stand over several rows are headings of these rows."""
    spanning = [
        c
        for c, kind in enumerate(kinds)
        if kind is ColumnKind.TITLE and any((cell := r.cells[c]) is not None and cell.inherited for r in rows)
    ]
    if not spanning:
        return rows
    return tuple(
        replace(r, group=(*r.group, *(cell.text for c in spanning if (cell := r.cells[c]) is not None))) for r in rows
    )


def _cell_text(tokens: Sequence[Token], kind: ColumnKind, text: str, joins: Joins) -> str:
    return join_pieces([token.span.of(text) for token in tokens], kind, joins)


def join_pieces(pieces: Sequence[str], kind: ColumnKind, joins: Joins) -> str:
    """The lines of one cell as one text: broken words healed, units on lines of their own set apart."""
    out = heal(pieces[0])
    for before, piece in pairwise(pieces):
        more = heal(piece)
        if kind in UNIT_KINDS and out[-1:] not in "、,，;；(（" and more[:1] not in "、,，;；)）等":
            out += more if joins(plain(before.strip()), plain(piece.strip())) else "、" + more
        elif out[-1:].isascii() and more[:1].isascii() and out[-1:].isalpha() and more[:1].isalpha():
            out += " " + more
        else:
            out += more
    return out


def same_row(one: GridRow, other: GridRow) -> bool:
    """Whether two neighbouring rows print the same words: a page break repeats a row, a table does not."""
    if not any(c is not None and not c.inherited and len(c.text) >= 8 for c in other.cells):
        return False
    return [c and c.text for c in one.cells] == [c and c.text for c in other.cells]
