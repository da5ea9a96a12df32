"""Tasks from the rows of task tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.compiler.draft import Clause, Draft, Grid, GridCell, GridRow
from luoshi.compiler.facts import plan_year
from luoshi.compiler.tables.columns import ColumnKind, column_kind, column_kinds
from luoshi.compiler.units import Role, UnitList, declares_first_leads, read_units
from luoshi.kernel.periods import Deadline, read_deadline
from luoshi.kernel.spans import Span
from luoshi.packs.model import Task
from luoshi.texts.plain import plain

_NUMBER = re.compile(r"[\s.、()()]+")
_LEADING = re.compile(r"\(?(\d{1,3})(?:[.、)](?!\d)|\)[.、]?)\s*")
_YEAR = re.compile(r"20[1-4]\d(?=年)")
_FIRST_LEADS = re.compile(r"[列排].{0,4}第一.{0,10}牵头|第一个?(?:单位|部门)为牵头|首位.{0,6}牵头")
_SERVICE_LIMIT = re.compile(
    r"(?:现|原|压缩后|优化后)?(?:法定|承诺|审批|许可)(?:的)?(?:办结|办理|审批)?(?:时限|期限|时间|工作日)|法定依据"
)
_NO_DATE = re.compile(r"无|(?:立行立改|立知立改|即知即改|立即整改|立查立改|边查边改|即时办结|随时)[。;]?")
_SENTENCE_END = "。;!?"


@dataclass(frozen=True, slots=True)
class TaskTable:
    """Which column of a grid holds what, for a grid whose rows are tasks."""

    number: int | None
    task: int
    titles: tuple[int, ...]
    leads: tuple[int, ...]
    units: tuple[int, ...]
    deadline: int | None
    scope: int | None
    first_leads: bool
    guessed: bool  # no header names the task column


def task_table(grid: Grid, text: str, first_leads: bool = False) -> TaskTable | None:
    """The task table that a grid is, or None for a grid of something else.

    ``text`` is the plain text of the draft; ``first_leads``: the document declares the first of every list the lead.
    """
    words = [_header_words(column) for column in grid.columns]
    kinds = column_kinds(words)
    if ColumnKind.TASK not in kinds:
        return None
    if any(_SERVICE_LIMIT.fullmatch(re.sub(r"\([^()]*\)", "", word)) for word in words):
        return None  # services with their limits
    leads = tuple(i for i, kind in enumerate(kinds) if kind is ColumnKind.LEAD)
    units = tuple(i for i, kind in enumerate(kinds) if kind is ColumnKind.UNITS)
    deadlines = [i for i, kind in enumerate(kinds) if kind is ColumnKind.DEADLINE]
    if not leads and not units and not (deadlines and ColumnKind.PERSON in kinds):
        return None
    task = kinds.index(ColumnKind.TASK)
    said = "".join(words) + grid.caption + "".join(span.of(text) for span in grid.notes)
    return TaskTable(
        number=kinds.index(ColumnKind.NUMBER) if ColumnKind.NUMBER in kinds else None,
        task=task,
        titles=tuple(i for i, kind in enumerate(kinds) if kind is ColumnKind.TITLE),
        leads=leads,
        units=units,
        deadline=next((i for i in deadlines if "完成" in words[i]), deadlines[-1] if deadlines else None),
        scope=kinds.index(ColumnKind.SCOPE) if ColumnKind.SCOPE in kinds else None,
        first_leads=not leads and (first_leads or _FIRST_LEADS.search(said) is not None),
        guessed=column_kind(words[task]) not in (ColumnKind.TASK, None),
    )


def _header_words(column: tuple[str, ...]) -> str:
    """The header cell that names the column: the lowest that says what it holds."""
    return next((word for word in reversed(column) if column_kind(word)), column[-1] if column else "")


def tasks_from_tables(draft: Draft) -> Draft:
    """Add a task for every row of every task table."""
    made: list[Task] = []
    finder: _Clauses | None = None
    first_leads = bool(draft.grids) and declares_first_leads(draft.plain)
    for index, grid in enumerate(draft.grids):
        table = task_table(grid, draft.plain, first_leads)
        if table is None:
            continue
        finder = finder or _Clauses(draft)
        made.extend(_Reader(draft, grid, table, finder.of(index)).tasks())
    return draft.having(tasks=draft.tasks + tuple(made)) if made else draft


class _Clauses:
    """Which clause a row of a grid is."""

    def __init__(self, draft: Draft) -> None:
        self.clauses = draft.clauses
        self.rows = {(c.grid, c.row): c for c in draft.clauses if c.row is not None}
        self.starts = [c.own.start for c in draft.clauses]

    def of(self, grid: int) -> _Clauses:
        self.grid = grid
        return self

    def at(self, row: int, span: Span) -> Clause | None:
        found = self.rows.get((self.grid, row))
        if found is None and self.clauses:
            found = self.clauses[max(bisect_right(self.starts, span.start) - 1, 0)]
        return found


class _Reader:
    """Reads the rows of one task table."""

    def __init__(self, draft: Draft, grid: Grid, table: TaskTable, clauses: _Clauses) -> None:
        self.draft = draft
        self.grid = grid
        self.table = table
        self.clauses = clauses
        self.year = self.plan_year()
        rows = [r for r in grid.rows if not r.total]
        self.with_units = sum(any(r.cells[i] for i in table.leads + table.units) for r in rows) >= 0.5 * len(rows)
        filled = sum(table.deadline is not None and r.cells[table.deadline] is not None for r in rows)
        self.shared = self.shared_numbers(rows)
        self.with_deadlines = table.deadline is not None and filled >= 0.8 * len(rows)

    def shared_numbers(self, rows: Sequence[GridRow]) -> set[str]:
        """The serial numbers of groups of rows, where each row has a number of its own in its task."""
        if self.table.number is None:
            return set()
        groups: dict[str, list[str | None]] = {}
        spanning = set()
        for row in rows:
            serial, body = row.cells[self.table.number], row.cells[self.table.task]
            if serial and body:
                own = _LEADING.match(body.text)
                groups.setdefault(serial.text, []).append(own.group(1) if own else None)
                spanning.update([serial.text] if serial.inherited else [])
        counted = {serial for serial, own in groups.items() if None not in own and len({*own}) == len(own)}
        return counted if counted & spanning else set()

    def plan_year(self) -> int | None:
        year = plan_year(self.draft.document)
        if year is not None:
            return year
        found = _YEAR.search(plain(self.grid.caption)) or _YEAR.search(self.draft.plain, 0, 400)
        return int(found.group()) if found else None

    def tasks(self) -> Iterator[Task]:
        last = 0
        for index, row in enumerate(self.grid.rows):
            if row.total:
                continue
            task = self.task(index, row)
            if task is None:
                continue
            number = int(task.number) if task.number and task.number.isdigit() else None
            if number is not None and number not in (last, last + 1, 1) and self.grid.origin == "flattened":
                task = _doubt(task, f"序号由{last}跳到{number},可能缺行")
            last = number or last
            yield task

    def task(self, index: int, row: GridRow) -> Task | None:
        table = self.table
        cell = row.cells[table.task]
        titles = [c for i in table.titles if (c := row.cells[i]) is not None and not c.inherited]
        body = cell or (titles[-1] if titles else None)
        if body is None:
            return None
        number, text = self.numbered(row, body)
        reasons = list(self.doubts(row, body, cell is None))
        units, unit_reasons = self.units(row)
        reasons.extend(unit_reasons)
        deadline, deadline_reasons = self.deadline(row, units)
        reasons.extend(deadline_reasons)
        clause = self.clauses.at(index, row.span)
        above = self.draft.path_of(clause.index) if clause else ()
        scope = row.cells[table.scope] if table.scope is not None else None
        return Task(
            part=(self.draft.part_of(clause.index) if clause else None) or self.grid.caption or None,
            path=(*above, *row.group),
            clause=clause.path if clause else "",
            text=text,
            span=row.span,
            spans=self.spans(row, body, deadline),
            confidence="low" if reasons else "high",
            reasons=tuple(dict.fromkeys(reasons)),
            number=number,
            title="".join(c.text for c in titles if c is not body) or None,
            leads=units.lead_names,
            participants=units.participant_names,
            open_ended=units.open_ended,
            deadline=deadline.value if deadline else None,
            recurrence=deadline.recurrence if deadline else None,
            scope=scope.text if scope else None,
        )

    def numbered(self, row: GridRow, body: GridCell) -> tuple[str | None, str]:
        """The printed number without punctuation, and the text without a number of its own."""
        if self.table.number is not None:
            cell = row.cells[self.table.number]
            own = _LEADING.match(body.text) if cell and cell.text in self.shared else None
            if own and _numbers_cell(body.text, own):
                return own.group(1), body.text[own.end() :]  # 序号 counts the groups, the cells count their measures
            return (_NUMBER.sub("", cell.text) or None if cell else None), body.text
        found = _LEADING.match(body.text)
        if found and _numbers_cell(body.text, found):
            return found.group(1), body.text[found.end() :]
        return None, body.text

    def doubts(self, row: GridRow, body: GridCell, titled: bool) -> Iterator[str]:
        yield from self.grid.doubtful
        if self.table.guessed or titled:
            yield "表中没有明确的任务栏"
        if body.inherited:
            yield "任务一格跨几行,各行分别列出,请核对是否为同一任务"
        if len(body.text) < 4:
            yield "任务文字过短,请核对"
        number = row.cells[self.table.number] if self.table.number is not None else None
        numbered = number is not None and not number.inherited
        if self.grid.origin == "flattened" and not numbered and _run_together(self.draft.plain, body.span):
            yield "任务由多段文字合成,可能是几行任务共用一格"

    def units(self, row: GridRow) -> tuple[UnitList, list[str]]:
        found = UnitList()
        reasons: list[str] = []
        for column in self.table.leads + self.table.units:
            cell = row.cells[column]
            if cell is None:
                if self.with_units and not (self.table.leads and column in self.table.units):
                    reasons.append("责任单位一栏为空")
                continue
            role: Role = "lead" if column in self.table.leads else "participant"
            one = read_units(plain(cell.text), self.year, role, printed=cell.text)
            reasons.extend(one.doubts)
            found = replace(
                found,
                leads=found.leads + one.leads,
                participants=found.participants + one.participants,
                open_ended=found.open_ended or one.open_ended,
                deadline=found.deadline or one.deadline,
                labelled=found.labelled or one.labelled,
            )
        if self.table.first_leads and not found.leads and found.participants:
            found = replace(found, leads=found.participants[:1], participants=found.participants[1:])
        if not found.units and self.with_units:
            reasons.append("没有读出责任单位")
        return found, reasons

    def deadline(self, row: GridRow, units: UnitList) -> tuple[Deadline | None, list[str]]:
        if self.table.deadline is None:
            return units.deadline, []
        cell = row.cells[self.table.deadline]
        if cell is None:
            late = self.grid.origin == "flattened" and self.with_deadlines
            return units.deadline, ["完成时限一栏为空,可能与上一行合并"] if late else []
        words = plain(cell.text)
        found = read_deadline(words, self.year)
        if found is None:
            return None, [] if len(words) <= 1 or _NO_DATE.fullmatch(words) else [f"完成时限“{cell.text}”没有读懂"]
        return found, []

    def spans(self, row: GridRow, body: GridCell, deadline: Deadline | None) -> dict[str, tuple[Span, ...]]:
        spans: dict[str, tuple[Span, ...]] = {"text": (body.span,)}
        for name, columns in (("leads", self.table.leads), ("participants", self.table.units)):
            found = tuple(c.span for i in columns if (c := row.cells[i]) is not None)
            if found:
                spans[name] = found
        cell = row.cells[self.table.deadline] if self.table.deadline is not None else None
        if deadline is not None and cell is not None:
            spans["deadline"] = (cell.span,)
        return spans


def _numbers_cell(text: str, found: re.Match[str]) -> bool:
    """Does the leading number count the rows, not the first of several points inside the cell?"""
    following = str(int(found.group(1)) + 1)
    return re.search(rf"[。;]\s*\(?{following}[.、)]", text) is None


def _run_together(text: str, span: Span) -> bool:
    """Does a line break inside the cell stand after the end of a sentence?"""
    lines = [line.rstrip() for line in span.of(text).split("\n")]
    return any(line[-1:] in _SENTENCE_END for line in lines[:-1] if line)


def _doubt(task: Task, reason: str) -> Task:
    return replace(task, confidence="low", reasons=(*task.reasons, reason))
