"""The review page in Chromium: keyboard, phone, print, contrast and labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from luoshi.compiler.assemble import assemble
from luoshi.compiler.pipeline import draft_of
from luoshi.papers.review import render
from luoshi.texts.model import Source
from tests.compiler.sample_texts import NOTICE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    source = Source(name="样本.txt", raw=NOTICE.replace("〔2022〕15号", "〔202215号"), sha256="", reader="text/1")
    file = tmp_path_factory.mktemp("review") / "review.html"
    file.write_text(render(assemble(draft_of([source])), [source]), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("request", lambda request: None if request.url == address else troubles.append(request.url))
    opened.goto(address)
    yield opened
    assert troubles == []
    opened.close()


def test_keys_move_through_the_items_and_light_their_words(page: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".card.on").get_attribute("data-item") == "t002"
    assert "电子营业执照" in "".join(page.locator("#source .on").all_inner_texts())
    page.keyboard.press("k")
    assert page.locator(".card.on").get_attribute("data-item") == "t001"


def test_a_click_on_words_opens_their_item(page: Any) -> None:
    page.locator("#source span", has_text="市市场监管局").first.click()
    assert page.locator(".card.on").get_attribute("data-item") == "t001"


def test_search_narrows_the_list_and_says_when_nothing_fits(page: Any) -> None:
    page.fill("#search", "电子营业执照")
    assert page.locator("#d-tasks .card:visible").count() == 1
    page.fill("#search", "没有这样的词")
    assert page.locator("#d-tasks .empty").is_visible()


def test_repairs_can_be_hidden(page: Any) -> None:
    assert page.locator("del").first.is_visible()
    page.keyboard.press("r")
    assert not page.locator("del").first.is_visible()


def test_nothing_runs_off_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".switch a").nth(1).click()
    assert page.locator("#items").is_visible()
    assert not page.locator("#source").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_script_every_list_is_there(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    plain = context.new_page()
    plain.goto(address)
    decks = plain.locator(".deck")
    assert decks.count() > 2
    assert all(decks.nth(place).is_visible() for place in range(decks.count()))
    assert not plain.locator(".tabs").is_visible()
    context.close()


def test_the_print_holds_source_and_every_list(page: Any, tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    target = tmp_path / "review.pdf"
    page.pdf(path=str(target), format="A4")
    with pdfplumber.open(target) as document:
        words = "".join(sheet.extract_text() or "" for sheet in document.pages).replace("\n", "")
    assert "市行政审批局" in words
    assert "名录与机制" in words or "指标" in words


def test_axe_finds_nothing(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = axe.Axe().run(page)
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found.response["violations"]] == []
