"""Jurisdictions, areas with division codes (GB/T 2260), local working days, dated settings."""

from __future__ import annotations

from django.db import models

from luoshi.journal.owned import Dated, Owned


class Jurisdiction(models.Model):
    """A government whose data this installation holds; its code is the ``jurisdiction`` of every owned row."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    short_name = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.name


class Area(Owned):
    """A division or park: county, district, city, development zone. ``code`` starts with its parent's code."""

    class Kind(models.TextChoices):
        CITY = "city"
        COUNTY = "county"
        DISTRICT = "district"
        PARK = "park"
        TOWN = "town"

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    formerly = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")
    basis = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "code", "valid_from"], name="area_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class WorkdayOverride(Owned, Dated):
    """A local day off or make-up day; for one area, or for the whole jurisdiction when ``area`` is None.

    ``valid_from`` is the day itself; ``valid_to`` the day after. ``withdrawn`` takes back what it supersedes.
    """

    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=60)
    basis = models.CharField(max_length=200, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "valid_from"], name="override_day")]


class DatedSetting(Owned, Dated):
    """A threshold or choice that changes by date: acknowledgement limit, lights, steps of a report (units.settings)."""

    key = models.CharField(max_length=60)
    value = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "key", "valid_from"], name="setting_by_key")]
