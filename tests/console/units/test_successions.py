"""Mergers, splits, transfers and ends on the pages about units: shown first, then done, and taken back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.journal.models import Event
from luoshi.units import services
from luoshi.units.models import Succession
from tests.console.units.browsing import merged, words
from tests.units.city import a_unit, the_office

pytestmark = pytest.mark.django_db


def _stamp(response: Any) -> str:
    found = re.search(r'name="previewed" value="([0-9a-f]+)"', response.content.decode())
    assert found, words(response)
    return found[1]


def test_a_merger_is_shown_before_it_is_done(office: Client) -> None:
    one, other = a_unit("市国税局"), a_unit("市地税局")
    services.define_group(the_office(), name="市直各部门", members=[one, other], on=date(2015, 1, 1))
    form = {"predecessors": [one.pk, other.pk], "new_name": "市税务局", "on": "2018-07-01", "form_token": "a" * 32}
    url = reverse("console:units_merge")
    preview = office.post(url, form)
    assert "尚未执行" in words(preview)
    assert "由承接单位接替" in words(preview)
    assert not Succession.objects.exists()
    assert not Event.objects.filter(act="units.unit_merged").exists()
    done = office.post(url, form | {"previewed": _stamp(preview)})
    assert done.status_code == 302
    assert Succession.objects.count() == 2
    again = office.post(url, form | {"previewed": _stamp(preview)})
    assert again.status_code in (302, 422)
    assert Succession.objects.count() == 2


def test_what_was_changed_after_the_preview_is_previewed_again(office: Client) -> None:
    one, other = a_unit("市国税局"), a_unit("市地税局")
    form = {"predecessors": [one.pk], "into": other.pk, "on": "2018-07-01", "form_token": "a" * 32}
    stamp = _stamp(office.post(reverse("console:units_merge"), form))
    changed = office.post(reverse("console:units_merge"), form | {"on": "2018-08-01", "previewed": stamp})
    assert changed.status_code == 200
    assert not Succession.objects.exists()


def test_a_merger_needs_one_successor(office: Client) -> None:
    one = a_unit("市国税局")
    response = office.post(reverse("console:units_merge"), {"predecessors": [one.pk], "on": "2018-07-01"})
    assert response.status_code == 422
    assert "二选一" in words(response)


def test_a_split_a_transfer_and_an_end(office: Client) -> None:
    price, plan, market = a_unit("市物价局"), a_unit("市发改委"), a_unit("市市场监管局")
    form: dict[str, Any] = {
        "heir_1": plan.pk, "heir_2": market.pk, "matter_2": "价格监督检查", "principal": "1", "dissolves": "on", "on": "2019-01-01",
        "version": price.version, "form_token": "a" * 32,
    }  # fmt: skip
    url = reverse("console:unit_split", args=[price.pk])
    assert office.post(url, form | {"previewed": _stamp(office.post(url, form))}).status_code == 302
    assert Succession.objects.filter(predecessor=price).count() == 2
    plan.refresh_from_db()
    form = {"matter": "粮食储备", "to": market.pk, "on": "2020-01-01", "version": plan.version, "form_token": "b" * 32}
    url = reverse("console:unit_transfer", args=[plan.pk])
    assert office.post(url, form | {"previewed": _stamp(office.post(url, form))}).status_code == 302
    assert Succession.objects.filter(kind="transfer", matter="粮食储备").exists()
    market.refresh_from_db()
    form = {"on": "2024-01-01", "version": market.version, "form_token": "c" * 32}
    url = reverse("console:unit_dissolve", args=[market.pk])
    preview = office.post(url, form)
    assert office.post(url, form | {"previewed": _stamp(preview)}).status_code == 302
    market.refresh_from_db()
    assert market.dissolved_on == date(2024, 1, 1)


def test_a_succession_is_withdrawn_with_a_reason(office: Client) -> None:
    national, _, _ = merged()
    row = Succession.objects.get(predecessor=national)
    url = reverse("console:succession_withdraw", args=[row.pk])
    assert office.post(url, {"why": "", "form_token": "a" * 32}).status_code == 422
    assert office.post(url, {"why": "记错", "form_token": "a" * 32}).status_code == 302
    national.refresh_from_db()
    assert national.dissolved_on is None
