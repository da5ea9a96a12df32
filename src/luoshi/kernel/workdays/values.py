"""What is asked of a calendar and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Workday:
    """Whether a date is a working day. True and false like its ``value``."""

    value: bool
    provisional: bool

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date counted in working days; ``provisional`` when a day on the way has no published calendar."""

    value: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class DayCount:
    """A number of working days; ``provisional`` when a day on the way has no published calendar."""

    value: int
    provisional: bool


@dataclass(frozen=True, slots=True, order=True)
class Override:
    """A place's own decision about one day: ``working`` or not, and the occasion's name, such as 自治州成立纪念日.

    ``name_en`` is the name in English where there is one; otherwise the Chinese name is shown.
    """

    day: date
    working: bool
    name: str
    name_en: str = ""


def ordinal(day: object) -> int:
    """The day's number (1 January of year 1 is 1). Raises TypeError for an instant: its date depends on a time zone."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise TypeError(f"working days are counted between dates; {day!r} is a {type(day).__name__}")
    return day.toordinal()
