"""The ledger: rows, counts, and what one page of it shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luoshi.kernel.actors import Actor
from luoshi.policies.models import Policy
from luoshi.tasks.access import policy
from luoshi.tasks.gathering import counted
from luoshi.tasks.models import Assignment, AssignmentState, Measure, Task, TaskSource, TaskState
from luoshi.tasks.queries.filters import LedgerFilter, condition, order, own_parts, tasks_with_light
from luoshi.tasks.queries.lights import light_case
from luoshi.tasks.reach import sees_everything
from luoshi.tasks.rules import LEADS, Counted, Light, LightKind, Progress, light, progress
from luoshi.tasks.sight import sources_readable
from luoshi.units.models import Area, Unit
from luoshi.units.remembering import remembered


def states(actor: Actor, wanted: LedgerFilter | None = None) -> QuerySet[TaskState]:
    """The state rows of the tasks an actor sees, narrowed and sorted; what lists, counts and exports start from."""
    wanted = wanted or LedgerFilter()
    rows: QuerySet[TaskState] = policy.visible(actor, TaskState.objects.all())
    return rows.filter(condition(actor, wanted)).order_by(*order(wanted.sort))


def ledger(actor: Actor, wanted: LedgerFilter | None = None) -> QuerySet[TaskState]:
    """The ledger as an actor sees it: state rows with ``task``, ``lead``, ``policy``, ``area``; slice it for a page."""
    return states(actor, wanted).select_related("task", "lead", "policy", "area")


def counts(actor: Actor, wanted: LedgerFilter | None = None) -> dict[LightKind, int]:
    """How many tasks show each light, by the same conditions as the list; lights without tasks are left out."""
    wanted = replace(wanted or LedgerFilter(), lights=frozenset())
    rows = states(actor, wanted).order_by()
    if sees_everything(actor):
        return dict(_by_kind(actor, rows, "pk"))
    own = own_parts(actor).filter(task__in=rows.values("task"))
    return dict(_by_kind(actor, rows.filter(tasks_with_light(actor)), "pk") + _by_kind(actor, own, "task"))


def _by_kind(actor: Actor, rows: QuerySet[Any], key: str) -> Counter[LightKind]:
    count = Count("*") if key == "pk" else Count(key, distinct=True)  # the index of lights holds no keys
    found = rows.annotate(kind=light_case(actor.on)).values("kind").annotate(count=count)
    return Counter({row["kind"]: row["count"] for row in found})


@dataclass(frozen=True, slots=True)
class PartShown:
    """A unit's part as a list shows it; ``formerly``: the unit it was passed on from."""

    unit: Unit
    role: str
    state: str
    formerly: str = ""
    printed: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger. ``light`` is the task's, or the own part's for who only takes part, or None."""

    task: Task
    state: TaskState
    light: Light | None
    own: bool  # the light is that of the own part
    leads: tuple[PartShown, ...] = ()
    others: tuple[PartShown, ...] = ()
    source: TaskSource | None = None
    readable: bool = True  # the words of the source may be shown
    more_sources: int = 0
    progress: Progress | None = None
    excepted: bool = False
    measures: tuple[Counted, ...] = field(default=())

    @property
    def pk(self) -> int:
        """The key of the task."""
        return self.task.pk


def with_lights(actor: Actor, rows: Iterable[TaskState]) -> list[LedgerRow]:
    """The lines of one page: lights, parts, first source and progress in at most eight queries besides the page itself."""
    with remembered():
        return _lines(actor, list(rows))


def _lines(actor: Actor, page: list[TaskState]) -> list[LedgerRow]:
    ids = [row.task_id for row in page]
    seen = set(ids)
    if not sees_everything(actor):
        visible = TaskState.objects.filter(tasks_with_light(actor), jurisdiction=actor.jurisdiction, pk__in=ids)
        seen = set(visible.values_list("pk", flat=True))
    own = own_lights(actor, [number for number in ids if number not in seen])
    parts, sources, amounts = parts_of(ids), _sources(ids), measured(ids)
    readable = sources_readable(actor, {s.policy_id for s in sources.values() if s.policy_id is not None})
    return [
        LedgerRow(
            task=row.task,
            state=row,
            light=light(row, actor.on) if row.pk in seen else own.get(row.pk),
            own=row.pk not in seen,
            leads=tuple(part for part in parts[row.pk] if part.role in LEADS),
            others=tuple(part for part in parts[row.pk] if part.role not in LEADS),
            source=sources.get(row.pk),
            readable=_readable(sources.get(row.pk), readable),
            more_sources=max(row.sources - 1, 0),
            progress=progress(row.milestones_done, row.milestones_all, amounts[row.pk]),
            excepted=row.excepted_since is not None
            and row.excepted_since <= actor.on <= (row.excepted_until or actor.on),
            measures=tuple(amounts[row.pk]),
        )
        for row in page
    ]


def own_lights(actor: Actor, ids: Sequence[int]) -> dict[int, Light]:
    """Per task the light of the part that the actor's units have in it; of several, the weightiest part's."""
    if not ids or not actor.units():
        return {}
    rows = AssignmentState.objects.filter(task__in=ids, unit__in=actor.units(), ended_on__isnull=True)
    return {row.task_id: light(row, actor.on) for row in rows.order_by("-pk")}


def parts_of(ids: Sequence[int]) -> dict[int, list[PartShown]]:
    """The open parts of tasks in the order of roles and units; one query."""
    found: dict[int, list[PartShown]] = defaultdict(list)
    order_of = {role: place for place, role in enumerate(Assignment.Role.values)}
    rows = Assignment.objects.filter(task__in=ids, valid_to__isnull=True)
    rows = rows.select_related("unit", "group", "passed_from__unit")
    for row in sorted(rows, key=lambda one: (order_of[one.role], one.unit.order, one.pk)):
        before = row.passed_from
        formerly = str(before.unit) if before is not None and before.unit_id != row.unit_id else ""
        group = row.group.name if row.group is not None else ""
        found[row.task_id].append(PartShown(row.unit, row.role, row.state, formerly, row.printed, group))
    return found


def measured(ids: Sequence[int]) -> dict[int, list[Counted]]:
    """The counted quantities of tasks with their verified values; two queries."""
    found: dict[int, list[Counted]] = defaultdict(list)
    rows = list(Measure.objects.filter(task__in=ids, removed_at__isnull=True).order_by("task", "order", "pk"))
    values = counted([row.pk for row in rows]) if rows else {}
    for row in rows:
        found[row.task_id].append(Counted(row.name, row.unit, values.get(row.pk, 0), row.target, row.decimals))
    return found


def _sources(ids: Sequence[int]) -> dict[int, TaskSource]:
    rows = TaskSource.objects.filter(task__in=ids, withdrawn_at__isnull=True).select_related("policy").defer("spans")
    return {row.task_id: row for row in rows.order_by("primary", "-pk")}


def _readable(source: TaskSource | None, readable: set[int]) -> bool:
    return source is None or source.policy_id is None or source.policy_id in readable


@dataclass(frozen=True, slots=True)
class Choices:
    """What filters offer: only what occurs in the tasks seen."""

    leads: tuple[Unit, ...]
    policies: tuple[Policy, ...]
    areas: tuple[Area, ...]
    themes: tuple[str, ...]


def choices(actor: Actor) -> Choices:
    """Leads, policies, areas and themes in use among the tasks an actor sees; four queries."""
    rows = policy.visible(actor, TaskState.objects.filter(withdrawn=False)).order_by()
    everything = sees_everything(actor)

    def used(name: str) -> Q:
        """Probing the index of each choice where all is seen; else starting from the few tasks that are."""
        if everything:
            return Q(Exists(rows.filter(**{name: OuterRef("pk")})))
        return Q(pk__in=rows.filter(**{f"{name}__isnull": False}).values(name).distinct())

    themes = rows.exclude(theme="").values_list("theme", flat=True).distinct().order_by("theme")[:200]
    return Choices(
        tuple(Unit.objects.filter(used("lead"), jurisdiction=actor.jurisdiction).order_by("order", "name")),
        tuple(Policy.objects.filter(used("policy"), jurisdiction=actor.jurisdiction).order_by("-pk")),
        tuple(Area.objects.filter(used("area"), jurisdiction=actor.jurisdiction).order_by("code")),
        tuple(themes),
    )
