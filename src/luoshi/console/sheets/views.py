"""Upload a table of tasks, map its columns once, settle names and likenesses, apply it as one act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from luoshi.accounts.queries import names_for
from luoshi.console.tasks.deed_forms import UnitField
from luoshi.files.services import store
from luoshi.journal.services import act
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import sheets as services
from luoshi.tasks.access import policy
from luoshi.tasks.models import SheetImport
from luoshi.tasks.sheets import FIELDS
from luoshi.ui.forms import FilesField, OfficialForm
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.units.models import Unit, UnitGroup

PAGE = 100
STATES = {
    SheetImport.State.READ: (Phrase("已读入", "Read"), "gray"),
    SheetImport.State.CHECKED: (Phrase("待导入", "Checked"), "blue"),
    SheetImport.State.APPLIED: (Phrase("已导入", "Applied"), "green"),
    SheetImport.State.LEFT: (Phrase("已放弃", "Left"), "gray"),
}
SHOWN = {
    "all": Phrase("全部", "All"),
    "faults": Phrase("有错", "Faults"),
    "like": Phrase("疑似重复", "Likely the same"),
    "matched": Phrase("对应到条款", "Matched to a clause"),
    "imported": Phrase("未对应", "No clause"),
}


class SheetForm(OfficialForm):
    """A workbook, and which of its sheets."""

    book = FilesField(most=1, most_bytes=20_000_000, endings=(".xlsx",))
    sheet = forms.CharField(max_length=100, required=False)
    phrases = {
        "book": (
            Phrase("台账文件", "Workbook"),
            Phrase(
                "现在使用的任务台账(.xlsx);合并单元格、多行表头都可以", "The table used today; merged cells are fine"
            ),
        ),
        "sheet": (Phrase("工作表", "Sheet"), Phrase("不填为第一张有任务的表", "Empty: the first sheet with tasks")),
    }
    submit = Phrase("读入", "Read")


@guard(policy, "import")
def sheets(request: OfficialRequest) -> HttpResponse:
    """The imports so far."""
    rows = policy.visible(request.actor, SheetImport.objects.filter(kind=SheetImport.Kind.TASKS))
    page = Paginator(rows.select_related("file").defer("rows", "faults").order_by("-pk"), 50).get_page(
        request.GET.get("page")
    )
    names = names_for({row.created_by for row in page})
    return render(request, "console/sheets/sheets.html", {"page": page, "names": names, "states": STATES})


@guard(policy, "import")
def new(request: OfficialRequest) -> HttpResponse:
    """Upload and read; nothing is made of it yet."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with act():
                file = store(request.actor, form.cleaned_data["book"][0], kinds=("xlsx",))
                made = services.read_sheet(request.actor, file, form.cleaned_data["sheet"].strip())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("console:sheet", pk=made.pk)
    context = {"form": form, "cancel_url": reverse("console:tasks")}
    return render(request, "console/sheets/new.html", context, status=422 if form.errors else 200)


@guard(policy, "view", model=SheetImport)
def sheet(request: OfficialRequest, imported: SheetImport) -> HttpResponse:
    """The rows with what they say, what is wrong, and what becomes of each."""
    faults: dict[int, list[Any]] = {}
    for fault in imported.faults:
        faults.setdefault(fault["row"], []).append(
            Phrase(_plain(f"{fault['column']}:{fault['zh']}"), _plain(f"{fault['column']}: {fault['en']}"))
        )
    chosen = request.GET.get("show", "all")
    kinds = {
        "all": imported.rows,
        "faults": [row for row in imported.rows if row["row"] in faults],
        "like": [row for row in imported.rows if row["duplicate"]],
        "matched": [row for row in imported.rows if row["match"]],
        "imported": [row for row in imported.rows if not row["match"]],
    }
    page = Paginator(kinds.get(chosen, imported.rows), PAGE).get_page(request.GET.get("page"))
    unknown = _unknown(imported)
    form = UnitField(required=False)
    form.of(request.actor.jurisdiction)
    context = {
        "imported": imported,
        "state": STATES[SheetImport.State(imported.state)],
        "tabs": [(key, word, len(kinds[key])) for key, word in SHOWN.items()],
        "chosen": chosen if chosen in SHOWN else "all",
        "page": page,
        "rows": [(row, faults.get(row["row"], [])) for row in page],
        "fields": FIELDS,
        "headings": [
            (place, heading, imported.columns.get(str(place), "")) for place, heading in enumerate(imported.headings)
        ],
        "remarks": [Phrase(_plain(zh), _plain(en)) for zh, en in imported.remarks],
        "unknown": unknown,
        "units": form.queryset if unknown else (),
        "groups": UnitGroup.objects.of(request.actor).order_by("name") if unknown else (),
        "open": imported.state in (SheetImport.State.READ, SheetImport.State.CHECKED),
        "wrong": len(
            {fault["row"] for fault in imported.faults} & {r["row"] for r in imported.rows if r["choice"] == "create"}
        ),
        "counts": {choice: sum(r["choice"] == choice for r in imported.rows) for choice in ("create", "link", "skip")},
        "english": current() == "en",
    }
    return render(request, "console/sheets/sheet.html", context)


