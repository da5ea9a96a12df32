"""Decisions on jobs, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from luoshi.jobs.rules import LEASE, Recurrence, after_loss, latest_turn, lease_is_over, wait_after

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_waits_double_and_end_at_an_hour() -> None:
    waits = [wait_after(attempts) for attempts in range(1, 30)]
    assert waits[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)


def test_a_lease_is_over_at_its_end_and_not_before() -> None:
    assert not lease_is_over(NOW + timedelta(seconds=1), NOW)
    assert lease_is_over(NOW, NOW)
    assert lease_is_over(None, NOW)


def test_a_lease_from_a_clock_that_was_set_back_is_over() -> None:
    assert lease_is_over(NOW + timedelta(days=365), NOW)
    assert not lease_is_over(NOW + 2 * LEASE, NOW)


@pytest.mark.parametrize(
    ("attempts", "repeatable", "fate"), [(1, True, "again"), (5, True, "failed"), (1, False, "unknown")]
)
def test_what_becomes_of_a_job_whose_worker_vanished(attempts: int, repeatable: bool, fate: str) -> None:
    assert after_loss(attempts, 5, repeatable) == fate


def test_a_daily_turn_is_due_at_its_local_time() -> None:
    daily = Recurrence(name="digest", kind="notify.digest", at=time(8, 0))
    before = datetime(2026, 3, 2, 7, 59, tzinfo=SHANGHAI)
    assert latest_turn(daily, before).key == "digest:2026-03-01T08:00"
    assert latest_turn(daily, before + timedelta(minutes=1)).key == "digest:2026-03-02T08:00"


def test_turns_of_one_length_have_one_key_each() -> None:
    often = Recurrence(name="seal", kind="journal.seal", every=timedelta(minutes=1))
    start = datetime(2026, 3, 2, 8, 0, 1, tzinfo=SHANGHAI)
    keys = [latest_turn(often, start + timedelta(seconds=second)).key for second in range(0, 180, 10)]
    assert sorted(set(keys)) == ["seal:2026-03-02T08:00", "seal:2026-03-02T08:01", "seal:2026-03-02T08:02"]


def test_recurring_work_without_a_rhythm_is_a_fault() -> None:
    with pytest.raises(ValueError, match="neither"):
        latest_turn(Recurrence(name="never", kind="x"), NOW)
