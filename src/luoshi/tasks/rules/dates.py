"""The days on which the light of a task changes, folded from its facts.

Each is the first day on which something holds if nothing happens until then, so that a light is a comparison with
today and no nightly job keeps it right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from luoshi.kernel.workdays import Calendar
from luoshi.tasks.rules.facts import LEADS, PartFacts, TaskFacts
from luoshi.tasks.rules.months import due_day_of, first_period, next_period
from luoshi.tasks.rules.thresholds import Thresholds

DAY = timedelta(days=1)
Trace = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDates:
    """What a unit's own light compares with today."""

    part: PartFacts
    reports: bool
    first_period: str
    due_soon_on: date | None
    behind_on: date | None
    overdue_on: date | None
    missing: str = ""  # the period whose report, when missed, makes the part behind
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDates:
    """What the light of a task compares with today; ``trace`` says how each date came about."""

    deadline_kind: str
    due_on: date | None
    review_on: date | None
    due_soon_on: date | None
    behind_on: date | None
    overdue_on: date | None
    provisional: bool
    late_at_birth: bool
    parts: tuple[PartDates, ...] = ()
    trace: Trace = field(default_factory=dict)


def derive(facts: TaskFacts, thresholds: Thresholds, calendar: Calendar) -> TaskDates:
    """The dates of a task and of each of its parts."""
    deadline = facts.deadline
    kind = deadline.kind if deadline else "none"
    due_on = deadline.due_on if deadline and kind in ("date", "recurring") else None
    review_on = deadline.review_on if deadline else None
    trace: Trace = {}
    provisional = False
    due_soon_on = overdue_on = None
    late = due_on is not None and due_on <= facts.given_on + timedelta(days=thresholds.late_at_birth_days)
    if due_on is not None:
        overdue_on = due_on + DAY
        soon = calendar.subtract(due_on, thresholds.due_soon_workdays)
        due_soon_on, provisional = soon.value, soon.provisional
        trace["due_soon"] = {"before": due_on.isoformat(), "workdays": thresholds.due_soon_workdays}
        if late:
            grace = calendar.add(facts.given_on, thresholds.late_at_birth_workdays)
            provisional |= grace.provisional
            due_soon_on = min(due_soon_on, facts.given_on)
            overdue_on = max(overdue_on, grace.value + DAY)
            trace["late_at_birth"] = {
                "given": facts.given_on.isoformat(),
                "workdays": thresholds.late_at_birth_workdays,
            }
    elif review_on is not None:
        soon = calendar.subtract(review_on, thresholds.due_soon_workdays)
        due_soon_on, provisional = soon.value, soon.provisional
        trace["due_soon"] = {"review": review_on.isoformat(), "workdays": thresholds.due_soon_workdays}
    soon_for_units = due_soon_on if due_on is not None else None  # a review is the office's to hold, not the units'
    parts = tuple(_part(part, thresholds, calendar, soon_for_units, overdue_on) for part in facts.parts)
    behind_on, why = _behind(facts, parts, thresholds, calendar)
    if why:
        trace["behind"] = why
    return TaskDates(
        deadline_kind=kind, due_on=due_on, review_on=review_on, due_soon_on=due_soon_on, behind_on=behind_on,
        overdue_on=overdue_on, provisional=provisional or any(p.provisional for p in parts if p.part.open),
        late_at_birth=late, parts=parts, trace=trace,
    )  # fmt: skip


def _part(
    part: PartFacts, thresholds: Thresholds, calendar: Calendar, due_soon_on: date | None, overdue_on: date | None
) -> PartDates:
    reports = part.role != "participant" or thresholds.participants_report
    first = first_period(part.since, thresholds, calendar) if reports else ""
    if not reports:
        return PartDates(
            part=part, reports=False, first_period="", due_soon_on=due_soon_on, behind_on=None, overdue_on=overdue_on
        )
    missing = max(first, next_period(part.last_sent, thresholds.report_months)) if part.last_sent else first
    for _ in range(thresholds.missed_reports - 1):
        missing = next_period(missing, thresholds.report_months)
    due = due_day_of(missing, thresholds, calendar)
    return PartDates(
        part=part, reports=True, first_period=first, due_soon_on=due_soon_on,
        behind_on=due.value + DAY if thresholds.missed_reports else None,
        overdue_on=overdue_on, missing=missing, provisional=due.provisional,
    )  # fmt: skip


def _behind(
    facts: TaskFacts, parts: Iterable[PartDates], thresholds: Thresholds, calendar: Calendar
) -> tuple[date | None, Trace]:
    """The first day the task is behind: a milestone not reached, a report of who answers for it missed, a counted
    quantity short of the even path, a review missed."""
    grace = thresholds.milestone_workdays
    causes: list[tuple[date, Trace]] = [
        (calendar.add(stone.due_on, grace).value + DAY, {"milestone": stone.title, "due": stone.due_on.isoformat()})
        for stone in facts.milestones
        if stone.due_on is not None and stone.done_on is None
    ]
    for dates in answering(parts):
        if dates.behind_on is not None:
            due = (dates.behind_on - DAY).isoformat()
            causes.append((dates.behind_on, {"report": dates.missing, "due": due, "unit": dates.part.unit}))
    deadline = facts.deadline
    if deadline and deadline.review_on is not None and deadline.due_on is None:
        review = deadline.review_on
        causes.append((review + DAY, {"review": review.isoformat(), "due": review.isoformat()}))
    if deadline and deadline.due_on and facts.percent is not None and thresholds.percent_short:
        short = _short_on(facts.given_on, deadline.due_on, facts.percent, thresholds.percent_short)
        if short is not None:
            causes.append(
                (short, {"percent": facts.percent, "points": thresholds.percent_short, "due": short.isoformat()})
            )
    return min(causes, key=lambda cause: cause[0]) if causes else (None, {})


def _short_on(given_on: date, due_on: date, percent: int, points: int) -> date | None:
    """The first day on which the share of time gone exceeds ``percent`` by more than ``points``; None when none does."""
    whole = (due_on - given_on).days
    if whole <= 0 or percent + points >= 100:
        return None
    return given_on + timedelta(days=whole * (percent + points) // 100 + 1)


def answering(parts: Iterable[PartDates]) -> list[PartDates]:
    """The open parts whose reports decide the light of the task: leads, or the responsible units where none leads."""
    standing = [dates for dates in parts if dates.part.open and dates.reports]
    leads = [dates for dates in standing if dates.part.role in LEADS]
    return leads or [dates for dates in standing if dates.part.role == "responsible"]
