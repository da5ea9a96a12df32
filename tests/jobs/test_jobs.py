"""Jobs: asked for once, done once, tried again, cancelled, told about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from tests.factories import CITY, NEIGHBOUR, an_actor, the_system

from luoshi.files.models import TurnedAway
from luoshi.jobs import queries
from luoshi.jobs.access import policy
from luoshi.jobs.claiming import claim
from luoshi.jobs.handlers import Later
from luoshi.jobs.models import Job, State
from luoshi.jobs.progress import LeaseLost, Progress
from luoshi.jobs.rules import LEASE, lease_is_over
from luoshi.jobs.running import run, run_due
from luoshi.jobs.services import KeyTaken, cancel, enqueue, retry
from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused

pytestmark = pytest.mark.django_db
Kind = Callable[..., str]
PERSON = an_actor(Role.EDITOR, person=7)


def leave_a_trace(job: Job) -> None:
    """An effect in the database: any row will do."""
    TurnedAway.objects.create(jurisdiction=job.jurisdiction, sha256=job.key, size=job.pk, level="", uploaded_by="")


def traces() -> int:
    return TurnedAway.objects.count()


def later(job: Job) -> Any:
    """A moment at which the waiting job is due again."""
    job.refresh_from_db()
    return job.run_after + timedelta(seconds=1)


def test_work_is_done_and_its_result_kept(kind: Kind) -> None:
    job = enqueue(PERSON, kind(lambda job, progress: {"sum": sum(job.payload["numbers"])}), {"numbers": [1, 2]})
    assert (job.state, job.created_by, job.jurisdiction) == (State.QUEUED, "person:7", CITY)
    assert run_due() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (State.DONE, {"sum": 3}, 1)
    assert job.finished_at is not None
    assert run_due() == 0


def test_the_same_key_is_the_same_job(kind: Kind) -> None:
    name = kind(lambda job, progress: None)
    first = enqueue(PERSON, name, {"policy": 1}, key="policy:1")
    assert enqueue(PERSON, name, {"policy": 1}, key="policy:1") == first
    assert enqueue(NEIGHBOUR, name, {"policy": 1}, key="policy:1") != first
    assert run_due() == 2
    assert enqueue(PERSON, name, key="policy:1").state == State.DONE


def test_a_key_of_other_work_is_a_fault(kind: Kind) -> None:
    enqueue(PERSON, kind(lambda job, progress: None), key="one")
    with pytest.raises(KeyTaken):
        enqueue(PERSON, kind(lambda job, progress: {}), key="one")


def test_a_job_asked_for_in_an_act_that_is_undone_was_never_asked_for(kind: Kind) -> None:
    name = kind(lambda job, progress: None)
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(PERSON, name, key="undone")
        raise RuntimeError
    assert queries.of_key(CITY, "undone") is None


def test_work_for_later_waits(kind: Kind) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    enqueue(PERSON, kind(lambda job, progress: None), run_after=tomorrow)
    assert run_due() == 0
    assert run_due(now=tomorrow + timedelta(seconds=1)) == 1


def test_a_fault_leaves_no_effect_and_is_tried_again_after_a_wait(kind: Kind) -> None:
    def stumble(job: Job, progress: Progress) -> None:
        leave_a_trace(job)
        if job.attempts == 1:
            raise KeyError("张三")

    job = enqueue(PERSON, kind(stumble))
    run_due()
    job.refresh_from_db()
    assert (job.state, traces()) == (State.QUEUED, 0)
    assert job.run_after > timezone.now()
    assert job.error is not None
    assert job.reference in job.error.say("zh")
    assert run_due() == 0
    assert run_due(now=later(job)) == 1
    job.refresh_from_db()
    assert job.error is None
    assert (job.state, traces()) == (State.DONE, 1)


def test_a_fault_is_logged_where_it_happened_without_values(kind: Kind, caplog: pytest.LogCaptureFixture) -> None:
    def stumble(job: Job, progress: Progress) -> None:
        raise KeyError(job.payload["number"])

    job = enqueue(PERSON, kind(stumble), {"number": "430200"})
    run_due()
    job.refresh_from_db()
    assert job.reference in caplog.text
    assert "stumble" in caplog.text
    assert "430200" not in caplog.text


def test_attempts_end(kind: Kind) -> None:
    def never(job: Job, progress: Progress) -> None:
        raise OSError

    job = enqueue(PERSON, kind(never, max_attempts=3))
    run_due()
    for _ in range(5):
        run_due(now=later(job))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 3)
    assert job in queries.troubled(PERSON)


def test_a_refusal_is_told_and_not_tried_again(kind: Kind) -> None:
    def refuse(job: Job, progress: Progress) -> None:
        raise Refused("文件没有文字{}。", "The file holds no text {}.")

    job = enqueue(PERSON, kind(refuse))
    run_due()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.error is not None
    assert (job.error.say("zh"), job.reference) == ("文件没有文字{}。", "")


def test_a_handler_may_ask_for_another_time(kind: Kind) -> None:
    def not_now(job: Job, progress: Progress) -> None:
        if job.attempts < 2:
            raise Later("对方正忙", "the receiver is busy", timedelta(minutes=7))

    job = enqueue(PERSON, kind(not_now))
    run_due()
    job.refresh_from_db()
    assert timedelta(minutes=6) < job.run_after - timezone.now() < timedelta(minutes=8)
    assert job.error == Phrase("对方正忙", "the receiver is busy")
    run_due(now=later(job))
    job.refresh_from_db()
    assert job.state == State.DONE


def test_progress_is_seen_while_long_work_runs(kind: Kind) -> None:
    seen: list[tuple[Any, ...]] = []

    def count(job: Job, progress: Progress) -> dict[str, Any]:
        progress.report(1, 2, Phrase("读第{n}份", "reading file {n}"), n=1)
        now = Job.objects.get(pk=job.pk)
        seen.append((now.done, now.total, now.words.say("zh"), now.words.say("en"), now.percent, now.state))
        return {}

    enqueue(PERSON, kind(count, atomic=False))
    run_due()
    assert seen == [(1, 2, "读第1份", "reading file 1", 50, State.RUNNING)]


def test_effects_of_long_work_stand_or_fall_with_its_completion(kind: Kind) -> None:
    def overtaken(job: Job, progress: Progress) -> None:
        with progress.completing() as outcome:
            leave_a_trace(job)
            outcome.result = {"traces": 1}
            Job.objects.filter(pk=job.pk).update(attempts=job.attempts + 1)  # as if another worker had taken it

    job = enqueue(PERSON, kind(overtaken, atomic=False))
    run_due(1)
    job.refresh_from_db()
    assert (traces(), job.state, job.result) == (0, State.RUNNING, None)


def test_only_one_worker_gets_a_job(kind: Kind) -> None:
    enqueue(PERSON, kind(lambda job, progress: None))
    taken = [claim(f"worker {number}") for number in range(3)]
    assert [one is not None for one in taken] == [True, False, False]


def test_a_job_is_taken_again_when_its_lease_is_over_and_the_first_worker_changes_nothing(kind: Kind) -> None:
    name = kind(lambda job, progress: leave_a_trace(job))
    job = enqueue(PERSON, name)
    first = claim("first")
    assert first is not None
    assert claim("second") is None
    second = claim("second", timezone.now() + LEASE + timedelta(seconds=1))
    assert second is not None
    run(*second)
    run(*first)
    with pytest.raises(LeaseLost):
        Progress(first[0]).report(1)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.worker, traces()) == (State.DONE, 2, "second", 1)


@pytest.mark.parametrize("ahead", [timedelta(days=-1), timedelta(seconds=30), LEASE, 3 * LEASE, timedelta(days=400)])
def test_rows_and_rule_agree_on_which_lease_is_over(kind: Kind, ahead: timedelta) -> None:
    now = timezone.now()
    job = enqueue(PERSON, kind(lambda job, progress: None))
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=1, lease_until=now + ahead)
    assert queries.due(now).exists() is lease_is_over(now + ahead, now)


def test_a_job_that_ends_every_worker_is_given_up(kind: Kind) -> None:
    job = enqueue(PERSON, kind(lambda job, progress: None, max_attempts=2))
    now = timezone.now()
    for turn in range(2):
        assert claim("doomed", now + turn * 2 * LEASE) is not None
    assert claim("careful", now + 4 * LEASE) is None
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "多次中断" in job.error_zh


def test_what_must_not_be_done_twice_ends_unknown(kind: Kind) -> None:
    job = enqueue(PERSON, kind(lambda job, progress: leave_a_trace(job), repeatable=False))
    assert claim("lost") is not None
    assert run_due(now=timezone.now() + 2 * LEASE) == 0
    job.refresh_from_db()
    assert (job.state, traces()) == (State.UNKNOWN, 0)
    assert job in queries.troubled(PERSON)
    assert retry(PERSON, job).state == State.QUEUED
    run_due()
    assert traces() == 1


def test_waiting_work_is_cancelled_at_once(kind: Kind) -> None:
    job = enqueue(PERSON, kind(lambda job, progress: leave_a_trace(job)))
    assert cancel(PERSON, job).state == State.CANCELLED
    assert run_due() == 0
    assert Event.objects.get(act="jobs.cancelled").object_id == job.pk
    with pytest.raises(Refused, match="已经结束"):
        cancel(PERSON, job)


def test_running_work_stops_where_it_looks(kind: Kind) -> None:
    def long(job: Job, progress: Progress) -> None:
        progress.report(1, 3)
        cancel(PERSON, job)
        progress.report(3, 3)
        leave_a_trace(job)

    job = enqueue(PERSON, kind(long, atomic=False))
    run_due()
    job.refresh_from_db()
    assert (job.state, traces()) == (State.CANCELLED, 0)
    assert retry(PERSON, job).cancel_asked is False


def test_work_that_runs_or_is_done_is_not_done_again_by_hand(kind: Kind) -> None:
    job = enqueue(PERSON, kind(lambda job, progress: None))
    run_due()
    with pytest.raises(Refused, match="只有失败"):
        retry(PERSON, job)


@pytest.mark.parametrize(
    ("actor", "sees"),
    [
        (PERSON, True),
        (an_actor(Role.EDITOR, person=8), False),
        (an_actor(Role.SYSTEM_ADMIN, person=9), True),
        (an_actor(Role.SYSTEM_ADMIN, person=9, jurisdiction=NEIGHBOUR), False),
        (an_actor(Role.EDITOR, person=7, jurisdiction=NEIGHBOUR), False),
        (the_system(), True),
    ],
)
def test_list_and_single_job_agree_on_who_sees_it(kind: Kind, actor: Actor, sees: bool) -> None:
    job = enqueue(PERSON, kind(lambda job, progress: None))
    assert (job in queries.visible(actor)) is sees
    assert bool(policy.allows(actor, "cancel", job)) is sees
    if not sees:
        with pytest.raises(Refused):
            cancel(actor, job)


def test_work_of_an_unknown_kind_waits_for_a_worker_that_knows_it(kind: Kind) -> None:
    strange = enqueue(PERSON, "elsewhere.thing")
    known = enqueue(PERSON, kind(lambda job, progress: None))
    assert run_due() == 1
    strange.refresh_from_db()
    known.refresh_from_db()
    assert (strange.state, known.state) == (State.QUEUED, State.DONE)


def test_the_list_of_jobs_costs_one_query(kind: Kind, django_assert_max_num_queries: Any) -> None:
    name = kind(lambda job, progress: None)
    for _ in range(5):
        enqueue(PERSON, name)
    with django_assert_max_num_queries(1):
        assert len([(job.state_words, job.percent, job.error) for job in queries.visible(PERSON)]) == 5
    assert queries.counts(PERSON)["queued"] == 5
