"""Why a light is as it is: the dates it rests on, with the days skipped and the holidays' names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from luoshi.kernel.speech import Phrase
from luoshi.kernel.workdays import Calendar
from luoshi.tasks.models import TaskState
from luoshi.tasks.rules import Light
from luoshi.ui.language import said
from luoshi.ui.parts import Light as ShownLight
from luoshi.ui.parts import Step, Trace

COLOURS: Mapping[str, Any] = {"grey": "gray"}
RULE = Phrase(
    "依次看:销号、逾期、落后、临近;都不是才是正常。例外写在灯旁,不改灯",
    "asked in turn: closed, overdue, behind, due soon, else on course; an exception stands beside the light",
)


def explained(light: Light, state: TaskState, calendar: Calendar, today: date, exception: str = "") -> ShownLight:
    """The light as the page of a task shows it, with its whole trace."""
    return ShownLight(
        level=COLOURS.get(light.colour, light.colour), word=light.word, reason=light.reason, exception=exception,
        why=Trace(
            conclusion=light.reason, steps=tuple(_steps(state, calendar)), rule=RULE,
            as_of=Phrase(f"按 {today} 计算", f"as of {today}"),
        ),
    )  # fmt: skip


def _steps(state: TaskState, calendar: Calendar) -> list[Step]:
    steps = []
    if state.due_on:
        steps.append(Step(Phrase("期限", "Deadline"), state.due_on.isoformat()))
    if state.review_on:
        steps.append(Step(Phrase("复核日期", "Review"), state.review_on.isoformat()))
    anchor = state.due_on or state.review_on
    soon = (state.trace or {}).get("due_soon")
    if soon and state.due_soon_on and anchor:
        days = soon["workdays"]
        steps.append(
            Step(
                Phrase(f"临近:之前 {days} 个工作日起", f"due soon: from {days} working days before"),
                state.due_soon_on.isoformat(),
                steps=tuple(days_skipped(calendar, state.due_soon_on, anchor)),
            )
        )
    if state.behind_on:
        steps.append(Step(Phrase("落后:自", "behind from"), state.behind_on.isoformat(), _cause(state.trace or {})))
    if state.overdue_on:
        steps.append(Step(Phrase("逾期:自", "overdue from"), state.overdue_on.isoformat()))
    if state.closed_on:
        steps.append(Step(Phrase("办结", "closed on"), state.closed_on.isoformat()))
    if state.late_at_birth:
        steps.append(Step(Phrase("交办时期限已到或将到:另给宽限", "already due when given: days of grace were added")))
    if state.provisional:
        steps.append(
            Step(
                Phrase(
                    "暂定:有的日子国务院尚未公布放假安排,只按周末计",
                    "provisional: some days have no published holiday notice; only weekends count",
                )
            )
        )
    return steps


def days_skipped(calendar: Calendar, start: date, end: date) -> list[Step]:
    """The days of rest between two dates, holidays by name, and make-up days counted."""
    explanation = calendar.explain(min(start, end), max(start, end))
    skipped = [
        Step(_span(stretch.first, stretch.last), stretch.reason, Phrase("跳过", "skipped"))
        for stretch in explanation.stretches
    ]
    made_up = [
        Step(_span(stretch.first, stretch.last), stretch.reason, Phrase("计入", "counted"))
        for stretch in explanation.counted
    ]
    return [*skipped, *made_up]


def _span(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first} – {last}"


def _cause(trace: Mapping[str, Any]) -> str:
    cause = trace.get("behind") or {}
    if "milestone" in cause:
        return said(Phrase("节点未按期完成", "a milestone was missed"))
    if "report" in cause:
        return said(Phrase("进展未按期报送", "a report was missed"))
    if "review" in cause:
        return said(Phrase("复核未按期进行", "a review was missed"))
    return said(Phrase("计量进度不足", "short of the even path")) if "percent" in cause else ""
