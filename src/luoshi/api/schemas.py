"""What the interface gives, field by field; the texts become the OpenAPI description."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema


class Words(Schema):
    """A word or sentence in both languages."""

    zh: str
    en: str


class Fault(Schema):
    """Why a request was refused."""

    status: int
    reason: Words
    fields: list[dict[str, Any]] = Field(default_factory=list, description="What is wrong with which parameter")


class UnitRef(Schema):
    id: int
    name: str


class Part(Schema):
    """A unit's open part in a task."""

    unit: UnitRef
    role: str = Field(description="lead, joint_lead, responsible or participant")
    state: str = Field(description="given, acknowledged or objected")


class LightOut(Schema):
    """The light, as the token's person may see it."""

    kind: str = Field(
        description="withdrawn, stopped, closed, overdue, behind, due_soon, standing, no_deadline or normal"
    )
    colour: str
    reason: Words


class Counted(Schema):
    """Progress, only where something was counted."""

    done: Decimal
    whole: Decimal
    unit: str
    percent: int


class TaskRow(Schema):
    """A task as lists show it."""

    id: int
    number: str
    title: str
    origin: str
    theme: str
    given_on: date
    due_on: date | None
    review_on: date | None
    deadline_kind: str
    closed_on: date | None
    policy: int | None = Field(description="Id of the policy it comes from first")
    parts: list[Part]
    light: LightOut | None = Field(description="None where the person may not see it")
    progress: Counted | None
    last_period: str = Field(description="Month of the latest verified report, as 2026-11")


class Source(Schema):
    """Where a task comes from. The words only where the document's distribution allows."""

    policy: int | None
    document: str
    number: str
    clause: str
    quote: str | None


class MilestoneOut(Schema):
    title: str
    due_on: date | None
    done_on: date | None


class ReportOut(Schema):
    """A report the person may read."""

    id: int
    unit: UnitRef
    period: str
    state: str
    no_change: bool
    progress: str
    problems: str
    next_steps: str
    submitted_at: datetime | None
    verified_at: datetime | None


class TaskOut(TaskRow):
    """A whole task."""

    text: str
    sources: list[Source]
    milestones: list[MilestoneOut]
    reports: list[ReportOut] = Field(description="Latest period first; at most 60")


class TaskPage(Schema):
    items: list[TaskRow]
    next: str | None = Field(description="The cursor of the next page; None at the end")


class PolicyRow(Schema):
    """A policy document."""

    id: int
    title: str
    number: str
    issuer: str
    issued_on: date | None
    published_on: date | None
    level: str = Field(description="Distribution level: public, internal or limited; what quotes it inherits it")
    state: str
    previous: int | None = Field(description="Id of the version before")


class ClauseOut(Schema):
    """A clause; the own texts of all clauses tile the document. Spans are half-open code points in the raw text."""

    path: str
    parent: str
    kind: str
    level: int
    number: str
    title: str
    text: str
    start: int
    end: int


class PolicyOut(PolicyRow):
    clauses: list[ClauseOut]


class PolicyPage(Schema):
    items: list[PolicyRow]
    next: str | None
