"""A small city with an office, bureaux, counties and their officials, and tasks in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from luoshi.accounts.models import Portfolio
from luoshi.kernel.actors import Actor, Role
from luoshi.tasks import services
from luoshi.tasks.models import Assignment, Report, Task
from luoshi.units.models import GroupMember, Unit, UnitGroup
from tests.factories import CITY, LONG_AGO, TODAY, actor_of, make_official, make_unit

LATER = date(2026, 12, 31)


@dataclass(frozen=True)
class Staff:
    """A unit with three hands."""

    unit: Unit
    drafter: Actor
    section_head: Actor
    unit_head: Actor


@dataclass(frozen=True)
class City:
    """Offices, three bureaux, a unit of one person, counties in a group, a leader."""

    supervisor: Actor
    second_supervisor: Actor
    confirmer: Actor
    editor: Actor
    planning: Staff
    finance: Staff
    science: Staff
    archive: Unit
    archivist: Actor
    counties: UnitGroup
    county_units: tuple[Unit, ...]
    leader: Actor
    mayor: Actor
    system_admin: Actor


def staff(name: str) -> Staff:
    unit = make_unit(name, short_name=name)
    hands = [actor_of(make_official(unit, role), TODAY) for role in (Role.DRAFTER, Role.SECTION_HEAD, Role.UNIT_HEAD)]
    return Staff(unit, *hands)


def a_city() -> City:
    office = make_unit("市政府督查室", kind=Unit.Kind.OFFICE)
    archive = make_unit("市档案馆")
    planning, finance, science = staff("市发改委"), staff("市财政局"), staff("市科技局")
    counties = tuple(make_unit(name, kind=Unit.Kind.COUNTY) for name in ("东县", "西县", "南区"))
    group = UnitGroup.objects.create(jurisdiction=CITY, name="各县市区")
    for unit in counties:
        GroupMember.objects.create(jurisdiction=CITY, group=group, unit=unit, valid_from=LONG_AGO)
    leader, mayor = make_official(office, Role.LEADER, title="副市长"), make_official(office, Role.LEADER, title="市长")
    Portfolio.objects.create(jurisdiction=CITY, post=leader.post, unit=planning.unit, valid_from=LONG_AGO)
    Portfolio.objects.create(jurisdiction=CITY, post=mayor.post, valid_from=LONG_AGO)
    return City(
        supervisor=actor_of(make_official(office, Role.SUPERVISOR), TODAY),
        second_supervisor=actor_of(make_official(office, Role.SUPERVISOR), TODAY),
        confirmer=actor_of(make_official(office, Role.CONFIRMER), TODAY),
        editor=actor_of(make_official(office, Role.EDITOR), TODAY),
        planning=planning,
        finance=finance,
        science=science,
        archive=archive,
        archivist=actor_of(make_official(archive, Role.DRAFTER), TODAY),
        counties=group,
        county_units=counties,
        leader=actor_of(leader, TODAY),
        mayor=actor_of(mayor, TODAY),
        system_admin=actor_of(make_official(office, Role.SYSTEM_ADMIN), TODAY),
    )


def on(actor: Actor, day: date) -> Actor:
    """The same actor on another day."""
    return replace(actor, on=day)


def a_task(city: City, title: str = "新开办企业手续3个工作日内办结", **fields: Any) -> Task:
    """A task that planning leads and finance takes part in, due at the end of the year."""
    fields.setdefault("origin", "own")
    fields.setdefault("deadline", services.DeadlineDraft(due_on=LATER))
    fields.setdefault(
        "parts",
        (
            services.PartDraft(role="lead", unit=city.planning.unit),
            services.PartDraft(role="participant", unit=city.finance.unit),
        ),
    )
    return services.create_task(city.supervisor, services.TaskDraft(title=title, **fields))


def part_of(task: Task, unit: Unit) -> Assignment:
    """The open part of a unit."""
    found: Assignment = Assignment.objects.get(task=task, unit=unit, valid_to__isnull=True)
    return found


def a_submitted_report(who: Staff, task: Task, period: str = "2026-03", progress: str = "已完成流程再造") -> Report:
    """Written by the drafter, passed by both heads."""
    report = services.open_report(who.drafter, part_of(task, who.unit), period)
    report = services.save_draft(who.drafter, report, report.version, services.ReportContent(progress=progress))
    for hand in (who.drafter, who.section_head, who.unit_head):
        report = services.pass_report(hand, report, report.version)
    return report
