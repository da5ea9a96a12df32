"""The panels beside the items: names of units, repairs, findings, facts of the document."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from luoshi.accounts.queries import names_for
from luoshi.console.policies.forms import FactsForm
from luoshi.console.policies.views.items import telling
from luoshi.console.policies.views.review import head_html
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.policies import queries
from luoshi.policies.access import access, of_policy
from luoshi.policies.models import Finding, Policy, Repair, UnitReading
from luoshi.policies.services.correcting import FACTS, correct_facts
from luoshi.policies.services.judging import answer_finding, judge_repair, reopen_finding
from luoshi.policies.services.naming import reopen_name, settle_name
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.units.models import Unit, UnitGroup
from luoshi.units.queries import search_units, units_of
from luoshi.units.resolution import resolve_many

OFFERED = 20
SHOWN_REPAIRS = 400


@guard(access, "view_draft", model=Policy)
def panel(request: OfficialRequest, policy: Policy, name: str) -> HttpResponse:
    """One panel as a fragment."""
    context: dict[str, Any] = {"policy": policy, "editable": _editable(request, policy), "name": name}
    context |= {"units": _units, "repairs": _repairs, "findings": _findings, "facts": _facts}[name](policy)
    return render(request, f"console/policies/panels/{name}.html", context)


def _editable(request: OfficialRequest, policy: Policy) -> bool:
    return policy.state == Policy.State.REVIEW and bool(access.allows(request.actor, "edit", policy))


def _units(policy: Policy) -> dict[str, Any]:
    used = queries.used_names(policy)
    readings = [
        r for r in policy.unit_readings.select_related("unit", "group").order_by("printed") if r.printed in used
    ]
    unsettled = [r for r in readings if not (r.unit_id or r.group_id or r.outside)]
    on = policy.issued_on or policy.published_on or policy.created_at.date()
    told = resolve_many(policy.jurisdiction, [r.printed for r in readings], on)
    rows = [(r, used[r.printed], told.get(r.printed)) for r in readings]
    found = [row for row in rows if row[0] not in unsettled]
    return {
        "unsettled": [row for row in rows if row[0] in unsettled],
        "doubtful": [row for row in found if not row[0].certain],
        "settled": [row for row in found if row[0].certain],
    }


def _repairs(policy: Policy) -> dict[str, Any]:
    rows = list(policy.repairs.exclude(code="script").order_by("order")[:SHOWN_REPAIRS])
    compilation = queries.latest_compilation(policy)
    raw = compilation.raw_text if compilation else ""
    order = {Repair.State.DOUBTFUL: 0, Repair.State.REFUSED: 1, Repair.State.ACCEPTED: 2, Repair.State.SURE: 3}
    rows.sort(key=lambda row: (order[Repair.State(row.state)], row.order))
    return {
        "repairs": [(r, raw[max(0, r.start - 18) : r.start], raw[r.end : r.end + 18]) for r in rows],
        "all_repairs": policy.repairs.count(),
        "names": names_for({r.decided_by for r in rows if r.decided_by}),
    }


def _findings(policy: Policy) -> dict[str, Any]:
    rows = list(policy.findings.order_by("order"))
    shown = dict(policy.items.values_list("key", "display"))
    concerned = [[(key, shown[key]) for key in row.related if key in shown][:6] for row in rows]
    return {
        "findings": list(zip(rows, concerned, strict=True)),
        "names": names_for({f.answered_by for f in rows if f.answered_by}),
    }


def _facts(policy: Policy) -> dict[str, Any]:
    return {"form": FactsForm(initial={name: getattr(policy, name) for name in FACTS}, version=policy.version)}


def _done(request: OfficialRequest, policy: Policy, **more: Any) -> JsonResponse:
    policy.refresh_from_db()
    return JsonResponse({"head": head_html(request, policy)} | more)


@require_POST
@guard(of_policy, "edit", model=UnitReading)
@telling
def settle(request: OfficialRequest, reading: UnitReading) -> JsonResponse:
    """Say what a printed name means: ``means`` is ``u:<id>``, ``g:<id>``, ``outside`` or ``reopen``."""
    means = request.POST.get("means", "")
    actor, policy = request.actor, reading.policy
    if means == "reopen":
        reopen_name(actor, policy, reading.printed)
    elif means == "outside":
        settle_name(actor, policy, reading.printed, outside=True)
    else:
        what, _, text = means.partition(":")
        pk = int(text) if text.isdecimal() and len(text) < 18 else 0
        unit = Unit.objects.of(actor).filter(pk=pk).first() if what == "u" else None
        group = UnitGroup.objects.of(actor).filter(pk=pk).first() if what == "g" else None
        settle_name(actor, policy, reading.printed, unit=unit, group=group, as_alias=request.POST.get("alias") == "1")
    return _done(request, policy, panel="units", reload=True)


@guard(access, "edit")
def units(request: OfficialRequest) -> JsonResponse:
    """Units and groups by part of a name or pinyin initials, for the picker."""
    words = request.GET.get("q", "").strip()[:60]
    place = request.actor.jurisdiction
    rows = search_units(place, words, on=request.actor.on) if words else units_of(place)
    found = [
        {"value": f"u:{row.pk}", "text": row.short_name or row.name, "initials": row.initials} for row in rows[:OFFERED]
    ]
    groups = UnitGroup.objects.filter(jurisdiction=place, name__contains=words).order_by("name")[:OFFERED]
    found += [
        {"value": f"g:{row.pk}", "text": said(Phrase(f"{row.name}(集体)", f"{row.name} (group)")), "initials": ""}
        for row in groups
    ]
    return JsonResponse(found, safe=False)


@require_POST
@guard(of_policy, "edit", model=Repair)
@telling
def repair(request: OfficialRequest, row: Repair) -> JsonResponse:
    """Accept or refuse a repair."""
    holds = request.POST.get("holds") == "1"
    touched = judge_repair(request.actor, row.policy, row, holds=holds, seen=request.POST.get("seen", ""))
    note = (
        said(Phrase(f"有 {touched} 项内容涉及此处,已标为请核对", f"{touched} items touch it and are to be checked"))
        if touched
        else ""
    )
    return _done(request, row.policy, panel="repairs", source=True, reload=bool(touched), note=note)


@require_POST
@guard(of_policy, "edit", model=Finding)
@telling
def finding(request: OfficialRequest, row: Finding) -> JsonResponse:
    """Let a finding stand with a reason, or take that back."""
    if request.POST.get("reopen") == "1":
        reopen_finding(request.actor, row.policy, row)
    else:
        answer_finding(request.actor, row.policy, row, request.POST.get("reason", ""), seen=request.POST.get("seen"))
    return _done(request, row.policy, panel="findings")


@require_POST
@guard(access, "edit", model=Policy)
@telling
def facts(request: OfficialRequest, policy: Policy) -> JsonResponse:
    """Set facts of the document right."""
    form = FactsForm(request.POST, version=policy.version)
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise Refused(str(errors[0]), str(errors[0]), field=str(name))
    correct_facts(request.actor, policy, form.sent_version, form.cleaned_data)
    return _done(request, policy, panel="facts", note=said(Phrase("已保存", "Saved")))
