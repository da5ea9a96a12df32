"""Writes tasks with their past in batches: rows, events at their own times, derived state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, pairwise
from typing import Any
from uuid import uuid4

from django.utils import timezone

from luoshi.journal.canonical import canonical, hashed, storable, text_of
from luoshi.journal.models import Event
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.tasks.access import policy
from luoshi.tasks.bulk.history import HistoricReport, HistoricTask
from luoshi.tasks.models import (
    Assignment,
    Closure,
    Deadline,
    Measure,
    Milestone,
    Report,
    ReportQuantity,
    ReportStep,
    Task,
    TaskSource,
)
from luoshi.tasks.place import thresholds_of
from luoshi.tasks.services.creating import TITLE, basis, deadline_row, source_row
from luoshi.tasks.services.drafts import DeadlineDraft
from luoshi.tasks.services.numbering import take
from luoshi.tasks.state import rebuild

Pairs = Sequence[tuple[HistoricTask, Task]]
ROWS = 2000  # of one statement on PostgreSQL; SQLite takes fewer by itself


@dataclass(slots=True)
class LoadCount:
    """What was written."""

    tasks: int = 0
    parts: int = 0
    reports: int = 0
    events: int = 0


def load(
    actor: Actor, rows: Iterable[HistoricTask], *, batch: int = 1000, events: bool = True, report_events: bool = False
) -> LoadCount:
    """Write tasks with their past, ``batch`` of them in each transaction. The rows are taken as they are: whoever gives
    them answers for their sense.

    ``events``: one event per task, at its time; ``report_events``: also one for each step of each report, instead of
    the steps alone. Units, groups and areas are ids of the actor's jurisdiction. Raises ``Refused``.
    """
    policy.require(actor, "create")
    count = LoadCount()
    rest = iter(rows)
    while chunk := list(islice(rest, batch)):
        with act():
            _load(actor, chunk, count, events, report_events)
    return count


def _load(
    actor: Actor, rows: Sequence[HistoricTask], count: LoadCount, events: bool, report_events: bool
) -> None:  # fmt: skip
    tasks = _tasks(actor, rows)
    pairs: Pairs = list(zip(rows, tasks, strict=True))
    parts = _parts(actor, pairs)
    measures = _measures(actor, pairs)
    _words(actor, pairs)
    reports = _reports(actor, pairs, parts, measures)
    told = _task_events(actor, pairs) if events else []
    if report_events:
        told += _report_events(actor, reports)
    Event.objects.bulk_create(told, batch_size=ROWS)
    rebuild(task.pk for task in tasks)
    count.tasks += len(tasks)
    count.parts += len(parts)
    count.reports += len(reports)
    count.events += len(told)


def _tasks(actor: Actor, rows: Sequence[HistoricTask]) -> list[Task]:
    wanted: dict[tuple[str, int], int] = defaultdict(int)
    for row in rows:
        if not row.number:
            wanted[row.series, row.given_on.year] += 1
    numbers = {
        (series, year): iter(take(actor.jurisdiction, series, year, number))  # type: ignore[arg-type]  # keys are rows' series
        for (series, year), number in wanted.items()
    }
    tasks = [
        Task(
            jurisdiction=actor.jurisdiction, number=row.number or next(numbers[row.series, row.given_on.year]),
            title=row.title[:TITLE], text=row.text, origin=row.origin, kind=row.kind, theme=row.theme, area_id=row.area,
            open_ended=row.open_ended, given_on=row.given_on, created_at=row.at or noon(row.given_on), created_by=row.by,
        )
        for row in rows
    ]  # fmt: skip
    return list(Task.objects.bulk_create(tasks, batch_size=ROWS))


def _parts(actor: Actor, pairs: Pairs) -> dict[tuple[int, int], Assignment]:
    """Assignments by task and unit; the latest of a unit's in a task."""
    made = [
        Assignment(
            jurisdiction=actor.jurisdiction, task=task, unit_id=part.unit, role=part.role, group_id=part.group,
            printed=part.printed, state=part.state, answered_at=part.answered_at, answered_by=part.answered_by,
            answer_due_on=part.answer_due_on, valid_from=part.since or row.given_on, valid_to=part.until,
        )
        for row, task in pairs
        for part in row.parts
    ]  # fmt: skip
    return {(part.task_id, part.unit_id): part for part in Assignment.objects.bulk_create(made, batch_size=ROWS)}


def _measures(actor: Actor, pairs: Pairs) -> dict[tuple[int, int], Measure]:
    """Measures by task and place."""
    made = [
        Measure(
            jurisdiction=actor.jurisdiction, task=task, order=place, name=each.name, unit=each.unit,
            decimals=each.decimals, target=each.target, cumulative=each.cumulative,
        )
        for row, task in pairs
        for place, each in enumerate(row.measures)
    ]  # fmt: skip
    return {(each.task_id, each.order): each for each in Measure.objects.bulk_create(made, batch_size=ROWS)}


