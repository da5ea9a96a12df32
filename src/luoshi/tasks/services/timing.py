"""Deadlines: dated decisions, each in force until the next."""

from __future__ import annotations

from luoshi.journal.services import record
from luoshi.kernel.actors import Actor
from luoshi.tasks.access import policy
from luoshi.tasks.models import Deadline, Task
from luoshi.tasks.place import thresholds_of
from luoshi.tasks.services.changing import changing, demand_reason, demand_running, fresh
from luoshi.tasks.services.creating import check_deadline, deadline_row
from luoshi.tasks.services.drafts import DeadlineDraft


def set_deadline(actor: Actor, task: Task, deadline: DeadlineDraft, reason: str = "") -> Deadline:
    """Set, extend or adjust when a task is due; the row before stays and is closed today.

    A first deadline needs no reason, a change does. The deadline that is in force again changes nothing.
    """
    with changing(task.pk):
        now = fresh(actor, task)
        policy.require(actor, "time", now)
        demand_running(now)
        return decide_deadline(actor, now, deadline, reason)


def decide_deadline(actor: Actor, task: Task, deadline: DeadlineDraft, reason: str) -> Deadline:
    """The act of ``set_deadline`` on a task that is locked."""
    check_deadline(deadline)
    made = deadline_row(actor, task, deadline, actor.on, thresholds_of(actor.jurisdiction, actor.on), reason)
    known = Deadline.objects.filter(task=task, valid_to__isnull=True).order_by("-pk").first()
    if known is not None and _facts(known) == _facts(made):
        return known
    if known is not None and known.kind != Deadline.Kind.NONE:
        made.reason = demand_reason(reason)[:300]
    if known is not None:
        made.valid_from = max(made.valid_from, known.valid_from)
        known.valid_to = made.valid_from
        known.save(update_fields=["valid_to"])
        made.supersedes = known
    made.save()
    record(
        actor, "tasks.deadline_set", task, before=_facts(known) if known else None, after=_facts(made),
        detail={"from": _said(known), "to": _said(made), "reason": made.reason, "kind": str(made.kind)},
    )  # fmt: skip
    return made


def _facts(row: Deadline) -> dict[str, object]:
    return {
        "kind": str(row.kind), "due_on": str(row.due_on or ""), "review_on": str(row.review_on or ""),
        "recurrence": row.recurrence,
    }  # fmt: skip


def _said(row: Deadline | None) -> str:
    """The date, or the kind where there is none."""
    return "" if row is None else str(row.due_on or row.review_on or row.kind)
