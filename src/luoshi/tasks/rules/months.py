"""Reporting periods: months written ``2026-11``, a report every so many of them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from luoshi.kernel.workdays import Calendar, DueDate
from luoshi.tasks.rules.thresholds import Thresholds


def period_of(day: date) -> str:
    """The month of a day.

    >>> period_of(date(2026, 3, 2))
    '2026-03'
    """
    return f"{day.year:04d}-{day.month:02d}"


def is_period(text: str) -> bool:
    """Whether ``text`` names a month.

    >>> is_period("2026-11"), is_period("2026-13"), is_period("2026-1")
    (True, False, False)
    """
    year, dash, month = text.partition("-")
    return len(text) == 7 and bool(dash) and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12


def shifted(period: str, months: int) -> str:
    """The period so many months later.

    >>> shifted("2026-11", 3), shifted("2026-01", -1)
    ('2027-02', '2025-12')
    """
    count = int(period[:4]) * 12 + int(period[5:]) - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def closes_cycle(period: str, months: int) -> bool:
    """Whether a report is due for the period: with a report every 3 months, only March, June, September, December.

    >>> closes_cycle("2026-03", 3), closes_cycle("2026-04", 3), closes_cycle("2026-04", 1)
    (True, False, True)
    """
    return int(period[5:]) % max(months, 1) == 0


def next_period(period: str, months: int = 1) -> str:
    """The next period after ``period`` for which a report is due.

    >>> next_period("2026-11"), next_period("2026-11", 3), next_period("2026-12", 3)
    ('2026-12', '2026-12', '2027-03')
    """
    following = shifted(period, 1)
    while not closes_cycle(following, months):
        following = shifted(following, 1)
    return following


def due_day_of(period: str, thresholds: Thresholds, calendar: Calendar) -> DueDate:
    """The last day on which the report of a period is in time."""
    year, month = int(period[:4]), int(period[5:])
    day = date(year, month, min(thresholds.report_day, monthrange(year, month)[1]))
    return calendar.next_workday(day)


def first_period(since: date, thresholds: Thresholds, calendar: Calendar) -> str:
    """The first period a part given on ``since`` reports for: the first that leaves ``first_report_days`` to write it."""
    period = next_period(shifted(period_of(since), -1), thresholds.report_months)
    earliest = since + timedelta(days=thresholds.first_report_days)
    while due_day_of(period, thresholds, calendar).value < earliest:
        period = next_period(period, thresholds.report_months)
    return period


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month.

    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    period = shifted(period_of(day), months)
    year, month = int(period[:4]), int(period[5:])
    return date(year, month, min(day.day, monthrange(year, month)[1]))
