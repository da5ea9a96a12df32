import re
from dataclasses import replace
from html.parser import HTMLParser

from luoshi.compiler.assemble import assemble
from luoshi.compiler.pipeline import draft_of
from luoshi.packs.model import Finding, Incentive, Pack
from luoshi.papers.review import render
from luoshi.texts.model import Source
from tests.compiler.sample_texts import NOTICE


def compiled(raw: str) -> tuple[Pack, Source]:
    source = Source(name="样本.txt", raw=raw, sha256="", reader="text/1")
    return assemble(draft_of([source])), source


class Words(HTMLParser):
    """The visible words of the source pane: what is printed, without what a repair put in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.depth = 0
        self.hidden = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if dict(attributes).get("class") == "words":
            self.depth = 1
        elif self.depth and tag not in ("br", "i"):
            self.depth += 1
            self.hidden += tag == "ins"

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag != "i":
            self.depth -= 1
            self.hidden -= tag == "ins"

    def handle_data(self, data: str) -> None:
        if self.depth and not self.hidden:
            self.words.append(data)


def source_words(page: str) -> str:
    parser = Words()
    parser.feed(page)
    return re.sub(r"\s", "", "".join(parser.words))


def test_every_printed_word_is_on_the_page() -> None:
    raw = NOTICE + "附件\n关于某事的目标表(株发〔201713号)\n"
    pack, source = compiled(raw)
    assert source_words(render(pack, [source])) == re.sub(r"\s", "", raw)


def test_the_page_asks_nothing_of_any_server() -> None:
    pack, source = compiled(NOTICE)
    page = render(pack, [source])
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\(|@import|fetch\(|XMLHttp""", page)
    assert "default-src 'none'" in page


def test_an_item_marks_its_words() -> None:
    pack, source = compiled(NOTICE)
    page = render(pack, [source])
    task = pack.tasks[0]
    marked = "".join(re.findall(rf'data-i="[^"]*\b{task.id}\b[^"]*"[^>]*>([^<]*)<', page))
    assert "推行企业开办“一网通办”" in marked
    assert f'id="i-{task.id}"' in page


def test_markup_in_a_document_stays_text() -> None:
    pack, source = compiled(
        "云溪市工作要点\n1.推进<script>alert(1)</script>与“<b>”建设,加快各项工作落地见效,确保完成。\n"
    )
    page = render(pack, [source])
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_finding_stands_at_its_clause_and_on_its_item() -> None:
    pack, source = compiled(NOTICE)
    task = pack.tasks[0]
    finding = Finding(
        code="LS999", severity="error", document="样本.txt", clause=task.clause, message="时限早于印发日期",
        message_en="due before issue", related=(task.key,),
    )  # fmt: skip
    page = render(replace(pack, findings=(finding,)), [source])
    assert page.count("时限早于印发日期</p>") == 3  # in the margin, on the card, in the list of findings
    assert "due before issue" in render(replace(pack, findings=(finding,)), [source], "en")


def test_an_empty_document_gives_a_page_that_says_so() -> None:
    pack, source = compiled("")
    assert "没有读出" in render(pack, [source])


def test_both_languages_are_complete() -> None:
    pack, source = compiled(NOTICE)
    chinese, english = render(pack, [source]), render(pack, [source], "en")
    assert "读出的内容" in chinese
    assert "What was read" in english
    assert "读出的内容" not in english


def test_amounts_and_shares_are_shown_to_the_last_digit_in_the_readers_language() -> None:
    pack, source = compiled(NOTICE)
    award = Incentive(id="i1", key="i-1", clause="1", who="企业", amount=200_000, rate=0.125, text="按12.5%给予补助")
    pack = replace(pack, incentives=(award,))
    assert "20万元" in render(pack, [source])
    page = render(pack, [source], language="en")
    assert "CNY 200,000" in page
    assert "12.5%" in re.sub(r"按12.5%", "", page)
