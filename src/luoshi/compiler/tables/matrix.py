"""Tables whose cells have known places made into grids: headers, headings over a row, merged cells, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoshi.compiler.draft import Grid, GridCell, GridRow
from luoshi.compiler.tables.building import Carried, Joins, heal, join_pieces, with_spanning_titles
from luoshi.compiler.tables.captions import is_note, unit_of
from luoshi.compiler.tables.columns import UNIT_KINDS, ColumnKind, column_kind, column_kinds, squeeze
from luoshi.compiler.tables.shapes import is_total, shape_of
from luoshi.kernel.spans import Span
from luoshi.texts.model import Table
from luoshi.texts.plain import plain

WIDEST = 60  # columns; what is wider holds no policy
_DEEPEST = 4  # header rows
_LONG_HEADER = 40


@dataclass(frozen=True, slots=True)
class Slot:
    """What one place of the matrix holds: printed words, where, and whether it comes from above or from the left."""

    text: str  # as printed, healed
    span: Span
    above: bool = False
    left: bool = False
    width: int = 1
    height: int = 1
    header: bool = False


Matrix = list[list[Slot | None]]


def matrix_of(table: Table, text: str) -> Matrix | None:
    """The places of a real table, filled through row and column spans; None for one too wide to hold a policy."""
    rows = max((c.row for c in table.cells), default=-1) + 1
    columns = max((c.column + max(1, c.column_span) for c in table.cells), default=0)
    if not rows or columns > WIDEST:
        return None
    matrix: Matrix = [[None] * columns for _ in range(rows)]
    for cell in table.cells:
        words = heal(cell.span.of(text))
        if not words:
            continue
        height, width = min(cell.row_span, rows - cell.row), min(cell.column_span, columns - cell.column)
        whole = Slot(words, trimmed(cell.span, text), width=width, height=height, header=cell.header)
        for down in range(height):
            for right in range(width):
                if matrix[cell.row + down][cell.column + right] is None:
                    matrix[cell.row + down][cell.column + right] = replace(whole, above=down > 0, left=right > 0)
    return matrix


def trimmed(span: Span, text: str) -> Span:
    """The span without the white space at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def grid_from(matrix: Matrix, span: Span, text: str, joins: Joins, origin: str = "real") -> Grid | None:
    """The grid of a matrix; None where it is a layout, a box of particulars, or holds a single column or row."""
    if not matrix or len(matrix[0]) < 2:
        return None
    at, caption, unit = _top(matrix)
    depth = _header_depth(matrix, at)
    columns = _columns(matrix[at : at + depth], len(matrix[0]))
    reader = _Rows(matrix[at + depth :], columns, text, joins)
    rows = reader.read(repeated={_words(row) for row in matrix[at : at + depth]})
    if not rows or _is_layout(rows):
        return None
    return Grid(
        span, columns, rows,
        caption=caption, unit=unit or reader.unit, origin="real" if origin == "real" else "markdown",
        notes=tuple(reader.notes), doubtful=() if depth else ("表格没有表头",),
    )  # fmt: skip


def _distinct(row: Sequence[Slot | None]) -> list[Slot]:
    """The cells of a row that begin in it, from the left."""
    return [slot for slot in row if slot is not None and not slot.left]


def _words(row: Sequence[Slot | None]) -> tuple[str, ...]:
    return tuple(squeeze(slot.text) if slot else "" for slot in row)


def _top(matrix: Matrix) -> tuple[int, str, str | None]:
    """Title and unit printed in rows of their own above the header; gives the row of the header."""
    caption, unit = "", None
    at = 0
    while at < len(matrix) - 1 and at < 4:
        cells = _distinct(matrix[at])
        if len(cells) > 1 or (cells and not _is_title(matrix, at, cells[0])):
            break
        if cells:
            stated = unit_of(plain(cells[0].text))
            unit, caption = (stated, caption) if stated else (unit, caption + cells[0].text)
        at += 1
    return at, caption, unit


def _is_title(matrix: Matrix, at: int, slot: Slot) -> bool:
    words = plain(slot.text)
    if unit_of(words):
        return True
    return len(words) <= 80 and column_kind(words) is None


def _header_depth(matrix: Matrix, at: int) -> int:
    """How many rows from ``at`` are header."""
    first = matrix[at]
    marked = 0
    for row in matrix[at : at + _DEEPEST]:
        cells = [s for s in row if s is not None]
        if not cells or not all(s.header for s in cells) or cells[0].width == len(row):
            break
        marked += 1
    if 0 < marked < len(matrix) - at:
        return marked
    if not _may_be_header(first):
        return 0
    heights = [s.height for s in first if s is not None and not s.left]
    wide = any(s.width > 1 for s in first if s is not None)
    deep = max(heights)
    if deep > 1 and deep <= _DEEPEST and (wide or min(heights) < deep):
        return deep
    if wide and at + 2 < len(matrix) and _under_header(first, matrix[at + 1]):
        return 2
    return 1


