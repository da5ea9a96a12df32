"""The clock of the loader shows what it is set to, to everything that asks Django the time, and only while it runs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from luoshi.demo.clock import Clock, running
from luoshi.tasks.models import Report

THEN = datetime(2024, 11, 1, 2, 0, tzinfo=UTC)


def test_a_running_clock_shows_its_own_time() -> None:
    with running(Clock(THEN)) as clock:
        assert timezone.now() == THEN
        assert timezone.localdate() == date(2024, 11, 1)
        clock.tick(3600)
        assert timezone.now() == THEN + timedelta(hours=1)


def test_defaults_of_models_that_hold_the_function_follow_the_clock() -> None:
    with running(Clock(THEN)):
        assert Report().created_at == THEN


def test_afterwards_the_time_is_that_of_the_machine_again() -> None:
    with running(Clock(THEN)):
        pass
    assert timezone.now() > THEN + timedelta(days=365)


def test_the_clock_never_goes_back() -> None:
    clock = Clock(THEN)
    clock.go_to(THEN - timedelta(days=3))
    assert clock.moment == THEN


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Clock(datetime(2024, 11, 1, 2, 0))  # the fault that is tested
