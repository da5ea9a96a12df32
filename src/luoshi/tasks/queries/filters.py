"""What a ledger is narrowed by: plain values, as they stand in an address, and the conditions they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, OrderBy, Q, QuerySet

from luoshi.kernel.actors import Actor
from luoshi.tasks.models import Assignment, AssignmentState, TaskSource, TaskState
from luoshi.tasks.queries.lights import light_condition
from luoshi.tasks.reach import sees_everything
from luoshi.tasks.rules import LightKind
from luoshi.tasks.sight import sees_task_light

SORTS: dict[str, tuple[str, ...]] = {
    "due": ("sort_on", "task"), "-due": ("-due_on", "-task"), "newest": ("-task",), "oldest": ("task",),
    "lead": ("lead__order", "lead", "sort_on", "task"), "policy": ("policy", "task"), "theme": ("theme", "sort_on", "task"),
    "waiting": ("-waiting", "task"),
}  # fmt: skip
NULLABLE = frozenset({"due_on", "lead", "lead__order", "policy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """Everything empty or None does not narrow. Withdrawn tasks are left out unless their light is asked for.

    ``unit``: has any open part, in ``role`` when given; ``lead``: leads alone; dates are inclusive.
    """

    lights: frozenset[LightKind] = frozenset()
    due_from: date | None = None
    due_to: date | None = None
    lead: int | None = None
    unit: int | None = None
    role: str = ""
    policy: int | None = None
    theme: str = ""
    origin: str = ""
    area: int | None = None
    parent: int | None = None
    disputed: bool = False
    unanswered: bool = False
    no_lead: bool = False
    waiting: bool = False
    excepted: bool = False
    late_at_birth: bool = False
    running: bool = False  # neither closed nor withdrawn
    text: str = ""
    sort: str = "due"


def condition(actor: Actor, wanted: LedgerFilter) -> Q:
    """The filter as a condition on ``TaskState``, lights as the actor may see them."""
    found = Q(withdrawn=False) if "withdrawn" not in wanted.lights else Q()
    found &= _fields(wanted)
    if wanted.running:
        found &= Q(closed_on__isnull=True)
    if wanted.excepted:
        found &= Q(excepted_since__lte=actor.on, excepted_until__gte=actor.on)
    if wanted.unit is not None or wanted.role:
        parts = Assignment.objects.filter(jurisdiction=actor.jurisdiction, valid_to__isnull=True)
        parts = parts.filter(unit=wanted.unit) if wanted.unit is not None else parts
        parts = parts.filter(role=wanted.role) if wanted.role else parts
        found &= Q(task__in=parts.values("task"))
    if wanted.policy is not None:
        sources = TaskSource.objects.filter(policy=wanted.policy, withdrawn_at__isnull=True)
        found &= Q(task__in=sources.values("task"))
    limited = sees_everything(actor)  # others may not find by words they may not read
    for word in wanted.text.lower().split():
        found &= Q(search__contains=word) | (Q(search_limited__contains=word) if limited else Q(pk__in=()))
    if wanted.lights:
        found &= reduce(or_, (shown_light(actor, kind) for kind in sorted(wanted.lights)))
    return found


def _fields(wanted: LedgerFilter) -> Q:
    found = Q()
    exact: dict[str, object] = {
        "lead": wanted.lead, "theme": wanted.theme, "origin": wanted.origin, "area": wanted.area,
        "task__parent": wanted.parent,
    }  # fmt: skip
    for name, value in exact.items():
        if value not in (None, ""):
            found &= Q(**{name: value})
    if wanted.due_from is not None:
        found &= Q(due_on__gte=wanted.due_from)
    if wanted.due_to is not None:
        found &= Q(due_on__lte=wanted.due_to)
    flags = (
        (wanted.disputed, Q(disputed=True)), (wanted.unanswered, Q(unanswered__gt=0)),
        (wanted.no_lead, Q(lead__isnull=True)), (wanted.waiting, Q(waiting__gt=0)),
        (wanted.late_at_birth, Q(late_at_birth=True)),
    )  # fmt: skip
    for asked, meaning in flags:
        if asked:
            found &= meaning
    return found


def shown_light(actor: Actor, kind: LightKind) -> Q:
    """The condition that the actor is shown ``kind``: the task's light, or, for those who only take part, that of
    their own part."""
    own = light_condition(kind, actor.on)
    if sees_everything(actor):
        return own
    seen = tasks_with_light(actor)
    tasks = TaskState.objects.filter(seen, own, jurisdiction=actor.jurisdiction)
    parts = own_parts(actor).filter(light_condition(kind, actor.on))
    return Q(pk__in=tasks.values("pk").union(parts.values("task")))


def own_parts(actor: Actor) -> QuerySet[AssignmentState]:
    """The open parts of the actor's units in tasks whose own light the actor does not see."""
    seen = TaskState.objects.filter(tasks_with_light(actor), jurisdiction=actor.jurisdiction)
    rows = AssignmentState.objects.filter(
        jurisdiction=actor.jurisdiction, unit__in=actor.units(), ended_on__isnull=True
    )
    return rows.exclude(task__in=seen.values("pk"))


def tasks_with_light(actor: Actor) -> Q:
    """The condition on ``TaskState`` that the actor sees the task's own light (its key is the task's)."""
    return sees_task_light(actor)


def order(sort: str) -> Iterable[OrderBy]:
    """The columns of a sort key; those without a value last."""
    for name in SORTS.get(sort, SORTS["due"]):
        bare = name.removeprefix("-")
        last = True if bare in NULLABLE else None  # elsewhere it would keep the database from sorting by an index
        yield F(bare).desc(nulls_last=last) if name != bare else F(bare).asc(nulls_last=last)
