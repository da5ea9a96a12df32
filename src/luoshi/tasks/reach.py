"""Which tasks an actor's posts reach, as one SQL condition that starts from the few rows of the actor's units."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from luoshi.accounts.models import Portfolio
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import OFFICE_ROLES, UNIT_ROLES, Actor, Role
from luoshi.tasks.models import Assignment, InstructionRecipient, Task
from luoshi.tasks.rules import LEADS
from luoshi.units.models import Unit

Keys = QuerySet[Any, Any]


def office_areas(actor: Actor) -> tuple[str, ...] | None:
    """The area code prefixes an office person works in; empty for the whole place; None for who is of no office."""
    held = [grant.area for grant in actor.grants if grant.role in OFFICE_ROLES]
    if actor.is_system or "" in held:
        return ()
    return tuple(sorted(set(held))) if held else None


def sees_everything(actor: Actor) -> bool:
    """Whether every task of the place is reached."""
    return office_areas(actor) == ()


def reached(actor: Actor) -> Keys | None:
    """The keys of the tasks an actor may see; None for all of the jurisdiction. One subquery without correlation, so that
    the database starts from the parts of the actor's units, however large the ledger is."""
    if sees_everything(actor):
        return None
    ways = [*_office(actor), *_units(actor), *_portfolio(actor), *_addressed(actor)]
    if not ways:
        return Task.objects.none().values("pk")
    return ways[0].union(*ways[1:]) if len(ways) > 1 else ways[0]


def led(actor: Actor) -> Keys:
    """The keys of the tasks that the actor's units lead now, alone or jointly."""
    units = actor.units()
    rows = Assignment.objects.filter(
        jurisdiction=actor.jurisdiction, unit__in=units, role__in=LEADS, valid_to__isnull=True
    )
    return rows.values("task") if units else Assignment.objects.none().values("task")


def in_portfolio(actor: Actor) -> Keys | None:
    """The keys of the tasks a leader answers for; None when the actor leads nothing."""
    ways = _portfolio(actor)
    if not ways:
        return None
    return ways[0].union(*ways[1:]) if len(ways) > 1 else ways[0]


def _office(actor: Actor) -> list[Keys]:
    areas = office_areas(actor)
    return _in_areas(actor, areas) if areas else []


def _in_areas(actor: Actor, prefixes: tuple[str, ...]) -> list[Keys]:
    place = actor.jurisdiction
    own = reduce(or_, (Q(area__code__startswith=prefix) for prefix in prefixes))
    units = reduce(or_, (Q(unit__area__code__startswith=prefix) for prefix in prefixes))
    return [
        Task.objects.filter(own, jurisdiction=place).values("pk"),
        Assignment.objects.filter(units, jurisdiction=place).values("task"),
    ]


def lies_within(prefixes: Iterable[str], task: Task, unit: Unit | None = None) -> bool:
    """Whether a task lies in one of the areas, or ``unit``'s part in it does: by the task's own area, by the unit's, and
    for the task as a whole when the units of all its open parts are there."""
    wanted = tuple(prefixes)
    if task.area is not None and task.area.code.startswith(wanted):
        return True
    if unit is not None:
        return unit.area is not None and unit.area.code.startswith(wanted)
    parts = Assignment.objects.filter(task=task, valid_to__isnull=True)
    codes = list(parts.values_list("unit__area__code", flat=True))
    return bool(codes) and all(code is not None and code.startswith(wanted) for code in codes)


def _units(actor: Actor) -> list[Keys]:
    """Tasks in which a unit of the actor has or had a part, and the sub-tasks of what it leads."""
    units = actor.units(UNIT_ROLES)
    if not units:
        return []
    parts = Assignment.objects.filter(jurisdiction=actor.jurisdiction, unit__in=units)
    below = Task.objects.filter(jurisdiction=actor.jurisdiction, parent__isnull=False, parent__in=led(actor))
    return [parts.values("task"), below.values("pk")]


def _portfolio(actor: Actor) -> list[Keys]:
    posts = {grant.post for grant in actor.grants if grant.role == Role.LEADER and grant.post is not None}
    if not posts:
        return []
    rows = Portfolio.objects.filter(valid_on(actor.on), post__in=posts, jurisdiction=actor.jurisdiction)
    units: list[int] = []
    themes: list[str] = []
    areas: list[str] = []
    whole = False
    for unit, theme, area in rows.values_list("unit", "theme", "area"):
        if unit is not None:
            units.append(unit)
        elif theme:
            themes.append(theme)
        elif area:
            areas.append(area)
        else:
            whole = True  # a row that names nothing: the head of the place
    tasks = Task.objects.filter(jurisdiction=actor.jurisdiction)
    if whole:
        return [tasks.values("pk")]
    ways: list[Keys] = []
    if units:
        parts = Assignment.objects.filter(jurisdiction=actor.jurisdiction, unit__in=units, valid_to__isnull=True)
        ways.append(parts.values("task"))
    if themes:
        ways.append(tasks.filter(theme__in=themes).values("pk"))
    return ways + (_in_areas(actor, tuple(areas)) if areas else [])


def _addressed(actor: Actor) -> list[Keys]:
    """Tasks whose instruction is addressed to a post of the actor."""
    posts = actor.posts()
    if not posts:
        return []
    return [InstructionRecipient.objects.filter(jurisdiction=actor.jurisdiction, post__in=posts).values("task")]
