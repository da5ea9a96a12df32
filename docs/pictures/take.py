"""Take the pictures of the documentation from a home that holds the sample city.

``LUOSHI_HOME=folder luoshi demo load``, then ``python docs/pictures/take.py folder``: the pictures beside this file are
made anew (with names: only those), each under 200 kB. Needs chromium and a Chinese font.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.browser.conftest import FLAGS  # noqa: E402  # the root comes first
from tests.browser.serving import served  # noqa: E402  # as above
from tests.browser.visiting import Visits  # noqa: E402  # as above


@dataclass(frozen=True)
class Picture:
    """``steps``: what is clicked before, each the first that fits."""

    name: str
    who: str
    address: str
    steps: tuple[str, ...] = ()
    width: int = 1440
    height: int = 900
    theme: str = "light"


PICTURES = (
    Picture("review", "editor", "/policies/?state=review", ("main table a.list-link", "a[href$='/review/']", "button[data-step='1']")),
    Picture("confirm", "confirmer", "/policies/?state=submitted", ("main table a.list-link", "a[href$='/confirm/']")),
    Picture("plan", "director", "/plans/", ("main table tbody a",)),
    Picture("ledger", "supervisor", "/tasks/?light=overdue&light=behind&light=due_soon"),
    Picture("task", "supervisor", "/tasks/?light=behind", ("main table tbody a.list-link", ".why summary, button[data-why], details.why > summary")),
    Picture("home", "supervisor", "/"),
    Picture("month", "gxj-liaison", "/month/"),
    Picture("verify", "supervisor", "/verify/", (".desk-table a.list-link",)),
    Picture("status", "supervisor", "/month/status/"),
    Picture("unit", "supervisor", "/units/?q=数据", ("main table tbody a.list-link",)),
    Picture("phone", "gxj-liaison", "/month/", (), 390, 844),
    Picture("dark", "vice-mayor", "/", (), 1440, 900, "dark"),
)  # fmt: skip
COLOURS = 200
LARGEST = 200_000  # bytes


def take(visits: Visits, picture: Picture) -> None:
    """One picture, in few colours."""
    page = visits.page(picture.who, picture.address, width=picture.width, height=picture.height, theme=picture.theme)
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    page.goto(visits.home.address + picture.address)
    for step in picture.steps:
        _click(page, step)
    page.wait_for_load_state("networkidle")
    page.mouse.move(picture.width - 5, picture.height - 5)
    page.wait_for_timeout(400)
    file = HERE / f"{picture.name}.png"
    page.screenshot(path=str(file))
    for colours in (COLOURS, 96, 48):
        with Image.open(file) as shot:
            shot.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size <= LARGEST:
            return
    raise SystemExit(f"{file.name}: {file.stat().st_size} bytes are too many")


def _click(page: Any, selector: str) -> None:
    found = page.locator(selector)
    if found.count():
        found.first.click()
        page.wait_for_load_state("networkidle")


def main(home: Path, names: list[str]) -> None:
    ways = json.loads((home / "demo" / "sign-ins.json").read_text("utf-8"))
    environ = {**os.environ, "LUOSHI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "luoshi.settings.base"}
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with served(home, environ) as city, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in (
            each for each in PICTURES if not names or each.name in names
        ):  # a window for each: width and theme are the window's
            visits = Visits(browser, city, password=ways[0]["password"])
            take(visits, picture)
            visits.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute(), sys.argv[2:])
