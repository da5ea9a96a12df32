"""Reporting in Chromium: the grid, the page of a report, the desk of the office; keyboard, conflicts, axe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse

from luoshi.tasks import services
from luoshi.tasks.models import Report
from luoshi.tasks.services import MeasureDraft, ReportContent
from tests.console.reports.city import BEFORE, PERIOD, City, a_city, a_report, a_task, of, part_of, sent
from tests.factories import Official, sign_in

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver of the browser keeps a loop in this thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Any]


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def enter(browser: Any, live_server: Any, settings: Any) -> Iterator[Open]:
    """Open an address as an official; at the end no script has failed."""
    settings.DEBUG = True  # static files come from the package
    contexts: list[Any] = []
    faults: list[str] = []

    def opened(who: Official, address: str, *, width: int = 1440) -> Any:
        client = Client()
        sign_in(client, who)
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: faults.append(told.text) if "Content Security Policy" in told.text else None)
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def test_a_cell_is_saved_when_left_and_a_block_from_a_sheet_falls_into_its_columns(city: City, enter: Open) -> None:
    tasks = [a_task(city, f"任务{n}", measures=(MeasureDraft(name="件数", unit="件"),) if n else ()) for n in range(2)]
    page = enter(city.planning.drafter, reverse("console:month"))
    rows = [page.locator(f"#row-{part_of(task, city.planning.unit).pk}") for task in tasks]
    rows[0].locator("textarea").first.fill("已召开推进会")
    rows[0].locator("textarea").first.press("Tab")
    rows[0].locator("text=已保存").wait_for()
    assert Report.objects.get(task=tasks[0]).progress == "已召开推进会"
    rows[0].locator("textarea").first.focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "甲进展\\t甲问题\\n乙进展\\t乙问题");
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    rows[1].locator("text=已保存").wait_for()
    second = Report.objects.get(task=tasks[1])
    assert (second.progress, second.problems) == ("乙进展", "乙问题")


def test_the_second_writer_takes_the_firsts_words_or_keeps_the_own(city: City, enter: Open) -> None:
    task = a_task(city)
    report = a_report(city.planning, task, progress="原来的话")
    page = enter(city.planning.drafter, reverse("console:month"))
    row = page.locator(f"#row-{part_of(task, city.planning.unit).pk}")
    services.save_draft(of(city.planning.unit_head), report, report.version, ReportContent(progress="局长的话"))
    field = row.locator("textarea").first
    field.fill("我的话")
    field.press("Tab")
    row.locator("text=您填写的都还在").wait_for()
    assert field.input_value() == "我的话"
    row.locator("[data-take]").first.click()
    row.locator(".conflict").wait_for(state="detached")
    assert field.input_value() == "局长的话"
    assert Report.objects.get(task=task).progress == "局长的话"


def test_a_fault_stands_beside_its_field_while_the_rest_is_saved(city: City, enter: Open) -> None:
    task = a_task(city, measures=(MeasureDraft(name="清理文件", unit="件"),))
    part = part_of(task, city.planning.unit)
    page = enter(city.planning.drafter, reverse("console:report_of", args=[part.pk, PERIOD]), width=390)
    page.locator(".report-form input[inputmode=numeric]").fill("23l")
    page.locator("#id_progress").fill("已清理一批")
    page.locator("#id_problems").focus()
    page.locator(".field-error", has_text="最后一个字符是字母").wait_for()
    page.locator("#saved", has_text="已自动保存").wait_for()
    assert Report.objects.get(task=task).progress == "已清理一批"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_office_reads_and_verifies_by_keyboard(city: City, enter: Open) -> None:
    task = a_task(city)
    first, second = sent(city.planning, task), sent(city.finance, task)
    page = enter(city.supervisor, reverse("console:verify"))
    page.keyboard.press("j")
    page.wait_for_url(f"**report={second.pk}*")
    page.keyboard.press("k")
    page.wait_for_url(f"**report={first.pk}*")
    page.keyboard.press("v")
    page.locator(".message", has_text="已核验").wait_for()
    first.refresh_from_db()
    assert first.state == "verified"
    page.keyboard.press("r")
    assert page.locator("details.report-act[open] textarea").is_visible()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_on_the_main_pages(city: City, enter: Open, width: int, language: str) -> None:
    task = a_task(city, measures=(MeasureDraft(name="清理文件", unit="件"),))
    sent(city.planning, task, BEFORE)
    a_report(city.planning, task)
    sent(city.finance, task)
    part = part_of(task, city.planning.unit)
    visits = [
        (city.planning.drafter, "/"),
        (city.planning.drafter, reverse("console:month")),
        (city.planning.drafter, reverse("console:report_of", args=[part.pk, PERIOD])),
        (city.planning.drafter, reverse("console:to_answer")),
        (city.supervisor, "/"),
        (city.supervisor, reverse("console:verify")),
        (city.supervisor, reverse("console:month_status")),
        (city.supervisor, reverse("console:task_reports", args=[task.pk])),
    ]
    for who, address in visits:
        page = enter(who, f"{address}?lang={language}", width=width)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
