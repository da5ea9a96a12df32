"""What a place has chosen: thresholds, steps of reports, the calendar its limits are counted by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from luoshi.kernel.workdays import NATIONAL, Calendar
from luoshi.tasks.rules import DEFAULTS, Thresholds
from luoshi.tasks.rules.flow import STEPS


def thresholds_of(jurisdiction: str, on: date) -> Thresholds:
    """The thresholds in force on a day."""
    return DEFAULTS


def steps_of(jurisdiction: str, unit: int, on: date) -> tuple[str, ...]:
    """The hands a unit's reports go through before they leave it."""
    return STEPS


def calendars_of(jurisdiction: str, areas: Iterable[int | None]) -> dict[int | None, Calendar]:
    """The calendar of each area (None: the whole jurisdiction)."""
    return dict.fromkeys(areas, NATIONAL)
