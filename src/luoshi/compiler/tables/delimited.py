"""Tables in running lines whose cells are parted by | or tabs: markdown, and sheets pasted as text."""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.compiler.draft import Draft, Grid
from luoshi.compiler.tables.building import Joins, heal
from luoshi.compiler.tables.captions import above, notes_below
from luoshi.compiler.tables.columns import column_kind
from luoshi.compiler.tables.matrix import WIDEST, Matrix, Slot, grid_from
from luoshi.kernel.spans import Span
from luoshi.texts.plain import plain

_RULE = re.compile(r"[|\s:+=-]{3,}")
_LONGEST = 20_000  # code points of a row
_BREAK = re.compile(r"<br\s*/?>")


def is_delimited(line: str) -> bool:
    """Whether a printed line holds at least two cells parted by | or tabs."""
    return ("\t" in line or line.count("|") >= 2 or "｜" in line) and len(line) <= _LONGEST


def find_delimited(draft: Draft, index: int, joins: Joins, limit: int) -> tuple[Grid | None, int]:
    """The table whose first line is ``index``, or None, with the index of the first line that its marks do not reach."""
    lines = draft.lines
    at = index
    mark = "\t" if "\t" in lines[index].span.of(draft.text) else "|"
    matrix: Matrix = []
    ruled = False
    while at < len(lines) and lines[at].span.start < limit:
        printed = _printed(draft, at)
        if len(printed) > _LONGEST or mark not in (printed if mark == "\t" else printed.replace("｜", "|")):
            break
        if _RULE.fullmatch(plain(printed)):
            ruled = True
        else:
            matrix.append(_cells(draft, at, mark))
        at += 1
    if len(matrix) < 2 or not (ruled or _regular(matrix)):
        return None, at
    width = max(len(row) for row in matrix)
    if not 2 <= width <= WIDEST:
        return None, at
    for row in matrix:
        row.extend([None] * (width - len(row)))
    span = lines[index].span.join(lines[at - 1].span)
    grid = grid_from(_spread(matrix), span, draft.text, joins, origin="markdown")
    if grid is None:
        return None, at
    caption, unit = above(lines, index, draft.text)
    notes = grid.notes + notes_below(draft, at)
    return replace(grid, caption=grid.caption or caption, unit=grid.unit or unit, notes=notes), at


def _printed(draft: Draft, index: int) -> str:
    return draft.lines[index].span.of(draft.text)


def _cells(draft: Draft, index: int, mark: str) -> list[Slot | None]:
    """The cells of one line; outer bars begin and end no cell."""
    span = draft.lines[index].span
    printed = span.of(draft.text).replace("｜", "|")
    out: list[Slot | None] = []
    start = 0
    pieces = printed.split(mark)
    for place, piece in enumerate(pieces):
        outer = mark == "|" and not piece.strip() and place in (0, len(pieces) - 1)
        if not outer:
            words = heal(_BREAK.sub("", piece)).replace("**", "")
            low = span.start + start + len(piece) - len(piece.lstrip())
            out.append(Slot(words, Span(low, low + len(piece.strip()))) if words else None)
        start += len(piece) + 1
    return out


def _regular(matrix: Matrix) -> bool:
    """Without a rule below its header, a table shows itself by column words or by rows of one width."""
    if sum(slot is not None and column_kind(plain(slot.text)) is not None for slot in matrix[0]) >= 2:
        return True
    widths = [len(row) for row in matrix]
    return len(matrix) >= 3 and min(widths) >= 2 and max(widths) == min(widths)


def _spread(matrix: Matrix) -> Matrix:
    """A row whose only cell is its first stands over the whole row, as in a table printed with spans."""
    for row in matrix[1:]:
        filled = [slot for slot in row if slot is not None]
        if len(filled) == 1 and row[0] is not None and len(row) > 2:
            row[0] = replace(row[0], width=len(row))
    return matrix
