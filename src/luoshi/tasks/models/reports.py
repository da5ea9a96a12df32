"""What units report: texts, counted quantities, evidence; the way through drafter, section head, unit head, office."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from luoshi.journal.owned import Owned
from luoshi.tasks.models.assignments import Assignment
from luoshi.tasks.models.tasks import Task
from luoshi.units.models import Unit


class Measure(Owned):
    """A quantity counted for a task. Values are integers scaled by 10**``decimals``, in ``unit`` (件, 万元)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="measures")
    order = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=100)
    unit = models.CharField(max_length=20)
    decimals = models.PositiveSmallIntegerField(default=0)
    target = models.BigIntegerField(null=True, blank=True)
    cumulative = models.BooleanField(default=True)  # the sum over periods counts, else the latest value
    removed_at = models.DateTimeField(null=True, blank=True)


class Report(Owned):
    """One unit's report on one task for one period (``2026-11``). Never a status by itself."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SECTION = "section"  # waits for the section head
        HEAD = "head"  # waits for the unit head
        SUBMITTED = "submitted"  # left the unit, waits for the office
        RETURNED = "returned"  # back with a comment
        VERIFIED = "verified"
        WITHDRAWN = "withdrawn"  # by the unit before verification

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reports")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    period = models.CharField(max_length=7)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    no_change = models.BooleanField(default=False)
    progress = models.TextField(blank=True)  # 本期进展
    problems = models.TextField(blank=True)  # 存在问题
    next_steps = models.TextField(blank=True)  # 下一步打算
    completes = models.BooleanField(default=False)  # the unit says that the task is done
    comment = models.TextField(blank=True)  # the last comment of whoever returned or verified it
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "period"], name="report_once_a_period")]
        indexes = [
            models.Index(fields=["jurisdiction", "period", "unit", "state"], name="reports_of_unit"),
            models.Index(fields=["jurisdiction", "state", "submitted_at"], name="reports_by_state"),
            models.Index(fields=["task", "-period"], name="reports_of_task"),
        ]


class ReportQuantity(Owned):
    """A counted value in a report, scaled as its measure says."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="quantities")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="values")
    value = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "measure"], name="quantity_once")]


class ReportStep(Owned):
    """One hand through which a report went: drafted, passed, returned, withdrawn, verified. Never changed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12)
    by = models.CharField(max_length=40)
    post = models.BigIntegerField(null=True, blank=True)
    delegated_from = models.BigIntegerField(null=True, blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
