"""Approved exceptions: they stand beside the light with their reason, never in its place."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from luoshi.journal.services import record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import LightException, Task
from luoshi.tasks.services.changing import changing, demand_reason, demand_running, fresh


def ask_exception(
    actor: Actor, task: Task, reason: str, since: date | None = None, until: date | None = None
) -> LightException:
    """Ask that a reason be shown beside the light, for a time. One that is open is given back."""
    with changing(task.pk):
        now = fresh(actor, task)
        policy.require(actor, "ask_exception", now)
        known = LightException.objects.filter(
            task=now, approved_at__isnull=True, refused_at__isnull=True, ended_at__isnull=True
        ).first()
        if known is not None:
            return known
        demand_running(now)
        begin = since or actor.on
        if until is not None and until < begin:
            raise Refused("截止日期早于开始日期。", "It ends before it begins.", field="until")
        made = LightException.objects.create(
            jurisdiction=actor.jurisdiction, task=now, reason=demand_reason(reason), since=begin, until=until,
            asked_by=actor.opaque,
        )  # fmt: skip
        _record(actor, "tasks.exception_asked", made)
        return made


def approve_exception(actor: Actor, exception: LightException) -> LightException:
    """Another person agrees. Twice changes nothing."""
    with changing(exception.task_id):
        now = fresh(actor, exception)
        if now.approved_at is not None:
            return now
        _demand_open(now)
        policy.require(actor, "decide", now)
        now.approved_by, now.approved_at = actor.opaque, timezone.now()
        now.save(update_fields=["approved_by", "approved_at"])
        _record(actor, "tasks.exception_approved", now)
        return now


def refuse_exception(actor: Actor, exception: LightException, reason: str) -> LightException:
    """Another person does not agree, and says why. Twice changes nothing."""
    with changing(exception.task_id):
        now = fresh(actor, exception)
        if now.refused_at is not None:
            return now
        _demand_open(now)
        policy.require(actor, "decide", now)
        now.refused_at = timezone.now()
        now.save(update_fields=["refused_at"])
        _record(actor, "tasks.exception_refused", now, demand_reason(reason))
        return now


def end_exception(actor: Actor, exception: LightException, reason: str = "") -> LightException:
    """It no longer stands beside the light. Twice changes nothing."""
    with changing(exception.task_id):
        now = fresh(actor, exception)
        policy.require(actor, "end", now)
        if now.ended_at is not None:
            return now
        now.ended_at = timezone.now()
        now.save(update_fields=["ended_at"])
        _record(actor, "tasks.exception_ended", now, reason)
        return now


def _record(actor: Actor, name: str, exception: LightException, reason: str = "") -> None:
    record(
        actor, name, exception.task,
        detail={
            "exception": exception.pk, "reason": reason or exception.reason, "since": str(exception.since),
            "until": str(exception.until or ""),
        },
    )  # fmt: skip


def _demand_open(exception: LightException) -> None:
    if exception.approved_at or exception.refused_at or exception.ended_at:
        raise Refused("这项申请已经处理。", "This request has been dealt with.")
