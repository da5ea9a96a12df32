"""Reads the rows that the state of tasks follows from: a fixed number of queries for any number of tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Sum

from luoshi.policies.models import Policy
from luoshi.tasks.models import (
    Assignment,
    Closure,
    Deadline,
    LightException,
    Measure,
    Milestone,
    Objection,
    Report,
    ReportQuantity,
    Task,
    TaskSource,
)
from luoshi.tasks.models.state import FOREVER
from luoshi.tasks.rules import DeadlineFacts, MilestoneFacts, PartFacts, TaskFacts
from luoshi.tasks.rules.flow import SENT

ENDING = (Closure.Kind.COMPLETED, Closure.Kind.STOPPED)  # the others let the task go on


class Source(NamedTuple):
    """What state keeps of a source."""

    policy_id: int | None
    quote: str
    limited: bool  # quoted from a document of limited distribution


@dataclass(frozen=True, slots=True)
class Gathered:
    """A task with everything its state follows from."""

    task: Task
    facts: TaskFacts
    sources: tuple[Source, ...]
    waiting: int  # reports submitted, not yet verified
    excepted: tuple[date | None, date | None]


class _Sent(NamedTuple):
    last: str = ""
    verified: str = ""


def gather(ids: Sequence[int]) -> list[Gathered]:
    """The tasks of ``ids`` in the order of their keys."""
    sent, waiting = _reports(ids)
    parts = _parts(ids, sent)
    deadlines = {
        row.task_id: DeadlineFacts(row.kind, row.due_on, row.review_on)
        for row in Deadline.objects.filter(task__in=ids, valid_to__isnull=True).order_by("pk")
    }
    stones: dict[int, list[MilestoneFacts]] = defaultdict(list)
    for stone in Milestone.objects.filter(task__in=ids, removed_at__isnull=True).order_by("order", "pk"):
        stones[stone.task_id].append(MilestoneFacts(stone.title, stone.due_on, stone.done_on))
    sources: dict[int, list[Source]] = defaultdict(list)
    cited = TaskSource.objects.filter(task__in=ids, withdrawn_at__isnull=True).order_by("-primary", "pk")
    for task, policy, quote, level in cited.values_list("task", "policy", "quote", "policy__level"):
        sources[task].append(Source(policy, quote, level == Policy.Level.LIMITED))
    ended, excepted, percents = _endings(ids), _exceptions(ids), _percents(ids)
    return [
        Gathered(
            task,
            TaskFacts(
                given_on=task.given_on,
                withdrawn=task.withdrawn_on is not None,
                deadline=deadlines.get(task.pk),
                milestones=tuple(stones[task.pk]),
                parts=tuple(parts[task.pk]),
                closed_on=ended[task.pk][0] if task.pk in ended else None,
                closed_as=ended[task.pk][1] if task.pk in ended else "",
                percent=percents.get(task.pk),
            ),
            tuple(sources[task.pk]),
            waiting[task.pk],
            excepted.get(task.pk, (None, None)),
        )
        for task in Task.objects.filter(pk__in=ids).defer("text").order_by("pk")
    ]


def _reports(ids: Iterable[int]) -> tuple[dict[int, _Sent], dict[int, int]]:
    """Per assignment the latest periods sent and verified; per task how many wait for the office."""
    sent: dict[int, _Sent] = defaultdict(_Sent)
    waiting: dict[int, int] = defaultdict(int)
    rows = (
        Report.objects.filter(task__in=ids, state__in=sorted(SENT))
        .order_by()
        .values_list("task", "assignment", "state")
        .annotate(latest=Max("period"), count=Count("pk"))
    )
    for task, assignment, state, latest, count in rows:
        known = sent[assignment]
        verified = latest if state == Report.State.VERIFIED else known.verified
        sent[assignment] = _Sent(max(known.last, latest), verified)
        if state == Report.State.SUBMITTED:
            waiting[task] += count
    return sent, waiting


def _parts(ids: Iterable[int], sent: dict[int, _Sent]) -> dict[int, list[PartFacts]]:
    disputed = set(
        Objection.objects.filter(assignment__task__in=ids, ruling=Objection.Ruling.OPEN).values_list(
            "assignment", flat=True
        )
    )
    found: dict[int, list[PartFacts]] = defaultdict(list)
    for row in Assignment.objects.filter(task__in=ids).order_by("pk"):
        reports = sent.get(row.pk, _Sent())
        found[row.task_id].append(
            PartFacts(
                id=row.pk, unit=row.unit_id, role=row.role, since=row.valid_from, until=row.valid_to,
                last_sent=reports.last, last_verified=reports.verified,
                answered=row.state != Assignment.State.GIVEN, disputed=row.pk in disputed,
            )
        )  # fmt: skip
    return found


def _endings(ids: Iterable[int]) -> dict[int, tuple[date, str]]:
    rows = Closure.objects.filter(task__in=ids, state=Closure.State.APPROVED, kind__in=ENDING).order_by("pk")
    return {row.task_id: (row.effective_on, row.kind) for row in rows}


def _exceptions(ids: Iterable[int]) -> dict[int, tuple[date, date]]:
    rows = LightException.objects.filter(task__in=ids, approved_at__isnull=False, ended_at__isnull=True)
    found: dict[int, tuple[date, date]] = {}
    for row in sorted(rows, key=lambda one: (one.until or FOREVER, one.pk)):
        found[row.task_id] = (row.since, row.until or FOREVER)
    return found


def counted(measures: Iterable[int]) -> dict[int, int]:
    """The verified value of each measure so far, scaled as the measure is: the sum of its periods, or the latest sum
    of all units for one that is not cumulative. One query."""
    totals: dict[int, int] = defaultdict(int)
    latest: dict[int, tuple[str, int]] = {}
    rows = (
        ReportQuantity.objects.filter(measure__in=measures, report__state=Report.State.VERIFIED)
        .order_by()
        .values_list("measure", "measure__cumulative", "report__period")
        .annotate(value=Sum("value"))
    )
    for measure, cumulative, period, value in rows:
        if cumulative:
            totals[measure] += value
        elif period > latest.get(measure, ("", 0))[0]:
            latest[measure] = (period, value)
    return dict(totals) | {measure: value for measure, (_, value) in latest.items()}


def _percents(ids: Iterable[int]) -> dict[int, int]:
    """Per task the percent reached of its first measure with a target; tasks without one are left out."""
    rows = Measure.objects.filter(task__in=ids, removed_at__isnull=True, target__gt=0).order_by("-order", "-pk")
    first = {row.task_id: row for row in rows}
    values = counted([row.pk for row in first.values()]) if first else {}
    return {task: max(values.get(row.pk, 0) * 100 // (row.target or 1), 0) for task, row in first.items()}
