"""Opinions on the draft division of work: asked, given, ruled on, closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import Refused
from luoshi.policies import queries
from luoshi.policies.models import Opinion, OpinionRound, Policy
from luoshi.policies.services.asking import agree_with_rest, answer, close_round, is_late, open_round, rule
from luoshi.policies.shares import shares_of
from luoshi.units.models import GroupMember
from tests.factories import CITY, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(compiled: Any, group: Any, city: Any) -> Policy:
    GroupMember.objects.create(jurisdiction=CITY, group=group, unit=city["东河县"], valid_from=date(2001, 1, 1))
    made: Policy = compiled()
    return made


@pytest.fixture
def round_(policy: Policy, editor: Actor) -> OpinionRound:
    return open_round(editor, policy, workdays=5)


def liaison(city: Any, name: str) -> Actor:
    return an_actor(Role.DRAFTER, person=50, unit=city[name].pk, on=date(2025, 3, 12))


def task(policy: Policy, number: int = 0) -> Any:
    return queries.items(policy, "tasks")[number]


def test_every_unit_with_a_share_is_asked_groups_by_their_members(
    policy: Policy, round_: OpinionRound, city: Any
) -> None:
    names = {o.unit.short_name for o in round_.opinions.select_related("unit")}
    assert names == {"市市场监管局", "市税务局", "市公安局", "市数据局", "东河县"}
    share = shares_of(policy, round_.due_on)[city["东河县"].pk]
    assert share.parts == {task(policy, 1).key: "participant"}


def test_the_limit_counts_working_days(round_: OpinionRound) -> None:
    assert round_.due_on == date(2025, 3, 17)  # five working days after Monday 10 March


def test_a_unit_answers_for_its_own_share_only(policy: Policy, round_: OpinionRound, city: Any) -> None:
    actor, unit = liaison(city, "东河县"), city["东河县"].pk
    given = answer(actor, round_, unit, task(policy, 1).key, "suggests", "请延到年底")
    assert (given.stance, given.text) == ("suggests", "请延到年底")
    with pytest.raises(Refused) as refused:
        answer(actor, round_, unit, task(policy, 0).key, "agrees")
    assert refused.value.forbidden
    with pytest.raises(Refused):
        answer(actor, round_, city["市公安局"].pk, "", "agrees")


def test_an_objection_needs_words(policy: Policy, round_: OpinionRound, city: Any) -> None:
    with pytest.raises(Refused):
        answer(liaison(city, "市公安局"), round_, city["市公安局"].pk, task(policy).key, "objects")


def test_one_click_agrees_with_the_rest(round_: OpinionRound, city: Any) -> None:
    agree_with_rest(liaison(city, "市公安局"), round_, city["市公安局"].pk)
    assert round_.opinions.get(unit=city["市公安局"], key="").stance == "agrees"


def test_an_answer_after_the_limit_is_taken_and_marked(round_: OpinionRound, city: Any) -> None:
    OpinionRound.objects.filter(pk=round_.pk).update(due_on=date(2001, 1, 1))
    given = agree_with_rest(liaison(city, "市公安局"), round_, city["市公安局"].pk)
    round_.refresh_from_db()
    assert timezone.localdate(given.given_at) > round_.due_on and is_late(given, round_)


def test_an_adopted_opinion_changes_the_item(policy: Policy, round_: OpinionRound, city: Any, editor: Actor) -> None:
    item = task(policy, 1)
    given = answer(liaison(city, "东河县"), round_, city["东河县"].pk, item.key, "suggests", "请延到年底")
    rule(editor, given, "adopted", changes={"deadline": "2026-12-31"}, seen_item=item.version)
    item.refresh_from_db()
    assert item.data["deadline"] == "2026-12-31"
    assert "东河县" in policy.corrections.get().why
    given.refresh_from_db()
    assert given.outcome == "adopted"


def test_declining_needs_a_reason_and_is_final(policy: Policy, round_: OpinionRound, city: Any, editor: Actor) -> None:
    actor, unit = liaison(city, "市公安局"), city["市公安局"].pk
    given = answer(actor, round_, unit, task(policy).key, "objects", "不属我局职责")
    with pytest.raises(Refused):
        rule(editor, given, "declined")
    rule(editor, given, "declined", "三定方案已明确")
    with pytest.raises(Refused, match="已经处理"):
        answer(actor, round_, unit, task(policy).key, "agrees")


def test_a_round_closes_when_every_objection_is_ruled_on(
    policy: Policy, round_: OpinionRound, city: Any, editor: Actor
) -> None:
    given = answer(liaison(city, "市公安局"), round_, city["市公安局"].pk, task(policy).key, "objects", "不属我局职责")
    with pytest.raises(Refused, match="1 条"):
        close_round(editor, round_)
    rule(editor, given, "partly", "改为配合")
    assert close_round(editor, round_).closed_at is not None
    with pytest.raises(Refused, match="已经结束"):
        agree_with_rest(liaison(city, "市公安局"), round_, city["市公安局"].pk)
    assert Opinion.objects.filter(round=round_, stance="asked", key="").count() == 5  # silence stays silence


def test_one_round_at_a_time(policy: Policy, round_: OpinionRound, editor: Actor) -> None:
    with pytest.raises(Refused, match="还没有结束"):
        open_round(editor, policy)
    close_round(editor, round_)
    assert open_round(editor, policy).number == 2
