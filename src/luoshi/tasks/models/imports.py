"""The spreadsheet used before: columns mapped once and remembered, rows matched to clauses."""

from __future__ import annotations

from django.db import models

from luoshi.files.models import StoredFile
from luoshi.journal.owned import Owned


class ColumnMapping(Owned):
    """How the columns of sheets with these headings are read; remembered per jurisdiction."""

    signature = models.CharField(max_length=64)  # of the headings
    headings = models.JSONField()
    columns = models.JSONField()  # heading -> field
    changed_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "signature"], name="mapping_once")]


class SheetImport(Owned):
    """One sheet on its way in: read, mapped, checked, applied as one act; or left."""

    class State(models.TextChoices):
        READ = "read"
        CHECKED = "checked"
        APPLIED = "applied"
        LEFT = "left"

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=100)
    heading_row = models.PositiveIntegerField(default=1)
    mapping = models.ForeignKey(ColumnMapping, null=True, blank=True, on_delete=models.PROTECT)
    rows = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READ)
    created_by = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
