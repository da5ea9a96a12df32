"""The spreadsheet used before: columns mapped once and remembered, rows matched to clauses."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from luoshi.files.models import StoredFile
from luoshi.journal.owned import Owned
from luoshi.units.models import Unit


class ColumnMapping(Owned):
    """How the columns of sheets with these headings are read; remembered per jurisdiction."""

    signature = models.CharField(max_length=64)  # of the headings
    headings = models.JSONField()
    columns = models.JSONField()  # heading -> field
    changed_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "signature"], name="mapping_once")]


class SheetImport(Owned):
    """One sheet on its way in: read, mapped, checked, applied as one act; or left."""

    class State(models.TextChoices):
        READ = "read"
        CHECKED = "checked"
        APPLIED = "applied"
        LEFT = "left"

    class Kind(models.TextChoices):
        TASKS = "tasks"  # the office's own table of tasks
        REPORTS = "reports"  # the workbook of a unit's due reports

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TASKS)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=7, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=100)
    heading_row = models.PositiveIntegerField(default=1)
    mapping = models.ForeignKey(ColumnMapping, null=True, blank=True, on_delete=models.PROTECT)
    headings = models.JSONField(default=list)  # as printed, one per column
    columns = models.JSONField(default=dict)  # place of the column -> field, as this import reads it
    names = models.JSONField(default=dict)  # printed name -> {"unit": id} | {"group": id} | {"outside": true}
    remarks = models.JSONField(default=list)  # what the reader left out: hidden rows, formulas without a value
    rows = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    created_by = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
