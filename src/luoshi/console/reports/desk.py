"""The desks of who reads reports: heads who pass them, the office that verifies them. A queue beside what is read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from luoshi.console.reports.many import MOST, back_of
from luoshi.console.reports.periods import Period, described
from luoshi.console.reports.sheet import Sheet, sheet_of
from luoshi.console.reports.words import PASS_TO, period_words
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import queries, services
from luoshi.tasks.access import policy
from luoshi.tasks.models import Report
from luoshi.ui.bulk import Preview
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.services import claim
from luoshi.units.models import Unit

QUEUE = 100  # entries of the queue on one page


@dataclass(frozen=True, slots=True)
class Desk:
    """Which desk: its words, its queue and what it does."""

    key: str
    title: Phrase
    url_name: str
    many_url_name: str
    many: Phrase
    empty: Phrase
    empty_text: Phrase

    def queue(self, actor: Actor) -> QuerySet[Report]:
        """What waits at this desk, the longest waiting first."""
        return queries.to_verify(actor) if self.key == "verify" else queries.to_pass(actor)


VERIFY = Desk(
    "verify", Phrase("核验", "Verify"), "console:verify", "console:verify_many", Phrase("核验所选", "Verify these"),
    Phrase("没有待核验的报告", "Nothing waits to be verified"),
    Phrase("单位提交的报告会出现在这里,等得最久的在最前。", "What units submit appears here, the longest waiting first."),
)  # fmt: skip
PASS = Desk(
    "pass", Phrase("审签", "Pass"), "console:to_pass", "console:pass_many", Phrase("送出所选", "Pass these on"),
    Phrase("没有等您审签的报告", "Nothing waits for you to pass"),
    Phrase("联络员送来的报告会出现在这里。", "What drafters pass to you appears here."),
)  # fmt: skip


@guard(policy, "verify_list")
def verify(request: OfficialRequest) -> HttpResponse:
    """The office's queue of submitted reports beside the one being read."""
    return _desk(request, VERIFY)


@guard(policy, "month")
def to_pass(request: OfficialRequest) -> HttpResponse:
    """What waits for a section head or head of unit, beside the one being read."""
    return _desk(request, PASS)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _desk(request: OfficialRequest, desk: Desk) -> HttpResponse:
    actor, asked = request.actor, request.GET
    rows = desk.queue(actor)
    periods = list(rows.order_by("-period").values_list("period").annotate(n=Count("pk")))
    units = _units(rows)
    kept = {name: asked.get(name, "") for name in ("period", "unit", "plain") if asked.get(name)}
    narrowed = rows
    if kept.get("period"):
        narrowed = narrowed.filter(period=kept["period"])
    if unit := _number(kept.get("unit", "")):
        narrowed = narrowed.filter(unit=unit)
    if kept.get("plain") == "1":
        narrowed = narrowed.filter(no_change=True)
    keys = list(narrowed.values_list("pk", flat=True))
    wanted = _number(asked.get("report", ""))
    at = keys.index(wanted) if wanted in keys else 0
    first = max(0, min(at - QUEUE // 2, len(keys) - QUEUE))
    shown = keys[first : first + QUEUE]
    entries = {row.pk: row for row in rows.filter(pk__in=shown)}
    chosen = entries.get(keys[at]) if keys else None
    base = reverse(desk.url_name)

    def address(place: int) -> str:
        return f"{base}?{urlencode({**kept, 'report': keys[place]})}" if 0 <= place < len(keys) else ""

    sheet = sheet_of(actor, chosen.assignment, chosen.period, chosen) if chosen is not None else None
    context: dict[str, Any] = {
        "desk": desk, "entries": [entries[key] for key in shown if key in entries], "total": len(keys), "all": rows.count(),
        "first": first, "periods": [(key, period_words(key), n) for key, n in periods], "units": units, "kept": kept,
        "sheet": sheet, "chosen": chosen, "asked": wanted in keys, "base_query": urlencode(kept), "at": at + 1,
        "before": address(at - 1), "after": address(at + 1), "period": _period(actor, sheet),
        "next": address(at + 1) or (f"{base}?{urlencode(kept)}" if kept else base),
        "pass_to": PASS_TO.get(sheet.next_state or "") if sheet is not None else None,
    }  # fmt: skip
    return render(request, "console/reports/desk.html", context)


def _period(actor: Actor, sheet: Sheet | None) -> Period | None:
    return described(actor, sheet.period) if sheet is not None else None


def _units(rows: QuerySet[Report]) -> list[tuple[Unit, int]]:
    counted = dict(rows.order_by().values_list("unit").annotate(n=Count("pk")))
    found = Unit.objects.filter(pk__in=counted).order_by("order", "name")
    return [(unit, counted[unit.pk]) for unit in found]


@require_POST
@guard(policy, "verify_list")
def verify_many(request: OfficialRequest) -> HttpResponse:
    """The chosen reports are verified in one act."""
    return _many(request, VERIFY)


@require_POST
@guard(policy, "month")
def pass_many(request: OfficialRequest) -> HttpResponse:
    """The chosen reports go to the next hand."""
    return _many(request, PASS)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A report in the preview."""

    report: Report

    @property
    def pk(self) -> int:
        return self.report.pk

    def __str__(self) -> str:
        row = self.report
        words = said(Phrase("无变化", "no change")) if row.no_change else row.progress[:60]
        return f"{row.unit} · {row.task.title} · {row.period} · {words}"


def _many(request: OfficialRequest, desk: Desk) -> HttpResponse:
    keys = [int(key) for key in request.POST.getlist("row")[:MOST] if _number(key) is not None]
    rows = list(desk.queue(request.actor).filter(pk__in=keys))
    back = back_of(request, reverse(desk.url_name))
    if request.POST.get("confirmed") == "1":
        done, left = _done(request, desk, rows)
        if done:
            words = Phrase(f"已核验 {done} 份", f"Verified: {done}") if desk is VERIFY else Phrase(f"已送出 {done} 份", f"Passed on: {done}")  # fmt: skip
            messages.success(request, said(words))
        for report, reason in left:
            messages.warning(request, f"{report.unit} · {report.task.title}:{said(reason)}")
        return redirect(back)
    accepted = [Chosen(row) for row in rows]
    fields = [("back", back), *((f"version-{row.pk}", str(row.version)) for row in rows)]
    preview = Preview(desk.many, desk.many, accepted, (), back, fields)
    return render(request, "ui/bulk_preview.html", {"preview": preview, "form_token": uuid.uuid4()})


def _done(request: OfficialRequest, desk: Desk, rows: list[Report]) -> tuple[int, list[tuple[Report, Phrase]]]:
    actor = request.actor
    seen = [(row, _number(request.POST.get(f"version-{row.pk}", "")) or row.version) for row in rows]
    left: list[tuple[Report, Phrase]] = []
    done = 0
    with act():
        if not seen or not claim(actor, request.POST.get("form_token", "")):
            return 0, []
        if desk is VERIFY:
            outcome = services.verify_many(actor, seen)
            return len(outcome.verified), list(outcome.left)
        for row, version in seen:
            try:
                services.pass_report(actor, row, version)
                done += 1
            except Refused as refused:
                left.append((row, refused.phrase))
    return done, left
