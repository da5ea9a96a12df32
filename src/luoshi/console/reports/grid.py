"""The due reports of a period with their state: what the grid filters and counts by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.tasks import queries
from luoshi.tasks.models import AssignmentState, Report

State = Report.State
NONE = Q(report_state__isnull=True)
DRAFTS = Q(report_state__in=(State.DRAFT, State.WITHDRAWN))

SHOWS: Mapping[str, Phrase] = {
    "all": Phrase("全部", "All"),
    "mine": Phrase("等我办理", "Waiting for me"),
    "open": Phrase("未报出", "Not sent"),
    "none": Phrase("未填报", "Not begun"),
    "draft": Phrase("草稿", "Draft"),
    "returned": Phrase("被退回", "Returned"),
    "inside": Phrase("单位审签中", "In the unit"),
    "sent": Phrase("已报出", "Sent"),
}


def due(actor: Actor, period: str, unit: int | None) -> QuerySet[AssignmentState]:
    """The parts that report for a period, each with ``report_state`` (None: nothing written)."""
    state = Report.objects.filter(assignment=OuterRef("pk"), period=period).values("state")[:1]
    return queries.due_parts(actor, period, unit).annotate(report_state=Subquery(state))


def condition(actor: Actor, show: str) -> Q:
    """What a word of ``SHOWS`` narrows to."""
    return {
        "mine": waiting_for(actor),
        "open": NONE | ~Q(report_state__in=(State.SUBMITTED, State.VERIFIED)),
        "none": NONE,
        "draft": DRAFTS,
        "returned": Q(report_state=State.RETURNED),
        "inside": Q(report_state__in=(State.SECTION, State.HEAD)),
        "sent": Q(report_state__in=(State.SUBMITTED, State.VERIFIED)),
    }.get(show, Q())


def waiting_for(actor: Actor) -> Q:
    """The condition that the next step of a due report is the actor's own."""
    drafting = NONE | DRAFTS | Q(report_state=State.RETURNED)
    return (
        Q(unit__in=actor.units({Role.DRAFTER})) & drafting
        | Q(unit__in=actor.units({Role.SECTION_HEAD}), report_state=State.SECTION)
        | Q(unit__in=actor.units({Role.UNIT_HEAD}), report_state=State.HEAD)
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many due reports stand where."""

    shows: Mapping[str, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return self.shows.get("all", 0)

    @property
    def sent(self) -> int:
        return self.shows.get("sent", 0)


def tally(actor: Actor, rows: QuerySet[Any]) -> Tally:
    """The counts behind the words of ``SHOWS``; one query."""
    found: Counter[str] = Counter()
    for unit, state, count in rows.order_by().values_list("unit", "report_state").annotate(count=Count("pk")):
        for show in shows_of(actor, unit, state):
            found[show] += count
    return Tally(found)


def shows_of(actor: Actor, unit: int, state: str | None) -> set[str]:
    """The words of ``SHOWS`` that one due report falls under; the same decision as ``condition``."""
    found = {"all", "sent" if state in (State.SUBMITTED, State.VERIFIED) else "open"}
    if state is None:
        found.add("none")
    elif state in (State.DRAFT, State.WITHDRAWN):
        found.add("draft")
    elif state == State.RETURNED:
        found.add("returned")
    elif state in (State.SECTION, State.HEAD):
        found.add("inside")
    drafting = state is None or state in (State.DRAFT, State.WITHDRAWN, State.RETURNED)
    if (
        (drafting and actor.has(Role.DRAFTER, unit=unit))
        or (state == State.SECTION and actor.has(Role.SECTION_HEAD, unit=unit))
        or (state == State.HEAD and actor.has(Role.UNIT_HEAD, unit=unit))
    ):
        found.add("mine")
    return found
