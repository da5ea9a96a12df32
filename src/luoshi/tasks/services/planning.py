"""Milestones and counted quantities."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils import timezone

from luoshi.journal.services import record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import Measure, Milestone, Task
from luoshi.tasks.services.changing import changing, demand_running, demand_version, fresh
from luoshi.tasks.services.drafts import MeasureDraft


def add_milestone(actor: Actor, task: Task, title: str, due_on: date | None = None) -> Milestone:
    """One more step on the way. The same title and date again change nothing."""
    with changing(task.pk):
        now = _plannable(actor, task)
        title = _titled(title)
        rows = Milestone.objects.filter(task=now)
        known = rows.filter(title=title, due_on=due_on, removed_at__isnull=True).first()
        if known is not None:
            return known
        order = (rows.aggregate(last=Max("order"))["last"] or 0) + 1
        made = Milestone.objects.create(
            jurisdiction=actor.jurisdiction, task=now, order=order, title=title, due_on=due_on
        )
        record(
            actor, "tasks.milestone_added", now, detail={"milestone": made.pk, "title": title, "due": str(due_on or "")}
        )
        return made


def change_milestone(
    actor: Actor, milestone: Milestone, version: int | None, *, title: str, due_on: date | None
) -> Milestone:
    """Its title or date. Raises ``ChangedMeanwhile``."""
    with changing(milestone.task_id):
        now = fresh(actor, milestone)
        _plannable(actor, now.task)
        title = _titled(title)
        if (now.title, now.due_on) == (title, due_on):
            return now
        demand_version(now, version)
        before = {"title": now.title, "due": str(now.due_on or "")}
        now.title, now.due_on = title, due_on
        _save(now, "title", "due_on")
        after = {"title": title, "due": str(due_on or "")}
        record(
            actor, "tasks.milestone_changed", now.task, before=before, after=after,
            detail={"milestone": now.pk, "title": title, "from": before["due"], "to": after["due"]},
        )  # fmt: skip
        return now


def finish_milestone(actor: Actor, milestone: Milestone, on: date | None = None) -> Milestone:
    """It was reached on a day (the actor's without one), not later than today. Twice changes nothing."""
    day = on or actor.on
    with changing(milestone.task_id):
        now = fresh(actor, milestone)
        _plannable(actor, now.task)
        if now.done_on is not None:
            return now
        if day > actor.on:
            raise Refused("完成日期不能晚于今天。", "It cannot have been reached later than today.", field="done_on")
        now.done_on = day
        _save(now, "done_on")
        record(
            actor, "tasks.milestone_reached", now.task, detail={"milestone": now.pk, "title": now.title, "on": str(day)}
        )
        return now


def reopen_milestone(actor: Actor, milestone: Milestone) -> Milestone:
    """It was not reached after all. Twice changes nothing."""
    with changing(milestone.task_id):
        now = fresh(actor, milestone)
        _plannable(actor, now.task)
        if now.done_on is None:
            return now
        now.done_on = None
        _save(now, "done_on")
        record(actor, "tasks.milestone_reopened", now.task, detail={"milestone": now.pk, "title": now.title})
        return now


def remove_milestone(actor: Actor, milestone: Milestone) -> Milestone:
    """It no longer counts; it stays on record. Twice changes nothing."""
    with changing(milestone.task_id):
        now = fresh(actor, milestone)
        _plannable(actor, now.task)
        if now.removed_at is not None:
            return now
        now.removed_at = timezone.now()
        _save(now, "removed_at")
        record(actor, "tasks.milestone_removed", now.task, detail={"milestone": now.pk, "title": now.title})
        return now


def add_measure(actor: Actor, task: Task, draft: MeasureDraft) -> Measure:
    """One more quantity to be counted. The same name again gives the one there is."""
    with changing(task.pk):
        now = _plannable(actor, task)
        name, unit = _titled(draft.name)[:100], draft.unit.strip()[:20]
        rows = Measure.objects.filter(task=now, removed_at__isnull=True)
        known = rows.filter(name=name).first()
        if known is not None:
            return known
        if not unit or not 0 <= draft.decimals <= 6:
            raise Refused("请填写计量单位,小数位数为0至6。", "Give the unit; decimals are 0 to 6.", field="unit")
        order = (rows.aggregate(last=Max("order"))["last"] or 0) + 1
        made = Measure.objects.create(
            jurisdiction=actor.jurisdiction, task=now, order=order, name=name, unit=unit, decimals=draft.decimals,
            target=draft.target, cumulative=draft.cumulative,
        )  # fmt: skip
        record(
            actor,
            "tasks.measure_added",
            now,
            detail={"measure": made.pk, "name": name, "target": draft.target, "unit": unit},
        )
        return made


def change_measure(actor: Actor, measure: Measure, *, name: str, unit: str, target: int | None) -> Measure:
    """Name, unit or target (scaled as the measure is)."""
    with changing(measure.task_id):
        now = fresh(actor, measure)
        _plannable(actor, now.task)
        before = {"name": now.name, "unit": now.unit, "target": now.target}
        after = {"name": _titled(name)[:100], "unit": unit.strip()[:20], "target": target}
        if before == after:
            return now
        now.name, now.unit, now.target = _titled(name)[:100], unit.strip()[:20], target
        now.save(update_fields=["name", "unit", "target"])
        record(
            actor, "tasks.measure_changed", now.task, before=before, after=after,
            detail={"measure": now.pk, "name": now.name, "from": before["target"], "to": target},
        )  # fmt: skip
        return now


def remove_measure(actor: Actor, measure: Measure) -> Measure:
    """It is no longer counted; its values stay on record. Twice changes nothing."""
    with changing(measure.task_id):
        now = fresh(actor, measure)
        _plannable(actor, now.task)
        if now.removed_at is not None:
            return now
        now.removed_at = timezone.now()
        now.save(update_fields=["removed_at"])
        record(actor, "tasks.measure_removed", now.task, detail={"measure": now.pk, "name": now.name})
        return now


def _plannable(actor: Actor, task: Task) -> Task:
    now = fresh(actor, task)
    policy.require(actor, "plan", now)
    demand_running(now)
    return now


def _titled(title: str) -> str:
    if not title.strip():
        raise Refused("请填写名称。", "Give it a name.", field="title")
    return title.strip()[:200]


def _save(row: Milestone, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
