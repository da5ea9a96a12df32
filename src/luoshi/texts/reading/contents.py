"""What every structured reader finds, and how it becomes one raw text with spans.

A reader gives contents in reading order. ``linearise`` writes them down: a paragraph per line, a table cell after
the other (row by row), an empty line for an empty cell, and notes where each of them stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.kernel.spans import Span
from luoshi.texts.model import Block, BlockKind, Cell, Source, Table

TABLE_NESTING = 20
"""Tables inside cells deeper than this are written as plain lines."""

_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a line break inside it (``\\n``) parts it, but a heading on two lines stays one."""

    text: str
    kind: BlockKind = "paragraph"
    level: int | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its place in the grid (counted from 0, spans as printed) and what stands in it."""

    row: int
    column: int
    contents: tuple[Paragraph | Grid, ...]
    row_span: int = 1
    column_span: int = 1
    header: bool = False

    def text(self) -> str:
        """Everything in the cell, a paragraph per line."""
        return "\n".join(p.text if isinstance(p, Paragraph) else p.text() for p in self.contents)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells in reading order, a spanned cell once."""

    cells: tuple[GridCell, ...]

    def text(self) -> str:
        return "\n".join(cell.text() for cell in self.cells)


Content = Paragraph | Grid


def clean(text: str) -> str:
    """A paragraph's text without marks that print as nothing and without space at its ends; one kind of line break.

    >>> clean(" 云溪市\\u200b人民政府 \\xa0\\r\\n 办公室 ")
    '云溪市人民政府\\n办公室'
    """
    lines = _INVISIBLE.sub("", _BREAKS.sub("\n", text)).split("\n")
    return "\n".join(stripped for line in lines if (stripped := line.strip()))


class _Writer:
    """Collects lines and where they stand."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    def line(self, text: str) -> Span:
        start = self.length
        self.lines.append(text)
        self.length += len(text) + 1
        return Span(start, start + len(text))

    def paragraph(self, paragraph: Paragraph, marked: bool) -> None:
        text = clean(paragraph.text)
        whole = paragraph.kind == "heading"  # a heading on two lines is one; other broken lines stand for themselves
        for line in (text,) if whole else text.split("\n"):
            if line:
                span = self.line(line)
                if marked:
                    self.blocks.append(Block(paragraph.kind, span, paragraph.level))

    def grid(self, grid: Grid, nesting: int) -> None:
        place = len(self.tables)
        if nesting < TABLE_NESTING:
            self.tables.append(Table(Span(0, 0), ()))  # its turn in reading order; filled below
        start = self.length
        cells = [self._cell(cell, nesting) for cell in grid.cells]
        span = Span(start, max(start, self.length - 1))
        if nesting < TABLE_NESTING:
            self.tables[place] = Table(span, tuple(cells))
        if nesting == 0:
            self.blocks.append(Block("table", span))

    def _cell(self, cell: GridCell, nesting: int) -> Cell:
        start = self.length
        for content in cell.contents:
            if isinstance(content, Paragraph):
                self.paragraph(content, marked=False)
            elif content.cells:
                self.grid(content, nesting + 1)
        span = self.line("") if self.length == start else Span(start, self.length - 1)
        return Cell(cell.row, cell.column, span, cell.row_span, cell.column_span, cell.header)


def linearise(
    contents: Iterable[Content],
    *,
    name: str,
    sha256: str,
    reader: str,
    title: str | None = None,
    remarks: Sequence[str] = (),
) -> Source:
    """Write contents down as one raw text.

    >>> grid = Grid((GridCell(0, 0, (Paragraph("序号"),)), GridCell(0, 1, ())))
    >>> source = linearise([Paragraph("附件"), grid], name="a", sha256="", reader="x/1")
    >>> source.raw, [cell.span.of(source.raw) for cell in source.tables[0].cells]
    ('附件\\n序号\\n\\n', ['序号', ''])
    """
    writer = _Writer()
    for content in contents:
        if isinstance(content, Paragraph):
            writer.paragraph(content, marked=True)
        elif content.cells:
            writer.grid(content, 0)
    raw = "".join(f"{line}\n" for line in writer.lines)
    return Source(
        name=name,
        raw=raw,
        sha256=sha256,
        reader=reader,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=(clean(title) or None) if title else None,
        remarks=tuple(remarks),
    )
