"""What a reader gives: the raw text of a file, once and for all, with the structure the file format knew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.kernel.spans import Span

BlockKind = Literal["paragraph", "heading", "list", "table", "footnote", "pagebreak"]


class ReadingError(Exception):
    """A file could not be read. The message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of raw text that the file format marked: a paragraph, a heading with its level (1 is the highest)."""

    kind: BlockKind
    span: Span
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a real table; rows and columns count from 0, a spanned cell stands once, at its top left."""

    row: int
    column: int
    span: Span
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the file format knew as one. Cells are in reading order; their spans lie inside ``span``."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read.

    ``raw`` is the text that every span of the pack points into (code points); ``sha256`` is of the file's bytes;
    ``reader`` names the reader with its version (``html/1``), so that a later reader's other text is told apart.
    """

    name: str
    raw: str
    sha256: str
    reader: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    title: str | None = None  # what the file format holds as title (HTML <title>, document properties)
    remarks: tuple[str, ...] = ()  # what the reader wants a person to know: encoding guessed, pictures left out


def join_sources(sources: Sequence[Source]) -> tuple[Source, tuple[int, ...]]:
    """Several files as one document, in order; returns it with the offset at which each file's raw text starts."""
    if len(sources) == 1:
        return sources[0], (0,)
    raw: list[str] = []
    blocks: list[Block] = []
    tables: list[Table] = []
    offsets: list[int] = []
    length = 0
    for source in sources:
        if raw and not raw[-1].endswith("\n"):
            raw.append("\n")
            length += 1
        offsets.append(length)
        blocks.extend(replace(b, span=b.span.shift(length)) for b in source.blocks)
        tables.extend(
            Table(t.span.shift(length), tuple(replace(c, span=c.span.shift(length)) for c in t.cells))
            for t in source.tables
        )
        raw.append(source.raw)
        length += len(source.raw)
    first = sources[0]
    joined = replace(
        first,
        raw="".join(raw),
        blocks=tuple(blocks),
        tables=tuple(tables),
        remarks=tuple(r for s in sources for r in s.remarks),
    )
    return joined, tuple(offsets)
