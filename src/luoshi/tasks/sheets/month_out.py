"""The workbook of a unit's due reports going out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from luoshi.accounts.queries import names_for
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Language
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.queries.month import GridRow, due_on, this_month
from luoshi.tasks.rules.flow import EDITABLE
from luoshi.tasks.sheets.month_layout import (
    COLUMNS,
    HEAD_ROW,
    INSTRUCTIONS,
    MARK,
    MEASURES,
    ROLE_WORDS,
    STATE_WORDS,
    YES,
)
from luoshi.units.models import Unit
from luoshi.units.queries import name_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

OPEN, CLOSED, HEAD = "FFFBE6", "F0F1F3", "D9E2EC"
CELL = 32_000  # characters, below the format's limit


def month_workbook(actor: Actor, unit: Unit, period: str, language: Language = "zh") -> bytes:
    """All due reports of a unit for a period as an .xlsx: what is written so far to go on with, what identifies a row
    locked. The export is journalled. Raises ``Refused`` when the actor may not, or nothing is due."""
    policy.require(actor, "month")
    rows = this_month(actor, period, unit.pk)
    if not rows:
        raise Refused(f"{period} 没有须由该单位填报的任务。", f"The unit has no reports due for {period}.")
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "填报" if language == "zh" else "Reports"
    _head(actor, sheet, unit, period, rows, language)
    for place, row in enumerate(rows, HEAD_ROW + 1):
        _line(sheet, place, row, language)
    _validate(sheet, HEAD_ROW + 1, HEAD_ROW + len(rows))
    _instructions(book, language)
    _protect(sheet)
    with act():
        record(actor, "tasks.month_exported", unit, detail={"period": period, "count": len(rows)})
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: Cell | MergedCell, value: object) -> None:
    """Write a value; text is never a formula and holds nothing the format forbids."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL]
        cell.data_type = "s"
        if value[:1] in ("=", "+", "-", "@"):
            cell.quotePrefix = True
    else:
        cell.value = value  # type: ignore[assignment]  # numbers and dates


def _head(actor: Actor, sheet: Worksheet, unit: Unit, period: str, rows: Sequence[GridRow], language: Language) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    name = name_of(unit, actor.on)
    who = names_for([actor.opaque])[actor.opaque]
    put(sheet.cell(1, 1), f"{MARK}|{actor.jurisdiction}|{unit.pk}|{period}")
    put(sheet.cell(1, 2), f"{name} {period} 进展填报" if language == "zh" else f"{name}: reports of {period}")
    sheet.cell(1, 2).font = Font(bold=True, size=14)
    person = who if isinstance(who, str) else who.say(language)
    when = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    until = due_on(actor, period)
    note = (
        f"请于 {until} 前报送。{person} 于 {when} 导出"
        if language == "zh"
        else f"Due by {until}. Exported by {person} at {when}"
    )
    put(sheet.cell(2, 2), note)
    headings = [(column.heading.say(language), column.width) for column in COLUMNS]
    for number in range(1, MEASURES + 1):
        headings += [
            (f"计量{number}" if language == "zh" else f"Quantity {number}", 22),
            ("数值" if language == "zh" else "Value", 10),
        ]
    for place, (heading, width) in enumerate(headings, 1):
        cell = sheet.cell(HEAD_ROW, place)
        put(cell, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(place)].width = width
    most = max((len(row.measures) for row in rows), default=0)
    for place in range(len(COLUMNS) + 2 * min(most, MEASURES) + 1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(place)].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = f"D{HEAD_ROW + 1}"
    sheet.oddFooter.center.text = f"{person} {when}"  # type: ignore[union-attr]  # always there in a new sheet
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # always there in a new sheet
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _line(sheet: Worksheet, place: int, row: GridRow, language: Language) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    report = row.report
    editable = report is None or report.state in EDITABLE or "edit" in row.acts
    values = {
        "key": f"{row.assignment.pk}:{report.version if report else 0}",
        "number": row.task.number, "title": row.task.title, "role": ROLE_WORDS[row.assignment.role].say(language),
        "due": str(row.due_on or ""), "light": row.light.word.say(language),
        "step": STATE_WORDS[report.state if report else ""].say(language),
        "no_change": YES if report and report.no_change else "", "progress": report.progress if report else "",
        "problems": report.problems if report else "", "next_steps": report.next_steps if report else "",
        "completes": YES if report and report.completes else "", "last": row.last.progress if row.last else "",
    }  # fmt: skip
    cells: list[tuple[object, bool]] = [(values[column.key], column.open) for column in COLUMNS]
    for measured in row.measures[:MEASURES]:
        measure = measured.measure
        value = None if measured.value is None else Decimal(measured.value).scaleb(-measure.decimals)
        cells += [(f"{measure.name}({measure.unit})", False), (value, True)]
    for column, (filled, is_open) in enumerate(cells, 1):
        cell = sheet.cell(place, column)
        put(cell, filled)
        writable = is_open and editable
        cell.protection = Protection(locked=not writable)
        cell.fill = PatternFill("solid", fgColor=OPEN if writable else CLOSED)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _validate(sheet: Worksheet, first: int, last: int) -> None:
    """Yes or nothing; numbers only."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    yes = DataValidation(type="list", formula1=f'"{YES}"', allow_blank=True, showErrorMessage=True)
    amount = DataValidation(type="decimal", operator="between", formula1="-1000000000", formula2="1000000000",
                            allow_blank=True, showErrorMessage=True)  # fmt: skip
    for rule in (yes, amount):
        sheet.add_data_validation(rule)
    for place, column in enumerate(COLUMNS, 1):
        if column.key in ("no_change", "completes"):
            yes.add(f"{get_column_letter(place)}{first}:{get_column_letter(place)}{last}")
    for number in range(MEASURES):
        letter = get_column_letter(len(COLUMNS) + 2 * number + 2)
        amount.add(f"{letter}{first}:{letter}{last}")


def _instructions(book: Workbook, language: Language) -> None:
    from openpyxl.styles import Alignment

    sheet = book.create_sheet("说明" if language == "zh" else "How to")
    sheet.column_dimensions["A"].width = 90
    for place, phrase in enumerate(INSTRUCTIONS, 1):
        put(sheet.cell(place, 1), f"{place}. {phrase.say(language)}")
        sheet.cell(place, 1).alignment = Alignment(wrap_text=True)


def _protect(sheet: Worksheet) -> None:
    """Against slips, not against people: there is no password. Sizes, filters and sorting stay free."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False
