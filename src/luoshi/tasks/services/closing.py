"""Closing (销号): asked by one person, decided by another; and reopening."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from luoshi.journal.services import record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.gathering import ENDING
from luoshi.tasks.models import Closure, Report, Task
from luoshi.tasks.services.changing import changing, demand_reason, demand_running, fresh
from luoshi.tasks.services.creating import TITLE
from luoshi.tasks.services.drafts import ClosingDraft, DeadlineDraft
from luoshi.tasks.services.timing import decide_deadline

Kind, State = Closure.Kind, Closure.State
KIND_WORDS = {
    Kind.COMPLETED: ("完成", "completed"),
    Kind.STAGE: ("阶段性完成", "completed for the stage"),
    Kind.STANDING: ("转为持续推进", "turned standing"),
    Kind.ADJUSTED: ("调整", "adjusted"),
    Kind.STOPPED: ("停办", "stopped"),
}


def ask_closing(actor: Actor, task: Task, closing: ClosingDraft) -> Closure:
    """Ask that a task be closed, or go on differently. A request of the same kind that is open is given back.

    Raises ``Refused`` while reports wait for verification or sub-tasks run, or a needed date is missing.
    """
    with changing(task.pk):
        now = fresh(actor, task)
        policy.require(actor, "ask_close", now)
        known = Closure.objects.filter(task=now, state=State.ASKED).first()
        if known is not None and known.kind == closing.kind:
            return known
        if known is not None:
            raise Refused("已有一项销号申请等待批准。", "A request to close already waits for approval.")
        demand_running(now)
        _check(actor, now, closing)
        made = Closure.objects.create(
            jurisdiction=actor.jurisdiction, task=now, kind=closing.kind, reason=demand_reason(closing.reason),
            new_due_on=closing.new_due_on, new_review_on=closing.new_review_on,
            new_title=closing.new_title.strip()[:TITLE], effective_on=closing.effective_on or actor.on,
            asked_by=actor.opaque,
        )  # fmt: skip
        _record(actor, "tasks.closing_asked", made)
        return made


def approve_closing(actor: Actor, closure: Closure, reason: str = "") -> Closure:
    """Another person agrees: the task is closed, or gets its new date, kind or title. Twice changes nothing."""
    with changing(closure.task_id):
        now = fresh(actor, closure)
        if now.state == State.APPROVED:
            return now
        _demand_asked(now)
        policy.require(actor, "decide", now)
        _decide(actor, now, State.APPROVED, reason.strip())
        _record(actor, "tasks.closing_approved", now)
        _take_effect(actor, now)
        return now


def refuse_closing(actor: Actor, closure: Closure, reason: str) -> Closure:
    """Another person does not agree, and says why. Twice changes nothing."""
    with changing(closure.task_id):
        now = fresh(actor, closure)
        if now.state == State.REFUSED:
            return now
        _demand_asked(now)
        policy.require(actor, "decide", now)
        _decide(actor, now, State.REFUSED, demand_reason(reason))
        _record(actor, "tasks.closing_refused", now)
        return now


def reopen(actor: Actor, task: Task, reason: str) -> Task:
    """A closed or stopped task runs again. One that runs stays as it is."""
    with changing(task.pk):
        now = fresh(actor, task)
        policy.require(actor, "reopen", now)
        closures = list(Closure.objects.filter(task=now, state=State.APPROVED, kind__in=ENDING).order_by("pk"))
        if not closures:
            return now
        reason = demand_reason(reason)
        for closure in closures:
            closure.state = State.REOPENED
            closure.save(update_fields=["state"])
        record(actor, "tasks.reopened", now, detail={"reason": reason, "closed_on": str(closures[-1].effective_on)})
        return now


def _check(actor: Actor, task: Task, closing: ClosingDraft) -> None:
    if closing.effective_on is not None and closing.effective_on > actor.on:
        raise Refused("生效日期不能晚于今天。", "It cannot take effect later than today.", field="effective_on")
    if closing.kind not in Kind.values:
        raise Refused("没有这种销号方式。", "There is no such way to close.", field="kind")
    if closing.kind == Kind.STAGE and closing.new_due_on is None:
        raise Refused("请填写下一阶段的期限。", "Give the deadline of the next stage.", field="new_due_on")
    if closing.kind == Kind.ADJUSTED and closing.new_due_on is None and not closing.new_title.strip():
        raise Refused("请填写新的期限或新的任务名称。", "Give the new deadline or the new title.", field="new_due_on")
    if closing.kind not in (Kind.COMPLETED, Kind.STAGE):
        return
    if Report.objects.filter(task=task, state=Report.State.SUBMITTED).exists():
        raise Refused("还有报告等待核验,请先核验。", "Reports still wait for verification; verify them first.")
    ended = Q(closures__state=State.APPROVED, closures__kind__in=ENDING)
    if closing.kind == Kind.COMPLETED and task.subtasks.filter(withdrawn_on__isnull=True).exclude(ended).exists():
        raise Refused("还有子任务没有销号。", "Sub-tasks still run.")


def _take_effect(actor: Actor, closure: Closure) -> None:
    """What approval changes in a task that goes on."""
    task = closure.task
    if closure.kind == Kind.STANDING:
        decide_deadline(actor, task, DeadlineDraft(kind="standing", review_on=closure.new_review_on), closure.reason)
    elif closure.new_due_on is not None and closure.kind in (Kind.STAGE, Kind.ADJUSTED):
        decide_deadline(actor, task, DeadlineDraft(due_on=closure.new_due_on), closure.reason)
    if closure.kind == Kind.ADJUSTED and closure.new_title and closure.new_title != task.title:
        before = task.title
        task.title, task.version = closure.new_title, task.version + 1
        task.save(update_fields=["title", "version"])
        record(
            actor,
            "tasks.edited",
            task,
            before={"title": before},
            after={"title": task.title},
            detail={"fields": ["title"], "title": task.title},
        )


def _decide(actor: Actor, closure: Closure, state: str, reason: str) -> None:
    closure.state, closure.decision_reason = state, reason
    closure.decided_by, closure.decided_at = actor.opaque, timezone.now()
    closure.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])


def _record(actor: Actor, name: str, closure: Closure) -> None:
    zh, en = KIND_WORDS[Kind(closure.kind)]
    record(
        actor, name, closure.task, after={"kind": str(closure.kind), "state": str(closure.state), "reason": closure.reason},
        detail={
            "closure": closure.pk, "kind": str(closure.kind), "kind_zh": zh, "kind_en": en,
            "reason": closure.decision_reason or closure.reason, "on": str(closure.effective_on),
        },
    )  # fmt: skip


def _demand_asked(closure: Closure) -> None:
    if closure.state != State.ASKED:
        raise Refused("这项申请已经处理。", "This request has been dealt with.")
