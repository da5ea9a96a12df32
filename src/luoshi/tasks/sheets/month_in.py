"""The workbook of a unit's due reports coming back: every row checked, nothing overwritten that changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import Report
from luoshi.tasks.queries.month import GridRow, this_month
from luoshi.tasks.services.drafts import ReportContent
from luoshi.tasks.services.reporting import open_report, pass_report, save_draft, scaled
from luoshi.tasks.sheets.month_layout import COLUMNS, HEAD_ROW, MARK, MEASURES, STATE_WORDS, YES
from luoshi.tasks.sheets.tables import open_book
from luoshi.units.models import Unit

_PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
_LONGEST = 20_000  # characters of one field
Cells = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class WorkbookFault:
    """What is wrong in which row (0: the whole file) and column (its heading)."""

    row: int
    column: str
    what: Phrase


@dataclass(frozen=True, slots=True)
class WorkbookLine:
    """A row that says something new."""

    row: int
    grid: GridRow
    content: ReportContent
    version: int  # of the report when it was exported; 0 when there was none


@dataclass(frozen=True, slots=True)
class WorkbookCheck:
    """What a workbook would do. ``conflicts`` changed in the system since the export: told, never overwritten."""

    lines: tuple[WorkbookLine, ...]
    conflicts: tuple[WorkbookLine, ...]
    faults: tuple[WorkbookFault, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class AppliedWorkbook:
    """What a workbook did."""

    saved: tuple[Report, ...]
    passed: int
    conflicts: tuple[WorkbookLine, ...]
    unchanged: int


def read_month_workbook(actor: Actor, unit: Unit, period: str, content: bytes) -> WorkbookCheck:
    """Check a filled-in workbook row by row. Raises ``Refused`` for a file that is no such workbook, or one of another
    unit or period."""
    policy.require(actor, "month")
    rows = _cells(actor, unit, period, content)
    grid = {row.assignment.pk: row for row in this_month(actor, period, unit.pk)}
    lines: list[WorkbookLine] = []
    conflicts: list[WorkbookLine] = []
    faults: list[WorkbookFault] = []
    seen: set[int] = set()
    unchanged = 0
    for number, cells in rows:
        found = _line(number, cells, grid, seen, faults)
        if found is None:
            continue
        if _says(found.grid) == _said(found):
            unchanged += 1
        elif (found.grid.report.version if found.grid.report else 0) != found.version:
            conflicts.append(found)
        elif not found.grid.acts & {"edit", "open"}:
            state = STATE_WORDS[found.grid.report.state if found.grid.report else ""]
            faults.append(
                _fault(number, "step", f"报告{state.zh},不能再改", f"the report is {state.en} and cannot be changed")
            )
        else:
            lines.append(found)
    return WorkbookCheck(tuple(lines), tuple(conflicts), tuple(faults), unchanged)


def apply_month_workbook(
    actor: Actor, unit: Unit, period: str, content: bytes, *, pass_on: bool = False
) -> AppliedWorkbook:
    """Enter a workbook as one act: drafts, or (``pass_on``) passed on as far as the person's step goes.

    Rows in conflict are left as they are. Raises ``Refused`` while a row has a fault; then nothing is entered. The same
    workbook again changes nothing.
    """
    with act():
        checked = read_month_workbook(actor, unit, period, content)
        if checked.faults:
            raise Refused(
                f"有 {len(checked.faults)} 处错误,全部改正后才能写入。",
                f"There are {len(checked.faults)} faults; nothing is entered before all are right.",
            )
        saved: list[Report] = []
        passed = 0
        for line in checked.lines:
            report = line.grid.report or open_report(actor, line.grid.assignment, period)
            report = save_draft(actor, report, report.version, line.content)
            if pass_on and (line.content.no_change or line.content.progress.strip()):
                report = pass_report(actor, report, report.version)
                passed += 1
            saved.append(report)
        if saved:
            record(
                actor, "tasks.workbook_applied", unit,
                detail={"period": period, "rows_count": len(saved), "passed": passed, "reports": [r.pk for r in saved]},
            )  # fmt: skip
        return AppliedWorkbook(tuple(saved), passed, checked.conflicts, checked.unchanged)


def _cells(actor: Actor, unit: Unit, period: str, content: bytes) -> list[tuple[int, Cells]]:
    book, _ = open_book("workbook.xlsx", content)
    for sheet in book.worksheets:
        mark = str(sheet.cell(1, 1).value or "").split("|")
        if mark[0] != MARK:
            continue
        if mark[1:] != [actor.jurisdiction, str(unit.pk), period]:
            raise Refused(
                f"这不是该单位 {period} 的填报工作簿,请重新导出。",
                f"This is not the workbook of this unit for {period}; export it again.", field="file",
            )  # fmt: skip
        width = len(COLUMNS) + 2 * MEASURES
        rows = sheet.iter_rows(
            min_row=HEAD_ROW + 1, max_row=min(sheet.max_row, 20_000), max_col=width, values_only=True
        )
        return [(number, tuple(cells)) for number, cells in enumerate(rows, HEAD_ROW + 1) if any(cells)]
    raise Refused(
        "文件不是填报工作簿,请先导出再填写。", "This is no workbook of reports; export it first.", field="file"
    )


def _line(
    number: int, cells: Cells, grid: Mapping[int, GridRow], seen: set[int], faults: list[WorkbookFault]
) -> WorkbookLine | None:
    """What a row says; None, with its faults told, when it cannot be read."""
    key, _, version = _text(cells, "key").partition(":")
    if not (key.isdecimal() and version.isdecimal()):
        faults.append(_fault(number, "key", "标识已被改动,请重新导出", "its key was changed; export it again"))
        return None
    row = grid.get(int(key))
    if row is None:
        faults.append(
            _fault(number, "key", "本期不须由本单位填报这项任务", "no report on this task is due from the unit")
        )
        return None
    if row.assignment.pk in seen:
        faults.append(_fault(number, "key", "与前面的行重复", "the same as a row above"))
        return None
    seen.add(row.assignment.pk)
    before = len(faults)
    quantities = _quantities(number, cells, row, faults)
    content = ReportContent(
        progress=_text(cells, "progress"), problems=_text(cells, "problems"), next_steps=_text(cells, "next_steps"),
        completes=_yes(number, cells, "completes", faults), no_change=_yes(number, cells, "no_change", faults),
        quantities=quantities,
    )  # fmt: skip
    if content.no_change and (content.progress or any(v is not None for v in quantities.values())):
        faults.append(_fault(number, "no_change", "选了“无变化”又填了进展", "marked unchanged, yet progress is given"))
    for name in ("progress", "problems", "next_steps"):
        if len(_text(cells, name)) > _LONGEST:
            faults.append(_fault(number, name, f"超过 {_LONGEST} 字", f"more than {_LONGEST} characters"))
    return WorkbookLine(number, row, content, int(version)) if len(faults) == before else None


def _quantities(number: int, cells: Cells, row: GridRow, faults: list[WorkbookFault]) -> dict[int, Decimal | None]:
    found: dict[int, Decimal | None] = {}
    for place, measured in enumerate(row.measures[:MEASURES]):
        measure = measured.measure
        value = cells[len(COLUMNS) + 2 * place + 1]
        text = "" if value is None else str(value).strip().replace(",", "").replace(",", "")
        try:
            found[measure.pk] = Decimal(text) if text else None
            if found[measure.pk] is not None:
                scaled(Decimal(text), measure)
        except InvalidOperation:
            faults.append(WorkbookFault(number, measure.name, _literal(f"“{text}”不是数字", f"{text} is no number")))
        except Refused as refused:
            faults.append(WorkbookFault(number, measure.name, refused.phrase))
    for measured in row.measures[MEASURES:]:  # entered on the page: kept as they are
        if measured.value is not None:
            found[measured.measure.pk] = Decimal(measured.value).scaleb(-measured.measure.decimals)
    return found


def _said(line: WorkbookLine) -> tuple[object, ...]:
    content = line.content
    amounts = {key: value.normalize() for key, value in content.quantities.items() if value is not None}
    return (content.progress, content.problems, content.next_steps, content.completes, content.no_change, amounts)


def _says(row: GridRow) -> tuple[object, ...]:
    """What the system holds for a row."""
    report = row.report
    amounts = {
        one.measure.pk: Decimal(one.value).scaleb(-one.measure.decimals).normalize()
        for one in row.measures
        if one.value is not None
    }
    if report is None:
        return ("", "", "", False, False, amounts)
    return (report.progress, report.problems, report.next_steps, report.completes, report.no_change, amounts)


def _text(cells: Cells, key: str) -> str:
    value = cells[_PLACES[key]]
    return "" if value is None else str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()


def _yes(number: int, cells: Cells, key: str, faults: list[WorkbookFault]) -> bool:
    text = _text(cells, key)
    if text in ("", "否"):
        return False
    if text not in (YES, "√", "Y", "y", "yes"):
        faults.append(_fault(number, key, f"“{text}”应为“是”或空", f"{text} should be 是 or empty"))
    return True


def _fault(row: int, key: str, zh: str, en: str) -> WorkbookFault:
    return WorkbookFault(row, COLUMNS[_PLACES[key]].heading.zh, _literal(zh, en))


def _literal(zh: str, en: str) -> Phrase:
    return Phrase(*(text.replace("{", "{{").replace("}", "}}") for text in (zh, en)))
