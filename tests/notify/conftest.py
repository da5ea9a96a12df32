"""The city of these tests, and a receiver of webhooks that really listens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.notify.receiver import Receiver
from tests.tasks.city import City, a_city


@pytest.fixture
def city(db: None) -> City:
    return a_city()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A web server on this machine, to which messages may go."""
    settings.NOTIFY_ALLOWED = ["127.0.0.1"]
    with Receiver() as running:
        yield running


@pytest.fixture
def mail(settings: Any) -> None:
    """A mail server is set up (the messages stay in ``mailoutbox``)."""
    settings.NOTIFY_MAIL = True
