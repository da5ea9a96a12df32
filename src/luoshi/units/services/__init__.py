"""The business acts on units; nothing else writes their tables."""

from luoshi.units.services.areas import abolish_area, change_area, create_area
from luoshi.units.services.founding import NewUnit, dissolve, edit_unit, found_unit
from luoshi.units.services.groups import change_members, define_group, edit_group
from luoshi.units.services.names import add_alias, add_former_name, end_alias, refresh_names, rename_unit, withdraw_name
from luoshi.units.services.places import establish
from luoshi.units.services.settings import set_setting
from luoshi.units.services.successions import (
    Share,
    merge_units,
    split_unit,
    transfer_duty,
    withdraw_succession,
)
from luoshi.units.services.workdays import record_override, withdraw_override

__all__ = [
    "NewUnit",
    "Share",
    "abolish_area",
    "add_alias",
    "add_former_name",
    "change_area",
    "change_members",
    "create_area",
    "define_group",
    "dissolve",
    "edit_group",
    "edit_unit",
    "end_alias",
    "establish",
    "found_unit",
    "merge_units",
    "record_override",
    "refresh_names",
    "rename_unit",
    "set_setting",
    "split_unit",
    "transfer_duty",
    "withdraw_name",
    "withdraw_override",
    "withdraw_succession",
]
