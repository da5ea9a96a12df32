"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("luoshi")
    group.addoption(
        "--fuzz-seconds", type=float, default=2.0, help="seconds for each fuzz test (default 2; 0 skips them)"
    )
    group.addoption("--fuzz-seed", type=int, default=None, help="run this one fuzz case again, and no other")
    group.addoption("--pictures", metavar="DIR", help="keep pictures of the recorded walk in this folder")
    group.addoption(
        "--browser-required", action="store_true", help="without chromium the browser tests fail (else they skip)"
    )


@pytest.fixture(autouse=True, scope="session")
def _the_journal_of_tests_can_be_emptied() -> None:
    from tests.journal.unprotected import let_tests_empty_the_database

    let_tests_empty_the_database()
