"""Drafts of invented documents, read up to their tables and the tasks in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from luoshi.compiler.draft import Draft
from luoshi.compiler.lines import split_lines
from luoshi.compiler.outline import outline
from luoshi.compiler.pipeline import draft_of
from luoshi.compiler.tables import read_grids, tasks_from_tables
from luoshi.kernel.spans import Span
from luoshi.texts.model import Cell, Source, Table

PASSES = (split_lines, read_grids, outline, tasks_from_tables)


@pytest.fixture
def printed() -> Callable[..., Draft]:
    """A draft of a text whose cells stand on lines of their own; an empty string is a line with a space."""

    def read(*lines: str, before: str = "", after: str = "") -> Draft:
        text = "\n".join([*before.splitlines(), *(line or "\u00a0" for line in lines), *after.splitlines()])
        return draft_of([Source("invented.txt", text, "0", "plain/1")], PASSES)

    return read


@pytest.fixture
def tabled() -> Callable[..., Draft]:
    """A draft with one real table: rows of texts, or of (text, row span, column span)."""

    def read(rows: Sequence[Sequence[object]], before: str = "", after: str = "", header: bool = False) -> Draft:
        raw = before + "\n" if before else ""
        start = len(raw)
        cells: list[Cell] = []
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                words, down, right = cell if isinstance(cell, tuple) else (str(cell), 1, 1)
                while (number, column) in taken:
                    column += 1
                taken.update((number + d, column + r) for d in range(down) for r in range(right))
                span = Span(len(raw), len(raw) + len(words))
                raw += words + "\n"
                cells.append(Cell(number, column, span, down, right, header and number == 0))
                column += right
        table = Table(Span(start, len(raw)), tuple(cells))
        return draft_of([Source("invented.html", raw + after, "0", "html/1", tables=(table,))], PASSES)

    return read
