"""Derived, rebuildable rows that hold dates, so that a light is a comparison with today (DESIGN 2.5)."""

from __future__ import annotations

from datetime import date

from django.db import models

from luoshi.journal.owned import Owned
from luoshi.policies.models import Policy
from luoshi.tasks.models.assignments import Assignment
from luoshi.tasks.models.tasks import Task
from luoshi.units.models import Area, Unit

FOREVER = date(9999, 12, 31)


class TaskState(Owned):
    """What lists filter and sort by. ``tasks.state.rebuild`` makes it from the task's rows alone."""

    task = models.OneToOneField(Task, primary_key=True, on_delete=models.CASCADE, related_name="state")
    lead = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    policy = models.ForeignKey(Policy, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=12)
    theme = models.CharField(max_length=100, blank=True)
    deadline_kind = models.CharField(max_length=10)
    due_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    due_soon_on = models.DateField(null=True, blank=True)  # first day of the amber light
    behind_on = models.DateField(null=True, blank=True)  # first day it counts as behind (a milestone or report missed)
    overdue_on = models.DateField(null=True, blank=True)  # first day of the red light
    sort_on = models.DateField(default=FOREVER)  # due or review date, the end of time without one: sorts by an index
    provisional = models.BooleanField(default=False)  # a date rests on a calendar not yet published
    closed_on = models.DateField(null=True, blank=True)
    closed_as = models.CharField(max_length=10, blank=True)
    withdrawn = models.BooleanField(default=False)
    milestones_done = models.PositiveIntegerField(default=0)
    milestones_all = models.PositiveIntegerField(default=0)
    sources = models.PositiveIntegerField(default=0)
    units = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)  # assignments neither acknowledged nor objected to
    disputed = models.BooleanField(default=False)
    excepted_since = models.DateField(null=True, blank=True)  # an approved exception, beside the light
    excepted_until = models.DateField(null=True, blank=True)
    late_at_birth = models.BooleanField(default=False)
    last_period = models.CharField(max_length=7, blank=True)  # of the latest verified report
    waiting = models.PositiveIntegerField(default=0)  # reports submitted, not yet verified
    search = models.TextField(blank=True)  # number, title and quoted words in lower case
    search_limited = models.TextField(blank=True)  # words quoted from documents of limited distribution
    trace = models.JSONField(default=dict)  # how each date came about

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "sort_on", "task"], name="state_ledger"),
            models.Index(
                fields=["jurisdiction", "sort_on", "task"],
                condition=models.Q(closed_on__isnull=True, withdrawn=False),
                name="state_running",
            ),
            models.Index(fields=["jurisdiction", "theme"], name="state_theme"),
            models.Index(
                fields=[  # all that counting by light reads; the dates first, so that no list is tempted to sort by it
                    "jurisdiction",
                    "overdue_on",
                    "behind_on",
                    "due_soon_on",
                    "withdrawn",
                    "closed_on",
                    "closed_as",
                    "deadline_kind",
                    "due_on",
                ],
                name="state_lights",
            ),
            models.Index(fields=["jurisdiction", "lead", "due_on"], name="state_lead"),
            models.Index(fields=["jurisdiction", "policy", "due_on"], name="state_policy"),
        ]


class AssignmentState(Owned):
    """A unit's own light and reporting state in a task."""

    assignment = models.OneToOneField(Assignment, primary_key=True, on_delete=models.CASCADE, related_name="light")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)
    reports = models.BooleanField(default=True)  # whether this part reports each period
    ended_on = models.DateField(null=True, blank=True)  # first day without this part
    deadline_kind = models.CharField(max_length=10, default="none")
    withdrawn = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    due_soon_on = models.DateField(null=True, blank=True)
    behind_on = models.DateField(null=True, blank=True)
    overdue_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_as = models.CharField(max_length=10, blank=True)
    last_sent = models.CharField(max_length=7, blank=True)  # period of the latest report that left the unit
    last_period = models.CharField(max_length=7, blank=True)  # of the latest verified report
    first_period = models.CharField(max_length=7, blank=True)  # the first one it reports for

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "unit", "closed_on", "due_on"], name="part_state_of_unit"),
            models.Index(fields=["unit", "role", "task"], name="part_state_role"),
        ]
