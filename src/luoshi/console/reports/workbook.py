"""A unit's due reports of a period as a workbook: out, back, checked row by row, then applied."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from luoshi.console.reports.periods import described, named_period
from luoshi.console.reports.words import period_words
from luoshi.files import services as files
from luoshi.files.access import policy as file_policy
from luoshi.files.models import StoredFile
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import sheets
from luoshi.tasks.access import policy
from luoshi.ui.forms import OfficialForm
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.units.models import Unit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BackForm(OfficialForm):
    """The filled-in workbook."""

    file = forms.FileField(widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.et"}))
    phrases = {
        "file": (
            Phrase("填好的 Excel 填报表", "The filled-in workbook"),
            Phrase(
                "先检查,确认后才写入;不改动的行不受影响。", "It is checked first; rows left alone stay as they are."
            ),
        )
    }
    submit = Phrase("检查", "Check")


def _unit(actor: Actor, text: str) -> Unit:
    """The unit whose workbook is meant: one of the actor's."""
    own = Unit.objects.of(actor).filter(pk__in=actor.units()).order_by("order", "name")
    if text.isascii() and text.isdigit() and len(text) < 16:
        own = own.filter(pk=int(text))
    found = own.first()
    if found is None:
        raise Http404
    return found


@guard(policy, "month")
def workbook(request: OfficialRequest, period: str) -> HttpResponse:
    """The workbook of a unit's due reports."""
    period = named_period(period)
    unit = _unit(request.actor, request.GET.get("unit", ""))
    try:
        content = sheets.month_workbook(request.actor, unit, period, current())
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return redirect(f"{reverse('console:month')}?period={period}&unit={unit.pk}")
    name = f"{unit}{said(period_words(period))}{said(Phrase('填报表', ' reports'))}.xlsx"
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename=\"{period}.xlsx\"; filename*=UTF-8''{quote(name, safe='')}"
    response["Cache-Control"] = "private, no-store"
    return response


@guard(policy, "month")
def workbook_back(request: OfficialRequest, period: str) -> HttpResponse:
    """Upload, see what each row would do and all faults at once, then apply as drafts or pass on."""
    period = named_period(period)
    actor = request.actor
    unit = _unit(actor, request.POST.get("unit", "") or request.GET.get("unit", ""))
    back = f"{reverse('console:month')}?period={period}&unit={unit.pk}"
    context: dict[str, Any] = {"period": described(actor, period), "unit": unit, "back": back}
    form = BackForm(request.POST or None, request.FILES or None)
    try:
        if request.method == "POST" and request.POST.get("stored"):
            return _apply(request, form, unit, period, back)
        if request.method == "POST" and form.is_valid():
            stored = files.store(actor, form.cleaned_data["file"], kinds=("xlsx",))
            context["check"] = sheets.read_month_workbook(actor, unit, period, files.content(stored))
            context["stored"] = stored
    except Refused as refused:
        form.refuse(refused)
    context["form"] = form
    status = 422 if form.errors else 200
    return render(request, "console/reports/workbook.html", context, status=status)


def _apply(request: OfficialRequest, form: BackForm, unit: Unit, period: str, back: str) -> HttpResponse:
    actor = request.actor
    key = request.POST["stored"]
    own = file_policy.visible(actor, StoredFile.objects.filter(uploaded_by=actor.opaque))
    stored = own.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 16 else None
    if stored is None:
        raise Http404
    pass_on = request.POST.get("act") == "pass"
    with act():
        if not form.once(actor):
            return redirect(back)
        done = sheets.apply_month_workbook(actor, unit, period, files.content(stored), pass_on=pass_on)
    words = Phrase(f"已写入 {len(done.saved)} 项", f"Entered: {len(done.saved)}")
    if pass_on:
        words = Phrase(f"已写入 {len(done.saved)} 项,送出 {done.passed} 项", f"Entered {len(done.saved)}, passed on {done.passed}")  # fmt: skip
    messages.success(request, said(words))
    if done.conflicts:
        messages.warning(
            request,
            said(
                Phrase(
                    f"{len(done.conflicts)} 项在下载之后已有人修改,没有覆盖",
                    f"{len(done.conflicts)} were changed here since the download and were left alone",
                )
            ),
        )
    return redirect(back)
