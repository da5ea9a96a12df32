"""Printed names lead to the unit of the document's date, and on to who answers today; nothing is guessed silently."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.units import services
from luoshi.units.models import Unit
from luoshi.units.resolution import Resolution, resolve, resolve_many
from luoshi.units.services import NewUnit
from tests.factories import CITY, NEIGHBOUR
from tests.units.city import REFORM, a_place, a_unit, the_office

pytestmark = pytest.mark.django_db
ISSUED, TODAY = date(2018, 3, 1), date(2026, 3, 2)


@pytest.fixture
def city() -> dict[str, Unit]:
    a_place()
    return {
        "plan": a_unit("云溪市发展和改革委员会", "市发改委", aliases=("市计委",), order=1),
        "housing": a_unit("云溪市住房和城乡建设局", "市住建局", order=2),
        "finance": a_unit("云溪市财政局", "市财政局", order=3),
        "county": a_unit("清源县人民政府", "清源县", kind="county", order=50),
        "county finance": a_unit("清源县财政局", order=51),
        "office": a_unit("云溪市人民政府办公室", "市政府办", kind="office", order=4),
        "research": a_unit("中共云溪市委政策研究室", "市委政研室", kind="office", aliases=("市委改革办",), order=5),
    }


def meaning(printed: str, on: date = ISSUED) -> Resolution:
    return resolve(CITY, printed, on, until=TODAY)


@pytest.mark.parametrize(
    ("printed", "which"),
    [
        ("云溪市发展和改革委员会", "plan"),
        ("市发改委", "plan"),
        ("发改委", "plan"),
        ("云溪市发改委", "plan"),
        ("市发展改革委", "plan"),
        ("市计委", "plan"),
        (" 市 发改委 ", "plan"),
        ("住建局", "housing"),
        ("市住房城乡建设局", "housing"),
        ("财政局", "finance"),
        ("清源县", "county"),
        ("清源县财政局", "county finance"),
        ("市政府办公室", "office"),
        ("市委政研室（市委改革办）", "research"),
    ],
)
def test_spellings_lead_to_the_unit(city: dict[str, Unit], printed: str, which: str) -> None:
    found = meaning(printed)
    assert found.unit == city[which], found.reason.say("zh")
    assert found.certain
    assert found.current == city[which]


def test_a_superiors_bureau_is_not_the_citys(city: dict[str, Unit]) -> None:
    assert meaning("省财政厅").unit is None
    above = a_unit("湖源省财政厅", "省财政厅", kind="superior")
    assert meaning("省财政厅").unit == above
    assert meaning("市财政局").unit == city["finance"]


def test_a_merged_unit_leads_to_its_successor(city: dict[str, Unit]) -> None:
    national = a_unit("云溪市国家税务局", "市国税局")
    heir, _ = services.merge_units(
        the_office(), [(national, None)], into=NewUnit(name="云溪市税务局", short_name="市税务局"), on=date(2018, 7, 20)
    )
    found = meaning("市国税局")
    assert (found.unit, found.current) == (national, heir)
    assert found.lineage is not None
    assert found.lineage.phrase.say("zh") == "市国税局 →2018-07-20 合并→ 市税务局"


def test_a_name_printed_after_its_time_is_told(city: dict[str, Unit]) -> None:
    unit = a_unit("云溪市国土资源局", "市国土局")
    services.rename_unit(the_office(), unit, name="云溪市自然资源局", short_name="市自然资源局", on=REFORM)
    late = meaning("市国土局", date(2020, 1, 1))
    assert (late.unit, late.dated, late.certain) == (unit, False, False)
    assert late.reason.say("zh") == "“市国土局”是旧称,用至2019-01-01"
    early = meaning("市自然资源局", ISSUED)
    assert early.unit == unit
    assert "晚于文件日期" in early.reason.say("zh")


def test_one_name_borne_by_two_units_at_different_times_is_told_by_the_date(city: dict[str, Unit]) -> None:
    first = a_unit("市商务局")
    heir, _ = services.merge_units(the_office(), [(first, None)], into=NewUnit(name="市商务局"), on=REFORM)
    assert meaning("市商务局", ISSUED).unit == first
    assert meaning("市商务局", date(2020, 1, 1)).unit == heir


def test_groups_are_found_in_any_print(city: dict[str, Unit]) -> None:
    group = services.define_group(
        the_office(), name="各县市区", aliases=["各县区"], members=[city["county"]], on=ISSUED
    )
    for printed in ("各县市区", "各县（市、区）", "各县市区人民政府", "各县(市、区)政府", "各县区"):
        found = meaning(printed)
        assert found.group == group, printed
        assert found.certain


def test_an_abbreviation_nobody_recorded_is_only_proposed(city: dict[str, Unit]) -> None:
    culture = a_unit("云溪市文化旅游广电体育局", "市文旅广体局")
    found = meaning("市文广体局")
    assert found.kind == "candidates"
    assert culture in found.candidates
    assert found.unit is None


def test_two_units_with_one_core_are_candidates(city: dict[str, Unit]) -> None:
    one = a_unit("云溪市机关事务管理局")
    other = a_unit("机关事务管理局")
    found = meaning("市机关事务管理局")
    assert set(found.candidates) == {one, other}


def test_what_nobody_knows_is_unknown(city: dict[str, Unit]) -> None:
    for printed in ("天际集团", "", "  "):
        assert meaning(printed).kind == "unknown"


def test_a_former_body_nobody_recorded_points_to_what_followed_it_by_national_reform(city: dict[str, Unit]) -> None:
    heir = a_unit("云溪市应急管理局", "市应急局", on=REFORM)
    found = meaning("市安监局")
    assert found.candidates[0] == heir
    assert "请核对" in found.reason.say("zh")
    assert found.unit is None


def test_many_names_cost_as_many_queries_as_one(city: dict[str, Unit], django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture
    printed = ["市发改委", "市住建局", "财政局", "市政府办", "各县市区", "市文广体局", "无此单位甲乙丙"] * 20
    resolve_many(CITY, printed, ISSUED)
    with django_assert_max_num_queries(12):
        assert len(resolve_many(CITY, printed, ISSUED)) == 7


def test_a_change_is_seen_at_once(city: dict[str, Unit]) -> None:
    assert meaning("市大数据局").unit is None
    new = a_unit("云溪市大数据管理局", "市大数据局")
    assert meaning("市大数据局").unit == new


def test_places_do_not_see_each_others_units(city: dict[str, Unit]) -> None:
    a_place(the_office(NEIGHBOUR), "江口市")
    assert resolve(NEIGHBOUR, "市财政局", ISSUED).kind == "unknown"
