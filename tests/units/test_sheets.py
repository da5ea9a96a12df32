"""Units in a workbook: every fault at once, nothing half done, the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from luoshi.journal.models import Event
from luoshi.units import services
from luoshi.units.models import Unit, UnitGroup
from luoshi.units.queries import members_of, name_of
from luoshi.units.sheets import bring_in, export_book, template_book
from tests.units.city import a_place, a_unit, the_office

pytestmark = pytest.mark.django_db
HEADS = ("全称", "简称", "类型", "上级单位", "区划代码", "排序", "成立日期", "撤销日期", "别名")
NAME_HEADS = ("单位全称", "曾用名", "曾用简称", "启用日期", "停用日期", "依据")
GROUP_HEADS = ("集合名称", "集合别名", "成员单位", "加入日期", "退出日期", "依据")


def a_book(
    units: Sequence[Sequence[Any]] = (), names: Sequence[Sequence[Any]] = (), groups: Sequence[Sequence[Any]] = (),
    *, heads: Sequence[str] = HEADS, merge: str = "",
) -> bytes:  # fmt: skip
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, first, rows in (
        ("单位", heads, units),
        ("曾用名", NAME_HEADS, names),
        ("单位集合", GROUP_HEADS, groups),
    ):
        sheet = book.create_sheet(title)
        sheet.append(list(first))
        for row in rows:
            sheet.append(list(row))
        if merge and title == "单位":
            sheet.merge_cells(merge)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def told(content: bytes) -> list[tuple[str, str]]:
    outcome = bring_in(the_office(), content, apply=True)
    assert not outcome.done
    return [(fault.where.say("zh"), fault.what.say("zh")) for fault in outcome.faults]


GOOD = a_book(
    [
        ("云溪市发展和改革委员会", "市发改委", "部门", None, None, 1, None, None, "市计委、市发展改革委"),
        ("综合科", None, "内设科室", "云溪市发展和改革委员会"),
        ("云溪市自然资源局", "市自然资源局", "部门", None, None, 2, "2000-05-01"),
        ("清源县人民政府", "清源县", "县市区", None, None, "３０"),
    ],
    [("云溪市自然资源局", "云溪市国土资源局", "市国土局", None, "2019年1月1日", "机构改革")],
    [("各县市区", "各县(市、区)", "清源县", date(2015, 1, 1), None, "市里文件")],
)


def test_a_good_book_is_brought_in_whole_and_the_second_time_changes_nothing() -> None:
    first = bring_in(the_office(), GOOD, apply=True)
    assert first.done, [fault.what.say("zh") for fault in first.faults]
    assert Unit.objects.count() == 4
    land = Unit.objects.get(name="云溪市自然资源局")
    assert name_of(land, date(2018, 6, 1), short=True) == "市国土局"
    assert name_of(land, date(2019, 1, 1)) == "云溪市自然资源局"
    county = Unit.objects.get(short_name="清源县")
    assert county.order == 30
    assert members_of(UnitGroup.objects.get(), date(2020, 1, 1)) == [county]
    events = Event.objects.count()
    again = bring_in(the_office(), GOOD, apply=True)
    assert again.done
    assert again.empty
    assert Event.objects.count() == events


def test_a_row_that_cannot_be_read_still_tells_what_else_is_wrong() -> None:
    book = a_book(
        [("市甲局", None, "委办局"), ("综合科", None, "内设科室", "市甲局")],
        groups=[("各部门", None, "无此单位", "昨天")],
    )
    assert [where for where, _ in told(book)] == [
        "“单位”表第2行C列",
        "“单位”表第3行D列",
        "“单位集合”表第2行C列",
        "“单位集合”表第2行D列",
    ]
    assert "“市甲局”所在的第2行有误" in told(book)[1][1]


def test_trying_out_changes_nothing() -> None:
    outcome = bring_in(the_office(), GOOD, apply=False)
    assert len(outcome.added) == 5
    assert not outcome.done
    assert not Unit.objects.exists()
    assert not Event.objects.exists()


def test_every_fault_is_told_at_once_with_its_row_and_column() -> None:
    book = a_book(
        [
            ("市甲局", None, "部门", "不存在的局"),
            ("市乙局", None, "委办局"),
            (None, "某局", "部门"),
            ("市丁局", None, "部门", None, "999999"),
            ("市丁局", None, "部门"),
            ("市戊局", None, "部门", None, None, "第五", "2019-02-30"),
        ],
        [("无此单位", "旧名", None, None, "2019-01-01")],
        [("各县市区", None, "也无此单位", "2015.1.1")],
    )
    assert told(book) == [
        ("“单位”表第2行D列", "没有“不存在的局”这个单位,请先在“单位”表中登记"),
        (
            "“单位”表第3行C列",
            "没有“委办局”这一类型,可填:党委政府办事机构、部门、县市区、园区、法院检察院、企业、内设科室、议事协调机构、上级单位、其他",
        ),
        ("“单位”表第4行A列", "“全称”未填"),
        ("“单位”表第5行E列", "没有代码为999999的区划"),
        ("“单位”表第6行A列", "与第5行重复"),
        ("“单位”表第7行F列", "“第五”不是整数"),
        ("“单位”表第7行G列", "“2019-02-30”不是日期,请写成 2019-01-01"),
        ("“单位集合”表第2行C列", "没有“也无此单位”这个单位,请先在“单位”表中登记"),
        ("“曾用名”表第2行A列", "没有“无此单位”这个单位,请先在“单位”表中登记"),
    ]
    assert not Unit.objects.exists()


def test_merged_cells_titles_above_and_full_width_heads_are_read() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "单位"
    sheet.append(["云溪市单位名录（2026年）"])
    sheet.append(["序号", "单位名称*", "类　型"])
    sheet.append([1, "市　甲 局", "部门"])
    sheet.append([2, "市乙局", None])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C3:C4")
    out = BytesIO()
    book.save(out)
    assert bring_in(the_office(), out.getvalue(), apply=True).done
    assert set(Unit.objects.values_list("name", "kind")) == {("市甲局", "bureau"), ("市乙局", "bureau")}


def test_parents_may_stand_below_what_is_under_them() -> None:
    book = a_book([("综合科", None, "内设科室", "市甲局"), ("市甲局", None, "部门")])
    assert bring_in(the_office(), book, apply=True).done
    assert Unit.objects.get(name="综合科").parent == Unit.objects.get(name="市甲局")


def test_a_name_of_another_unit_is_refused_at_its_row() -> None:
    a_unit("市财政局")
    assert told(a_book([("市乙局", "市财政局", "部门")]))[0][0] == "“单位”表第2行A列"


def test_files_that_are_no_book_are_told_in_words() -> None:
    assert told(b"no book")[0] == ("整个文件", "不是可读的 Excel(.xlsx)文件")
    assert "没有找到工作表" in told(_only("其他"))[0][1]
    assert "没有找到表头" in told(a_book(heads=("一", "二", "三")))[0][1]
    assert "超过5 MB" in told(b"0" * 5_000_001)[0][1]


def test_a_column_that_is_missing_is_told() -> None:
    assert "缺少“类型”列" in told(a_book([("市甲局", None)], heads=("全称", "简称")))[0][1]


def test_too_many_rows_are_refused() -> None:
    assert "超过2000行" in told(a_book([(f"市{n}局", None, "部门") for n in range(2001)]))[0][1]


def test_a_sheet_formatted_far_below_its_rows_is_read() -> None:
    book = load_workbook(BytesIO(a_book([("市甲局", None, "部门")])))
    book["单位"].cell(1_000_000, 3).number_format = "0.00"
    out = BytesIO()
    book.save(out)
    assert bring_in(the_office(), out.getvalue(), apply=True).done


def test_members_who_came_and_went_are_one_change_of_the_group() -> None:
    rows = [
        ("各县市区", None, name, "2015-01-01", until) for name, until in (("东山县", None), ("清源县", "2019-01-01"))
    ]
    book = a_book([("东山县", None, "县市区", None, None, 0), ("清源县", None, "县市区")], groups=rows)
    assert bring_in(the_office(), book, apply=True).done
    group = UnitGroup.objects.get()
    assert len(members_of(group, date(2018, 1, 1))) == 2
    assert [unit.name for unit in members_of(group, date(2019, 1, 1))] == ["东山县"]
    assert Event.objects.filter(act="units.group_members_changed").count() == 2
    assert bring_in(the_office(), book, apply=True).empty


def test_what_goes_out_comes_back_unchanged() -> None:
    a_place()
    bring_in(the_office(), GOOD, apply=True)
    out = export_book(the_office())
    assert bring_in(the_office(), out, apply=False).empty
    assert Event.objects.filter(act="units.exported").count() == 1
    sheet = load_workbook(BytesIO(out))["单位"]
    assert sheet["A2"].value == "云溪市发展和改革委员会"


def test_a_name_that_looks_like_a_formula_stays_text() -> None:
    a_unit("=1+1局")
    cell = load_workbook(BytesIO(export_book(the_office())))["单位"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1局", "s")


def test_the_template_is_an_empty_book_in_both_languages() -> None:
    for language in ("zh", "en"):
        outcome = bring_in(the_office(), template_book(language), apply=True)
        assert outcome.empty, outcome.faults


def test_a_former_name_that_overlaps_is_refused() -> None:
    unit = a_unit("市甲局", on=date(2010, 1, 1))
    services.rename_unit(the_office(), unit, name="市乙局", on=date(2019, 1, 1))
    faults = told(a_book(names=[("市乙局", "市丙局", None, "2012-01-01", "2020-01-01")]))
    assert "重叠" in faults[0][1]


def _only(title: str) -> bytes:
    book = Workbook()
    book.worksheets[0].title = title
    out = BytesIO()
    book.save(out)
    return out.getvalue()
