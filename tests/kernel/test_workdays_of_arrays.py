"""Arrays of dates are counted like single ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.workdays import NATIONAL, Calendar, Override

ANY_DAY = st.one_of(
    st.dates(date(2003, 1, 1), date(2028, 12, 31)),
    st.dates(date(1999, 12, 1), date(2000, 2, 1)),  # the edges of the tables
    st.dates(date(2100, 11, 1), date(2101, 2, 1)),
    st.dates(date(100, 1, 1), date(9900, 1, 1)),
)
CASES = st.lists(st.tuples(ANY_DAY, st.integers(-400, 400)), min_size=1, max_size=30)
OVERRIDES = st.lists(
    st.builds(Override, ANY_DAY, st.booleans(), st.just("安排")), max_size=8, unique_by=lambda o: o.day
)
EMPTY = np.array([], dtype="datetime64[D]")
NAT = np.array(["2018-09-28", "NaT"], dtype="datetime64[D]")
ONE = np.array(["2018-09-28"], dtype="datetime64[D]")


def dates(*days: date) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array(days, dtype="datetime64[D]")


@given(CASES, OVERRIDES)
def test_add_and_subtract_answer_as_for_single_dates(cases: list[tuple[date, int]], overrides: list[Override]) -> None:
    calendar = Calendar(overrides)
    days, counts = dates(*(day for day, _ in cases)), np.array([count for _, count in cases])
    for method in ("add", "subtract"):
        single = [getattr(calendar, method)(day, count) for day, count in cases]
        values, provisional = getattr(calendar, method)(days, counts)
        assert values.tolist() == [due.value for due in single]
        assert provisional.tolist() == [due.provisional for due in single]


@given(CASES)
def test_counts_forward_only_answer_as_for_single_dates(cases: list[tuple[date, int]]) -> None:
    days, counts = dates(*(day for day, _ in cases)), np.array([abs(count) + 1 for _, count in cases])
    values, provisional = NATIONAL.add(days, counts)
    single = [NATIONAL.add(day, abs(count) + 1) for day, count in cases]
    assert values.tolist() == [due.value for due in single]
    assert provisional.tolist() == [due.provisional for due in single]


@given(st.lists(st.tuples(ANY_DAY, ANY_DAY), min_size=1, max_size=30), OVERRIDES)
def test_between_and_is_workday_answer_as_for_single_dates(
    cases: list[tuple[date, date]], overrides: list[Override]
) -> None:
    calendar = Calendar(overrides)
    starts, ends = dates(*(start for start, _ in cases)), dates(*(end for _, end in cases))
    counts, provisional = calendar.between(starts, ends)
    single = [calendar.between(start, end) for start, end in cases]
    assert counts.tolist() == [count.value for count in single]
    assert provisional.tolist() == [count.provisional for count in single]
    working, unsettled = calendar.is_workday(starts)
    assert working.tolist() == [bool(calendar.is_workday(start)) for start, _ in cases]
    assert unsettled.tolist() == [calendar.is_workday(start).provisional for start, _ in cases]


def test_more_than_a_slice_is_counted_to_the_end() -> None:
    days = np.arange("2004-01-01", "2026-12-01", dtype="datetime64[D]").repeat(5)
    values, provisional = NATIONAL.add(days, 3)
    assert values[::1001].tolist() == [NATIONAL.add(day, 3).value for day in days[::1001].tolist()]
    assert values[-1] == NATIONAL.add(days[-1].item(), 3).value
    assert not provisional.any()


def test_shapes_are_kept_and_broadcast() -> None:
    days = dates(date(2018, 9, 28), date(2018, 10, 1), date(2018, 10, 8))
    values, provisional = NATIONAL.add(days[:, None], np.arange(-2, 2))
    assert values.shape == provisional.shape == (3, 4)
    assert values[0].tolist() == [NATIONAL.add(date(2018, 9, 28), count).value for count in range(-2, 2)]
    counts, _ = NATIONAL.between(days[0], days)
    assert counts.tolist() == [0, 2, 3]
    single, _ = NATIONAL.add(days[0], np.int32(5))
    assert (single.shape, single.item()) == ((), date(2018, 10, 10))


def test_every_other_date_of_an_array_is_counted_too() -> None:
    days = np.arange("2018-09-01", "2018-11-01", dtype="datetime64[D]")
    assert (NATIONAL.add(days[::-2], 5)[0] == NATIONAL.add(days[::-2].copy(), 5)[0]).all()


def test_dates_in_another_byte_order_are_the_same_dates() -> None:
    assert NATIONAL.add(ONE.astype(">M8[D]"), np.array([5], dtype=">i2"))[0].tolist() == [date(2018, 10, 10)]


def test_empty_arrays_give_empty_answers() -> None:
    assert [each.shape for each in NATIONAL.add(EMPTY, np.array([], dtype=int))] == [(0,), (0,)]
    assert [each.shape for each in NATIONAL.add(EMPTY, np.array([]))] == [(0,), (0,)]
    assert NATIONAL.add(EMPTY, 5)[0].dtype == np.dtype("datetime64[D]")
    assert [each.shape for each in NATIONAL.between(EMPTY, EMPTY)] == [(0,), (0,)]
    assert [each.shape for each in NATIONAL.is_workday(EMPTY.reshape(0, 3))] == [(0, 3), (0, 3)]


@pytest.mark.parametrize(
    ("deed", "error", "message"),
    [
        (lambda: NATIONAL.add(NAT, 5), ValueError, r"days\[1\] is no date"),
        (lambda: NATIONAL.is_workday(NAT.reshape(2, 1)), ValueError, r"days\[1, 0\] is no date"),
        (lambda: NATIONAL.between(ONE, NAT), ValueError, r"ends\[1\] is no date"),
        (lambda: NATIONAL.is_workday(np.array(["NaT"], dtype="datetime64")), ValueError, r"days\[0\] is no date"),
        (lambda: NATIONAL.add(ONE.astype("datetime64[s]"), 5), TypeError, r"datetime64\[D\], not of datetime64\[s\]"),
        (lambda: NATIONAL.between(ONE, date(2018, 9, 28)), TypeError, "counted between dates"),  # type: ignore[call-overload]  # the error is the point
        (lambda: NATIONAL.add(np.array([1.5]), 5), TypeError, "not of float64"),
        (lambda: NATIONAL.add(ONE, np.array([1.5])), TypeError, "counts: .* not of float64"),
        (lambda: NATIONAL.add(ONE, np.array([True])), TypeError, "counts: .* not of bool"),
        (lambda: NATIONAL.add(ONE, 10_000_000), OverflowError, "years 1 to 9999"),
        (lambda: NATIONAL.add(ONE, 3_000_000), OverflowError, "counting 3000000 working days from 2018-09-28"),
        (lambda: NATIONAL.subtract(ONE, 3_000_000), OverflowError, "counting -3000000 working days from 2018-09-28"),
        (lambda: NATIONAL.is_workday(np.array(["10000-01-01"], dtype="datetime64[D]")), OverflowError, "1 to 9999"),
        (lambda: NATIONAL.add(np.repeat(ONE, 3), np.array([1, 2])), ValueError, "broadcast"),
    ],
)
def test_what_cannot_be_counted_is_refused_and_named(
    deed: Callable[[], object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        deed()


def test_the_last_date_stays_itself_for_a_count_of_nothing() -> None:
    closed = Calendar([Override(date(9999, 12, 31), False, "末日")])
    assert closed.add(dates(date(9999, 12, 31), date(1, 1, 1)), 0)[0].tolist() == [date(9999, 12, 31), date(1, 1, 1)]
