"""Units in from Excel and out to it."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from luoshi.journal.services import act
from luoshi.kernel.speech import Phrase
from luoshi.ui.forms import FilesField, OfficialForm
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.units.access import policy
from luoshi.units.sheets import Outcome, bring_in, export_book, template_book
from luoshi.units.sheets.layout import MOST_BYTES

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(OfficialForm):
    """One workbook."""

    workbook = FilesField(most=1, most_bytes=MOST_BYTES, endings=(".xlsx",))
    phrases = {
        "workbook": (
            Phrase("Excel 文件", "Excel file"),
            Phrase("按模板填写,.xlsx,不超过5 MB", "in the form of the template, .xlsx, up to 5 MB"),
        )
    }  # declared once
    submit = Phrase("检查并导入", "Check and bring in")


@guard(policy, "units.edit")
def bring_in_sheet(request: OfficialRequest) -> HttpResponse:
    """Check a workbook, tell every fault at once, and bring it in only when there is none."""
    form = SheetForm(request.POST or None, request.FILES or None)
    outcome: Outcome | None = None
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["workbook"][0].read()
        with act():
            first = form.once(request.actor)
            outcome = bring_in(request.actor, content, apply=first and "try" not in request.POST)
        if outcome.done:
            count = len(outcome.added) + len(outcome.changed)
            words = Phrase(
                f"已导入,新增和更新{count}处,{outcome.same}行与现有一致",
                f"Brought in: {count} added or changed, {outcome.same} rows as before",
            )
            messages.success(request, said(words))
            return redirect("console:units")
    status = 422 if outcome is not None and outcome.faults else 200
    return render(request, "console/units/sheet.html", {"form": form, "outcome": outcome}, status=status)


@guard(policy, "units.view")
def template(request: OfficialRequest) -> HttpResponse:
    """The empty workbook."""
    return _book(template_book(current()), said(Phrase("单位名录模板", "units template")))


@guard(policy, "units.export")
def export(request: OfficialRequest) -> HttpResponse:
    """All units, former names and groups in the form they can be brought in again."""
    name = f"{said(Phrase('单位名录', 'units'))}-{timezone.localdate():%Y%m%d}"
    return _book(export_book(request.actor, language=current()), name)


def _book(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response
