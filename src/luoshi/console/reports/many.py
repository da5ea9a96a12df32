"""One act on several rows of the grid: previewed, then done; what cannot be done is left with its reason."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luoshi.console.reports.month import Line, lines_of
from luoshi.console.reports.periods import asked_period
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import YES, Refused, Verdict, no
from luoshi.tasks import services
from luoshi.tasks.access import policy
from luoshi.tasks.models import AssignmentState
from luoshi.ui.bulk import Held, Preview
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.services import claim

MOST = 500  # rows in one act


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row of the preview: named by its task and unit."""

    line: Line

    @property
    def pk(self) -> int:
        return self.line.pk

    def __str__(self) -> str:
        report = self.line.row.report
        words = report.progress[:40] if report is not None and not report.no_change else ""
        return f"{self.line.row.task.title} · {self.line.row.unit}" + (f" · {words}" if words else "")


@require_POST
@guard(policy, "month")
def month_no_change(request: OfficialRequest) -> HttpResponse:
    """Nothing new in the chosen rows."""

    def do(actor: Actor, line: Line, period: str) -> None:
        services.mark_no_change(actor, line.row.assignment, period)

    return _carried_out(
        request, Phrase("所选任务本期无变化", "No change for the chosen tasks"), Phrase("确认无变化并送出", "Pass on"),
        _may_mark, do,
    )  # fmt: skip


@require_POST
@guard(policy, "month")
def month_pass(request: OfficialRequest) -> HttpResponse:
    """The chosen rows go to the next hand."""

    def do(actor: Actor, line: Line, period: str) -> None:
        assert line.row.report is not None
        seen = request.POST.get(f"version-{line.pk}", "")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None
        services.pass_report(actor, line.row.report, version)

    return _carried_out(request, Phrase("送出所选报告", "Pass the chosen reports on"), Phrase("送出", "Pass on"), _may_pass, do)  # fmt: skip


def _may_mark(line: Line) -> Verdict:
    if line.row.report is not None and line.form is None:
        return no("本期报告已经送出。", "The report of this period has been passed on.")
    if line.form is None:
        return no("现在不能由您填写。", "It is not yours to write now.")
    if not line.may_no_change:
        return no("本期已写有内容,请逐项送出。", "Something was written: pass it on instead.")
    return YES


def _may_pass(line: Line) -> Verdict:
    if line.row.report is None or not line.written:
        return no("还没有填写本期进展。", "Nothing was written yet.")
    if line.pass_to is None:
        return no("报告在当前环节不能由您送出。", "At its present step you cannot pass it on.")
    return YES


def _carried_out(
    request: OfficialRequest, title: Phrase, verb: Phrase, judge: Callable[[Line], Verdict],
    do: Callable[[Actor, Line, str], None],
) -> HttpResponse:  # fmt: skip
    actor = request.actor
    period = asked_period(actor, request.POST.get("period", "")).key
    keys = request.POST.getlist("row") or request.POST.getlist("part")
    wanted = [int(key) for key in keys[:MOST] if key.isascii() and key.isdigit() and len(key) < 16]
    rows = policy.visible(actor, AssignmentState.objects.filter(pk__in=wanted, unit__in=actor.units()))
    lines = lines_of(actor, period, list(rows.select_related("assignment", "task", "unit").order_by("due_on", "pk")))
    back = back_of(request, f"{reverse('console:month')}?period={period}")
    if request.POST.get("confirmed") == "1":
        done, left = _do(request, lines, judge, do, period)
        if done:
            messages.success(request, said(Phrase(f"已送出 {done} 项", f"Passed on: {done}")))
        for name, reason in left:
            messages.warning(request, f"{name}:{said(reason)}")
        return redirect(back)
    accepted = [Chosen(line) for line in lines if judge(line)]
    held = [Held(Chosen(line), judge(line).reason or "") for line in lines if not judge(line)]
    fields = [("period", period), ("back", back)]
    fields += [(f"version-{line.pk}", str(line.version)) for line in lines]
    preview = Preview(title, verb, accepted, held, back, fields)
    return render(request, "ui/bulk_preview.html", {"preview": preview, "form_token": uuid.uuid4()})


def _do(
    request: OfficialRequest, lines: list[Line], judge: Callable[[Line], Verdict],
    do: Callable[[Actor, Line, str], None], period: str,
) -> tuple[int, list[tuple[str, Phrase]]]:  # fmt: skip
    """All in one act; a row that is refused meanwhile is left as it is (services refuse before they write)."""
    left: list[tuple[str, Phrase]] = []
    done = 0
    with act():
        if not claim(request.actor, request.POST.get("form_token", "")):
            return 0, []
        for line in lines:
            if not judge(line):
                continue
            try:
                do(request.actor, line, period)
                done += 1
            except Refused as refused:
                left.append((line.row.task.title, refused.phrase))
    return done, left


def back_of(request: HttpRequest, otherwise: str) -> str:
    """The page the person came from, inside the product."""
    wanted = request.POST.get("back", "")
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and inside else otherwise
