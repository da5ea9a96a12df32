"""Decisions on jobs: when to try again, when a lease is over, when recurring work is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

LEASE = timedelta(seconds=60)
"""How long a worker holds a job without a sign of life."""
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)

AfterLoss = Literal["again", "failed", "unknown"]


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the given number of failed attempts: 10 s, 20 s, 40 s ... at most an hour.

    >>> [int(wait_after(n).total_seconds()) for n in (1, 2, 3, 12)]
    [10, 20, 40, 3600]
    """
    doublings = min(max(attempts - 1, 0), 20)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def after_loss(attempts: int, max_attempts: int, repeatable: bool) -> AfterLoss:
    """What becomes of a job whose worker vanished in its ``attempts``-th attempt.

    What must not be done twice may have been done: its outcome is unknown. Everything else left no trace, since its
    effects are committed together with its completion, and is done again while attempts are left.

    >>> after_loss(1, 5, True), after_loss(5, 5, True), after_loss(1, 5, False)
    ('again', 'failed', 'unknown')
    """
    if not repeatable:
        return "unknown"
    return "again" if attempts < max_attempts else "failed"


def lease_is_over(lease_until: datetime | None, now: datetime, lease: timedelta = LEASE) -> bool:
    """Whether a running job may be taken from its worker.

    A lease that reaches further than two leases ahead was written by a clock that has since been set back; waiting
    for it could take years.
    """
    return lease_until is None or lease_until <= now or lease_until > now + 2 * lease


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Work that comes back: every so often, or daily at a time of the local clock.

    ``name`` is part of the key of each job, so that two workers make one job of one turn.
    """

    name: str
    kind: str
    every: timedelta | None = None
    at: time | None = None  # local time of day; with it ``every`` is not given


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of recurring work: since when it is due, and its key."""

    due: datetime
    key: str


def latest_turn(recurrence: Recurrence, now: datetime) -> Turn:
    """The latest turn that is due at ``now`` (aware, in local time). Turns missed while nothing ran are not made up
    one by one: the latest does their work.

    >>> from zoneinfo import ZoneInfo
    >>> now = datetime(2026, 3, 2, 1, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    >>> latest_turn(Recurrence(name="anchor", kind="journal.anchor", at=time(2)), now).key
    'anchor:2026-03-01T02:00'
    >>> latest_turn(Recurrence(name="seal", kind="journal.seal", every=timedelta(minutes=5)), now).key
    'seal:2026-03-02T01:30'
    """
    if recurrence.at is not None:
        due = datetime.combine(now.date(), recurrence.at, tzinfo=now.tzinfo)
        if due > now:
            due -= timedelta(days=1)
        return Turn(due, f"{recurrence.name}:{due:%Y-%m-%dT%H:%M}")
    if recurrence.every is None or recurrence.every <= timedelta(0):
        raise ValueError(f"{recurrence.name}: neither a time of day nor a length of time")
    seconds = int(recurrence.every.total_seconds())
    due = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
    mark = f"{due:%Y-%m-%dT%H:%M}" if seconds % 60 == 0 else f"{due:%Y-%m-%dT%H:%M:%S}"
    return Turn(due, f"{recurrence.name}:{mark}")
