"""A small city whose people sign in: an office, two bureaux with three hands each, tasks in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client

from luoshi.kernel.actors import Actor, Role
from luoshi.tasks import services
from luoshi.tasks.models import Assignment, Report, Task
from luoshi.tasks.rules import period_of
from luoshi.tasks.rules.months import shifted
from luoshi.units.models import Unit
from tests.factories import Official, actor_of, make_official, make_unit, sign_in

TODAY = date.today()
PERIOD = period_of(TODAY)
BEFORE = shifted(PERIOD, -1)
LONG = TODAY - timedelta(days=150)  # since when the tasks run


@dataclass
class Bureau:
    """A unit with its three hands."""

    unit: Unit
    drafter: Official
    section_head: Official
    unit_head: Official


@dataclass
class City:
    """An office and two bureaux."""

    supervisor: Official
    other_supervisor: Official
    confirmer: Official
    planning: Bureau
    finance: Bureau
    archive: Bureau
    admin: Official
    tasks: list[Task] = field(default_factory=list)


def bureau(name: str) -> Bureau:
    unit = make_unit(name, short_name=name)
    hands = [
        make_official(unit, role, name=f"{name}{title}")
        for role, title in ((Role.DRAFTER, "联络员"), (Role.SECTION_HEAD, "科长"), (Role.UNIT_HEAD, "局长"))
    ]
    return Bureau(unit, *hands)


def a_city() -> City:
    office = make_unit("市政府督查室", kind=Unit.Kind.OFFICE)
    return City(
        make_official(office, Role.SUPERVISOR, name="督查甲"),
        make_official(office, Role.SUPERVISOR, name="督查乙"),
        make_official(office, Role.CONFIRMER, name="审定甲"),
        bureau("市发改委"),
        bureau("市财政局"),
        bureau("市档案馆"),
        make_official(office, Role.SYSTEM_ADMIN, name="系统甲"),
    )


def a_task(city: City, title: str = "新开办企业手续3个工作日内办结", *, given_on: date = LONG, **fields: Any) -> Task:
    """A task that planning leads and finance takes part in."""
    fields.setdefault("origin", "own")
    fields.setdefault("deadline", services.DeadlineDraft(due_on=TODAY + timedelta(days=120)))
    fields.setdefault(
        "parts",
        (
            services.PartDraft(role="lead", unit=city.planning.unit),
            services.PartDraft(role="participant", unit=city.finance.unit),
        ),
    )
    draft = services.TaskDraft(title=title, given_on=given_on, **fields)
    task = services.create_task(actor_of(city.supervisor), draft)
    city.tasks.append(task)
    return task


def part_of(task: Task, unit: Unit) -> Assignment:
    found: Assignment = Assignment.objects.get(task=task, unit=unit, valid_to__isnull=True)
    return found


def a_report(bureau: Bureau, task: Task, period: str = PERIOD, progress: str = "已完成流程再造") -> Report:
    """Written by the drafter."""
    actor = actor_of(bureau.drafter)
    report = services.open_report(actor, part_of(task, bureau.unit), period)
    return services.save_draft(actor, report, report.version, services.ReportContent(progress=progress))


def sent(bureau: Bureau, task: Task, period: str = PERIOD, progress: str = "已完成流程再造") -> Report:
    """Written, and passed by all three hands."""
    report = a_report(bureau, task, period, progress)
    for hand in (bureau.drafter, bureau.section_head, bureau.unit_head):
        report = services.pass_report(actor_of(hand), report, report.version)
    return report


def browser(official: Official) -> Client:
    client = Client()
    sign_in(client, official)
    return client


def of(official: Official) -> Actor:
    return actor_of(official)
