"""Lights: the rule, the same as a condition, and the state rows they are read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.kernel.workdays import NATIONAL
from luoshi.tasks import state as states
from luoshi.tasks.models import Task, TaskState
from luoshi.tasks.queries.lights import light_condition
from luoshi.tasks.rules import (
    DEFAULTS,
    LIGHTS,
    DeadlineFacts,
    MilestoneFacts,
    PartFacts,
    TaskFacts,
    derive,
    light,
)
from luoshi.tasks.rules.lights import kind_of
from tests.factories import CITY, TODAY

DAY = timedelta(days=1)
GIVEN = date(2026, 1, 5)


@dataclass
class Dates:
    """What a light is read from."""

    deadline_kind: str = "date"
    due_on: date | None = None
    review_on: date | None = None
    due_soon_on: date | None = None
    behind_on: date | None = None
    overdue_on: date | None = None
    closed_on: date | None = None
    closed_as: str = ""
    withdrawn: bool = False


def dates_of(facts: TaskFacts) -> Any:
    found = derive(facts, DEFAULTS, NATIONAL)
    return TaskState(
        deadline_kind=found.deadline_kind, due_on=found.due_on, review_on=found.review_on, due_soon_on=found.due_soon_on,
        behind_on=found.behind_on, overdue_on=found.overdue_on, closed_on=facts.closed_on, closed_as=facts.closed_as,
        withdrawn=facts.withdrawn, late_at_birth=found.late_at_birth, provisional=found.provisional, trace=found.trace,
    )  # fmt: skip


def a_lead(**fields: Any) -> PartFacts:
    return PartFacts(id=1, unit=1, role="lead", since=GIVEN, **fields)


def due(day: date, **fields: Any) -> TaskFacts:
    return TaskFacts(given_on=GIVEN, deadline=DeadlineFacts("date", day), **fields)


@pytest.mark.parametrize(
    ("facts", "today", "kind"),
    [
        (due(date(2026, 6, 30)), date(2026, 6, 12), "normal"),
        (due(date(2026, 6, 30)), date(2026, 6, 16), "due_soon"),  # ten working days, the Dragon Boat Festival skipped
        (due(date(2026, 6, 30)), date(2026, 6, 30), "due_soon"),
        (due(date(2026, 6, 30)), date(2026, 7, 1), "overdue"),
        (due(date(2026, 6, 30), withdrawn=True), date(2026, 7, 1), "withdrawn"),
        (due(date(2026, 6, 30), closed_on=date(2026, 7, 1), closed_as="completed"), date(2026, 7, 1), "closed"),
        (due(date(2026, 6, 30), closed_on=date(2026, 7, 1), closed_as="stopped"), date(2026, 7, 1), "stopped"),
        (TaskFacts(given_on=GIVEN), date(2026, 7, 1), "no_deadline"),
        (TaskFacts(given_on=GIVEN, deadline=DeadlineFacts("standing")), date(2026, 7, 1), "standing"),
        (
            TaskFacts(given_on=GIVEN, deadline=DeadlineFacts("standing", review_on=date(2026, 7, 31))),
            date(2026, 7, 10), "standing",
        ),
        (
            TaskFacts(given_on=GIVEN, deadline=DeadlineFacts("standing", review_on=date(2026, 7, 31))),
            date(2026, 7, 20), "due_soon",
        ),
        (
            TaskFacts(given_on=GIVEN, deadline=DeadlineFacts("standing", review_on=date(2026, 7, 31))),
            date(2026, 8, 1), "behind",
        ),
        (due(date(2026, 6, 30), parts=(a_lead(),)), date(2026, 1, 26), "normal"),  # 25 January is a Sunday
        (due(date(2026, 6, 30), parts=(a_lead(),)), date(2026, 1, 27), "behind"),
        (due(date(2026, 6, 30), parts=(a_lead(last_sent="2026-01"),)), date(2026, 1, 27), "normal"),
        (due(date(2026, 6, 30), parts=(a_lead(until=date(2026, 1, 20)),)), date(2026, 1, 27), "normal"),
        (due(date(2026, 12, 31), milestones=(MilestoneFacts("挂牌", date(2026, 3, 31)),)), date(2026, 4, 1), "behind"),
        (
            due(date(2026, 12, 31), milestones=(MilestoneFacts("挂牌", date(2026, 3, 31), date(2026, 3, 1)),)),
            date(2026, 4, 1), "normal",
        ),
        (due(date(2026, 12, 31), percent=30), date(2026, 5, 28), "normal"),  # 40 of 100 parts of the time
        (due(date(2026, 12, 31), percent=30), date(2026, 5, 30), "behind"),
    ],
)  # fmt: skip
def test_the_light_of_a_task(facts: TaskFacts, today: date, kind: str) -> None:
    assert kind_of(dates_of(facts), today) == kind


def test_reasons_say_what_was_missed_in_both_languages_whatever_stands_in_a_title() -> None:
    facts = due(date(2026, 12, 31), milestones=(MilestoneFacts("{挂牌}", date(2026, 3, 31)),))
    reason = light(dates_of(facts), date(2026, 4, 1)).reason
    assert reason.say("zh") == "节点“{挂牌}”应于 2026-03-31 完成,尚未完成"
    assert reason.say("en") == "milestone “{挂牌}” was due on 2026-03-31"


def test_a_date_that_rests_on_a_calendar_not_yet_published_says_so() -> None:
    assert light(dates_of(due(date(2031, 6, 30))), TODAY).provisional
    assert not light(dates_of(due(date(2026, 6, 30))), TODAY).provisional


days = st.dates(TODAY - 3 * DAY, TODAY + 3 * DAY)
maybe = st.none() | days
some_dates = st.builds(
    Dates, deadline_kind=st.sampled_from(("date", "standing", "recurring", "none")), due_on=maybe, due_soon_on=maybe,
    behind_on=maybe, overdue_on=maybe, closed_on=maybe, closed_as=st.sampled_from(("", "completed", "stopped")),
    withdrawn=st.sampled_from((False, False, False, True)),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(some_dates, min_size=5, max_size=40), today=days)
def test_the_condition_in_the_database_and_the_rule_agree(db: None, rows: list[Dates], today: date) -> None:
    TaskState.objects.all().delete()
    Task.objects.all().delete()
    tasks = Task.objects.bulk_create(
        Task(jurisdiction=CITY, number=str(n), title="任务", origin="own", given_on=GIVEN) for n in range(len(rows))
    )
    TaskState.objects.bulk_create(
        TaskState(jurisdiction=CITY, task=task, origin="own", **vars(row))
        for task, row in zip(tasks, rows, strict=True)
    )
    for kind in LIGHTS:
        found = set(TaskState.objects.filter(light_condition(kind, today)).values_list("pk", flat=True))
        assert found == {task.pk for task, row in zip(tasks, rows, strict=True) if kind_of(row, today) == kind}


def test_all_state_can_be_thrown_away_and_made_again(db: None) -> None:
    from tests.tasks.city import a_city, a_submitted_report, a_task

    city = a_city()
    task = a_task(city)
    a_submitted_report(city.planning, task)
    before = TaskState.objects.get(pk=task.pk)
    TaskState.objects.all().delete()
    assert states.rebuild([task.pk]) == 1
    again = TaskState.objects.get(pk=task.pk)
    assert {f.attname: getattr(again, f.attname) for f in again._meta.concrete_fields} == {
        f.attname: getattr(before, f.attname) for f in before._meta.concrete_fields
    }
