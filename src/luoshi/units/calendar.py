"""The working days of a place: the national calendar with the local days that are in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Max

from luoshi.kernel.workdays import Calendar, Override
from luoshi.units.models import Area, WorkdayOverride
from luoshi.units.queries import ancestors_of
from luoshi.units.remembering import once
from luoshi.units.settings import value

_Revision = tuple[int | None, datetime | None]
_LOADED: dict[str, tuple[_Revision, list[WorkdayOverride]]] = {}


def calendar_for(jurisdiction: str, area: Area | None = None, as_known_at: datetime | None = None) -> Calendar:
    """The calendar of a place, or of one area in it, with what was recorded by ``as_known_at`` (None: until now).

    An area's own word on a day goes before that of the areas it lies in and of the whole place. Rows are read again
    only when something was recorded since; the same decisions give the same ``Calendar``.
    """
    rows = overrides_in_force(_rows(jurisdiction), as_known_at)
    nearness: dict[int | None, int] = {None: 10_000}
    if area is not None:
        nearness |= {each.pk: rank for rank, each in enumerate(_lying_in(area))}
    chosen: dict[date, WorkdayOverride] = {}
    for row in rows:
        if row.area_id not in nearness:
            continue
        other = chosen.get(row.valid_from)
        if other is None or nearness[row.area_id] <= nearness[other.area_id]:
            chosen[row.valid_from] = row
    return _calendar(
        tuple(Override(day, row.is_workday, row.name) for day, row in sorted(chosen.items())),
        _day(value(jurisdiction, "national_calendar_until")),
    )


def overrides_in_force(rows: Sequence[WorkdayOverride], as_known_at: datetime | None = None) -> list[WorkdayOverride]:
    """Those of ``rows`` that nothing recorded by ``as_known_at`` replaced or withdrew."""
    known = [row for row in rows if as_known_at is None or row.recorded_at <= as_known_at]
    replaced = {row.supersedes_id for row in known}
    return [row for row in known if row.pk not in replaced and not row.withdrawn]


def overrides_of(jurisdiction: str) -> list[WorkdayOverride]:
    """All local words ever recorded, in order of record."""
    return list(_rows(jurisdiction))


def _rows(jurisdiction: str) -> list[WorkdayOverride]:
    return once(("overrides", jurisdiction), lambda: _fresh(jurisdiction))


def _fresh(jurisdiction: str) -> list[WorkdayOverride]:
    table = WorkdayOverride.objects.filter(jurisdiction=jurisdiction)
    found = table.aggregate(last=Max("pk"), at=Max("recorded_at"))
    revision: _Revision = (found["last"], found["at"])
    kept = _LOADED.get(jurisdiction)
    if kept is None or kept[0] != revision:
        kept = (revision, list(table.select_related("area").order_by("pk")) if revision[0] else [])
        _LOADED[jurisdiction] = kept
    return kept[1]


def _lying_in(area: Area) -> list[Area]:
    return once(("areas above", area.pk), lambda: ancestors_of(area))


@lru_cache(maxsize=256)
def _calendar(overrides: tuple[Override, ...], settled_to: date | None) -> Calendar:
    return Calendar(overrides, settled_to)


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None
