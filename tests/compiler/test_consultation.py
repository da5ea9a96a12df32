"""A consultation's window, stated deadline and ways to answer; lines that say who is addressed and how far to pass on."""

from __future__ import annotations

import pytest

from luoshi.compiler.consultation import read_consultation
from luoshi.compiler.draft import Draft
from luoshi.compiler.facts_lines import addressees_of, distribution_of
from luoshi.compiler.lines import split_lines, split_sentences
from luoshi.compiler.outline import outline
from luoshi.compiler.pipeline import draft_of
from luoshi.packs.model import Consultation, DocumentFacts
from luoshi.texts.model import Source


def drafted(text: str) -> Draft:
    source = Source(name="t.txt", raw=text, sha256="", reader="text/1")
    return draft_of([source], (split_lines, outline, split_sentences))


def consultation_of(text: str, facts: DocumentFacts | None = None) -> Consultation | None:
    return read_consultation(drafted(text).having(document=facts or DocumentFacts())).consultation


def test_the_window_of_the_page_and_the_deadline_of_the_text_are_kept_apart() -> None:
    found = consultation_of(
        "关于公开征求意见的通知\n本调查起止日期为2021-03-05 09:00——2021-03-15 17:30\n"
        "请于3月12日下午5:30前将意见反馈至清源县水利局。电话:0999-1234567 传真:0999-7654321 "
        "电子信箱:liuyan@通讯地址:清源县府前路8号 邮编:099999\n"
    )
    assert found is not None
    assert (found.opens, found.closes) == ("2021-03-05T09:00", "2021-03-15T17:30")
    assert found.deadline == "2021-03-12T17:30"
    assert found.channels == (
        "电话:0999-1234567",
        "传真:0999-7654321",
        "电子信箱:liuyan@",
        "通讯地址:清源县府前路8号",
        "邮编:099999",
    )


@pytest.mark.parametrize(
    ("text", "opens", "closes", "deadline"),
    [
        ("征求意见时间:2022年5月1日至2022年5月31日。", "2022-05-01", "2022-05-31", None),
        ("公示期为2022年5月9日至5月15日,如有异议请反馈。", "2022-05-09", "2022-05-15", None),
        ("如有意见建议,请在2022年6月3日前书面反馈。", None, None, "2022-06-03"),
        ("意见反馈截止时间为2022年6月3日。", None, None, "2022-06-03"),
    ],
)
def test_windows_and_deadlines_in_their_usual_words(
    text: str, opens: str | None, closes: str | None, deadline: str | None
) -> None:
    found = consultation_of(text)
    assert found is not None
    assert (found.opens, found.closes, found.deadline) == (opens, closes, deadline)


def test_a_month_without_a_year_takes_the_year_of_publication() -> None:
    found = consultation_of("请于9月2日前反馈修改意见。", DocumentFacts(published="2020-08-20"))
    assert found is not None
    assert found.deadline == "2020-09-02"


@pytest.mark.parametrize(
    "text", ["2022年6月底前完成整治。", "各单位要认真听取群众意见。", "请于2022年6月3日前完成验收。"]
)
def test_a_document_that_asks_nobody_has_no_consultation(text: str) -> None:
    assert consultation_of(text) is None


def test_the_line_that_addresses_the_document_names_the_authorities() -> None:
    lines = drafted(
        "关于加强河湖管理的通知\n云政发〔2021〕3号\n各县(市、区)人民政府,市政府各部门、各直属机构:\n为加强管理,通知如下:\n"
    ).lines
    assert addressees_of(lines) == ("各县(市、区)人民政府", "市政府各部门、各直属机构")


def test_a_line_that_introduces_a_list_addresses_nobody() -> None:
    assert addressees_of(drafted("各部门要完成以下任务:\n全县主要目标:\n").lines) == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(此件发至县团级)", "此件发至县团级"),
        ("(此件公开发布)", "此件公开发布"),
        ("公开方式:依申请公开", "依申请公开"),
        ("各单位要做好政务公开工作。", None),
    ],
)
def test_how_far_a_document_may_be_passed_on(line: str, expected: str | None) -> None:
    assert distribution_of(drafted(f"云溪市人民政府\n{line}\n").lines) == expected
