"""Seals and anchors, and a verification of the whole journal as background work."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.jobs.models import Job, State
from luoshi.jobs.services import enqueue
from luoshi.journal.access import policy
from luoshi.journal.anchors import anchor_path, read_anchors
from luoshi.journal.models import Seal, Unsealed
from luoshi.ui.guard import OfficialRequest, guard, unattended

KIND = "journal.verify"


@guard(policy, "journal.read")
def seals(request: OfficialRequest) -> HttpResponse:
    """The newest seals, what waits, the anchors outside the database, earlier verifications."""
    place = request.actor.jurisdiction
    anchors = [found for _, found in read_anchors(anchor_path(place), place)]
    return render(
        request,
        "journal/seals.html",
        {
            "seals": Seal.objects.filter(jurisdiction=place).order_by("-number")[:30],
            "waiting": Unsealed.objects.filter(jurisdiction=place).count(),
            "anchors": [found for found in anchors if found is not None][-10:][::-1],
            "damaged": sum(found is None for found in anchors),
            "runs": Job.objects.filter(jurisdiction=place, kind=KIND).order_by("-pk")[:10],
        },
    )


@guard(policy, "journal.verify")
@require_POST
def verify(request: OfficialRequest) -> HttpResponse:
    """Ask for a verification; one that is under way is shown instead of beginning another."""
    place = request.actor.jurisdiction
    running = Job.objects.filter(jurisdiction=place, kind=KIND, state__in=(State.QUEUED, State.RUNNING)).first()
    job = running or enqueue(request.actor, KIND)
    return redirect("console:journal_verification", job.pk)


@unattended
@guard(policy, "journal.verify")
def run(request: OfficialRequest, pk: int) -> HttpResponse:
    """How far a verification is, and what it found."""
    from django.shortcuts import get_object_or_404

    job = get_object_or_404(Job, pk=pk, kind=KIND, jurisdiction=request.actor.jurisdiction)
    partly = bool(getattr(request, "htmx", False))
    return render(request, "journal/run_state.html" if partly else "journal/run.html", {"job": job})
