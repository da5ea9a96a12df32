"""The walk, first part: a policy is uploaded, reviewed by two editors, asked about, confirmed by a third person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.browser.visiting import Visits, number_in, until, words

REASON = "与原件核对无误"


def upload(visits: Visits, files: Sequence[Path]) -> int:
    """The editor chooses the files of one document and waits at its progress until the review opens; the policy's id."""
    page = visits.page("editor", "/policies/new/")
    page.set_input_files("input[name=files]", [str(file) for file in files])
    page.fill("input[name=theme]", "先进制造业")
    visits.picture(page, "01-upload")
    page.click("form.form button[type=submit]")
    page.wait_for_url("**/progress/")
    shown = words(page)
    assert sorted(shown.index(file.name) for file in files) == [shown.index(file.name) for file in files]
    visits.picture(page, "02-progress")
    page.wait_for_url("**/review/**", timeout=120_000)
    page.wait_for_selector("#review-list .card-item")
    return number_in(page.url, "policies")


def use_the_keyboard(visits: Visits, policy: int) -> None:
    """J, K, A, E, S, X: accept, correct with a reload in between, split, reject; all of it is still there at the end."""
    page = visits.page("editor", f"/policies/{policy}/review/?kind=tasks")
    page.wait_for_selector("#review-list .card-item")
    page.keyboard.press("j")
    first = chosen(page)
    assert page.locator(f"#review-text .on[data-k~='{first}']").count() > 0, "its words are marked in the text"
    accept(page)
    assert chosen(page) != first
    page.keyboard.press("k")
    assert chosen(page) == first
    page.keyboard.press("j")
    _correct(visits, page)
    page.keyboard.press("j")
    _split(visits, page)
    _reject(page)
    kept = [item for item in ("accepted", "rejected") if page.locator(f".card-item.is-{item}").count()]
    page.reload()
    page.wait_for_selector("#review-list .card-item.is-accepted")
    assert "accepted" in kept


def _correct(visits: Visits, page: Any) -> None:
    """A date that does not exist is refused beside its field; what was typed outlives a reload."""
    key = chosen(page)
    page.keyboard.press("e")
    page.wait_for_selector("form[data-edit]")
    page.fill("form[data-edit] [name=deadline]", "2027-02-30")
    until(page, "document.querySelector('[data-kept]').textContent.length > 0")
    page.reload()
    page.wait_for_selector("#review-list .card-item")
    _go_to(page, key)
    page.keyboard.press("e")
    page.wait_for_selector("form[data-edit]")
    assert page.input_value("form[data-edit] [name=deadline]") == "2027-02-30"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-field=deadline].has-error")
    visits.picture(page, "04-wrong-date")
    page.fill("form[data-edit] [name=deadline]", "2027-02-26")
    if page.locator("form[data-edit] [name=why]").count():
        page.fill("form[data-edit] [name=why]", REASON)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"#i-{key}.is-accepted")
    assert "2027-02-26" in page.inner_text(f"#i-{key}")


def _split(visits: Visits, page: Any) -> None:
    before = page.locator("#review-list .card-item").count()
    page.keyboard.press("s")
    page.wait_for_selector("form[data-split]")
    page.fill("[name='0.text']", "编制重点产业链图谱。")
    page.fill("[name='1.text']", "建立重点产业链企业名录。")
    visits.picture(page, "05-split")
    page.click("form[data-split] button[type=submit]")
    page.wait_for_selector("text=由拆分而来")
    assert page.locator("#review-list .card-item").count() >= before


def _reject(page: Any) -> None:
    page.keyboard.press("j")
    key = chosen(page)
    page.keyboard.press("x")
    page.fill("#review-reason-words", "只是背景说明")
    page.click("#review-reason button[type=submit]")
    page.wait_for_selector(f"#i-{key}.is-rejected")


def edit_at_once(visits: Visits, policy: int) -> None:
    """Two editors change one item; the second is told by whom, keeps the words, and saves after looking."""
    address = f"/policies/{policy}/review/?kind=tasks"
    one, two = visits.page("editor", address), visits.page("second", address)
    for page in (one, two):
        page.wait_for_selector("#review-list .card-item")
        _go_to(page, one.locator("#review-list .card-item.is-pending").nth(1).get_attribute("data-key-of"))
        page.keyboard.press("e")
        page.wait_for_selector("form[data-edit]")
    key = chosen(one)
    one.fill("form[data-edit] [name=scope]", "全市")
    one.keyboard.press("Control+Enter")
    one.wait_for_selector(f"#i-{key}.is-accepted")
    two.fill("form[data-edit] [name=scope]", "城区")
    two.keyboard.press("Control+Enter")
    told = two.wait_for_selector(".conflict").inner_text()
    assert "李编辑" in told
    assert "全市" in told
    visits.picture(two, "06-conflict")
    assert two.input_value("form[data-edit] [name=scope]") == "城区"
    two.keyboard.press("Control+Enter")
    two.wait_for_selector(f"#i-{key}.is-accepted")
    assert "城区" in two.inner_text(f"#i-{key}")


