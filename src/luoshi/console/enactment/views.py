"""The pages of plans. Decisions are in ``enactment.rules``, writing in ``enactment.services``."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from luoshi.accounts.queries import names_for
from luoshi.console.enactment.showing import ACTS, STATES, shown
from luoshi.enactment import queries, services
from luoshi.enactment.access import access
from luoshi.enactment.models import Plan
from luoshi.kernel.verdicts import Refused
from luoshi.policies.access import access as policy_access
from luoshi.policies.models import Policy
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists.filters import is_key

PAGE = 100


@guard(access, "enactment.see")
def plans(request: OfficialRequest) -> HttpResponse:
    """All plans of the jurisdiction, newest first; ``?waiting=1``: those the actor may approve."""
    waiting = request.GET.get("waiting") == "1"
    rows = queries.to_approve(request.actor) if waiting else access.visible(request.actor, Plan.objects.all())
    rows = rows.select_related("policy").order_by("-id")
    page = Paginator(rows.annotate(count=models.Count("steps")), 50).get_page(request.GET.get("page"))
    names = names_for({plan.made_by for plan in page} | {plan.approved_by for plan in page if plan.approved_by})
    return render(request, "console/enactment/plans.html", {"page": page, "names": names, "waiting": waiting})


@require_POST
@guard(policy_access, "view", model=Policy)
def new(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """Make the plan of a policy; ``act=withdraw`` with a ``reason`` plans its withdrawal."""
    try:
        made = services.make_plan(
            request.actor,
            policy,
            withdraw=request.POST.get("act") == "withdraw",
            reason=request.POST.get("reason", "")[:300],
        )
    except Refused as error:
        messages.error(request, said(error.phrase))
        return redirect("console:policy", pk=policy.pk)
    return redirect("console:plan", pk=made.pk)


@guard(access, "enactment.see", model=Plan)
def plan(request: OfficialRequest, plan: Plan) -> HttpResponse:
    """A plan with its steps by act."""
    counts = queries.tally(plan)
    chosen = request.GET.get("act", "")
    if chosen not in ACTS:
        chosen = next((name for name in ACTS if counts.get(name)), "create")
    steps = Paginator(queries.steps_of_plan(plan, chosen), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "plan": plan,
        "state": STATES.get(plan.state, STATES["draft"]),
        "policy": plan.policy,
        "tabs": [(name, ACTS[name], counts.get(name, 0)) for name in ACTS if counts.get(name)],
        "chosen": chosen,
        "steps": steps,
        "rows": shown(list(steps)),
        "counts": counts,
        "running": sum(counts.get(name, 0) for name in ("create", "change", "link", "withdraw")),
        "open": plan.state == Plan.State.DRAFT,
        "approval": access.allows(request.actor, "enactment.approve", plan),
        "names": names_for({name for name in (plan.made_by, plan.approved_by) if name}),
    }
    return render(request, "console/enactment/plan.html", context)


@require_POST
@guard(access, "enactment.choose", model=Plan)
def choices(request: OfficialRequest, plan: Plan) -> HttpResponse:
    """Store the choices of a page: fields ``step-<id>``; an unknown value is refused."""
    given = {
        int(name.removeprefix("step-")): value
        for name, value in request.POST.items()
        if name.startswith("step-") and is_key(name.removeprefix("step-")) and isinstance(value, str)
    }
    try:
        services.choose(request.actor, plan, given, version=_version(request))
        messages.success(request, said(services.CHOICES_KEPT))
    except Refused as error:
        messages.error(request, said(error.phrase))
    act = request.POST.get("act", "")
    return redirect(f"{_address(plan)}?act={act if act in ACTS else ''}")


@require_POST
@guard(access, "enactment.approve", model=Plan)
def approve(request: OfficialRequest, plan: Plan) -> HttpResponse:
    """Approve and apply, wholly or not at all."""
    try:
        services.approve(request.actor, plan, version=_version(request))
    except Refused as error:
        messages.error(request, said(error.phrase))
    else:
        messages.success(request, said(services.APPLIED))
    return redirect(_address(plan))


@require_POST
@guard(access, "enactment.plan", model=Plan)
def drop(request: OfficialRequest, plan: Plan) -> HttpResponse:
    """Give a draft up."""
    try:
        services.drop(request.actor, plan)
    except Refused as error:
        messages.error(request, said(error.phrase))
        return redirect(_address(plan))
    return redirect("console:policy", pk=plan.policy_id)


def _address(plan: Plan) -> str:
    return reverse("console:plan", kwargs={"pk": plan.pk})


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
