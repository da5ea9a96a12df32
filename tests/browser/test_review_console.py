"""The review of a policy in Chromium: keyboard, drafts, two editors, units, confirmation, opinions, phone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from luoshi.jobs.running import run_due
from luoshi.kernel.actors import Role
from luoshi.policies import queries
from luoshi.policies.models import Policy
from luoshi.policies.services.uploading import upload
from luoshi.units.models import Unit
from tests.factories import Official, actor_of, make_official, sign_in
from tests.policies.conftest import SAMPLE, _text, city, files_of_the_test  # noqa: F401  # fixtures of the neighbours

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver of the browser keeps a loop in this thread
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOUNDING = Path(__file__).parents[3] / "shared" / "policies"

Open = Callable[..., Any]


@pytest.fixture
def people(city: dict[str, Unit]) -> dict[str, Official]:  # noqa: F811  # the fixture
    office = city["市数据局"]
    return {
        "editor": make_official(office, Role.EDITOR, name="李编辑"),
        "second": make_official(office, Role.EDITOR, name="王编辑"),
        "confirmer": make_official(office, Role.CONFIRMER, name="赵审定"),
        "liaison": make_official(city["市公安局"], Role.DRAFTER, name="钱联络"),
    }


@pytest.fixture
def policy(people: dict[str, Official]) -> Policy:
    made = upload(actor_of(people["editor"]), [_text(SAMPLE, "意见.txt")]).policy
    run_due()
    made.refresh_from_db()
    return made


@pytest.fixture
def enter(browser: Any, live_server: Any, settings: Any, people: dict[str, Official]) -> Iterator[Open]:
    """Open an address as one of the people, in a window of their own."""
    settings.DEBUG = True  # static files come from the package
    contexts: list[Any] = []
    faults: list[str] = []

    def opened(who: str, address: str, *, width: int = 1440, height: int = 900, theme: str = "light") -> Any:
        client = Client()
        sign_in(client, people[who])
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
        )
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


def until(page: Any, condition: str) -> None:
    """Wait for a condition of the page; the policy of its content forbids playwright's own way."""
    for _ in range(150):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {condition}")


def review(policy: Policy, more: str = "") -> str:
    return f"/policies/{policy.pk}/review/{more}"


def chosen(page: Any) -> str:
    return str(page.eval_on_selector(".is-chosen", "card => card.dataset.keyOf"))


def test_keys_move_accept_and_take_back(enter: Open, policy: Policy) -> None:
    page = enter("editor", review(policy))
    page.keyboard.press("j")
    first = chosen(page)
    assert page.locator(f"#review-text .on[data-k~='{first}']").count() > 0
    page.keyboard.press("a")
    page.wait_for_selector(f"#i-{first}.is-accepted")
    assert chosen(page) != first
    page.keyboard.press("k")
    page.keyboard.press("u")
    page.wait_for_selector(f"#i-{first}.is-pending")


def test_an_edit_in_place_survives_a_reload_and_is_saved_with_a_key(enter: Open, policy: Policy) -> None:
    page = enter("editor", review(policy))
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.fill("form[data-edit] [name=deadline]", "2026-02-30")
    until(page, "document.querySelector('[data-kept]').textContent.length > 0")
    page.reload()
    page.keyboard.press("j") if not page.locator(".is-chosen").count() else None
    page.keyboard.press("e")
    page.wait_for_selector("form[data-edit]")
    assert page.input_value("form[data-edit] [name=deadline]") == "2026-02-30"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-field=deadline].has-error")
    page.fill("form[data-edit] [name=deadline]", "2026-02-28")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".is-chosen.is-accepted ins")
    item = queries.items(policy, "tasks")[0]
    assert (item.data["deadline"], item.state) == ("2026-02-28", "accepted")


def test_two_editors_see_each_other_and_the_second_loses_nothing(enter: Open, policy: Policy) -> None:
    one, two = enter("editor", review(policy)), enter("second", review(policy))
    for page in (one, two):
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.wait_for_selector("form[data-edit]")
    one.fill("form[data-edit] [name=scope]", "全市")
    one.keyboard.press("Control+Enter")
    one.wait_for_selector(".is-chosen.is-accepted")
    two.fill("form[data-edit] [name=scope]", "城区")
    two.keyboard.press("Control+Enter")
    panel = two.wait_for_selector(".conflict")
    assert "李编辑" in panel.inner_text() and "全市" in panel.inner_text()
    assert two.input_value("form[data-edit] [name=scope]") == "城区"
    until(two, "document.getElementById('review-others').textContent.includes('李编辑')")
    two.keyboard.press("Control+Enter")
    two.wait_for_selector(".is-chosen.is-accepted")
    assert queries.items(policy, "tasks")[0].data["scope"] == "城区"


