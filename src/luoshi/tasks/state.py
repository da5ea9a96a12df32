"""The derived rows ``TaskState`` and ``AssignmentState``: made from a task's rows alone, at any time, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from luoshi.tasks.gathering import Gathered, gather
from luoshi.tasks.models import AssignmentState, TaskState
from luoshi.tasks.models.state import FOREVER
from luoshi.tasks.place import calendars_of, thresholds_of
from luoshi.tasks.rules import LEADS, PartDates, TaskDates, derive
from luoshi.units.remembering import remembered

CHUNK = 1000
QUOTED = 200  # characters of each quotation that search finds
Row = TypeVar("Row", TaskState, AssignmentState)
_PUT_OFF: ContextVar[set[int] | None] = ContextVar("put_off", default=None)


@contextmanager
def together() -> Iterator[None]:
    """One transaction in which the state of all tasks touched is derived once, at its end: for many acts at a time.

    Acts inside see the state rows as they were at its beginning.
    """
    if _PUT_OFF.get() is not None:
        yield
        return
    touched: set[int] = set()
    token = _PUT_OFF.set(touched)
    try:
        with transaction.atomic():
            yield
            _PUT_OFF.set(None)
            rebuild(touched)
    finally:
        _PUT_OFF.reset(token)


def rebuild(tasks: Iterable[int]) -> int:
    """Make the state rows of tasks again; how many tasks. Writes only what differs. Inside the act that changed them."""
    put_off = _PUT_OFF.get()
    if put_off is not None:
        wanted = set(tasks)
        put_off |= wanted
        return len(wanted)
    count = 0
    for ids in _chunks(sorted(set(tasks)), CHUNK):
        states, parts = derived(ids)
        _write(TaskState, "task", states)
        _write(AssignmentState, "assignment", parts)
        count += len(states)
    return count


def differences(tasks: Iterable[int]) -> list[tuple[str, int, str]]:
    """Where stored rows are not what the task's rows say: table, key, field. Empty when all is right."""
    found: list[tuple[str, int, str]] = []
    for ids in _chunks(sorted(set(tasks)), CHUNK):
        states, parts = derived(ids)
        found += _differences(TaskState, states) + _differences(AssignmentState, parts)
    return found


def _differences(model: type[Row], wanted: Sequence[Row]) -> list[tuple[str, int, str]]:
    stored = model._default_manager.in_bulk([row.pk for row in wanted])
    return [
        (model.__name__, row.pk, name)
        for row in wanted
        for name in (_differing(stored[row.pk], row) if row.pk in stored else ["row"])
    ]


def derived(tasks: Sequence[int]) -> tuple[list[TaskState], list[AssignmentState]]:
    """The state rows as they should be, unsaved."""
    with remembered():
        return _derived(tasks)


def _derived(tasks: Sequence[int]) -> tuple[list[TaskState], list[AssignmentState]]:
    gathered = gather(tasks)
    today = timezone.localdate()
    chosen = {place: thresholds_of(place, today) for place in {row.task.jurisdiction for row in gathered}}
    areas: dict[str, set[int | None]] = defaultdict(set)
    for row in gathered:
        areas[row.task.jurisdiction].add(row.task.area_id)
    calendars = {place: calendars_of(place, wanted) for place, wanted in areas.items()}
    states, parts = [], []
    for row in gathered:
        place = row.task.jurisdiction
        dates = derive(row.facts, chosen[place], calendars[place][row.task.area_id])
        states.append(_task_state(row, dates))
        parts += [_part_state(row, dates, part) for part in dates.parts]
    return states, parts


def _task_state(row: Gathered, dates: TaskDates) -> TaskState:
    facts = row.facts
    standing = [part for part in facts.parts if part.open]
    lead = min((part for part in standing if part.role == "lead"), key=lambda part: part.id, default=None)
    policy = next((source for source in row.sources if source.policy_id is not None), None)
    return TaskState(
        task_id=row.task.pk, jurisdiction=row.task.jurisdiction, lead_id=lead.unit if lead else None,
        policy_id=policy.policy_id if policy else None, area_id=row.task.area_id, origin=row.task.origin,
        theme=row.task.theme, deadline_kind=dates.deadline_kind, due_on=dates.due_on, review_on=dates.review_on,
        due_soon_on=dates.due_soon_on, behind_on=dates.behind_on, overdue_on=dates.overdue_on,
        sort_on=dates.due_on or dates.review_on or FOREVER, provisional=dates.provisional,
        closed_on=facts.closed_on, closed_as=facts.closed_as, withdrawn=facts.withdrawn,
        milestones_done=sum(stone.done_on is not None for stone in facts.milestones),
        milestones_all=len(facts.milestones), sources=len(row.sources), units=len(standing),
        unanswered=sum(not part.answered for part in standing), disputed=any(part.disputed for part in facts.parts),
        excepted_since=row.excepted[0], excepted_until=row.excepted[1], late_at_birth=dates.late_at_birth,
        last_period=max((part.last_verified for part in facts.parts), default=""), waiting=row.waiting,
        search=_search(row), search_limited=_quoted(row, limited=True), trace=dates.trace,
    )  # fmt: skip


def _part_state(row: Gathered, dates: TaskDates, part: PartDates) -> AssignmentState:
    own = part.part
    behind = part.behind_on
    if own.role in LEADS and dates.behind_on is not None:
        behind = min(filter(None, (behind, dates.behind_on)))
    return AssignmentState(
        assignment_id=own.id, jurisdiction=row.task.jurisdiction, task_id=row.task.pk, unit_id=own.unit, role=own.role,
        reports=part.reports, ended_on=own.until, deadline_kind=dates.deadline_kind, withdrawn=row.facts.withdrawn,
        due_on=dates.due_on, review_on=dates.review_on, due_soon_on=part.due_soon_on, behind_on=behind,
        overdue_on=part.overdue_on, closed_on=row.facts.closed_on, closed_as=row.facts.closed_as,
        last_sent=own.last_sent, last_period=own.last_verified, first_period=part.first_period,
    )  # fmt: skip


def _search(row: Gathered) -> str:
    words = [row.task.number, row.task.title, _quoted(row, limited=False)]
    return "\n".join(word for word in words if word).lower()


def _quoted(row: Gathered, *, limited: bool) -> str:
    quotes = (source.quote[:QUOTED] for source in row.sources if source.limited is limited)
    return "\n".join(quote for quote in quotes if quote).lower()


def _write(model: type[Row], key: str, wanted: Sequence[Row]) -> None:
    stored = model._default_manager.in_bulk([row.pk for row in wanted])
    fresh = [row for row in wanted if row.pk not in stored or _differing(stored[row.pk], row)]
    if fresh:
        fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._default_manager.bulk_create(
            fresh, update_conflicts=True, unique_fields=[key], update_fields=fields, batch_size=500
        )


def _differing(one: models.Model, other: models.Model) -> list[str]:
    names = [field.attname for field in one._meta.concrete_fields]
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _chunks(ids: Iterable[int], size: int) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(islice(rest, size)):
        yield chunk
