"""Kinds of work for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from luoshi.jobs import handlers, schedule
from luoshi.jobs.models import Job
from luoshi.jobs.progress import Progress

Handle = Callable[[Job, Progress], dict[str, Any] | None]


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Register a function as the handler of a kind for this test; the name of the kind."""
    handlers.discover()
    known = dict(handlers._HANDLERS)
    numbers = iter(range(100))

    def made(handle: Handle, **how: Any) -> str:
        name = f"tests.work{next(numbers)}"
        handlers.handler(name, **how)(handle)
        return name

    yield made
    handlers._HANDLERS.clear()
    handlers._HANDLERS.update(known)


@pytest.fixture
def nothing_recurs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No recurring work but what the test says."""
    handlers.discover()
    monkeypatch.setattr(schedule, "_RECURRING", {})
