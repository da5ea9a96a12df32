"""The days of the sample city, counted from the day of loading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

YEARS_WRITTEN = 2024  # the year in which the last of the documents of examples/ was written


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before that of ``day``.

    >>> months_before(date(2026, 11, 22), 24), months_before(date(2026, 1, 5), 1)
    (datetime.date(2024, 11, 1), datetime.date(2025, 12, 1))
    """
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Days:
    """``today``: the day of loading, on which everything else rests; ``months``: how long ago the story begins."""

    today: date
    months: int = 24

    def back(self, months: int, day: int = 1) -> date:
        """The ``day`` of the month so many months ago."""
        return months_before(self.today, months).replace(day=day)

    @property
    def start(self) -> date:
        """The day on which the city began to use the system."""
        return self.back(self.months)

    @property
    def district(self) -> date:
        """A county became a district."""
        return self.back(15)

    @property
    def park(self) -> date:
        """A new park came to be."""
        return self.back(18)

    @property
    def merger(self) -> date:
        """Two bureaux became one, about a year ago."""
        return self.back(12, 10)

    @property
    def shift(self) -> int:
        """By how many years the documents of examples/ are moved, so that they were issued in the last two years.

        >>> Days(date(2026, 11, 22)).shift, Days(date(2027, 8, 1)).shift, Days(date(2027, 11, 30)).shift
        (2, 2, 3)
        """
        return (self.today - timedelta(days=300)).year - YEARS_WRITTEN
