"""Everything the page of one task shows, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from luoshi.accounts.queries import Name, names_for
from luoshi.files.models import StoredFile
from luoshi.files.queries import of_objects
from luoshi.journal.history import Told
from luoshi.journal.history import history as told
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Language
from luoshi.tasks.access import handles, policy
from luoshi.tasks.gathering import counted
from luoshi.tasks.models import (
    Assignment,
    AssignmentState,
    Closure,
    Deadline,
    LightException,
    Measure,
    Milestone,
    Objection,
    Report,
    ReportQuantity,
    ReportStep,
    Task,
    TaskSource,
    TaskState,
)
from luoshi.tasks.queries.filters import tasks_with_light
from luoshi.tasks.reach import sees_everything
from luoshi.tasks.rules import Counted, Light, Progress, light, possible_acts, progress
from luoshi.tasks.sight import sources_readable
from luoshi.units.models import UnitName
from luoshi.units.queries import official_names
from luoshi.units.remembering import remembered


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source; its words only where the document's distribution allows (``readable``)."""

    source: TaskSource
    readable: bool


@dataclass(frozen=True, slots=True)
class AssignmentShown:
    """A part with the name its unit bore when it began, its light where the actor may see it, and its objections."""

    assignment: Assignment
    name: str
    now: str  # the unit's name today
    light: Light | None
    objections: tuple[Objection, ...]

    @property
    def open(self) -> bool:
        return self.assignment.valid_to is None


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A report with the hands it went through, its quantities by measure, its files and what the actor can do."""

    report: Report
    steps: tuple[ReportStep, ...]
    quantities: tuple[ReportQuantity, ...]
    files: tuple[StoredFile, ...]
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A quantity with its verified value."""

    measure: Measure
    counted: Counted


@dataclass(frozen=True, slots=True)
class TaskBundle:
    """One task page. ``light`` is None where the actor may not see it; ``own`` when it is that of the own part."""

    task: Task
    state: TaskState
    light: Light | None
    own: bool
    sources: tuple[SourceShown, ...]
    assignments: tuple[AssignmentShown, ...]
    deadlines: tuple[Deadline, ...]  # latest first
    milestones: tuple[Milestone, ...]
    measures: tuple[MeasureShown, ...]
    reports: tuple[ReportShown, ...]  # latest period first
    closures: tuple[Closure, ...]
    exceptions: tuple[LightException, ...]
    subtasks: tuple[TaskState, ...]
    progress: Progress | None
    names: dict[str, Name]  # of the people acting, by opaque id


IN_UNIT = frozenset(f"tasks.report_{step}" for step in ("opened", "saved", "passed", "sent_back"))
REPORTS = 60  # the latest ones a page shows


def task_bundle(actor: Actor, task: Task, *, reports: int = REPORTS) -> TaskBundle:
    """The whole page of a task that the actor sees; the queries do not grow with its rows."""
    with remembered():
        return _bundle(actor, task, reports)


def _bundle(actor: Actor, task: Task, reports: int) -> TaskBundle:
    state = TaskState.objects.select_related("lead", "policy", "area").get(pk=task.pk)
    assignments = _assignments(actor, task)
    seen = sees_everything(actor) or TaskState.objects.filter(tasks_with_light(actor), pk=task.pk).exists()
    own = None if seen else next((part.light for part in assignments if part.open and part.light), None)
    shown = _reports(actor, task, reports)
    measures = _measures(task)
    closures = tuple(Closure.objects.filter(task=task).order_by("-pk"))
    exceptions = tuple(LightException.objects.filter(task=task).order_by("-pk"))
    deadlines = tuple(Deadline.objects.filter(task=task).order_by("-valid_from", "-pk"))
    people = {deadline.decided_by for deadline in deadlines} | {task.created_by}
    people |= {step.by for each in shown for step in each.steps}
    people |= {name for closure in closures for name in (closure.asked_by, closure.decided_by)}
    people |= {name for exception in exceptions for name in (exception.asked_by, exception.approved_by)}
    people |= {objection.raised_by for part in assignments for objection in part.objections}
    below = policy.visible(actor, TaskState.objects.filter(task__parent=task)) if task.parent_id is None else None
    return TaskBundle(
        task=task,
        state=state,
        light=light(state, actor.on) if seen else own,
        own=not seen,
        sources=_sources(actor, task),
        assignments=assignments,
        deadlines=deadlines,
        milestones=tuple(Milestone.objects.filter(task=task, removed_at__isnull=True).order_by("order", "pk")),
        measures=measures,
        reports=shown,
        closures=closures,
        exceptions=exceptions,
        subtasks=tuple(below.select_related("task", "lead").order_by("task")) if below is not None else (),
        progress=progress(state.milestones_done, state.milestones_all, [each.counted for each in measures]),
        names=names_for(people - {""}),
    )


