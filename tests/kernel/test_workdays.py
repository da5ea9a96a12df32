"""Working days follow the State Council's notices on public holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.workdays import add_workdays, is_workday, workdays_between

DAYS = st.dates(date(2005, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize("day", [date(2017, 9, 30), date(2018, 9, 29), date(2018, 9, 30), date(2019, 5, 5)])
def test_a_make_up_day_at_the_weekend_is_a_working_day(day: date) -> None:
    assert day.weekday() >= 5
    assert is_workday(day)


@pytest.mark.parametrize("day", [date(2018, 10, 1), date(2018, 2, 15), date(2019, 5, 2), date(2020, 1, 31)])
def test_a_public_holiday_during_the_week_is_none(day: date) -> None:
    assert day.weekday() < 5
    assert not is_workday(day)


def test_counting_starts_the_day_after_and_skips_the_national_day_week() -> None:
    assert add_workdays(date(2018, 9, 28), 5).value == date(2018, 10, 10)


def test_no_working_days_later_is_the_same_day() -> None:
    assert add_workdays(date(2018, 10, 1), 0).value == date(2018, 10, 1)


def test_a_year_without_a_published_calendar_makes_the_result_provisional() -> None:
    assert not add_workdays(date(2018, 12, 3), 5).provisional
    assert add_workdays(date(2003, 12, 30), 5).provisional
    assert is_workday(date(2090, 1, 4)).provisional
    assert workdays_between(date(2018, 12, 1), date(2090, 1, 1)).provisional


def test_a_limit_cannot_be_counted_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_workdays(date(2018, 9, 28), -1)


@given(DAYS, st.integers(0, 300))
def test_between_undoes_add(day: date, count: int) -> None:
    assert workdays_between(day, add_workdays(day, count).value).value == count


@given(DAYS, st.integers(0, 400))
def test_the_other_direction_counts_negative(day: date, distance: int) -> None:
    later = day + timedelta(days=distance)
    assert workdays_between(later, day).value == -workdays_between(day, later).value
