"""The draft that every pass takes and gives: the text under repair, its outline, and what has been read so far.

All spans in a draft are in the coordinates of ``draft.text`` (the repaired text). The last pass turns them into
raw coordinates. Patterns are matched against ``draft.plain``: the same length as ``text``, code point for code
point, with full-width letters, digits and punctuation made half-width, so that a pattern is written once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Self

from luoshi.kernel.spans import Span
from luoshi.packs.model import (
    Body,
    Citation,
    Consultation,
    DocumentFacts,
    Incentive,
    Provision,
    Register,
    Target,
    Task,
    TimeLimit,
)  # fmt: skip
from luoshi.texts.layers import RepairedText
from luoshi.texts.model import Block, Source, Table

ClauseKind = Literal[
    "furniture", "front", "title", "preamble", "chapter", "section", "heading", "article", "item",
    "paragraph", "table", "row", "signature", "annex", "note",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line or paragraph: its span without surrounding white space; never empty."""

    index: int
    span: Span
    text: str  # of ``plain``
    block: Block | None = None
    table: int | None = None  # index of the real table it belongs to


@dataclass(frozen=True, slots=True)
class GridCell:
    """The content of a cell with line breaks inside words healed; ``span`` where it is printed."""

    text: str
    span: Span
    inherited: bool = False  # from a cell above that spans this row


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row; a column without content is None. ``group``: group headings in force, outermost first."""

    span: Span
    cells: tuple[GridCell | None, ...]
    group: tuple[str, ...] = ()
    total: bool = False  # 合计, 总计, 小计


@dataclass(frozen=True, slots=True)
class Grid:
    """A table however it was printed: real, flattened to a cell per line, or in markdown.

    ``columns``: for each column its header cells from top to bottom, ``("进出口(万美元)", "2016年")``.
    """

    span: Span
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[GridRow, ...]
    caption: str = ""
    unit: str | None = None  # (单位:亿美元)
    origin: Literal["real", "flattened", "markdown"] = "real"
    notes: tuple[Span, ...] = ()
    doubtful: tuple[str, ...] = ()  # why a reader should look twice (cells did not fill the rows, …)


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the outline, in reading order. ``own`` runs to the next clause; all ``own`` spans tile the text.

    ``path`` is stable (``附件/三/44``), unique in the document. ``title`` is a heading's text or an item's run-in
    title. ``parent`` and ``part`` index ``Draft.clauses`` and ``Draft.parts``.
    """

    index: int
    path: str
    kind: ClauseKind
    level: int
    number: str | None
    marker: str
    title: str
    own: Span
    span: Span
    body: Span  # own text after marker and heading (for an item with a run-in title: after the marker)
    parent: int | None = None
    part: int | None = None
    grid: int | None = None  # of a table or row
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A bundled document or annex with its title and own outline; part 0 is the main document."""

    index: int
    title: str
    clause: int  # where it starts
    span: Span
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text (up to 。;!? or a line's end), with its clause. Table cells are not sentences."""

    index: int
    span: Span
    clause: int
    text: str  # of ``plain``


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What has been made of the document so far. Frozen: a pass gives ``draft.having(tasks=…)``."""

    source: Source  # all files laid end to end
    sources: tuple[Source, ...]  # the files
    offsets: tuple[int, ...]  # where each file starts in the joined text
    repaired: RepairedText
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    parts: tuple[Part, ...] = ()
    clauses: tuple[Clause, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    document: DocumentFacts = field(default_factory=DocumentFacts)
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    incentives: tuple[Incentive, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    registers: tuple[Register, ...] = ()
    provisions: tuple[Provision, ...] = ()
    bodies: tuple[Body, ...] = ()
    citations: tuple[Citation, ...] = ()
    consultation: Consultation | None = None

    def having(self, **changes: Any) -> Self:
        return replace(self, **changes)

    @property
    def text(self) -> str:
        return self.repaired.text

    @property
    def plain(self) -> str:
        return self.repaired.plain

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The real tables of the source, in repaired coordinates."""
        place = self.repaired.from_raw
        return tuple(
            Table(place(t.span), tuple(replace(c, span=place(c.span)) for c in t.cells)) for t in self.source.tables
        )

    def path_of(self, clause: int) -> tuple[str, ...]:
        """The headings above a clause, outermost first, as printed."""
        out: list[str] = []
        parent = self.clauses[clause].parent
        while parent is not None:
            above = self.clauses[parent]
            if above.title and above.kind in ("chapter", "section", "heading", "article", "item"):
                out.append(above.marker + above.title)
            parent = above.parent
        return tuple(reversed(out))

    def part_of(self, clause: int) -> str | None:
        """The title of the bundled document or annex a clause stands in; None in an undivided document."""
        part = self.clauses[clause].part
        return self.parts[part].title if part is not None and len(self.parts) > 1 else None
