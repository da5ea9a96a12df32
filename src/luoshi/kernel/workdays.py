"""Working days of mainland China: weekends, public holidays and the make-up days of the State Council's notices.

The notices are data of the ``chinesecalendar`` package (2004 to the last published year). Other years know only
Saturday and Sunday; every result that touches one says that it is ``provisional``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Workday:
    """Whether a date is a working day. True and false like its ``value``."""

    value: bool
    provisional: bool

    def __bool__(self) -> bool:
        return self.value


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date counted in working days; ``provisional`` when a year on the way has no published calendar."""

    value: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class DayCount:
    """A number of working days; ``provisional`` when a year on the way has no published calendar."""

    value: int
    provisional: bool


@cache
def _calendar() -> tuple[Mapping[date, object], Mapping[date, object], range]:
    """(public holidays, make-up working days, years published), read when first asked for."""
    constants = import_module("chinese_calendar.constants")  # here, for start-up: few commands count working days
    years = [day.year for day in constants.holidays]
    return constants.holidays, constants.workdays, range(min(years), max(years) + 1)


def is_workday(day: date) -> Workday:
    """Whether ``day`` is a working day.

    >>> bool(is_workday(date(2018, 9, 29))), bool(is_workday(date(2018, 10, 1)))
    (True, False)
    """
    holidays, made_up, years = _calendar()
    if day in made_up:
        return Workday(value=True, provisional=False)
    value = day.weekday() < _SATURDAY and day not in holidays
    return Workday(value=value, provisional=day.year not in years)


def add_workdays(day: date, count: int) -> DueDate:
    """The date ``count`` working days after ``day``, which itself is not counted; ``day`` itself for 0.

    Raises ValueError for a negative count and OverflowError beyond the year 9999.

    >>> add_workdays(date(2018, 9, 28), 5)
    DueDate(value=datetime.date(2018, 10, 10), provisional=False)
    """
    if count < 0:
        raise ValueError(f"cannot count {count} working days forward")
    provisional = is_workday(day).provisional
    while count:
        day += _DAY
        found = is_workday(day)
        provisional = provisional or found.provisional
        count -= bool(found)
    return DueDate(day, provisional)


def workdays_between(start: date, end: date) -> DayCount:
    """The working days after ``start`` up to and including ``end``; negative where ``end`` is the earlier one.

    >>> workdays_between(date(2018, 9, 28), date(2018, 10, 10)).value
    5
    """
    if end < start:
        backwards = workdays_between(end, start)
        return DayCount(-backwards.value, backwards.provisional)
    provisional = is_workday(start).provisional
    count = 0
    day = start
    while day < end:
        day += _DAY
        found = is_workday(day)
        provisional = provisional or found.provisional
        count += bool(found)
    return DayCount(count, provisional)
