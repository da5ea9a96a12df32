"""The walk, third part: this month's report on its way through the unit to the office, back, again, verified, closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser.visiting import Visits, until, words

PROGRESS = "已对全市老旧电梯逐台登记,建立档案"


def count_a_quantity(visits: Visits, task: int) -> None:
    """The office adds what is counted: lifts, out of a target."""
    page = visits.page("office", f"/tasks/{task}/do/measure/")
    page.fill("[name=name]", "建档电梯")
    page.fill("[name=unit]", "台")
    page.fill("[name=target]", "1284")
    page.click("form.form button[type=submit]")
    page.wait_for_url(f"**/tasks/{task}/")
    assert "建档电梯" in words(page, "#plan")


def fill_in(visits: Visits, title: str, evidence: Path) -> None:
    """The drafter fills in the month's grid: a wrong figure is named by its character, words are saved; then the report
    with its evidence goes to the section head."""
    page = visits.page("drafter", "/month/")
    row = page.locator(".grid-row", has_text=title).first
    figure = row.locator(".grid-figures input")
    figure.fill("3o2")
    figure.press("Tab")
    fault = row.locator(".grid-figures .field-error:not([hidden])")
    fault.wait_for()
    assert "o" in fault.inner_text()
    visits.picture(page, "18-wrong-number")
    figure.fill("321")
    row.locator("textarea[name$=progress]").fill(PROGRESS)
    row.locator("textarea[name$=progress]").press("Tab")
    until(page, lambda: "已保存" in row.inner_text())
    page.reload()
    row = page.locator(".grid-row", has_text=title).first
    assert row.locator("textarea[name$=progress]").input_value() == PROGRESS
    visits.picture(page, "19-month")
    row.locator("a.list-link").click()
    page.wait_for_selector("form.report-form")
    assert "321" in page.locator("form.report-form input[name^=m]").first.input_value()
    page.locator("#evidence input[type=file]").nth(1).set_input_files(str(evidence))
    page.wait_for_selector(f"#evidence >> text={evidence.name}")
    visits.picture(page, "20-report")
    page.click("button[name=act][value=pass]")
    page.wait_for_selector(".message-success")


def pass_on(visits: Visits, who: str, title: str) -> None:
    """A head of the unit reads and passes it."""
    page = visits.page(who, "/pass/")
    page.click(f".desk-table a:has-text('{title}')")
    page.wait_for_selector("#reading")
    assert PROGRESS[:10] in words(page, "#reading")
    visits.picture(page, f"21-pass-{who}")
    page.click("#reading form button[data-key=v]")
    page.wait_for_load_state("networkidle")


def return_it(visits: Visits, title: str) -> None:
    """The office reads on its desk and returns it with a comment."""
    page = _desk(visits, title)
    visits.picture(page, "22-verify")
    page.click("#reading details.report-act summary, #reading summary:has-text('退回')")
    page.fill("#reading textarea[name=comment]", "请补充尚未建档电梯的台数和原因")
    page.click("#reading form:has(textarea[name=comment]) button[type=submit]")
    page.wait_for_load_state("networkidle")


def mend(visits: Visits, title: str) -> None:
    """The unit sees why, mends the report and passes it out again."""
    page = visits.page("drafter", "/")
    assert "请补充尚未建档电梯的台数和原因" in words(page)
    page.click(f".work-red a:has-text('{title}')")
    page.wait_for_selector("form.report-form")
    assert "请补充尚未建档电梯的台数和原因" in words(page)
    page.fill("form.report-form [name=problems]", "963 台因产权单位注销尚未建档")
    page.check("form.report-form [name=completes]")
    page.click("button[name=act][value=pass]")
    page.wait_for_selector(".message-success")


def verify(visits: Visits, title: str, task: int) -> None:
    """The office verifies; the counted progress stands on the task."""
    page = _desk(visits, title)
    assert "963 台" in words(page, "#reading")
    page.click("#reading form[action$='/do/verify/'] button")
    page.wait_for_load_state("networkidle")
    page.goto(f"{visits.home.address}/tasks/{task}/")
    assert "已核验" in words(page, "#reports")
    assert "321" in words(page, ".task-head")
    visits.picture(page, "23-verified")


def ask_to_close(visits: Visits, task: int) -> None:
    page = visits.page("office", f"/tasks/{task}/do/close/")
    page.check("input[name=kind][value=completed]")
    page.fill("[name=reason]", "电梯已建档,佐证齐全")
    page.click("form.form button[type=submit]")
    page.wait_for_url(f"**/tasks/{task}/")
    assert "批准办结" not in words(page, "#decisions"), "who asks does not decide"


def close(visits: Visits, task: int) -> None:
    """Another person approves: the light changes, the history says it in sentences."""
    page = visits.page("director", f"/tasks/{task}/")
    before = words(page, ".task-head .facts dd >> nth=0")
    page.goto(f"{visits.home.address}/desk/close/")
    visits.picture(page, "24-close")
    page.goto(f"{visits.home.address}/tasks/{task}/")
    page.click("#decisions a:has-text('批准办结')")
    page.click("form.form button[type=submit]")
    page.wait_for_url(f"**/tasks/{task}/")
    after = words(page, ".task-head .facts dd >> nth=0")
    assert after != before
    assert "销号" in after
    told = words(page, "#history")
    for name in ("孙督查", "钱联络", "吴局长", "何主任"):
        assert name in told, told
    visits.picture(page, "25-closed")


def in_english(visits: Visits, task: int) -> None:
    """The same page in English holds no sentence of the screen in Chinese; the words of people stay."""
    page = visits.page("director", f"/tasks/{task}/")
    page.click("a.top-link[hreflang=en]")
    page.wait_for_selector("html[lang=en]")
    told = words(page)
    for english in ("Lead", "Deadline", "Reports", "History", "verified"):
        assert english in told, told
    visits.picture(page, "26-english")


def _desk(visits: Visits, title: str) -> Any:
    page = visits.page("office", "/verify/")
    page.click(f".desk-table a:has-text('{title}')")
    page.wait_for_selector("#reading")
    return page
