"""Somebody at a browser window: signs in, goes about, takes pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import Home
from tests.browser.town import PASSWORD

Watch = "document.readyState === 'complete' && !document.querySelector('.htmx-request')"


@dataclass
class Visits:
    """The windows of one walk: one signed-in person each. ``faults``: what the pages complained of."""

    browser: Any
    home: Home
    pictures: Path | None = None
    password: str = PASSWORD
    faults: list[str] = field(default_factory=list)
    windows: dict[str, Any] = field(default_factory=dict)

    def open(self, who: str, *, width: int = 1440, height: int = 900, theme: str = "light") -> Any:
        """A page of a window of its own, not yet signed in."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce", locale="zh-CN"
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda told: self.faults.append(told.text) if "Content Security" in told.text else None)
        page.on("response", lambda got: self.faults.append(f"{got.status} {got.url}") if got.status >= 500 else None)
        page.on("request", lambda sent: self._within(sent.url))
        self.windows[who] = page
        return page

    def page(self, who: str, address: str = "", **how: Any) -> Any:
        """The window of a person, signed in with the password at the first time, at ``address`` when it is given."""
        page = self.windows.get(who)
        if page is None:
            page = self.open(who, **how)
            page.goto(f"{self.home.address}/accounts/login/?next={address or '/'}")
            page.fill("input[name=login]", who)
            page.fill("input[name=password]", self.password)
            page.click("main button[type=submit]")
            page.wait_for_url(lambda url: "/login/" not in url)
        elif address:
            page.goto(self.home.address + address)
        return page

    def picture(self, page: Any, name: str) -> None:
        """Keep what the window shows, when pictures are wanted."""
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(200)
            page.screenshot(path=str(self.pictures / f"{name}.png"))

    def close(self) -> None:
        for page in self.windows.values():
            page.context.close()

    def _within(self, url: str) -> None:
        if not url.startswith((self.home.address, "data:", "blob:")):
            self.faults.append(f"left the server: {url}")


def until(page: Any, condition: str | Callable[[], bool]) -> None:
    """Wait for a condition of the page; the policy of its content forbids playwright's own way."""
    for _ in range(400):
        if condition() if callable(condition) else page.evaluate(condition):
            return
        page.wait_for_timeout(75)
    pytest.fail(f"never came true: {condition} at {page.url}")


def words(page: Any, selector: str = "main") -> str:
    """The text of a part of the page, its spaces made single."""
    return re.sub(r"\s+", " ", page.inner_text(selector))


def number_in(address: str, after: str) -> int:
    """The id in an address: ``number_in('/tasks/17/', 'tasks')`` is 17."""
    found = re.search(rf"/{after}/(\d+)", address)
    assert found is not None, address
    return int(found[1])
