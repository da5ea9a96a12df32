"""Working days of many dates at once.

A table holds ``upto`` for every day of an ordinary span, and another the days by number: two look-ups add, whatever
the count. Days outside the span take the binary search of ``counting``, done by numpy. Arrays are taken in slices
that stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luoshi.kernel.workdays.counting import BEYOND, LAST, Exceptions

Days = NDArray[np.datetime64]
Integers = NDArray[np.int64]
Counts = NDArray[np.integer[Any]] | np.integer[Any] | int
Bools = NDArray[np.bool_]

EPOCH = date(1970, 1, 1).toordinal()  # day 0 of datetime64[D]
BEGIN, END = date(2000, 1, 1).toordinal(), date(2101, 1, 1).toordinal()  # the span of the tables, END not included
SLICE = 1 << 14
_DATES = np.dtype("datetime64[D]")


class Tables:
    """The arithmetic of one calendar for arrays. ``first`` and ``last``: the ordinals settled by notices."""

    def __init__(self, exceptions: Exceptions, first: int, last: int) -> None:
        self._days = np.array(exceptions.days, dtype=np.int64)
        self._changes = np.array(exceptions.changes, dtype=np.int64)
        self._totals = np.array(exceptions.totals, dtype=np.int64)
        self._first, self._last = first - EPOCH, last - EPOCH
        self._begin = BEGIN - EPOCH
        upto = self._upto(np.arange(BEGIN - 1, END))
        self._base = int(upto[0])  # working days before the span
        self._through = upto[1:] - self._base  # working days of the span up to and including each
        self._nth = np.flatnonzero(np.diff(upto)) + self._begin  # the working days of the span: days since 1970

    def is_workday(self, days: Days) -> tuple[Bools, Bools]:
        """(working, provisional) for each day."""
        given = _numbers(days, "days")
        value, provisional = np.empty(given.shape, bool), np.empty(given.shape, bool)
        for day, out, open_ended in _slices(given.shape, given, value, provisional):
            np.not_equal(self._number(day), self._number(day - 1), out=out)
            self._mark(day, day, open_ended)
        return value, provisional

    def add(self, days: Days, counts: Counts, back: bool = False) -> tuple[Days, Bools]:
        """(dates, provisional): ``counts`` working days after ``days``, before them where negative; ``back`` turns."""
        given, steps = _numbers(days, "days"), _whole(counts)
        shape = np.broadcast_shapes(given.shape, steps.shape)
        value, provisional = np.empty(shape, np.int64), np.empty(shape, bool)
        for day, step, out, open_ended in _slices(shape, given, steps, value, provisional):
            out[...] = self._reach(day, np.negative(step) if back else step)
            self._mark(day, out, open_ended)
        return value.view(_DATES), provisional

    def between(self, starts: Days, ends: Days) -> tuple[Integers, Bools]:
        """(counts, provisional): the working days after ``starts`` up to and including ``ends``."""
        one, other = _numbers(starts, "starts"), _numbers(ends, "ends")
        shape = np.broadcast_shapes(one.shape, other.shape)
        value, provisional = np.empty(shape, np.int64), np.empty(shape, bool)
        for start, end, out, open_ended in _slices(shape, one, other, value, provisional):
            np.subtract(self._number(end), self._number(start), out=out)
            self._mark(start, end, open_ended)
        return value, provisional

    def _mark(self, one: Integers, other: Integers, out: Bools) -> None:
        """Say which stretches leave the settled days: a wrap below zero makes one comparison of two."""
        width = np.uint64(self._last - self._first)
        np.greater((one - self._first).view(np.uint64), width, out=out)
        if other is not one:
            np.logical_or(out, (other - self._first).view(np.uint64) > width, out=out)

    def _number(self, day: Integers) -> Integers:
        """The working days of the span up to and including each day."""
        at = day - self._begin
        found = self._through.take(at, mode="clip")
        outside = _outside(at, len(self._through))
        if outside is not None:
            found[outside] = self._upto(day[outside] + EPOCH) - self._base
        return found

    def _reach(self, day: Integers, count: Integers) -> Integers:
        """``add`` for one slice."""
        forward = int(count.min()) > 0
        wanted = self._number(day) + (count - 1)
        if not forward:  # going back, the day itself is not counted, so the search begins on the day before
            wanted = np.where(count > 0, wanted, self._number(day - 1) + count)
        found = self._nth.take(wanted, mode="clip")
        outside = _outside(wanted, len(self._nth))
        if outside is not None:
            asked, steps = (np.broadcast_to(each, wanted.shape)[outside] for each in (day, count))
            found[outside] = self._search(wanted[outside] + (self._base + 1), asked, steps)
        return found if forward else np.where(count == 0, day, found)

    def _upto(self, day: Integers) -> Integers:
        """``Exceptions.upto`` of ordinals."""
        change = self._changes.take(np.searchsorted(self._days, day, "right"))
        return day // 7 * 5 + np.minimum(day % 7, 5) + change

    def _search(self, total: Integers, day: Integers, count: Integers) -> Integers:
        """``Exceptions.nth`` as days since 1970; ``day`` and ``count`` are for the message when there is none."""
        place = np.searchsorted(self._totals, total)
        number = total - self._changes.take(place) - 1
        found = number // 5 * 7 + number % 5 + 1
        if self._days.size:
            limit = np.append(self._days, np.iinfo(np.int64).max)
            found = np.minimum(found, limit.take(place))
        wrong = ((total < 1) | (found > LAST)) & (count != 0)
        if wrong.any():
            at = int(wrong.argmax())
            raise OverflowError(BEYOND.format(count=count[at], day=day[at].astype(_DATES)))
        return found - EPOCH


def _outside(at: Integers, size: int) -> Bools | None:
    """Which indices are not in a table, None when all are: a negative one wraps to a large number."""
    wrapped = at.view(np.uint64)
    return None if int(wrapped.max()) < size else wrapped >= np.uint64(size)


def _slices(shape: tuple[int, ...], *arrays: NDArray[Any]) -> Iterator[tuple[NDArray[Any], ...]]:
    """The arrays, broadcast to ``shape``, slice by slice; one value for all stays one value."""
    size = prod(shape)
    flat = [
        array.reshape(-1) if array.size == 1 or array.shape == shape else np.broadcast_to(array, shape).reshape(-1)
        for array in arrays
    ]  # only whole arrays are written to: what broadcast_to gives may not be
    for begin in range(0, size, SLICE):
        yield tuple(array if array.size == 1 else array[begin : begin + SLICE] for array in flat)


def _numbers(days: Days, name: str) -> Integers:
    """Days since 1970. Raises TypeError for another kind of array, ValueError for NaT, OverflowError beyond 9999."""
    given = np.asarray(days)
    if given.dtype.kind != "M" or np.datetime_data(given.dtype) not in (("D", 1), ("generic", 1)):
        raise TypeError(f"{name}: dates are an array of datetime64[D], not of {given.dtype}")
    numbers = np.ascontiguousarray(given, dtype=_DATES).view(np.int64).reshape(given.shape)
    if numbers.size and (int(numbers.min()) < 1 - EPOCH or int(numbers.max()) > LAST - EPOCH):
        missing = np.isnat(given)
        if missing.any():
            raise ValueError(f"{name}[{_place(missing)}] is no date (NaT)")
        raise OverflowError(f"{name}: working days are counted in the years 1 to 9999")
    return numbers


def _whole(counts: Counts) -> Integers:
    given = np.asarray(counts)
    if given.dtype.kind not in "iu":
        if given.size:
            raise TypeError(f"counts: numbers of working days are an array of whole numbers, not of {given.dtype}")
        return np.empty(given.shape, np.int64)
    if given.size and (int(given.min()) < -LAST or int(given.max()) > LAST):
        raise OverflowError("counts: counting so many working days leaves the years 1 to 9999")
    return given.astype(np.int64, copy=False)


def _place(wrong: Bools) -> str:
    """The index of the first true value, as one writes it."""
    return ", ".join(str(int(each)) for each in np.unravel_index(int(wrong.argmax()), wrong.shape))
