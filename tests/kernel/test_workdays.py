"""Working days follow the State Council's notices on public holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.workdays import NATIONAL, add_workdays, is_workday, subtract_workdays, workdays_between

DAYS = st.dates(date(2003, 1, 1), date(2030, 12, 31))
LAST_PUBLISHED = max(chinese_calendar.holidays).year
# The one day on which the package differs from a notice; see kernel/workdays/notices.py.
AGAINST_THE_NOTICE = {date(2005, 12, 31): True}


def walked(day: date, count: int) -> date:
    """The date so many working days on or back, one day at a time."""
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        count -= (1 if count > 0 else -1) * bool(is_workday(day))
    return day


@pytest.mark.parametrize("year", range(2004, LAST_PUBLISHED + 1))
def test_every_day_of_a_published_year_is_what_the_notice_says(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    differing = {
        day: bool(is_workday(day)) for day in days if bool(is_workday(day)) != chinese_calendar.is_workday(day)
    }
    assert differing == {day: value for day, value in AGAINST_THE_NOTICE.items() if day.year == year}


@pytest.mark.parametrize(
    ("day", "working", "notice"),
    [
        (date(2005, 12, 31), True, "国办发明电〔2005〕35号:12月31日(星期六)上班"),
        (date(2006, 1, 3), False, "国办发明电〔2005〕35号:元旦1月1日—3日放假"),
        (date(2007, 12, 29), True, "2008年安排:2007年12月29日(星期六)上班"),
        (date(2007, 12, 31), False, "2008年安排:元旦2007年12月30日—2008年1月1日放假"),
        (date(2008, 9, 27), True, "2008年安排:国庆节9月29日—10月5日放假,9月27日(星期六)、28日(星期日)上班"),
        (date(2008, 9, 28), True, "同上"),
        (date(2008, 9, 29), False, "同上"),
        (date(2008, 9, 30), False, "同上"),
        (date(2015, 9, 3), False, "抗战胜利70周年纪念日9月3日—5日放假,9月6日(星期日)上班"),
        (date(2015, 9, 6), True, "同上"),
        (date(2017, 9, 30), True, "2017年安排:国庆节、中秋节10月1日至8日放假,9月30日(星期六)上班"),
        (date(2018, 9, 29), True, "2018年安排:国庆节10月1日至7日放假,9月29日(星期六)、30日(星期日)上班"),
        (date(2018, 12, 31), False, "2019年安排:元旦2018年12月30日至2019年1月1日放假,2018年12月29日(星期六)上班"),
        (date(2019, 4, 28), True, "2019年劳动节调整:5月1日至4日放假,4月28日(星期日)、5月5日(星期日)上班"),
        (date(2019, 5, 5), True, "同上"),
        (date(2019, 5, 2), False, "同上"),
        (date(2020, 1, 31), False, "2020年延长春节假期:至2月2日"),
        (date(2020, 2, 1), False, "同上,原定上班的2月1日(星期六)改为休息"),
    ],
)
def test_days_on_which_calendars_disagree_are_what_the_notice_says(day: date, working: bool, notice: str) -> None:
    assert bool(is_workday(day)) == working, notice
    assert not is_workday(day).provisional


def test_counting_starts_the_day_after_and_skips_the_national_day_week() -> None:
    assert add_workdays(date(2018, 9, 28), 5).value == date(2018, 10, 10)
    assert subtract_workdays(date(2018, 10, 10), 5).value == date(2018, 9, 28)
    assert workdays_between(date(2018, 9, 28), date(2018, 10, 10)).value == 5


def test_no_working_days_later_is_the_same_day_even_at_rest() -> None:
    assert add_workdays(date(2018, 10, 1), 0).value == date(2018, 10, 1)


def test_a_day_of_rest_moves_on_to_the_next_working_day() -> None:
    assert NATIONAL.next_workday(date(2018, 10, 1)).value == date(2018, 10, 8)
    assert NATIONAL.next_workday(date(2018, 9, 29)).value == date(2018, 9, 29)
    assert NATIONAL.next_workday(date(2090, 1, 1)).provisional


def test_a_year_without_a_published_calendar_makes_the_result_provisional() -> None:
    assert not add_workdays(date(2018, 12, 3), 5).provisional
    assert add_workdays(date(2003, 12, 30), 5).provisional
    assert is_workday(date(2090, 1, 4)).provisional
    assert workdays_between(date(2018, 12, 1), date(2090, 1, 1)).provisional
    assert workdays_between(date(2090, 1, 1), date(2018, 12, 1)).provisional


def test_the_last_week_of_the_last_published_year_waits_for_the_next_notice() -> None:
    assert not is_workday(date(LAST_PUBLISHED, 12, 24)).provisional
    assert is_workday(date(LAST_PUBLISHED, 12, 25)).provisional


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(1900, 1, 1), 5, date(1900, 1, 8)),
        (date(2500, 10, 1), 5, date(2500, 10, 8)),
        (date(1, 1, 1), 4, date(1, 1, 5)),
        (date(1, 1, 5), -4, date(1, 1, 1)),
        (date(9999, 12, 30), 1, date(9999, 12, 31)),
    ],
)
def test_far_years_know_only_weekends(day: date, count: int, due: date) -> None:
    found = add_workdays(day, count)
    assert (found.value, found.provisional) == (due, True)


@pytest.mark.parametrize(("day", "count"), [(date(9999, 12, 31), 1), (date(1, 1, 1), -1), (date(2018, 1, 1), 10**12)])
def test_a_count_that_leaves_the_calendar_is_refused(day: date, count: int) -> None:
    with pytest.raises(OverflowError, match=f"counting {count} working days"):
        add_workdays(day, count)


def test_an_instant_is_refused_for_its_date_depends_on_a_time_zone() -> None:
    with pytest.raises(TypeError, match="counted between dates"):
        is_workday(datetime(2018, 9, 28, 23, tzinfo=UTC))
    with pytest.raises(TypeError, match="counted between dates"):
        workdays_between(date(2018, 9, 28), datetime(2018, 9, 28, 23, tzinfo=UTC))


@pytest.mark.parametrize("count", [2.5, "5", True, None])
def test_a_count_that_is_no_whole_number_is_refused(count: object) -> None:
    with pytest.raises(TypeError, match="whole number"):
        add_workdays(date(2018, 9, 28), count)  # type: ignore[arg-type] # that it is wrong is the point


@given(DAYS, st.integers(-300, 300))
def test_counting_is_walking_day_by_day(day: date, count: int) -> None:
    assert add_workdays(day, count).value == walked(day, count)


@given(DAYS, st.integers(0, 300))
def test_between_undoes_add(day: date, count: int) -> None:
    assert workdays_between(day, add_workdays(day, count).value).value == count


@given(DAYS, st.integers(0, 300))
def test_subtract_undoes_add_from_a_working_day(day: date, count: int) -> None:
    day = NATIONAL.next_workday(day).value
    assert subtract_workdays(add_workdays(day, count).value, count).value == day
    assert add_workdays(subtract_workdays(day, count).value, count).value == day


@given(DAYS, st.integers(0, 400))
def test_the_other_direction_counts_negative(day: date, distance: int) -> None:
    later = day + timedelta(days=distance)
    assert workdays_between(later, day).value == -workdays_between(day, later).value


@given(DAYS, st.integers(1, 200))
def test_a_result_is_provisional_when_a_day_on_the_way_is(day: date, count: int) -> None:
    due = add_workdays(day, count)
    way = [day + timedelta(days=n) for n in range((due.value - day).days + 1)]
    assert due.provisional == any(is_workday(each).provisional for each in way)
