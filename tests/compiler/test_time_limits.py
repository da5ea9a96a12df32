"""Time limits bind a service or procedure; periods, project deadlines and consultation windows do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luoshi.compiler.draft import Grid, GridCell, GridRow
from luoshi.compiler.pipeline import draft_of
from luoshi.compiler.time_limits import read_time_limits
from luoshi.kernel.spans import Span
from luoshi.packs.model import TimeLimit
from luoshi.texts.model import Source


def limits_of(text: str) -> tuple[TimeLimit, ...]:
    return read_time_limits(draft_of([Source("invented.txt", text, "0", "plain/1")])).time_limits


def days_of(text: str) -> list[tuple[float | None, str | None]]:
    return [(limit.days, limit.day_kind) for limit in limits_of(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("食品经营许可自受理之日起，7个工作日内办结。", [(7, "working")]),
        ("登记机关应当自收到申请之日起30日内作出准予登记或者不予登记的决定。", [(30, "calendar")]),
        ("材料不全的，应当当场或者在5日内一次性告知申请人补正的全部内容。", [(5, "calendar")]),
        (
            "企业开办时间压缩至1个工作日以内，不动产抵押登记由10个工作日压缩至3个工作日。",
            [(1, "working"), (3, "working")],
        ),
        ("一般事项审批时限不超过五个工作日，需现场勘验的不超过十个工作日。", [(5, "working"), (10, "working")]),
        ("供水、供气、用电报装分别压缩至8个、6个、4个工作日以内。", [(4, "working"), (8, "working"), (6, "working")]),
        ("对一类企业在4个工作日、二类企业在8个工作日内办结退税手续。", [(4, "working"), (8, "working")]),
        ("实现企业登记2个工作日内完成、施工许可40个工作日内完成。", [(2, "working"), (40, "working")]),
        ("奖补资金在公示结束后15个工作日内拨付到位。", [(15, "working")]),
        ("劳动仲裁案件应当在45天内审结。", [(45, "calendar")]),
        ("投诉件7个工作日（复杂事项15个工作日）内办结。", [(7, "working"), (15, "working")]),
        ("复议机关应当在2个月内作出复议决定。", [(60, "calendar")]),
        ("专利无效请求1年内审结。", [(365, "calendar")]),
        ("紧急诉求24小时内处置并答复。", [(1, "calendar")]),
        ("办理时限：3个工作日。", [(3, "working")]),
        ("政府信息自形成之日起20个工作日内，向社会公开。", [(20, "working")]),
    ],
)
def test_limits_are_read_in_days(sentence: str, expected: list[tuple[int, str]]) -> None:
    assert sorted(days_of(sentence)) == sorted(expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "力争5年内引进培育10个以上创新团队。",
        "名单公示期不少于5个工作日。",
        "新办企业三年内免征地方留成部分。",
        "请于10个工作日内将意见反馈至市发改委。",
        "本办法印发之日起30日内，各县区制定实施细则。",
        "项目2年内建成投产。",
        "申报单位近3年内无重大违法记录，未被列入失信名单登记。",
        "2019年1月31日前公开有关数据。",
        "本办法自2020年5月1日起施行，有效期5年。",
        "各部门要在3个月内完成自查清理。",
        "办理环节减少3个，时间缩短5个工作日。",
        "联席会议每6个月内召开一次，研究登记工作。",
        "服务窗口全年365天开放。",
    ],
)
def test_periods_that_bind_no_procedure_are_none(sentence: str) -> None:
    assert days_of(sentence) == []


def test_a_limit_names_its_service_and_what_it_is_counted_from() -> None:
    (limit,) = limits_of("抽查结果信息要在抽查任务完成之日起20个工作日内公开。")
    assert (limit.service, limit.condition) == ("抽查结果信息", "抽查任务完成之日起")
    assert limit.confidence == "high"


def test_the_service_may_stand_behind_the_limit() -> None:
    (limit,) = limits_of("主管部门要在处罚决定作出之日起7个工作日内，向社会公布处罚结果。")
    assert limit.service == "向社会公布处罚结果"


def test_each_of_several_services_has_its_own_words() -> None:
    first, second = limits_of("推进企业登记2个工作日内完成、施工许可40个工作日内完成。")
    assert (first.text, second.text) == ("推进企业登记2个工作日内完成", "施工许可40个工作日内完成")
    assert (first.service, second.service) == ("企业登记", "施工许可")


def test_a_share_of_the_statutory_limit_has_no_days_and_says_so() -> None:
    (limit,) = limits_of("全部审批事项办理时限，压缩至法定时限的60%以内。")
    assert (limit.days, limit.day_kind, limit.ratio, limit.confidence) == (None, None, 0.6, "low")


def test_three_quarters_of_the_statutory_limit_are_a_ratio() -> None:
    (limit,) = limits_of("各类许可审批压缩至法定时限四分之三以内。")
    assert limit.ratio == 0.75


def test_a_limit_in_months_is_marked_for_a_look() -> None:
    (limit,) = limits_of("复议机关应当在2个月内作出复议决定。")
    assert limit.confidence == "low" and limit.reasons


def test_what_is_settled_on_the_spot_takes_no_days_and_is_marked() -> None:
    (limit,) = limits_of("变更登记等简单事项即时办结。")
    assert (limit.days, limit.confidence) == (0, "low")


def test_a_sentence_printed_in_two_clauses_is_one_limit() -> None:
    text = "一、审批提速\n车辆登记6个工作日内完成。\n二、任务分解\n车辆登记6个工作日内完成。\n"
    assert len(limits_of(text)) == 1


def test_a_column_of_limits_gives_one_limit_for_each_service() -> None:
    text = "事项名称 承诺时限\n药品零售许可 5个工作日\n营业执照补发 即办\n"
    draft = draft_of([Source("invented.txt", text, "0", "plain/1")])

    def cell(words: str) -> GridCell:
        start = text.index(words)
        return GridCell(words, Span(start, start + len(words)))

    rows = (
        GridRow(Span(10, 23), (cell("药品零售许可"), cell("5个工作日"))),
        GridRow(Span(24, 34), (cell("营业执照补发"), cell("即办"))),
    )
    grid = Grid(Span(0, len(text)), (("事项名称",), ("承诺时限",)), rows)
    table = replace(draft.clauses[0], kind="table", grid=0)
    read = read_time_limits(draft.having(clauses=(table,), sentences=(), grids=(grid,)))
    assert [(x.service, x.days, x.confidence) for x in read.time_limits] == [
        ("药品零售许可", 5, "high"),
        ("营业执照补发", 0, "low"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("统一办理的时间不得超过四十五日。", [(45, "calendar")]),
        ("二十日内不能作出决定的，可以延长十日，并告知申请人。", []),
        ("一般企业登记0.5个工作日办结。", [(0.5, "working")]),
        ("企业注销公告时间由45天压缩为20天。", [(20, "calendar")]),
        ("高压、低压用户平均接电时间分别压减至80天、25天以内。", [(80, "calendar"), (25, "calendar")]),
        ("项目审批时间由200个工作日以上压减至120个工作日以内。", [(120, "working")]),
        ("县级在5个工作日内完成初审，市级在10个工作日内完成复审。", [(5, "working"), (10, "working")]),
        ("逾期30日未提交材料的，视为放弃办理。", []),
    ],
)
def test_statutory_wordings(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert days_of(sentence) == expected


def test_the_settlement_of_an_account_is_a_procedure() -> None:
    (item,) = limits_of("集采药品货款结清后,回款时间不超过30天。")
    assert (item.days, item.day_kind) == (30, "calendar")


def test_days_right_before_their_verb_need_no_word_of_limit() -> None:
    (item,) = limits_of("项目备案实行网上办理,1天办结。")
    assert (item.days, item.day_kind) == (1, "calendar")


def test_days_for_examining_or_paying_an_award_are_limits() -> None:
    assert days_of("补贴申请自受理之日起30日内审核完毕。") == [(30, "calendar")]
    assert days_of("奖励资金在公示结束后15日内拨付。") == [(15, "calendar")]
