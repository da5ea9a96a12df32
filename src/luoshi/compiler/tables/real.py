"""Grids of the tables that the file format knew as tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from luoshi.compiler.draft import Draft, Grid
from luoshi.compiler.tables.building import Joins
from luoshi.compiler.tables.captions import above, notes_below
from luoshi.compiler.tables.columns import column_kind
from luoshi.compiler.tables.matrix import Matrix, grid_from, matrix_of
from luoshi.kernel.spans import Span
from luoshi.texts.plain import plain

_BETWEEN_PAGES = re.compile(r"(?:\s|-\s*\d+\s*-|第\s*\d+\s*页|共\s*\d+\s*页|续表|\(续\)|\d+)*")
_PARTICULARS = re.compile(
    r"索引号|发文(?:机关|字号|机构)|成文日期|发布(?:日期|机构)|主题(?:词|分类)|公开(?:方式|形式|时限)"
)


def real_grids(draft: Draft, joins: Joins) -> list[Grid]:
    """A grid for every real table that holds rows; layouts and boxes of particulars are left out.

    A table that goes on after a page break is one with the table it continues.
    """
    tables = sorted(draft.tables, key=lambda t: (t.span.start, -t.span.end))
    starts = [line.span.start for line in draft.lines]
    pending: list[tuple[Matrix, Span]] = []
    for index, table in enumerate(tables):
        following = tables[index + 1] if index + 1 < len(tables) else None
        if following is not None and table.span.covers(following.span):
            continue  # it lays out a page around other tables
        matrix = matrix_of(table, draft.text)
        if matrix is None or _holds_particulars(matrix):
            continue
        if pending and _continues(pending[-1], (matrix, table.span), draft.plain):
            before, span = pending[-1]
            pending[-1] = (before + matrix, span.join(table.span))
        else:
            pending.append((matrix, table.span))
    grids: list[Grid] = []
    for matrix, span in pending:
        grid = grid_from(matrix, span, draft.text, joins)
        if grid is not None:
            grids.append(_placed(grid, draft, starts))
    return grids


def _placed(grid: Grid, draft: Draft, starts: list[int]) -> Grid:
    """The grid with what stands around it: caption and unit above, notes below."""
    first = bisect_left(starts, grid.span.start)
    caption, unit = above(draft.lines, first, draft.text) if not grid.caption else (grid.caption, None)
    notes = notes_below(draft, bisect_left(starts, grid.span.end))
    return replace(grid, caption=caption, unit=grid.unit or unit, notes=grid.notes + notes)


def _holds_particulars(matrix: Matrix) -> bool:
    """索引号, 发文机关, 成文日期 beside their values: the document's own particulars."""
    cells = [plain(slot.text) for row in matrix[:4] for slot in row if slot is not None and not slot.left]
    return len(matrix) <= 8 and sum(len(c) <= 12 and _PARTICULARS.match(c) is not None for c in cells) >= 2


def _continues(before: tuple[Matrix, Span], after: tuple[Matrix, Span], text: str) -> bool:
    """Nothing but a page's furniture between two tables of one width, and the second repeats the header or has none."""
    if len(before[0][0]) != len(after[0][0]) or before[1].end > after[1].start:
        return False
    gap = text[before[1].end : after[1].start]
    if len(gap) > 60 or not _BETWEEN_PAGES.fullmatch(gap):
        return False
    head = [slot.text if slot else "" for slot in before[0][0]]
    first = [slot.text if slot else "" for slot in after[0][0]]
    return first == head or not any(column_kind(plain(word)) for word in first if word)
