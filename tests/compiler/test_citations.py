"""Citations name other documents, once each, with all their places."""

from __future__ import annotations

import pytest

from luoshi.compiler.citations import read_citations
from luoshi.compiler.lines import split_lines, split_sentences
from luoshi.compiler.outline import outline
from luoshi.compiler.pipeline import draft_of
from luoshi.packs.model import Citation, DocumentFacts
from luoshi.texts.model import Source


def citations_of(text: str, facts: DocumentFacts | None = None) -> list[Citation]:
    source = Source(name="t.txt", raw=text, sha256="", reader="text/1")
    draft = draft_of([source], (split_lines, outline, split_sentences))
    return list(read_citations(draft.having(document=facts or DocumentFacts())).citations)


@pytest.mark.parametrize(
    ("text", "title", "number", "relation"),
    [
        (
            "为贯彻落实《云溪省人民政府关于促进河湖保护的意见》(云政发〔2021〕12号)精神,制定本方案。",
            "云溪省人民政府关于促进河湖保护的意见",
            "云政发〔2021〕12号",
            "implements",
        ),
        ("根据《中华人民共和国水法》有关规定,结合我县实际,制定本办法。", "中华人民共和国水法", None, "implements"),
        ("有关标准见《城镇排水管理办法》。", "城镇排水管理办法", None, "cites"),
        (
            "《清源县河道采砂管理办法》(清政发〔2015〕3号)同时废止。",
            "清源县河道采砂管理办法",
            "清政发〔2015〕3号",
            "repeals",
        ),
        ("现将《省水利厅关于加强汛期值守的通知》转发给你们。", "省水利厅关于加强汛期值守的通知", None, "forwards"),
        ("违反云政办发〔2020〕8号文件规定的,予以通报。", None, "云政办发〔2020〕8号", "cites"),
        ("按国务院令第722号执行。", None, "国务院令第722号", "cites"),
        (
            "认真落实《关于贯彻〈云溪省乡村振兴条例〉的实施意见》。",
            "关于贯彻〈云溪省乡村振兴条例〉的实施意见",
            None,
            "implements",
        ),
    ],
)
def test_a_document_is_cited_with_its_number_and_its_relation(
    text: str, title: str | None, number: str | None, relation: str
) -> None:
    (citation,) = citations_of(text)
    assert (citation.title, citation.number, citation.relation) == (title, number, relation)


def test_titles_joined_in_one_list_share_their_relation() -> None:
    text = "为深入贯彻《甲市水务条例》(甲人发〔2020〕1号)、《甲市节水规定》和《甲市供水办法》,制定本方案。"
    assert [(c.title, c.relation) for c in citations_of(text)] == [
        ("甲市水务条例", "implements"),
        ("甲市节水规定", "implements"),
        ("甲市供水办法", "implements"),
    ]


def test_a_document_cited_again_by_its_short_name_is_one_citation() -> None:
    text = "根据《云溪省河湖保护条例》(以下简称《条例》)制定本细则。\n违反《条例》的,依法处理。"
    (citation,) = citations_of(text)
    assert [place.of(text) for place in citation.spans["title"]] == ["云溪省河湖保护条例", "条例"]


@pytest.mark.parametrize(
    "text",
    [
        "各单位要研究制定《东港区海岸带管理办法》。",
        "《东港区防汛预案》已经区政府同意,现印发给你们。",
        "填写《项目登记表》。",
        "观看纪录片《大河》。",
    ],
)
def test_what_is_made_here_or_is_no_document_is_not_cited(text: str) -> None:
    assert citations_of(text, DocumentFacts(title="东港区防汛预案")) == []


def test_the_own_number_is_not_cited() -> None:
    assert citations_of("东政发〔2022〕5号\n现就有关事项通知如下。", DocumentFacts(number="东政发〔2022〕5号")) == []


def test_a_malformed_number_is_kept_as_printed_and_marked() -> None:
    (citation,) = citations_of("按照《甲市水务条例》(甲发2021年13号)要求,制定本方案。")
    assert citation.number == "甲发2021年13号"
    assert citation.confidence == "low"
    assert citation.reasons == ("文号形式不合规范",)
