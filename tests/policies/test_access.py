"""Who sees which policies, in lists and one by one."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.kernel.actors import Actor, Role
from luoshi.policies.access import access, opinion_access
from luoshi.policies.models import OpinionRound, Policy, UnitReading
from luoshi.policies.queries import visible
from tests.factories import CITY, NEIGHBOUR, an_actor

pytestmark = pytest.mark.django_db


def a_policy(state: str = "confirmed", level: str = "internal", jurisdiction: str = CITY) -> Policy:
    from django.utils import timezone

    done = timezone.now() if state == "confirmed" else None
    return Policy.objects.create(
        jurisdiction=jurisdiction, title="某意见", state=state, level=level, created_by="person:1", confirmed_at=done
    )


def sees(actor: Actor, policy: Policy) -> bool:
    listed = policy in visible(actor)
    assert listed == bool(access.allows(actor, "view", policy)), "list and object disagree"
    return listed


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CONFIRMER, Role.SUPERVISOR])
@pytest.mark.parametrize("state", ["uploaded", "review", "submitted", "confirmed"])
def test_the_offices_see_drafts(role: Role, state: str) -> None:
    assert sees(an_actor(role), a_policy(state))


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.SECTION_HEAD, Role.UNIT_HEAD, Role.LEADER])
def test_other_officials_see_confirmed_policies_by_level(role: Role, city: Any) -> None:
    actor = an_actor(role, unit=city["市公安局"].pk)
    assert sees(actor, a_policy(level="public")) and sees(actor, a_policy(level="internal"))
    assert not sees(actor, a_policy(level="limited"))
    assert not sees(actor, a_policy("review")) and not sees(actor, a_policy("submitted", "public"))


def test_a_limited_policy_is_seen_by_the_units_it_gives_work_to(city: Any, group: Any) -> None:
    from datetime import date

    from luoshi.units.models import GroupMember

    policy = a_policy(level="limited")
    UnitReading.objects.create(jurisdiction=CITY, policy=policy, printed="市公安局", unit=city["市公安局"])
    UnitReading.objects.create(jurisdiction=CITY, policy=policy, printed="各县市区", group=group)
    GroupMember.objects.create(jurisdiction=CITY, group=group, unit=city["东河县"], valid_from=date(2001, 1, 1))
    assert sees(an_actor(Role.DRAFTER, unit=city["市公安局"].pk), policy)
    assert sees(an_actor(Role.DRAFTER, unit=city["东河县"].pk), policy)
    assert not sees(an_actor(Role.DRAFTER, unit=city["市税务局"].pk), policy)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_administrators_see_no_policy(role: Role) -> None:
    assert not sees(an_actor(role), a_policy(level="public"))


def test_nobody_sees_the_policies_of_another_place() -> None:
    assert not sees(an_actor(Role.EDITOR), a_policy(jurisdiction=NEIGHBOUR))


def test_an_unknown_act_is_refused() -> None:
    assert not access.allows(an_actor(Role.EDITOR), "paint", a_policy())


def test_a_round_is_seen_by_the_offices_and_the_units_asked(city: Any) -> None:
    from datetime import date

    policy = a_policy("review")
    made = OpinionRound.objects.create(
        jurisdiction=CITY, policy=policy, number=1, opened_by="x", due_on=date(2026, 3, 9)
    )
    made.opinions.create(jurisdiction=CITY, unit=city["市公安局"])
    rows = OpinionRound.objects.all()
    asked, other = (an_actor(Role.DRAFTER, unit=city[name].pk) for name in ("市公安局", "市税务局"))
    assert made in opinion_access.visible(asked, rows) and opinion_access.allows(asked, "answer", made)
    assert made not in opinion_access.visible(other, rows) and not opinion_access.allows(other, "answer", made)
    assert made in opinion_access.visible(an_actor(Role.EDITOR), rows)
