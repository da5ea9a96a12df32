"""Units, their dated names, and what became of them."""

from __future__ import annotations

from django.db import models

from luoshi.journal.owned import Dated, Owned
from luoshi.units.models.places import Area


class Unit(Owned):
    """A body that answers for tasks. ``name``, ``short_name``, ``initials`` are today's, derived from ``names``."""

    class Kind(models.TextChoices):
        OFFICE = "office"  # of the Party committee or government: 市委办, 市政府办
        BUREAU = "bureau"
        COUNTY = "county"  # a county, district or city government
        PARK = "park"
        COURT = "court"
        ENTERPRISE = "enterprise"
        SECTION = "section"  # inside a unit
        BODY = "body"  # a leading group or joint meeting
        SUPERIOR = "superior"
        OTHER = "other"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=60)
    initials = models.CharField(max_length=60, blank=True)  # pinyin initials of both names: ``sfgw fgw``
    order = models.PositiveIntegerField(default=1000)  # the order of the government's own list
    founded_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)  # first day without it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "kind", "order"], name="unit_list"),
            models.Index(fields=["jurisdiction", "name"], name="unit_by_name"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class UnitName(Owned, Dated):
    """A name a unit bears or bore; ``alias`` for what texts also call it (市发改委), with no claim to be official."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=60, blank=True)
    alias = models.BooleanField(default=False)
    plain = models.CharField(max_length=100, blank=True)  # ``rules.plain_name`` of the name, by which it is found
    initials = models.CharField(max_length=120, blank=True)  # pinyin initials of name and short name
    basis = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # recorded in error

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "plain"], name="unit_name_lookup"),
            models.Index(fields=["unit", "valid_from"], name="name_of_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(Owned):
    """From ``on``, duties of ``predecessor`` pass to ``successor`` (for a split, those that ``matter`` describes)."""

    class Kind(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"
        RENAME = "rename"  # the same unit under a new legal person; a mere new name is a UnitName
        TRANSFER = "transfer"  # one duty moves, both units stay

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    matter = models.CharField(max_length=200, blank=True)
    principal = models.BooleanField(default=True)  # takes what no ``matter`` of another successor names
    basis = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "on"], name="succession_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on", "matter"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="succession_once",
            )
        ]
