"""Units bear names for a time; as of any date the name of that date is told."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.journal.models import Event
from luoshi.kernel.verdicts import Refused
from luoshi.units import services
from luoshi.units.models import Unit
from luoshi.units.queries import name_of, names_on, search_units
from luoshi.units.rules.dating import Stretch
from luoshi.units.services import NewUnit
from luoshi.units.services.locking import Changed
from tests.factories import CITY, NEIGHBOUR, an_actor
from tests.units.city import REFORM, a_unit, the_office

pytestmark = pytest.mark.django_db


def test_a_renamed_unit_keeps_its_former_name_for_former_dates() -> None:
    unit = a_unit("云溪市国土资源局", "市国土局")
    services.rename_unit(
        the_office(), unit, name="云溪市自然资源局", short_name="市自然资源局", on=REFORM, basis="机构改革"
    )
    assert name_of(unit, date(2018, 12, 31)) == "云溪市国土资源局"
    assert name_of(unit, REFORM) == "云溪市自然资源局"
    assert name_of(unit, date(2018, 1, 1), short=True) == "市国土局"
    unit.refresh_from_db()
    assert (unit.name, unit.short_name) == ("云溪市自然资源局", "市自然资源局")


def test_a_name_to_come_is_not_yet_todays() -> None:
    unit = a_unit("市甲局")
    services.rename_unit(the_office(), unit, name="市乙局", on=date(2027, 1, 1))
    unit.refresh_from_db()
    assert unit.name == "市甲局"
    assert services.refresh_names(CITY, date(2027, 1, 1)) == 1
    unit.refresh_from_db()
    assert unit.name == "市乙局"


def test_two_living_units_cannot_bear_one_name() -> None:
    a_unit("市财政局")
    with pytest.raises(Refused, match=r"市财政局.*同一时间两个单位不能同名") as refused:
        a_unit("市财政局")
    assert refused.value.field == "name"
    assert Unit.objects.count() == 1


def test_a_name_is_free_again_when_its_bearer_has_ended() -> None:
    old = a_unit("市文化局")
    services.dissolve(the_office(), old, on=date(2010, 1, 1))
    assert a_unit("市文化局", on=date(2019, 1, 1)).name == "市文化局"


def test_a_full_width_spelling_is_the_same_name() -> None:
    a_unit("市委政研室(市委改革办)")
    with pytest.raises(Refused, match="不能同名"):
        a_unit("市委政研室（市委改革办）")


def test_every_bureau_has_its_general_section() -> None:
    one, other = a_unit("市甲局"), a_unit("市乙局")
    for parent in (one, other):
        a_unit("综合科", kind="section", parent=parent)
    with pytest.raises(Refused, match="不能同名"):
        a_unit("综合科", kind="section", parent=one)


def test_a_rename_before_the_present_name_began_is_refused_with_the_date() -> None:
    unit = a_unit("市甲局")
    services.rename_unit(the_office(), unit, name="市乙局", on=REFORM)
    with pytest.raises(Refused, match="自2019-01-01起使用") as refused:
        services.rename_unit(the_office(), unit, name="市丙局", on=date(2018, 1, 1))
    assert refused.value.field == "on"


def test_a_name_recorded_in_error_is_withdrawn_and_the_one_before_holds_again() -> None:
    unit = a_unit("市甲局")
    wrong = services.rename_unit(the_office(), unit, name="市乙局", on=REFORM)
    services.withdraw_name(the_office(), wrong, "输错单位")
    unit.refresh_from_db()
    assert unit.name == "市甲局" == name_of(unit, date(2025, 1, 1))
    services.withdraw_name(the_office(), wrong, "输错单位")
    assert Event.objects.filter(act="units.name_withdrawn").count() == 1


def test_the_last_name_cannot_be_withdrawn() -> None:
    unit = a_unit("市甲局")
    with pytest.raises(Refused, match="至少要有一个名称"):
        services.withdraw_name(the_office(), unit.names.get(), "错")


def test_the_second_of_two_editors_is_told_and_nothing_is_written() -> None:
    unit = a_unit("市甲局")
    seen = unit.version
    services.rename_unit(an_actor(person=8), unit, name="市乙局", on=REFORM, version=seen)
    with pytest.raises(Changed, match="已被另一位同事") as refused:
        services.rename_unit(the_office(), unit, name="市丙局", on=date(2020, 1, 1), version=seen)
    assert refused.value.by == "person:8"
    assert unit.names.count() == 2


def test_a_unit_of_another_jurisdiction_cannot_be_touched() -> None:
    unit = a_unit("市甲局")
    with pytest.raises(Refused, match="不属于本地区"):
        services.rename_unit(the_office(NEIGHBOUR), unit, name="市乙局", on=REFORM)


def test_an_alias_twice_is_one_alias_and_somebody_elses_name_is_no_alias() -> None:
    unit = a_unit("市发展和改革委员会", "市发改委")
    services.add_alias(the_office(), unit, name="市计委")
    services.add_alias(the_office(), unit, name="市计委")
    assert unit.names.filter(alias=True).count() == 1
    a_unit("市财政局")
    with pytest.raises(Refused, match="不能同名"):
        services.add_alias(the_office(), unit, name="市财政局")


def test_names_of_many_units_take_one_query(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture
    units = [a_unit(f"市{sign}局") for sign in "甲乙丙丁戊"]
    with django_assert_max_num_queries(1):
        assert len(names_on(units, REFORM)) == 5


def test_units_are_found_by_initials_by_part_words_and_by_former_names() -> None:
    unit = a_unit("云溪市发展和改革委员会", "市发改委", aliases=("市计委",))
    renamed = a_unit("市国土资源局")
    services.rename_unit(the_office(), renamed, name="市自然资源局", on=REFORM)
    a_unit("市财政局")
    for text in ("sfgw", "fgw", "FGW", "发改", "发展 改革", "jw"):
        assert list(search_units(CITY, text)) == [unit], text
    assert list(search_units(CITY, "国土")) == [renamed] == list(search_units(CITY, "gtzy"))
    assert search_units(CITY, "").count() == 3
    assert not search_units(NEIGHBOUR, "fgw").exists()


def test_every_act_is_one_event_of_its_unit_without_a_name_of_a_person() -> None:
    unit = a_unit("市甲局")
    services.rename_unit(the_office(), unit, name="市乙局", on=REFORM, basis="市编委文件")
    events = Event.objects.filter(object_kind="units.unit", object_id=unit.pk).order_by("pk")
    assert [event.act for event in events] == ["units.unit_founded", "units.unit_renamed"]
    assert events[1].detail["to"] == "市乙局"
    assert events[1].actor == "person:7"


def test_a_section_needs_a_unit_and_holds_none() -> None:
    with pytest.raises(Refused, match="须有上级单位"):
        a_unit("综合科", kind="section")
    section = a_unit("综合科", kind="section", parent=a_unit("市甲局"))
    with pytest.raises(Refused, match="下面不能设单位"):
        a_unit("市乙局", parent=section)


def test_a_unit_cannot_stand_above_what_it_stands_under() -> None:
    upper, lower = a_unit("市政府"), a_unit("市甲局")
    lower = services.edit_unit(the_office(), lower, kind="bureau", parent=upper, area=None, order=5, version=None)
    with pytest.raises(Refused, match="不能作它的上级"):
        services.edit_unit(the_office(), upper, kind="office", parent=lower, area=None, order=1, version=None)


def test_a_name_too_long_or_empty_is_refused() -> None:
    for name in ("", " 　", "市" * 101):
        with pytest.raises(Refused):
            services.found_unit(the_office(), NewUnit(name=name))


def test_stretches_that_touch_do_not_meet() -> None:
    assert not Stretch(date(2000, 1, 1), REFORM).meets(Stretch(REFORM))
    assert Stretch(date(2000, 1, 1)).meets(Stretch(date(1990, 1, 1), date(2000, 1, 2)))
