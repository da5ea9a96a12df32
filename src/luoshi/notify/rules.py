"""Who is concerned by which event, and when messages go out: pure decisions."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from luoshi.kernel.actors import Role

Detail = Mapping[str, Any]


class Audience(StrEnum):
    """Who is told, as ``notify.audiences`` finds them in the database on the day."""

    PARTS = "parts"  # drafters of the units with an open part in the task
    UNANSWERED = "unanswered"  # drafters of those that neither acknowledged nor objected
    NAMED = "named"  # drafters of the units whose ids the event gives
    REPORTER = "reporter"  # drafters of the unit whose report it is
    NEXT_HAND = "next_hand"  # the step at which the report waits inside its unit
    VERIFIERS = "verifiers"  # supervisors, while the report waits for them
    SUPERVISORS = "supervisors"
    APPROVERS = "approvers"  # supervisors and confirmers
    CONFIRMERS = "confirmers"
    OBJECTOR = "objector"  # drafters of the unit whose objection it is
    ASKER = "asker"  # who asked for the closing or the exception
    RECIPIENTS = "recipients"  # the posts an instruction names
    ROUND = "round"  # drafters and heads of the units asked in a round of opinions
    UNIT = "unit"  # drafters of the one unit the event names
    AUTHOR = "author"  # who uploaded the policy and who submitted it
    PEOPLE = "people"  # the people a handover names
    SECURITY = "security"
    AUDIT = "audit"


OF_ROLE: dict[Audience, tuple[Role, ...]] = {
    Audience.SUPERVISORS: (Role.SUPERVISOR,),
    Audience.VERIFIERS: (Role.SUPERVISOR,),
    Audience.APPROVERS: (Role.SUPERVISOR, Role.CONFIRMER),
    Audience.CONFIRMERS: (Role.CONFIRMER,),
    Audience.SECURITY: (Role.SECURITY_ADMIN,),
    Audience.AUDIT: (Role.AUDIT_ADMIN,),
}
"""Audiences that are whole roles of the place (of an area, where the grant is bound to one)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``act`` concerns ``to`` with a notice of ``kind``; ``when``: only for events whose detail says so.

    ``about``: the object the notice opens and that its reader must be able to see: ``event`` is the object of the
    event, else (kind of object, key in detail).
    """

    act: str
    kind: str
    to: Audience
    urgent: bool = False
    when: Callable[[Detail], bool] | None = None
    about: tuple[str, str] | None = None
    unit_at: int | None = None  # of NAMED: only the unit at this place of ``ids``
    keep: tuple[str, ...] = ()  # what of the detail the sentence needs; ids, dates, periods, numbers only


LARGE_EXPORT = 1000  # rows
_REPORT = ("tasks.report", "report")
_POLICY = ("policies.policy", "policy")


def _instructed(detail: Detail) -> bool:
    return detail.get("origin") == "instruction"


def _moved(detail: Detail) -> bool:
    return bool(detail.get("from"))


def _large(detail: Detail) -> bool:
    rows = detail.get("rows", 0)
    return isinstance(rows, int) and rows >= LARGE_EXPORT


_A = Audience
RULES: tuple[Rule, ...] = (
    Rule(act="tasks.created", kind="assigned", to=_A.UNANSWERED, when=lambda detail: not _instructed(detail)),
    Rule(act="tasks.created", kind="assigned", to=_A.UNANSWERED, urgent=True, when=_instructed),
    Rule(act="tasks.created", kind="instruction", to=_A.RECIPIENTS, urgent=True, when=_instructed),
    Rule(act="tasks.assigned", kind="assigned", to=_A.NAMED),
    Rule(act="tasks.reassigned", kind="released", to=_A.NAMED, unit_at=0),
    Rule(act="tasks.reassigned", kind="assigned", to=_A.NAMED, unit_at=1),
    Rule(act="tasks.released", kind="released", to=_A.NAMED),
    Rule(act="tasks.objected", kind="objected", to=_A.SUPERVISORS, keep=("objection",)),
    Rule(act="tasks.objection_ruled", kind="ruled", to=_A.OBJECTOR, keep=("objection",)),
    Rule(act="tasks.report_passed", kind="to_pass", to=_A.NEXT_HAND, about=_REPORT, keep=("period",)),
    Rule(act="tasks.report_submitted", kind="to_verify", to=_A.VERIFIERS, about=_REPORT, keep=("period",)),
    Rule(act="tasks.report_sent_back", kind="sent_back", to=_A.REPORTER, about=_REPORT, keep=("period",)),
    Rule(act="tasks.report_returned", kind="returned", to=_A.REPORTER, urgent=True, about=_REPORT, keep=("period",)),
    Rule(act="tasks.closing_asked", kind="closing_asked", to=_A.APPROVERS),
    Rule(act="tasks.closing_approved", kind="closed", to=_A.ASKER, keep=("closure",)),
    Rule(act="tasks.closing_approved", kind="closed", to=_A.PARTS),
    Rule(act="tasks.closing_refused", kind="closing_refused", to=_A.ASKER, keep=("closure",)),
    Rule(act="tasks.reopened", kind="reopened", to=_A.PARTS),
    Rule(act="tasks.withdrawn", kind="withdrawn", to=_A.PARTS),
    Rule(act="tasks.deadline_set", kind="deadline", to=_A.PARTS, when=_moved, keep=("from", "to")),
    Rule(act="tasks.exception_asked", kind="exception_asked", to=_A.APPROVERS),
    Rule(act="tasks.exception_approved", kind="exception_decided", to=_A.ASKER, keep=("exception",)),
    Rule(act="tasks.exception_refused", kind="exception_decided", to=_A.ASKER, keep=("exception",)),
    Rule(act="policies.compiled", kind="policy_read", to=_A.AUTHOR),
    Rule(act="policies.compile_failed", kind="policy_unread", to=_A.AUTHOR),
    Rule(act="policies.submitted", kind="policy_submitted", to=_A.CONFIRMERS),
    Rule(act="policies.returned", kind="policy_returned", to=_A.AUTHOR),
    Rule(act="policies.confirmed", kind="policy_confirmed", to=_A.AUTHOR),
    Rule(act="policies.opinions_asked", kind="opinion_asked", to=_A.ROUND, keep=("policy",)),
    Rule(act="policies.opinion_ruled", kind="opinion_ruled", to=_A.UNIT, keep=("policy",)),
    Rule(act="enactment.applied", kind="enacted", to=_A.SUPERVISORS, about=_POLICY, keep=("policy",)),
    Rule(act="accounts.post_handed_over", kind="handover", to=_A.PEOPLE, keep=("on",)),
    Rule(act="ui.exported", kind="exported", to=_A.AUDIT, when=_large, keep=("rows",)),
    Rule(act="files.turned_away", kind="turned_away", to=_A.SECURITY, urgent=True),
)
_BY_ACT: dict[str, tuple[Rule, ...]] = {
    act: tuple(rule for rule in RULES if rule.act == act) for act in {rule.act for rule in RULES}
}
ACTS = frozenset(_BY_ACT)


def rules_for(act: str, detail: Detail) -> tuple[Rule, ...]:
    """The rules by which an event concerns somebody.

    >>> [rule.kind for rule in rules_for("tasks.created", {"origin": "instruction"})]
    ['assigned', 'instruction']
    >>> rules_for("tasks.report_saved", {})
    ()
    """
    return tuple(rule for rule in _BY_ACT.get(act, ()) if rule.when is None or rule.when(detail))


FRESH = timedelta(days=14)
"""Events older than this tell nobody anything: history that is loaded, or a reader that was away for long."""


# When messages go out


def in_quiet(moment: time, start: time, end: time) -> bool:
    """Whether a time of day lies in the quiet hours, which may go over midnight; equal ends mean none.

    >>> in_quiet(time(23), time(21), time(8)), in_quiet(time(8), time(21), time(8)), in_quiet(time(12), time(8), time(8))
    (True, False, False)
    """
    if start == end:
        return False
    return start <= moment < end if start < end else moment >= start or moment < end


def digest_is_due(now: datetime, hour: int, quiet: tuple[time, time], *, workday: bool) -> bool:
    """Whether the one digest of a local day may go: its hour has come, it is a day for it, and nobody is asleep.

    An hour inside the quiet hours waits for their end, in the same day.
    """
    return workday and now.hour >= hour and not in_quiet(now.time(), *quiet)


FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)


def wait_after(attempts: int, chance: float | None = None) -> timedelta:
    """How long to wait after so many failed attempts: doubling from 30 s to 6 h, and between half and all of it by
    chance (0 to 1), so that those who failed together do not come back together.

    >>> [wait_after(n, 1.0).total_seconds() for n in (1, 2, 3, 20)], wait_after(1, 0.0).total_seconds()
    ([30.0, 60.0, 120.0, 21600.0], 15.0)
    """
    whole = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(max(attempts - 1, 0), 20)))
    share = random.random() if chance is None else chance  # noqa: S311  # spreads load, guards nothing
    return whole * (0.5 + share / 2)
