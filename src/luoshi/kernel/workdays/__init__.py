"""Working days of mainland China: weekends, public holidays and the make-up days of the State Council's notices.

``Calendar`` is the national calendar with the overrides of a place; it counts single dates and arrays of dates and
explains its answers. The functions here ask the national calendar alone. Everything is dates: no instant, no zone.

The notices are data of the ``chinesecalendar`` package (2004 to the last published year, see ``notices``). Other years
know only Saturday and Sunday; every result that touches one says that it is ``provisional``.
"""

from __future__ import annotations

from datetime import date

from luoshi.kernel.workdays.calendar import Calendar
from luoshi.kernel.workdays.explanation import DayRemark, Explanation, Stretch
from luoshi.kernel.workdays.values import DayCount, DueDate, Override, Workday

__all__ = [
    "NATIONAL", "Calendar", "DayCount", "DayRemark", "DueDate", "Explanation", "Override", "Stretch", "Workday",
    "add_workdays", "is_workday", "subtract_workdays", "workdays_between",
]  # fmt: skip

NATIONAL = Calendar()


def is_workday(day: date) -> Workday:
    """Whether ``day`` is a working day of the national calendar.

    >>> bool(is_workday(date(2018, 9, 29))), bool(is_workday(date(2018, 10, 1)))
    (True, False)
    """
    return NATIONAL.is_workday(day)


def add_workdays(day: date, count: int) -> DueDate:
    """The date ``count`` working days after ``day``, which itself is not counted; ``day`` itself for 0.

    A negative count goes back. Raises OverflowError outside the years 1 to 9999.

    >>> add_workdays(date(2018, 9, 28), 5)
    DueDate(value=datetime.date(2018, 10, 10), provisional=False)
    """
    return NATIONAL.add(day, count)


def subtract_workdays(day: date, count: int) -> DueDate:
    """The date ``count`` working days before ``day``, which itself is not counted; ``day`` itself for 0.

    >>> subtract_workdays(date(2018, 10, 10), 5).value
    datetime.date(2018, 9, 28)
    """
    return NATIONAL.subtract(day, count)


def workdays_between(start: date, end: date) -> DayCount:
    """The working days after ``start`` up to and including ``end``; negative where ``end`` is the earlier one.

    >>> workdays_between(date(2018, 9, 28), date(2018, 10, 10)).value
    5
    """
    return NATIONAL.between(start, end)
