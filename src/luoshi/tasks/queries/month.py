"""The reporting grid: what a unit has to report for a period, with what it wrote so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from luoshi.files.models import FileLink
from luoshi.kernel.actors import Actor
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, AssignmentState, Measure, Report, ReportQuantity, Task
from luoshi.tasks.place import calendars_of, thresholds_of
from luoshi.tasks.reach import office_areas
from luoshi.tasks.rules import Light, due_day_of, light, next_state, possible_acts
from luoshi.tasks.rules.flow import SENT, STEPS
from luoshi.tasks.rules.months import closes_cycle
from luoshi.units.models import Unit

__all__ = ["GridRow", "MeasureValue", "due_everywhere", "due_on", "due_parts", "grid", "this_month"]


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """A quantity to be counted: what this period's report says, scaled (None: nothing yet)."""

    measure: Measure
    value: int | None


@dataclass(frozen=True, slots=True)
class GridRow:
    """One due report. ``report`` is None before anything was written; ``last`` the latest one sent before the period."""

    assignment: Assignment
    task: Task
    unit: Unit
    light: Light
    due_on: date | None  # of the task
    report: Report | None
    last: Report | None
    measures: tuple[MeasureValue, ...]
    evidence: int
    acts: frozenset[str]  # of rules.flow.possible_acts, and ``open`` where there is no report yet
    next_state: str | None  # where passing it on leads


def due_parts(actor: Actor, period: str, unit: int | None = None) -> QuerySet[AssignmentState]:
    """The parts that report for a period: of the actor's units, or of ``unit`` (which the office may ask for, too)."""
    rows: QuerySet[AssignmentState] = policy.visible(actor, AssignmentState.objects.all())
    own = actor.units()
    if unit is not None:
        if unit not in own and office_areas(actor) is None and not actor.is_system:
            return rows.none()
        rows = rows.filter(unit=unit)
    else:
        rows = rows.filter(unit__in=own)
    return _reporting(rows, period)


def due_everywhere(actor: Actor, period: str) -> QuerySet[AssignmentState]:
    """The parts of all units that report for a period; for the office (none for others)."""
    if office_areas(actor) is None:
        return AssignmentState.objects.none()
    return _reporting(policy.visible(actor, AssignmentState.objects.all()), period)


def _reporting(rows: QuerySet[AssignmentState], period: str) -> QuerySet[AssignmentState]:
    begin = date(int(period[:4]), int(period[5:]), 1)
    return rows.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=begin), Q(ended_on__isnull=True) | Q(ended_on__gt=begin),
        reports=True, withdrawn=False, first_period__lte=period,
    ).order_by("unit", "due_on", "task")  # fmt: skip


def this_month(actor: Actor, period: str, unit: int | None = None) -> list[GridRow]:
    """All due reports of a period for the actor's units (or ``unit``); none where no report is due for the period."""
    if not closes_cycle(period, thresholds_of(actor.jurisdiction, actor.on).report_months):
        return []
    return grid(actor, period, due_parts(actor, period, unit))


def grid(
    actor: Actor, period: str, rows: QuerySet[AssignmentState] | Iterable[AssignmentState], *, last: bool = True
) -> list[GridRow]:
    """Due parts with their reports, in at most nine queries however many; for a page of ``due_parts``. Without ``last``
    the latest reports before the period are not read."""
    if isinstance(rows, QuerySet):
        rows = rows.select_related("assignment", "task", "unit")
    page = list(rows)
    ids = [row.pk for row in page]
    known = _readable(actor, page)
    reports = {row.assignment_id: row for row in known.filter(assignment__in=ids, period=period)}
    before, measures = _last(known, ids, period) if last else {}, _measures(row.task_id for row in page)
    values = _values([row.pk for row in reports.values()])
    evidence = _evidence([row.pk for row in reports.values()])
    return [
        _row(actor, row, reports.get(row.pk), before.get(row.pk), measures[row.task_id], values, evidence)
        for row in page
    ]


def due_on(actor: Actor, period: str) -> date:
    """The last day on which a period's reports are in time."""
    place = actor.jurisdiction
    return due_day_of(period, thresholds_of(place, actor.on), calendars_of(place, {None})[None]).value


def _row(
    actor: Actor, row: AssignmentState, report: Report | None, last: Report | None, measures: Sequence[Measure],
    values: dict[tuple[int, int], int], evidence: dict[int, int],
) -> GridRow:  # fmt: skip
    roles = {grant.role for grant in actor.grants if grant.unit == row.unit_id}
    state = report.state if report else "draft"
    acts = possible_acts(state, roles)
    key = report.pk if report else 0
    return GridRow(
        assignment=row.assignment, task=row.task, unit=row.unit, light=light(row, actor.on), due_on=row.due_on, report=report, last=last,
        measures=tuple(MeasureValue(measure, values.get((key, measure.pk))) for measure in measures),
        evidence=evidence.get(key, 0), acts=acts | {"open"} if report is None and acts else acts,
        next_state=next_state(state, STEPS, roles),
    )  # fmt: skip


def _readable(actor: Actor, page: Sequence[AssignmentState]) -> QuerySet[Report]:
    """Reports of the actor's own units as they are; of others what the actor may read: a part in one unit opens no
    draft of another, whatever else the actor is."""
    rows: QuerySet[Report] = Report.objects.all()
    return rows if {row.unit_id for row in page} <= actor.units() else policy.visible(actor, rows)


def _last(known: QuerySet[Report], ids: Sequence[int], period: str) -> dict[int, Report]:
    """Per assignment the latest report sent before a period."""
    rows = known.filter(assignment__in=ids, state__in=sorted(SENT), period__lt=period)
    latest = rows.order_by().values_list("assignment").annotate(latest=Max("period"))
    wanted = dict(latest)
    if not wanted:
        return {}
    found = Report.objects.filter(assignment__in=wanted, period__in=set(wanted.values()), state__in=sorted(SENT))
    return {row.assignment_id: row for row in found if wanted[row.assignment_id] == row.period}


def _measures(tasks: Iterable[int]) -> dict[int, list[Measure]]:
    found: dict[int, list[Measure]] = defaultdict(list)
    for row in Measure.objects.filter(task__in=set(tasks), removed_at__isnull=True).order_by("order", "pk"):
        found[row.task_id].append(row)
    return found


def _values(reports: Sequence[int]) -> dict[tuple[int, int], int]:
    rows = ReportQuantity.objects.filter(report__in=reports).values_list("report", "measure", "value")
    return {(report, measure): value for report, measure, value in rows}


def _evidence(reports: Sequence[int]) -> dict[int, int]:
    """How many files hang on each report."""
    kind = Report._meta.label_lower
    rows = FileLink.objects.filter(object_kind=kind, object_id__in=reports).values_list("object_id")
    return dict(rows.annotate(count=Count("pk")))
