"""Mergers, splits, transfers: what was given to a unit is its successor's, visibly."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.journal.models import Event
from luoshi.kernel.verdicts import Refused
from luoshi.units import services, subscribers
from luoshi.units.lineage import successor_of, successors_of
from luoshi.units.models import Succession, Unit
from luoshi.units.queries import members_of, name_of
from luoshi.units.rules.lineages import Edge, circle, follow
from luoshi.units.services import NewUnit, Share
from tests.units.city import REFORM, a_unit, the_office

pytestmark = pytest.mark.django_db
TAX_DAY = date(2018, 7, 1)
TODAY = date(2026, 3, 2)


def merged_tax_offices() -> tuple[Unit, Unit, Unit]:
    national, local = a_unit("云溪市国家税务局", "市国税局"), a_unit("云溪市地方税务局", "市地税局")
    heir, _ = services.merge_units(
        the_office(),
        [(national, None), (local, None)],
        into=NewUnit(name="云溪市税务局", short_name="市税务局"),
        on=TAX_DAY,
    )
    return national, local, heir


def test_a_merger_is_told_step_by_step() -> None:
    national, _, heir = merged_tax_offices()
    line = successor_of(national, TODAY)
    assert (line.end, line.moved, line.certain) == (heir.pk, True, True)
    assert line.phrase.say("zh") == "市国税局 →2018-07-01 合并→ 市税务局"
    assert line.phrase.say("en") == "市国税局, merged into 市税务局 on 2018-07-01"


def test_before_the_merger_the_unit_answers_itself() -> None:
    national, _, _ = merged_tax_offices()
    assert successor_of(national, date(2018, 6, 30)).end == national.pk
    national.refresh_from_db()
    assert national.dissolved_on == TAX_DAY


def test_chains_are_followed_and_cost_a_bounded_number_of_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture
    units = [a_unit("市扶贫办")]
    for name, day in (("市乡村振兴局", date(2021, 6, 30)), ("市农业农村局", date(2024, 1, 1))):
        heir, _ = services.merge_units(the_office(), [(units[-1], None)], into=NewUnit(name=name), on=day)
        units.append(heir)
    with django_assert_max_num_queries(3):
        lines = successors_of(units, TODAY)
    assert [len(lines[unit.pk].steps) for unit in units] == [2, 1, 0]
    assert {line.end for line in lines.values()} == {units[-1].pk}


def test_a_successor_may_bear_the_name_of_a_predecessor() -> None:
    old, other = a_unit("市商务局"), a_unit("市粮食局")
    heir, _ = services.merge_units(the_office(), [(old, None), (other, None)], into=NewUnit(name="市商务局"), on=REFORM)
    assert heir.pk != old.pk
    assert name_of(heir, REFORM) == "市商务局"


def test_a_split_goes_by_matter_and_what_nobody_named_to_the_principal() -> None:
    price, planning, market = a_unit("市物价局"), a_unit("市发改委"), a_unit("市市场监管局")
    services.split_unit(
        the_office(), price,
        [Share(successor=planning, principal=True), Share(successor=market, matter="价格监督检查、反垄断")],
        on=REFORM,
    )  # fmt: skip
    assert successor_of(price, TODAY).end == planning.pk
    assert successor_of(price, TODAY, "开展涉企收费价格监督检查").end == market.pk
    price.refresh_from_db()
    assert price.dissolved_on == REFORM


def test_a_split_without_principal_leaves_the_choice_to_a_person() -> None:
    culture, one, other = a_unit("市文广新局"), a_unit("市文旅局"), a_unit("市广电台")
    services.split_unit(
        the_office(),
        culture,
        [Share(successor=one, matter="文化"), Share(successor=other, matter="广播电视")],
        on=REFORM,
    )
    line = successor_of(culture, TODAY, "推进体育强市")
    assert (line.end, line.certain, set(line.choices)) == (culture.pk, False, {one.pk, other.pk})


def test_a_unit_that_stays_keeps_what_no_matter_names() -> None:
    office, new = a_unit("市政府办"), a_unit("市政务服务局", on=REFORM)
    services.split_unit(the_office(), office, [Share(successor=new, matter="政务公开")], on=REFORM, dissolves=False)
    assert successor_of(office, TODAY).end == office.pk
    assert successor_of(office, TODAY, "全面推进政务公开").end == new.pk


def test_a_transferred_duty_may_come_back() -> None:
    one, other = a_unit("市甲局"), a_unit("市乙局")
    services.transfer_duty(the_office(), one, to=other, matter="防汛", on=date(2018, 1, 1))
    services.transfer_duty(the_office(), other, to=one, matter="防汛", on=date(2020, 1, 1))
    assert successor_of(one, date(2019, 1, 1), "防汛抗旱").end == other.pk
    line = successor_of(one, TODAY, "防汛抗旱")
    assert (line.end, len(line.steps)) == (one.pk, 2)


def test_a_circle_is_refused_and_its_way_is_named() -> None:
    a, b, c = a_unit("市甲局"), a_unit("市乙局"), a_unit("市丙局")
    services.merge_units(the_office(), [(a, None)], into=b, on=REFORM)
    services.merge_units(the_office(), [(b, None)], into=c, on=date(2020, 1, 1))
    Unit.objects.filter(pk=a.pk).update(dissolved_on=None)  # as if a had been founded anew under its old row
    with pytest.raises(Refused, match="成为循环") as refused:
        services.merge_units(the_office(), [(c, None)], into=a, on=date(2021, 1, 1))
    assert "市甲局 → 市乙局 → 市丙局" in refused.value.phrase.say("zh")
    c.refresh_from_db()
    assert c.dissolved_on is None


def test_a_unit_cannot_be_merged_into_itself_nor_into_one_that_is_gone() -> None:
    a, b = a_unit("市甲局"), a_unit("市乙局")
    with pytest.raises(Refused, match="不能合并给自己"):
        services.merge_units(the_office(), [(a, None)], into=a, on=REFORM)
    services.dissolve(the_office(), b, on=date(2018, 1, 1))
    with pytest.raises(Refused, match="已不存在"):
        services.merge_units(the_office(), [(a, None)], into=b, on=REFORM)
    with pytest.raises(Refused, match="已于2018-01-01撤销"):
        services.merge_units(the_office(), [(b, None)], into=a, on=REFORM)


def test_a_split_into_one_is_a_merger() -> None:
    a, b = a_unit("市甲局"), a_unit("市乙局")
    with pytest.raises(Refused, match="请用“合并”"):
        services.split_unit(the_office(), a, [Share(successor=b, principal=True)], on=REFORM)


def test_a_succession_recorded_in_error_is_withdrawn_and_stays_in_history() -> None:
    national, local, heir = merged_tax_offices()
    wrong = Succession.objects.get(predecessor=local)
    services.withdraw_succession(the_office(), wrong, "地税局当时尚未合并")
    local.refresh_from_db()
    assert local.dissolved_on is None
    assert successor_of(local, TODAY).end == local.pk
    assert successor_of(national, TODAY).end == heir.pk
    wrong.refresh_from_db()
    assert wrong.withdrawn_at and wrong.withdrawn_why == "地税局当时尚未合并"
    services.withdraw_succession(the_office(), wrong, "再次")
    assert Event.objects.filter(act="units.succession_withdrawn", object_id=local.pk).count() == 1


def test_the_successor_joins_the_groups_and_leaves_them_when_withdrawn() -> None:
    national, local = a_unit("市国税局"), a_unit("市地税局")
    group = services.define_group(the_office(), name="市直各部门", members=[national, local], on=date(2015, 1, 1))
    heir, rows = services.merge_units(
        the_office(), [(national, None), (local, None)], into=NewUnit(name="市税务局"), on=TAX_DAY
    )
    assert set(members_of(group, date(2018, 6, 30))) == {local, national}
    assert members_of(group, TAX_DAY) == [heir]
    services.withdraw_succession(the_office(), rows[0], "记错")
    assert heir in members_of(group, TAX_DAY)
    services.withdraw_succession(the_office(), rows[1], "记错")
    assert set(members_of(group, TAX_DAY)) == {national, local}


def test_upper_floors_are_told_in_the_same_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(subscribers, "_RECORDED", [lambda _, rows: told.extend(row.pk for row in rows)])
    merged_tax_offices()
    assert told == list(Succession.objects.values_list("pk", flat=True))


def test_a_merger_seen_late_writes_nothing() -> None:
    a, b = a_unit("市甲局"), a_unit("市乙局")
    seen = a.version
    services.rename_unit(the_office(), a, name="市丁局", on=date(2017, 1, 1))
    with pytest.raises(Refused, match="不是最新内容"):
        services.merge_units(the_office(), [(a, seen)], into=b, on=REFORM)
    assert not Succession.objects.exists()


def test_following_never_turns_for_ever() -> None:
    day = date(2018, 1, 1)
    edges = {1: [Edge(1, 2, "merge", day)], 2: [Edge(2, 1, "merge", day)]}
    assert follow(1, TODAY, edges, {1: day, 2: day}).ended
    assert circle([edges[1][0]], edges[2][0]) == (1, 2)


_DAYS = st.dates(date(2015, 1, 1), date(2024, 12, 31))
_EDGES = st.builds(
    Edge, st.integers(1, 6), st.integers(1, 6), st.sampled_from(["merge", "split", "rename", "transfer"]), _DAYS,
    st.sampled_from(["", "防汛", "价格"]), st.booleans(),
)  # fmt: skip


@given(st.lists(_EDGES, max_size=12), st.dictionaries(st.integers(1, 6), _DAYS), st.sampled_from(["", "防汛抗旱"]))
def test_whatever_is_recorded_a_lineage_goes_forward_in_time_and_ends(
    edges: list[Edge], ended: dict[int, date], about: str
) -> None:
    by_predecessor: dict[int, list[Edge]] = {}
    for edge in edges:
        by_predecessor.setdefault(edge.predecessor, []).append(edge)
    line = follow(1, TODAY, by_predecessor, dict(ended), about)
    days = [step.edge.on for step in line.steps]
    assert days == sorted(days)
    assert len(line.steps) == len({step.edge for step in line.steps})
    at = 1
    for step in line.steps:
        assert step.edge.predecessor == at
        at = step.edge.successor
    assert line.end == at
