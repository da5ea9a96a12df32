"""What the dates of a task follow from, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LEADS = ("lead", "joint_lead")


@dataclass(frozen=True, slots=True)
class DeadlineFacts:
    """The deadline in force: ``kind`` is date, standing, recurring or none."""

    kind: str
    due_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A step on the way, not removed."""

    title: str
    due_on: date | None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A unit's part. ``last_sent``: period of the latest report that left the unit and was not sent back; ``last_verified``."""

    id: int
    unit: int
    role: str
    since: date
    until: date | None = None  # first day without it
    last_sent: str = ""
    last_verified: str = ""
    answered: bool = False
    disputed: bool = False

    @property
    def open(self) -> bool:
        return self.until is None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """Everything the state rows of a task follow from."""

    given_on: date
    withdrawn: bool = False
    deadline: DeadlineFacts | None = None
    milestones: tuple[MilestoneFacts, ...] = ()
    parts: tuple[PartFacts, ...] = ()
    closed_on: date | None = None
    closed_as: str = ""
    percent: int | None = None  # of what is counted against a target; None where nothing is
