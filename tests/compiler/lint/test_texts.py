"""Wording, citations, consultations, and the condition of the text."""

from __future__ import annotations

import pytest

from luoshi.packs.model import Consultation, DocumentFacts, Task
from tests.compiler.lint.invented import Table, findings, make_document


def window(opens: str, closes: str, deadline: str) -> list[str]:
    consultation = Consultation(opens=opens, closes=closes, deadline=deadline)
    return [f.severity for f in findings("LS601", make_document("公开征求意见。", consultation=consultation))]


def test_a_form_that_closes_before_the_stated_deadline_is_an_error() -> None:
    assert window("2018-08-01T09:00", "2018-09-29T09:27", "2018-09-29T17:30") == ["error"]
    assert window("2018-08-01T09:00", "2018-09-29T17:30", "2018-09-29T17:30") == []
    assert window("2018-08-01T09:00", "2018-09-29T09:27", "2018-09-29") == ["error"]


def test_a_window_of_a_few_days_is_a_note() -> None:
    assert window("2018-09-26T09:00", "2018-09-29T17:30", "2018-09-29T17:30") == ["note"]


@pytest.mark.parametrize(
    ("number", "count"),
    [
        ("云发〔201713号", 1),
        ("云政办发201713号", 1),
        ("云政发[2017]13号", 1),
        ("云发〔2017〕13号", 0),
        ("云政发〔2017〕第13号", 1),
        ("云政发〔2017〕013号", 1),
        ("国办发〔2018〕126号", 0),
        ("云溪省人民政府令〔2018〕第12号", 0),
        ("拨打电话20171345号", 0),
    ],
)
def test_document_numbers_have_a_year_in_tortoise_shell_brackets(number: str, count: int) -> None:
    assert len(findings("LS602", make_document(f"根据《意见》({number})精神,制定本方案。"))) == count


def test_a_malformed_number_is_told_with_its_fault_and_the_number_that_is_meant() -> None:
    (lost,) = findings("LS602", make_document("根据云发〔201713号精神。"))
    assert "缺括号" in lost.message
    assert "“云发〔2017〕13号”" in lost.message
    (worded,) = findings("LS602", make_document("按照云政发〔2017〕第13号文件要求。"))
    assert "不加“第”字" in worded.message
    assert "六角括号" not in worded.message


def test_a_cited_number_of_a_later_year_is_an_error() -> None:
    (finding,) = findings("LS602", make_document("根据云发〔2020〕13号文件精神。"))
    assert finding.severity == "error"
    assert findings("LS602", make_document("根据云发〔2019〕13号文件精神。")) == []


def test_a_repaired_number_is_told_once_with_what_was_printed() -> None:
    document = make_document(
        "根据云发〔201713号精神。", repairs=[("〔201713号", "〔2017〕13号", "lost-bracket", "high")]
    )
    (finding,) = findings("LS603", document)
    assert "印作“〔201713号”" in finding.message
    assert findings("LS602", document) == []
    assert findings("LS603", make_document("根据云发〔2017〕13号精神。")) == []


def test_one_document_under_two_titles() -> None:
    one = "贯彻《关于加快建设开放型经济先行区的实施意见》精神。"
    other = "落实《加快建设开放型经济的先行区的实施意见》要求。"
    (finding,) = findings("LS604", make_document(one, other))
    assert "2种写法" in finding.message
    assert findings("LS604", make_document(one, one)) == []


def test_other_years_and_other_places_are_other_documents() -> None:
    years = ("按《云溪市开放型经济2018年工作要点》执行。", "按《云溪市开放型经济2019年工作要点》执行。")
    places = ("按《云溪市推进管理创新常态化实施方案》执行。", "按《清源省推进管理创新常态化实施方案》执行。")
    assert findings("LS604", make_document(*years)) == []
    assert findings("LS604", make_document(*places)) == []


@pytest.mark.parametrize(
    ("sentence", "article"),
    [
        ("由财政部门指定三家检测机构承担检验。", "第八条"),
        ("同等条件下优先采购本市企业的产品。", "第九条第三项"),
        ("申报企业须在本市注册并缴纳社保。", "第九条第二项"),
        ("外地企业承接工程须经备案。", "第九条"),
        ("享受补贴的企业承诺5年内不迁出。", "第九条第一项"),
        ("按企业年度纳税额的10%给予奖励。", "第十条第一项"),
        ("对返乡商会投资项目优先供应土地。", "第十条第三项"),
        ("对重大项目实行“一事一议”。", "第十条第二项"),
        ("投标中本地企业给予加分。", "第九条第三项"),
    ],
)
def test_restrictive_wording_names_the_rule(sentence: str, article: str) -> None:
    document = make_document(sentence, facts=DocumentFacts(issuer="云溪市人民政府", issued="2025-01-06"))
    found = findings("LS701", document)
    assert found
    assert f"《公平竞争审查条例》{article}" in found[0].message
    assert "34号" not in found[0].message


@pytest.mark.parametrize(
    "sentence",
    [
        "审批部门不得以任何形式指定中介服务机构。",
        "严禁要求企业在本地注册。",
        "清理对外地企业另行备案的规定。",
        "依法落实国家税收优惠政策。",
        "优先采购节能环保产品。",
        "清理废止按纳税额给予奖励的政策。",
    ],
)
def test_sentences_that_forbid_or_do_no_such_thing_raise_nothing(sentence: str) -> None:
    assert findings("LS701", make_document(sentence)) == []


def test_before_the_regulation_the_older_standard_applies_and_the_tension_is_told() -> None:
    document = make_document("严格落实公平竞争审查制度。", "按首年税收的30%给予奖励。")
    (finding,) = findings("LS701", document)
    assert "国发〔2016〕34号" in finding.message
    assert "又要求公平竞争审查" in finding.message
    assert finding.related == ("1",)


def test_spam_in_place_of_a_name_waits_for_a_person() -> None:
    document = make_document("由博彩广告牵头。", repairs=[("博彩广告", "市科技局", "spam", "low")])
    (finding,) = findings("LS901", document)
    assert "暂作“市科技局”" in finding.message
    assert "博彩" not in finding.message + finding.message_en  # what was injected is not spread further
    sure = make_document("由市科技 局牵头。", repairs=[("科技 局", "科技局", "spread", "high")])
    assert findings("LS901", sure) == []


def test_doubtful_tables_and_items_are_told() -> None:
    table = Table((("县区",), ("数",)), (("东港区", None),), doubtful=("末行缺一格",))
    assert len(findings("LS902", make_document(tables=[table]))) == 1
    assert findings("LS902", make_document(tables=[Table((("县区",), ("数",)), (("东港区", "1"),))])) == []
    unsure = Task(text="推进改革。", confidence="low", reasons=("单位名称需核对",))
    (finding,) = findings("LS903", make_document(tasks=[unsure, Task(text="推进开放。")]))
    assert "2项任务中有1项把握低" in finding.message


def test_text_behind_the_bounds_is_told() -> None:
    (finding,) = findings("LS904", make_document("推进改革开放" * 4000))
    assert "24000字没有句号" in finding.message
    assert findings("LS904", make_document("推进改革开放。" * 4000)) == []
