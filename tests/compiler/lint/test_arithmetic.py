"""Sums, growth rates and percentages: what adds up raises nothing, what does not is told with both figures."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.packs.model import Target, Task
from tests.compiler.lint.invented import Table, findings, make_document

FUNDS = (("县区",), ("到位资金(亿元)",), ("增长率",))


def funds(total: str) -> Table:
    rows = (("东港区", "12.5", "8%"), ("清源县", "7.5", "9%"), ("合计", total, "8.5%"))
    return Table(FUNDS, rows, caption="到位资金目标表")


def test_a_total_that_is_not_the_sum_of_its_rows_is_an_error() -> None:
    (finding,) = findings("LS101", make_document(tables=[funds("21")]))
    assert finding.severity == "error"
    assert "合计为21,各行相加为20,相差1" in finding.message
    assert "the rows add up to 20" in finding.message_en


def test_a_total_that_adds_up_raises_nothing_and_rates_are_not_added() -> None:
    assert findings("LS101", make_document(tables=[funds("20")])) == []


def test_rounded_figures_may_miss_their_total_by_the_rounding_only() -> None:
    rows = (("甲", "3.3"), ("乙", "3.3"), ("丙", "3.3"), ("合计", "10.0"))
    assert findings("LS101", make_document(tables=[Table((("县区",), ("产值",)), rows)])) == []
    rows = (*rows[:3], ("合计", "10.4"))
    assert len(findings("LS101", make_document(tables=[Table((("县区",), ("产值",)), rows)]))) == 1


def test_subtotals_count_the_rows_since_the_last_one_and_the_grand_total_counts_all() -> None:
    rows = (("甲", "1"), ("乙", "2"), ("小计", "3"), ("丙", "4"), ("丁", "5"), ("小计", "9"), ("总计", "12"))
    table = Table((("县区",), ("项目数",)), rows)
    assert findings("LS101", make_document(tables=[table])) == []
    wrong = Table(table.columns, (*rows[:-2], ("小计", "8"), ("总计", "12")))
    assert len(findings("LS101", make_document(tables=[wrong]))) == 1


def test_parts_named_after_of_which_may_not_exceed_the_whole() -> None:
    too_much = "完成投资100亿元,其中工业80亿元、服务业30亿元。"
    fits = "完成投资100亿元,其中工业60亿元、服务业30亿元。"
    (finding,) = findings("LS102", make_document(too_much, fits))
    assert finding.clause == "1"
    assert "相加为110亿元" in finding.message
    assert len(findings("LS102", make_document("经营主体达到3万户,其中企业1.2万户、个体户2万户。"))) == 1


def growth_table(end: str) -> Table:
    columns = (("园区",), ("进出口(万美元)", "2016年"), ("进出口(万美元)", "2020年"))
    rows = (("东港园区", "1000", end), ("清源园区", "0", "500"), ("合计", "1000", "1900"))
    return Table(columns, rows, caption="外贸目标表", notes=("注:以上按外贸年均增长8%测算。",))


def test_a_row_that_does_not_follow_the_stated_rate_is_an_error() -> None:
    found = findings("LS103", make_document(tables=[growth_table("1500")]))
    assert [f.severity for f in found] == ["error", "note"]
    assert "实际年均增长10.67%" in found[0].message


def test_a_row_just_under_the_stated_rate_is_told_as_rounding_and_one_from_zero_as_such() -> None:
    under, zero = findings("LS103", make_document(tables=[growth_table("1358")]))
    assert under.severity == "note"
    assert "略低于8%" in under.message
    assert "清源园区2016年为0" in zero.message


def test_a_row_that_follows_the_rate_but_for_printed_decimals_raises_nothing() -> None:
    columns = (("园区",), ("进出口(万美元)", "2016年"), ("进出口(万美元)", "2020年"))
    table = Table(columns, (("东港园区", "30", "40"),), notes=("注:以上按外贸年均增长8%测算。",))
    assert findings("LS103", make_document(tables=[table])) == []


def trade(value: float, year: int | None, **more: Any) -> Target:
    given = {"indicator": "进出口总额", "value": value, "year": year, "unit": "亿美元", "key": f"g{value}", **more}
    return Target(**given)


@pytest.mark.parametrize(("later", "severity"), [(58, "note"), (52, "warning"), (75, "warning"), (57.5, None)])
def test_two_levels_are_compared_with_the_growth_rate_between_them(later: float, severity: str | None) -> None:
    targets = [trade(50, 2020), trade(later, 2021), trade(15, None, kind="growth", unit="%")]
    found = findings("LS104", make_document(targets=targets))
    assert [f.severity for f in found] == ([severity] if severity else [])


def test_doubling_beside_a_growth_rate_says_which_of_them_binds() -> None:
    rate = trade(20, None, kind="growth", unit="%")
    (finding,) = findings("LS104", make_document(targets=[rate, trade(2, 2020, unit="倍", base_year=2016)]))
    assert finding.severity == "note"
    assert "2.07倍" in finding.message
    (finding,) = findings("LS104", make_document(targets=[rate, trade(3, 2020, unit="倍", base_year=2016)]))
    assert finding.severity == "warning"


def test_a_percentage_in_a_sentence_must_follow_from_its_counts() -> None:
    wrong = "全市共有企业80家,其中已改造20家,占30%。"
    right = "全市共有企业80家,其中已改造20家,占25%。"
    (finding,) = findings("LS105", make_document(wrong, right))
    assert "20家是80家的25%,文中写30%" in finding.message


@pytest.mark.parametrize(("rate", "count"), [("80%", 1), ("75%", 0)])
def test_a_completion_rate_in_a_table_must_be_done_over_planned(rate: str, count: int) -> None:
    table = Table((("县区",), ("目标数",), ("完成数",), ("完成率",)), (("东港区", "40", "30", rate),))
    assert len(findings("LS106", make_document(tables=[table]))) == count


def test_a_total_with_one_for_each_county_says_how_many_counties_it_needs() -> None:
    sentence = "搭建十二个以上招商合作平台,其中四个市级平台,各县市区至少搭建一个平台。"
    counties = Table((("县市区",), ("目标(个)",)), tuple((f"县{n}", "1") for n in range(7)))
    (finding,) = findings("LS107", make_document(sentence, tables=[counties]))
    assert "须至少有8个县市区" in finding.message
    assert finding.severity == "warning"
    enough = Table(counties.columns, tuple((f"县{n}", "1") for n in range(9)))
    assert findings("LS107", make_document(sentence, tables=[enough])) == []


def test_a_heading_that_announces_another_number_of_items() -> None:
    items = [Task(text=f"任务{n}。", path=("一、审批改革(共3项)",)) for n in range(2)]
    assert len(findings("LS108", make_document(tasks=items))) == 1
    assert findings("LS108", make_document(tasks=[*items, items[0]])) == []


def test_a_part_that_is_said_to_be_included_may_not_outgrow_the_whole() -> None:
    parks = Table(
        (("园区",), ("进出口(万美元)", "2016年"), ("进出口(万美元)", "2020年")),
        (("东港园区", "1000", "2000"), ("合计", "1000", "2000")),
        caption="园区目标表",
        notes=("注:园区内设有保税中心的,包含保税中心数据。",),
    )
    centres = Table(
        (("名称",), ("进出口", "2016年"), ("进出口", "2020年")),
        (("云溪保税中心", "—", "1"),),
        caption="进出口目标表",
        unit="亿美元",
    )
    (finding,) = findings("LS109", make_document(tables=[parks, centres]))
    assert "增加1亿美元" in finding.message
    small = Table(centres.columns, (("云溪保税中心", "—", "0.05"),), caption="进出口目标表", unit="亿美元")
    assert findings("LS109", make_document(tables=[parks, small])) == []


@pytest.mark.parametrize(("end", "count"), [("10", 1), ("3", 0)])
def test_a_row_that_must_more_than_double_each_year_is_noted(end: str, count: int) -> None:
    table = Table((("园区",), ("产值", "2017年"), ("产值", "2020年")), (("东港园区", "1", end),))
    assert len(findings("LS110", make_document(tables=[table]))) == count


@pytest.mark.parametrize(("rate", "count"), [(25, 1), (15, 0), (-100, 0)])
def test_a_part_that_grows_faster_than_its_whole_changes_its_share(rate: int, count: int) -> None:
    sentence = "2017-2020年,进出口总额年均增长15%,到2020年达到50亿美元,其中加工贸易进出口达到20亿美元。"
    targets = [
        Target(indicator="进出口总额", kind="growth", unit="%", value=15, text="年均增长15%"),
        Target(indicator="进出口总额", unit="亿美元", value=50, year=2020, text="到2020年达到50亿美元"),
        Target(indicator="加工贸易进出口", unit="亿美元", value=20, year=2020, text="其中加工贸易进出口达到20亿美元"),
        Target(indicator="加工贸易", kind="growth", unit="%", value=rate, text="2017-2020年"),
    ]
    assert len(findings("LS111", make_document(sentence, targets=targets))) == count


def test_a_rate_beyond_all_numbers_is_told_like_any_other() -> None:
    columns = (("园区",), ("进出口(万美元)", "1920年"), ("进出口(万美元)", "2090年"))
    table = Table(columns, (("东港园区", "1000", "1500"),), notes=("注:以上按外贸年均增长999999999999%测算。",))
    (finding,) = findings("LS103", make_document(tables=[table]))
    assert "不符" in finding.message
