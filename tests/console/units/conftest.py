"""The browser the tests of these pages begin with."""

from __future__ import annotations

import pytest
from django.test import Client

from luoshi.kernel.actors import Role
from tests.console.units.browsing import signed_in
from tests.units.city import a_place


@pytest.fixture
def office() -> Client:
    a_place()
    return signed_in(Role.SUPERVISOR)
