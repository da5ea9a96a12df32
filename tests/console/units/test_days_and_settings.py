"""The pages of working days and settings: the year shown, local days, values from a day on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.kernel.actors import Role
from luoshi.units.settings import value
from tests.console.units.browsing import signed_in, words
from tests.factories import CITY

pytestmark = pytest.mark.django_db


def test_the_year_shows_holidays_make_up_days_and_what_is_provisional(office: Client) -> None:
    page = office.get(reverse("console:workdays"), {"year": "2018"}).content.decode()
    assert "is-make-up" in page
    assert "国庆节" in page
    assert "暂定:" not in page
    assert "暂定:" in words(office.get(reverse("console:workdays"), {"year": "2040"}))
    for odd in ("", "abc", "1800", "99999", "²"):
        assert office.get(reverse("console:workdays"), {"year": odd}).status_code == 200


def test_a_local_day_off_is_recorded_and_withdrawn(office: Client) -> None:
    form = {"day": "2018-10-08", "is_workday": "0", "name": "交易会", "form_token": "a" * 32}
    assert office.post(reverse("console:workday_record"), form).status_code == 302
    page = office.get(reverse("console:workdays"), {"year": "2018"})
    assert "交易会" in words(page)
    link = re.search(r'href="([^"]+/withdraw)"', page.content.decode())
    assert link
    assert office.post(link[1], {"why": "取消", "form_token": "b" * 32}).status_code == 302
    assert "交易会" not in words(office.get(reverse("console:workdays"), {"year": "2018"}))


def test_a_threshold_is_changed_with_a_reason_and_its_history_shown(office: Client) -> None:
    url = reverse("console:unit_setting", args=["acknowledgement_days"])
    assert (
        office.post(url, {"value": "2", "on": "2025-01-01", "reason": "督查通知", "form_token": "a" * 32}).status_code
        == 302
    )
    assert value(CITY, "acknowledgement_days", date(2025, 6, 1)) == 2
    page = words(office.get(url))
    assert "督查通知" in page
    assert "周明" in page
    wrong = office.post(url, {"value": "99", "on": "2025-01-01", "reason": "x", "form_token": "b" * 32})
    assert wrong.status_code == 422
    assert "1至60的整数" in words(wrong)
    assert office.get(reverse("console:unit_setting", args=["nothing"])).status_code == 404


@pytest.mark.parametrize(
    ("key", "sent"),
    [("report_steps", ["drafter", "unit_head"]), ("digest_on_rest_days", "on"), ("quiet_from", "20:30"), ("national_calendar_until", "2027-12-31")],
)  # fmt: skip
def test_every_kind_of_setting_has_its_field(office: Client, key: str, sent: Any) -> None:
    url = reverse("console:unit_setting", args=[key])
    assert office.get(url).status_code == 200
    response = office.post(url, {"value": sent, "on": "2025-01-01", "reason": "试", "form_token": "a" * 32})
    assert response.status_code == 302, words(response)
    assert value(CITY, key, date(2025, 6, 1)) in (sent, True)


def test_a_liaison_cannot_change_a_threshold() -> None:
    liaison = signed_in(Role.DRAFTER)
    url = reverse("console:unit_setting", args=["acknowledgement_days"])
    assert liaison.get(url).status_code == 200
    assert liaison.post(url, {"value": "2", "on": "2025-01-01", "reason": "x"}).status_code == 403
    assert value(CITY, "acknowledgement_days") == 3
