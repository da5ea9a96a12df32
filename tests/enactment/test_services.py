"""Enacting: planned by one person, approved by another, done wholly or not at all, and only once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.policies.conftest import SAMPLE

from luoshi.enactment.models import Enacted, Plan, PlanStep
from luoshi.enactment.queries import tally
from luoshi.enactment.services import approve, choose, make_plan
from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import Policy
from luoshi.tasks import services as task_services
from luoshi.tasks.models import Assignment, Task, TaskSource, TaskState

pytestmark = pytest.mark.django_db


def enact(editor: Actor, confirmer: Actor, policy: Policy, **more: Any) -> Plan:
    plan = make_plan(editor, policy, **more)
    return approve(confirmer, plan, version=plan.version)


def first(plan: Plan, act: str) -> PlanStep:
    found = plan.steps.filter(act=act).first()
    assert found is not None
    return found


def running() -> dict[str, Task]:
    return {task.title: task for task in Task.objects.filter(withdrawn_on=None)}


def one(words: str) -> Task:
    (found,) = [task for title, task in running().items() if words in title]
    return found


def test_a_plan_changes_nothing_and_its_approval_makes_the_tasks(
    confirmed: Any, editor: Actor, confirmer: Actor
) -> None:
    policy = confirmed()
    plan = make_plan(editor, policy)
    assert Task.objects.count() == 0
    counts = tally(plan)
    approve(confirmer, plan, version=plan.version)
    assert Task.objects.count() == counts["create"] >= 3
    task = one("企业开办")
    parts = {str(a.unit): a.role for a in Assignment.objects.filter(task=task).select_related("unit")}
    assert parts == {"市市场监管局": "lead", "市税务局": "responsible", "市公安局": "responsible"}
    state = TaskState.objects.get(task=task)
    assert str(state.due_on) == "2025-12-31"


def test_every_task_carries_its_clause_and_spans_into_the_raw_text(
    confirmed: Any, editor: Actor, confirmer: Actor
) -> None:
    policy = confirmed()
    enact(editor, confirmer, policy)
    source = TaskSource.objects.get(task=one("企业开办"))
    raw = policy.compilations.get().raw_text
    start, end = source.spans["text"][0]
    assert "企业开办" in raw[start:end]
    assert source.clause and source.policy == policy


def test_a_collective_becomes_one_part_for_each_member(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    enact(editor, confirmer, confirmed())
    task = one("统一的政务服务平台")
    county = Assignment.objects.get(task=task, unit__short_name="东河县")
    assert county.group is not None and county.printed == "各县市区"


def test_a_unit_outside_gets_no_part_and_the_gap_is_said(confirmed: Any, editor: Actor) -> None:
    plan = make_plan(editor, confirmed())
    step = plan.steps.get(kind="tasks", title__contains="重点企业联系")
    assert step.after is not None
    assert "outside" in step.after["gaps"]


def test_who_made_the_plan_does_not_approve_it(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    plan = make_plan(confirmer, confirmed())
    with pytest.raises(Refused, match="另一人"):
        approve(confirmer, plan, version=plan.version)
    with pytest.raises(Refused, match="确认人"):
        approve(editor, plan, version=plan.version)
    assert Task.objects.count() == 0


def test_enacting_twice_changes_nothing(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    policy = confirmed()
    plan = enact(editor, confirmer, policy)
    before = list(Task.objects.order_by("pk").values())
    again = approve(confirmer, plan, version=plan.version)
    assert again.state == Plan.State.APPLIED
    second = enact(editor, confirmer, policy)
    assert set(tally(second)) <= {"keep", "undecided"}
    assert list(Task.objects.order_by("pk").values()) == before


def test_a_plan_is_stale_once_the_policy_changed(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    policy = confirmed()
    plan = make_plan(editor, policy)
    item = policy.items.filter(kind="tasks").first()
    item.version += 1
    item.save()
    with pytest.raises(Refused, match="重新生成"):
        approve(confirmer, plan, version=plan.version)
    plan.refresh_from_db()
    assert plan.state == Plan.State.STALE
    assert Task.objects.count() == 0


def test_a_fault_in_the_middle_leaves_nothing(
    confirmed: Any, editor: Actor, confirmer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make_plan(editor, confirmed())
    before = Event.objects.count()

    def broken(*given: Any, **more: Any) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr("luoshi.enactment.services._remember_all", broken)
    with pytest.raises(RuntimeError):
        approve(confirmer, plan, version=plan.version)
    plan.refresh_from_db()
    assert (plan.state, Task.objects.count(), Event.objects.count()) == ("draft", 0, before)


def test_a_new_version_is_carried_over_as_a_difference(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    first = confirmed()
    enact(editor, confirmer, first)
    kept, moved, gone = one("企业开办"), one("统一的政务服务平台"), one("重点企业联系")
    text = SAMPLE.replace("2026年6月底前完成", "2026年9月底前完成").replace(
        "(四)建立重点企业联系制度。(市神秘局负责,2026年3月底前完成)",
        "(四)发布全市营商环境年度报告。(市数据局负责,2026年12月底前完成)",
    )
    second = confirmed(text, previous=first)
    plan = make_plan(editor, second)
    acts = {step.title: step.act for step in plan.steps.filter(kind="tasks")}
    assert acts[moved.title] == "change"
    assert acts[kept.title] in {"keep", "change"}
    approve(confirmer, plan, version=plan.version)
    assert str(TaskState.objects.get(task=moved).due_on) == "2026-09-30"
    gone.refresh_from_db()
    assert gone.withdrawn_on is not None
    assert one("营商环境年度报告").pk not in {kept.pk, moved.pk, gone.pk}


def test_what_people_changed_since_is_shown_and_kept_unless_the_text_changes_it(
    confirmed: Any, editor: Actor, confirmer: Actor, supervisor: Actor
) -> None:
    from datetime import date

    from luoshi.tasks.services.drafts import DeadlineDraft

    first = confirmed()
    enact(editor, confirmer, first)
    task = one("统一的政务服务平台")
    task_services.set_deadline(supervisor, task, DeadlineDraft(due_on=date(2026, 8, 31)), reason="批准延期")
    second = confirmed(SAMPLE.replace("建设统一的政务服务平台", "建设全市统一的政务服务平台"), previous=first)
    plan = make_plan(editor, second)
    step = plan.steps.get(kind="tasks", object_id=task.pk)
    assert step.act == "change" and "deadline" not in step.note["fields"]
    approve(confirmer, plan, version=plan.version)
    assert str(TaskState.objects.get(task=task).due_on) == "2026-08-31"


def test_a_task_that_runs_already_gets_one_more_source(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    enact(editor, confirmer, confirmed())
    task = one("企业开办")
    other = confirmed(
        SAMPLE.replace("云政办发〔2025〕12号", "云政办发〔2025〕30号").replace("实施意见", "补充通知")
        .replace("(市市场监管局牵头,市税务局、市公安局配合,2025年12月底前完成)", "(市数据局牵头,2025年12月底前完成)")
    )  # fmt: skip
    plan = make_plan(editor, other)
    links = plan.steps.filter(act="link")
    assert task.pk in links.values_list("object_id", flat=True)
    plan = choose(editor, plan, dict.fromkeys(links.values_list("pk", flat=True), "link"), version=plan.version)
    count = Task.objects.count()
    approve(confirmer, plan, version=plan.version)
    assert TaskSource.objects.filter(task=task, withdrawn_at=None).count() == 2
    assert Assignment.objects.get(task=task, unit__short_name="市数据局").role == "joint_lead"
    assert Task.objects.count() < count + plan.steps.filter(kind="tasks").count()


def test_undecided_likenesses_hold_the_approval(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    enact(editor, confirmer, confirmed())
    other = confirmed(SAMPLE.replace("12号", "31号"))
    plan = make_plan(editor, other)
    step = first(plan, "link")
    plan = choose(editor, plan, {step.pk: "create"}, version=plan.version)
    plan.steps.filter(pk=step.pk).update(choice="")
    with pytest.raises(Refused, match="并入"):
        approve(confirmer, plan, version=plan.version)


def test_items_without_engine_wait_and_are_recorded(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    policy = confirmed()
    enact(editor, confirmer, policy)
    waiting = Enacted.objects.filter(state=Enacted.State.WAITING)
    assert set(waiting.values_list("kind", flat=True)) & {"targets", "time_limits", "registers"}
    assert not waiting.filter(object_id__isnull=False).exists()


def test_withdrawal_keeps_history_and_spares_tasks_with_another_source(
    confirmed: Any, editor: Actor, confirmer: Actor, supervisor: Actor
) -> None:
    from luoshi.tasks.services.drafts import SourceDraft

    policy = confirmed()
    enact(editor, confirmer, policy)
    shared, sole = one("企业开办"), one("统一的政务服务平台")
    task_services.add_source(supervisor, shared, SourceDraft(document_title="市长办公会议纪要", primary=False))
    enact(editor, confirmer, policy, withdraw=True, reason="文件废止")
    sole.refresh_from_db()
    shared.refresh_from_db()
    assert sole.withdrawn_on is not None and shared.withdrawn_on is None
    assert Event.objects.filter(object_kind="tasks.task", object_id=sole.pk).count() >= 2
    assert not Enacted.objects.filter(state=Enacted.State.LIVE).exists()


def test_a_withdrawal_needs_its_reason(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    policy = confirmed()
    enact(editor, confirmer, policy)
    with pytest.raises(Refused, match="理由"):
        make_plan(editor, policy, withdraw=True, reason=" ")


def test_the_second_of_two_people_at_a_plan_is_told(confirmed: Any, editor: Actor) -> None:
    plan = make_plan(editor, confirmed())
    seen = plan.version
    step = first(plan, "create")
    choose(editor, plan, {step.pk: "skip"}, version=seen)
    with pytest.raises(Refused, match="刷新"):
        choose(editor, plan, {step.pk: ""}, version=seen)


def test_a_step_left_out_is_offered_again_by_the_next_plan(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    policy = confirmed()
    plan = make_plan(editor, policy)
    step = first(plan, "create")
    plan = choose(editor, plan, {step.pk: "skip"}, version=plan.version)
    approve(confirmer, plan, version=plan.version)
    later = make_plan(editor, policy)
    assert list(later.steps.filter(act="create").values_list("key", flat=True)) == [step.key]


def test_a_plan_waits_for_confirmers_but_not_for_who_made_it(confirmed: Any, editor: Actor, confirmer: Actor) -> None:
    from luoshi.enactment.queries import to_approve

    plan = make_plan(editor, confirmed())
    assert list(to_approve(confirmer)) == [plan]
    assert not to_approve(editor).exists()
    approve(confirmer, plan, version=plan.version)
    assert not to_approve(confirmer).exists()
