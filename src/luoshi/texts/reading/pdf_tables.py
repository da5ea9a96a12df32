"""Ruled tables of PDF pages, and tables that go on over a page break."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from luoshi.texts.reading.contents import GridCell, Paragraph
from luoshi.texts.reading.pdf_lines import first_word_width, joined, lines_from

Box = tuple[float, float, float, float]  # x0, top, x1, bottom

_SNAP = 2.5
"""Rules closer than this many points are one rule."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table as far as one page shows it."""

    box: Box
    edges: tuple[float, ...]  # its vertical rules
    cells: tuple[GridCell, ...]
    rows: int


def table_from(boxes: Sequence[Box], characters: Sequence[dict[str, Any]]) -> PageTable | None:
    """Cells' boxes with the characters in them as a table; None for a frame around text."""
    xs = _edges([x for box in boxes for x in (box[0], box[2])])
    ys = _edges([y for box in boxes for y in (box[1], box[3])])
    if len(xs) < 3 or len(ys) < 3 or len(boxes) < 4:
        return None
    middles = sorted(((c["top"] + c["bottom"]) / 2, index) for index, c in enumerate(characters))
    heights = [middle for middle, _ in middles]
    cells: list[GridCell] = []
    for box in sorted(boxes, key=lambda b: (_place(ys, b[1]), b[0])):
        left, top, right, bottom = (_place(xs, box[0]), _place(ys, box[1]), _place(xs, box[2]), _place(ys, box[3]))
        within = middles[bisect_right(heights, box[1]) : bisect_right(heights, box[3])]
        own = [characters[i] for _, i in within if box[0] <= (characters[i]["x0"] + characters[i]["x1"]) / 2 < box[2]]
        contents = tuple(Paragraph(text) for text in _cell_lines(own, box))
        cells.append(GridCell(top, left, contents, max(1, bottom - top), max(1, right - left)))
    whole = (xs[0], ys[0], xs[-1], ys[-1])
    return PageTable(whole, tuple(xs), tuple(cells), len(ys) - 1)


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _place(edges: list[float], value: float) -> int:
    return max(0, bisect_right(edges, value + 0.01) - 1)


def _cell_lines(characters: Sequence[dict[str, Any]], box: Box) -> list[str]:
    """The lines in a cell; a line that fills the cell's width goes on in the next."""
    out: list[str] = []
    room = box[2] - box[0]
    last = None
    for line in lines_from(characters):
        if last is not None and (last.x1 - last.x0) + first_word_width(line) > room - 14:
            out[-1] = joined(out[-1], line.text)
        else:
            out.append(line.text)
        last = line
    return out


def goes_on(above: PageTable, below: PageTable) -> bool:
    """Whether a table at the top of a page continues the one at the foot of the page before."""
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) < 2 * _SNAP for a, b in zip(above.edges, below.edges, strict=True)
    )


def continued(above: PageTable, below: PageTable) -> tuple[PageTable, int]:
    """Both as one table, and how many heading rows printed again were left out."""
    repeated = _repeated_rows(above, below)
    cells = list(above.cells)
    fresh = [cell for cell in below.cells if cell.row >= repeated]
    first = [cell for cell in fresh if cell.row == repeated]
    shift = above.rows - repeated
    if _is_rest_of_row(above, first):
        shift -= 1
        for rest in first:
            index = max(i for i, cell in enumerate(cells) if cell.column == rest.column)
            cells[index] = replace(cells[index], contents=cells[index].contents + rest.contents)
        fresh = [cell for cell in fresh if cell.row > repeated]
    for cell in fresh:
        held = _held_over(cells, above.rows, cell) if cell.row == repeated and not cell.contents else None
        if held is None:
            cells.append(replace(cell, row=cell.row + shift))
        else:
            cells[held] = replace(cells[held], row_span=cells[held].row_span + cell.row_span)
    return PageTable(above.box, above.edges, tuple(cells), below.rows + shift), repeated


def _held_over(cells: Sequence[GridCell], rows: int, blank: GridCell) -> int | None:
    """The cell at the foot of the page before that an empty cell at the head of this one continues (a group's name)."""
    for index, cell in enumerate(cells):
        reaches = (
            cell.column == blank.column and cell.row + cell.row_span == rows and cell.column_span == blank.column_span
        )
        if reaches and cell.contents and (cell.row_span > 1 or blank.row_span > 1):
            return index
    return None


def _texts(table: PageTable, row: int) -> list[tuple[int, str]]:
    return [(cell.column, cell.text()) for cell in table.cells if cell.row == row]


def _repeated_rows(above: PageTable, below: PageTable) -> int:
    rows = 0
    while rows < min(3, above.rows, below.rows):
        texts = _texts(below, rows)
        if texts != _texts(above, rows) or not any(text for _, text in texts):
            break
        rows += 1
    return rows if rows < below.rows else 0


def _is_rest_of_row(above: PageTable, first: Sequence[GridCell]) -> bool:
    """A row cut by the page break: its number and name stand on the page before, the rest of its words here."""
    filled = [cell for cell in first if cell.contents]
    columns = {cell.column for cell in above.cells if cell.row + cell.row_span == above.rows}
    return (
        bool(filled)
        and len(first) > 2
        and not any(cell.column < 2 for cell in filled)
        and len(filled) * 2 <= len(first)
        and all(cell.row_span == 1 and cell.column in columns for cell in first)
    )
