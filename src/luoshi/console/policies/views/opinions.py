"""Rounds of opinion: the office's page, and each unit's own share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.console.policies.fields import form_of, read
from luoshi.console.policies.forms import RoundForm
from luoshi.console.policies.tree import shown_many
from luoshi.console.policies.words import OUTCOMES, STANCES
from luoshi.journal.services import act
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.policies.access import access, asked, opinion_access
from luoshi.policies.models import Opinion, OpinionRound, Policy, ReviewItem
from luoshi.policies.rules.items import headline
from luoshi.policies.services import asking
from luoshi.policies.shares import items_of_share, shares_of
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.units.models import Unit

PARTS = {"lead": Phrase("牵头", "lead"), "participant": Phrase("责任、配合", "participant")}
ADOPTABLE = ("leads", "participants", "deadline")


@guard(access, "ask_opinions", model=Policy)
def ask(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """Send the draft division of work: who would be asked about what; POST sends it."""
    form = RoundForm(request.POST or None)
    shares = shares_of(policy, request.actor.on)
    units = Unit.objects.in_bulk(shares)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        without = {pk for pk in shares if f"unit-{pk}" not in request.POST}
        try:
            with act():
                if form.once(request.actor):
                    asking.open_round(
                        request.actor, policy, workdays=data["workdays"], note=data["note"], without=without
                    )
        except Refused as refused:
            form.refuse(refused)
        else:
            latest = policy.opinion_rounds.order_by("-number").first()
            return (
                redirect("console:policy_round", pk=latest.pk) if latest else redirect("console:policy", pk=policy.pk)
            )
    rows = sorted(
        ((units[pk], sum(p == "lead" for p in s.parts.values()), len(s.parts)) for pk, s in shares.items()),
        key=lambda row: (row[0].order, row[0].name),
    )
    return render(
        request,
        "console/policies/ask.html",
        {"policy": policy, "form": form, "rows": rows},
        status=422 if form.errors else 200,
    )


@guard(opinion_access, "view_draft", model=OpinionRound)
def round_page(request: OfficialRequest, round_: OpinionRound) -> HttpResponse:
    """All opinions of a round, what is open first."""
    opinions = list(round_.opinions.select_related("unit").order_by("unit__order", "unit__name", "key"))
    items = {row.key: row for row in round_.policy.items.filter(key__in={o.key for o in opinions if o.key})}
    given = [_given(o, items.get(o.key), round_) for o in opinions if o.stance != Opinion.Stance.ASKED]
    given.sort(key=lambda g: bool(g["opinion"].outcome) or g["opinion"].stance == Opinion.Stance.AGREES)
    answered = {o.unit_id for o in opinions if o.stance != Opinion.Stance.ASKED}
    silent = [o.unit for o in opinions if not o.key and o.unit_id not in answered]
    context = {
        "round": round_, "policy": round_.policy, "given": given, "silent": silent, "answered": len(answered),
        "asked": len({o.unit_id for o in opinions}), "outcomes": OUTCOMES.items(), "open": round_.closed_at is None,
        "may": bool(access.allows(request.actor, "rule_opinions", round_.policy)), "late": request.actor.on > round_.due_on,
    }  # fmt: skip
    return render(request, "console/policies/round.html", context)


def _given(opinion: Opinion, item: ReviewItem | None, round_: OpinionRound) -> dict[str, Any]:
    words, tone = STANCES[Opinion.Stance(opinion.stance)]
    fields = (
        [f for f in form_of(item.kind, item.data, prefix="change.") if f.name.removeprefix("change.") in ADOPTABLE]
        if item
        else []
    )
    return {
        "opinion": opinion, "item": item, "headline": headline(item.kind, item.data) if item else "", "words": words, "tone": tone,
        "late": asking.is_late(opinion, round_), "outcome": OUTCOMES.get(opinion.outcome), "fields": fields,
    }  # fmt: skip


@require_POST
@guard(opinion_access, "rule_opinions", model=OpinionRound)
def rule(request: OfficialRequest, round_: OpinionRound, number: int) -> HttpResponse:
    """The office's answer to one opinion, with the change it leads to."""
    opinion = round_.opinions.filter(pk=number).first()
    if opinion is None:
        raise Http404
    item = round_.policy.items.filter(key=opinion.key).first() if opinion.key else None
    changes = (
        read(item.kind, request.POST.dict(), "change.", data=item.data)
        if item and request.POST.get("changing") == "1"
        else {}
    )
    changes = {name: value for name, value in changes.items() if name in ADOPTABLE}
    version = request.POST.get("item_version", "")
    try:
        asking.rule(
            request.actor, opinion, request.POST.get("outcome", ""), request.POST.get("reason", ""), changes=changes,
            seen_item=int(version) if version.isdecimal() and len(version) < 10 else None, seen=request.POST.get("seen"),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, said(refused.phrase))
    return redirect("console:policy_round", pk=round_.pk)


