"""Units: spelled in two ways, run together, merged or renamed while their tasks run."""

from __future__ import annotations

import pytest

from luoshi.compiler.lint.naming import abbreviates, canonical_unit
from luoshi.compiler.lint.units import successions_of
from luoshi.packs.model import DocumentFacts, Target, Task
from tests.compiler.lint.invented import findings, make_document


def led(*units: str, deadline: str | None = "2020-12-31") -> Task:
    return Task(text=f"推进{units[0]}有关改革工作。", leads=units, deadline=deadline)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市住建局", "市住房城乡建设局"),
        ("市人社局", "云溪市人力资源和社会保障局"),
        ("县政务中心", "县政务服务中心"),
        ("市委改革办", "市改革办"),
        ("人民银行云溪市中心支行", "人民银行云溪中心支行"),
        ("中国人民银行云溪市中心支行", "人民银行云溪中心支行"),
    ],
)
def test_spellings_of_one_unit_have_one_form(one: str, other: str) -> None:
    assert canonical_unit(one, "云溪") == canonical_unit(other, "云溪")


@pytest.mark.parametrize(
    ("one", "other"),
    [("市委办", "市政府办"), ("市委办", "市编办"), ("市教育局", "市体育局"), ("市委组织部", "市委宣传部")],
)
def test_different_units_keep_different_forms(one: str, other: str) -> None:
    assert canonical_unit(one) != canonical_unit(other)


def test_two_spellings_are_told_once_with_their_counts() -> None:
    document = make_document(rows=[led("市住建局"), led("市住房城乡建设局"), led("市住建局"), led("市教育局")])
    (finding,) = findings("LS501", document)
    assert "市住建局(2处)、市住房城乡建设局(1处)" in finding.message
    assert finding.severity == "warning"


def test_a_spelling_guessed_by_abbreviation_is_a_note() -> None:
    (finding,) = findings("LS501", make_document(rows=[led("市项推办"), led("市项目推进办")]))
    assert finding.severity == "note"
    assert not abbreviates("文化局", "文化旅游局")
    assert findings("LS501", make_document(rows=[led("市文化局"), led("市文化旅游局")])) == []


def test_two_units_run_together_are_taken_apart() -> None:
    document = make_document("牵头单位:市发改委市经信委。", rows=[led("市发改委")])
    (finding,) = findings("LS502", document)
    assert "市发改委、市经信委" in finding.message
    assert findings("LS502", make_document("报市委市政府督查室、市政府办公室。", rows=[led("市政府办公室")])) == []


OF_2017 = DocumentFacts(issuer="云溪市人民政府", issued="2017-11-02")


def test_a_unit_that_is_merged_before_its_task_is_due_is_told_with_its_successor() -> None:
    rows = [led("清源县国税局"), led("市地税局"), led("市教育局"), led("市国税局", deadline="2017-12-31")]
    (finding,) = findings("LS503", make_document(rows=rows, facts=OF_2017))
    assert "清源县国税局、市地税局自2018年07月起为税务局" in finding.message
    assert len(finding.related) == 2


def test_a_unit_that_had_ended_before_the_issue_is_told_as_such() -> None:
    document = make_document(rows=[led("市工商局"), led("市市场监管局")])
    (finding,) = findings("LS504", document)
    assert "市工商局在成文前已不存在" in finding.message
    assert findings("LS503", document) == []


@pytest.mark.parametrize(
    ("name", "since"),
    [
        ("东港检验检疫局", "2018-04-20"),
        ("市监察局", "2018-03-20"),
        ("市经济和信息化委员会", "2019-01-01"),
        ("清源县农业局", "2019-01-01"),
        ("国土资源部", "2018-03-21"),
        ("银保监会", "2023-05-18"),
        ("市扶贫办", "2021-06-30"),
    ],
)
def test_national_reforms_are_known_for_any_place(name: str, since: str) -> None:
    assert str(successions_of(name)[0].since) == since


@pytest.mark.parametrize(
    "name",
    [
        "市文化和旅游局",
        "市文化广电旅游局",
        "县劳动监察局",
        "市经信局",
        "市政务服务中心",
        "市税务局",
        "市农业农村局",
        "生态环境部",
        "市自然资源和规划局",
        "文化和旅游部",
        "中国银保监会云溪分局筹备组",
    ],
)
def test_units_of_today_have_no_successor(name: str) -> None:
    assert successions_of(name) == ()


def test_a_local_change_of_a_unit_holds_for_the_documents_of_its_place_only() -> None:
    there = DocumentFacts(issuer="株洲市人民政府", issued="2017-11-02")
    assert len(findings("LS503", make_document(rows=[led("市政务中心")], facts=there))) == 1
    assert findings("LS503", make_document(rows=[led("市政务中心")], facts=OF_2017)) == []


def test_a_renamed_place_is_read_from_the_local_table() -> None:
    target = Target(indicator="到位资金", value=5, unit="亿元", year=2020, scope="株洲县")
    assert len(findings("LS503", make_document(targets=[target], facts=OF_2017))) == 1
    later = DocumentFacts(issuer="云溪市人民政府", issued="2019-11-02")
    assert findings("LS503", make_document(targets=[target], facts=later)) == []
