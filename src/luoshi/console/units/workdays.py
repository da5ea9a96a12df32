"""The working days of a year: national holidays and make-up days, local days, what is still provisional."""

from __future__ import annotations

from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from luoshi.console.units.changing import ActorForm, WhyForm, carry_out
from luoshi.console.units.fields import BASIS, area_field, day_field
from luoshi.kernel.speech import Phrase
from luoshi.kernel.workdays import Calendar, DayRemark
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.units import services
from luoshi.units.access import policy
from luoshi.units.calendar import calendar_for, overrides_in_force, overrides_of
from luoshi.units.models import Area, Unit, WorkdayOverride
from luoshi.units.queries import areas_on

FIRST, LAST = 2004, 2060
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the year view: ``kind`` is ``work``, ``weekend``, ``holiday``, ``make-up`` or ``local``."""

    day: date
    kind: str
    working: bool
    reason: Phrase | None
    today: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month: empty places before its first day (Monday first), its days, and how many are worked."""

    number: int
    before: range
    days: list[DayCell]

    @property
    def name(self) -> Phrase:
        """The month in words."""
        return Phrase(f"{self.number} 月", month_name[self.number])

    @property
    def provisional(self) -> bool:
        """Whether no day of it is settled."""
        return all(cell.provisional for cell in self.days)

    @property
    def partly(self) -> bool:
        """Whether only its last days are not settled."""
        return not self.provisional and self.days[-1].provisional

    @property
    def worked(self) -> int:
        return sum(1 for cell in self.days if cell.working)


class OverrideForm(ActorForm):
    """A local day off or make-up day."""

    day = day_field()
    name = forms.CharField(max_length=60)
    phrases = {  # declared once, never changed
        "day": (Phrase("日期", "Day"), None),
        "is_workday": (Phrase("安排", "What it is"), None),
        "name": (Phrase("名称", "Name"), Phrase("如:市运动会放假、调休上班", "what the day is for")),
        "area": (Phrase("适用范围", "Where"), Phrase("不选为全辖区", "empty: everywhere here")),
        "basis": BASIS,
    }
    submit = Phrase("登记", "Record")

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        kinds = [("0", said(Phrase("放假", "a day off"))), ("1", said(Phrase("上班", "a working day")))]
        return {
            "is_workday": forms.TypedChoiceField(choices=kinds, coerce=lambda text: text == "1", widget=forms.RadioSelect, initial="0"),
            "area": area_field(self.actor), "basis": forms.CharField(max_length=200, required=False),
        }  # fmt: skip


@guard(policy, "units.view")
def year(request: OfficialRequest) -> HttpResponse:
    """A year at a glance, for the whole place or one area."""
    actor = request.actor
    asked = request.GET.get("year", "")
    typed = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    number = typed if FIRST <= typed <= LAST else actor.on.year
    places = list(areas_on(actor.jurisdiction, actor.on))
    area = next((place for place in places if str(place.pk) == request.GET.get("area")), None)
    calendar = calendar_for(actor.jurisdiction, area)
    months = _months(calendar, number, actor.on)
    rows = overrides_in_force(overrides_of(actor.jurisdiction))
    local = sorted((row for row in rows if row.valid_from.year == number), key=lambda row: row.valid_from)
    named = [cell for month in months for cell in month.days if cell.kind in ("holiday", "make-up")]
    return render(
        request, "console/units/workdays.html",
        {
            "year": number, "before": number - 1 if number > FIRST else None, "after": number + 1 if number < LAST else None,
            "months": months, "worked": sum(month.worked for month in months), "areas": places, "area": area, "local": local,
            "holidays": _stretches(named), "provisional": any(month.provisional for month in months),
            "last_provisional": months[11].partly, "may_edit": bool(policy.allows(actor, "units.edit")),
        },
    )  # fmt: skip


def _months(calendar: Calendar, year: int, today: date) -> list[Month]:
    told = calendar.explain(date(year, 1, 1) - _DAY, date(year, 12, 31))
    remarks: dict[date, DayRemark] = {remark.day: remark for remark in (*told.skipped, *told.made_up)}
    months = []
    for number in range(1, 13):
        first, length = monthrange(year, number)
        days = []
        for at in range(1, length + 1):
            day = date(year, number, at)
            found, remark = calendar.is_workday(day), remarks.get(day)
            days.append(
                DayCell(
                    day, remark.kind if remark else "work", bool(found), remark.reason if remark else None, day == today,
                    found.provisional,
                )
            )  # fmt: skip
        months.append(Month(number, range(first), days))
    return months


def _stretches(cells: list[DayCell]) -> list[tuple[date, date, DayCell]]:
    """Neighbouring days with one reason: first day, last day, what they are."""
    found: list[tuple[date, date, DayCell]] = []
    for cell in cells:
        if found and found[-1][1] + _DAY == cell.day and found[-1][2].reason == cell.reason:
            found[-1] = (found[-1][0], cell.day, cell)
        else:
            found.append((cell.day, cell.day, cell))
    return found


@guard(policy, "units.edit")
def record(request: OfficialRequest) -> HttpResponse:
    """Record a local day off or make-up day."""
    form = OverrideForm(request.actor, request.POST or None, initial={"day": request.GET.get("day", "")})

    def service() -> WorkdayOverride:
        return services.record_override(request.actor, **form.cleaned_data)

    note = Phrase(
        "此后计算的期限按新安排;已经算定的期限不变,如需调整请在任务中办理延期。",
        "Dates counted from now on follow it; dates already fixed stay. To move one, extend the task.",
    )
    title = Phrase("登记本地放假或上班", "Record a local day")
    return carry_out(request, form, service, title=title, note=note, then=lambda _made: redirect("console:workdays"))


@guard(policy, "units.edit", model=WorkdayOverride)
def withdraw(request: OfficialRequest, override: WorkdayOverride) -> HttpResponse:
    """Take back a local day."""
    form = WhyForm(request.actor, request.POST or None)

    def service() -> WorkdayOverride:
        return services.withdraw_override(request.actor, override, form.cleaned_data["why"])

    title = Phrase("撤回本地安排", "Withdraw a local day")
    return carry_out(request, form, service, title=title, then=lambda _made: redirect("console:workdays"))


__all__ = ["Area", "record", "withdraw", "year"]
