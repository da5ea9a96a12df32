"""The reader of the journal: sealed events in their order become notices, each event once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from luoshi.journal.feed import reading
from luoshi.journal.models import Cursor, Event, Seal, Sealing
from luoshi.notify.announcing import announce
from luoshi.notify.audiences import Directory, people_for
from luoshi.notify.models import Notice
from luoshi.notify.rules import ACTS, FRESH, Rule, rules_for
from luoshi.notify.sight import Object, seen_by
from luoshi.tasks.models import Assignment, Objection, Report
from luoshi.units.models import Jurisdiction

CONSUMER = "notify"
BATCH = 200


def places_behind() -> list[str]:
    """Places whose journal has sealed events that were not read yet."""
    known = dict(Cursor.objects.filter(name=CONSUMER).values_list("jurisdiction", "position"))
    behind = []
    for place in Jurisdiction.objects.order_by("pk").values_list("pk", flat=True):
        last = Seal.objects.filter(jurisdiction=place).order_by("-number").first()
        if last is not None and known.get(place, 0) < last.first + last.count - 1:
            behind.append(str(place))
    return behind


def read_on(jurisdiction: str, now: datetime | None = None, batches: int = 50) -> int:
    """Read at most ``batches`` times ``BATCH`` events; how many were read.

    The notices of a batch, the messages that must go at once and the cursor are one transaction: killed at any
    moment, a batch has been dealt with wholly or not at all.
    """
    count = 0
    for _ in range(batches):
        with reading(CONSUMER, jurisdiction, BATCH) as batch:
            made = make_notices(jurisdiction, batch, now or timezone.now())
            announce(jurisdiction, made)
        count += len(batch)
        if len(batch) < BATCH:
            break
    return count


@dataclass(frozen=True, slots=True)
class _Candidate:
    person: int
    unit: int | None
    rule: Rule
    event: Event
    position: int

    @property
    def object(self) -> Object:
        if self.rule.about is None:
            return self.event.object_kind, self.event.object_id
        kind, key = self.rule.about
        return kind, int(self.event.detail[key])


def make_notices(jurisdiction: str, batch: Sequence[Sealing], now: datetime) -> list[Notice]:
    """The notices of some sealed events, written: for those who hold the posts concerned today and may see the object.

    Nobody is told of what they did themselves, or twice of one event in one kind.
    """
    directory = Directory(jurisdiction, timezone.localdate(now))
    candidates = [
        _Candidate(person, unit, rule, sealing.event, sealing.position)
        for sealing in batch
        if sealing.event.act in ACTS and sealing.event.recorded_at > now - FRESH
        for rule in rules_for(sealing.event.act, sealing.event.detail)
        if rule.about is None or isinstance(sealing.event.detail.get(rule.about[1]), int)
        for person, unit in sorted(people_for(rule, sealing.event, directory), key=lambda pair: (pair[0], pair[1] or 0))
        if sealing.event.actor != f"person:{person}"
    ]
    kept = _allowed(candidates, directory)
    limits, units = _limits(kept), _units(kept)
    rows = {(each.person, each.position, each.rule.kind): _notice(each, now, limits, units) for each in reversed(kept)}
    return Notice.objects.bulk_create(
        sorted(rows.values(), key=lambda row: (row.position, row.person_id)), batch_size=500
    )


def _allowed(candidates: Sequence[_Candidate], directory: Directory) -> list[_Candidate]:
    """Those whose person may see the object."""
    wanted: dict[int, set[Object]] = defaultdict(set)
    for each in candidates:
        wanted[each.person].add(each.object)
    seen: dict[int, frozenset[Object]] = {}
    for person, objects in wanted.items():
        actor = directory.actor(person)
        seen[person] = frozenset() if actor is None else seen_by(actor, objects)
    return [each for each in candidates if each.object in seen[each.person]]


def _limits(candidates: Sequence[_Candidate]) -> dict[tuple[int, int], str]:
    """The days until which units acknowledge, by task and unit. One query."""
    tasks = {each.event.object_id for each in candidates if each.rule.kind == "assigned"}
    if not tasks:
        return {}
    rows = Assignment.objects.filter(task__in=tasks, valid_to__isnull=True, answer_due_on__isnull=False)
    return {(task, unit): str(day) for task, unit, day in rows.values_list("task", "unit", "answer_due_on")}


def _units(candidates: Sequence[_Candidate]) -> dict[Object, int]:
    """The units whose report or objection it is. At most two queries."""
    reports = {each.object[1] for each in candidates if each.object[0] == "tasks.report"}
    objections = {each.event.detail["objection"] for each in candidates if "objection" in each.rule.keep}
    found: dict[Object, int] = {}
    if reports:
        rows = Report.objects.filter(pk__in=reports).values_list("pk", "unit")
        found |= {("tasks.report", pk): unit for pk, unit in rows}
    if objections:
        raised = Objection.objects.filter(pk__in=objections).values_list("pk", "assignment__unit")
        found |= {("tasks.objection", pk): unit for pk, unit in raised}
    return found


def _notice(each: _Candidate, now: datetime, limits: dict[tuple[int, int], str], units: dict[Object, int]) -> Notice:
    event, (kind, number) = each.event, each.object
    detail = event.detail
    values: dict[str, Any] = {name: detail[name] for name in each.rule.keep if name in detail}
    if event.object_kind == "tasks.task":
        values["task"] = event.object_id
    elif event.object_kind == "policies.policy":
        values["policy"] = event.object_id
    elif isinstance(detail.get("policy"), int):
        values["policy"] = detail["policy"]
    unit = units.get((kind, number)) or units.get(("tasks.objection", detail.get("objection", 0)))
    if unit is not None:
        values["unit"] = unit
    by = detail.get("due_on") or detail.get("on") or limits.get((event.object_id, each.unit or 0))
    if by and each.rule.kind in ("assigned", "opinion_asked", "handover"):
        values["by"] = by
    if each.rule.kind == "handover":
        values["post"] = event.object_id
    if each.rule.kind == "exported":
        values["count"] = detail.get("rows")
    return Notice(
        jurisdiction=event.jurisdiction, person_id=each.person, kind=each.rule.kind, urgent=each.rule.urgent,
        unit_id=each.unit, object_kind=kind, object_id=number, values=values, position=each.position, created_at=now,
    )  # fmt: skip
