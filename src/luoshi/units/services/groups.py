"""Groups of units: their names, and who belongs to them from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from luoshi.journal.owned import valid_on
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.units.models import GroupMember, Unit, UnitGroup, UnitName
from luoshi.units.rules.naming import plain_group, plain_name
from luoshi.units.rules.words import refusal
from luoshi.units.services.locking import locked
from luoshi.units.services.names import one_at_a_time


def define_group(
    actor: Actor, *, name: str, aliases: Sequence[str] = (), members: Iterable[Unit] = (), on: date, basis: str = ""
) -> UnitGroup:
    """A collective that documents assign tasks to, with its members from ``on``. Refused: a name already in use."""
    with act():
        spoken = _spoken(name, aliases)
        _check_free(actor, spoken, None)
        group = UnitGroup.objects.create(
            jurisdiction=actor.jurisdiction, name=spoken[0], aliases=spoken[1:], basis=basis.strip()[:200]
        )
        joined = _join(group, members, on, basis)
        record(
            actor, "units.group_defined", group, after={"name": group.name, "members": [unit.pk for unit in joined]},
            detail={"name": group.name, "members": [unit.name for unit in joined], "on": str(on), "basis": basis},
        )  # fmt: skip
        return group


def edit_group(
    actor: Actor, group: UnitGroup, *, name: str, aliases: Sequence[str], basis: str = "", version: int | None = None
) -> UnitGroup:
    """Change what a group is called."""
    with act():
        row = locked(actor, group, version)
        spoken = _spoken(name, aliases)
        _check_free(actor, spoken, row)
        before = {"name": row.name, "aliases": row.aliases, "basis": row.basis}
        row.name, row.aliases, row.basis = spoken[0], spoken[1:], basis.strip()[:200]
        after = {"name": row.name, "aliases": row.aliases, "basis": row.basis}
        if before == after:
            return group
        row.save()
        record(
            actor,
            "units.group_edited",
            row,
            before=before,
            after=after,
            detail={"from": before["name"], "to": row.name},
        )
        return row


def change_members(
    actor: Actor,
    group: UnitGroup,
    *,
    add: Iterable[Unit] = (),
    remove: Iterable[Unit] = (),
    on: date,
    basis: str = "",
    version: int | None = None,
) -> UnitGroup:
    """From ``on``, ``add`` belong to the group and ``remove`` no longer do. Nobody changed writes nothing."""
    with act():
        row = locked(actor, group, version)
        adding, removing = list(add), list(remove)
        if both := {unit.pk for unit in adding} & {unit.pk for unit in removing}:
            unit = next(unit for unit in adding if unit.pk in both)
            raise refusal("{unit}不能同时加入和移出", "{unit} cannot both join and leave", field="add", unit=unit)
        joined = _join(row, adding, on, basis)
        left = _leave(row, removing, on)
        if not joined and not left:
            return group
        row.save()
        record(
            actor, "units.group_members_changed", row,
            after={"joined": [unit.pk for unit in joined], "left": [unit.pk for unit in left], "on": str(on)},
            detail={
                "name": row.name, "joined": [unit.name for unit in joined] or "—", "left": [unit.name for unit in left] or "—",
                "on": str(on), "basis": basis,
            },
        )  # fmt: skip
        return row


def _join(group: UnitGroup, units: Iterable[Unit], on: date, basis: str) -> list[Unit]:
    here = group.memberships.filter(withdrawn_at__isnull=True)
    already = set(here.filter(valid_on(on)).values_list("unit_id", flat=True))
    later = dict(here.filter(valid_from__gt=on).order_by("-valid_from").values_list("unit_id", "valid_from"))
    joined = []
    given = [unit.pk for unit in units]
    now = Unit.objects.in_bulk(given)
    for unit in (now[pk] for pk in dict.fromkeys(given)):
        if unit.jurisdiction != group.jurisdiction:
            raise refusal("{unit}不属于本地区", "{unit} belongs to another jurisdiction", field="add", unit=unit)
        if unit.dissolved_on is not None and unit.dissolved_on <= on:
            raise refusal(
                "{unit}已于{day}撤销,不能加入", "{unit} was dissolved on {day} and cannot join",
                field="add", unit=unit, day=unit.dissolved_on,
            )  # fmt: skip
        if unit.pk not in already:
            GroupMember.objects.create(
                jurisdiction=group.jurisdiction, group=group, unit=unit, valid_from=on, valid_to=later.get(unit.pk),
                basis=basis.strip()[:200],
            )  # fmt: skip
            joined.append(unit)
    return joined


def _leave(group: UnitGroup, units: Iterable[Unit], on: date) -> list[Unit]:
    left = []
    for unit in dict.fromkeys(units):
        rows = group.memberships.filter(valid_on(on), unit=unit, withdrawn_at__isnull=True)
        for row in rows:
            if row.valid_from == on:  # it never was a member for a day
                row.withdrawn_at = timezone.now()
                row.save(update_fields=["withdrawn_at"])
            else:
                row.valid_to = on
                row.save(update_fields=["valid_to"])
            left.append(unit)
    return left


def _spoken(name: str, aliases: Sequence[str]) -> list[str]:
    spoken = list(dict.fromkeys(text.strip() for text in (name, *aliases) if text.strip()))
    if not name.strip():
        raise refusal("请填写集合名称", "Enter the name of the group", field="name")
    if any(len(text) > 60 for text in spoken):
        raise refusal("集合名称不超过60字", "The name of a group has up to 60 characters", field="name")
    return spoken


def _check_free(actor: Actor, spoken: Sequence[str], group: UnitGroup | None) -> None:
    one_at_a_time(actor)
    wanted = {plain_group(text): text for text in spoken}
    others = UnitGroup.objects.filter(jurisdiction=actor.jurisdiction)
    for other in others.exclude(pk=group.pk) if group else others:
        for text in (other.name, *other.aliases):
            if plain_group(text) in wanted:
                raise refusal(
                    "“{name}”与集合“{other}”重名", "{name} is already a name of the group {other}",
                    field="name", name=wanted[plain_group(text)], other=other.name,
                )  # fmt: skip
    named = UnitName.objects.filter(
        jurisdiction=actor.jurisdiction, plain__in={plain_name(text) for text in spoken}, withdrawn_at__isnull=True
    ).select_related("unit").first()  # fmt: skip
    if named is not None:
        raise refusal(
            "“{name}”是单位{unit}的名称",
            "{name} is the name of the unit {unit}",
            field="name",
            name=named.name,
            unit=named.unit,
        )
