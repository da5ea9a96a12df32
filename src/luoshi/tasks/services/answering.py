"""Acknowledging, objecting (职责异议), ruling: each within its limit in working days."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from luoshi.journal.services import record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, Objection
from luoshi.tasks.place import calendars_of, thresholds_of
from luoshi.tasks.services.assigning import hand_over, let_go
from luoshi.tasks.services.changing import changing, demand_reason, demand_running, fresh
from luoshi.units.models import Unit
from luoshi.units.queries import name_of


def acknowledge(actor: Actor, assignment: Assignment) -> Assignment:
    """The unit takes its part. Twice changes nothing; refused while an objection is open."""
    with changing(assignment.task_id):
        part = fresh(actor, assignment)
        policy.require(actor, "answer", part)
        if part.state == Assignment.State.ACKNOWLEDGED:
            return part
        if part.state == Assignment.State.OBJECTED:
            raise Refused("已提出异议,等待裁定;如要签收请先撤回异议。", "An objection is open; withdraw it first.")
        demand_running(part.task)
        _answered(actor, part, Assignment.State.ACKNOWLEDGED)
        late = part.answer_due_on is not None and actor.on > part.answer_due_on
        record(
            actor, "tasks.acknowledged", part.task,
            detail={"unit": name_of(part.unit_id, actor.on, short=True), "late": late, "assignment": part.pk},
        )  # fmt: skip
        return part


def acknowledge_many(actor: Actor, assignments: Iterable[Assignment]) -> int:
    """Take several parts at once, all or none; how many were not yet answered."""
    rows = list(assignments)
    with changing(*(row.task_id for row in rows)):
        open_ones = [row for row in rows if fresh(actor, row).state == Assignment.State.GIVEN]
        for row in open_ones:
            acknowledge(actor, row)
    return len(open_ones)


def object_to(actor: Actor, assignment: Assignment, reason: str, suggested: Unit | None = None) -> Objection:
    """The unit says that the task is not its own; who should have it, where it knows. Marked ``late`` after the limit.

    A unit that acknowledged may still object. An objection that is open already is given back.
    """
    with changing(assignment.task_id):
        part = fresh(actor, assignment)
        policy.require(actor, "answer", part)
        known = Objection.objects.filter(assignment=part, ruling=Objection.Ruling.OPEN).first()
        if known is not None:
            return known
        demand_running(part.task)
        if suggested is not None and (suggested.jurisdiction != actor.jurisdiction or suggested.pk == part.unit_id):
            raise Refused("建议单位须是本地区的另一单位。", "Suggest another unit of this place.", field="suggested")
        thresholds = thresholds_of(actor.jurisdiction, actor.on)
        calendar = calendars_of(actor.jurisdiction, {part.task.area_id})[part.task.area_id]
        limit = calendar.add(part.valid_from, thresholds.objection_workdays).value
        made = Objection.objects.create(
            jurisdiction=actor.jurisdiction, assignment=part, reason=demand_reason(reason), suggested=suggested,
            raised_by=actor.opaque, late=actor.on > limit,
            rule_by=calendar.add(actor.on, thresholds.ruling_workdays).value,
        )  # fmt: skip
        _answered(actor, part, Assignment.State.OBJECTED)
        record(
            actor, "tasks.objected", part.task, after={"reason": made.reason},
            detail={"unit": name_of(part.unit_id, actor.on, short=True), "late": made.late, "objection": made.pk},
        )  # fmt: skip
        return made


def withdraw_objection(actor: Actor, objection: Objection) -> Objection:
    """The unit takes its objection back and with it its part. Twice changes nothing."""
    with changing(objection.assignment.task_id):
        now = fresh(actor, objection)
        if now.ruling == Objection.Ruling.WITHDRAWN:
            return now
        policy.require(actor, "withdraw", now)
        _demand_unruled(now)
        now.ruling, now.ruled_at = Objection.Ruling.WITHDRAWN, timezone.now()
        now.save(update_fields=["ruling", "ruled_at"])
        _answered(actor, now.assignment, Assignment.State.ACKNOWLEDGED)
        record(
            actor, "tasks.objection_withdrawn", now.assignment.task,
            detail={"unit": name_of(now.assignment.unit_id, actor.on, short=True), "objection": now.pk},
        )  # fmt: skip
        return now


def rule(
    actor: Actor, objection: Objection, *, upheld: bool, reason: str, reassign_to: Unit | None = None
) -> Objection:
    """The office rules: upheld, the part goes to ``reassign_to`` or ends; refused, the unit keeps it.

    The same ruling again changes nothing.
    """
    with changing(objection.assignment.task_id):
        now = fresh(actor, objection)
        policy.require(actor, "rule", now)
        ruling = Objection.Ruling.UPHELD if upheld else Objection.Ruling.REFUSED
        if now.ruling == ruling:
            return now
        _demand_unruled(now)
        part = now.assignment
        now.ruling, now.ruling_reason = ruling, demand_reason(reason)
        now.ruled_at, now.ruled_by = timezone.now(), actor.opaque
        now.save(update_fields=["ruling", "ruling_reason", "ruled_at", "ruled_by"])
        record(
            actor, "tasks.objection_ruled", part.task, after={"ruling": ruling, "reason": now.ruling_reason},
            detail={
                "unit": name_of(part.unit_id, actor.on, short=True), "objection": now.pk, "ruling": str(ruling),
                "ruling_zh": "成立" if upheld else "不成立", "ruling_en": "upheld" if upheld else "refused",
            },
        )  # fmt: skip
        if not upheld:
            _answered(actor, part, Assignment.State.ACKNOWLEDGED)
        elif reassign_to is not None:
            hand_over(actor, part, reassign_to, now.ruling_reason)
        else:
            let_go(actor, part, now.ruling_reason)
        return now


def _answered(actor: Actor, part: Assignment, state: str) -> None:
    part.state, part.answered_at, part.answered_by = state, timezone.now(), actor.opaque
    part.save(update_fields=["state", "answered_at", "answered_by"])


def _demand_unruled(objection: Objection) -> None:
    if objection.ruling != Objection.Ruling.OPEN:
        raise Refused("这项异议已经处理。", "This objection has been dealt with.")
