"""What services are given: plain values, checked by the service that takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.policies.models import Policy
from luoshi.tasks.rules.numbers import Series
from luoshi.units.models import Area, Unit, UnitGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDraft:
    """A unit or a group (rows or their ids; exactly one of both) with its role (``Assignment.Role``)."""

    role: str
    unit: Unit | int | None = None
    group: UnitGroup | int | None = None
    printed: str = ""  # the name as the source has it

    @property
    def unit_id(self) -> int | None:
        return self.unit.pk if isinstance(self.unit, Unit) else self.unit

    @property
    def group_id(self) -> int | None:
        return self.group.pk if isinstance(self.group, UnitGroup) else self.group


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineDraft:
    """When it is due: ``kind`` of ``Deadline.Kind``; a date, or the review date of a standing task."""

    kind: str = "date"
    due_on: date | None = None
    review_on: date | None = None
    recurrence: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDraft:
    """Where a task comes from: a policy here with item and clause, or any other document by its title and number."""

    policy: Policy | None = None
    item_key: str = ""
    clause: str = ""
    document_title: str = ""
    document_number: str = ""
    document_date: date | None = None
    quote: str = ""
    spans: Mapping[str, Any] = field(default_factory=dict)
    imported: bool = False
    primary: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDraft:
    """A step on the way."""

    title: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDraft:
    """A quantity to be counted; ``target`` is an integer scaled by ``10**decimals``."""

    name: str
    unit: str
    decimals: int = 0
    target: int | None = None
    cumulative: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """A task to be created. ``given_on``: when it became a task (the actor's day without it). ``token``: of the form it
    comes from; the same token again gives the same task."""

    title: str
    origin: str
    text: str = ""
    kind: str = "task"
    theme: str = ""
    strength: str = ""
    parent: int | None = None  # key of the task above
    area: Area | int | None = None
    open_ended: bool = False
    given_on: date | None = None
    sources: tuple[SourceDraft, ...] = ()
    deadline: DeadlineDraft | None = None
    parts: tuple[PartDraft, ...] = ()
    milestones: tuple[MilestoneDraft, ...] = ()
    measures: tuple[MeasureDraft, ...] = ()
    instruction: str = ""  # a leader's words; kept encrypted, read by ``recipients`` only
    recipients: tuple[int, ...] = ()  # posts
    series: Series = "ledger"
    token: str = ""

    @property
    def area_id(self) -> int | None:
        return self.area.pk if isinstance(self.area, Area) else self.area


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """What a unit writes: 本期进展、存在问题、下一步打算; ``quantities`` by measure id, in the measure's unit."""

    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    completes: bool = False
    no_change: bool = False  # nothing new: then nothing else is written
    quantities: Mapping[int, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDraft:
    """How a task is to be closed (``Closure.Kind``); stage and adjusted need a new date, standing a review date."""

    kind: str
    reason: str
    effective_on: date | None = None  # the actor's day without it
    new_due_on: date | None = None
    new_review_on: date | None = None
    new_title: str = ""