def _may_be_header(row: Sequence[Slot | None]) -> bool:
    cells = _distinct(row)
    if len(cells) < 2:
        return False
    shapes = [shape_of(plain(s.text)) for s in cells]
    if any(shape.stopped or shape.length > _LONG_HEADER for shape in shapes):
        return False
    return not any((shape.figure or shape.ordinal is not None) and not shape.year for shape in shapes)


def _under_header(upper: Sequence[Slot | None], row: Sequence[Slot | None]) -> bool:
    """Is ``row`` the lower half of a header: words under the wide cells, nothing (or the same) under the others?"""
    for top, slot in zip(upper, row, strict=True):
        if slot is None:
            continue
        shape = shape_of(plain(slot.text))
        if (shape.figure and not shape.year) or shape.stopped or shape.length > 20:
            return False
        if top is not None and top.width == 1 and not slot.above and column_kind(plain(top.text)) is ColumnKind.NUMBER:
            return False
    return True


def _columns(header: Matrix, count: int) -> tuple[tuple[str, ...], ...]:
    columns: list[tuple[str, ...]] = []
    for c in range(count):
        words: list[str] = []
        for row in header:
            slot = row[c]
            word = squeeze(slot.text) if slot else ""
            if word and (not words or words[-1] != word):
                words.append(word)
        columns.append(tuple(words))
    return tuple(columns)


class _Rows:
    """Reads the rows below a header."""

    def __init__(self, matrix: Matrix, columns: Sequence[tuple[str, ...]], text: str, joins: Joins) -> None:
        self.matrix = matrix
        self.kinds = column_kinds([plain(words[-1]) if words else "" for words in columns])
        self.text = text
        self.joins = joins
        self.notes: list[Span] = []
        self.unit: str | None = None

    def read(self, repeated: set[tuple[str, ...]]) -> tuple[GridRow, ...]:
        carried = Carried([], {})
        rows: list[GridRow] = []
        for index, row in enumerate(self.matrix):
            cells = _distinct(row)
            if not cells or _words(row) in repeated:
                continue
            own = [s for s in cells if not s.above]
            if len(own) == 1 and len(cells) == 1 and self.stands_alone(index, own[0], len(row)):
                self.alone(own[0], carried)
                continue
            rows.append(self.row(row, carried))
        return with_spanning_titles(tuple(rows), self.kinds)

    def stands_alone(self, index: int, slot: Slot, width: int) -> bool:
        """A heading over the whole row, a note, a unit; not a row that happens to have one cell."""
        if slot.width >= width:
            return True
        words = plain(slot.text)
        if is_note(words) or unit_of(words):
            return True
        shape = shape_of(words)
        return shape.marker and shape.ordinal is None and not shape.stopped and slot.width * 2 >= width

    def alone(self, slot: Slot, carried: Carried) -> None:
        words = plain(slot.text)
        stated = unit_of(words)
        if stated:
            self.unit = stated
        elif is_note(words) or len(words) > 80:
            self.notes.append(slot.span)
        else:
            carried.open_heading(slot.text)

    def row(self, row: Sequence[Slot | None], carried: Carried) -> GridRow:
        cells: list[GridCell | None] = []
        for slot, kind in zip(row, self.kinds, strict=True):
            if slot is None or slot.left:
                cells.append(None)
                continue
            cells.append(GridCell(self.words(slot, kind), slot.span, inherited=slot.above))
        own = [c.span for c in cells if c is not None and not c.inherited] or [c.span for c in cells if c is not None]
        span = own[0]
        for other in own[1:]:
            span = span.join(other)
        groups = [c.text for c, kind in zip(cells, self.kinds, strict=True) if c and kind is ColumnKind.GROUP]
        first = next(c for c in cells if c is not None)
        return GridRow(span, tuple(cells), (*carried.headings, *groups), total=is_total(plain(first.text)))

    def words(self, slot: Slot, kind: ColumnKind) -> str:
        if kind not in UNIT_KINDS:
            return slot.text
        pieces = [p.strip() for p in slot.span.of(self.text).split("\n")]
        return join_pieces([p for p in pieces if p], kind, self.joins)


def _is_layout(rows: Sequence[GridRow]) -> bool:
    """A table that wraps an article: one cell holds most of its words, and they are many."""
    sizes = [len(c.text) for r in rows for c in r.cells if c is not None]
    return max(sizes) > 1500 and max(sizes) > 0.6 * sum(sizes)
