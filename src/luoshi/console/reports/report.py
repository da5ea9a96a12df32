"""The page of one report, and the saving of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from luoshi.console.reports import words
from luoshi.console.reports.forms import ReportForm
from luoshi.console.reports.periods import described, named_period
from luoshi.console.reports.saving import Clash, clash_of, keep
from luoshi.console.reports.sheet import Sheet, sheet_of, visible_report
from luoshi.files.rules import ACCEPT
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import queries, services
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, Report
from luoshi.tasks.services.changing import ChangedMeanwhile
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said

FURTHEST = 2000  # due tasks among which the neighbours of a report are sought


@guard(policy, "view", model=Report)
def report(request: OfficialRequest, report: Report) -> HttpResponse:
    """A report by its number."""
    return _page(request, sheet_of(request.actor, report.assignment, report.period, report))


@guard(policy, "view", model=Assignment)
def report_of(request: OfficialRequest, part: Assignment, period: str) -> HttpResponse:
    """The report of a unit's part for a period, also before anything was written. POST keeps it, or passes it on."""
    period = named_period(period)
    known = visible_report(request.actor, part, period)
    if known is None and part.unit_id not in request.actor.units():
        raise Http404
    sheet = sheet_of(request.actor, part, period, known)
    if request.method != "POST":
        return _page(request, sheet)
    form = form_of(request, sheet)
    valid = form.is_valid()
    clash: Clash | None = None
    try:
        with act():
            first = form.once(request.actor) if valid else True
            if first and valid:
                return _kept(request, sheet, form)
            if not first:
                return redirect("console:report_of", pk=part.pk, period=period)
    except ChangedMeanwhile as changed:
        clash = clash_of(form, changed)
    except Refused as refused:
        form.refuse(refused)
    return _page(request, sheet, form, clash)


@require_POST
@guard(policy, "report", model=Assignment)
def report_save(request: OfficialRequest, part: Assignment, period: str) -> HttpResponse:
    """Autosave: keeps what can be kept, says what cannot; never moves the report on."""
    period = named_period(period)
    sheet = sheet_of(request.actor, part, period, visible_report(request.actor, part, period))
    form = form_of(request, sheet)
    form.is_valid()
    context: dict[str, Any] = {"sheet": sheet, "form": form, "version": form.sent_version or 0}
    try:
        if not (form.blank and sheet.report is None):
            context["version"] = keep(request.actor, part, period, form).version
            context["saved_at"] = timezone.now()
    except ChangedMeanwhile as changed:
        context["clash"] = clash_of(form, changed)
        context["version"] = context["clash"].version
    except Refused as refused:
        context["refused"] = refused.phrase
    return render(request, "console/reports/parts/saved.html", context)


def form_of(request: OfficialRequest, sheet: Sheet) -> ReportForm:
    """The form of a report's page."""
    data = request.POST if request.method == "POST" else None
    return ReportForm(data, kept=sheet.report, measures=sheet.measures, values=sheet.values)


def _kept(request: OfficialRequest, sheet: Sheet, form: ReportForm) -> HttpResponse:
    """Save, and pass on when that was asked for; where the person goes next."""
    actor, wanted = request.actor, request.POST.get("act", "save")
    if wanted == "no_change":
        return _after(request, services.mark_no_change(actor, sheet.part, sheet.period))
    done = keep(actor, sheet.part, sheet.period, form)
    if wanted == "pass":
        done = services.pass_report(actor, done, done.version, request.POST.get("comment", "")[:2000])
    return _after(request, done)


def _after(request: OfficialRequest, done: Report) -> HttpResponse:
    messages.success(request, said(told(done)))
    return redirect("console:report", pk=done.pk)


def told(done: Report) -> Phrase:
    """What happened to a report, for the message after it."""
    if done.state in words.WAITS_FOR:
        zh, en = words.WAITS_FOR[done.state].zh, words.WAITS_FOR[done.state].en
        return Phrase(f"已送出,{zh}", f"Passed on; it {en}")
    return Phrase("已保存", "Saved")


def _page(
    request: OfficialRequest, sheet: Sheet, form: ReportForm | None = None, clash: Clash | None = None
) -> HttpResponse:
    actor = request.actor
    editable = "edit" in sheet.acts
    if form is None and editable:
        form = ReportForm(kept=sheet.report, measures=sheet.measures, values=sheet.values)
    context = {
        "sheet": sheet,
        "form": form if editable else None,
        "figures": list(zip(sheet.amounts, form.figures(), strict=True)) if form is not None and editable else (),
        "clash": clash,
        "version": clash.version if clash is not None else form.sent_version if form is not None else 0,
        "period": described(actor, sheet.period),
        "neighbours": neighbours(actor, sheet),
        "pass_to": words.PASS_TO.get(sheet.next_state or ""),
        "accept": ACCEPT,
        "own": sheet.unit.pk in actor.units(),
        "may_ask_close": bool(policy.allows(actor, "ask_close", sheet.task)),
        "month_url": f"{reverse('console:month')}?period={sheet.period}&unit={sheet.unit.pk}",
        "no_change_words": words.NO_CHANGE,
        "may_no_change": sheet.report is None or _empty(sheet),
    }
    status = 409 if clash is not None else 422 if form is not None and form.errors else 200
    return render(request, "console/reports/report.html", context, status=status)


def _empty(sheet: Sheet) -> bool:
    row = sheet.report
    return row is None or not (row.progress or row.problems or row.next_steps or sheet.values)


def neighbours(actor: Actor, sheet: Sheet) -> dict[str, Any]:
    """The place of a report among the unit's due ones of its period, and the ones before and after."""
    if sheet.unit.pk not in actor.units():
        return {}
    keys = list(queries.due_parts(actor, sheet.period, sheet.unit.pk).values_list("pk", flat=True)[:FURTHEST])
    if sheet.part.pk not in keys:
        return {}
    at = keys.index(sheet.part.pk)

    def address(key: int) -> str:
        return reverse("console:report_of", args=[key, sheet.period])

    return {
        "at": at + 1,
        "of": len(keys),
        "before": address(keys[at - 1]) if at else "",
        "after": address(keys[at + 1]) if at + 1 < len(keys) else "",
    }
