"""Submitting, the second person's page, and the differences between versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.accounts.queries import names_for
from luoshi.console.policies.fields import written
from luoshi.console.policies.tree import shown_many
from luoshi.console.policies.words import FIELD_WORDS
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.packs.difference import compare
from luoshi.papers.review.words import LISTS
from luoshi.policies import queries
from luoshi.policies.access import access
from luoshi.policies.models import Policy, ReviewItem
from luoshi.policies.packs import current_pack
from luoshi.policies.rules.items import data_of, headline
from luoshi.policies.services import confirming
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.parts import Difference

SHOWN = 300
ASIDE = frozenset({"confidence"})  # says how sure the reading is, not what the document says


@guard(access, "submit", model=Policy)
def submit(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """What is left to do before submitting, each with a link; and the act."""
    left: tuple[Any, ...] = ()
    if request.method == "POST":
        try:
            confirming.submit(request.actor, policy, accept_rest=request.POST.get("accept_rest") == "1")
        except confirming.NotReady as refused:
            left = refused.obstacles
        except Refused as refused:
            messages.error(request, said(refused.phrase))
            return redirect("console:policy_review", pk=policy.pk)
        else:
            messages.success(
                request, said(Phrase("已送审,等待另一人确认。", "Submitted; another person confirms it next."))
            )
            return redirect("console:policy", pk=policy.pk)
    found = left or queries.obstacles_of(policy)
    context = {
        "policy": policy, "obstacles": [o for o in found if o.code != "pending"],
        "pending": next((o.count for o in found if o.code == "pending"), 0), "tally": queries.tally(policy),
    }  # fmt: skip
    return render(request, "console/policies/submit.html", context, status=409 if left else 200)


@guard(access, "view_draft", model=Policy)
def confirm(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """What people changed, for the person who confirms; POST confirms."""
    if request.method == "POST":
        return _confirm(request, policy)
    verdict = access.allows(request.actor, "confirm", policy)
    refusal = "" if verdict or verdict.reason is None else said(verdict.reason)
    if not refusal:
        try:
            confirming.demand_other_person(request.actor, policy)
        except Refused as refused:
            refusal = said(refused.phrase)
    rows = list(policy.items.exclude(state="replaced").order_by("kind", "order"))
    people = {policy.submitted_by, policy.created_by, *(row.decided_by for row in rows)} - {""}
    corrections = list(policy.corrections.order_by("-pk")[:SHOWN])
    shown = {row.key: row for row in rows}
    context = {
        "policy": policy, "tally": queries.tally(policy), "refusal": refusal, "names": names_for(people | {c.who for c in corrections}),
        "corrections": [(c, _difference(c), shown.get(c.key)) for c in corrections],
        "reasoned": [row for row in rows if row.confidence == "low" and row.state == ReviewItem.State.ACCEPTED][:SHOWN],
        "rejected": shown_many(row for row in rows if row.state == ReviewItem.State.REJECTED)[:SHOWN],
        "added": shown_many(row for row in rows if row.origin != ReviewItem.Origin.COMPILED)[:SHOWN],
        "readings": list(policy.unit_readings.filter(decided_at__isnull=False).select_related("unit", "group").order_by("printed")),
        "findings": list(policy.findings.order_by("order")), "repairs": list(policy.repairs.filter(decided_at__isnull=False)),
        "headline": headline,
    }  # fmt: skip
    return render(request, "console/policies/confirm.html", context)


def _difference(correction: Any) -> Difference:
    label = FIELD_WORDS.get(correction.field, Phrase(correction.field, correction.field))
    return Difference(label, written(correction.before), written(correction.after))


def _confirm(request: OfficialRequest, policy: Policy) -> HttpResponse:
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else None
    try:
        confirming.confirm(request.actor, policy, seen)
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return redirect("console:policy_confirm", pk=policy.pk)
    messages.success(
        request, said(Phrase("已确认。下一步可以拟订入账方案。", "Confirmed. Next, a plan to enact it can be made."))
    )
    return redirect("console:policy", pk=policy.pk)


@require_POST
@guard(access, "return", model=Policy)
def send_back(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """Return it to review with a comment."""
    try:
        confirming.send_back(request.actor, policy, request.POST.get("comment", ""))
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return redirect("console:policy_confirm", pk=policy.pk)
    messages.success(request, said(Phrase("已退回修改。", "Returned to review.")))
    return redirect("console:policy", pk=policy.pk)


@guard(access, "difference", model=Policy)
def difference(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """What changed from an earlier version (``?from=``, the one before when absent) to this one."""
    asked = request.GET.get("from", "")
    versions = queries.visible(request.actor).filter(pk__in=queries.versions(policy).values("pk")).order_by("id")
    other = versions.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else policy.previous
    if other is None or not access.allows(request.actor, "view", other):
        raise Http404
    office = bool(access.allows(request.actor, "view_draft", policy))
    states = ("accepted", "pending") if office else ("accepted",)
    found = compare(current_pack(other, states), current_pack(policy, states))
    context = {
        "policy": policy, "other": other, "versions": versions, "found": found, "clauses": found.clauses,
        "facts": [Difference(FIELD_WORDS.get(c.field, Phrase(c.field, c.field)), written(c.was), written(c.now)) for c in found.document],
        "lists": [_listed(kind, each) for kind, each in found.lists.items() if each],
    }  # fmt: skip
    return render(request, "console/policies/difference.html", context)


def _listed(kind: str, each: Any) -> dict[str, Any]:
    return {
        "label": LISTS[kind], "added": [headline(kind, data_of(item)) for item in each.added],
        "removed": [headline(kind, data_of(item)) for item in each.removed],
        "changed": [
            (headline(kind, data_of(change.new)),
             [Difference(FIELD_WORDS.get(f.field, Phrase(f.field, f.field)), written(f.was), written(f.now)) for f in change.fields if f.field not in ASIDE])
            for change in each.changed
        ],
    }  # fmt: skip
