"""Closing after verification, and approved exceptions."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from luoshi.journal.owned import Owned
from luoshi.tasks.models.tasks import Task


class Closure(Owned):
    """A request to close, and its approval by another person."""

    class Kind(models.TextChoices):
        COMPLETED = "completed"
        STAGE = "stage"  # completed for the stage: goes on with a new deadline
        STANDING = "standing"  # turned standing, with a review date
        ADJUSTED = "adjusted"  # content or deadline changed
        STOPPED = "stopped"

    class State(models.TextChoices):
        ASKED = "asked"
        APPROVED = "approved"
        REFUSED = "refused"
        REOPENED = "reopened"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="closures")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.TextField()
    new_due_on = models.DateField(null=True, blank=True)
    new_review_on = models.DateField(null=True, blank=True)
    new_title = models.CharField(max_length=300, blank=True)
    effective_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)


class LightException(Owned):
    """An approved exception: stands beside the light with its reason until ``until``, never in the light's place."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="exceptions")
    reason = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=timezone.now)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
