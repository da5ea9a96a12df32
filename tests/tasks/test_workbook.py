"""The month's workbook: out, filled in offline, and back."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from luoshi.journal.models import Event
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services
from luoshi.tasks.models import Report, ReportQuantity
from luoshi.tasks.services import MeasureDraft, ReportContent
from luoshi.tasks.sheets import apply_month_workbook, month_workbook, read_month_workbook
from luoshi.tasks.sheets.month_layout import COLUMNS, HEAD_ROW
from tests.tasks.city import City, a_submitted_report, a_task, part_of

MARCH = "2026-03"
PLACE = {column.key: number for number, column in enumerate(COLUMNS, 1)}
VALUE = len(COLUMNS) + 2


def filled(content: bytes, fill: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    fill(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(sheet: Any, row: int, **cells: Any) -> None:
    for key, value in cells.items():
        sheet.cell(HEAD_ROW + row, PLACE[key]).value = value


@pytest.fixture
def three(city: City) -> list[Any]:
    return [a_task(city, f"=任务{n}", measures=(MeasureDraft(name="办件", unit="件", decimals=1),)) for n in range(3)]


def test_it_holds_every_due_task_with_what_identifies_it_locked_and_hidden(city: City, three: list[Any]) -> None:
    a_submitted_report(city.planning, three[0])
    content = month_workbook(city.planning.drafter, city.planning.unit, MARCH)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]

    assert [sheet.cell(HEAD_ROW + n, PLACE["title"]).value for n in (1, 2, 3)] == ["=任务0", "=任务1", "=任务2"]
    assert sheet.cell(HEAD_ROW + 1, PLACE["title"]).data_type == "s"
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert sheet.cell(HEAD_ROW + 2, PLACE["title"]).protection.locked
    assert not sheet.cell(HEAD_ROW + 2, PLACE["progress"]).protection.locked
    assert sheet.cell(HEAD_ROW + 1, PLACE["progress"]).protection.locked  # sent already
    assert len(sheet.data_validations.dataValidation) == 2
    assert Event.objects.filter(act="tasks.month_exported").count() == 1


def test_filled_in_it_becomes_drafts_or_is_passed_on_and_again_changes_nothing(city: City, three: list[Any]) -> None:
    content = month_workbook(city.planning.unit_head, city.planning.unit, MARCH)

    def fill(sheet: Any) -> None:
        put(sheet, 1, progress="已出台方案", problems="经费不足")
        sheet.cell(HEAD_ROW + 1, VALUE).value = 2.5
        put(sheet, 2, no_change="是")

    content = filled(content, fill)
    drafts = apply_month_workbook(city.planning.drafter, city.planning.unit, MARCH, content)
    assert [report.state for report in drafts.saved] == ["draft", "draft"]
    assert ReportQuantity.objects.get().value == 25
    assert Report.objects.get(task=three[1]).no_change

    again = apply_month_workbook(city.planning.drafter, city.planning.unit, MARCH, content)
    assert (again.saved, again.unchanged) == ((), 3)
    other = month_workbook(city.finance.unit_head, city.finance.unit, MARCH)
    passed = apply_month_workbook(
        city.finance.unit_head,
        city.finance.unit,
        MARCH,
        filled(other, lambda sheet: put(sheet, 3, no_change="是")),
        pass_on=True,
    )
    assert (passed.passed, passed.saved[0].state) == (1, "submitted")


def test_rows_changed_since_the_export_are_told_and_never_overwritten(city: City, three: list[Any]) -> None:
    content = month_workbook(city.planning.drafter, city.planning.unit, MARCH)
    report = services.open_report(city.planning.section_head, part_of(three[0], city.planning.unit), MARCH)
    services.save_draft(city.planning.section_head, report, 1, ReportContent(progress="科长写的"))

    def fill(sheet: Any) -> None:
        put(sheet, 1, progress="离线写的")
        put(sheet, 2, progress="第二项进展")

    applied = apply_month_workbook(city.planning.drafter, city.planning.unit, MARCH, filled(content, fill))
    assert [line.grid.task.pk for line in applied.conflicts] == [three[0].pk]
    assert len(applied.saved) == 1
    assert Report.objects.get(task=three[0]).progress == "科长写的"


def test_every_fault_is_told_with_its_row_and_nothing_is_entered(city: City, three: list[Any]) -> None:
    a_submitted_report(city.planning, three[2])
    content = month_workbook(city.planning.drafter, city.planning.unit, MARCH)

    def fill(sheet: Any) -> None:
        put(sheet, 1, progress="有进展", no_change="是")
        sheet.cell(HEAD_ROW + 2, VALUE).value = "很多"
        put(sheet, 2, completes="也许")
        put(sheet, 3, progress="改动已送出的报告")
        for column in range(1, 6):
            sheet.cell(HEAD_ROW + 4, column).value = sheet.cell(HEAD_ROW + 1, column).value
        put(sheet, 5, key="999999:0", title="别的任务")
        put(sheet, 6, key="乱改", title="别的任务")

    content = filled(content, fill)
    checked = read_month_workbook(city.planning.drafter, city.planning.unit, MARCH, content)
    places = sorted((fault.row - HEAD_ROW, fault.column) for fault in checked.faults)
    assert places == [
        (1, "无变化"), (2, "办件"), (2, "已完成"), (3, "本期报告"), (4, "标识(勿改)"), (5, "标识(勿改)"), (6, "标识(勿改)"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="7 处错误"):
        apply_month_workbook(city.planning.drafter, city.planning.unit, MARCH, content)
    assert Report.objects.count() == 1


def test_a_workbook_of_another_unit_or_month_or_none_at_all_is_refused(city: City, three: list[Any]) -> None:
    content = month_workbook(city.planning.drafter, city.planning.unit, MARCH)
    for actor, unit, period, upload in (
        (city.finance.drafter, city.finance.unit, MARCH, content), (city.planning.drafter, city.planning.unit, "2026-02", content),
        (city.planning.drafter, city.planning.unit, MARCH, b"no workbook"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            read_month_workbook(actor, unit, period, upload)
        assert refused.value.field == "file"
    with pytest.raises(Refused):
        month_workbook(city.finance.drafter, city.planning.unit, MARCH)


def test_quantities_survive_the_way_out_and_back(city: City, three: list[Any]) -> None:
    report = services.open_report(city.planning.drafter, part_of(three[0], city.planning.unit), MARCH)
    measure = three[0].measures.get()
    services.save_draft(
        city.planning.drafter, report, 1, ReportContent(progress="甲", quantities={measure.pk: Decimal("1234.5")})
    )
    content = month_workbook(city.planning.drafter, city.planning.unit, MARCH)
    assert read_month_workbook(city.planning.drafter, city.planning.unit, MARCH, content).unchanged == 3
