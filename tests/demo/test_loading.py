"""The sample city is loaded once, by the acts of its people, on their days; never beside real data."""

from __future__ import annotations

import stat
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from luoshi.demo.city.founding import CITY_CODE
from luoshi.demo.loading import HalfLoaded, counts, load
from luoshi.demo.models import Loaded
from luoshi.demo.scale import Size, load_many
from luoshi.demo.sign_ins import kept, place
from luoshi.journal.models import Event
from luoshi.journal.verification import verify
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.models import Assignment, Report, Task
from luoshi.tasks.state import differences
from luoshi.units.models import Succession, Unit
from tests.factories import make_city

pytestmark = pytest.mark.django_db


def test_a_short_city_lives(client: Client) -> None:
    """One loading, looked at from all sides: it takes some seconds."""
    outcome = load(seed=7, months=2, password="Quiet-River-81")
    assert outcome.fresh and outcome.counts["tasks"] > 50 and outcome.counts["reports"] > 50

    # its past is told in order, each event on its day, none in the future
    moments = list(Event.objects.filter(jurisdiction=CITY_CODE).order_by("pk").values_list("recorded_at", flat=True))
    assert moments == sorted(moments) and moments[-1] <= timezone.now()
    assert moments[0] < timezone.now() - timedelta(days=60)
    assert (
        Event.objects.filter(actor="system").exclude(act__startswith="policies.").values("act").distinct().count() < 15
    )

    # what people see of it is derived from its rows
    assert differences(Task.objects.values_list("pk", flat=True)) == []
    assert {"draft", "submitted", "verified"} & set(Report.objects.values_list("state", flat=True))
    merged = Unit.objects.get(name="市行政审批服务局")
    assert merged.dissolved_on is not None and not Assignment.objects.filter(unit=merged, valid_to=None).exists()
    assert Succession.objects.filter(kind="merge").count() >= 18

    # the journal is sealed and sound
    assert verify(CITY_CODE).faults == []

    # a sign-in for each role, in a file of its owner's only
    assert stat.S_IMODE(place().stat().st_mode) == 0o600
    assert {one.role for one in kept()} >= {
        "editor",
        "confirmer",
        "supervisor",
        "drafter",
        "section_head",
        "unit_head",
        "leader",
    }
    assert all(one.secret for one in kept() if one.role.endswith("_admin"))
    answer = client.post("/accounts/login/", {"login": "supervisor", "password": "Quiet-River-81"})
    assert answer.status_code == 302 and client.get("/tasks/").status_code == 200

    # once more changes nothing
    before, events = counts(), Event.objects.count()
    again = load(seed=8)
    assert not again.fresh and again.sign_ins == kept()
    assert (counts(), Event.objects.count()) == (before, events)


def test_a_database_with_real_data_is_left_alone() -> None:
    make_city()
    with pytest.raises(Refused, match="真实数据"):
        load(seed=1)
    assert not Loaded.objects.exists()


def test_a_loading_that_was_cut_off_is_known() -> None:
    Loaded.objects.create(
        jurisdiction=CITY_CODE, name="云溪市", day=timezone.localdate(), seed=1, begun_at=timezone.now()
    )
    with pytest.raises(HalfLoaded):
        load(seed=1)


def test_cities_for_measurements_stand_side_by_side_and_are_loaded_once() -> None:
    told: list[str] = []
    size = Size(tasks=40, reports=200)
    made = load_many(2, size, seed=3, password="Quiet-River-81", told=lambda words, values: told.append(str(values)))
    assert made == 2 and len(told) == 2
    for code in ("970001", "970002"):
        assert Task.objects.filter(jurisdiction=code).count() == 40
        assert 120 <= Report.objects.filter(jurisdiction=code).count() <= 200
        assert verify(code).faults == []
    assert load_many(2, size, seed=3, password="Quiet-River-81", told=lambda words, values: None) == 0
