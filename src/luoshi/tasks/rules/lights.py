"""The light of a task or of a unit's part: a comparison of its dates with today, with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol, get_args

from luoshi.kernel.speech import Phrase

LightKind = Literal[
    "withdrawn", "stopped", "closed", "overdue", "behind", "due_soon", "standing", "no_deadline", "normal"
]
LIGHTS: tuple[LightKind, ...] = get_args(LightKind)  # in the order in which they are asked: the first that holds
ENDED: frozenset[LightKind] = frozenset({"withdrawn", "stopped", "closed"})
Colour = Literal["red", "amber", "green", "grey"]

WORDS: Mapping[LightKind, Phrase] = {
    "withdrawn": Phrase("已撤回", "withdrawn"),
    "stopped": Phrase("已停办", "stopped"),
    "closed": Phrase("销号", "closed"),
    "overdue": Phrase("逾期", "overdue"),
    "behind": Phrase("落后", "behind"),
    "due_soon": Phrase("临近", "due soon"),
    "standing": Phrase("持续推进", "standing"),
    "no_deadline": Phrase("未定期限", "no deadline"),
    "normal": Phrase("正常", "on course"),
}
COLOURS: Mapping[LightKind, Colour] = {
    "withdrawn": "grey", "stopped": "grey", "closed": "green", "overdue": "red", "behind": "red",
    "due_soon": "amber", "standing": "green", "no_deadline": "grey", "normal": "green",
}  # fmt: skip


class Dates(Protocol):
    """The dates a light is read from: a row of ``TaskState`` or ``AssignmentState``, or plain values."""

    deadline_kind: str
    due_on: date | None
    review_on: date | None
    due_soon_on: date | None
    behind_on: date | None
    overdue_on: date | None
    closed_on: date | None
    closed_as: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Light:
    """``word`` stands beside the colour wherever it is shown; ``reason`` is one sentence; ``trace`` what it rests on.

    ``provisional``: a date rests on a calendar not yet published. ``late_at_birth``: due before, or only days after,
    it was given.
    """

    kind: LightKind
    colour: Colour
    word: Phrase
    reason: Phrase
    provisional: bool = False
    late_at_birth: bool = False
    trace: Mapping[str, Any] = field(default_factory=dict)


def light(dates: Dates, today: date) -> Light:
    """The light on a day, with its reason."""
    kind = kind_of(dates, today)
    trace: Mapping[str, Any] = getattr(dates, "trace", {}) or {}
    late = bool(getattr(dates, "late_at_birth", False)) and kind not in ENDED
    reason = _reason(kind, dates, today, trace)
    if late:
        reason = Phrase(
            reason.zh + ";交办时期限已到或将到", reason.en + "; it was already due, or nearly, when it was given"
        )
    return Light(
        kind, COLOURS[kind], WORDS[kind], reason, bool(getattr(dates, "provisional", False)) and kind not in ENDED,
        late, {"today": today.isoformat(), **trace},
    )  # fmt: skip


def kind_of(dates: Dates, today: date) -> LightKind:
    """Which light: the first that holds in the order of ``LIGHTS``. ``queries.lights`` says the same in SQL."""
    if dates.withdrawn:
        return "withdrawn"
    if dates.closed_on is not None:
        return "stopped" if dates.closed_as == "stopped" else "closed"
    if dates.overdue_on is not None and dates.overdue_on <= today:
        return "overdue"
    if dates.behind_on is not None and dates.behind_on <= today:
        return "behind"
    if dates.due_soon_on is not None and dates.due_soon_on <= today:
        return "due_soon"
    if dates.deadline_kind == "standing":
        return "standing"
    return "no_deadline" if dates.due_on is None else "normal"


def _reason(kind: LightKind, dates: Dates, today: date, trace: Mapping[str, Any]) -> Phrase:
    if kind == "withdrawn":
        return Phrase("来源撤回,任务不再推进", "its source was withdrawn; the work does not go on")
    if kind in ("stopped", "closed"):
        verb = ("停办", "stopped") if kind == "stopped" else ("经核验销号", "closed after verification")
        return Phrase(f"{dates.closed_on} {verb[0]}", f"{verb[1]} on {dates.closed_on}")
    if kind == "overdue":
        assert dates.due_on is not None
        days = (today - dates.due_on).days
        return Phrase(f"期限 {dates.due_on},已过 {days} 天", f"due on {dates.due_on}, {days} days ago")
    if kind == "behind":
        return _why_behind(trace.get("behind"), dates)
    if kind == "due_soon":
        return _why_due_soon(dates, today)
    if kind == "standing":
        return (
            Phrase(f"持续推进,{dates.review_on} 复核", f"goes on; to be reviewed on {dates.review_on}")
            if dates.review_on
            else Phrase("持续推进,未定复核日期", "goes on; no review date is set")
        )
    if kind == "no_deadline":
        return Phrase("来源未写期限,请督查室确定", "the source gives no deadline; the office should set one")
    return Phrase(f"期限 {dates.due_on},按期推进", f"due on {dates.due_on}; on course")


def _why_behind(cause: Any, dates: Dates) -> Phrase:
    if isinstance(cause, Mapping) and "milestone" in cause:
        title = _literal(str(cause["milestone"]))
        return Phrase(
            f"节点“{title}”应于 {cause['due']} 完成,尚未完成", f"milestone “{title}” was due on {cause['due']}"
        )
    if isinstance(cause, Mapping) and "review" in cause:
        return Phrase(f"应于 {cause['due']} 复核,尚未复核", f"the review of {cause['due']} has not been held")
    if isinstance(cause, Mapping) and "report" in cause:
        return Phrase(
            f"{cause['report']} 进展应于 {cause['due']} 前报送,尚未报送",
            f"the report of {cause['report']} was due on {cause['due']}",
        )
    if isinstance(cause, Mapping) and "percent" in cause:
        return Phrase(
            f"计量进度 {cause['percent']}%,低于时间进度 {cause['points']} 个百分点以上",
            f"{cause['percent']}% counted, more than {cause['points']} points below the even path",
        )
    return Phrase(f"自 {dates.behind_on} 起进展未报", f"no report in time since {dates.behind_on}")


def _why_due_soon(dates: Dates, today: date) -> Phrase:
    if dates.due_on is None:
        return Phrase(f"{dates.review_on} 复核,临近", f"to be reviewed on {dates.review_on}")
    days = (dates.due_on - today).days
    if days < 0:
        return Phrase(f"期限 {dates.due_on} 已过", f"the deadline {dates.due_on} has passed")
    return Phrase(f"期限 {dates.due_on},还有 {days} 天", f"due on {dates.due_on}, in {days} days")


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