def _words(actor: Actor, pairs: Pairs) -> None:
    """Sources, deadlines, milestones, closures."""
    place = actor.jurisdiction
    thresholds = thresholds_of(place, actor.on)
    TaskSource.objects.bulk_create(
        [source_row(place, task, source) for row, task in pairs for source in row.sources], batch_size=ROWS
    )
    deadlines: list[Deadline] = []
    for row, task in pairs:
        decided = sorted(row.deadlines, key=lambda one: one.on)
        made = [deadline_row(actor, task, one.deadline, one.on, thresholds, one.reason) for one in decided]
        for one, source in zip(made, decided, strict=True):
            one.decided_by = source.by
        for before, after in pairwise(made):
            before.valid_to = after.valid_from
        deadlines += made or [deadline_row(actor, task, DeadlineDraft(kind="none"), row.given_on, thresholds)]
    Deadline.objects.bulk_create(deadlines, batch_size=ROWS)
    Milestone.objects.bulk_create(
        [
            Milestone(
                jurisdiction=place, task=task, order=order, title=one.title, due_on=one.due_on, done_on=one.done_on
            )
            for row, task in pairs
            for order, one in enumerate(row.milestones, 1)
        ],
        batch_size=ROWS,
    )
    Closure.objects.bulk_create(
        [
            Closure(
                jurisdiction=place, task=task, kind=row.closed[0], reason=row.closed_reason, effective_on=row.closed[1],
                state=Closure.State.APPROVED, asked_by=row.by, asked_at=noon(row.closed[1]), decided_by=row.closed_by,
                decided_at=noon(row.closed[1]),
            )
            for row, task in pairs
            if row.closed is not None
        ],
        batch_size=ROWS,
    )  # fmt: skip


def _reports(
    actor: Actor, pairs: Pairs, parts: Mapping[tuple[int, int], Assignment], measures: Mapping[tuple[int, int], Measure]
) -> list[tuple[HistoricReport, Report]]:
    place = actor.jurisdiction
    rows = [(report, task) for row, task in pairs for report in row.reports]
    made = [
        Report(
            jurisdiction=place, assignment=parts[task.pk, row.unit], task=task, unit_id=row.unit, period=row.period,
            state=row.state, no_change=row.no_change, progress=row.progress, problems=row.problems,
            next_steps=row.next_steps, completes=row.completes, comment=row.comment,
            created_at=row.at or row.submitted_at or timezone.now(),
            changed_at=row.verified_at or row.submitted_at or row.at or timezone.now(),
            submitted_at=row.submitted_at, verified_at=row.verified_at, version=1 + len(row.steps),
        )
        for row, task in rows
    ]  # fmt: skip
    Report.objects.bulk_create(made, batch_size=ROWS)
    found = [(row, report) for (row, _), report in zip(rows, made, strict=True)]
    ReportStep.objects.bulk_create(
        [
            ReportStep(
                jurisdiction=place, report=report, step=step.step, by=step.by, at=step.at, post=step.post,
                comment=step.comment,
            )
            for row, report in found
            for step in row.steps
        ],
        batch_size=ROWS,
    )  # fmt: skip
    ReportQuantity.objects.bulk_create(
        [
            ReportQuantity(
                jurisdiction=place, report=report, measure=measures[report.task_id, number], value=value
            )
            for row, report in found
            for number, value in row.quantities.items()
        ],
        batch_size=ROWS,
    )  # fmt: skip
    return found


def _task_events(actor: Actor, pairs: Pairs) -> list[Event]:
    return [
        _event(
            actor.jurisdiction, row.by, "tasks.created", task.pk, row.at or noon(row.given_on),
            {"number": task.number, "title": task.title, "origin": task.origin, "units": len(row.parts)},
            clause=basis(row.sources[0]) if row.sources else "",
        )
        for row, task in pairs
    ]  # fmt: skip


def _report_events(actor: Actor, reports: Iterable[tuple[HistoricReport, Report]]) -> list[Event]:
    return [
        _event(
            actor.jurisdiction, step.by, f"tasks.report_{step.step}", report.task_id, step.at,
            {"report": report.pk, "period": report.period, "unit": str(report.unit_id), "comment": step.comment},
            post=step.post,
        )
        for row, report in reports
        for step in row.steps
    ]  # fmt: skip


def _event(
    place: str, by: str, name: str, task: int, when: datetime, detail: Mapping[str, Any], *, clause: str = "",
    post: int | None = None,
) -> Event:  # fmt: skip
    """An unsaved event at its own time, digested like any other."""
    event = Event(
        jurisdiction=place, act_id=uuid4(), recorded_at=when, actor=by, post=post, act=name,
        object_kind=Task._meta.label_lower, object_id=task, clause=clause, detail=storable(dict(detail)),
        before_digest="", after_digest=hashed(canonical(dict(detail))),
    )  # fmt: skip
    event.digest = hashed(text_of(event))
    return event


def noon(day: date) -> datetime:
    """Midday of a date, as an instant."""
    return timezone.make_aware(datetime.combine(day, time(12)))
