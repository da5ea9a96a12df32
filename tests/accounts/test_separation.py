"""One person is never two administrators, nor an administrator with a duty of business (三员分立)."""

from __future__ import annotations

from datetime import date

import pytest
from tests import factories

from luoshi.accounts import services
from luoshi.accounts.rules import Reach, Term, clash_of, common_term, reach_fault
from luoshi.kernel.actors import Role
from luoshi.kernel.verdicts import Refused

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def test_terms_that_do_not_meet_do_not_clash() -> None:
    held = [Term(Role.SYSTEM_ADMIN, MARCH, APRIL)]
    assert clash_of(held, [Term(Role.EDITOR, APRIL)]) is None
    assert clash_of(held, [Term(Role.EDITOR, MARCH)]) == (Role.EDITOR, Role.SYSTEM_ADMIN)


def test_two_wanted_roles_may_clash_with_each_other() -> None:
    assert clash_of([], [Term(Role.SYSTEM_ADMIN, MARCH), Term(Role.AUDIT_ADMIN, MARCH)]) is not None


def test_spans_without_a_common_day_are_no_term() -> None:
    assert common_term(Role.EDITOR, (MARCH, APRIL), (APRIL, None)) is None


@pytest.mark.parametrize(
    ("role", "reach", "sound"),
    [
        (Role.DRAFTER, Reach(unit=1), True),
        (Role.DRAFTER, Reach(), False),
        (Role.DRAFTER, Reach(unit=1, area="9901"), False),
        (Role.SUPERVISOR, Reach(), True),
        (Role.SUPERVISOR, Reach(area="990102"), True),
        (Role.SUPERVISOR, Reach(unit=1), False),
        (Role.AUDIT_ADMIN, Reach(area="990102"), False),
    ],
)
def test_where_a_role_may_act(role: Role, reach: Reach, sound: bool) -> None:
    assert (reach_fault(role, reach) is None) is sound


@pytest.mark.django_db
def test_a_post_of_another_administrator_is_refused_with_the_reason() -> None:
    unit = factories.make_unit()
    administrator = factories.make_official(unit, Role.SYSTEM_ADMIN)
    audit = factories.make_post(unit, Role.AUDIT_ADMIN)
    with pytest.raises(Refused) as refused:
        services.hold(factories.the_system(), audit, administrator.person, on=MARCH)
    assert "三员分立" in refused.value.phrase.zh
    assert "system administrator" in refused.value.phrase.en
    assert not audit.holdings.exists()


@pytest.mark.django_db
def test_a_role_given_to_a_post_is_checked_for_whoever_holds_it() -> None:
    unit = factories.make_unit()
    editor = factories.make_official(unit, Role.EDITOR)
    with pytest.raises(Refused):
        services.grant_role(factories.the_system(), editor.post, Role.SECURITY_ADMIN, on=MARCH)


@pytest.mark.django_db
def test_lending_a_role_to_an_administrator_is_refused() -> None:
    unit = factories.make_unit()
    head, administrator = factories.make_official(unit, Role.UNIT_HEAD), factories.make_official(unit, Role.AUDIT_ADMIN)
    with pytest.raises(Refused):
        services.lend_role(factories.the_system(), head.post, administrator.post, Role.UNIT_HEAD, on=MARCH, until=APRIL)


@pytest.mark.django_db
def test_an_administrators_role_is_not_lent() -> None:
    unit = factories.make_unit()
    one, other = factories.make_official(unit, Role.SECURITY_ADMIN), factories.make_official(unit)
    with pytest.raises(Refused):
        services.lend_role(factories.the_system(), one.post, other.post, Role.SECURITY_ADMIN, on=MARCH, until=APRIL)


@pytest.mark.django_db
def test_an_administrator_takes_up_business_after_leaving_the_post() -> None:
    unit = factories.make_unit()
    administrator = factories.make_official(unit, Role.SYSTEM_ADMIN)
    services.end_holding(factories.the_system(), administrator.person.holdings.get(), on=APRIL)
    services.hold(factories.the_system(), factories.make_post(unit, Role.DRAFTER), administrator.person, on=APRIL)
    assert administrator.person.holdings.count() == 2
