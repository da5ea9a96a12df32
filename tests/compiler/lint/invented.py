"""Invented documents for the checks: text, tables, tasks and targets put together by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from luoshi.compiler.assemble import assemble
from luoshi.compiler.draft import Clause, Draft, Grid, GridCell, GridRow, Part
from luoshi.compiler.lines import split_sentences
from luoshi.compiler.lint import Checked, check
from luoshi.kernel.spans import Span
from luoshi.packs.model import DocumentFacts, Finding, Target, Task
from luoshi.texts.layers import Edit, RepairedText
from luoshi.texts.model import Source


@dataclass(frozen=True)
class Table:
    """A table of figures: headings from top to bottom for each column, rows of cells (None for an empty one)."""

    columns: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str | None, ...], ...]
    caption: str = ""
    unit: str | None = None
    notes: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


TASK_COLUMNS = (("序号",), ("重点任务",), ("责任单位",), ("完成时限",))


class _Builder:
    """Lays lines end to end and remembers where they stand."""

    def __init__(self) -> None:
        self.text = ""
        self.clauses: list[Clause] = []
        self.grids: list[Grid] = []

    def line(self, text: str, kind: Any = "paragraph", **more: Any) -> Span:
        span = Span(len(self.text), len(self.text) + len(text) + 1)
        path = more.pop("path", str(len(self.clauses) + 1))
        body = Span(span.start, span.end - 1)
        self.clauses.append(Clause(len(self.clauses), path, kind, 1, None, "", "", span, span, body, part=0, **more))
        self.text += text + "\n"
        return body

    def table(self, table: Table) -> None:
        start = len(self.text)
        rows = []
        for number, cells in enumerate(table.rows):
            words = "\t".join(c or "" for c in cells) or "-"
            span = self.line(
                words, "row", grid=len(self.grids), row=number, path=f"表{len(self.grids) + 1}/{number + 1}"
            )
            rows.append(GridRow(span, tuple(GridCell(c, span) if c is not None else None for c in cells)))
        notes = tuple(self.line(note, "note") for note in table.notes)
        self.grids.append(
            Grid(
                Span(start, len(self.text)), table.columns, tuple(rows), table.caption, table.unit, notes=notes,
                doubtful=table.doubtful,
            )
        )  # fmt: skip


def make_document(
    *body: str,
    rows: Sequence[Task] = (),
    tasks: Sequence[Task] = (),
    targets: Sequence[Target] = (),
    tables: Sequence[Table] = (),
    repairs: Sequence[tuple[str, str, str, Any]] = (),
    name: str = "甲.txt",
    facts: DocumentFacts | None = None,
    **pack: Any,
) -> Checked:
    """A document of lines, of tasks that stand in a task table (``rows``) or in the text, and of what else is given."""
    made = _Builder()
    for line in body:
        made.line(line)
    placed = [_placed(task, made.line(task.text, "item"), made) for task in tasks]
    if rows:
        table = Table(
            TASK_COLUMNS, tuple((str(n + 1), t.text, "、".join(t.leads), t.deadline) for n, t in enumerate(rows))
        )
        made.table(table)
        first = len(made.clauses) - len(rows)
        placed += [
            replace(t, clause=made.clauses[first + n].path, span=made.clauses[first + n].own)
            for n, t in enumerate(rows)
        ]
    for table in tables:
        made.table(table)
    repaired = RepairedText(made.text)
    edits = [
        Edit(Span(made.text.index(a), made.text.index(a) + len(a)), b, code, "依上下文", sure)
        for a, b, code, sure in repairs
    ]
    repaired = repaired.apply(edits)
    source = Source(name, made.text, "0" * 64, "test/1")
    draft = Draft(
        source=source, sources=(source,), offsets=(0,), repaired=repaired, clauses=tuple(made.clauses), grids=tuple(made.grids),
        parts=(Part(0, "", 0, Span(0, len(made.text))),), tasks=tuple(placed),
        targets=tuple(_found(t, made.text) for t in targets),
        document=facts or DocumentFacts(title="云溪市实施意见", issuer="云溪市人民政府", issued="2019-06-03", signed=True),
        **pack,
    )  # fmt: skip
    mended = tuple(replace(t, text=_mended(t.text, repairs)) for t in draft.tasks)
    draft = split_sentences(draft.having(tasks=mended))
    return Checked(draft, assemble(draft), name)


def _mended(text: str, repairs: Sequence[tuple[str, str, str, Any]]) -> str:
    for before, after, *_ in repairs:
        text = text.replace(before, after)
    return text


def _placed(task: Task, span: Span, made: _Builder) -> Task:
    return replace(task, clause=made.clauses[-1].path, span=span)


def _found(item: Target, text: str) -> Target:
    place = text.find(item.text) if item.text else -1
    return replace(item, span=Span(place, place + len(item.text))) if place >= 0 else item


def findings(code: str, *documents: Checked) -> list[Finding]:
    """What one check finds in the documents given."""
    return [finding for finding in check(documents, shorten=False) if finding.code == code]
