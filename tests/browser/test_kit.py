"""The kit in Chromium: accessible in both languages and themes, quick without reloading, whole without scripts."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from luoshi.kernel.actors import Role
from luoshi.ui.models import Draft
from tests.factories import make_official, make_unit, sign_in

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver of the browser keeps a loop in this thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.pages")]


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """The address of the product with the pages of these tests."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [str(Path(__file__).parents[1] / "ui" / "templates")]
    settings.TEMPLATES = templates
    settings.DEBUG = True
    return str(live_server.url)


@pytest.fixture
def session() -> dict[str, str]:
    """Someone signed in, as a cookie."""
    client = Client()
    sign_in(client, make_official(make_unit("市督查室"), Role.SUPERVISOR, name="林晓岚"))
    return {"name": "sessionid", "value": client.cookies["sessionid"].value}


@pytest.fixture
def page(browser: Any, site: str, session: dict[str, str]) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.add_cookies([{**session, "url": site}])
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda told: faults.append(told.text) if "Content Security Policy" in told.text else None)
    yield opened
    context.close()
    assert faults == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [1440, 390, 360])
def test_the_style_guide_is_accessible_and_fits(browser: Any, site: str, theme: str, language: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(f"{site}/styleguide?lang={language}&faults=1")
    opened.wait_for_load_state("networkidle")
    assert Axe().run(opened).response["violations"] == []
    assert opened.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_a_list_is_searched_sorted_and_chosen_from_without_reloading(page: Any, site: str) -> None:
    for name in ("甲局", "乙局"):
        make_unit(name)
    page.goto(f"{site}/kit/units")
    page.evaluate("window.stayed = true")
    page.fill(".list-search input", "局")
    page.press(".list-search input", "Enter")
    page.wait_for_selector(".list-chips")
    assert "q=%E5%B1%80" in page.url
    page.click("th.col-name a")
    page.wait_for_selector("th[aria-sort=ascending]")
    page.check("tbody tr:first-child [data-select]")
    assert page.inner_text("[data-selected-count]") == "已选 1 行"
    page.click(".list-chips a")
    page.wait_for_selector(".list-chips", state="detached")
    assert page.evaluate("window.stayed"), "the page was not loaded again"
    page.go_back()
    page.wait_for_selector(".list-chips")


def test_a_filter_applies_when_its_menu_closes(page: Any, site: str) -> None:
    make_unit("甲局")
    page.goto(f"{site}/kit/units")
    page.click("summary:has-text('类别')")
    page.check("input[name=kind][value=county]")
    page.click("h1")
    page.wait_for_selector(".list-chips")
    assert "kind=county" in page.url
    assert "没有符合条件的内容" in page.inner_text("#list")


def test_a_row_opens_beside_the_list_on_a_wide_screen_and_as_a_page_elsewhere(page: Any, site: str) -> None:
    make_unit("甲局")
    page.goto(f"{site}/kit/beside")
    page.click("a.list-link:has-text('甲局')")
    page.wait_for_selector("#row-panel h2:has-text('甲局')")
    page.click("[data-panel-close]")
    assert page.is_hidden("#row-panel")
    page.set_viewport_size({"width": 390, "height": 800})
    page.click("a.list-link:has-text('甲局')")
    page.wait_for_selector("h1:has-text('甲局')")


def test_a_list_works_without_scripts(browser: Any, site: str, session: dict[str, str]) -> None:
    make_unit("甲局")
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{**session, "url": site}])
    plain = context.new_page()
    plain.goto(f"{site}/kit/units")
    plain.fill(".list-search input", "甲")
    plain.click(".list-apply")
    assert plain.locator("tbody tr").count() == 1
    plain.click("th.col-name a")
    assert plain.locator("th[aria-sort=ascending]").count() == 1
    context.close()


def test_drafts_are_kept_and_come_back(page: Any, site: str) -> None:
    page.goto(f"{site}/kit/form")
    page.fill("#id_text", "已对上半年文件清查")
    page.wait_for_selector("[data-saved]:has-text('已自动保存')")
    assert Draft.objects.get().content["text"] == ["已对上半年文件清查"]
    page.reload()
    page.wait_for_selector("[data-saved]:has-text('恢复了')")
    assert page.input_value("#id_text") == "已对上半年文件清查"


def test_a_form_is_carried_out_once(client: Client, site: str) -> None:
    from tests.ui.pages import SENT

    SENT.clear()
    sign_in(client, make_official(make_unit("市督查室"), Role.SUPERVISOR))
    sent = {"text": "一次", "form_token": "6b0f6ad6-4ac4-4f4e-9c53-6f6a3c3f1a11"}
    for _ in range(2):
        assert client.post("/kit/form", sent)["Location"] == "/kit/done"
    assert SENT == ["一次"]


def test_a_pressed_button_cannot_be_pressed_again(page: Any, site: str) -> None:
    page.goto(f"{site}/kit/form")
    page.fill("#id_text", "一次")
    page.evaluate("document.addEventListener('submit', (event) => { event.preventDefault(); })")  # the answer is slow
    page.click("button[type=submit]:has-text('提交')")
    assert page.get_attribute("form.form", "aria-busy") == "true"


def test_a_unit_is_found_by_its_initials(page: Any, site: str) -> None:
    page.goto(f"{site}/kit/form")
    page.fill("#id_unit-search", "sswj")
    page.press("#id_unit-search", "Enter")
    assert page.input_value("#id_unit") == "2"
    assert "市商务局" in page.inner_text(".combobox-token")


def test_files_are_sent_with_progress_and_faults_are_named(page: Any, site: str) -> None:
    page.goto(f"{site}/kit/form")
    page.fill("#id_text", "附件")
    page.set_input_files("#id_evidence", {"name": "大.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2000})
    page.wait_for_selector(".files-list li:has-text('大.pdf')")
    page.click("button[type=submit]:has-text('提交')")
    page.wait_for_selector(".faults:has-text('大.pdf')")
    assert page.input_value("#id_text") == "附件"


def test_a_block_of_cells_is_pasted(page: Any, site: str) -> None:
    page.goto(f"{site}/kit/form")
    page.focus("#a1")
    page.evaluate(
        """() => { const data = new DataTransfer(); data.setData('text/plain', '1,234\\t甲\\n5\\t乙\\n6\\t丙\\n');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    assert [page.input_value(f"#{cell}") for cell in ("a1", "b1", "a2", "b2")] == ["1234", "甲", "5", "乙"]
    assert page.inner_text("[data-paste-note]") == "1 beyond"


def test_keys_open_search_and_help(page: Any, site: str) -> None:
    page.goto(f"{site}/styleguide")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.id") == "global-search"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.is_visible("#keyboard-help")
    assert "催办" in page.inner_text("#keyboard-help")


def test_print_leaves_the_frame_out_and_keeps_words_and_source(page: Any, site: str) -> None:
    page.goto(f"{site}/styleguide")
    page.emulate_media(media="print")
    for selector in (".top", ".side", ".list-tools", ".page-acts"):
        assert not page.is_visible(selector)
    assert "逾期" in page.inner_text("#list")
    assert "/styleguide" in page.inner_text(".foot")