@require_POST
@guard(policy, "edit", model=SheetImport)
def columns(request: OfficialRequest, imported: SheetImport) -> HttpResponse:
    """Which column is which field; remembered for the next sheet with these headings."""
    given = {place: request.POST.get(f"column-{place}", "") for place in range(len(imported.headings))}
    return _done(request, imported, lambda: services.map_columns(request.actor, imported, _version(request), given))


@require_POST
@guard(policy, "edit", model=SheetImport)
def name(request: OfficialRequest, imported: SheetImport) -> HttpResponse:
    """What a printed name means: ``unit:<id>``, ``group:<id>`` or ``outside``."""
    kind, _, number = request.POST.get("meaning", "").partition(":")
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    unit = Unit.objects.of(request.actor).filter(pk=pk).first() if kind == "unit" else None
    group = UnitGroup.objects.of(request.actor).filter(pk=pk).first() if kind == "group" else None
    if unit is None and group is None and kind != "outside":
        messages.error(request, said(Phrase("请选择这个名称指的单位", "Choose what this name means")))
        return redirect("console:sheet", pk=imported.pk)
    printed = request.POST.get("printed", "")[:200]
    return _done(
        request, imported,
        lambda: services.resolve_name(request.actor, imported, _version(request), printed, unit=unit, group=group),
    )  # fmt: skip


@require_POST
@guard(policy, "edit", model=SheetImport)
def row(request: OfficialRequest, imported: SheetImport) -> HttpResponse:
    """What becomes of a row."""
    number = request.POST.get("row", "")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    choice = request.POST.get("choice", "")
    return _done(
        request, imported, lambda: services.decide_row(request.actor, imported, _version(request), place, choice)
    )


@require_POST
@guard(policy, "apply", model=SheetImport)
def apply(request: OfficialRequest, imported: SheetImport) -> HttpResponse:
    """All rows or none."""
    try:
        done = services.apply(request.actor, imported, _version(request))
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return redirect("console:sheet", pk=imported.pk)
    words = Phrase(
        f"已导入:新建 {len(done.created)} 项,并入 {done.linked} 项,跳过 {done.skipped} 行",
        f"Imported: {len(done.created)} created, {done.linked} linked, {done.skipped} skipped",
    )
    messages.success(request, said(words))
    return redirect("console:sheet", pk=imported.pk)


@require_POST
@guard(policy, "edit", model=SheetImport)
def leave(request: OfficialRequest, imported: SheetImport) -> HttpResponse:
    """Give it up; nothing was made of it."""
    services.leave(request.actor, imported)
    return redirect("console:sheets")


def _done(request: OfficialRequest, imported: SheetImport, do: Any) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        messages.error(request, said(refused.phrase))
    query = request.POST.get("back", "")
    address = reverse("console:sheet", args=[imported.pk])
    return redirect(f"{address}?show={query}" if query in SHOWN else address)


def _unknown(imported: SheetImport) -> list[tuple[str, list[Any]]]:
    """Printed names that are no unit here, with likely ones."""
    found: dict[str, list[Any]] = {}
    for line in imported.rows:
        for part in line["parts"]:
            if part["unit"] is None and part["group"] is None and not part["outside"]:
                found.setdefault(part["printed"], part.get("candidates", []))
    return list(found.items())


def _version(request: OfficialRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
