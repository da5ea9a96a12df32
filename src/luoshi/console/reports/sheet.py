"""Everything that is shown of one unit's report on one task for one period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.accounts.queries import names_for
from luoshi.console.reports.forms import figure
from luoshi.console.reports.sources import Source, sources_of
from luoshi.console.reports.words import DONE, HANDS, state_words
from luoshi.files.models import StoredFile
from luoshi.files.queries import of_object
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.tasks import queries
from luoshi.tasks.access import policy
from luoshi.tasks.gathering import counted
from luoshi.tasks.models import (
    Assignment,
    AssignmentState,
    Measure,
    Report,
    ReportQuantity,
    ReportStep,
    Task,
)
from luoshi.tasks.place import steps_of
from luoshi.tasks.rules import Light, light, next_state, possible_acts
from luoshi.tasks.rules.flow import SENT
from luoshi.ui.language import said
from luoshi.ui.parts import Moment
from luoshi.units.models import Unit

State = Report.State
_PLACE = {State.SECTION: Role.SECTION_HEAD, State.HEAD: Role.UNIT_HEAD, State.SUBMITTED: "office"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A counted quantity: this period's, the last one's, and what is verified so far, in the measure's unit."""

    measure: Measure
    now: Decimal | None
    before: Decimal | None
    verified: Decimal | None
    target: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """How much more than last period."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand of a report's way: ``done``, ``now`` or ``ahead``."""

    phrase: Phrase
    where: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report with its surroundings. ``report`` is None before anything was written."""

    part: Assignment
    task: Task
    unit: Unit
    period: str
    report: Report | None
    last: Report | None
    light: Light | None
    source: Source | None
    amounts: tuple[Amount, ...]
    values: dict[int, int]
    files: tuple[StoredFile, ...]
    acts: frozenset[str]
    next_state: str | None
    way: tuple[Hand, ...]
    steps: tuple[ReportStep, ...]
    names: dict[str, Any]

    @property
    def state(self) -> tuple[Phrase, str]:
        return state_words(self.report)

    @property
    def measures(self) -> list[Measure]:
        return [each.measure for each in self.amounts]

    def moments(self) -> list[Moment]:
        """The hands it went through, newest first; several saves in a row by one person are one."""
        found: list[Moment] = []
        for step in reversed(self.steps):
            phrase, tone, icon = DONE.get(step.step, (Phrase(step.step, step.step), "gray", "point"))
            if found and step.step == "saved" and found[-1].icon == "edit":
                continue
            who = said(self.names.get(step.by, step.by))
            found.append(Moment(step.at, phrase, who=who, note=step.comment, tone=tone, icon=icon))  # type: ignore[arg-type]  # tones are those of parts
        return found


def visible_report(actor: Actor, part: Assignment, period: str) -> Report | None:
    """The report of a part for a period, when the actor may read it."""
    found: Report | None = policy.visible(actor, Report.objects.filter(assignment=part, period=period)).first()
    return found


def sheet_of(actor: Actor, part: Assignment, period: str, report: Report | None) -> Sheet:
    """All of a report's page in a fixed number of queries."""
    part = Assignment.objects.select_related("task", "unit").get(pk=part.pk)
    own = AssignmentState.objects.filter(pk=part.pk)
    state = policy.visible(actor, own).first()
    last = policy.visible(actor, Report.objects.filter(assignment=part, period__lt=period, state__in=sorted(SENT)))
    previous = last.order_by("-period").first()
    values = _values(report)
    steps = queries.steps_seen(actor, [report]).get(report.pk, ()) if report is not None else ()
    roles = {grant.role for grant in actor.grants if grant.unit == part.unit_id}
    hands = steps_of(actor.jurisdiction, part.unit_id, actor.on)
    now = report.state if report is not None else State.DRAFT
    return Sheet(
        part=part, task=part.task, unit=part.unit, period=period, report=report, last=previous,
        light=light(state, actor.on) if state is not None else None,
        source=sources_of(actor, [part.task_id]).get(part.task_id),
        amounts=_amounts(part.task_id, values, _values(previous)), values=values,
        files=tuple(of_object(actor, report)) if report is not None else (),
        acts=queries.acts_on(actor, report) if report is not None else possible_acts(now, roles),
        next_state=next_state(now, hands, roles),
        way=_way(report, hands), steps=steps, names=names_for({step.by for step in steps}),
    )  # fmt: skip


def _values(report: Report | None) -> dict[int, int]:
    if report is None:
        return {}
    return dict(ReportQuantity.objects.filter(report=report).values_list("measure", "value"))


def _amounts(task: int, values: dict[int, int], before: dict[int, int]) -> tuple[Amount, ...]:
    rows = list(Measure.objects.filter(task=task, removed_at__isnull=True).order_by("order", "pk"))
    verified = counted([row.pk for row in rows]) if rows else {}
    return tuple(
        Amount(
            row, figure(values.get(row.pk), row), figure(before.get(row.pk), row), figure(verified.get(row.pk), row),
            figure(row.target, row),
        )
        for row in rows
    )  # fmt: skip


def _way(report: Report | None, hands: Sequence[str]) -> tuple[Hand, ...]:
    """Drafter, the heads the place asks for, the office: where the report stands among them."""
    order: list[str] = [*hands, "office"]
    state = report.state if report is not None else State.DRAFT
    at = len(order) if state == State.VERIFIED else 0
    wanted = _PLACE.get(State(state))
    if wanted is not None:
        at = order.index(wanted) if wanted in order else len(order) - 1
    return tuple(
        Hand(HANDS[hand], "done" if place < at else "now" if place == at else "ahead")
        for place, hand in enumerate(order)
    )
