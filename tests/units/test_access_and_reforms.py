"""Who may do what with units; what a national reform means for a place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from luoshi.kernel.actors import Role
from luoshi.kernel.verdicts import Refused
from luoshi.units import services
from luoshi.units.access import policy
from luoshi.units.lineage import successor_of
from luoshi.units.models import Succession, Unit
from luoshi.units.reforms import Decision, apply_reform, approve_reform
from tests.factories import CITY, NEIGHBOUR, an_actor, the_system
from tests.units.city import a_place, a_unit, the_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_the_offices_in_charge_edit_and_officials_see(role: Role) -> None:
    unit = a_unit("市甲局")
    actor = an_actor(role)
    assert bool(policy.allows(actor, "units.edit", unit)) == (role in {Role.SUPERVISOR, Role.SECURITY_ADMIN})
    assert bool(policy.allows(actor, "units.view", unit)) == (role is not Role.SYSTEM_ADMIN)
    assert policy.visible(actor, Unit.objects.all()).exists() == (role is not Role.SYSTEM_ADMIN)


def test_nobody_sees_another_places_units() -> None:
    unit = a_unit("市甲局")
    stranger = an_actor(Role.SUPERVISOR, jurisdiction=NEIGHBOUR)
    assert not policy.allows(stranger, "units.view", unit)
    assert not policy.visible(stranger, Unit.objects.all()).exists()
    assert policy.allows(the_system(), "units.edit", unit)


def test_a_program_needs_the_scope() -> None:
    token = replace(the_office(), channel="token", scopes=frozenset({"units.read"}))
    assert policy.allows(token, "units.view")
    assert not policy.allows(token, "units.edit")
    assert not policy.allows(replace(token, scopes=frozenset()), "units.view")


def test_an_act_nobody_defined_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"units\.burn"):
        policy.allows(the_office(), "units.burn")


def test_the_reform_of_2018_is_proposed_for_the_units_of_the_place() -> None:
    a_place()
    national, local = a_unit("云溪市国家税务局", "市国税局"), a_unit("云溪市地方税务局", "市地税局")
    trade, quality = a_unit("云溪市工商行政管理局", "市工商局"), a_unit("云溪市质量技术监督局", "市质监局")
    legal, justice = a_unit("云溪市人民政府法制办公室", "市法制办"), a_unit("云溪市司法局", "市司法局")
    county = a_unit("清源县环境保护局", "清源县环保局")
    a_unit("云溪市财政局", "市财政局")
    plan = {proposal.predecessors: proposal for proposal in apply_reform(CITY, "2018")}
    by_units = {frozenset(units): proposal for units, proposal in plan.items()}
    tax = by_units[frozenset({national, local})]
    assert (tax.on, tax.name, tax.short_name) == (date(2018, 7, 20), "云溪市税务局", "市税务局")
    assert frozenset({trade, quality}) in by_units
    assert by_units[frozenset({legal})].successor == justice
    assert by_units[frozenset({county})].name == "清源县生态环境局"
    assert len(plan) == 4
    assert not Succession.objects.exists()


def test_what_a_person_approved_is_done_once_with_local_names() -> None:
    a_place()
    agriculture = a_unit("云溪市农业委员会", "市农委")
    (line,) = apply_reform(CITY, "2018")
    assert not line.certain
    decision = Decision(line.key, date(2019, 3, 1), "云溪市农业农村局", "市农业农村局")
    (made,) = approve_reform(the_office(), "2018", [decision])
    assert (made.on, made.successor.name) == (date(2019, 3, 1), "云溪市农业农村局")
    assert successor_of(agriculture, date(2020, 1, 1)).end == made.successor_id
    assert apply_reform(CITY, "2018") == []
    with pytest.raises(Refused, match="方案已变化"):
        approve_reform(the_office(), "2018", [decision])


def test_one_wrong_line_undoes_all() -> None:
    a_place()
    a_unit("云溪市农业委员会"), a_unit("云溪市环境保护局")
    a_unit("云溪市财政局")
    lines = apply_reform(CITY, "2018")
    decisions = [Decision(line.key, line.on, line.name) for line in lines[:1]]
    decisions.append(Decision(lines[1].key, lines[1].on, "云溪市财政局"))
    with pytest.raises(Refused, match="不能同名") as refused:
        approve_reform(the_office(), "2018", decisions)
    assert refused.value.field == lines[1].key
    assert not Succession.objects.exists()


def test_a_place_without_a_name_is_told() -> None:
    with pytest.raises(Refused, match="地区名称尚未登记"):
        apply_reform(CITY, "2018")
    services.establish(the_office(), name="云溪市")
    assert apply_reform(CITY, "2018") == []
