"""Tables of figures whose rows are printed on one line each, their cells parted by spaces."""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.compiler.draft import Draft, Grid
from luoshi.compiler.tables.building import Joins
from luoshi.compiler.tables.captions import above, notes_below
from luoshi.compiler.tables.matrix import WIDEST, Matrix, Slot, grid_from
from luoshi.kernel.spans import Span
from luoshi.texts.plain import plain

_CELL = re.compile(r"\S+")
_NAMING = re.compile(r"指标|项目|名称|单位|类别|地区|县|区")
_DATED = re.compile(r"20\d\d\s*年|目标|计划|现状|基期")
_FIGURE = re.compile(
    r"(?:[≥≤><约]\s?)?\d[\d,.]*(?:-\d[\d.]*)?%?(?:以上|以下|左右|以内)?|[-—–/]{1,3}|\[\d[\d.]*\]|〔\d[\d.]*〕"
)
_LONGEST = 120  # code points of a row
_FEWEST = 3  # cells of a row


def heads_spaced(line: str) -> bool:
    """Whether a printed line may be the header of such a table.

    >>> heads_spaced("序号 指标 单位 2020年 2025年"), heads_spaced("责任单位 完成时限")
    (True, False)
    """
    if not _FEWEST * 2 <= len(line) <= _LONGEST or len(line.split()) < _FEWEST:
        return False
    return _NAMING.search(line) is not None and _DATED.search(line) is not None


def find_spaced(draft: Draft, index: int, joins: Joins, limit: int) -> tuple[Grid, int] | None:
    """The table whose header is line ``index``, with the index of the first line after it.

    Every row has as many cells as the header, and a figure among them; two rows are needed.
    """
    lines = draft.lines
    if any(_is_figure(slot) for slot in _row(draft, index)):
        return None  # a row; asked first, so that no run of rows is walked twice
    matrix: Matrix = []
    at = index
    while at < len(lines) and lines[at].span.start < limit and len(lines[at].text) <= _LONGEST:
        row = _row(draft, at)
        if matrix and (len(row) != len(matrix[0]) or sum(_is_figure(slot) for slot in row[1:]) < 1):
            break
        matrix.append([*row])
        at += 1
    if len(matrix) < 3 or not _FEWEST <= len(matrix[0]) <= WIDEST:
        return None
    grid = grid_from(matrix, lines[index].span.join(lines[at - 1].span), draft.text, joins, origin="markdown")
    if grid is None:
        return None
    caption, unit = above(lines, index, draft.text)
    return replace(
        grid, caption=grid.caption or caption, unit=grid.unit or unit, notes=grid.notes + notes_below(draft, at)
    ), at


def _row(draft: Draft, index: int) -> list[Slot]:
    span = draft.lines[index].span
    return [
        Slot(found.group(), Span(span.start + found.start(), span.start + found.end()))
        for found in _CELL.finditer(span.of(draft.text))
    ]


def _is_figure(slot: Slot) -> bool:
    return _FIGURE.fullmatch(plain(slot.text)) is not None
