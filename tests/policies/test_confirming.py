"""From review to confirmation: what stands in the way, who may, and what is kept."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.jobs.running import run_due
from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import Refused
from luoshi.packs.difference import compare
from luoshi.policies import queries
from luoshi.policies.models import Policy, Repair, ReviewItem
from luoshi.policies.packs import current_pack
from luoshi.policies.services.confirming import NotReady, confirm, send_back, submit, withdraw
from luoshi.policies.services.correcting import correct
from luoshi.policies.services.deciding import accept, accept_sure, reject
from luoshi.policies.services.naming import settle_name
from luoshi.policies.services.uploading import upload
from tests.factories import an_actor

from .conftest import SAMPLE, _text

pytestmark = pytest.mark.django_db


def settle_all(actor: Actor, policy: Policy) -> None:
    for row in queries.unsettled_names(policy):
        settle_name(actor, policy, row.printed, outside=True)
    for item in policy.items.filter(confidence="low", state="pending"):
        accept(actor, item, item.version, "与原件核对无误")


@pytest.fixture
def ready(compiled: Any, editor: Actor) -> Policy:
    policy: Policy = compiled()
    settle_all(editor, policy)
    accept_sure(editor, policy)
    return policy


@pytest.fixture
def confirmed(ready: Policy, editor: Actor, confirmer: Actor) -> Policy:
    submit(editor, ready)
    return confirm(confirmer, ready)


def test_everything_undecided_is_listed_with_where_to_decide_it(compiled: Any, editor: Actor) -> None:
    policy = compiled()
    ReviewItem.objects.filter(pk=policy.items.filter(kind="tasks")[0].pk).update(confidence="low")
    Repair.objects.create(
        jurisdiction=policy.jurisdiction, policy=policy, order=9, code="x", start=0, end=1, state="doubtful"
    )
    with pytest.raises(NotReady) as refused:
        submit(editor, policy)
    found = {o.code: o for o in refused.value.obstacles}
    assert set(found) == {"low", "units", "repairs", "pending"}
    assert found["low"].count == policy.items.filter(confidence="low").count()
    assert found["units"].where == "?panel=units"
    policy.refresh_from_db()
    assert policy.state == Policy.State.REVIEW


def test_the_rest_of_the_sure_items_may_be_accepted_with_the_submission(compiled: Any, editor: Actor) -> None:
    policy = compiled()
    settle_all(editor, policy)
    submit(editor, policy, accept_rest=True)
    assert not policy.items.filter(state="pending").exists()


def test_another_person_confirms(ready: Policy, editor: Actor, confirmer: Actor) -> None:
    submit(editor, ready)
    row = confirm(confirmer, ready)
    assert (row.state, row.confirmed_by, row.family) == (Policy.State.CONFIRMED, "person:21", row.pk)
    event = Event.objects.get(act="policies.confirmed")
    assert event.detail["items"] == ready.items.filter(state="accepted").count()


def test_whoever_worked_on_the_review_does_not_confirm_it(ready: Policy, editor: Actor) -> None:
    submit(editor, ready)
    both = an_actor(Role.EDITOR, Role.CONFIRMER, person=11)
    with pytest.raises(Refused, match="另一人"):
        confirm(both, ready)


def test_only_a_confirmer_confirms(ready: Policy, editor: Actor, second_editor: Actor) -> None:
    submit(editor, ready)
    with pytest.raises(Refused) as refused:
        confirm(second_editor, ready)
    assert refused.value.forbidden


def test_a_returned_policy_is_reviewed_again_with_the_comment(ready: Policy, editor: Actor, confirmer: Actor) -> None:
    submit(editor, ready)
    with pytest.raises(Refused):
        send_back(confirmer, ready, "")
    row = send_back(confirmer, ready, "第3项的牵头单位请核对")
    assert (row.state, row.returned) == (Policy.State.REVIEW, "第3项的牵头单位请核对")
    assert submit(editor, ready).returned == ""


def test_a_confirmed_policy_is_not_changed(confirmed: Policy, editor: Actor) -> None:
    item = confirmed.items.all()[0]
    with pytest.raises(Refused, match="已确认"):
        reject(editor, item, item.version, "不要")


def test_confirming_twice_changes_nothing(confirmed: Policy, confirmer: Actor) -> None:
    confirm(confirmer, confirmed)
    assert Event.objects.filter(act="policies.confirmed").count() == 1


def test_a_withdrawn_policy_keeps_all_it_had(confirmed: Policy, confirmer: Actor) -> None:
    row = withdraw(confirmer, confirmed, "已被新文件替代")
    assert row.state == Policy.State.WITHDRAWN
    assert current_pack(row).tasks and row.withdrawn_why == "已被新文件替代"


def test_a_new_version_keeps_keys_decisions_and_names_of_what_did_not_change(
    confirmed: Policy, editor: Actor, second_editor: Actor
) -> None:
    text = SAMPLE.replace("2025年12月底前完成", "2026年3月底前完成") + "\n(五)建立投诉直通车。(市数据局负责)\n"
    made = upload(editor, [_text(text, "修订.txt")], previous=confirmed).policy
    run_due()
    made.refresh_from_db()
    assert made.family == confirmed.pk
    old = {i.key: i for i in confirmed.items.filter(kind="tasks")}
    new = {i.key: i for i in made.items.filter(kind="tasks")}
    assert set(old) <= set(new)
    changed = [i for i in new.values() if i.key in old and i.data["deadline"] != old[i.key].data["deadline"]]
    assert [i.state for i in changed] == ["pending"]
    same = [i for i in new.values() if i.key in old and i not in changed]
    assert same and {i.state for i in same} == {"accepted"}
    assert "市神秘局" not in [r.printed for r in queries.unsettled_names(made)]
    found = compare(current_pack(confirmed), current_pack(made, ("accepted", "pending")))
    assert [f.field for c in found.lists["tasks"].changed for f in c.fields] == ["deadline"]


def test_only_the_latest_version_is_followed(confirmed: Policy, editor: Actor) -> None:
    upload(editor, [_text(SAMPLE + "甲", "a.txt")], previous=confirmed)
    with pytest.raises(Refused, match="已有新版本"):
        upload(editor, [_text(SAMPLE + "乙", "b.txt")], previous=confirmed)


def test_a_correction_of_the_last_version_holds_in_the_next(ready: Policy, editor: Actor, confirmer: Actor) -> None:
    item = ready.items.filter(kind="tasks")[0]
    correct(editor, item, item.version, {"scope": "全市"})
    submit(editor, ready)
    confirm(confirmer, ready)
    made = upload(editor, [_text(SAMPLE + "\n(五)建立投诉直通车。\n", "修订.txt")], previous=ready).policy
    run_due()
    assert made.items.get(key=item.key).data["scope"] == "全市"
