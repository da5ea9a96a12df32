"""Whatever people do in whatever order, the state that services maintain is what the rows say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services, state
from luoshi.tasks.models import Assignment, Closure, LightException, Milestone, Objection, Report, Task, TaskState
from luoshi.tasks.services import ClosingDraft, DeadlineDraft, MilestoneDraft, PartDraft
from tests.factories import CITY
from tests.tasks.city import City, a_city, a_task, on, part_of

ACTS = (
    "acknowledge", "object", "uphold", "refuse_objection", "assign", "reassign", "release", "lead", "deadline",
    "milestone", "reach", "remove", "no_change", "withdraw_report", "verify", "return", "ask_close", "approve_close",
    "refuse_close", "reopen", "except", "approve_except", "end_except", "source", "edit", "withdraw",
)  # fmt: skip


def do(city: City, act: str, task: Task, later: int) -> None:
    """One act by whoever may do it, on a later day."""
    day = city.supervisor.on + timedelta(days=later)
    office, other = on(city.supervisor, day), on(city.second_supervisor, day)
    heads = {staff.unit.pk: on(staff.unit_head, day) for staff in (city.planning, city.finance, city.science)}
    part: Any = Assignment.objects.filter(task=task, valid_to__isnull=True, unit__in=heads).order_by("?").first()
    head: Actor = heads[part.unit_id] if part else heads[city.planning.unit.pk]
    report: Any = Report.objects.filter(task=task).order_by("-pk").first()
    own: Any = heads.get(report.unit_id) if report else None
    objection: Any = Objection.objects.filter(assignment__task=task).order_by("-pk").first()
    stone: Any = Milestone.objects.filter(task=task).order_by("-pk").first()
    closure: Any = Closure.objects.filter(task=task).order_by("-pk").first()
    exception: Any = LightException.objects.filter(task=task).order_by("-pk").first()
    kind = ("completed", "stage", "standing", "adjusted", "stopped")[later % 5]
    task.refresh_from_db()
    deeds: dict[str, Any] = {
        "acknowledge": lambda: services.acknowledge(head, part),
        "object": lambda: services.object_to(head, part, "不属本单位职责"),
        "uphold": lambda: services.rule(office, objection, upheld=True, reason="有理", reassign_to=city.science.unit),
        "refuse_objection": lambda: services.rule(office, objection, upheld=False, reason="无据"),
        "assign": lambda: services.assign(office, task, [PartDraft(role="responsible", group=city.counties)]),
        "reassign": lambda: services.reassign(office, part, city.science.unit, "分工调整"),
        "release": lambda: services.release(office, part, "不再承担"),
        "lead": lambda: services.change_role(office, part, "lead", "改为牵头"),
        "deadline": lambda: services.set_deadline(office, task, DeadlineDraft(due_on=day), "提前"),
        "milestone": lambda: services.add_milestone(office, task, f"节点{later}", day),
        "reach": lambda: services.finish_milestone(office, stone),
        "remove": lambda: services.remove_milestone(office, stone),
        "no_change": lambda: services.mark_no_change(head, part, f"{day:%Y-%m}"),
        "withdraw_report": lambda: services.withdraw_report(own, report),
        "verify": lambda: services.verify(office, report, None),
        "return": lambda: services.return_report(office, report, None, "请补充"),
        "ask_close": lambda: services.ask_closing(
            office, task, ClosingDraft(kind=kind, reason="已完成", new_due_on=day + timedelta(days=90))
        ),
        "approve_close": lambda: services.approve_closing(other, closure),
        "refuse_close": lambda: services.refuse_closing(other, closure, "证据不足"),
        "reopen": lambda: services.reopen(office, task, "有遗留"),
        "except": lambda: services.ask_exception(office, task, "上级政策调整", until=day),
        "approve_except": lambda: services.approve_exception(other, exception),
        "end_except": lambda: services.end_exception(other, exception),
        "source": lambda: services.add_source(office, task, services.SourceDraft(document_title=f"文件{later}")),
        "edit": lambda: services.edit_task(office, task, None, title=f"新名称{later}", text="内容"),
        "withdraw": lambda: services.withdraw_task(office, task, "文件废止"),
    }
    deeds[act]()


@pytest.mark.parametrize("round_", range(2))
@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # shrinking takes minutes
)  # fmt: skip
@given(history=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 200)), min_size=4, max_size=18))
def test_state_is_what_the_rows_say_after_any_history(db: None, round_: int, history: list[tuple[str, int]]) -> None:
    city = a_city() if not Task.objects.exists() else _CITY[0]
    _CITY[:] = [city]
    task = a_task(city, f"任务{round_}", milestones=(MilestoneDraft(title="挂牌"),))
    for act, later in sorted(history, key=lambda step: step[1]):
        try:
            do(city, act, task, later)
        except (Refused, AttributeError):  # not possible now, or there is nothing to do it on
            continue
    assert state.differences([task.pk]) == []
    assert (
        TaskState.objects.get(pk=task.pk).units == Assignment.objects.filter(task=task, valid_to__isnull=True).count()
    )
    assert Task.objects.filter(jurisdiction=CITY).count() >= 1


_CITY: list[City] = []


def test_a_thousand_tasks_are_derived_in_a_handful_of_queries(city: City, django_assert_max_num_queries: Any) -> None:
    drafts = [
        services.TaskDraft(title=f"任务{n}", origin="own", parts=(PartDraft(role="lead", unit=city.planning.unit),))
        for n in range(200)
    ]
    ids = [task.pk for task in services.create_tasks(city.supervisor, drafts)]
    with django_assert_max_num_queries(20):
        states, parts = state.derived(ids)
    assert (len(states), len(parts)) == (200, 200)
    with django_assert_max_num_queries(24):  # nothing differs, nothing is written
        state.rebuild(ids)
    assert part_of(Task.objects.get(pk=ids[0]), city.planning.unit).light.due_on is None
