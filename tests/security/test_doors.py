"""Every door at once: forms want their token, keys open the interface and nothing else, addresses lead nowhere outside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts import services as accounts
from luoshi.accounts import tokens
from luoshi.accounts.models import ApiToken
from luoshi.kernel.actors import Role
from luoshi.policies.access import access
from luoshi.policies.models import Policy
from tests import factories
from tests.access.routes import routes
from tests.access.test_access import _address

pytestmark = pytest.mark.django_db


@pytest.fixture
def official() -> factories.Official:
    return factories.make_official(factories.make_unit("市政府督查室"), Role.SUPERVISOR, Role.EDITOR)


def test_no_form_is_taken_without_its_token(official: factories.Official) -> None:
    client = Client(enforce_csrf_checks=True)
    factories.sign_in(client, official)
    wrong = [
        route.path
        for route in routes()
        if route.guarded and client.post(_address(route, 1), {}).status_code not in (403, 405)
    ]
    assert not wrong, wrong
    assert client.post(reverse("account_login"), {"login": "a", "password": "b"}).status_code == 403


def a_key(official: factories.Official, *scopes: str) -> dict[str, str]:
    _, key = accounts.create_token(
        factories.actor_of(official), official.person, name="报表", scopes=list(scopes), lasting=timedelta(days=1)
    )
    return {"Authorization": f"Bearer {key}"}


def test_a_key_opens_the_interface_within_its_scopes_and_no_page(client: Client, official: factories.Official) -> None:
    headers = a_key(official, "tasks:read")
    assert client.get("/api/v1/tasks", headers=headers).status_code == 200
    assert client.get("/api/v1/policies", headers=headers).status_code == 403
    for name in ("home", "tasks", "people", "my_account", "policies"):
        assert client.get(reverse(f"console:{name}"), headers=headers).status_code == 302, name


def test_a_session_opens_no_interface(client: Client, official: factories.Official) -> None:
    factories.sign_in(client, official)
    assert client.get("/api/v1/tasks").status_code == 401


def test_a_key_ends_with_its_term_its_person_and_its_revocation(client: Client, official: factories.Official) -> None:
    headers = a_key(official, "tasks:read")
    token = ApiToken.objects.get()
    for field, value in (("expires_at", token.created_at), ("revoked_at", token.created_at)):
        before = getattr(token, field)
        ApiToken.objects.update(**{field: value})
        assert client.get("/api/v1/tasks", headers=headers).status_code == 401, field
        ApiToken.objects.update(**{field: before})
    official.user.is_active = False
    official.user.save()
    assert client.get("/api/v1/tasks", headers=headers).status_code == 401


def test_the_words_after_a_session_lead_nowhere_outside(client: Client, official: factories.Official) -> None:
    factories.sign_in(client, official)
    for wanted in (
        "https://evil.invalid/",
        "//evil.invalid/",
        "/\\evil.invalid",
        "javascript:alert(1)",
        "http:evil.invalid",
    ):
        kept = client.post(reverse("ui:save_view"), {"page": "tasks", "name": "一", "query": "", "next": wanted})
        assert kept.status_code == 302 and "evil" not in kept["Location"] and "script" not in kept["Location"], wanted
        sent = Client().post(
            reverse("account_login"), {"login": official.user.username, "password": factories.PASSWORD, "next": wanted}
        )
        assert "evil" not in sent.headers.get("Location", ""), wanted


def test_braces_in_names_are_shown_as_they_stand(client: Client, official: factories.Official) -> None:
    factories.sign_in(client, official)
    for name in ("{", "}", "{0}", "{actor.__class__.__mro__}", "<script>alert(1)</script>"):
        page = client.post(
            reverse("ui:save_view"), {"page": "tasks", "name": name, "query": "", "next": "/tasks/"}, follow=True
        )
        assert page.status_code == 200
        assert "<script>alert(1)" not in page.content.decode()


def test_a_unit_sees_no_version_of_a_policy_that_it_may_not_open(client: Client) -> None:
    from django.utils import timezone

    facts = {"jurisdiction": factories.CITY, "created_by": "person:1"}
    drafter = factories.make_official(factories.make_unit("市财政局"), Role.DRAFTER)
    old = Policy.objects.create(title="旧办法", level="public", state="confirmed", confirmed_at=timezone.now(), **facts)
    new = Policy.objects.create(
        title="未定的新办法", level="public", state="review", previous=old, family=old.pk, **facts
    )
    factories.sign_in(client, drafter)
    page = client.get(reverse("console:policy", args=[old.pk]))
    assert page.status_code == 200 and new.title not in page.content.decode()
    assert not access.allows(factories.actor_of(drafter), "view", new)


def test_keys_are_kept_as_hashes(official: factories.Official) -> None:
    key = a_key(official, "tasks:read")["Authorization"].removeprefix("Bearer ")
    token = ApiToken.objects.get()
    assert token.hash == tokens.hash_of(key) and key not in str(ApiToken.objects.values())
