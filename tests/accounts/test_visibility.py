"""Who sees what: the shipped matrix, and dated changes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import factories

from luoshi.accounts import services
from luoshi.accounts.models import Visibility
from luoshi.accounts.visibility import DEFAULTS, FIXED, Audience, What, sees
from luoshi.kernel.actors import Role
from luoshi.kernel.verdicts import Refused
from luoshi.units.remembering import remembered

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("what", "audience", "seen"),
    [
        (What.REPORT, Audience.OWN_UNIT, True),
        (What.DRAFT, Audience.OWN_UNIT, True),
        (What.REPORT, Audience.LEAD, True),
        (What.DRAFT, Audience.LEAD, False),
        (What.REPORT, Audience.PEER, False),
        (What.LIGHT, Audience.PEER, False),
        (What.LIGHT, Audience.PARTICIPANT, False),
        (What.RELEASED, Audience.PEER, True),
        (What.INSTRUCTION, Audience.RECIPIENT, True),
        (What.INSTRUCTION, Audience.OWN_UNIT, False),
        (What.VERIFIED, Audience.LEADER, True),
        (What.REPORT, Audience.LEADER, False),
        (What.DRAFT, Audience.OFFICE, False),
    ],
)
def test_the_shipped_matrix(what: What, audience: Audience, seen: bool) -> None:
    assert DEFAULTS[what, audience] is seen


def test_every_cell_is_decided() -> None:
    assert len(DEFAULTS) == len(What) * len(Audience)


@pytest.mark.django_db
def test_a_change_holds_from_its_day_on_and_in_its_place_only() -> None:
    factories.make_city()
    administrator = factories.an_actor(Role.SECURITY_ADMIN, on=MARCH)
    services.change_visibility(
        administrator, What.LIGHT, Audience.PARTICIPANT, True, on=APRIL, reason="联席会议纪要3号"
    )
    look = [
        sees(factories.an_actor(Role.DRAFTER, on=on, jurisdiction=place), What.LIGHT, Audience.PARTICIPANT)
        for on, place in ((MARCH, factories.CITY), (APRIL, factories.CITY), (APRIL, factories.NEIGHBOUR))
    ]
    assert look == [False, True, False]


@pytest.mark.django_db
def test_changing_back_keeps_the_history() -> None:
    administrator = factories.an_actor(Role.SECURITY_ADMIN, on=MARCH)
    services.change_visibility(administrator, What.LIGHT, Audience.PARTICIPANT, True, on=MARCH, reason="试行")
    services.change_visibility(administrator, What.LIGHT, Audience.PARTICIPANT, False, on=APRIL, reason="结束")
    assert list(Visibility.objects.order_by("pk").values_list("allowed", "valid_from", "valid_to")) == [
        (True, MARCH, APRIL),
        (False, APRIL, None),
    ]
    assert (
        services.change_visibility(administrator, What.LIGHT, Audience.PARTICIPANT, False, on=APRIL, reason="再次")
        is None
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("what", "audience"), sorted(FIXED))
def test_fixed_cells_cannot_be_changed(what: What, audience: Audience) -> None:
    with pytest.raises(Refused):
        services.change_visibility(
            factories.an_actor(Role.SECURITY_ADMIN), what, audience, not DEFAULTS[what, audience], on=APRIL, reason="x"
        )


@pytest.mark.django_db
def test_the_matrix_is_read_once_in_a_request(django_assert_num_queries: Any) -> None:
    drafter = factories.an_actor(Role.DRAFTER)
    with remembered(), django_assert_num_queries(1):
        for what in What:
            sees(drafter, what, Audience.PEER)
