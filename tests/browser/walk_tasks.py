"""The walk, second part: the plan, the ledger, an assignment by hand, acknowledgement, objection and ruling."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.browser.visiting import Visits, number_in, words


def plan(visits: Visits, policy: int) -> int:
    """The editor has the plan made and sees what will happen; may not approve it."""
    page = visits.page("editor", f"/policies/{policy}/")
    page.click(".page-acts .btn-primary")
    page.wait_for_url("**/plans/*/")
    assert "将新建" in words(page)
    assert "批准并办理" not in words(page), "who made the plan does not approve it"
    visits.picture(page, "12-plan")
    return number_in(page.url, "plans")


def approve(visits: Visits, policy: int, number: int) -> int:
    """The confirmer approves: the tasks stand in the ledger with their clause and light; how many there are."""
    page = visits.page("confirmer", f"/plans/{number}/")
    page.click(".page-acts .btn-primary")
    page.wait_for_selector("text=已办结")
    page.goto(f"{visits.home.address}/tasks/?policy={policy}")
    page.wait_for_selector("table tbody tr")
    visits.picture(page, "13-ledger")
    first = words(page, "main table tbody tr >> nth=0")
    assert any(word in first for word in ("逾期", "落后", "临近", "正常", "持续推进")), first
    return int(page.locator("main table tbody tr").count())


def plan_again(visits: Visits, policy: int) -> None:
    """A second plan of the same policy finds nothing to do."""
    page = visits.page("editor", f"/policies/{policy}/")
    page.click(".page-acts .btn-primary, .page-acts form:has(input[name=act][value=enact]) button")
    page.wait_for_url("**/plans/*/")
    assert "将新建 0 项、变更 0 项、撤回 0 项" in words(page)
    assert "不变" in words(page)


def assign_by_hand(visits: Visits, scan: Path) -> int:
    """The office enters a task from a leader's instruction with its scan; the task's id."""
    page = visits.page("office", "/tasks/new/")
    page.fill("[name=title]", "开展老旧电梯安全隐患排查,建立“一梯一档”")
    page.check("[name=origin][value=instruction]") if page.locator("input[name=origin]").count() else None
    page.click("form.form button[type=submit]")
    assert page.locator(".has-error").count() > 0, "a task without lead or source is refused beside its fields"
    page.fill("[name=document_title]", "陈市长在市民来信上的批示")
    page.fill("[name=instruction]", "请科技局牵头,一个月内拿出办法。")
    pick(page, "recipients", "督查联络员")
    pick(page, "lead", "skjj")
    pick(page, "others", "市工信局")
    page.set_input_files("input[name=scans]", str(scan))
    visits.picture(page, "14-assign")
    page.click("form.form button[type=submit]")
    page.wait_for_url(re.compile(r"/tasks/\d+/$"))
    assert "市科技局" in words(page)
    assert scan.name not in words(page), "the scan shows the words and is for the named posts too"
    assert "一个月内拿出办法" not in words(page), "the leader's words are for the named posts only"
    return number_in(page.url, "tasks")


def acknowledge(visits: Visits, task: int) -> None:
    """The lead unit reads the instruction (journalled) and acknowledges; so it does for its whole list."""
    page = visits.page("drafter", f"/tasks/{task}/")
    page.click("form[action$='/instruction/'] button")
    page.wait_for_selector("text=一个月内拿出办法")
    page.goto(f"{visits.home.address}/desk/answer/")
    visits.picture(page, "15-answer")
    page.goto(f"{visits.home.address}/tasks/{task}/")
    page.click("#parts a:has-text('签收')")
    page.click("form.form button[type=submit]")
    page.wait_for_selector("text=已签收")


def object_to(visits: Visits, task: int) -> None:
    """Another unit objects with a reason and a suggestion; the office rules; the dispute stays on the page."""
    page = visits.page("other", f"/tasks/{task}/")
    page.click("#parts a:has-text('职责异议')")
    page.fill("[name=reason]", "电梯安全由市场监管部门主管,不属我局职责")
    pick(page, "suggested", "市市场监管局")
    page.click("form.form button[type=submit]")
    page.wait_for_url(f"**/tasks/{task}/")
    assert "电梯安全由市场监管部门主管" in words(page, "#objections")
    office = visits.page("office", "/desk/rule/")
    assert "电梯" in words(office)
    office.goto(f"{visits.home.address}/tasks/{task}/")
    office.click("#objections a:has-text('裁定')")
    office.check("[name=upheld][value=yes]")
    pick(office, "reassign_to", "市市场监管局")
    office.fill("[name=reason]", "电梯监管职责在市场监管部门,异议成立")
    visits.picture(office, "16-ruling")
    office.click("form.form button[type=submit]")
    office.wait_for_url(f"**/tasks/{task}/")
    assert "异议成立" in words(office, "#objections")
    assert "市市场监管局" in words(office, "#parts")
    visits.picture(office, "17-task")


def pick(page: Any, name: str, typed: str) -> None:
    """Choose in a picker by what one types: words, or the initials of the pinyin."""
    field = page.locator(f".field:has(select[name='{name}'])")
    field.locator("input[role=combobox]").fill(typed)
    field.locator("[role=option]:not([aria-disabled])").first.click()
