"""Places, units with dated names, successions, groups, the calendar's local overrides, dated settings."""

from luoshi.units.models.groups import GroupMember, UnitGroup
from luoshi.units.models.places import Area, DatedSetting, Jurisdiction, WorkdayOverride
from luoshi.units.models.units import Succession, Unit, UnitName

__all__ = [
    "Area",
    "DatedSetting",
    "GroupMember",
    "Jurisdiction",
    "Succession",
    "Unit",
    "UnitGroup",
    "UnitName",
    "WorkdayOverride",
]
