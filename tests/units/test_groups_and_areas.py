"""Members by date; counties that become districts."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.journal.models import Event
from luoshi.kernel.verdicts import Refused
from luoshi.units import services
from luoshi.units.models import Area
from luoshi.units.queries import ancestors_of, areas_on, groups_of, members_of, members_on
from tests.factories import CITY
from tests.units.city import a_unit, the_office

pytestmark = pytest.mark.django_db
START, CHANGE = date(2015, 1, 1), date(2018, 6, 19)


def test_members_are_those_of_the_date() -> None:
    one, other, third = (a_unit(name, kind="county") for name in ("东山县", "清源县", "南屏区"))
    group = services.define_group(the_office(), name="各县市区", members=[one, other], on=START)
    services.change_members(the_office(), group, add=[third], remove=[other], on=CHANGE, basis="国务院批复")
    assert set(members_of(group, date(2018, 6, 18))) == {one, other}
    assert set(members_of(group, CHANGE)) == {one, third}
    assert members_of(group, date(2014, 12, 31)) == []
    assert list(groups_of(third, CHANGE)) == [group]
    event = Event.objects.get(act="units.group_members_changed")
    assert event.detail["joined"] == ["南屏区"]


def test_the_same_change_twice_is_one() -> None:
    one = a_unit("东山县", kind="county")
    group = services.define_group(the_office(), name="各县市区", on=START)
    for _ in range(2):
        services.change_members(the_office(), group, add=[one], on=CHANGE)
    assert group.memberships.count() == 1


def test_a_member_that_ended_is_none_and_cannot_join() -> None:
    one = a_unit("东山县", kind="county")
    group = services.define_group(the_office(), name="各县市区", members=[one], on=START)
    services.dissolve(the_office(), one, on=CHANGE)
    assert members_of(group, CHANGE) == []
    with pytest.raises(Refused, match="已于2018-06-19撤销"):
        services.change_members(the_office(), group, add=[one], on=date(2020, 1, 1))


def test_joining_and_leaving_at_once_is_refused() -> None:
    one = a_unit("东山县", kind="county")
    group = services.define_group(the_office(), name="各县市区", on=START)
    with pytest.raises(Refused, match="不能同时加入和移出"):
        services.change_members(the_office(), group, add=[one], remove=[one], on=CHANGE)


def test_groups_have_names_of_their_own() -> None:
    services.define_group(the_office(), name="各县市区", aliases=["各县(市、区)"], on=START)
    with pytest.raises(Refused, match="重名"):
        services.define_group(the_office(), name="各县（市、区）人民政府", on=START)
    a_unit("各界协会")
    with pytest.raises(Refused, match="是单位"):
        services.define_group(the_office(), name="各界协会", on=START)
    with pytest.raises(Refused, match="是单位集合"):
        a_unit("各县市区")


def test_many_groups_cost_one_query(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture
    one = a_unit("东山县", kind="county")
    groups = [services.define_group(the_office(), name=f"各{n}组", members=[one], on=START) for n in "甲乙丙"]
    with django_assert_max_num_queries(1):
        assert all(members == [one] for members in members_on(groups, CHANGE).values())


def a_county() -> tuple[Area, Area]:
    city = services.create_area(the_office(), code="990100", name="云溪市", kind="city", on=START)
    county = services.create_area(the_office(), code="990121", name="云溪县", kind="county", parent=city, on=START)
    return city, county


def test_a_county_becomes_a_district_and_its_units_move_along() -> None:
    city, county = a_county()
    unit = a_unit("云溪县人民政府", kind="county", area=county)
    district = services.change_area(
        the_office(), county, code="990112", name="渌水区", kind="district", parent=city, on=CHANGE, basis="国务院批复"
    )
    unit.refresh_from_db()
    assert unit.area == district
    assert [a.name for a in areas_on(CITY, date(2018, 1, 1))] == ["云溪市", "云溪县"]
    assert [a.name for a in areas_on(CITY, CHANGE)] == ["云溪市", "渌水区"]
    assert ancestors_of(district) == [district, county, city]


def test_a_code_begins_like_that_of_the_area_above() -> None:
    city, _ = a_county()
    with pytest.raises(Refused, match="应以上级云溪市的代码9901开头"):
        services.create_area(the_office(), code="880121", name="外县", kind="county", parent=city, on=START)
    with pytest.raises(Refused, match="代码990121由云溪县使用"):
        services.create_area(the_office(), code="990121", name="又一县", kind="county", parent=city, on=START)
    with pytest.raises(Refused, match="2至12位"):
        services.create_area(the_office(), code="云溪", name="又一县", kind="county", on=START)


def test_an_area_with_units_cannot_end() -> None:
    _, county = a_county()
    unit = a_unit("云溪县人民政府", kind="county", area=county)
    with pytest.raises(Refused, match="还有云溪县人民政府"):
        services.abolish_area(the_office(), county, on=CHANGE)
    services.dissolve(the_office(), unit, on=CHANGE)
    assert services.abolish_area(the_office(), county, on=CHANGE).valid_to == CHANGE
