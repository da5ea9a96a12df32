"""Who may enter what: every route of the URL map, for every role, own and other unit and area, list and object."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from luoshi.ui.lists import ListPage
from tests import factories
from tests.access.matrix import table
from tests.access.routes import Route, routes
from tests.access.world import Visitor, World, make_world

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "access.md"
SAMPLES: dict[str, Any] = {
    "what": "light",
    "audience": "peer",
    "name": "units",
    "provider_id": "city",
    "slug": "x",
    "key": "x",
}  # of arguments that are no keys
WANTING = {  # views that say 404 themselves when there is nothing to show: no second factor, no earlier version, no file
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes",
    "console:policy_difference", "console:policy_file",
}  # fmt: skip
ROUTES = routes()
ALL_DOORS = bool(os.environ.get("LUOSHI_ALL_DOORS"))
_GUARDED = [route for route in ROUTES if route.guarded]


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_carries_its_decision(route: Route) -> None:
    assert route.decision is not None, f"{route.path}: use luoshi.ui.guard.guard or public"
    assert (route.decision.policy is None) == bool(route.decision.public), (
        f"{route.path}: a policy, or why it is public"
    )


def test_no_two_routes_share_a_name() -> None:
    names = [(route.name, route.path) for route in ROUTES]
    assert len(names) == len({name for name, _ in names}), sorted(names)


@pytest.mark.parametrize("route", _GUARDED, ids=lambda route: route.name)
def test_who_is_not_signed_in_is_led_to_the_sign_in_page(client: Client, db: None, route: Route) -> None:
    answer = _asked(client, _address(route, 1))
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/"), route.path


def test_every_role_meets_the_same_decision_at_the_door_and_in_the_list(client: Client, world: World) -> None:
    """An object is found exactly when the list shows it; refused with 403 exactly when the policy refuses the act.

    Every third pair of role and route, always the same ones; all of them with LUOSHI_ALL_DOORS=1 (some minutes).
    """
    wrong: list[str] = []
    client.raise_request_exception = False
    for visitor in world.visitors:
        factories.sign_in(client, visitor.official)
        for route in _GUARDED:
            if ALL_DOORS or visitor.key == "no_role" or _lot(route, visitor) % 3 == 0:
                wrong += _differences(client, world, visitor, route)
    assert not wrong, "\n".join(wrong)


def test_nobody_finds_an_object_of_another_city(world: World) -> None:
    for route in _GUARDED:
        decision = route.decision
        assert decision is not None and decision.policy is not None
        if decision.model is None or decision.model._meta.label == "units.Jurisdiction":
            continue
        found = world.foreign.object_of(decision.model)
        for visitor in world.visitors:
            rows = decision.policy.visible(visitor.actor, decision.model._default_manager.all())
            assert not rows.filter(pk=found.pk).exists(), f"{visitor.key}: {route.path}"


def test_every_row_of_a_list_opens(client: Client, world: World) -> None:
    """What a list shows can be opened by who sees the list."""
    for route in _GUARDED:  # one object of each model in each place
        assert route.decision is not None
        for place in world.places:
            if route.decision.model is not None:
                place.object_of(route.decision.model)
    for visitor in world.visitors:
        factories.sign_in(client, visitor.official)
        request = client.get("/me/").wsgi_request
        for page in _lists(ListPage):
            for row in page(request).rows(visitor.actor)[:10]:
                address = page(request).url_of(row)
                if address:
                    status = client.get(address).status_code
                    assert status not in {403, 404}, f"{visitor.key}: {page.__name__}: {address} gives {status}"


def test_the_matrix_in_the_documentation_is_of_today(world: World) -> None:
    text = table(world, ROUTES)
    if os.environ.get("LUOSHI_WRITE_ACCESS"):
        DOCUMENT.write_text(text, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == text, (
        "run LUOSHI_WRITE_ACCESS=1 pytest tests/access and read the difference"
    )


def _differences(client: Client, world: World, visitor: Visitor, route: Route) -> list[str]:
    decision = route.decision
    assert decision is not None and decision.policy is not None
    actor = visitor.actor
    if decision.model is None:
        expected = 200 if decision.policy.allows(actor, decision.act, None) else 403
        return _judged(client, visitor, route, _address(route, 999_999), expected)
    wrong = []
    others = [place for place in world.places if place is not world.own]
    knocked = others[_lot(route, visitor) % len(others)]
    for place in (world.own, knocked):  # the policy's answer for all places is the matrix; each door is knocked at here
        found = place.object_of(decision.model)
        rows = decision.policy.visible(actor, decision.model._default_manager.all())
        subject = rows.filter(pk=found.pk).first()
        expected = 404 if subject is None else 200 if decision.policy.allows(actor, decision.act, subject) else 403
        if expected == 200 and place is not world.own:
            continue  # one page drawn for each visitor is enough
        wrong += _judged(client, visitor, route, _address(route, found.pk), expected)
    return wrong


def _lot(route: Route, visitor: Visitor) -> int:
    return crc32(f"{route.name} {visitor.key}".encode())


def _judged(client: Client, visitor: Visitor, route: Route, address: str, expected: int) -> list[str]:
    status = _asked(client, address).status_code
    more = route.name in WANTING or len(route.arguments) > (1 if route.decision and route.decision.model else 0)
    if status == expected or (expected == 200 and status < 500 and status != 403 and (status != 404 or more)):
        return []
    return [f"{visitor.key}: {address} ({route.name}) gives {status}, its decision {expected}"]


def _asked(client: Client, address: str) -> Any:
    """What a route answers; one that takes no GET is asked with an empty POST, which is undone."""
    answer = client.get(address)
    if answer.status_code != 405:
        return answer
    with transaction.atomic():
        answer = client.post(address)
        transaction.set_rollback(True)
    return answer


def _address(route: Route, key: Any) -> str:
    main = route.decision.argument if route.decision else ""
    values = {name: key if name == main else SAMPLES.get(name, 999_999) for name, _ in route.arguments}
    return reverse(route.name, kwargs=values)


def _lists(page: type[ListPage]) -> list[type[ListPage]]:
    found = [page] if getattr(page, "key", None) and page.__module__.startswith("luoshi.console") else []
    return found + [each for child in page.__subclasses__() for each in _lists(child)]
