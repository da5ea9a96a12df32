"""Who answers for a task: adding, changing and ending parts. Parts are dated; a change ends one and begins another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from luoshi.journal.services import record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, Objection, Task
from luoshi.tasks.place import calendars_of, thresholds_of
from luoshi.tasks.services.changing import changing, demand_reason, demand_running, fresh
from luoshi.tasks.services.drafts import PartDraft
from luoshi.tasks.services.parts import ORDER, Directory, Part, names_of, rows_of
from luoshi.units.models import Unit
from luoshi.units.queries import names_on


def assign(actor: Actor, task: Task, parts: Sequence[PartDraft]) -> list[Assignment]:
    """Add units, or groups by their members today. Units with an open part keep it; a second lead leads jointly.

    Gives the new assignments; none when all are there.
    """
    with changing(task.pk):
        now = fresh(actor, task)
        policy.require(actor, "assign", now)
        demand_running(now)
        given = Directory(actor.jurisdiction, [(part, actor.on) for part in parts], now.title).parts(parts, actor.on)
        standing = {row.unit_id: row for row in open_parts(now)}
        led = any(row.role == Assignment.Role.LEAD for row in standing.values())
        new = [
            Part(part.unit, Assignment.Role.JOINT_LEAD, part.group, part.printed)
            if led and part.role == Assignment.Role.LEAD
            else part
            for part in given
            if part.unit not in standing
        ]
        if not new:
            return []
        rows = _write(actor, now, new)
        names = names_on([part.unit for part in new], actor.on, short=True)
        record(
            actor, "tasks.assigned", now, after={"parts": [[part.unit, str(part.role)] for part in new]},
            detail={"units": names_of(names, new), "count": len(new), "ids": [part.unit for part in new]},
        )  # fmt: skip
        return rows


def reassign(actor: Actor, assignment: Assignment, unit: Unit, reason: str) -> Assignment:
    """Another unit takes the part over; its answer is asked anew. Gives the new assignment."""
    with changing(assignment.task_id):
        part = fresh(actor, assignment)
        policy.require(actor, "assign", part)
        return hand_over(actor, part, unit, demand_reason(reason))


def hand_over(actor: Actor, part: Assignment, unit: Unit, reason: str) -> Assignment:
    """The act of ``reassign`` on a part whose task is locked."""
    _demand_open(part)
    if unit.jurisdiction != actor.jurisdiction or unit.pk == part.unit_id:
        raise Refused("请选择另一个单位。", "Choose another unit.", field="unit")
    names = names_on([part.unit_id, unit.pk], actor.on, short=True)
    made = move(actor, part, unit.pk, actor.on)
    record(
        actor, "tasks.reassigned", part.task, before={"unit": part.unit_id}, after={"unit": unit.pk},
        detail={"from": names[part.unit_id], "to": names[unit.pk], "reason": reason, "ids": [part.unit_id, unit.pk]},
    )  # fmt: skip
    return made


def release(actor: Actor, assignment: Assignment, reason: str) -> Assignment:
    """End a unit's part from today on. Twice changes nothing."""
    with changing(assignment.task_id):
        part = fresh(actor, assignment)
        policy.require(actor, "assign", part)
        if part.valid_to is not None:
            return part
        return let_go(actor, part, demand_reason(reason))


def let_go(actor: Actor, part: Assignment, reason: str) -> Assignment:
    """The act of ``release`` on an open part whose task is locked."""
    end(part, actor.on)
    name = names_on([part.unit_id], actor.on, short=True)[part.unit_id]
    record(actor, "tasks.released", part.task, detail={"unit": name, "reason": reason, "ids": [part.unit_id]})
    return part


def change_role(actor: Actor, assignment: Assignment, role: str, reason: str) -> Assignment:
    """A unit's role changes from today on; a lead that was there before leads jointly from then on."""
    with changing(assignment.task_id):
        part = fresh(actor, assignment)
        policy.require(actor, "assign", part)
        _demand_open(part)
        if role not in ORDER:
            raise Refused("没有这种分工。", "There is no such role.", field="role")
        if part.role == role:
            return part
        reason = demand_reason(reason)
        if role == Assignment.Role.LEAD:
            for other in open_parts(part.task).filter(role=Assignment.Role.LEAD):
                replace(actor, other, other.unit_id, Assignment.Role.JOINT_LEAD, actor.on, answered=True)
        made = replace(actor, part, part.unit_id, role, actor.on, answered=True)
        name = names_on([part.unit_id], actor.on, short=True)[part.unit_id]
        record(
            actor, "tasks.role_changed", part.task, before={"role": part.role}, after={"role": role},
            detail={"unit": name, "from": str(part.role), "to": str(role), "reason": reason},
        )  # fmt: skip
        return made


def open_parts(task: Task) -> QuerySet[Assignment]:
    """The parts that hold now."""
    return Assignment.objects.filter(task=task, valid_to__isnull=True).order_by("pk")


def move(actor: Actor, part: Assignment, unit: int, on: date, *, answered: bool = False) -> Assignment:
    """A part goes to another unit; one that has a part already keeps it, in the weightier of both roles."""
    standing = open_parts(part.task).filter(unit=unit).first()
    if standing is None:
        return replace(actor, part, unit, part.role, on, answered=answered)
    end(part, on)
    if ORDER.index(part.role) < ORDER.index(standing.role):
        return replace(actor, standing, unit, part.role, on, answered=True)
    return standing


def replace(actor: Actor, part: Assignment, unit: int, role: str, on: date, *, answered: bool = False) -> Assignment:
    """End a part and begin its continuation with another unit or role; the chain shows how it was passed on."""
    end(part, on)
    calendar = calendars_of(actor.jurisdiction, {part.task.area_id})[part.task.area_id]
    rows = rows_of(
        actor.jurisdiction, part.task_id, [Part(unit, role, part.group_id, part.printed)], on,
        thresholds_of(actor.jurisdiction, actor.on), calendar,
    )  # fmt: skip
    made = rows[0]
    made.passed_from = part
    if answered:
        made.state, made.answered_at, made.answered_by = part.state, part.answered_at, part.answered_by
        made.answer_due_on = part.answer_due_on
    made.save()
    return made


def end(part: Assignment, on: date) -> None:
    """End a part; open objections to it have no object any more."""
    part.valid_to = max(on, part.valid_from)
    part.save(update_fields=["valid_to"])
    Objection.objects.filter(assignment=part, ruling=Objection.Ruling.OPEN).update(
        ruling=Objection.Ruling.WITHDRAWN, ruled_at=timezone.now()
    )


def _write(actor: Actor, task: Task, parts: Sequence[Part]) -> list[Assignment]:
    calendar = calendars_of(actor.jurisdiction, {task.area_id})[task.area_id]
    thresholds = thresholds_of(actor.jurisdiction, actor.on)
    return Assignment.objects.bulk_create(rows_of(actor.jurisdiction, task.pk, parts, actor.on, thresholds, calendar))


def _demand_open(part: Assignment) -> None:
    if part.valid_to is not None:
        raise Refused("这项分工已经结束。", "This part has ended.")
