"""Workers that are killed, with real processes: no job is lost, and effects are there once."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.factories import CITY
from tests.jobs.processes import kill, start, wait_until

from luoshi.files.models import TurnedAway
from luoshi.jobs.models import Job, State
from luoshi.jobs.services import enqueue

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = "tests.jobs.a_worker"


def killed_in(kind: str, folder: Path) -> Job:
    """A job whose worker was killed where its handler waits, after the time of its lease."""
    job = enqueue(CITY, kind, key=kind)
    worker = start(WORKER, str(folder))
    wait_until((folder / "here").exists, alive=[worker])
    kill(worker)
    job.refresh_from_db()
    return job


def after_the_lease(job: Job, folder: Path) -> Job:
    """The job after another worker came by, when the lease was over."""
    Job.objects.filter(pk=job.pk, state=State.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    (folder / "go").touch()
    assert start(WORKER, str(folder), "once").wait() == 0
    job.refresh_from_db()
    return job


def effects() -> list[int]:
    """The attempts that left an effect."""
    return list(TurnedAway.objects.order_by("id").values_list("size", flat=True))


@pytest.mark.parametrize("kind", ["tests.atomic", "tests.long"])
def test_a_job_killed_in_the_middle_is_taken_up_again_and_its_effect_is_there_once(tmp_path: Path, kind: str) -> None:
    job = killed_in(kind, tmp_path)
    assert (job.state, job.attempts, effects()) == (State.RUNNING, 1, [])
    job = after_the_lease(job, tmp_path)
    assert (job.state, job.attempts, effects()) == (State.DONE, 2, [2])


def test_progress_of_a_killed_worker_is_still_seen(tmp_path: Path) -> None:
    job = killed_in("tests.long", tmp_path)
    assert (job.done, job.total, job.words_zh) == (1, 2, "一半")


def test_a_job_with_a_running_lease_is_left_alone(tmp_path: Path) -> None:
    job = killed_in("tests.long", tmp_path)
    (tmp_path / "go").touch()
    assert start(WORKER, str(tmp_path), "once").wait() == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.RUNNING, 1)


def test_a_worker_killed_after_completion_has_completed(tmp_path: Path) -> None:
    job = killed_in("tests.completed", tmp_path)
    assert (job.state, effects()) == (State.DONE, [1])
    job = after_the_lease(job, tmp_path)
    assert (job.state, job.attempts, effects()) == (State.DONE, 1, [1])


def test_work_outside_that_was_killed_ends_unknown(tmp_path: Path) -> None:
    job = after_the_lease(killed_in("tests.outside", tmp_path), tmp_path)
    assert (job.state, job.attempts) == (State.UNKNOWN, 1)
    assert "不能确定" in job.error_zh


def test_a_worker_told_to_stop_finishes_what_it_has_in_hand(tmp_path: Path) -> None:
    first, second = enqueue(CITY, "tests.long", key="first"), enqueue(CITY, "tests.quick", key="second")
    worker = start(WORKER, str(tmp_path))
    wait_until((tmp_path / "here").exists, alive=[worker])
    worker.send_signal(signal.SIGTERM)
    (tmp_path / "go").touch()
    assert worker.wait() == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.DONE, State.QUEUED)


def test_workers_side_by_side_while_one_is_killed_do_everything_once(tmp_path: Path) -> None:
    keys = [f"job {number}" for number in range(60)]
    for key in keys:
        enqueue(CITY, "tests.quick", key=key)
    workers = [start(WORKER, str(tmp_path)) for _ in range(3)]
    wait_until(lambda: TurnedAway.objects.count() >= 5)
    kill(workers.pop())
    wait_until(lambda: not Job.objects.filter(state=State.QUEUED).exists(), alive=workers)
    wait_until(lambda: Job.objects.filter(state=State.RUNNING).count() <= 1, alive=workers)
    Job.objects.filter(state=State.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    wait_until(lambda: not Job.objects.exclude(state=State.DONE).exists(), alive=workers)
    for worker in workers:
        worker.terminate()
        assert worker.wait() in (0, -signal.SIGTERM)  # one that was still starting ends by the signal
    assert Counter(TurnedAway.objects.values_list("sha256", flat=True)) == Counter(keys)
