"""Acts happen in the order of their moments, in office hours, and not after the day of loading."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from luoshi.demo.clock import Clock, running
from luoshi.demo.timeline import Timeline

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday


def a_timeline(days: int = 30) -> Timeline:
    return Timeline(Clock(START), START + timedelta(days=days), lambda day: day.weekday() < 5, Random(1))


def test_acts_happen_in_the_order_of_time() -> None:
    timeline, happened = a_timeline(), []
    timeline.on(date(2026, 3, 9), lambda: happened.append("later"))
    timeline.on(date(2026, 3, 4), lambda: happened.append("sooner"))
    with running(timeline.clock):
        timeline.run()
    assert happened == ["sooner", "later"]


def test_an_act_on_a_day_of_rest_waits_for_the_next_working_day() -> None:
    timeline, happened = a_timeline(), []
    timeline.on(date(2026, 3, 7), lambda: happened.append(timeline.clock.today))
    with running(timeline.clock):
        timeline.run()
    assert happened == [date(2026, 3, 9)]


def test_what_lies_after_the_end_has_not_happened() -> None:
    timeline, happened = a_timeline(days=3), []
    timeline.on(date(2026, 3, 20), lambda: happened.append("never"))
    with running(timeline.clock):
        timeline.run()
    assert happened == [] and timeline.waiting == 1


def test_acts_lead_to_acts() -> None:
    timeline, happened = a_timeline(), []

    def first() -> None:
        timeline.after(2, lambda: happened.append(timeline.clock.today))

    timeline.on(date(2026, 3, 5), first)
    with running(timeline.clock):
        timeline.run()
    assert happened == [date(2026, 3, 9)]