@require_POST
@guard(opinion_access, "rule_opinions", model=OpinionRound)
def close(request: OfficialRequest, round_: OpinionRound) -> HttpResponse:
    """End the round."""
    try:
        asking.close_round(request.actor, round_)
    except Refused as refused:
        messages.error(request, said(refused.phrase))
    return redirect("console:policy_round", pk=round_.pk)


@guard(opinion_access, "answer")
def opinions(request: OfficialRequest) -> HttpResponse:
    """The rounds in which the person's units were asked."""
    units = request.actor.units()
    answered = Count("opinions", filter=Q(opinions__unit__in=units) & ~Q(opinions__stance=Opinion.Stance.ASKED))
    rows = opinion_access.visible(request.actor, OpinionRound.objects.filter(opinions__unit__in=units).distinct())
    shown = list(rows.annotate(answered=answered).order_by("closed_at", "due_on", "-id")[:100])
    shown.sort(key=lambda row: (row.closed_at is not None, row.due_on))
    return render(request, "console/policies/opinions.html", {"rounds": shown, "today": request.actor.on})


@guard(opinion_access, "answer", model=OpinionRound)
def share(request: OfficialRequest, round_: OpinionRound) -> HttpResponse:
    """A unit's share of the draft, item by item."""
    units = list(Unit.objects.filter(pk__in=asked(request.actor, round_)).order_by("order"))
    chosen = next((u for u in units if str(u.pk) == request.GET.get("unit", "")), units[0])
    found = shares_of(round_.policy, request.actor.on, {chosen.pk}).get(chosen.pk)
    rows = items_of_share(round_.policy, found) if found else []
    given = {o.key: o for o in round_.opinions.filter(unit=chosen)}
    shown = [
        (s, PARTS[found.parts[s.row.key]], given.get(s.row.key), *_stance(given.get(s.row.key))) for s in shown_many(rows)
    ] if found else []  # fmt: skip
    context = {
        "round": round_, "policy": round_.policy, "units": units, "unit": chosen, "rows": shown, "whole": given.get(""),
        "open": round_.closed_at is None, "late": request.actor.on > round_.due_on,
        "stances": [(stance.value, words) for stance, (words, _) in STANCES.items() if stance != Opinion.Stance.ASKED],
    }  # fmt: skip
    return render(request, "console/policies/share.html", context)


def _stance(opinion: Opinion | None) -> tuple[Phrase, str]:
    return STANCES[Opinion.Stance(opinion.stance)] if opinion else STANCES[Opinion.Stance.ASKED]


@require_POST
@guard(opinion_access, "answer", model=OpinionRound)
def answer(request: OfficialRequest, round_: OpinionRound) -> HttpResponse:
    """One opinion of a unit."""
    unit = request.POST.get("unit", "")
    pk = int(unit) if unit.isdecimal() and len(unit) < 18 else 0
    try:
        asking.answer(
            request.actor,
            round_,
            pk,
            request.POST.get("key", ""),
            request.POST.get("stance", ""),
            request.POST.get("text", ""),
        )
    except Refused as refused:
        messages.error(request, said(refused.phrase))
    else:
        messages.success(request, said(Phrase("已记录。", "Recorded.")))
    key = request.POST.get("key", "")
    answer_to: HttpResponse = redirect("console:policy_share", pk=round_.pk)
    answer_to["Location"] += f"?unit={pk}" + (f"#i-{key}" if key.replace("-", "").isalnum() else "")
    return answer_to
