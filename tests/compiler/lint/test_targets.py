"""Targets: complete, owned, and the same wherever they are stated."""

from __future__ import annotations

from typing import Any

from luoshi.packs.model import DocumentFacts, Incentive, Target, Task
from tests.compiler.lint.invented import Table, findings, make_document


def share(value: float, year: int | None, indicator: str = "研发经费投入占GDP比重", **more: Any) -> Target:
    return Target(
        **{"indicator": indicator, "value": value, "year": year, "unit": "%", "key": f"g{value}{year}", **more}
    )


def test_growth_without_a_base_is_told_once_with_the_base_it_implies() -> None:
    sentence = "2017-2020年,全市进出口总额年均增长15%,2020年达到50亿美元。"
    growth = Target(indicator="进出口总额", kind="growth", unit="%", value=15, text=sentence[:22])
    level = Target(indicator="进出口总额", unit="亿美元", value=50, year=2020, text="2020年达到50亿美元")
    (finding,) = findings("LS201", make_document(sentence, targets=[growth, level]))
    assert "倒推2016年约28.59亿美元" in finding.message


def test_growth_with_a_base_raises_nothing() -> None:
    growth = Target(indicator="进出口总额", kind="growth", unit="%", value=15, base_year=2016, base_value=28.6)
    assert findings("LS201", make_document(targets=[growth])) == []
    one_year = Target(indicator="地区生产总值", kind="growth", unit="%", value=7, year=2019, text="增长7%")
    assert findings("LS201", make_document(targets=[one_year])) == []


def test_targets_without_a_year_are_told_together_and_yearly_ones_left_out() -> None:
    targets = [
        share(3, None),
        share(4, None, "城镇化率"),
        Target(indicator="培训", kind="annual", value=100, unit="人次"),
    ]
    (finding,) = findings("LS202", make_document(targets=targets))
    assert finding.message.startswith("2个指标没有写明完成年份")
    assert findings("LS202", make_document(targets=[share(3, 2020)])) == []


def test_a_figure_without_a_unit_is_told_but_not_breaking_zero() -> None:
    lost = Target(indicator="新增平台", value=10)
    zero = Target(indicator="外贸", value=0, op=">")
    (finding,) = findings("LS203", make_document(targets=[lost, zero]))
    assert "新增平台" in finding.message
    assert "外贸" not in finding.message


def test_a_headline_target_that_no_task_takes_up_has_no_owner() -> None:
    headline = "到2021年,人均可支配收入达到4万元,城镇化率达到65%。"
    targets = [
        Target(indicator="人均可支配收入", value=4, unit="万元", year=2021, text="人均可支配收入达到4万元"),
        Target(indicator="城镇化率", value=65, unit="%", year=2021, text="城镇化率达到65%"),
    ]
    task = Task(text="提高城镇化率,到2021年达到65%。", leads=("市发改委",))
    (finding,) = findings("LS204", make_document(headline, tasks=[task], targets=targets))
    assert "人均可支配收入" in finding.message
    assert "城镇化率" not in finding.message


def test_the_same_share_due_in_two_years_needs_a_ruling() -> None:
    first = make_document(targets=[share(2.8, 2021)])
    second = make_document(targets=[share(2.8, 2020, "全社会R&D经费占地区生产总值的比重")], name="乙.txt")
    (finding,) = findings("LS205", first, second)
    assert finding.severity == "warning"
    assert "2020年(乙.txt" in finding.message
    assert "甲.txt" in finding.related


def test_two_values_for_one_year_are_an_error_and_later_growth_is_a_series() -> None:
    (finding,) = findings("LS205", make_document(targets=[share(2.8, 2020), share(3.0, 2020)]))
    assert finding.severity == "error"
    assert findings("LS205", make_document(targets=[share(2.8, 2020), share(3.0, 2021)])) == []


def test_a_target_that_falls_back_with_the_years_is_told() -> None:
    (finding,) = findings("LS205", make_document(targets=[share(3.0, 2020), share(2.8, 2021)]))
    assert "倒退" in finding.message


def test_other_places_and_other_rows_are_other_targets() -> None:
    here = make_document(targets=[share(2.8, 2020)])
    there = make_document(
        targets=[share(3.5, 2020)], name="乙.txt", facts=DocumentFacts(issuer="清源县人民政府", issued="2019-01-02")
    )
    assert findings("LS205", here, there) == []
    rows = [share(2.8, 2020, scope="东港区"), share(3.5, 2020, scope="西山区")]
    assert findings("LS205", make_document(targets=rows)) == []


def test_shares_with_other_denominators_are_other_indicators_and_say_what_they_imply() -> None:
    targets = [
        share(60, 2021, "高新技术产业增加值占规模工业增加值比重"),
        share(30, 2020, "高新技术产业增加值占GDP比重"),
    ]
    (finding,) = findings("LS206", make_document(targets=targets))
    assert "50%" in finding.message
    assert findings("LS205", make_document(targets=targets)) == []
    assert findings("LS206", make_document(targets=[targets[0], targets[0]])) == []


def test_two_counts_of_one_rare_thing_may_count_twice() -> None:
    def count(indicator: str, part: str, year: int = 2020) -> Target:
        return Target(indicator=indicator, value=10, unit="个", year=year, part=part)

    twice = [count("新引进地区总部", "招商计划"), count("回归总部经济个数", "返乡计划")]
    assert len(findings("LS207", make_document(targets=twice))) == 1
    assert findings("LS207", make_document(targets=[twice[0], count("新建标准厂房", "返乡计划")])) == []


def test_a_total_that_only_the_table_states_is_told() -> None:
    table = Table(
        (("县区",), ("到位资金(亿元)",), ("总部个数(个)",)),
        (("东港区", "30", "4"), ("清源县", "20", "3"), ("合计", "50", "7")),
    )
    (finding,) = findings("LS208", make_document("到2020年到位资金50亿元。", tables=[table]))
    assert "总部个数7个" in finding.message
    assert findings("LS208", make_document("到2020年到位资金50亿元,总部7个。", tables=[table])) == []


def test_ranges_and_maxima_leave_discretion() -> None:
    ranged = Target(indicator="知名品牌", value=(10, 15), unit="个", year=2021)
    grant = Incentive(text="给予最高500万元奖励", cap=5_000_000)
    found = findings("LS209", make_document(targets=[ranged], incentives=(grant,)))
    assert [f.severity for f in found] == ["note", "note"]
    fixed = Incentive(text="给予40万元奖励", amount=400_000)
    assert findings("LS209", make_document(targets=[share(3, 2020)], incentives=(fixed,))) == []


def test_doubling_needs_a_base_and_a_year() -> None:
    assert len(findings("LS210", make_document("实施企业倍增计划。"))) == 1
    assert findings("LS210", make_document("到2025年,企业数量较2020年翻一番。")) == []


def test_a_period_of_years_needs_a_start() -> None:
    assert len(findings("LS211", make_document("力争5年内引进培育100家企业。"))) == 1
    assert (
        findings("LS211", make_document("自2020年起5年内引进100家企业。", "符合条件的,自批准之日起1年内办结。")) == []
    )


def test_growth_that_leaves_nothing_implies_no_base() -> None:
    sentence = "2017-2020年,积压案件下降100%,2020年达到0件。"
    growth = Target(indicator="积压案件", kind="growth", unit="%", value=-100, text=sentence[:18])
    level = Target(indicator="积压案件", unit="件", value=5, year=2020, text="2020年达到5件")
    (finding,) = findings("LS201", make_document(sentence, targets=[growth, level]))
    assert "倒推" not in finding.message
