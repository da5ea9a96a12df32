"""Local working days and dated thresholds: in force by date, by place, by what was known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from luoshi.journal.models import Event
from luoshi.kernel.verdicts import Refused
from luoshi.units import services
from luoshi.units.calendar import calendar_for
from luoshi.units.models import Area, DatedSetting, WorkdayOverride
from luoshi.units.remembering import remembered
from luoshi.units.settings import SETTINGS, history_of, shown, value, values
from tests.factories import CITY, NEIGHBOUR
from tests.units.city import the_office

pytestmark = pytest.mark.django_db
FAIR = date(2018, 10, 8)


def an_area(code: str = "990121", parent: Area | None = None) -> Area:
    return services.create_area(
        the_office(), code=code, name=f"区划{code}", kind="county", parent=parent, on=date(2010, 1, 1)
    )


def test_a_local_day_off_moves_due_dates_here_and_nowhere_else() -> None:
    services.record_override(the_office(), day=FAIR, is_workday=False, name="交易会开幕")
    assert calendar_for(CITY).add(date(2018, 9, 28), 5).value == date(2018, 10, 11)
    assert calendar_for(NEIGHBOUR).add(date(2018, 9, 28), 5).value == date(2018, 10, 10)


def test_an_area_has_its_own_days_and_those_of_the_city() -> None:
    city, county = an_area("990100"), None
    county = an_area("990121", city)
    services.record_override(the_office(), day=FAIR, is_workday=False, name="交易会开幕", area=city)
    services.record_override(the_office(), day=date(2018, 10, 9), is_workday=False, name="县庆", area=county)
    assert not calendar_for(CITY, county).is_workday(FAIR)
    assert not calendar_for(CITY, county).is_workday(date(2018, 10, 9))
    assert calendar_for(CITY, city).is_workday(date(2018, 10, 9))
    services.record_override(the_office(), day=FAIR, is_workday=True, name="县里照常上班", area=county)
    assert calendar_for(CITY, county).is_workday(FAIR)
    assert not calendar_for(CITY, city).is_workday(FAIR)


def test_a_withdrawn_day_off_no_longer_counts_but_what_was_known_then_can_be_asked() -> None:
    made = services.record_override(the_office(), day=FAIR, is_workday=False, name="交易会开幕")
    then = timezone.now()
    services.withdraw_override(the_office(), made, "延期")
    assert calendar_for(CITY).is_workday(FAIR)
    assert not calendar_for(CITY, as_known_at=then).is_workday(FAIR)
    assert calendar_for(CITY, as_known_at=made.recorded_at - timedelta(seconds=1)).is_workday(FAIR)
    services.withdraw_override(the_office(), made, "延期")
    assert WorkdayOverride.objects.count() == 2


def test_the_same_day_off_twice_is_one_and_another_word_replaces_it() -> None:
    for _ in range(2):
        services.record_override(the_office(), day=FAIR, is_workday=False, name="交易会开幕")
    assert WorkdayOverride.objects.count() == 1
    services.record_override(the_office(), day=FAIR, is_workday=True, name="照常上班")
    assert calendar_for(CITY).is_workday(FAIR)


def test_a_year_without_a_notice_is_provisional_until_somebody_entered_it() -> None:
    day = date(2031, 3, 3)
    assert calendar_for(CITY).is_workday(day).provisional
    services.set_setting(
        the_office(), "national_calendar_until", "2031-12-31", on=date(2020, 1, 1), reason="国办通知已录入"
    )
    assert not calendar_for(CITY).is_workday(day).provisional


def test_within_a_request_the_calendar_is_read_once(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture
    services.record_override(the_office(), day=FAIR, is_workday=False, name="交易会开幕")
    with remembered(), django_assert_max_num_queries(3):
        for _ in range(20):
            calendar_for(CITY).is_workday(FAIR)
            value(CITY, "due_soon_workdays")


def test_a_threshold_holds_from_its_day_on() -> None:
    services.set_setting(the_office(), "acknowledgement_days", 2, on=date(2025, 1, 1), reason="督查室通知")
    assert value(CITY, "acknowledgement_days", date(2024, 12, 31)) == 3
    assert value(CITY, "acknowledgement_days", date(2025, 1, 1)) == 2
    assert value(NEIGHBOUR, "acknowledgement_days", date(2025, 1, 1)) == 3


def test_a_change_between_two_recorded_ones_holds_until_the_next() -> None:
    for day, days in ((date(2025, 1, 1), 2), (date(2026, 1, 1), 5), (date(2025, 6, 1), 4)):
        services.set_setting(the_office(), "acknowledgement_days", days, on=day, reason="通知")
    found = [
        value(CITY, "acknowledgement_days", day) for day in (date(2025, 5, 31), date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert found == [2, 4, 5]


def test_a_correction_on_the_same_day_supersedes_and_history_keeps_both() -> None:
    for days in (2, 4, 4):
        services.set_setting(the_office(), "acknowledgement_days", days, on=date(2025, 1, 1), reason="通知")
    assert value(CITY, "acknowledgement_days", date(2025, 2, 1)) == 4
    assert [row.value for row in history_of(CITY, "acknowledgement_days")] == [4, 2]
    assert Event.objects.filter(act="units.setting_changed").count() == 2


@pytest.mark.parametrize(
    ("key", "wrong", "words"),
    [
        ("acknowledgement_days", 0, "1至60的整数"),
        ("acknowledgement_days", "三", "1至60的整数"),
        ("acknowledgement_days", True, "1至60的整数"),
        ("report_day", 31, "1至28的整数"),
        ("quiet_from", "25:00", "应为时刻"),
        ("report_steps", ["unit_head"], "起草不可少"),
        ("report_steps", ["drafter", "unit_head", "section_head"], "应依次为"),
        ("national_calendar_until", "2026-13-01", "应为日期"),
        ("no_such_key", 1, "没有这项设置"),
    ],
)
def test_a_value_out_of_range_is_refused_in_words(key: str, wrong: object, words: str) -> None:
    with pytest.raises(Refused, match=words):
        services.set_setting(the_office(), key, wrong, on=date(2025, 1, 1), reason="试")
    assert not DatedSetting.objects.exists()


def test_a_change_needs_a_reason() -> None:
    with pytest.raises(Refused, match="依据或原因"):
        services.set_setting(the_office(), "report_day", 20, on=date(2025, 1, 1))


def test_every_default_is_a_value_it_would_accept_and_can_be_said() -> None:
    for setting in SETTINGS:
        assert setting.checked(setting.default) == setting.default
        assert shown(setting, setting.default).say("zh")
        assert shown(setting, setting.default).say("en")


def test_all_settings_take_one_query(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture
    with django_assert_max_num_queries(1):
        assert values(CITY)["report_steps"] == ["drafter", "section_head", "unit_head"]
