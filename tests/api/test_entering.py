"""Who comes in: tokens, scopes, decisions on every route, the description."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from luoshi.accounts.models import ApiToken
from luoshi.api.entering import DECISIONS
from luoshi.kernel.actors import Role
from luoshi.ui.checks import routes, undecided
from tests.api.conftest import Ask, a_key
from tests.factories import make_official, make_unit, sign_in
from tests.tasks.city import City, a_task

READING = ("/api/v1/tasks", "/api/v1/policies")


def test_every_route_of_programs_carries_its_decision_and_scope() -> None:
    ours = {path: view.decision for path, view in routes() if path.startswith("api/")}
    assert undecided() == []
    assert len(ours) == len(DECISIONS) + 1
    assert all(decision.scope or decision.public for decision in ours.values())


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("key", ["", "lsh_wrong", "x", "lsh_" + "a" * 43])
def test_without_a_good_key_nothing_is_read(ask: Ask, db: None, path: str, key: str) -> None:
    answer = ask(path, key)
    assert answer.status_code == 401
    assert answer.json()["reason"]["zh"] == "令牌无效、已过期或已撤销。"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_session_is_no_key(client: Client, db: None) -> None:
    sign_in(client, make_official(make_unit(), Role.SUPERVISOR))
    assert client.get("/api/v1/tasks").status_code == 401


def test_a_key_without_the_scope_is_refused(ask: Ask, city: City) -> None:
    answer = ask("/api/v1/tasks", a_key(city.supervisor, "policies:read"))
    assert (answer.status_code, answer.json()["reason"]["en"]) == (403, "The token lacks the scope tasks:read.")
    assert ask("/api/v1/policies", a_key(city.supervisor, "tasks:read")).status_code == 403


def test_a_revoked_or_expired_key_is_none(ask: Ask, city: City) -> None:
    key = a_key(city.supervisor, "tasks:read")
    assert ask("/api/v1/tasks", key).status_code == 200
    ApiToken.objects.update(expires_at=timezone.now())
    assert ask("/api/v1/tasks", key).status_code == 401


def test_administrators_read_no_business_data_by_key(ask: Ask, city: City) -> None:
    assert ask("/api/v1/tasks", a_key(city.system_admin, "tasks:read")).status_code == 403


def test_a_key_changes_nothing(client: Client, city: City) -> None:
    key = a_key(city.supervisor, "tasks:read")
    for method in ("post", "put", "delete", "patch"):
        answer = getattr(client, method)("/api/v1/tasks", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 405


def test_a_key_opens_no_page(client: Client, city: City) -> None:
    key = a_key(city.supervisor, "tasks:read")
    a_task(city)
    answer = client.get("/tasks/", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 302


def test_the_description_is_complete_and_open(client: Client, db: None) -> None:
    schema: Any = json.loads(client.get("/api/v1/openapi.json").content)
    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]) == {
        "/api/v1/tasks", "/api/v1/tasks/{pk}", "/api/v1/policies", "/api/v1/policies/{pk}",
    }  # fmt: skip
    for operations in schema["paths"].values():
        assert set(operations) == {"get"}
        assert operations["get"]["security"] == [{"Token": []}]
        assert set(operations["get"]["responses"]) >= {"200", "401", "403"}
