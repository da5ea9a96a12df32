"""The acts on one report: passed on, sent back, withdrawn, verified, returned; and its evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luoshi.console.reports.periods import named_period
from luoshi.console.reports.report import form_of, told
from luoshi.console.reports.saving import keep
from luoshi.console.reports.sheet import sheet_of, visible_report
from luoshi.files import services as files
from luoshi.files.queries import of_object
from luoshi.files.rules import ACCEPT
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, Report
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said

MOST_FILES = 20  # in one upload
Done = Callable[[Actor, Report, int | None, str], Report]

ACTS: Mapping[str, tuple[Done, Phrase]] = {
    "pass": (services.pass_report, Phrase("", "")),
    "send-back": (
        lambda actor, report, version, comment: services.send_back(actor, report, comment),
        Phrase("已退回修改", "Sent back"),
    ),
    "withdraw": (
        lambda actor, report, version, comment: services.withdraw_report(actor, report, comment),
        Phrase("已撤回,可以修改后重新报送", "Withdrawn; change it and send it again"),
    ),
    "verify": (services.verify, Phrase("已核验", "Verified")),
    "return": (services.return_report, Phrase("已退回", "Returned")),
}


@require_POST
@guard(policy, "view", model=Report)
def report_act(request: OfficialRequest, report: Report, name: str) -> HttpResponse:
    """One step of a report. What the person's roles allow at its present step is decided by the service."""
    wanted = ACTS.get(name)
    if wanted is None:
        raise Http404
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None
    try:
        done = wanted[0](request.actor, report, version, request.POST.get("comment", "")[:2000])
    except Refused as refused:
        if refused.forbidden:
            return render(request, "ui/refused.html", {"reason": refused.phrase}, status=403)
        messages.error(request, said(refused.phrase))
        return redirect(next_of(request) or report_address(report))
    messages.success(request, said(told(done) if name == "pass" else wanted[1]))
    return redirect(next_of(request) or report_address(done))


def report_address(report: Report) -> str:
    """Where a report is read."""
    return reverse("console:report", args=[report.pk])


def next_of(request: HttpRequest) -> str:
    """Where the form asked to go afterwards; only inside the product."""
    wanted = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and inside else ""


@require_POST
@guard(policy, "report", model=Assignment)
def report_evidence(request: OfficialRequest, part: Assignment, period: str) -> HttpResponse:
    """Take files in for a report, or one of them out. What is refused is said beside the field; the rest is kept."""
    period = named_period(period)
    actor = request.actor
    faults: list[str] = []
    try:
        report = services.open_report(actor, part, period)
        _keep_words(request, part, period)
        if request.POST.get("drop"):
            _drop(actor, report, request.POST["drop"])
        faults = _take(actor, report, request.FILES.getlist("files"))
    except Refused as refused:
        faults = [said(refused.phrase)]
    if request.htmx:
        sheet = sheet_of(actor, part, period, visible_report(actor, part, period))
        context = {"sheet": sheet, "file_faults": faults, "accept": ACCEPT}
        return render(request, "console/reports/parts/evidence.html", context)
    for fault in faults:
        messages.error(request, fault)
    return redirect("console:report_of", pk=part.pk, period=period)


def _keep_words(request: OfficialRequest, part: Assignment, period: str) -> None:
    """Without scripts the whole form comes with the files: its words are kept as well."""
    if request.htmx or "progress" not in request.POST:
        return
    sheet = sheet_of(request.actor, part, period, visible_report(request.actor, part, period))
    form = form_of(request, sheet)
    form.is_valid()
    if not form.blank or sheet.report is not None:
        keep(request.actor, part, period, form)


def _take(actor: Actor, report: Report, uploads: list[Any]) -> list[str]:
    """Store and attach each file in an act of its own; the words of what was refused."""
    faults: list[str] = []
    for upload in uploads[:MOST_FILES]:
        try:
            with act():
                services.attach_evidence(actor, report, files.store(actor, upload))
        except Refused as refused:
            faults.append(f"{upload.name}:{said(refused.phrase)}")
    if len(uploads) > MOST_FILES:
        faults.append(
            said(Phrase(f"一次最多 {MOST_FILES} 个文件,其余没有上传", f"At most {MOST_FILES} files at a time"))
        )
    return faults


def _drop(actor: Actor, report: Report, key: str) -> None:
    wanted = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0
    found = of_object(actor, report).filter(pk=wanted).first()
    if found is not None:
        services.detach_evidence(actor, report, found)
