"""Several people at once, each in a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from luoshi.journal.models import Event
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services, state
from luoshi.tasks.models import Assignment, Report, Task, TaskState
from luoshi.tasks.services import ChangedMeanwhile, ReportContent, TaskDraft
from tests.tasks.city import City, a_city, a_submitted_report, a_task, part_of

pytestmark = pytest.mark.django_db(transaction=True)
MARCH = "2026-03"


def at_once(deeds: Iterable[Callable[[], Any]]) -> list[Any]:
    """What each of the deeds, begun at the same moment, gave: its result, or the refusal it met."""
    deeds = list(deeds)
    start = Barrier(len(deeds))

    def one(deed: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(30)
            return deed()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(one, deeds))


@pytest.fixture
def town() -> City:
    return a_city()


def test_numbers_taken_at_once_have_no_gaps_and_no_doubles(town: City) -> None:
    made = at_once(
        partial(services.create_task, town.supervisor, TaskDraft(title=f"任务{n}", origin="own")) for n in range(6)
    )
    assert sorted(task.number for task in made) == [f"2026-{n:04d}" for n in range(1, 7)]


def test_one_form_sent_by_two_clicks_at_once_makes_one_task(town: City) -> None:
    def send() -> Any:
        return services.create_task(town.supervisor, TaskDraft(title="任务", origin="own", token="once"))

    made = at_once([send, send, send])
    assert Task.objects.count() == 1
    assert len({task.pk for task in made}) == 1


def test_of_two_who_save_one_draft_at_once_one_is_told_and_gets_the_others_words(town: City) -> None:
    task = a_task(town)
    report = services.open_report(town.planning.drafter, part_of(task, town.planning.unit), MARCH)
    people = [(town.planning.drafter, "甲写的"), (town.planning.section_head, "乙写的")]
    told = at_once(partial(services.save_draft, who, report, 1, ReportContent(progress=words)) for who, words in people)
    losers = [one for one in told if isinstance(one, ChangedMeanwhile)]
    assert len(losers) == 1
    assert losers[0].theirs.progress == Report.objects.get().progress


def test_one_report_opened_at_once_by_two_is_one_report(town: City) -> None:
    part = part_of(a_task(town), town.planning.unit)
    hands = (town.planning.drafter, town.planning.section_head, town.planning.unit_head)
    made = at_once(partial(services.open_report, who, part, MARCH) for who in hands)
    assert {report.pk for report in made} == {Report.objects.get().pk}


def test_a_report_verified_and_withdrawn_at_once_is_one_of_both(town: City) -> None:
    task = a_task(town)
    report = a_submitted_report(town.planning, task)
    told = at_once(
        [
            lambda: services.verify(town.supervisor, report, report.version),
            lambda: services.withdraw_report(town.planning.drafter, report),
            lambda: services.verify(town.second_supervisor, report, report.version),
        ]
    )
    now = Report.objects.get()
    events = Event.objects.filter(act__in=("tasks.report_verified", "tasks.report_withdrawn"))
    assert now.state in ("verified", "withdrawn")
    assert [event.act for event in events] == [f"tasks.report_{now.state}"]
    assert any(isinstance(one, Refused) for one in told)
    assert state.differences([task.pk]) == []


def test_reports_of_many_units_on_one_task_at_once_are_all_in_its_state(town: City) -> None:
    from luoshi.tasks.services import PartDraft

    staff = (town.planning, town.finance, town.science)
    task = a_task(town, parts=tuple(PartDraft(role="responsible", unit=each.unit) for each in staff))
    at_once(partial(services.mark_no_change, each.unit_head, part_of(task, each.unit), MARCH) for each in staff)
    assert TaskState.objects.get(task=task).waiting == 3
    assert state.differences([task.pk]) == []


def test_bulk_verifications_in_opposite_order_do_not_block_each_other(town: City) -> None:
    reports = [a_submitted_report(town.planning, a_task(town, f"任务{n}")) for n in range(4)]
    seen = [(report, report.version) for report in reports]
    told = at_once(
        [
            lambda: services.verify_many(town.supervisor, seen),
            lambda: services.verify_many(town.second_supervisor, list(reversed(seen))),
        ]
    )
    assert sum(len(outcome.verified) for outcome in told) == 4
    assert Report.objects.filter(state="verified").count() == 4


def test_a_closing_is_approved_once(town: City) -> None:
    task = a_task(town)
    asked = services.ask_closing(town.supervisor, task, services.ClosingDraft(kind="completed", reason="已完成"))
    at_once(
        [
            lambda: services.approve_closing(town.confirmer, asked),
            lambda: services.refuse_closing(town.second_supervisor, asked, "未完成"),
        ]
    )
    assert Event.objects.filter(act__in=("tasks.closing_approved", "tasks.closing_refused")).count() == 1
    assert state.differences([task.pk]) == []


def test_two_offices_assign_one_unit_at_once(town: City) -> None:
    from luoshi.tasks.services import PartDraft

    task = a_task(town)
    draft = [PartDraft(role="responsible", unit=town.science.unit)]
    at_once(
        [
            lambda: services.assign(town.supervisor, task, draft),
            lambda: services.assign(town.second_supervisor, task, draft),
        ]
    )
    assert Assignment.objects.filter(task=task, unit=town.science.unit).count() == 1