def history(
    actor: Actor, task: Task, *, language: Language = "zh", limit: int = 200, before: int | None = None
) -> list[Told]:
    """What happened to a task, newest first, in sentences: of reports and objections only what the actor may see, of
    work inside a unit only what the unit itself may."""
    rows = told(
        actor.jurisdiction, Task._meta.label_lower, task.pk, lambda people: _called(people, language),
        language=language, limit=limit, before=before,
    )  # fmt: skip
    reports = {row.event.detail["report"] for row in rows if "report" in row.event.detail}
    seen = dict(policy.visible(actor, Report.objects.filter(pk__in=reports)).values_list("pk", "unit"))
    disputes = {row.event.detail["objection"] for row in rows if "objection" in row.event.detail}
    heard = set(policy.visible(actor, Objection.objects.filter(pk__in=disputes)).values_list("pk", flat=True))
    units = actor.units()

    def may_hear(row: Told) -> bool:
        detail = row.event.detail
        if "objection" in detail:
            return detail["objection"] in heard
        if "report" not in detail:
            return True
        return detail["report"] in seen and (row.event.act not in IN_UNIT or seen[detail["report"]] in units)

    return [row for row in rows if may_hear(row)]


def _called(people: frozenset[str], language: Language) -> dict[str, str]:
    return {key: name if isinstance(name, str) else name.say(language) for key, name in names_for(people).items()}


def _sources(actor: Actor, task: Task) -> tuple[SourceShown, ...]:
    rows = list(
        TaskSource.objects.filter(task=task).select_related("policy").order_by("withdrawn_at", "-primary", "pk")
    )
    readable = sources_readable(actor, {row.policy_id for row in rows if row.policy_id is not None})
    return tuple(SourceShown(row, row.policy_id is None or row.policy_id in readable) for row in rows)


def _assignments(actor: Actor, task: Task) -> tuple[AssignmentShown, ...]:
    objections = policy.visible(actor, Objection.objects.select_related("suggested").order_by("pk"))
    rows = list(
        Assignment.objects.filter(task=task)
        .select_related("unit", "group", "passed_from__unit")
        .prefetch_related(Prefetch("objections", queryset=objections, to_attr="shown"))
        .order_by("pk")
    )
    lights = {row.pk: row for row in policy.visible(actor, AssignmentState.objects.filter(task=task))}
    order = Assignment.Role.values
    rows.sort(key=lambda row: (row.valid_to is not None, order.index(row.role), row.unit.order, row.pk))
    then = _names_then(rows)
    return tuple(
        AssignmentShown(
            row, then[row.pk], str(row.unit),
            light(lights[row.pk], actor.on) if row.pk in lights else None, tuple(row.shown),
        )
        for row in rows
    )  # fmt: skip


def _names_then(rows: Sequence[Assignment]) -> dict[int, str]:
    """The name each part's unit bore when the part began; one query."""
    borne: dict[int, list[UnitName]] = defaultdict(list)
    for name in official_names().filter(unit__in={row.unit_id for row in rows}).order_by("valid_from", "pk"):
        borne[name.unit_id].append(name)
    found = {}
    for row in rows:
        begun = [name for name in borne[row.unit_id] if name.valid_from <= row.valid_from]
        found[row.pk] = (begun[-1].short_name or begun[-1].name) if begun else str(row.unit)
    return found


def _measures(task: Task) -> tuple[MeasureShown, ...]:
    rows = list(Measure.objects.filter(task=task, removed_at__isnull=True).order_by("order", "pk"))
    values = counted([row.pk for row in rows]) if rows else {}
    return tuple(
        MeasureShown(row, Counted(row.name, row.unit, values.get(row.pk, 0), row.target, row.decimals)) for row in rows
    )


def _reports(actor: Actor, task: Task, limit: int) -> tuple[ReportShown, ...]:
    rows = list(
        policy.visible(actor, Report.objects.filter(task=task))
        .select_related("unit")
        .order_by("-period", "unit", "pk")[:limit]
    )
    ids = [row.pk for row in rows]
    steps = steps_seen(actor, rows)
    amounts: dict[int, list[ReportQuantity]] = defaultdict(list)
    for amount in ReportQuantity.objects.filter(report__in=ids).select_related("measure").order_by("measure"):
        amounts[amount.report_id].append(amount)
    files = of_objects(actor, Report._meta.label_lower, ids)
    return tuple(
        ReportShown(
            row, steps.get(row.pk, ()), tuple(amounts[row.pk]), tuple(files.get(row.pk, ())), acts_on(actor, row)
        )
        for row in rows
    )


def steps_seen(actor: Actor, reports: Sequence[Report]) -> dict[int, tuple[ReportStep, ...]]:
    """The hands of reports that the actor reads; one query. What one hand of a unit says to another stays in the unit."""
    own = {row.pk for row in reports if row.unit_id in actor.units()}
    found: dict[int, list[ReportStep]] = defaultdict(list)
    for step in ReportStep.objects.filter(report__in=[row.pk for row in reports]).order_by("pk"):
        if step.report_id not in own and not actor.is_system:
            if step.step == "sent_back":
                continue
            step.comment = "" if step.step == "passed" else step.comment
        found[step.report_id].append(step)
    return {key: tuple(steps) for key, steps in found.items()}


def acts_on(actor: Actor, report: Report) -> frozenset[str]:
    """What the actor can do with a report that they see."""
    roles = {grant.role for grant in actor.grants if grant.unit == report.unit_id}
    return possible_acts(report.state, roles, office=not actor.is_system and handles(actor, report))
