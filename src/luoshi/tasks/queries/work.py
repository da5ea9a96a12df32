"""What waits for an actor."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from luoshi.kernel.actors import OFFICE_ROLES, Actor, Role
from luoshi.tasks.access import APPROVERS, policy
from luoshi.tasks.models import Assignment, Closure, LightException, Objection, Report
from luoshi.tasks.queries.month import due_parts
from luoshi.tasks.rules import period_of
from luoshi.tasks.rules.flow import EDITABLE

State = Report.State


def to_answer(actor: Actor) -> QuerySet[Assignment]:
    """Parts of the actor's units that are neither acknowledged nor objected to, the most urgent first."""
    rows = Assignment.objects.filter(
        jurisdiction=actor.jurisdiction, unit__in=actor.units(), valid_to__isnull=True, state=Assignment.State.GIVEN,
        task__withdrawn_on__isnull=True, task__state__closed_on__isnull=True,
    )  # fmt: skip
    return rows.select_related("task__state", "unit").order_by("answer_due_on", "pk")


def to_write(actor: Actor) -> QuerySet[Report]:
    """Reports of the actor's units that were returned, withdrawn or begun, returned ones first."""
    rows = Report.objects.filter(jurisdiction=actor.jurisdiction, unit__in=actor.units(), state__in=sorted(EDITABLE))
    return rows.select_related("task", "unit").order_by("-state", "period", "pk")


def to_pass(actor: Actor) -> QuerySet[Report]:
    """Reports that wait for a step the actor stands for: of a section head, of a unit head."""
    sections, heads = actor.units({Role.SECTION_HEAD}), actor.units({Role.UNIT_HEAD})
    waiting = Q(state=State.SECTION, unit__in=sections) | Q(state=State.HEAD, unit__in=heads)
    rows = Report.objects.filter(waiting, jurisdiction=actor.jurisdiction)
    return rows.select_related("task", "unit").order_by("period", "pk")


def to_verify(actor: Actor, period: str = "") -> QuerySet[Report]:
    """Reports submitted to the office, the longest waiting first."""
    if not (actor.has(Role.SUPERVISOR) or actor.is_system):
        return Report.objects.none()
    rows = policy.visible(actor, Report.objects.filter(state=State.SUBMITTED))
    rows = rows.filter(period=period) if period else rows
    return rows.select_related("task__state", "unit", "assignment").order_by("submitted_at", "pk")


def to_rule(actor: Actor) -> QuerySet[Objection]:
    """Open objections, by the day until which the office rules."""
    if not (actor.has(Role.SUPERVISOR) or actor.is_system):
        return Objection.objects.none()
    rows = policy.visible(actor, Objection.objects.filter(ruling=Objection.Ruling.OPEN))
    return rows.select_related("assignment__task", "assignment__unit", "suggested").order_by("rule_by", "pk")


def to_close(actor: Actor) -> QuerySet[Closure]:
    """Requests to close that another person asked for."""
    if not actor.has(*APPROVERS):
        return Closure.objects.none()
    rows = policy.visible(actor, Closure.objects.filter(state=Closure.State.ASKED)).exclude(asked_by=actor.opaque)
    return rows.select_related("task__state").order_by("asked_at", "pk")


def to_except(actor: Actor) -> QuerySet[LightException]:
    """Requests for exceptions that another person asked for."""
    if not actor.has(*APPROVERS):
        return LightException.objects.none()
    asked = LightException.objects.filter(approved_at__isnull=True, refused_at__isnull=True, ended_at__isnull=True)
    return policy.visible(actor, asked).exclude(asked_by=actor.opaque).select_related("task__state").order_by("pk")


def to_report(actor: Actor, period: str = "") -> int:
    """How many reports of a period (the running month without one) have not left the actor's units."""
    if not actor.units():
        return 0
    period = period or period_of(actor.on)
    sent = Report.objects.filter(
        jurisdiction=actor.jurisdiction, unit__in=actor.units(), period=period,
        state__in=(State.SUBMITTED, State.VERIFIED),
    )  # fmt: skip
    return due_parts(actor, period).exclude(assignment__in=sent.values("assignment")).count()


def my_work(actor: Actor) -> dict[str, int]:
    """The counts of these lists that the actor's posts have, each the number of rows its list shows."""
    found: dict[str, int] = {}
    if actor.units():
        found |= {
            "to_answer": to_answer(actor).count(), "to_report": to_report(actor),
            "returned": to_write(actor).filter(state=State.RETURNED).count(),
        }  # fmt: skip
        if actor.has(Role.SECTION_HEAD, Role.UNIT_HEAD):
            found["to_pass"] = to_pass(actor).count()
    if actor.has(*OFFICE_ROLES):
        if actor.has(Role.SUPERVISOR):
            found |= {"to_verify": to_verify(actor).count(), "to_rule": to_rule(actor).count()}
        found |= {"to_close": to_close(actor).count(), "to_except": to_except(actor).count()}
    return found
