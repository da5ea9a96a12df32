"""From a confirmed pack to running objects: a plan, its steps, and what was made."""

from __future__ import annotations

from django.db import models

from luoshi.journal.owned import Owned
from luoshi.policies.models import Policy


class Plan(Owned):
    """What enacting a policy would do. Applied once, as one act, after approval by a person other than its maker."""

    class State(models.TextChoices):
        DRAFT = "draft"
        APPROVED = "approved"
        APPLIED = "applied"
        STALE = "stale"  # policy or running objects changed since it was made
        DROPPED = "dropped"

    class Act(models.TextChoices):
        ENACT = "enact"
        WITHDRAW = "withdraw"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="plans")
    act = models.CharField(max_length=10, choices=Act.choices, default=Act.ENACT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    basis = models.CharField(max_length=64)  # digest of what it was made from: a changed one makes it stale
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)


class PlanStep(Owned):
    """One line of a plan. ``choice`` answers a proposed link: link to the running task, or create another."""

    class Act(models.TextChoices):
        CREATE = "create"
        CHANGE = "change"
        LINK = "link"  # the same real task runs already: gets one more source
        KEEP = "keep"
        WITHDRAW = "withdraw"
        WAIT = "wait"  # its engine is not there yet
        SKIP = "skip"  # a person left it out

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act.choices)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    clause = models.CharField(max_length=200, blank=True)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    note = models.JSONField(default=dict)  # why: likeness, missing engine, unit passed on
    choice = models.CharField(max_length=10, blank=True)


class Enacted(Owned):
    """Which object an item became; one per item of a policy family. ``waiting`` items have no object yet."""

    class State(models.TextChoices):
        LIVE = "live"
        WAITING = "waiting"
        WITHDRAWN = "withdrawn"

    family = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict)  # the item as enacted, for the next difference
    state = models.CharField(max_length=10, choices=State.choices)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "family", "kind", "key"], name="enacted_once"),
        ]
        indexes = [models.Index(fields=["jurisdiction", "object_kind", "object_id"], name="enacted_object")]
