"""Chromium for the browser tests: Debian's, or whichever is on the path."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A headless browser. Without chromium the tests skip with one line; with ``--browser-required`` they fail."""
    found = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
    if found is None:
        if request.config.getoption("--browser-required", default=False):
            pytest.fail("chromium is not installed: apt-get install chromium fonts-wqy-microhei")
        pytest.skip("没有 chromium,跳过浏览器测试 · no chromium, browser tests skipped")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()
