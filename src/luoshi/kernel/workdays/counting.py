"""Counting working days without walking: weeks in closed form, corrected at the days that are exceptions.

``upto(n)`` is the number of working days up to and including day ``n`` (an ordinal as of ``date.toordinal``, where 1 is
a Monday). Of the weekdays it is ``n // 7 * 5 + min(n % 7, 5)``; every holiday on a weekday takes one away, every
make-up day at a weekend adds one. Both directions are a binary search among the exceptions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

LAST = date.max.toordinal()
WORKED = (False, True, True, True, True, True, False)  # by ordinal % 7, Sunday first
BEYOND = "counting {count} working days from {day} leaves the years 1 to 9999"


def weekdays(day: int) -> int:
    """The days from Monday to Friday up to and including an ordinal."""
    weeks, rest = divmod(day, 7)
    return weeks * 5 + min(rest, 5)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The days that differ from their day of the week, in order.

    ``days``: ordinals; ``changes``: by how much ``upto`` differs from ``weekdays`` before the first, between each
    two, and after the last (one longer than ``days``); ``totals``: ``upto`` at each of ``days``.
    """

    days: tuple[int, ...]
    changes: tuple[int, ...]
    totals: tuple[int, ...]

    @classmethod
    def of(cls, working: Mapping[date, bool]) -> Exceptions:
        """The exceptions among days of which it is known whether they are worked."""
        by_ordinal = {day.toordinal(): worked for day, worked in working.items()}
        days = tuple(sorted(day for day, worked in by_ordinal.items() if worked != WORKED[day % 7]))
        changes = tuple(accumulate((1 if by_ordinal[day] else -1 for day in days), initial=0))
        totals = tuple(weekdays(day) + change for day, change in zip(days, changes[1:], strict=True))
        return cls(days, changes, totals)

    def is_workday(self, day: int) -> bool:
        place = bisect_left(self.days, day)
        return WORKED[day % 7] is not (place < len(self.days) and self.days[place] == day)

    def upto(self, day: int) -> int:
        """The working days up to and including ``day``."""
        return weekdays(day) + self.changes[bisect_right(self.days, day)]

    def nth(self, total: int) -> int:
        """The first day with ``upto(day) == total``: the ``total``-th working day. Not bounded by the last date."""
        place = bisect_left(self.totals, total)
        weeks, rest = divmod(total - self.changes[place] - 1, 5)
        day = weeks * 7 + rest + 1
        # a make-up day adds its own: without it the total is only reached later
        return min(day, self.days[place]) if place < len(self.days) else day

    def add(self, day: int, count: int) -> int:
        """The ordinal ``count`` working days after ``day``, before it for a negative count; ``day`` for 0."""
        if count == 0:
            return day
        # going back, the day itself is not counted, so the search begins on the day before
        total = self.upto(day) + count if count > 0 else self.upto(day - 1) + count + 1
        found = self.nth(total) if total > 0 else 0
        if not 1 <= found <= LAST:
            raise OverflowError(BEYOND.format(count=count, day=date.fromordinal(day)))
        return found
