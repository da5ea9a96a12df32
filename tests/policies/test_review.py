"""What people do to items under review, and what the next person is told."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.jobs.running import run_due
from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import Refused
from luoshi.policies import queries
from luoshi.policies.models import Policy, Repair, ReviewItem
from luoshi.policies.services.acting import Changed
from luoshi.policies.services.correcting import correct, correct_facts
from luoshi.policies.services.deciding import accept, accept_sure, reject, reopen
from luoshi.policies.services.judging import answer_finding, judge_repair
from luoshi.policies.services.naming import reopen_name, settle_name
from luoshi.policies.services.reshaping import add, merge, split
from luoshi.policies.services.undoing import undo
from luoshi.policies.services.uploading import start_compile
from tests.factories import an_actor

from .conftest import compilation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(compiled: Any) -> Policy:
    made: Policy = compiled()
    return made


def task(policy: Policy, number: int = 0) -> ReviewItem:
    return queries.items(policy, "tasks")[number]


def test_an_accepted_item_says_who_accepted_it_and_leaves_an_event(policy: Policy, editor: Actor) -> None:
    item = accept(editor, task(policy), 1)
    assert (item.state, item.decided_by, item.version) == ("accepted", "person:11", 2)
    assert Event.objects.filter(act="policies.item_accepted", object_id=item.pk).count() == 1


def test_a_doubtful_item_is_accepted_only_with_a_reason(policy: Policy, editor: Actor) -> None:
    ReviewItem.objects.filter(pk=task(policy).pk).update(confidence="low")
    with pytest.raises(Refused, match="理由"):
        accept(editor, task(policy), 1)
    assert accept(editor, task(policy), 1, "与原件核对无误").reason == "与原件核对无误"


def test_doubtful_items_are_never_accepted_in_bulk(policy: Policy, editor: Actor) -> None:
    low = task(policy)
    ReviewItem.objects.filter(pk=low.pk).update(confidence="low")
    accept_sure(editor, policy, keys=[low.key, task(policy, 1).key])
    assert task(policy).state == "pending" and task(policy, 1).state == "accepted"
    accept_sure(editor, policy)
    left = policy.items.filter(state="pending")
    assert {i.confidence for i in left} == {"low"}
    assert Event.objects.filter(act="policies.items_accepted").count() == 2


def test_the_second_of_two_editors_is_told_who_was_faster_and_what_they_wrote(
    policy: Policy, editor: Actor, second_editor: Actor
) -> None:
    seen = task(policy)
    correct(editor, seen, seen.version, {"leads": ["市公安局"]})
    with pytest.raises(Changed) as told:
        correct(second_editor, seen, seen.version, {"leads": ["市税务局"]})
    assert told.value.theirs["leads"] == ["市公安局"]
    assert task(policy).data["leads"] == ["市公安局"]


def test_a_correction_is_kept_field_by_field(policy: Policy, editor: Actor) -> None:
    item = task(policy)
    was = item.data["deadline"]
    correct(editor, item, 1, {"deadline": "2026-03-31", "leads": item.data["leads"]}, why="见会议纪要")
    kept = policy.corrections.get()
    assert (kept.field, kept.before, kept.after, kept.who, kept.why) == (
        "deadline", was, "2026-03-31", "person:11", "见会议纪要",
    )  # fmt: skip
    assert task(policy).data["corrected"] == ["deadline"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("deadline", "2025-02-30"), ("deadline", "明天"), ("leads", "市公安局"), ("leads", ["市公安局、市税务局"]),
     ("strength", "很强"), ("open_ended", "是"), ("key", "t-x"), ("text", "")],
)  # fmt: skip
def test_values_of_the_wrong_type_are_refused_at_their_field(
    policy: Policy, editor: Actor, field: str, value: Any
) -> None:
    with pytest.raises(Refused) as refused:
        correct(editor, task(policy), 1, {field: value})
    assert refused.value.field == field
    assert task(policy).version == 1 and not policy.corrections.exists()


def test_one_item_is_split_into_several_that_stand_in_its_place(policy: Policy, editor: Actor) -> None:
    whole = task(policy)
    parts = split(editor, whole, 1, [{"text": "推行一窗受理。"}, {"text": "压缩开办时间。", "leads": ["市税务局"]}])
    shown = list(queries.items(policy, "tasks"))
    assert [i.data["text"] for i in shown][:2] == ["推行一窗受理。", "压缩开办时间。"]
    assert shown[1].data["leads"] == ["市税务局"] and shown[0].clause == whole.clause
    assert {p.state for p in parts} == {"accepted"} and parts[0].made_from == [whole.key]
    whole.refresh_from_db()
    assert whole.state == "replaced"


def test_faults_of_a_part_are_told_at_the_part(policy: Policy, editor: Actor) -> None:
    with pytest.raises(Refused) as refused:
        split(editor, task(policy), 1, [{"text": "甲"}, {"text": "乙", "deadline": "x"}])
    assert refused.value.field == "1.deadline"
    assert task(policy).state == "pending"


def test_items_are_merged_into_one_with_all_their_units(policy: Policy, editor: Actor) -> None:
    first, second = task(policy), task(policy, 1)
    made = merge(editor, policy, [(first, 1), (second, 1)])
    assert made.data["leads"] == ["市市场监管局", "市数据局"]
    assert made.made_from == [first.key, second.key]
    assert made.data["span"] == [first.data["span"][0], second.data["span"][1]]
    assert queries.items(policy, "tasks").count() == 3


def test_a_split_is_taken_back_as_a_whole(policy: Policy, editor: Actor) -> None:
    whole = task(policy)
    parts = split(editor, whole, 1, [{"text": "甲事项。"}, {"text": "乙事项。"}])
    undo(editor, parts[0], parts[0].version)
    assert task(policy).pk == whole.pk
    assert queries.items(policy, "tasks").count() == 4


def test_a_split_whose_part_was_changed_since_is_not_taken_back(policy: Policy, editor: Actor) -> None:
    parts = split(editor, task(policy), 1, [{"text": "甲事项。"}, {"text": "乙事项。"}])
    correct(editor, parts[1], parts[1].version, {"text": "丙事项。"})
    with pytest.raises(Refused, match="后来又改动过"):
        undo(editor, parts[0], parts[0].version)


def test_a_correction_taken_back_is_noted_and_gives_the_old_value(policy: Policy, editor: Actor) -> None:
    item = task(policy)
    fresh = correct(editor, item, 1, {"leads": ["市公安局"]}, accepting=True)
    undo(editor, fresh, fresh.version)
    back = task(policy)
    assert (back.state, back.data["leads"]) == ("pending", item.data["leads"])
    assert policy.corrections.count() == 2


def test_an_item_is_added_from_a_passage_with_its_place(policy: Policy, editor: Actor) -> None:
    raw = compilation_of(policy).raw_text
    start = raw.index("各级各部门不得")
    made = add(editor, policy, "tasks", {"leads": ["市数据局"]}, start=start, end=start + 12)
    assert made.data["text"] == raw[start : start + 12]
    assert made.clause == policy.clauses.get(own_start__lte=start, own_end__gt=start).path
    assert (made.origin, made.state, made.data["span"]) == ("added", "accepted", [start, start + 12])


def test_a_passage_outside_the_text_is_refused(policy: Policy, editor: Actor) -> None:
    with pytest.raises(Refused):
        add(editor, policy, "tasks", {"text": "x"}, start=5, end=10_000_000)


def test_decisions_and_corrections_survive_a_new_compilation(policy: Policy, editor: Actor) -> None:
    raw = compilation_of(policy).raw_text
    first, second, third = task(policy), task(policy, 1), task(policy, 2)
    accept(editor, first, 1)
    correct(editor, second, 1, {"deadline": "2026-09-30"}, accepting=True)
    reject(editor, third, 1, "是目标,不是任务")
    start = raw.index("各级各部门不得")
    added = add(editor, policy, "tasks", {}, start=start, end=start + 20)
    fourth = task(policy, 3)
    parts = split(editor, fourth, 1, [{"text": "甲事项。"}, {"text": "乙事项。"}])
    before = {i.key: (i.state, i.data["text"]) for i in policy.items.filter(kind="tasks")}
    start_compile(editor, policy)
    run_due()
    policy.refresh_from_db()
    after = {i.key: (i.state, i.data["text"]) for i in policy.items.filter(kind="tasks")}
    assert after == before
    assert policy.items.get(key=second.key).data["deadline"] == "2026-09-30"
    assert policy.items.get(key=added.key).data["span"] == [start, start + 20]
    assert policy.items.get(key=parts[1].key).origin == "split"
    assert compilation_of(policy).number == 2


def test_review_rests_while_a_compilation_runs(policy: Policy, editor: Actor) -> None:
    start_compile(editor, policy)
    with pytest.raises(Refused, match="编译中"):
        accept(editor, task(policy), 1)


def test_a_printed_name_is_settled_for_all_items_and_remembered(
    policy: Policy, editor: Actor, city: Any, compiled: Any
) -> None:
    settle_name(editor, policy, "市神秘局", unit=city["市公安局"], as_alias=True)
    assert "市神秘局" not in [row.printed for row in queries.unsettled_names(policy)]
    second = compiled("关于测试的通知\n\n一、开展检查。(市神秘局负责)\n", "通知.txt")
    assert second.unit_readings.get(printed="市神秘局").unit == city["市公安局"]
    reopen_name(editor, policy, "市神秘局")
    assert "市神秘局" in [row.printed for row in queries.unsettled_names(policy)]


def test_a_name_means_exactly_one_thing(policy: Policy, editor: Actor, city: Any) -> None:
    with pytest.raises(Refused):
        settle_name(editor, policy, "市神秘局", unit=city["市公安局"], outside=True)
    with pytest.raises(Refused):
        settle_name(editor, policy, "没有这个名字", outside=True)


def test_a_correction_with_a_new_name_asks_what_it_means(policy: Policy, editor: Actor) -> None:
    correct(editor, task(policy), 1, {"leads": ["市不存在局"]})
    assert "市不存在局" in [row.printed for row in queries.unsettled_names(policy)]


def test_refusing_a_repair_makes_the_items_it_touches_doubtful(policy: Policy, editor: Actor) -> None:
    item = task(policy)
    repair = Repair.objects.create(
        jurisdiction=policy.jurisdiction, policy=policy, order=0, code="lost", start=item.data["span"][0] + 1,
        end=item.data["span"][0] + 2, before="?", after="、", reason="…", state="doubtful",
    )  # fmt: skip
    assert judge_repair(editor, policy, repair, holds=False) >= 1
    fresh = task(policy)
    assert fresh.confidence == "low" and "已被人工否定" in fresh.data["reasons"][-1]
    assert judge_repair(editor, policy, repair, holds=False) == 0


def test_a_finding_stands_with_a_reason(policy: Policy, editor: Actor) -> None:
    finding = policy.findings.first()
    assert finding is not None
    with pytest.raises(Refused):
        answer_finding(editor, policy, finding, " ")
    assert answer_finding(editor, policy, finding, "按会议决定执行").answer == "按会议决定执行"


def test_facts_of_the_document_are_corrected_and_survive(policy: Policy, editor: Actor) -> None:
    correct_facts(editor, policy, policy.version, {"issuer": "云溪市人民政府", "short_title": "营商环境意见"})
    start_compile(editor, policy)
    run_due()
    policy.refresh_from_db()
    assert (policy.issuer, policy.short_title) == ("云溪市人民政府", "营商环境意见")


def test_rejected_items_are_kept_and_can_be_reopened(policy: Policy, editor: Actor) -> None:
    item = reject(editor, task(policy), 1, "重复")
    assert queries.tally(policy).rejected == 1
    assert reopen(editor, item, item.version).state == "pending"


@pytest.mark.parametrize("role", [Role.CONFIRMER, Role.DRAFTER, Role.LEADER, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN])
def test_only_editors_and_supervisors_review(policy: Policy, role: Role) -> None:
    with pytest.raises(Refused) as refused:
        accept(an_actor(role, person=77, unit=1), task(policy), 1)
    assert refused.value.forbidden
