"""A city whose people have keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from luoshi.accounts import services
from luoshi.accounts.models import Person
from luoshi.accounts.sessions import actor_of
from luoshi.kernel.actors import Actor
from tests.tasks.city import City, a_city

Ask = Callable[..., Any]


@pytest.fixture
def city(db: None) -> City:
    return a_city()


def a_key(actor: Actor, *scopes: str) -> str:
    """A token of a person with scopes."""
    person = Person.objects.get(pk=actor.person or 0)
    made = services.create_token(
        actor_of(person), person, name="数据交换", scopes=list(scopes), lasting=timedelta(days=30)
    )
    return made[1]


@pytest.fixture
def ask(client: Client) -> Ask:
    """GET an address with a key."""

    def asked(path: str, key: str = "", **query: Any) -> Any:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return client.get(path, query, headers=headers)

    return asked
