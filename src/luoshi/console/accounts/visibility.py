"""The visibility matrix with its history."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from luoshi.accounts import services
from luoshi.accounts.access import policy
from luoshi.accounts.models import Visibility
from luoshi.accounts.visibility import AUDIENCE_WORDS, DEFAULTS, FIXED, WHAT_WORDS, Audience, What, matrix_on
from luoshi.console.accounts.acting import carried_out, done
from luoshi.console.accounts.forms import CellForm
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard


@guard(policy, "view_visibility")
def matrix(request: OfficialRequest) -> HttpResponse:
    """Who sees what today, what was changed, and when."""
    now = matrix_on(request.actor.jurisdiction, request.actor.on)
    rows = [
        (
            words,
            what,
            [
                (audience, now[what, audience], DEFAULTS[what, audience], (what, audience) in FIXED)
                for audience in Audience
            ],
        )
        for what, words in WHAT_WORDS.items()
    ]
    changes = policy.visible(request.actor, Visibility.objects.all()).order_by("-valid_from", "-pk")[:200]
    history = [
        (WHAT_WORDS[What(row.what)], AUDIENCE_WORDS[Audience(row.audience)], row)
        for row in changes
        if row.what in {what.value for what in What}
    ]
    context = {
        "rows": rows,
        "audiences": AUDIENCE_WORDS.values(),
        "history": history,
        "may_change": bool(policy.allows(request.actor, "change_visibility")),
    }
    return render(request, "accounts/visibility.html", context)


@guard(policy, "change_visibility")
def cell(request: OfficialRequest, what: str, audience: str) -> HttpResponse:
    """Change one cell from a day on."""
    try:
        place = What(what), Audience(audience)
    except ValueError as fault:
        raise Http404 from fault
    now = matrix_on(request.actor.jurisdiction, request.actor.on)[place]
    form = CellForm(request.POST or None, initial={"on": request.actor.on, "allowed": "0" if now else "1"})
    if carried_out(form, request.actor, lambda v: services.change_visibility(
        request.actor, *place, v["allowed"], on=v["on"], reason=v["reason"]
    )):  # fmt: skip
        return done(request, Phrase("可见范围已更改", "Visibility was changed"), "console:visibility")
    context = {"form": form, "what": WHAT_WORDS[place[0]], "audience": AUDIENCE_WORDS[place[1]]}
    return render(request, "accounts/visibility_cell.html", context)
