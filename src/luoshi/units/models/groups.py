"""Groups of units whose members change by date: 各县市区, 各园区, 市直各部门."""

from __future__ import annotations

from django.db import models

from luoshi.journal.owned import Dated, Owned
from luoshi.units.models.units import Succession, Unit


class UnitGroup(Owned):
    """A collective that documents assign tasks to; ``aliases`` are other printed forms (各县(市、区))."""

    name = models.CharField(max_length=60)
    aliases = models.JSONField(default=list, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "name"], name="group_name_once")]

    def __str__(self) -> str:
        return self.name


class GroupMember(Owned, Dated):
    """A unit belongs to a group from ``valid_from`` to before ``valid_to``."""

    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    basis = models.CharField(max_length=200, blank=True)
    succession = models.ForeignKey(  # it took the place of a predecessor, and leaves it when that is withdrawn
        Succession, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # recorded in error

    class Meta:
        indexes = [models.Index(fields=["group", "valid_from"], name="member_of_group")]
