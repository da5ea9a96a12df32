"""Who answers for a task, since when; acknowledgement, objection, ruling."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from luoshi.journal.owned import Dated, Owned
from luoshi.tasks.models.tasks import Task
from luoshi.units.models import Unit, UnitGroup


class Assignment(Owned, Dated):
    """A unit's part in a task from ``valid_from`` to before ``valid_to``."""

    class Role(models.TextChoices):
        LEAD = "lead"
        JOINT_LEAD = "joint_lead"
        RESPONSIBLE = "responsible"
        PARTICIPANT = "participant"

    class State(models.TextChoices):
        GIVEN = "given"
        ACKNOWLEDGED = "acknowledged"
        OBJECTED = "objected"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=12, choices=Role.choices)
    group = models.ForeignKey(UnitGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    printed = models.CharField(max_length=100, blank=True)  # the name as the source has it
    passed_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="passed_to")
    state = models.CharField(max_length=12, choices=State.choices, default=State.GIVEN)
    answer_due_on = models.DateField(null=True, blank=True)  # acknowledge or object until
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "unit"], condition=models.Q(valid_to__isnull=True), name="one_open_part_per_unit"
            )
        ]
        indexes = [
            models.Index(fields=["jurisdiction", "unit", "valid_to", "task"], name="parts_of_unit"),
            models.Index(fields=["task", "valid_to"], name="parts_of_task"),
        ]


class Objection(Owned):
    """职责异议: a unit says that a task is not its own; the office rules. The dispute stays visible."""

    class Ruling(models.TextChoices):
        OPEN = "open"
        UPHELD = "upheld"  # the unit was right: reassigned or released
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField()
    suggested = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.CharField(max_length=40)
    late = models.BooleanField(default=False)  # after the limit
    rule_by = models.DateField(null=True, blank=True)
    ruling = models.CharField(max_length=10, choices=Ruling.choices, default=Ruling.OPEN)
    ruling_reason = models.TextField(blank=True)
    ruled_at = models.DateTimeField(null=True, blank=True)
    ruled_by = models.CharField(max_length=40, blank=True)
