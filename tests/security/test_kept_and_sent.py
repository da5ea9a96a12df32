"""What people make the product keep is bounded; characters that no database keeps are refused, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts import services as accounts
from luoshi.kernel.actors import Role
from luoshi.ui import services
from luoshi.ui.models import Draft, SavedView
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(client: Client) -> factories.Official:
    made = factories.make_official(factories.make_unit("市政府督查室"), Role.SUPERVISOR, Role.EDITOR)
    factories.sign_in(client, made)
    return made


def test_the_oldest_drafts_make_room(
    client: Client, official: factories.Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_DRAFTS", 3)
    for number in range(5):
        client.post(reverse("ui:draft"), {"draft_key": f"k{number}", "title": "字"})
    kept = Draft.objects.filter(person=official.person).order_by("pk").values_list("key", flat=True)
    assert list(kept) == ["k2", "k3", "k4"]


def test_the_names_of_fields_count_as_content(client: Client, official: factories.Official) -> None:
    body = f"draft_key=k&{'x' * services.LONGEST_DRAFT}=1"
    answer = client.post(reverse("ui:draft"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 409
    assert not Draft.objects.exists()


def test_views_are_kept_for_some_lists_only(
    client: Client, official: factories.Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_LISTS", 2)
    for number in range(4):
        client.post(reverse("ui:save_view"), {"page": f"list{number}", "name": "我的", "query": "q=1"})
    assert SavedView.objects.filter(person=official.person).count() == 2


@pytest.mark.parametrize("sent", [{"name": "a\x00b"}, {"a\x00b": "1"}])
def test_a_form_with_a_null_character_is_refused(
    client: Client, official: factories.Official, sent: dict[str, str]
) -> None:
    answer = client.post(reverse("ui:save_view"), {"page": "tasks", "query": "", **sent})
    assert answer.status_code == 400
    assert not SavedView.objects.exists()


def test_an_address_with_a_null_character_finds_what_the_rest_says(
    client: Client, official: factories.Official
) -> None:
    for name, key in (
        ("console:tasks", "q"), ("console:tasks", "theme"), ("console:task_policies", "q"), ("console:unit_picker", "q"),
        ("ui:draft", "draft_key"), ("console:policies", "q"), ("console:units", "q"), ("console:journal", "q"),
    ):  # fmt: skip
        assert client.get(reverse(name), {key: "\x00"}).status_code in (200, 403), name


def test_programs_may_ask_for_any_number_and_word(client: Client, official: factories.Official) -> None:
    actor = factories.actor_of(official)
    _, key = accounts.create_token(
        actor, official.person, name="报表", scopes=["tasks:read", "policies:read"], lasting=timedelta(days=1)
    )
    headers = {"Authorization": f"Bearer {key}"}
    for name in ("lead", "unit", "policy"):
        for number in ("9" * 25, "9" * 5000, "-1", "x"):
            assert client.get("/api/v1/tasks", {name: number}, headers=headers).status_code == 422, (name, number)
    for path in ("/api/v1/tasks", "/api/v1/policies"):
        for name in ("text", "theme", "state", "number"):
            assert client.get(path, {name: "\x00"}, headers=headers).status_code == 200, (path, name)
        assert client.get(f"{path}/{10**20}", headers=headers).status_code == 404
