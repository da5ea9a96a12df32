"""The draft division of work goes to the units for opinion before enactment."""

from __future__ import annotations

from django.db import models

from luoshi.journal.owned import Owned
from luoshi.policies.models.documents import Policy
from luoshi.units.models import Unit


class OpinionRound(Owned):
    """One round: sent to the units named, answered until ``due_on`` (silence is recorded as silence)."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="opinion_rounds")
    number = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.CharField(max_length=40)
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "number"], name="round_number")]


class Opinion(Owned):
    """What a unit says: on one item (``key``), or on its whole share (empty key)."""

    class Stance(models.TextChoices):
        ASKED = "asked"
        AGREES = "agrees"
        OBJECTS = "objects"
        SUGGESTS = "suggests"

    round = models.ForeignKey(OpinionRound, on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, blank=True)
    stance = models.CharField(max_length=10, choices=Stance.choices, default=Stance.ASKED)
    text = models.TextField(blank=True)
    given_by = models.CharField(max_length=40, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)  # adopted, partly, declined
    outcome_reason = models.TextField(blank=True)
    outcome_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit", "key"], name="opinion_once")]
