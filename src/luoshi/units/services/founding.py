"""Units come to be, change their place in the order, and end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.units.models import Area, Unit
from luoshi.units.rules.dating import Stretch
from luoshi.units.rules.words import refusal
from luoshi.units.services.locking import locked
from luoshi.units.services.names import LONG_AGO, check_free, check_wording, derive, write_name


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """What a unit to be founded is: its names, kind (``Unit.Kind``), place in the order; ``aliases`` as printed."""

    name: str
    short_name: str = ""
    kind: str = "bureau"
    parent: Unit | None = None
    area: Area | None = None
    order: int = 1000
    aliases: tuple[str, ...] = ()


def found_unit(
    actor: Actor, new: NewUnit, *, on: date | None = None, basis: str = "", until: date | None = None
) -> Unit:
    """Found a unit on a day (None: it has always been there). ``until``: it ended that day (for units of the past).

    Refused: a name that another unit or a group bears at the time, a parent that does not exist then or is a section.
    """
    with act():
        check_wording(new.name, new.short_name)
        if new.kind not in Unit.Kind.values:
            raise refusal(
                "没有“{kind}”这一单位类型", "There is no kind of unit called {kind}", field="kind", kind=new.kind
            )
        stretch = Stretch(on or LONG_AGO, until)
        if until is not None and until <= stretch.start:
            raise refusal("撤销日期须晚于成立日期", "It must end after it was founded", field="dissolved_on")
        check_place(actor, new.parent, new.area, new.kind, on or until)
        check_free(actor, new.name, new.short_name, stretch, unit=None, parent=new.parent, kind=new.kind)
        unit = Unit(
            jurisdiction=actor.jurisdiction, kind=new.kind, parent=new.parent, area=new.area, order=new.order,
            name=new.name.strip(), short_name=(new.short_name or new.name).strip()[:60], founded_on=on, dissolved_on=until,
        )  # fmt: skip
        unit.save()
        write_name(unit, new.name, new.short_name, stretch.start, basis=basis)
        for alias in dict.fromkeys(a.strip() for a in new.aliases if a.strip()):
            check_free(actor, alias, "", stretch, unit=unit, parent=new.parent, kind=new.kind)
            write_name(unit, alias, "", stretch.start, alias=True)
        derive(unit, actor.on)
        unit.save(update_fields=["name", "short_name", "initials"])
        record(
            actor, "units.unit_founded", unit, after={"name": unit.name, "kind": unit.kind, "on": str(on or "")},
            detail={"name": unit.name, "on": str(on or ""), "basis": basis},
        )  # fmt: skip
        return unit


def edit_unit(
    actor: Actor, unit: Unit, *, kind: str, parent: Unit | None, area: Area | None, order: int, version: int | None
) -> Unit:
    """Change what has no history of its own: kind, parent, area, order. Names change by ``rename_unit``."""
    with act():
        row = locked(actor, unit, version)
        if kind not in Unit.Kind.values:
            raise refusal("没有“{kind}”这一单位类型", "There is no kind of unit called {kind}", field="kind", kind=kind)
        check_place(actor, parent, area, kind, None)
        above = parent
        while above is not None:
            if above.pk == row.pk:
                raise refusal(
                    "{parent}在{unit}之下,不能作它的上级", "{parent} is below {unit} and cannot be above it",
                    field="parent", parent=parent, unit=row,
                )  # fmt: skip
            above = above.parent
        before = {"kind": row.kind, "parent": row.parent_id, "area": row.area_id, "order": row.order}
        row.kind, row.parent, row.area, row.order = kind, parent, area, order
        after = {"kind": row.kind, "parent": row.parent_id, "area": row.area_id, "order": row.order}
        if before == after:
            return unit
        row.save()
        record(actor, "units.unit_edited", row, before=before, after=after, detail={"changed": changed(before, after)})
        return row


def dissolve(actor: Actor, unit: Unit, *, on: date, basis: str = "", version: int | None = None) -> Unit:
    """The unit ends: ``on`` is the first day without it. Its tasks wait for somebody to say who takes them."""
    with act():
        row = locked(actor, unit, version)
        end(row, on)
        row.save()
        record(
            actor, "units.unit_dissolved", row, before={"dissolved_on": None}, after={"dissolved_on": str(on)},
            detail={"name": row.name, "on": str(on), "basis": basis},
        )  # fmt: skip
        return row


def end(unit: Unit, on: date) -> None:
    """Set the end of a locked unit (not saved); refused when it has ended already or had not begun."""
    if unit.dissolved_on is not None:
        raise refusal(
            "{unit}已于{day}撤销", "{unit} was dissolved on {day}", field="on", unit=unit, day=unit.dissolved_on
        )
    if unit.founded_on is not None and on <= unit.founded_on:
        raise refusal(
            "{unit}于{day}成立,撤销日期须晚于这一天", "{unit} was founded on {day} and can only end later",
            field="on", unit=unit, day=unit.founded_on,
        )  # fmt: skip
    unit.dissolved_on = on


def check_place(actor: Actor, parent: Unit | None, area: Area | None, kind: str, on: date | None) -> None:
    """Raises Refused when a unit of ``kind`` cannot stand under ``parent`` or in ``area``."""
    for place, field in ((parent, "parent"), (area, "area")):
        if place is not None and place.jurisdiction != actor.jurisdiction:
            raise refusal("{place}不属于本地区", "{place} belongs to another jurisdiction", field=field, place=place)
    if kind == Unit.Kind.SECTION and parent is None:
        raise refusal("内设科室须有上级单位", "A section needs the unit it is part of", field="parent")
    if parent is not None and parent.kind == Unit.Kind.SECTION and kind != Unit.Kind.SECTION:
        raise refusal(
            "{parent}是内设科室,下面不能设单位",
            "{parent} is a section; a unit cannot be under it",
            field="parent",
            parent=parent,
        )
    if parent is not None and on is not None and parent.dissolved_on is not None and parent.dissolved_on <= on:
        raise refusal(
            "上级单位{parent}已于{day}撤销", "{parent} was dissolved on {day}",
            field="parent", parent=parent, day=parent.dissolved_on,
        )  # fmt: skip


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The fields that differ."""
    return [key for key in after if before.get(key) != after[key]]
