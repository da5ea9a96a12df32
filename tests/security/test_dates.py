"""Days and months of an address may lie anywhere in the calendar, or nowhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.kernel.actors import Role
from tests import factories

pytestmark = pytest.mark.django_db
DAYS = ("9999-12-31", "0001-01-01", "99999-01-01", "2026-02-30", "²")
MONTHS = ("9999-12", "0001-01", "0000-00", "2026-13", "9999-99", "²", "%00")


@pytest.fixture
def signed_in(client: Client) -> Client:
    unit = factories.make_unit("市政府督查室")
    factories.sign_in(client, factories.make_official(unit, Role.SUPERVISOR, Role.EDITOR, Role.DRAFTER))
    return client


@pytest.mark.parametrize("day", DAYS)
def test_any_day_is_answered(client: Client, day: str) -> None:
    auditor = factories.make_official(factories.make_unit("市审计局"), Role.AUDIT_ADMIN)
    factories.sign_in(client, auditor)
    for name in ("day_from", "day_to"):
        assert client.get(reverse("console:journal"), {name: day}).status_code == 200


@pytest.mark.parametrize("day", DAYS)
def test_any_day_of_lists_and_units_is_answered(signed_in: Client, day: str) -> None:
    for name, key in (
        ("tasks", "due_from"), ("tasks", "due_to"), ("units", "on"), ("unit_picker", "on"), ("reports", "sent_from"),
        ("policies", "issued_from"), ("policies", "issued_to"), ("areas", "on"), ("unit_groups", "on"),
    ):  # fmt: skip
        assert signed_in.get(reverse(f"console:{name}"), {key: day}).status_code == 200, (name, key)


@pytest.mark.parametrize("month", MONTHS)
def test_any_month_is_answered(signed_in: Client, month: str) -> None:
    for name in ("month", "month_status", "verify", "to_pass", "group_text", "reports"):
        assert signed_in.get(reverse(f"console:{name}"), {"period": month}).status_code == 200, name
    assert signed_in.get(f"/month/workbook/{month}/").status_code in (302, 404)
    assert signed_in.post(f"/month/workbook/{month}/back/").status_code in (200, 302, 404, 422)
    assert signed_in.post(reverse("console:month_pass"), {"period": month, "row": "1"}).status_code in (200, 302, 404)
