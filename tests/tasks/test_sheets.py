"""The spreadsheet an office uses today comes into the ledger."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import Workbook

from luoshi.files.services import store
from luoshi.journal.models import Event
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import Policy, ReviewItem
from luoshi.tasks.models import Assignment, ColumnMapping, SheetImport, Task, TaskSource
from luoshi.tasks.services import ChangedMeanwhile
from luoshi.tasks.sheets import apply, decide_row, leave, map_columns, read_sheet, resolve_name
from tests.factories import CITY
from tests.tasks.city import City, a_task

HEADINGS = ("序号", "类别", "工作任务", "牵头单位", "责任单位", "完成时限", "备注")
CLAUSE = "全面推行新开办企业手续三个工作日内办结,压减审批时限"


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def a_sheet(
    rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, title: str = "2026年重点任务清单"
) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([title])
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    return book


def saved(city: City, book: Workbook) -> Any:
    stream = io.BytesIO()
    book.save(stream)
    return store(city.supervisor, stream.getvalue(), name="台账.xlsx", kinds=("xlsx",))


def read(city: City, book: Workbook) -> SheetImport:
    return read_sheet(city.supervisor, saved(city, book))


def test_rows_become_tasks_with_units_deadlines_and_themes(city: City) -> None:
    book = a_sheet(
        [
            (1, "营商环境", "新开办企业3个工作日内办结", "市发改委", "市财政局、各县市区等", "2026年6月底前", ""),
            (2, None, "发布营商环境评价指数", "市科技局", "", datetime(2026, 9, 30), ""),
            (3, None, "不得对民企设立附加条件", "市发改委、市财政局", None, "持续推进", ""),
            ("合计", None, None, None, None, None, None),
        ]
    )
    book.worksheets[0].merge_cells("B3:B5")

    imported = read(city, book)
    assert imported.faults == []
    applied = apply(city.supervisor, imported, imported.version)

    first, second, third = Task.objects.order_by("pk")
    assert [task.theme for task in (first, second, third)] == ["营商环境"] * 3
    assert [task.state.due_on for task in (first, second, third)] == [date(2026, 6, 30), date(2026, 9, 30), None]
    assert third.state.deadline_kind == "standing"
    assert first.open_ended
    assert Assignment.objects.filter(task=first).count() == 2 + len(city.county_units)
    assert list(Assignment.objects.filter(task=third).order_by("pk").values_list("role", flat=True)) == [
        "lead",
        "joint_lead",
    ]
    assert (len(applied.created), applied.linked, applied.skipped) == (3, 0, 0)
    assert TaskSource.objects.filter(imported=True).count() == 3
    assert Event.objects.filter(act="tasks.imported").count() == 1


def test_a_heading_of_two_rows_a_row_of_headings_between_and_a_hidden_row_are_understood(city: City) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("任务分解表",), ("序号", "重点任务", "责任分工", None, "时间要求"), (None, None, "牵头单位", "配合单位", None),
        ("一、优化审批环境",), (1, "压减审批时限", "市发改委", "市财政局", "201712"), (2, "已作废的一行", "市科技局", None, "2026年"),
        (3, "设立专窗", "市财政局", None, "第三季度"),
    ):  # fmt: skip
        sheet.append(row)
    for area in ("A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:E4"):
        sheet.merge_cells(area)
    sheet.row_dimensions[6].hidden = True

    imported = read(city, book)

    assert [row["title"] for row in imported.rows] == ["压减审批时限", "设立专窗"]
    assert imported.rows[0]["theme"] == "优化审批环境"
    assert [part["role"] for part in imported.rows[0]["parts"]] == ["lead", "participant"]
    assert [row["deadline"]["due_on"] for row in imported.rows] == ["2017-12-31", "2026-09-30"]
    assert imported.remarks == [["隐藏的行未读:第6", "hidden rows were not read: 6"]]


def test_all_faults_are_told_at_once_and_nothing_is_imported_until_all_are_right(city: City) -> None:
    imported = read(
        city,
        a_sheet(
            [
                (1, "", "第一项任务安排", "市发改局", "", "2026年6月底", ""),
                (2, "", "第二项任务安排", "市发改委", "某某公司", "尽快", ""),
                (3, "", None, "市发改委", "市财政局", "2026年", ""),
            ]
        ),
    )
    told = [(fault["row"], fault["column"]) for fault in imported.faults]
    assert sorted(told) == [(3, "牵头单位"), (4, "完成时限"), (4, "责任单位"), (5, "工作任务")]
    with pytest.raises(Refused, match="3 行有错"):
        apply(city.supervisor, imported)
    assert not Task.objects.exists()

    imported = resolve_name(city.supervisor, imported, imported.version, "市发改局", unit=city.planning.unit)
    imported = resolve_name(city.supervisor, imported, imported.version, "某某公司")
    for row in (4, 5):
        imported = decide_row(city.supervisor, imported, imported.version, row, "skip")
    applied = apply(city.supervisor, imported, imported.version)
    assert [task.title for task in applied.created] == ["第一项任务安排"]
    assert applied.skipped == 2


def test_columns_are_mapped_once_and_remembered_for_sheets_with_the_same_headings(city: City) -> None:
    headings = ("No.", "干什么(任务)", "谁来干", "啥时候干完")
    rows = [(1, "压减审批时限一半以上", "市发改委", "2026年6月")]
    imported = read(city, a_sheet(rows, headings))
    assert imported.rows[0]["parts"] == []

    mapped = map_columns(city.supervisor, imported, imported.version, {1: "title", 2: "lead", 3: "deadline"})
    assert mapped.rows[0]["parts"][0]["unit"] == city.planning.unit.pk
    again = read(city, a_sheet([(9, "另一项任务安排", "市财政局", "持续推进")], headings))
    assert again.rows[0]["parts"][0]["unit"] == city.finance.unit.pk
    assert ColumnMapping.objects.count() == 1


def test_rows_are_matched_to_clauses_of_confirmed_policies_and_the_rest_marked_imported(city: City) -> None:
    policy = Policy.objects.create(
        jurisdiction=CITY,
        title="优化营商环境实施方案",
        state="confirmed",
        created_by="person:1",
        confirmed_at=timezone.now(),
    )
    ReviewItem.objects.create(
        jurisdiction=CITY, policy=policy, kind="tasks", key="t-1", display="T1", order=1, clause="二/(三)", confidence="high",
        data={"text": CLAUSE, "title": "压减时限"}, base={}, state="accepted",
    )  # fmt: skip
    imported = read(
        city,
        a_sheet(
            [
                (1, "", "全面推行新开办企业手续3个工作日内办结,压减审批时限", "市发改委", "", "2026年", ""),
                (2, "", "整修市民公园步道", "市财政局", "", "2026年", ""),
            ]
        ),
    )
    match = imported.rows[0]["match"]
    assert (match["item_key"], match["clause"]) == ("t-1", "二/(三)")
    assert match["score"] > 0.8
    apply(city.supervisor, imported)
    sources = {s.task.title[:2]: s for s in TaskSource.objects.select_related("task")}
    assert (sources["全面"].policy, sources["全面"].quote, sources["全面"].imported) == (policy, CLAUSE, False)
    assert (sources["整修"].policy, sources["整修"].imported) == (None, True)


def test_a_row_like_a_running_task_is_linked_to_it_unless_a_person_says_otherwise(city: City) -> None:
    running = a_task(city, "全市新开办企业手续3个工作日内办结")
    rows = [(1, "", "全市新开办企业手续3个工作日内办结", "市发改委", "", "2026年", "")]
    imported = read(city, a_sheet(rows))
    assert (imported.rows[0]["duplicate"]["task"], imported.rows[0]["choice"]) == (running.pk, "link")

    applied = apply(city.supervisor, imported)
    assert (len(applied.created), applied.linked) == (0, 1)
    assert running.sources.count() == 1
    other = read(city, a_sheet(rows))
    other = decide_row(city.supervisor, other, other.version, 3, "create")
    assert len(apply(city.supervisor, other).created) == 1


def test_applied_twice_it_imports_once_and_left_it_imports_nothing(city: City) -> None:
    rows = [(1, "", "压减审批时限一半以上", "市发改委", "", "2026年", "")]
    imported = read(city, a_sheet(rows))
    apply(city.supervisor, imported)
    apply(city.supervisor, imported)
    assert Task.objects.count() == 1

    other = leave(city.supervisor, read(city, a_sheet(rows)))
    with pytest.raises(Refused, match="放弃"):
        apply(city.supervisor, other)


def test_two_people_at_one_import_are_told(city: City) -> None:
    imported = read(city, a_sheet([(1, "", "压减审批时限一半以上", "某局", "", "2026年", "")]))
    resolve_name(city.supervisor, imported, imported.version, "某局", unit=city.planning.unit)
    with pytest.raises(ChangedMeanwhile):
        decide_row(city.second_supervisor, imported, imported.version, 3, "skip")


def test_a_formula_without_a_stored_value_is_told_and_dates_in_numbers_are_read(city: City) -> None:
    book = a_sheet([(1, "", "压减审批时限一半以上", "市发改委", "=A1", 46203, "")])
    imported = read(city, book)
    assert imported.remarks[0][0].startswith("公式没有保存结果")
    assert imported.rows[0]["deadline"]["due_on"] == "2026-06-30"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"plain words"])
def test_what_is_no_workbook_is_refused_with_what_to_do(city: City, content: bytes) -> None:
    from luoshi.tasks.sheets.tables import read_table

    with pytest.raises(Refused) as refused:
        read_table("坏.xlsx", content)
    assert refused.value.field == "file"


def test_a_sheet_without_headings_is_refused(city: City) -> None:
    book = Workbook()
    book.worksheets[0].append(["随手记的几行字", "没有表头"])
    with pytest.raises(Refused, match="没有找到表头"):
        read(city, book)


def test_units_import_no_tasks(city: City) -> None:
    file = saved(city, a_sheet([(1, "", "压减审批时限", "市发改委", "", "2026年", "")]))
    with pytest.raises(Refused) as refused:
        read_sheet(city.planning.unit_head, file)
    assert refused.value.forbidden
