"""The working days of a place: the national calendar and the place's own overrides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, overload

from luoshi.kernel.workdays.counting import Exceptions
from luoshi.kernel.workdays.explanation import Explanation, remark
from luoshi.kernel.workdays.notices import published
from luoshi.kernel.workdays.values import DayCount, DueDate, Override, Workday, ordinal

if TYPE_CHECKING:
    from luoshi.kernel.workdays.arrays import Bools, Counts, Days, Integers, Tables


@dataclass(frozen=True)
class Calendar:
    """A calendar of working days: a value, equal to and hashed like any other with the same overrides.

    ``overrides``: the place's decisions, at most one for a date; which are in force as of which recorded date is for
    the caller to say. Raises ValueError for a second, different decision about a date.
    ``settled_to``: the last day of national notices, where overrides complete what is not in the package yet; it is
    never earlier than what is published.

    Every method takes dates, or for many at once numpy arrays of ``datetime64[D]`` (any shape, counts broadcast).
    Arrays answer with a pair: values, and which of them are provisional. A result is provisional when a day between
    the two ends, these included, has no published national calendar; an override does not change that. Raises
    TypeError for instants and other kinds of value, ValueError for NaT, OverflowError outside the years 1 to 9999.

    >>> fair = Calendar([Override(date(2018, 10, 8), False, "交易会开幕", "opening of the fair")])
    >>> fair.add(date(2018, 9, 28), 5).value
    datetime.date(2018, 10, 11)
    """

    overrides: tuple[Override, ...] = ()
    settled_to: date | None = None

    def __init__(self, overrides: Iterable[Override] = (), settled_to: date | None = None) -> None:
        given = tuple(sorted(set(overrides)))
        by_day = {one.day: one for one in given}
        for one in given:
            ordinal(one.day)
            if by_day[one.day] != one:
                raise ValueError(f"two decisions about {one.day}: {one.name} and {by_day[one.day].name}")
        object.__setattr__(self, "overrides", given)
        object.__setattr__(self, "settled_to", settled_to)

    @cached_property
    def settled(self) -> tuple[int, int]:
        """The first and the last ordinal of the days whose national calendar is known."""
        notices = published()
        return notices.first.toordinal(), max(notices.last, self.settled_to or notices.last).toordinal()

    @cached_property
    def _exceptions(self) -> Exceptions:
        return _exceptions_with(self.overrides)

    @cached_property
    def _tables(self) -> Tables:
        from luoshi.kernel.workdays.arrays import Tables  # numpy: only where arrays are asked for

        return Tables(self._exceptions, *self.settled)

    def _provisional(self, one: int, other: int) -> bool:
        first, last = self.settled
        return min(one, other) < first or max(one, other) > last

    @overload
    def is_workday(self, day: date) -> Workday: ...
    @overload
    def is_workday(self, day: Days) -> tuple[Bools, Bools]: ...
    def is_workday(self, day: date | Days) -> Workday | tuple[Bools, Bools]:
        """Whether ``day`` is a working day here."""
        if not isinstance(day, date):
            return self._tables.is_workday(day)
        number = ordinal(day)
        return Workday(self._exceptions.is_workday(number), self._provisional(number, number))

    @overload
    def add(self, day: date, count: int) -> DueDate: ...
    @overload
    def add(self, day: Days, count: Counts) -> tuple[Days, Bools]: ...
    def add(self, day: date | Days, count: Counts) -> DueDate | tuple[Days, Bools]:
        """The date ``count`` working days after ``day``, which itself is not counted; ``day`` itself for 0.

        A negative count goes back: the first working day before ``day`` for -1.
        """
        if not isinstance(day, date):
            return self._tables.add(day, count)
        number = ordinal(day)
        found = self._exceptions.add(number, _whole(count))
        return DueDate(date.fromordinal(found), self._provisional(number, found))

    @overload
    def subtract(self, day: date, count: int) -> DueDate: ...
    @overload
    def subtract(self, day: Days, count: Counts) -> tuple[Days, Bools]: ...
    def subtract(self, day: date | Days, count: Counts) -> DueDate | tuple[Days, Bools]:
        """The date ``count`` working days before ``day``; undoes ``add`` where ``day`` is a working day."""
        if not isinstance(day, date):
            return self._tables.add(day, count, back=True)
        return self.add(day, -_whole(count))

    @overload
    def between(self, start: date, end: date) -> DayCount: ...
    @overload
    def between(self, start: Days, end: Days) -> tuple[Integers, Bools]: ...
    def between(self, start: date | Days, end: date | Days) -> DayCount | tuple[Integers, Bools]:
        """The working days after ``start`` up to and including ``end``; negative where ``end`` is the earlier one."""
        if not isinstance(start, date) and not isinstance(end, date):
            return self._tables.between(start, end)
        one, other = ordinal(start), ordinal(end)
        count = self._exceptions.upto(other) - self._exceptions.upto(one)
        return DayCount(count, self._provisional(one, other))

    def explain(self, start: date, end: date) -> Explanation:
        """The days of rest skipped and the make-up days counted on the way from ``start`` to ``end``, in order of date.

        ``start`` itself is not on the way, ``end`` is, in either direction.
        """
        one, other = ordinal(start), ordinal(end)
        earliest, latest = (one + 1, other) if one <= other else (other, one - 1)
        notices, overrides = published(), {local.day: local for local in self.overrides}
        found = [remark(date.fromordinal(day), notices, overrides) for day in range(earliest, latest + 1)]
        remarks = [each for each in found if each is not None]
        return Explanation(
            tuple(each for each in remarks if not each.working),
            tuple(each for each in remarks if each.working),
            self._provisional(one, other),
        )

    def next_workday(self, day: date) -> DueDate:
        """``day`` itself when it is a working day, else the first one after it: where a limit ending at rest ends."""
        today = self.is_workday(day)
        return DueDate(day, today.provisional) if today else self.add(day, 1)


@lru_cache(maxsize=256)
def _exceptions_with(overrides: tuple[Override, ...]) -> Exceptions:
    """Equal calendars share them: a calendar is often made anew from the same rows."""
    notices = published()
    national = dict.fromkeys(notices.holidays, False) | dict.fromkeys(notices.made_up, True)
    return Exceptions.of(national | {one.day: one.working for one in overrides})


def _whole(count: object) -> int:
    if isinstance(count, bool) or not hasattr(count, "__index__"):
        raise TypeError(f"a number of working days is a whole number, not {count!r}")
    return int(count.__index__())
