"""Tasks: who, by when, how measured; rows that must be split; lists that break off."""

from __future__ import annotations

import pytest

from luoshi.packs.model import DocumentFacts, Task
from tests.compiler.lint.invented import Table, findings, make_document


def row(text: str, *leads: str, deadline: str | None = "2020-12-31", participants: tuple[str, ...] = ()) -> Task:
    return Task(text=text, leads=leads, participants=participants, deadline=deadline)


def test_tasks_that_nobody_answers_for_and_tasks_that_nobody_leads() -> None:
    nobody, several = (
        findings("LS301", make_document(rows=[row("加强宣传。"), row("推进改革。", "市发改委")])),
        findings("LS301", make_document(rows=[row("推进改革。", participants=("市发改委", "市财政局"))])),
    )
    assert "1项任务没有责任单位" in nobody[0].message
    assert several[0].severity == "note"
    assert findings("LS301", make_document(rows=[row("推进改革。", "市发改委")])) == []


def test_a_document_whose_tasks_all_lack_a_deadline_gets_one_finding() -> None:
    (finding,) = findings(
        "LS302", make_document(rows=[row(f"推进改革{n}。", "市发改委", deadline=None) for n in range(9)])
    )
    assert finding.message == "全部9项任务都没有完成时限"
    assert len(finding.related) == 9
    assert findings("LS302", make_document(rows=[row("推进改革。", "市发改委")])) == []


def test_only_tasks_with_a_figure_of_their_own_can_be_measured() -> None:
    (finding,) = findings("LS303", make_document(rows=[row("2020年底前推进品牌建设。"), row("新建平台20个。")]))
    assert "2项任务中只有1项(50%)" in finding.message
    assert findings("LS303", make_document(rows=[row("新建平台20个。"), row("3个工作日内办结。")])) == []


def facts(issued: str, published: str | None = None) -> DocumentFacts:
    return DocumentFacts(issuer="云溪市人民政府办公室", issued=issued, published=published, signed=True)


@pytest.mark.parametrize(
    ("issued", "published", "severities"),
    [
        ("2018-07-02", None, ["error"]),  # due before it was issued
        ("2018-06-28", "2018-08-01", ["error"]),  # overdue when first read
        ("2018-06-26", "2018-06-27", ["warning"]),  # three working days
        ("2018-03-01", "2018-03-05", []),
    ],
)
def test_deadlines_are_compared_with_the_days_of_issue_and_publication(
    issued: str, published: str | None, severities: list[str]
) -> None:
    document = make_document(
        rows=[row("开展清理。", "市发改委", deadline="2018-06-30")], facts=facts(issued, published)
    )
    assert [f.severity for f in findings("LS304", document)] == severities


def test_tasks_due_on_one_day_are_told_together() -> None:
    rows = [row(f"开展清理{n}。", "市发改委", deadline="2018-06-30") for n in range(4)]
    (finding,) = findings("LS304", make_document(rows=rows, facts=facts("2018-06-29", "2018-07-20")))
    assert "距落款日期2018-06-29只有1天(0个工作日)" in finding.message
    assert "早于公开日期2018-07-20" in finding.message
    assert len(finding.related) == 4


def test_standing_tasks_need_a_review_date_unless_they_recur() -> None:
    standing = row("加强监管。", "市发改委", deadline="ongoing")
    recurring = Task(text="每季度通报。", leads=("市发改委",), deadline="ongoing", recurrence="quarterly")
    assert len(findings("LS305", make_document(rows=[standing]))) == 1
    assert findings("LS305", make_document(rows=[recurring])) == []


def test_rows_that_hold_several_tasks_must_be_split() -> None:
    limits = row("开办企业3个工作日内完成、登记5个工作日内完成。", participants=("市工商局", "市国土局"))
    sentences = row("严禁提前征税。推动征管方式转变。简化优惠办理程序。", "市税务局")
    single = row("建立投诉举报机制。", "市优化办")
    found = findings("LS306", make_document(rows=[limits, sentences, single]))
    assert [f.clause for f in found] == ["表1/1", "表1/2"]


def test_punishing_and_rewarding_belong_in_separate_rows() -> None:
    mixed = row("严肃查处典型案件。对敢担当的干部撑腰鼓劲。", "市纪委")
    assert len(findings("LS307", make_document(rows=[mixed]))) == 1
    assert findings("LS307", make_document(rows=[row("健全奖惩机制,严肃问责。鼓励创新。", "市纪委")])) == []


def test_a_lead_that_is_its_own_participant_is_told() -> None:
    self_helping = row("建立制度。", "市人社局", participants=("市教育局", "市人社局"))
    assert len(findings("LS308", make_document(rows=[self_helping]))) == 1
    assert findings("LS308", make_document(rows=[row("建立制度。", "市人社局", participants=("市教育局",))])) == []


@pytest.mark.parametrize(("last", "count"), [("市委宣传部", 1), ("市委宣传部负责", 0)])
def test_a_units_cell_without_its_closing_word_may_have_lost_it(last: str, count: int) -> None:
    cells = [*(f"市{name}局牵头" for name in ("财政", "教育", "民政", "科技", "商务")), last]
    table = Table((("序号",), ("责任单位",)), tuple((str(n + 1), cell) for n, cell in enumerate(cells)))
    assert len(findings("LS309", make_document(tables=[table]))) == count


def test_a_plan_that_is_allocated_only_after_it_began() -> None:
    late = ("云溪市返乡创业行动计划(2017-2020年)", "自2018年起,将全市目标任务分解到各县区。")
    in_time = (late[0], "自2017年起,将全市目标任务分解到各县区。")
    assert len(findings("LS310", make_document(*late))) == 1
    assert findings("LS310", make_document(*in_time)) == []