def test_items_are_split_merged_and_added_from_the_text(enter: Open, policy: Policy) -> None:
    page = enter("editor", review(policy))
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.wait_for_selector("form[data-split]")
    page.fill("[name='0.text']", "推行一窗受理。")
    page.fill("[name='1.text']", "压缩开办时间。")
    page.click("form[data-split] button[type=submit]")
    page.wait_for_selector("text=由拆分而来")
    assert queries.items(policy, "tasks").count() == 5
    page.keyboard.press("m")
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.wait_for_selector("text=由合并而来")
    assert queries.items(policy, "tasks").count() == 4
    page.evaluate(
        """() => {
          const piece = [...document.querySelectorAll('#review-text [data-s]')].find((p) => p.textContent.includes('各级各部门'));
          const range = document.createRange(); range.selectNodeContents(piece);
          const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
        }"""
    )
    page.keyboard.press("n")
    page.wait_for_selector("form[data-add-form]")
    page.click("form[data-add-form] button[type=submit]")
    page.wait_for_selector("text=人工新增")
    assert policy.items.get(origin="added").data["text"].startswith("各级各部门")


def test_from_unknown_units_to_confirmation_by_another_person(enter: Open, policy: Policy) -> None:
    page = enter("editor", f"/policies/{policy.pk}/submit/")
    page.click("a[href*='panel=units']")
    page.wait_for_selector(".panel-row")
    for _ in range(len(queries.unsettled_names(policy))):
        left = page.locator("button[value=outside]").count()
        page.locator("button[value=outside]").first.click()
        until(page, f"document.querySelectorAll('button[value=outside]').length < {left}")
    page.goto(page.url.split("/policies/")[0] + review(policy, "?show=low"))
    for _ in range(queries.tally(policy).low_total):
        page.keyboard.press("j") if not page.locator(".is-chosen.is-low").count() else None
        key = chosen(page)
        page.keyboard.press("a")
        page.fill("#review-reason-words", "与原件核对无误")
        page.click("#review-reason button[type=submit]")
        page.wait_for_selector(f"#i-{key}.is-accepted")
    page.click("a[href$='/submit/']")
    page.check("[name=accept_rest]")
    page.click("main form button.btn-primary")
    page.wait_for_url("**/policies/*/")
    other = enter("confirmer", f"/policies/{policy.pk}/confirm/")
    other.click(".page-acts form button.btn-primary")
    other.wait_for_url("**/policies/*/")
    policy.refresh_from_db()
    assert policy.state == Policy.State.CONFIRMED


def test_a_unit_gives_its_opinion_on_a_phone_and_the_office_rules(enter: Open, policy: Policy) -> None:
    page = enter("editor", f"/policies/{policy.pk}/opinions/ask/")
    page.click("main form button.btn-primary")
    page.wait_for_url("**/opinions/*/")
    unit = enter("liaison", "/policies/opinions/", width=390, height=844)
    unit.click(".check-rows a")
    unit.click("article summary")
    unit.check("input[value=objects]")
    unit.fill("textarea", "不属我局职责")
    unit.click("article form button")
    unit.wait_for_selector("text=有异议")
    page.reload()
    page.check("input[value=adopted]")
    page.click("article form button.btn-primary")
    page.wait_for_selector("text=采纳")
    page.click(".page-acts button.btn-primary")
    page.wait_for_selector("text=已结束")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_are_accessible_and_fit(enter: Open, policy: Policy, width: int, theme: str) -> None:
    page = enter("editor", review(policy), width=width, theme=theme)
    page.keyboard.press("j")
    for address in (
        review(policy),
        review(policy, "?panel=units"),
        f"/policies/{policy.pk}/",
        f"/policies/{policy.pk}/submit/",
        "/policies/",
        "/policies/new/",
    ):
        page.goto(page.url.split("/policies/")[0] + address)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        assert [(f["id"], [n["html"][:120] for n in f["nodes"][:3]]) for f in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_founding_policy_is_reviewed_as_quickly_as_a_short_one(
    enter: Open, people: dict[str, Official], settings: Any
) -> None:
    source = next(FOUNDING.glob("004_*.txt"), None)
    if source is None:
        pytest.skip("没有 ../shared/policies,跳过 · the founding policies are not here")
    page = enter("editor", "/policies/new/")
    page.set_input_files("input[name=files]", str(source))
    page.click("form.form button[type=submit]")
    page.wait_for_url("**/progress/")
    run_due()
    page.wait_for_url("**/review/**", timeout=60_000)
    made = Policy.objects.get()
    assert page.locator("#review-list .card-item").count() == 50  # the rest comes as one scrolls
    assert queries.tally(made).kinds["tasks"]["pending"] > 100
    for _ in range(55):
        page.keyboard.press("j")
    until(page, "document.querySelectorAll('#review-list .card-item').length > 55")
    page.fill("#review-search", "不动产登记")
    until(page, "document.querySelectorAll('#review-list .card-item').length < 20")
    page.locator("#review-list .card-item").first.click()
    page.keyboard.press("a")
    page.wait_for_selector(".card-item.is-accepted, dialog[open]")
