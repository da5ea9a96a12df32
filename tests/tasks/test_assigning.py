"""Units answer, object, take over; deadlines move; tasks end."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.jobs.running import run_due
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import queries, services, state
from luoshi.tasks.models import Assignment, Objection, Task, TaskState
from luoshi.tasks.rules import light
from luoshi.tasks.services import ChangedMeanwhile, ClosingDraft, DeadlineDraft, PartDraft
from luoshi.units import services as units
from luoshi.units.services import Share
from tests.tasks.city import City, a_submitted_report, a_task, on, part_of


def roles(task: Task) -> dict[str, str]:
    rows = Assignment.objects.filter(task=task, valid_to__isnull=True)
    return dict(rows.values_list("unit__name", "role"))


def test_a_unit_acknowledges_within_three_working_days_and_lateness_is_told(city: City) -> None:
    part = part_of(a_task(city), city.planning.unit)
    assert part.answer_due_on == date(2026, 3, 5)
    services.acknowledge(on(city.planning.drafter, date(2026, 3, 6)), part)
    assert queries.history(city.supervisor, part.task)[0].event.detail["late"] is True
    services.acknowledge(city.planning.drafter, part)
    assert len(queries.history(city.supervisor, part.task)) == 2


def test_an_objection_upheld_gives_the_part_to_another_unit_and_the_dispute_stays_on_record(city: City) -> None:
    task = a_task(city)
    part = part_of(task, city.planning.unit)
    objection = services.object_to(city.planning.drafter, part, "按三定规定属科技局", city.science.unit)
    assert (objection.rule_by, objection.late) == (date(2026, 3, 9), False)
    assert TaskState.objects.get(task=task).disputed
    with pytest.raises(Refused, match="等待裁定"):
        services.acknowledge(city.planning.drafter, part)

    services.rule(city.supervisor, objection, upheld=True, reason="理由成立", reassign_to=city.science.unit)
    assert roles(task) == {"市科技局": "lead", "市财政局": "participant"}
    new = part_of(task, city.science.unit)
    assert (new.passed_from, new.state) == (part, "given")
    assert not TaskState.objects.get(task=task).disputed
    assert Objection.objects.get().ruling == "upheld"


def test_an_objection_refused_or_withdrawn_leaves_the_part_acknowledged(city: City) -> None:
    task = a_task(city)
    part = part_of(task, city.planning.unit)
    first = services.object_to(city.planning.drafter, part, "不属我委")
    assert services.object_to(city.planning.drafter, part, "再说一遍").pk == first.pk
    services.withdraw_objection(city.planning.unit_head, first)
    late = services.object_to(on(city.planning.drafter, date(2026, 3, 20)), part, "还是不属我委")
    assert late.late
    services.rule(city.supervisor, late, upheld=False, reason="三定规定明确")
    services.rule(city.supervisor, late, upheld=False, reason="三定规定明确")
    assert part_of(task, city.planning.unit).state == "acknowledged"
    with pytest.raises(Refused, match="已经处理"):
        services.rule(city.supervisor, late, upheld=True, reason="改判")


def test_a_new_lead_puts_the_old_one_beside_it(city: City) -> None:
    task = a_task(city)
    services.change_role(city.supervisor, part_of(task, city.finance.unit), "lead", "资金为主")
    assert roles(task) == {"市发改委": "joint_lead", "市财政局": "lead"}
    assert TaskState.objects.get(task=task).lead == city.finance.unit


def test_what_was_assigned_is_not_assigned_again_and_a_second_lead_leads_jointly(city: City) -> None:
    task = a_task(city)
    more = [PartDraft(role="lead", unit=city.science.unit), PartDraft(role="responsible", unit=city.finance.unit)]
    assert len(services.assign(city.supervisor, task, more)) == 1
    assert services.assign(city.supervisor, task, more) == []
    assert roles(task) == {"市发改委": "lead", "市科技局": "joint_lead", "市财政局": "participant"}


def test_tasks_of_a_merged_unit_pass_to_its_successor_visibly(city: City) -> None:
    task, other = a_task(city), a_task(city, "另一项")
    services.acknowledge(city.planning.drafter, part_of(task, city.planning.unit))
    services.assign(city.supervisor, other, [PartDraft(role="participant", unit=city.science.unit)])
    units.merge_units(
        city.supervisor, [(city.planning.unit, None)], into=city.science.unit, on=date(2026, 3, 2), basis="机构改革"
    )

    assert roles(task) == {"市科技局": "lead", "市财政局": "participant"}
    assert roles(other) == {"市科技局": "lead", "市财政局": "participant"}
    assert part_of(task, city.science.unit).state == "acknowledged"
    row = queries.with_lights(city.supervisor, queries.ledger(city.supervisor))[0]
    assert row.leads[0].formerly == "市发改委"
    assert "由市科技局承继" in queries.history(city.supervisor, task)[0].sentence
    assert state.differences([task.pk, other.pk]) == []


def test_tasks_of_a_split_unit_go_where_their_matter_went(city: City) -> None:
    price, rest = a_task(city, "开展价格监督检查"), a_task(city, "重点项目谋划")
    shares = [
        Share(successor=city.finance.unit, matter="价格监督检查"),
        Share(successor=city.science.unit, principal=True),
    ]
    units.split_unit(city.supervisor, city.planning.unit, shares, on=date(2026, 3, 2), basis="机构改革")
    assert roles(price) == {"市财政局": "lead"}
    assert roles(rest) == {"市科技局": "lead", "市财政局": "participant"}


def test_a_merger_recorded_in_error_gives_the_tasks_back(city: City) -> None:
    task, moved = a_task(city), a_task(city, "另一项")
    units.merge_units(
        city.supervisor, [(city.planning.unit, None)], into=city.science.unit, on=date(2026, 3, 2), basis="机构改革"
    )
    services.reassign(city.supervisor, part_of(moved, city.science.unit), city.finance.unit, "另行明确")
    units.withdraw_succession(city.supervisor, city.planning.unit.successions.get(), "录入有误")
    assert roles(task) == {"市发改委": "lead", "市财政局": "participant"}
    assert "市发改委" not in roles(moved)
    assert "交还市发改委" in queries.history(city.supervisor, task)[0].sentence
    assert state.differences([task.pk, moved.pk]) == []


def test_lights_are_counted_again_when_a_threshold_or_a_working_day_changes(city: City) -> None:
    task = a_task(city)
    before = TaskState.objects.get(pk=task.pk).due_soon_on
    units.set_setting(city.supervisor, "due_soon_workdays", 1, on=date(2026, 1, 1), reason="试行")
    run_due()
    after = TaskState.objects.get(pk=task.pk).due_soon_on
    assert before is not None and after is not None and after > before
    assert state.differences([task.pk]) == []


def test_a_successor_reads_what_its_predecessor_reported(city: City) -> None:
    report = a_submitted_report(city.planning, a_task(city))
    units.merge_units(
        city.supervisor, [(city.planning.unit, None)], into=city.science.unit, on=date(2026, 3, 2), basis="机构改革"
    )
    bundle = queries.task_bundle(city.science.drafter, report.task)
    assert [shown.report.pk for shown in bundle.reports] == [report.pk]
    assert queries.this_month(city.science.drafter, "2026-03")[0].task == report.task


def test_deadlines_are_dated_decisions_and_a_change_needs_a_reason(city: City) -> None:
    task = a_task(city)
    with pytest.raises(Refused, match="理由"):
        services.set_deadline(city.supervisor, task, DeadlineDraft(due_on=date(2027, 6, 30)))
    services.set_deadline(
        on(city.supervisor, date(2026, 5, 6)), task, DeadlineDraft(due_on=date(2027, 6, 30)), "上级延期"
    )
    same = services.set_deadline(
        on(city.supervisor, date(2026, 5, 7)), task, DeadlineDraft(due_on=date(2027, 6, 30)), "再点一次"
    )
    rows = list(task.deadlines.order_by("pk").values_list("due_on", "valid_from", "valid_to"))
    assert rows == [
        (date(2026, 12, 31), date(2026, 3, 2), date(2026, 5, 6)), (date(2027, 6, 30), date(2026, 5, 6), None),
    ]  # fmt: skip
    assert same.reason == "上级延期"


def test_milestones_are_counted_and_two_editors_are_told(city: City) -> None:
    task = a_task(city)
    stone = services.add_milestone(city.planning.drafter, task, "方案印发", date(2026, 3, 10))
    services.add_milestone(city.planning.drafter, task, "全面推开", date(2026, 9, 30))
    assert light(TaskState.objects.get(task=task), date(2026, 3, 11)).kind == "behind"
    services.change_milestone(city.supervisor, stone, stone.version, title="方案印发", due_on=date(2026, 4, 10))
    with pytest.raises(ChangedMeanwhile):
        services.change_milestone(
            city.planning.drafter, stone, stone.version, title="方案出台", due_on=date(2026, 4, 20)
        )
    services.finish_milestone(city.planning.drafter, stone)
    progress = queries.task_bundle(city.supervisor, task).progress
    assert progress is not None
    assert (progress.percent, progress.unit) == (50, "节点")
    with pytest.raises(Refused):
        services.add_milestone(city.finance.drafter, task, "越权")


def test_closing_is_asked_by_one_and_approved_by_another(city: City) -> None:
    task = a_task(city)
    report = a_submitted_report(city.planning, task)
    asked = ClosingDraft(kind="completed", reason="全部完成")
    with pytest.raises(Refused, match="等待核验"):
        services.ask_closing(city.supervisor, task, asked)
    services.verify(city.supervisor, report, report.version)
    closure = services.ask_closing(city.supervisor, task, asked)
    with pytest.raises(Refused, match="另一人"):
        services.approve_closing(city.supervisor, closure)
    services.approve_closing(city.confirmer, closure)
    assert light(TaskState.objects.get(task=task), date(2026, 3, 2)).kind == "closed"
    with pytest.raises(Refused, match="已销号"):
        services.open_report(on(city.planning.drafter, date(2026, 4, 1)), part_of(task, city.planning.unit), "2026-04")
    services.reopen(city.supervisor, task, "核查发现遗留问题")
    assert light(TaskState.objects.get(task=task), date(2026, 3, 2)).kind == "normal"


@pytest.mark.parametrize(
    ("closing", "kind", "due"),
    [
        (ClosingDraft(kind="stage", reason="一期完成", new_due_on=date(2027, 12, 31)), "normal", date(2027, 12, 31)),
        (ClosingDraft(kind="standing", reason="转入日常"), "standing", None),
        (ClosingDraft(kind="adjusted", reason="任务变化", new_title="新的任务", new_due_on=date(2027, 1, 31)), "normal", date(2027, 1, 31)),
        (ClosingDraft(kind="stopped", reason="政策废止"), "stopped", date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_each_way_of_closing_has_its_effect(city: City, closing: ClosingDraft, kind: str, due: date | None) -> None:
    task = a_task(city)
    services.approve_closing(city.confirmer, services.ask_closing(city.supervisor, task, closing))
    found = TaskState.objects.get(task=task)
    assert (light(found, date(2026, 3, 2)).kind, found.due_on) == (kind, due)
    task.refresh_from_db()
    assert task.title == (closing.new_title or "新开办企业手续3个工作日内办结")


def test_an_exception_stands_beside_the_light_and_not_in_its_place(city: City) -> None:
    task = a_task(city)
    asked = services.ask_exception(city.planning.drafter, task, "省里尚未出台细则", until=date(2026, 6, 30))
    with pytest.raises(Refused):
        services.approve_exception(city.planning.drafter, asked)
    services.approve_exception(city.supervisor, asked)
    row = queries.with_lights(on(city.supervisor, date(2026, 3, 28)), queries.ledger(city.supervisor))[0]
    assert (row.excepted, row.light and row.light.kind) == (True, "behind")
    over = queries.with_lights(on(city.supervisor, date(2026, 7, 1)), queries.ledger(city.supervisor))[0]
    assert not over.excepted


def test_one_task_has_many_sources_and_loses_them_without_losing_their_record(city: City) -> None:
    from luoshi.tasks.services import SourceDraft

    task = a_task(city, sources=(SourceDraft(document_title="甲文件", quote="第一条"),))
    source = services.add_source(
        city.supervisor, task, SourceDraft(document_title="乙文件", quote="第二条", primary=False)
    )
    assert (
        services.add_source(
            city.supervisor, task, SourceDraft(document_title="乙文件", quote="第二条", primary=False)
        ).pk
        == source.pk
    )
    assert TaskState.objects.get(task=task).sources == 2
    services.withdraw_source(city.supervisor, source, "文件废止")
    assert TaskState.objects.get(task=task).sources == 1
    assert len(queries.task_bundle(city.supervisor, task).sources) == 2


def test_words_of_a_task_are_edited_by_one_at_a_time(city: City) -> None:
    task = a_task(city)
    services.edit_task(city.supervisor, task, task.version, title="改过的名称", text="")
    with pytest.raises(ChangedMeanwhile):
        services.edit_task(city.editor, task, task.version, title="另一个名称", text="")
    assert TaskState.objects.get(task=task).search.startswith("2026-0001\n改过的名称")
