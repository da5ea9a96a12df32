"""Enterprises, associations and persons outside government, as far as units need them."""

from __future__ import annotations

from django.db import models

from luoshi.journal.owned import Owned


class Party(Owned):
    """An organisation that a document names and that is no unit here: an association, a bank, a company."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise"
        ASSOCIATION = "association"
        INSTITUTION = "institution"  # a university, a bank, a central agency

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=120)
    credit_code = models.CharField(max_length=18, blank=True)  # GB 32100
    represented_by = models.ForeignKey(
        "units.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="represents"
    )  # the unit that reports for it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "name"], name="party_once")]

    def __str__(self) -> str:
        return self.name
