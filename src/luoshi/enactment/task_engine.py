"""Tasks of a pack become tasks of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from luoshi.enactment.engines import Facts, Likeness, Wanted
from luoshi.enactment.task_facts import Reading, facts_of
from luoshi.kernel.actors import Actor
from luoshi.parties.queries import reporting_units
from luoshi.policies.models import Policy, ReviewItem, UnitReading
from luoshi.tasks import services
from luoshi.tasks.likeness import closest
from luoshi.tasks.models import Assignment, Task, TaskSource, TaskState
from luoshi.tasks.services.drafts import DeadlineDraft, MeasureDraft, PartDraft, SourceDraft, TaskDraft

AT_ONCE = 2000  # rows read from a cursor at a time


class TaskEngine:
    """The engine of the kind ``tasks``."""

    object_kind = "tasks.task"

    def facts(self, policy: Policy, items: Sequence[ReviewItem]) -> Mapping[str, Facts]:
        readings = {
            row.printed: Reading(row.unit_id, row.group_id, row.outside)
            for row in UnitReading.objects.filter(policy=policy)
        }
        outside = [name for name, reading in readings.items() if reading.outside]
        for name, unit in reporting_units(policy.jurisdiction, outside).items():
            readings[name] = Reading(unit)
        targets: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in ReviewItem.objects.filter(policy=policy, kind="targets", state=ReviewItem.State.ACCEPTED):
            targets[row.clause].append(row.data)
        shared: dict[str, int] = defaultdict(int)
        for item in items:
            shared[item.clause] += 1
        since = policy.issued_on or policy.published_on
        return {
            item.key: facts_of(
                item.data,
                readings,
                targets[item.clause] if shared[item.clause] == 1 else (),  # whose figure it is must be plain
                clause=item.clause,
                since=since,
            )
            for item in items
        }

    def similar(self, policy: Policy, facts: Mapping[str, Facts]) -> Mapping[str, Likeness]:
        own = set(
            TaskSource.objects.of(policy.jurisdiction)
            .filter(policy__family=policy.family or policy.pk, withdrawn_at__isnull=True)
            .values_list("task_id", flat=True)
        )
        running = (
            TaskState.objects.of(policy.jurisdiction)
            .filter(withdrawn=False, closed_on__isnull=True)
            .values_list("task_id", "task__text", "task__title")
            .iterator(AT_ONCE)
        )
        words = {key: str(value["text"] or value["title"]) for key, value in facts.items()}
        found = closest(words, ((number, text or title) for number, text, title in running if number not in own))
        rows = Task.objects.in_bulk([number for number, _ in found.values()])
        named = {state.task_id: state for state in TaskState.objects.filter(task_id__in=rows).select_related("policy")}
        return {
            key: Likeness(
                number, share, rows[number].number, rows[number].title, str(named[number].policy or rows[number].origin)
            )
            for key, (number, share) in found.items()
        }

    def drift(self, ids: Mapping[str, int], before: Mapping[str, Facts]) -> Mapping[str, Mapping[str, Any]]:
        tasks = Task.objects.in_bulk(list(ids.values()))
        states = TaskState.objects.in_bulk(list(ids.values()))
        parts: dict[int, set[tuple[int, str]]] = defaultdict(set)
        for task, unit, role in Assignment.objects.filter(
            task_id__in=ids.values(), valid_to__isnull=True, group__isnull=True
        ).values_list("task_id", "unit_id", "role"):
            parts[task].add((unit, role))
        found: dict[str, dict[str, Any]] = {}
        for key, number in ids.items():
            was = before.get(key, {})
            changes: dict[str, Any] = {}
            if number not in tasks:
                continue
            if tasks[number].title != was.get("title"):
                changes["title"] = tasks[number].title
            due = states[number].due_on if number in states else None
            if _day(was.get("deadline", {}).get("due_on")) != due:
                changes["deadline"] = due.isoformat() if due else None
            if parts[number] != {(p["unit"], p["role"]) for p in was.get("parts", ()) if p["unit"]}:
                changes["parts"] = sorted(parts[number])
            if changes:
                found[key] = changes
        return found

    def create(self, actor: Actor, policy: Policy, wanted: Sequence[Wanted]) -> Mapping[str, int]:
        made = services.create_tasks(actor, [_draft(policy, item) for item in wanted])
        return {item.key: task.pk for item, task in zip(wanted, made, strict=True)}

    def link(self, actor: Actor, policy: Policy, wanted: Wanted, object_id: int) -> None:
        task = Task.objects.get(pk=object_id)
        services.add_source(actor, task, _source(policy, wanted, primary=False))
        present = set(Assignment.objects.filter(task=task, valid_to__isnull=True).values_list("unit_id", flat=True))
        more = [
            part for part in _parts(wanted.facts, joined=True) if part.unit_id is None or part.unit_id not in present
        ]
        if more:
            services.assign(actor, task, more)

    def change(self, actor: Actor, policy: Policy, wanted: Wanted, object_id: int, before: Facts) -> None:
        task = Task.objects.get(pk=object_id)
        after = wanted.facts
        words = {name: after[name] for name in ("title", "text", "theme") if before.get(name) != after.get(name)}
        if words:
            services.edit_task(
                actor, task, task.version, title=words.get("title", task.title), text=words.get("text", task.text),
                theme=words.get("theme", task.theme), area=task.area, kind=task.kind,
            )  # fmt: skip
        if before.get("deadline") != after.get("deadline"):
            services.set_deadline(actor, task, _deadline(after), reason=f"{policy.title}:新版")
        if before.get("parts") != after.get("parts"):
            self._change_parts(actor, task, before, after, policy)
        if any(before.get(name) != after.get(name) for name in ("text", "spans", "clause")):
            self._change_source(actor, task, policy, wanted)

    def _change_parts(self, actor: Actor, task: Task, before: Facts, after: Facts, policy: Policy) -> None:
        was = {(p["unit"], p["group"]): p for p in before.get("parts", ())}
        now = {(p["unit"], p["group"]): p for p in after.get("parts", ())}
        reason = f"{policy.title}:新版"
        open_parts = list(Assignment.objects.filter(task=task, valid_to__isnull=True).select_related("unit"))
        for part in open_parts:
            place = (None, part.group_id) if part.group_id else (part.unit_id, None)
            if place in was and place not in now:
                services.release(actor, part, reason)
            elif place in now and place in was and now[place]["role"] != was[place]["role"]:
                services.change_role(actor, part, now[place]["role"], reason)
        new = {"parts": [part for place, part in now.items() if place not in was]}
        if wanted := _parts(new):
            services.assign(actor, task, wanted)

    def _change_source(self, actor: Actor, task: Task, policy: Policy, wanted: Wanted) -> None:
        for old in TaskSource.objects.filter(
            task=task, policy__family=policy.family or policy.pk, item_key=wanted.key, withdrawn_at__isnull=True
        ):
            services.withdraw_source(actor, old, f"{policy.title}:新版")
        services.add_source(actor, task, _source(policy, wanted, primary=True))

    def withdraw(self, actor: Actor, policy: Policy, key: str, object_id: int, reason: str) -> None:
        task = Task.objects.get(pk=object_id)
        sources = list(TaskSource.objects.filter(task=task, withdrawn_at__isnull=True).select_related("policy"))
        family = policy.family or policy.pk
        own = [
            s
            for s in sources
            if s.policy is not None and (s.policy.family or s.policy.pk) == family and s.item_key == key
        ]
        if len(sources) > len(own):
            for source in own:
                services.withdraw_source(actor, source, reason)
        elif task.withdrawn_on is None:
            services.withdraw_task(actor, task, reason)


def _draft(policy: Policy, wanted: Wanted) -> TaskDraft:
    facts = wanted.facts
    return TaskDraft(
        title=facts["title"],
        origin=Task.Origin.POLICY,
        text=facts["text"],
        theme=facts["theme"],
        strength=facts["strength"],
        open_ended=facts["open_ended"],
        sources=(_source(policy, wanted, primary=True),),
        deadline=_deadline(facts),
        parts=tuple(_parts(facts)),
        measures=tuple(
            MeasureDraft(name=m["name"], unit=m["unit"], decimals=m["decimals"], target=m["target"])
            for m in facts["measures"]
        ),
    )


def _source(policy: Policy, wanted: Wanted, *, primary: bool) -> SourceDraft:
    return SourceDraft(
        policy=policy, item_key=wanted.key, clause=wanted.clause, quote=wanted.facts["text"],
        spans=wanted.facts["spans"], primary=primary,
    )  # fmt: skip


def _deadline(facts: Facts) -> DeadlineDraft:
    said = facts["deadline"]
    return DeadlineDraft(
        kind=said["kind"], due_on=_day(said["due_on"]), review_on=_day(said["review_on"]),
        recurrence=said["recurrence"], printed=said["printed"],
    )  # fmt: skip


def _parts(facts: Facts, *, joined: bool = False) -> list[PartDraft]:
    """The parts that units or groups of this jurisdiction have; a second source's lead leads jointly (``joined``)."""
    return [
        PartDraft(
            role="joint_lead" if joined and part["role"] == "lead" else part["role"],
            unit=part["unit"], group=part["group"], printed=part["printed"],
        )
        for part in facts.get("parts", ())
        if part["unit"] is not None or part["group"] is not None
    ]  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