def settle_names(visits: Visits, policy: int, known: dict[str, str]) -> int:
    """Say which unit each unknown name is: those of ``known`` by the first letters of a unit, the rest are of elsewhere."""
    page = visits.page("editor", f"/policies/{policy}/review/?panel=units")
    page.wait_for_selector(".panel-top")
    settled = 0
    unknown = ".panel-row:has(button[value=outside])"
    for printed, typed in known.items():
        row = page.locator(unknown, has_text=printed)
        if not row.count():
            continue
        row.first.locator("input[role=combobox]").fill(typed)
        row.first.locator("[role=option]:not([aria-disabled])").first.click()
        left = page.locator(unknown).count()
        row.first.locator("button.btn-primary").click()
        until(page, f"document.querySelectorAll('{unknown}').length < {left}")
        settled += 1
    visits.picture(page, "07-units")
    while left := page.locator(unknown).count():
        page.locator("button[value=outside]").first.click()
        until(page, f"document.querySelectorAll('{unknown}').length < {left}")
        settled += 1
    return settled


def judge_repairs(visits: Visits, policy: int) -> int:
    """Each doubtful repair of the text is looked at and held right; how many there were."""
    page = visits.page("editor", f"/policies/{policy}/review/?panel=repairs")
    page.wait_for_selector(".panel-top")
    visits.picture(page, "08-repairs")
    doubtful = ".panel-row:has(.chip-amber) button[value='1']"
    judged = 0
    while left := page.locator(doubtful).count():
        page.locator(doubtful).first.click()
        until(page, f'document.querySelectorAll("{doubtful}").length < {left}')
        judged += 1
    return judged


def accept_doubtful(visits: Visits, policy: int) -> int:
    """Every doubtful item is accepted one by one, with a reason; how many there were."""
    page = visits.page("editor", f"/policies/{policy}/review/?show=low")
    page.wait_for_selector("#review-list")
    visits.picture(page, "03-review")
    accepted = 0
    while key := page.evaluate("document.querySelector('#review-list .card-item.is-low.is-pending')?.dataset.keyOf"):
        _go_to(page, key)
        accept(page)
        accepted += 1
        if not accepted % 20:
            page.reload()
            page.wait_for_selector("#review-list")
    return accepted


def submit(visits: Visits, policy: int) -> None:
    """The editor submits; neither editor may confirm."""
    page = visits.page("editor", f"/policies/{policy}/submit/")
    if page.locator("[name=accept_rest]").count():
        page.check("[name=accept_rest]")
    visits.picture(page, "09-submit")
    page.click("main form button.btn-primary")
    page.wait_for_url(f"**/policies/{policy}/")
    page.goto(f"{visits.home.address}/policies/{policy}/confirm/")
    assert page.locator(".page-acts form button.btn-primary").count() == 0, "who reviewed does not confirm"


def ask_units(visits: Visits, policy: int) -> None:
    """The draft division goes to the units; one objects in words, the editor rules, the round ends."""
    page = visits.page("editor", f"/policies/{policy}/opinions/ask/")
    page.click("main form button.btn-primary")
    page.wait_for_url("**/opinions/*/")
    round_page = page.url
    unit = visits.page("drafter", "/policies/opinions/")
    unit.click(".check-rows a")
    unit.locator("article summary").first.click()
    unit.locator("article[id] input[value=objects]").first.check()
    unit.locator("article[id] textarea").first.fill("测算口径由市发改委掌握")
    visits.picture(unit, "10-opinion")
    unit.locator("article[id] form button").first.click()
    unit.wait_for_selector("text=有异议")
    page.goto(round_page)
    assert "测算口径由市发改委掌握" in words(page)
    page.locator("input[value=declined]").first.check()
    page.locator("textarea[name=reason]").first.fill("口径由市发改委提供,填报仍由你局负责")
    page.locator("article form button.btn-primary").first.click()
    page.wait_for_selector("text=不采纳")
    page.click(".page-acts button.btn-primary")
    page.wait_for_selector("text=已结束")


def confirm(visits: Visits, policy: int) -> None:
    """Another person confirms."""
    page = visits.page("confirmer", "/")
    assert "待审定的政策" in words(page)
    page.goto(f"{visits.home.address}/policies/{policy}/confirm/")
    visits.picture(page, "11-confirm")
    page.click(".page-acts form button.btn-primary")
    page.wait_for_url(f"**/policies/{policy}/")
    assert "赵审定" in words(page)


def chosen(page: Any) -> str:
    """The key of the chosen item."""
    return str(page.eval_on_selector(".card-item.is-chosen", "card => card.dataset.keyOf"))


def accept(page: Any) -> None:
    """A: accept the chosen item; a doubtful one wants a reason."""
    key = chosen(page)
    page.keyboard.press("a")
    if page.locator(f"#i-{key}.is-low").count() or page.locator("#review-reason[open]").count():
        page.fill("#review-reason-words", REASON)
        page.click("#review-reason button[type=submit]")
    until(page, f"!document.querySelector('#review-list #i-{key}.is-pending')")


def _go_to(page: Any, key: str | None) -> None:
    """Choose an item with J and K, from wherever one is."""
    keys = page.eval_on_selector_all("#review-list .card-item", "cards => cards.map((card) => card.dataset.keyOf)")
    now = page.evaluate("document.querySelector('.card-item.is-chosen')?.dataset.keyOf ?? null")
    place = keys.index(now) if now in keys else -1
    for _ in range(abs(keys.index(key) - place)):
        page.keyboard.press("j" if keys.index(key) > place else "k")
    assert chosen(page) == key
