"""The city of these tests."""

from __future__ import annotations

import pytest

from tests.console.reports.city import City, a_city


@pytest.fixture
def city(db: None) -> City:
    return a_city()
