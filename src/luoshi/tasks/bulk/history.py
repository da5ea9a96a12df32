"""A task as it stands after years of use, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from luoshi.tasks.rules.numbers import Series
from luoshi.tasks.services.drafts import DeadlineDraft, MeasureDraft, SourceDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricPart:
    """A unit's part from ``since`` (the day the task was given without it) to before ``until``."""

    unit: int
    role: str = "lead"
    since: date | None = None
    until: date | None = None
    group: int | None = None
    printed: str = ""
    state: str = "acknowledged"
    answered_at: datetime | None = None
    answered_by: str = ""
    answer_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricDeadline:
    """A deadline decided on a day; the next one ends it."""

    deadline: DeadlineDraft
    on: date
    reason: str = ""
    by: str = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricMilestone:
    """A step on the way, and when it was reached."""

    title: str
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricStep:
    """A hand a report went through: ``saved``, ``passed``, ``submitted``, ``returned``, ``withdrawn``, ``verified``."""

    step: str
    by: str
    at: datetime
    post: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricReport:
    """A report of the part of ``unit``. ``quantities``: scaled value by place among the task's measures (0, 1, …)."""

    unit: int
    period: str
    state: str = "verified"
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    no_change: bool = False
    completes: bool = False
    comment: str = ""
    at: datetime | None = None  # when it was begun
    submitted_at: datetime | None = None
    verified_at: datetime | None = None
    quantities: Mapping[int, int] = field(default_factory=dict)
    steps: tuple[HistoricStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricTask:
    """A task with its past. ``by``: opaque id of who made it, at ``at`` (noon of ``given_on`` without it).

    ``number``: as it is called elsewhere; without one the next of its series and year. ``closed``: kind of
    ``Closure.Kind`` that ended it, and the day.
    """

    title: str
    given_on: date
    origin: str = "policy"
    text: str = ""
    kind: str = "task"
    theme: str = ""
    area: int | None = None
    open_ended: bool = False
    series: Series = "ledger"
    number: str = ""
    by: str = "system"
    at: datetime | None = None
    sources: tuple[SourceDraft, ...] = ()
    parts: tuple[HistoricPart, ...] = ()
    deadlines: tuple[HistoricDeadline, ...] = ()
    milestones: tuple[HistoricMilestone, ...] = ()
    measures: tuple[MeasureDraft, ...] = ()
    reports: tuple[HistoricReport, ...] = ()
    closed: tuple[str, date] | None = None
    closed_reason: str = ""
    closed_by: str = "system"
