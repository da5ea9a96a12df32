"""Numbers from outside: whatever an address or a form holds, a page answers and none fails."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.kernel.actors import Role
from luoshi.tasks import services
from luoshi.tasks.models import Task
from tests import factories
from tests.tasks.city import City, a_city, a_task, part_of

pytestmark = pytest.mark.django_db
NUMBERS = ("9" * 25, "9" * 5000, "²", "-1", "1 OR 1")


@pytest.fixture
def supervisor(client: Client) -> factories.Official:
    made = factories.make_official(factories.make_unit("市政府督查室"), Role.SUPERVISOR, Role.EDITOR, Role.CONFIRMER)
    factories.sign_in(client, made)
    return made


@pytest.mark.parametrize("number", NUMBERS)
def test_filters_of_the_ledger_take_any_words_for_numbers(
    client: Client, supervisor: factories.Official, number: str
) -> None:
    address = reverse("console:tasks")
    for name in ("lead", "unit", "policy", "area", "page", "size", "due_from"):
        assert client.get(address, {name: number}).status_code == 200, name
    chosen = client.post(reverse("console:acknowledge_many"), {"row": number})
    assert chosen.status_code == 200


@pytest.mark.parametrize("number", NUMBERS)
def test_years_and_units_of_an_address_may_be_anything(
    client: Client, supervisor: factories.Official, number: str
) -> None:
    assert client.get(reverse("console:workdays"), {"year": number}).status_code == 200
    assert client.get(reverse("console:units_merge"), {"unit": number}).status_code == 200


@pytest.mark.parametrize("number", NUMBERS)
def test_the_version_of_a_form_may_be_anything(client: Client, number: str) -> None:
    unit = factories.make_unit("市财政局")
    drafter = factories.make_official(unit, Role.DRAFTER)
    city: City = a_city()
    task: Task = a_task(city)
    services.assign(city.supervisor, task, [services.PartDraft(role="responsible", unit=unit)])
    part = part_of(task, unit)
    report = services.open_report(factories.actor_of(drafter, factories.TODAY), part, "2026-03")
    factories.sign_in(client, drafter)
    passed = client.post(reverse("console:report_act", args=[report.pk, "pass"]), {"version": number})
    assert passed.status_code == 302
    dropped = client.post(reverse("console:report_evidence", args=[part.pk, "2026-03"]), {"drop": number})
    assert dropped.status_code in (200, 302)


def test_keys_beyond_every_database_are_not_found(client: Client, supervisor: factories.Official) -> None:
    for name in ("task", "report", "sheet", "policy", "file"):
        assert client.get(reverse(f"console:{name}", args=[10**20])).status_code == 404, name
