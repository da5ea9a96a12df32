"""Plans and their steps."""

from __future__ import annotations

from collections import Counter

from django.db import models

from luoshi.enactment.access import access
from luoshi.enactment.models import Enacted, Plan, PlanStep
from luoshi.kernel.actors import Actor
from luoshi.policies.models import Policy


def to_approve(actor: Actor) -> models.QuerySet[Plan]:
    """Open plans that the actor may approve: confirmers, and not their own."""
    rows = access.visible(actor, Plan.objects.filter(state=Plan.State.DRAFT))
    if not access.allows(actor, "enactment.approve"):
        return rows.none()
    return rows.exclude(made_by=actor.opaque).order_by("-pk")


def tally(plan: Plan) -> dict[str, int]:
    """How many steps of each act; links without a choice also under ``undecided``."""
    counts: Counter[str] = Counter()
    for act, choice in plan.steps.values_list("act", "choice"):
        counts[act] += 1
        counts["undecided"] += act == "link" and not choice
    return dict(counts)


def steps_of_plan(plan: Plan, act: str = "") -> models.QuerySet[PlanStep]:
    """The steps in order, of one act or all."""
    rows = plan.steps.order_by("order")
    return rows.filter(act=act) if act else rows


def enacted_of(policy: Policy) -> models.QuerySet[Enacted]:
    """What items of the policy's family became."""
    return Enacted.objects.of(policy.jurisdiction).filter(family=family_of(policy))


def family_of(policy: Policy) -> int:
    """The id that all versions of a policy share."""
    return policy.family or policy.pk
