"""The main pages are accessible: axe finds nothing, in both languages, on a desk and on a phone, in light and dark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.serving import installed
from tests.browser.visiting import Visits

pytestmark = pytest.mark.browser

# who looks, and at which pages; names in braces are those of places.json
PAGES = {
    "editor": (
        "/", "/policies/", "/policies/new/", "/policies/{policy}/", "/policies/{review}/review/",
        "/policies/{review}/review/?panel=repairs", "/policies/{review}/submit/", "/policies/opinions/{round}/", "/plans/",
        "/plans/{plan}/",
    ),
    "confirmer": ("/", "/policies/{policy}/confirm/", "/plans/{draft_plan}/", "/tasks/?policy={policy}"),
    "office": (
        "/", "/tasks/", "/tasks/new/", "/tasks/{task}/", "/tasks/{objected}/", "/tasks/{task}/do/close/",
        "/tasks/{objected}/do/rule/{objection}/", "/month/status/", "/verify/", "/desk/rule/", "/sheets/", "/sheets/new/",
        "/notices/", "/notices/group/", "/units/", "/units/{unit}", "/units/groups", "/units/workdays", "/parties/",
    ),
    "director": ("/", "/desk/close/", "/tasks/{closing}/do/approve-close/{closure}/"),
    "drafter": (
        "/", "/desk/answer/", "/month/", "/reports/{returned}/", "/reports/{report}/",
        "/tasks/{objected}/do/object/{part}/", "/me/", "/notices/preferences/", "/notices/calendar/", "/people/",
    ),
    "other": ("/policies/opinions/{round}/share/",),  # a unit that was asked
    "section": ("/", "/pass/"),
    "leader": ("/", "/tasks/?light=behind"),
    "system": ("/", "/tasks/"),
    "security": ("/", "/people/", "/people/{person}/", "/posts/", "/posts/{post}/", "/visibility/", "/lockouts/"),
    "auditor": ("/", "/journal/", "/journal/seals/", "/journal/exports/"),
}  # fmt: skip
REFUSED = {("system", "/tasks/"): 403}
IN_THE_DARK = {"office": ("/", "/tasks/", "/tasks/{task}/"), "drafter": ("/month/", "/reports/{returned}/"),
               "editor": ("/policies/{review}/review/",)}  # fmt: skip


@pytest.fixture(scope="module")
def town(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Visits, dict[str, int]]]:
    place = tmp_path_factory.mktemp("town") / "home"
    with installed(place, "work", LUOSHI_TOTP_FOR_ADMINISTRATORS="0") as home:
        visits = Visits(browser, home)
        yield visits, json.loads((place / "places.json").read_text("ascii"))
        visits.close()


@pytest.mark.parametrize("who", PAGES)
def test_pages_of(town: tuple[Visits, dict[str, int]], who: str) -> None:
    """Chinese at a desk, then English on a phone."""
    visits, places = town
    page = visits.page(who, "/")
    found = []
    for address in PAGES[who]:
        page.set_viewport_size({"width": 1440, "height": 900})
        answer = page.goto(visits.home.address + _in("zh", address.format(**places)))
        assert answer.status == REFUSED.get((who, address), 200), address
        found += faults(page, address, 1440)
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(visits.home.address + _in("en", address.format(**places)))
        found += faults(page, f"{address} en", 390)
    assert found + visits.faults == []


@pytest.mark.parametrize("who", IN_THE_DARK)
def test_pages_in_the_dark_of(town: tuple[Visits, dict[str, int]], who: str) -> None:
    visits, places = town
    page = visits.page(who, "/")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 1440, "height": 900})
    found = []
    for address in IN_THE_DARK[who]:
        page.goto(visits.home.address + _in("zh", address.format(**places)))
        assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
        found += faults(page, f"{address} dark", 1440)
    page.emulate_media(color_scheme="light")
    assert found + visits.faults == []


def test_pages_before_signing_in(town: tuple[Visits, dict[str, int]]) -> None:
    visits, _ = town
    page = visits.open("nobody")
    found = []
    for language in ("zh", "en"):
        for address in ("/accounts/login/", "/accounts/login/?next=/tasks/", "/no-such-page/"):
            page.goto(visits.home.address + _in(language, address))
            found += faults(page, f"{address} {language}", 1440)
    assert found == []


def faults(page: Any, where: str, width: int) -> list[tuple[str, str, list[str]]]:
    """What axe finds on the page, and whether it runs off the screen."""
    found = [
        (where, each["id"], [node["html"][:160] for node in each["nodes"][:3]])
        for each in Axe().run(page).response["violations"]
    ]
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        found.append((where, "runs off", [str(wide)]))
    return found


def _in(language: str, address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={language}"
