"""Plain text to be pasted into a chat group by those who remind by chat: names of units, counts and a link, no content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Language, Phrase
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, AssignmentState, Report
from luoshi.units.models import Unit
from luoshi.units.queries import names_on

LISTS: dict[str, Phrase] = {
    "unanswered": Phrase("尚未签收任务", "have not acknowledged tasks"),
    "unreported": Phrase("{period} 进展尚未报送", "have not sent their reports for {period}"),
    "returned": Phrase("被退回的进展尚未重新报送", "have not sent returned reports again"),
}
"""The work lists a text can be made of."""

_HEAD = Phrase("【督查提醒】截至 {at},以下单位{what},请抓紧办理:", "Reminder, as of {at}: these units {what}:")
_LINE = Phrase("{name} {count} 项", "{name}: {count}")
_LATE = Phrase("(其中 {late} 项已超时限)", " ({late} past the limit)")
_FOOT = Phrase("共 {units} 个单位、{count} 项。请登录办理:{link}", "{units} units, {count} in all. Sign in: {link}")


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with what it has not done; ``late``: how much of it is past its limit."""

    unit: int
    name: str
    count: int
    late: int = 0


def lines(actor: Actor, which: str, period: str) -> list[Line]:
    """The units of a work list that the actor sees, in the order of units. Two queries and the names."""
    found = _COUNTING[which](actor, period)
    units = Unit.objects.filter(pk__in=[unit for unit, _, _ in found]).order_by("order", "pk")
    names = names_on([unit.pk for unit in units], actor.on, short=True)
    counts = {unit: (count, late) for unit, count, late in found}
    return [Line(unit.pk, names.get(unit.pk, str(unit)), *counts[unit.pk]) for unit in units]


def text_of(which: str, period: str, rows: Sequence[Line], at: datetime, link: str, language: Language = "zh") -> str:
    """The text; empty where nobody is behind."""
    if not rows:
        return ""
    what = LISTS[which].say(language, period=period)
    said = [_HEAD.say(language, at=f"{at:%Y-%m-%d %H:%M}", what=what)]
    for row in rows:
        late = _LATE.say(language, late=row.late) if row.late else ""
        said.append(_LINE.say(language, name=row.name, count=row.count) + late)
    said.append(_FOOT.say(language, units=len(rows), count=sum(row.count for row in rows), link=link))
    return "\n".join(said)


Counted = list[tuple[int, int, int]]


def _unanswered(actor: Actor, period: str) -> Counted:
    rows = policy.visible(actor, Assignment.objects.all()).filter(
        state=Assignment.State.GIVEN, valid_to__isnull=True, task__withdrawn_on__isnull=True,
        task__state__closed_on__isnull=True,
    )  # fmt: skip
    late = Count("pk", filter=Q(answer_due_on__lt=actor.on))
    return list(rows.order_by().values_list("unit").annotate(count=Count("pk"), late=late))


def _unreported(actor: Actor, period: str) -> Counted:
    begin = date(int(period[:4]), int(period[5:]), 1)
    sent = Report.objects.filter(
        jurisdiction=actor.jurisdiction, period=period, state__in=(Report.State.SUBMITTED, Report.State.VERIFIED)
    )
    rows = policy.visible(actor, AssignmentState.objects.all()).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=begin), Q(ended_on__isnull=True) | Q(ended_on__gt=begin),
        reports=True, withdrawn=False, first_period__lte=period,
    ).exclude(assignment__in=sent.values("assignment"))  # fmt: skip
    return [(unit, count, 0) for unit, count in rows.order_by().values_list("unit").annotate(count=Count("pk"))]


def _returned(actor: Actor, period: str) -> Counted:
    rows = policy.visible(actor, Report.objects.all()).filter(
        state=Report.State.RETURNED, submitted_at__isnull=False, assignment__valid_to__isnull=True
    )
    return [(unit, count, 0) for unit, count in rows.order_by().values_list("unit").annotate(count=Count("pk"))]


_COUNTING = {"unanswered": _unanswered, "unreported": _unreported, "returned": _returned}
