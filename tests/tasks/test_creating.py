"""Tasks come to be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from luoshi.journal.models import Event
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services
from luoshi.tasks.models import Assignment, Deadline, Instruction, Task, TaskState
from luoshi.tasks.services import DeadlineDraft, PartDraft, SourceDraft, TaskDraft
from tests.factories import TODAY
from tests.tasks.city import City, a_task


def test_a_task_is_numbered_given_to_its_units_and_told_once(city: City) -> None:
    task = a_task(city)

    assert task.number == "2026-0001"
    assert [(p.unit, p.role) for p in task.assignments.order_by("pk")] == [
        (city.planning.unit, "lead"),
        (city.finance.unit, "participant"),
    ]
    state = TaskState.objects.get(task=task)
    assert (state.lead, state.due_on, state.units, state.unanswered) == (city.planning.unit, date(2026, 12, 31), 2, 2)
    assert [e.act for e in Event.objects.filter(object_kind="tasks.task", object_id=task.pk)] == ["tasks.created"]


def test_an_assignment_has_its_own_number_and_a_reply_limit_in_working_days(city: City) -> None:
    task = a_task(city, series="assignment", origin="instruction", deadline=None)

    assert task.number == "交办〔2026〕1号"
    assert Deadline.objects.get(task=task).due_on == date(2026, 3, 16)  # ten working days after Monday 2 March


def test_numbers_of_a_series_have_no_gaps_when_a_creation_is_refused(city: City) -> None:
    a_task(city)
    with pytest.raises(Refused):
        services.create_tasks(
            city.supervisor, [TaskDraft(title="甲", origin="own"), TaskDraft(title=" ", origin="own")]
        )
    assert a_task(city, "第二项").number == "2026-0002"


def test_a_form_sent_twice_makes_one_task(city: City) -> None:
    first = a_task(city, token="form-1")
    second = a_task(city, token="form-1")

    assert first.pk == second.pk
    assert Task.objects.count() == 1


def test_a_group_becomes_one_part_for_each_member_of_the_day(city: City) -> None:
    draft = PartDraft(role="responsible", group=city.counties, printed="各县市区")
    task = a_task(city, parts=(PartDraft(role="lead", unit=city.planning.unit), draft))

    given = Assignment.objects.filter(task=task, group=city.counties)
    assert {part.unit for part in given} == set(city.county_units)
    assert {part.printed for part in given} == {"各县市区"}


def test_a_unit_named_twice_has_one_part_in_its_weightier_role_and_the_second_lead_leads_jointly(city: City) -> None:
    task = a_task(
        city,
        parts=(
            PartDraft(role="participant", unit=city.finance.unit),
            PartDraft(role="lead", unit=city.planning.unit.pk),
            PartDraft(role="lead", unit=city.finance.unit),
        ),
    )
    assert sorted(task.assignments.values_list("unit__name", "role")) == [
        ("市发改委", "lead"),
        ("市财政局", "joint_lead"),
    ]


def test_what_is_given_to_a_unit_that_no_longer_exists_is_given_to_its_successor(city: City) -> None:
    from luoshi.units import services as units

    units.merge_units(
        city.supervisor, [(city.archive, None)], into=city.science.unit, on=date(2026, 2, 1), basis="机构改革方案"
    )
    task = a_task(city, parts=(PartDraft(role="lead", unit=city.archive.pk, printed="市档案馆"),))

    part = Assignment.objects.get(task=task)
    assert (part.unit, part.printed) == (city.science.unit, "市档案馆")


def test_the_text_of_an_instruction_is_encrypted_and_read_by_named_posts_only(city: City) -> None:
    reader = next(iter(city.planning.unit_head.posts()))
    task = a_task(city, origin="instruction", instruction="请抓紧办理,月底前报结果。", recipients=(reader,))

    assert "抓紧".encode() not in bytes(Instruction.objects.get(task=task).sealed)
    assert services.read_instruction(city.planning.unit_head, task) == "请抓紧办理,月底前报结果。"
    for other in (city.planning.drafter, city.supervisor, city.mayor):
        with pytest.raises(Refused) as refused:
            services.read_instruction(other, task)
        assert refused.value.forbidden
    assert Event.objects.filter(act="tasks.instruction_read").count() == 1


def test_five_hundred_tasks_take_few_queries_besides_their_events(
    city: City, django_assert_max_num_queries: object
) -> None:
    drafts = [
        TaskDraft(
            title=f"任务{n}", origin="own", deadline=DeadlineDraft(due_on=date(2026, 12, 31)),
            parts=(PartDraft(role="lead", unit=city.planning.unit), PartDraft(role="responsible", group=city.counties)),
            sources=(SourceDraft(document_title="文件", quote=f"第{n}句"),),
        )
        for n in range(100)
    ]  # fmt: skip
    with django_assert_max_num_queries(100 + 100):  # type: ignore[operator]  # a fixture without types
        made = services.create_tasks(city.supervisor, drafts)
    assert [task.number for task in made] == [f"2026-{n:04d}" for n in range(1, 101)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "  "}, "title"),
        ({"deadline": DeadlineDraft(kind="date")}, "due_on"),
        ({"instruction": "请办", "recipients": ()}, "recipients"),
        ({"parts": (PartDraft(role="lead"),)}, "unit"),
        ({"parts": (PartDraft(role="lead", unit=10**9),)}, "unit"),
    ],
)
def test_a_draft_that_is_not_right_is_refused_and_nothing_is_written(
    city: City, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        a_task(city, **fields)
    assert refused.value.field == field
    assert not Task.objects.exists()
    assert not Event.objects.filter(act__startswith="tasks.").exists()


def test_units_and_administrators_create_no_tasks(city: City) -> None:
    for actor in (city.planning.unit_head, city.leader, city.system_admin):
        with pytest.raises(Refused) as refused:
            services.create_task(actor, TaskDraft(title="越权", origin="own"))
        assert refused.value.forbidden


def test_a_task_due_before_it_was_given_is_named_so_and_is_not_red_on_its_first_day(city: City) -> None:
    from luoshi.tasks.rules import light

    task = a_task(city, deadline=DeadlineDraft(due_on=date(2025, 12, 31)))
    state = TaskState.objects.get(task=task)

    assert state.late_at_birth
    assert light(state, TODAY).kind == "due_soon"
    assert light(state, date(2026, 3, 17)).kind == "overdue"
