"""Which rows of the ledger an actor sees, as conditions; the visibility matrix of the place decides the cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from luoshi.accounts.visibility import Audience, What, sees
from luoshi.kernel.actors import OFFICE_ROLES, Actor
from luoshi.policies.access import access as policy_access
from luoshi.policies.models import Policy
from luoshi.tasks.models import (
    Assignment,
    AssignmentState,
    ColumnMapping,
    Instruction,
    InstructionRecipient,
    NumberSeries,
    Objection,
    Report,
    ReportQuantity,
    ReportStep,
    SheetImport,
    Task,
)
from luoshi.tasks.reach import in_portfolio, led, office_areas, reached

Rows = models.QuerySet[Any]
NOTHING = Q(pk__in=())
_SENT_STATES = ((What.REPORT, Report.State.SUBMITTED), (What.VERIFIED, Report.State.VERIFIED))


def seen(actor: Actor, rows: Rows) -> Rows:
    """The rows among ``rows`` (of the actor's jurisdiction, any model of the ledger) that the actor sees."""
    special = _VISIBLE.get(rows.model)
    if special is not None:
        return special(actor, rows)
    keys = reached(actor)
    return rows if keys is None else rows.filter(**{f"{_PATH.get(rows.model, 'task')}__in": keys})


def reports(actor: Actor, rows: Rows) -> Rows:
    """Own reports; sent ones for the office and for leads; verified ones for leaders."""
    wanted = NOTHING
    areas = office_areas(actor)
    if areas is not None:
        returned = Q(state=Report.State.RETURNED, submitted_at__isnull=False)
        wanted |= (_sent(actor, Audience.OFFICE) | returned) & _of_areas(areas)
    units = actor.units()
    if units:
        heir = Assignment.objects.filter(
            task=OuterRef("task"), unit__in=units, passed_from__unit=OuterRef("unit"), valid_to__isnull=True
        )
        wanted |= Q(unit__in=units) | (_sent(actor, Audience.OWN_UNIT) & Q(Exists(heir)))
        wanted |= _among(_sent(actor, Audience.LEAD), Q(task__in=led(actor)))
        wanted |= _among(_sent(actor, Audience.PARTICIPANT), Q(task__in=_parts(actor)))
    portfolio = in_portfolio(actor)
    if portfolio is not None:
        wanted |= _among(_sent(actor, Audience.LEADER), Q(task__in=portfolio))
    return rows.filter(wanted)


def lights(actor: Actor, rows: Rows) -> Rows:
    """Units' own lights: the office and leaders see those of their tasks, leads their participants', others their own."""
    return rows.filter(_cells(actor, What.LIGHT, Q(unit__in=actor.units()), "task"))


def sees_task_light(actor: Actor) -> Q:
    """The condition on tasks whose own light the actor sees; participants see only that of their part."""
    return _cells(actor, What.LIGHT, NOTHING, "pk")


def sources_readable(actor: Actor, policies: set[int]) -> set[int]:
    """Of policies (ids) those whose words the actor may read: quotations inherit the document's distribution level."""
    if not policies:
        return set()
    rows = policy_access.visible(actor, Policy.objects.filter(pk__in=policies))
    return set(rows.values_list("pk", flat=True))


def _objections(actor: Actor, rows: Rows) -> Rows:
    own = Q(assignment__unit__in=actor.units())
    return rows.filter(_cells(actor, What.DISPUTE, own, "assignment__task"))


def _cells(actor: Actor, what: What, own: Q, path: str) -> Q:
    """The condition that one of the audiences the actor belongs to sees ``what``; ``own``: rows of the actor's units."""
    wanted = own
    if office_areas(actor) is not None and sees(actor, what, Audience.OFFICE):
        wanted |= _reached(actor, path)
    if actor.units():
        if sees(actor, what, Audience.LEAD):
            wanted |= Q(**{f"{path}__in": led(actor)})
        if sees(actor, what, Audience.PARTICIPANT):
            wanted |= Q(**{f"{path}__in": _parts(actor)})
    portfolio = in_portfolio(actor)
    if portfolio is not None and sees(actor, what, Audience.LEADER):
        wanted |= Q(**{f"{path}__in": portfolio})
    return wanted


def _sent(actor: Actor, audience: Audience) -> Q:
    states = [state for what, state in _SENT_STATES if sees(actor, what, audience)]
    return Q(state__in=states) if states else NOTHING


def _among(states: Q, tasks: Q) -> Q:
    return NOTHING if states == NOTHING else states & tasks


def _reached(actor: Actor, path: str = "task") -> Q:
    keys = reached(actor)
    return Q(pk__isnull=False) if keys is None else Q(**{f"{path}__in": keys})


def _of_areas(areas: tuple[str, ...]) -> Q:
    """Reports of units in one of the areas, and of tasks that belong to one; a task shared with others opens no report
    of theirs."""
    found = Q(pk__isnull=False) if not areas else NOTHING
    for prefix in areas:
        found |= Q(unit__area__code__startswith=prefix) | Q(task__area__code__startswith=prefix)
    return found


def _parts(actor: Actor) -> Rows:
    return Assignment.objects.filter(
        jurisdiction=actor.jurisdiction, unit__in=actor.units(), valid_to__isnull=True
    ).values("task")


def _of_reports(actor: Actor, rows: Rows) -> Rows:
    return rows.filter(report__in=reports(actor, Report.objects.filter(jurisdiction=actor.jurisdiction)).values("pk"))


def _addressed(actor: Actor, rows: Rows) -> Rows:
    """What only the named recipients see."""
    posts = InstructionRecipient.objects.filter(post__in=actor.posts(), jurisdiction=actor.jurisdiction)
    return rows.filter(task__in=posts.values("task"))


def _imports(actor: Actor, rows: Rows) -> Rows:
    own = Q(created_by=actor.opaque)
    return rows.filter(own | Q(kind=SheetImport.Kind.TASKS) if actor.has(*OFFICE_ROLES) else own)


def _office_only(actor: Actor, rows: Rows) -> Rows:
    return rows if actor.has(*OFFICE_ROLES) else rows.none()


_PATH: dict[type[models.Model], str] = {Task: "pk"}
_VISIBLE: dict[type[models.Model], Callable[[Actor, Rows], Rows]] = {
    Report: reports, ReportStep: _of_reports, ReportQuantity: _of_reports, AssignmentState: lights,
    Objection: _objections, Instruction: _addressed, InstructionRecipient: _addressed, SheetImport: _imports,
    ColumnMapping: _office_only, NumberSeries: _office_only,
}  # fmt: skip
