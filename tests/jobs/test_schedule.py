"""Recurring work: one job per turn, however many workers plan it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.factories import CITY, NEIGHBOUR

from luoshi.jobs import schedule
from luoshi.jobs.models import Job, State
from luoshi.jobs.running import run_due
from luoshi.jobs.services import enqueue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_recurs")]
MORNING = datetime(2026, 3, 2, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_two_planners_make_one_job_of_a_turn(kind: Callable[..., str]) -> None:
    schedule.daily(time(8), "digest", kind(lambda job, progress: None))
    assert len(schedule.enqueue_due(MORNING)) == 1
    assert schedule.enqueue_due(MORNING + timedelta(hours=5)) == []
    assert len(schedule.enqueue_due(MORNING + timedelta(days=1))) == 1


def test_each_place_has_its_own_turn(kind: Callable[..., str]) -> None:
    schedule.daily(time(8), "digest", kind(lambda job, progress: None), places=lambda: (CITY, NEIGHBOUR))
    assert {job.jurisdiction for job in schedule.enqueue_due(MORNING)} == {CITY, NEIGHBOUR}


def test_turns_missed_while_nothing_ran_are_made_up_by_one(kind: Callable[..., str]) -> None:
    schedule.every(timedelta(hours=1), "count", kind(lambda job, progress: None))
    schedule.enqueue_due(MORNING)
    assert len(schedule.enqueue_due(MORNING + timedelta(days=3))) == 1


def test_the_sweep_takes_what_ended_well_long_ago_and_leaves_what_failed() -> None:
    long_ago = timezone.now() - timedelta(days=100)
    jobs = {state: enqueue(CITY, "tests.old", key=state) for state in State}
    Job.objects.update(finished_at=long_ago)
    for state, job in jobs.items():
        Job.objects.filter(pk=job.pk).update(state=state, run_after=timezone.now() + timedelta(days=1),
                                             lease_until=timezone.now() + timedelta(seconds=30))  # fmt: skip
    enqueue("", "jobs.sweep")
    assert run_due() == 1
    left = set(Job.objects.filter(kind="tests.old").values_list("state", flat=True))
    assert left == {State.QUEUED, State.RUNNING, State.FAILED, State.UNKNOWN}
