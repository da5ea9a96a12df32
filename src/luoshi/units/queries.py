"""Reading units: their names by date, the members of groups, search by words and initials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from luoshi.journal.owned import valid_on
from luoshi.units.models import Area, GroupMember, Unit, UnitGroup, UnitName
from luoshi.units.rules.naming import plain_name


def units_of(jurisdiction: str) -> QuerySet[Unit]:
    """All units of a place in the order of its own list."""
    return Unit.objects.filter(jurisdiction=jurisdiction).order_by("order", "name", "pk")


def existing_on(on: date, prefix: str = "") -> Q:
    """The condition that a unit exists on a day; ``prefix`` is the path to it, with ``__``."""
    founded = Q(**{f"{prefix}founded_on__isnull": True}) | Q(**{f"{prefix}founded_on__lte": on})
    return founded & (Q(**{f"{prefix}dissolved_on__isnull": True}) | Q(**{f"{prefix}dissolved_on__gt": on}))


def official_names() -> QuerySet[UnitName]:
    """The official names that were not recorded in error."""
    return UnitName.objects.filter(alias=False, withdrawn_at__isnull=True)


def names_on(units: Iterable[Unit | int], on: date, *, short: bool = False) -> dict[int, str]:
    """The official name that each unit bears on a day, by unit id; in two queries at most.

    A unit has its first name before it was founded and its last one after it ended, so that every id given has a name.
    """
    ids = {unit if isinstance(unit, int) else unit.pk for unit in units}
    found: dict[int, tuple[bool, date, str]] = {}
    for name in official_names().filter(unit__in=ids).order_by("unit", "valid_from", "pk"):
        begun = name.valid_from <= on
        known = found.get(name.unit_id)
        if known is None or (begun and name.valid_from >= known[1]):
            found[name.unit_id] = (begun, name.valid_from, (short and name.short_name) or name.name)
    names = {pk: text for pk, (_, _, text) in found.items()}
    if missing := ids - names.keys():
        names |= {unit.pk: str(unit) if short else unit.name for unit in Unit.objects.filter(pk__in=missing)}
    return names


def name_of(unit: Unit | int, on: date, *, short: bool = False) -> str:
    """The official name that a unit bears on a day."""
    return names_on([unit], on, short=short)[unit if isinstance(unit, int) else unit.pk]


def members_on(groups: Iterable[UnitGroup | int], on: date) -> dict[int, list[Unit]]:
    """The units that belong to each group on a day and exist then, in their order, by group id; in one query."""
    ids = {group if isinstance(group, int) else group.pk for group in groups}
    members: dict[int, list[Unit]] = {pk: [] for pk in ids}
    rows = (
        GroupMember.objects.filter(valid_on(on), existing_on(on, "unit__"), group__in=ids, withdrawn_at__isnull=True)
        .select_related("unit")
        .order_by("unit__order", "unit__name", "unit_id")
    )
    for row in rows:
        if not any(unit.pk == row.unit_id for unit in members[row.group_id][-1:]):
            members[row.group_id].append(row.unit)
    return members


def members_of(group: UnitGroup | int, on: date) -> list[Unit]:
    """The units that belong to a group on a day."""
    return members_on([group], on)[group if isinstance(group, int) else group.pk]


def groups_of(unit: Unit, on: date) -> QuerySet[UnitGroup]:
    """The groups a unit belongs to on a day."""
    rows = GroupMember.objects.filter(valid_on(on), unit=unit, withdrawn_at__isnull=True)
    return UnitGroup.objects.filter(pk__in=rows.values("group")).order_by("name")


def search_units(
    jurisdiction: str,
    text: str,
    *,
    on: date | None = None,
    kinds: Iterable[str] = (),
    rows: QuerySet[Unit] | None = None,
) -> QuerySet[Unit]:
    """Units of which a name (today's, old or alias) holds every word of ``text``, by characters or pinyin initials.

    ``on``: only those that exist then; ``rows``: search among these instead of all. No ``text`` finds all.
    """
    found = units_of(jurisdiction) if rows is None else rows
    for word in text.split():
        bare = plain_name(word)
        if not bare:
            continue
        named = UnitName.objects.filter(unit=OuterRef("pk"), withdrawn_at__isnull=True)
        if bare.isascii():
            letters = bare.lower()
            own, borne = Q(initials__contains=letters), named.filter(initials__contains=letters)
        else:
            own = Q(name__contains=bare) | Q(short_name__contains=bare)
            borne = named.filter(Q(plain__contains=bare) | Q(short_name__contains=bare))
        found = found.filter(own | Q(Exists(borne)))
    if on is not None:
        found = found.filter(existing_on(on))
    wanted_kinds = list(kinds)
    return found.filter(kind__in=wanted_kinds) if wanted_kinds else found


def areas_on(jurisdiction: str, on: date) -> QuerySet[Area]:
    """The divisions and parks of a place on a day, by code."""
    return Area.objects.filter(valid_on(on), jurisdiction=jurisdiction).select_related("parent").order_by("code")


def ancestors_of(area: Area) -> list[Area]:
    """An area, what it was before, and all that it lies in, nearest first (what an area was counts like itself)."""
    known: Mapping[int, Area] = {each.pk: each for each in Area.objects.filter(jurisdiction=area.jurisdiction)}
    found: list[Area] = []
    waiting: list[int | None] = [area.pk]
    while waiting:
        here = waiting.pop(0)
        if here is not None and here in known and known[here] not in found:
            found.append(known[here])
            waiting += [known[here].formerly_id, known[here].parent_id]
    return found
