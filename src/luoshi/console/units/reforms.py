"""A national reform as a plan for the place: looked at, corrected line by line, approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from luoshi.journal.services import act
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.services import claim
from luoshi.units.access import policy
from luoshi.units.reforms import TEMPLATES, Decision, Proposal, apply_reform, approve_reform


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan as it stands in the form: what was typed, or what is proposed."""

    proposal: Proposal
    chosen: bool
    on: str
    name: str
    short_name: str
    wrong: str = ""


@guard(policy, "units.edit")
def reform(request: OfficialRequest, template: str) -> HttpResponse:
    """Show the plan; carry out the lines that were ticked, all or none."""
    if template not in TEMPLATES:
        raise Http404
    wrong: dict[str, str] = {}
    refused_all = ""
    try:
        plan = apply_reform(request.actor.jurisdiction, template)
    except Refused as refused:
        return render(request, "ui/refused.html", {"reason": refused.phrase}, status=409)
    if request.method == "POST":
        decisions = _decisions(request, plan, wrong)
        if not wrong:
            try:
                with act():
                    if claim(request.actor, request.POST.get("form_token", "")):
                        approve_reform(request.actor, template, decisions)
            except Refused as refused:
                if any(refused.field == line.key for line in plan):
                    wrong[refused.field] = said(refused.phrase)
                else:
                    refused_all = said(refused.phrase)
            else:
                messages.success(
                    request,
                    said(Phrase(f"已登记{len(decisions)}项机构变更", f"{len(decisions)} changes were recorded")),
                )
                return redirect("console:units")
    lines = [_line(request, proposal, wrong) for proposal in plan]
    told = {
        "reform": TEMPLATES[template],
        "lines": lines,
        "refused": refused_all,
        "faults": len(wrong),
        "token": _token(request),
    }
    return render(request, "console/units/reform.html", told, status=422 if wrong or refused_all else 200)


def _token(request: OfficialRequest) -> str:
    import uuid

    return request.POST.get("form_token") or str(uuid.uuid4())


def _decisions(request: OfficialRequest, plan: list[Proposal], wrong: dict[str, str]) -> list[Decision]:
    found = []
    for proposal in plan:
        key = proposal.key
        if request.POST.get(f"{key}-chosen") != "1":
            continue
        name = request.POST.get(f"{key}-name", "").strip()
        try:
            on = date.fromisoformat(request.POST.get(f"{key}-on", ""))
        except ValueError:
            wrong[key] = said(Phrase("请填写日期,如 2019-01-01", "Enter a date such as 2019-01-01"))
            continue
        into = proposal.successor if proposal.successor is not None and name == proposal.name else None
        found.append(Decision(key, on, name, request.POST.get(f"{key}-short_name", "").strip(), into))
    return found


def _line(request: OfficialRequest, proposal: Proposal, wrong: dict[str, str]) -> Line:
    key, sent = proposal.key, request.POST
    return Line(
        proposal, sent.get(f"{key}-chosen") == "1" if sent else proposal.certain, sent.get(f"{key}-on", str(proposal.on)),
        sent.get(f"{key}-name", proposal.name), sent.get(f"{key}-short_name", proposal.short_name), wrong.get(key, ""),
    )  # fmt: skip
