"""A place may work or rest on days of its own, and every answer can be explained."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.workdays import NATIONAL, Calendar, DueDate, Override

DAYS = st.dates(date(2003, 6, 1), date(2028, 12, 31))
NEAR = st.dates(date(2018, 9, 1), date(2018, 11, 30))
OVERRIDES = st.lists(
    st.builds(Override, NEAR, st.booleans(), st.just("市里安排")), max_size=20, unique_by=lambda one: one.day
)
FAIR = Override(date(2018, 10, 8), False, "交易会开幕", "opening of the fair")
DUTY = Override(date(2018, 10, 6), True, "防汛值守")


def test_a_local_day_of_rest_puts_the_date_off() -> None:
    assert Calendar([FAIR]).add(date(2018, 9, 28), 5).value == date(2018, 10, 11)
    assert not Calendar([FAIR]).is_workday(FAIR.day)


def test_a_local_working_day_counts_even_in_a_holiday() -> None:
    assert Calendar([DUTY]).add(date(2018, 9, 28), 5).value == date(2018, 10, 9)


def test_calendars_are_values() -> None:
    assert Calendar([FAIR, DUTY]) == Calendar((DUTY, FAIR, FAIR))
    assert len({Calendar([FAIR, DUTY]), Calendar([DUTY, FAIR]), NATIONAL, Calendar()}) == 2
    with pytest.raises(AttributeError):
        NATIONAL.overrides = (FAIR,)  # type: ignore[misc] # that it cannot be changed is the point


def test_two_decisions_about_one_day_are_refused() -> None:
    with pytest.raises(ValueError, match="two decisions about 2018-10-08"):
        Calendar([FAIR, Override(FAIR.day, True, "照常上班")])


def test_a_notice_entered_by_hand_settles_the_year() -> None:
    by_hand = Calendar([Override(date(2091, 1, 1), False, "元旦")], settled_to=date(2091, 12, 24))
    assert by_hand.add(date(2090, 12, 29), 1) == DueDate(date(2091, 1, 2), provisional=False)
    assert NATIONAL.add(date(2090, 12, 29), 1) == DueDate(date(2091, 1, 1), provisional=True)
    assert Calendar(settled_to=date(2010, 1, 1)).settled == NATIONAL.settled


@given(OVERRIDES, NEAR)
def test_an_override_decides_its_day_and_no_other(overrides: list[Override], day: date) -> None:
    decided = {one.day: one.working for one in overrides}
    assert bool(Calendar(overrides).is_workday(day)) == decided.get(day, bool(NATIONAL.is_workday(day)))


@given(OVERRIDES, NEAR, st.integers(-60, 60))
def test_counting_with_overrides_is_walking_day_by_day(overrides: list[Override], day: date, count: int) -> None:
    calendar = Calendar(overrides)
    step, left, here = timedelta(days=1 if count > 0 else -1), abs(count), day
    while left:
        here += step
        left -= bool(calendar.is_workday(here))
    assert calendar.add(day, count).value == here


def test_the_explanation_names_the_days_skipped_and_the_make_up_days() -> None:
    told = NATIONAL.explain(date(2018, 9, 28), date(2018, 10, 10))
    assert [(each.first, each.last, each.reason.zh) for each in told.stretches] == [
        (date(2018, 10, 1), date(2018, 10, 7), "国庆节")
    ]
    assert [(each.day, each.kind, each.reason.zh) for each in told.made_up] == [
        (date(2018, 9, 29), "make-up", "国庆节调休上班"),
        (date(2018, 9, 30), "make-up", "国庆节调休上班"),
    ]
    assert {each.reason.en for each in told.skipped} == {"National Day"}
    assert not told.provisional


def test_the_explanation_names_weekends_and_local_rules() -> None:
    told = Calendar([FAIR, DUTY]).explain(date(2018, 10, 4), date(2018, 10, 15))
    assert [(each.day.day, each.kind, each.reason.zh) for each in told.skipped] == [
        (5, "holiday", "国庆节"), (7, "holiday", "国庆节"), (8, "local", "交易会开幕"),
        (13, "weekend", "周六"), (14, "weekend", "周日"),
    ]  # fmt: skip
    assert [(each.day.day, each.kind, each.reason.say("en")) for each in told.made_up] == [(6, "local", "防汛值守")]


def test_a_local_name_is_said_as_it_was_written() -> None:
    told = Calendar([Override(date(2018, 10, 8), False, "{县庆} {0}")]).explain(date(2018, 10, 7), date(2018, 10, 8))
    assert told.skipped[0].reason.say("zh") == "{县庆} {0}"


def test_an_explanation_of_no_distance_is_empty() -> None:
    told = NATIONAL.explain(date(2018, 10, 1), date(2018, 10, 1))
    assert (told.skipped, told.made_up, told.stretches) == ((), (), ())


@given(DAYS, st.integers(-120, 120))
def test_the_explanation_accounts_for_every_day_on_the_way(day: date, count: int) -> None:
    due = NATIONAL.add(day, count)
    told = NATIONAL.explain(day, due.value)
    assert abs((due.value - day).days) == abs(count) + len(told.skipped)
    assert all(NATIONAL.is_workday(each.day) for each in told.made_up)
    assert told.provisional == due.provisional
