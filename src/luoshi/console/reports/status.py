"""How far the units have come with a period's reports: for the office alone, never a comparison before release."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.shortcuts import render

from luoshi.console.reports.periods import Period, asked_period, choices
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks import queries
from luoshi.tasks.access import policy
from luoshi.tasks.models import Report
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.units.models import Unit

State = Report.State
ORDERS: Mapping[str, Phrase] = {
    "unit": Phrase("按单位顺序", "Order of units"),
    "open": Phrase("未报多的在前", "Most missing first"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's reports of a period: due, sent, verified, returned, sent after the limit."""

    unit: Unit
    due: int
    sent: int
    verified: int
    returned: int
    late: int

    @property
    def missing(self) -> int:
        return self.due - self.sent

    @property
    def tone(self) -> str:
        return "green" if not self.missing else ""


@guard(policy, "verify_list")
def month_status(request: OfficialRequest) -> HttpResponse:
    """Which units have reported how many of how many; the late ones first when asked."""
    actor = request.actor
    period = asked_period(actor, request.GET.get("period", ""))
    order = request.GET.get("order", "unit")
    rows = standings(actor, period)
    only = request.GET.get("only", "")
    if only == "missing":
        rows = [row for row in rows if row.missing]
    elif only == "late":
        rows = [row for row in rows if row.late or (period.late and row.missing)]
    if order == "open":
        rows.sort(key=lambda row: (-row.missing, row.unit.order, row.unit.name))
    every = rows if not only else standings(actor, period)
    totals = {
        name: sum(getattr(row, name) for row in every) for name in ("due", "sent", "verified", "returned", "late")
    }
    context: dict[str, Any] = {
        "period": period, "periods": choices(actor, period.key), "rows": rows, "totals": totals,
        "complete": sum(1 for row in every if not row.missing), "units": len(every),
        "order": order if order in ORDERS else "unit", "orders": ORDERS, "only": only,
    }  # fmt: skip
    return render(request, "console/reports/status.html", context)


def standings(actor: Actor, period: Period) -> list[Standing]:
    """One line for each unit that owes a report for the period; three queries."""
    state = Report.objects.filter(assignment=OuterRef("pk"), period=period.key)
    rows = queries.due_everywhere(actor, period.key).annotate(
        report_state=Subquery(state.values("state")[:1]),
        sent_on=Subquery(state.annotate(day=TruncDate("submitted_at")).values("day")[:1]),
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    counted = rows.order_by().values_list("unit", "report_state", "sent_on").annotate(n=Count("pk"))
    for unit, at, sent_on, n in counted:
        found[unit]["due"] += n
        if at in (State.SUBMITTED, State.VERIFIED):
            found[unit]["sent"] += n
            found[unit]["late"] += n if sent_on is not None and sent_on > period.due_on else 0
        if at in (State.VERIFIED, State.RETURNED):
            found[unit][str(at)] += n
    units = Unit.objects.filter(pk__in=found).order_by("order", "name")
    return [
        Standing(unit, *(found[unit.pk][name] for name in ("due", "sent", "verified", "returned", "late")))
        for unit in units
    ]
