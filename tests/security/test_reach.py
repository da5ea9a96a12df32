"""Roles limited to an area or a unit reach no further, through whatever page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luoshi.kernel.actors import Actor, Grant, Role
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import queries, services
from luoshi.tasks.access import policy
from luoshi.tasks.models import Report, Task
from luoshi.tasks.services import ClosingDraft, PartDraft, ReportContent
from luoshi.units.models import Area
from tests.factories import CITY, LONG_AGO, an_actor, make_unit
from tests.tasks.city import City, Staff, a_city, a_task, part_of, staff

pytestmark = pytest.mark.django_db
MARCH = "2026-03"


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.fixture
def north() -> Staff:
    made = staff("北区财政局")
    area = Area.objects.create(jurisdiction=CITY, code="990101", name="北区", kind="district", valid_from=LONG_AGO)
    made.unit.area = area
    made.unit.save(update_fields=["area"])
    return made


@pytest.fixture
def shared(city: City, north: Staff) -> Task:
    """A task of the whole city in which a unit of the north has a part."""
    parts = (PartDraft(role="lead", unit=city.planning.unit), PartDraft(role="responsible", unit=north.unit))
    return a_task(city, "全市任务", parts=parts)


LOCAL = an_actor(Role.SUPERVISOR, Role.CONFIRMER, area="990101", person=99)


def sent(task: Task, hands: Staff) -> Report:
    part = part_of(task, hands.unit)
    report = services.open_report(hands.unit_head, part, MARCH)
    report = services.save_draft(hands.unit_head, report, None, ReportContent(progress="完成一半"))
    return services.pass_report(hands.unit_head, report, None)


def test_the_office_of_an_area_sees_a_shared_task_and_does_not_rule_over_it(shared: Task, city: City) -> None:
    assert policy.allows(LOCAL, "view", shared)
    for act in (
        "edit",
        "assign",
        "time",
        "supervise",
        "withdraw",
        "reopen",
        "ask_close",
        "approve_close",
        "ask_exception",
    ):
        assert not policy.allows(LOCAL, act, shared), act
        assert not policy.offers(LOCAL, act, shared), act
    with pytest.raises(Refused):
        services.withdraw_task(LOCAL, shared, "不办了")
    asked = services.ask_closing(city.supervisor, shared, ClosingDraft(kind="stopped", reason="情况变化"))
    assert not policy.allows(LOCAL, "decide", asked)
    assert not policy.allows(LOCAL, "assign", part_of(shared, city.planning.unit))


def test_the_office_of_an_area_reads_and_verifies_the_reports_of_its_area_only(
    shared: Task, city: City, north: Staff
) -> None:
    theirs, own = sent(shared, city.planning), sent(shared, north)
    assert set(policy.visible(LOCAL, Report.objects.all())) == {own}
    with pytest.raises(Refused):
        services.verify(LOCAL, theirs, None)
    assert services.verify(LOCAL, own, None).state == Report.State.VERIFIED


def test_the_office_of_an_area_does_everything_with_tasks_of_that_area(city: City, north: Staff) -> None:
    own = a_task(city, "辖区任务", parts=(PartDraft(role="lead", unit=north.unit),))
    assert policy.allows(LOCAL, "edit", own) and policy.allows(LOCAL, "approve_close", own)


def test_an_office_person_with_a_part_in_a_unit_sees_no_draft_of_another(shared: Task, city: City) -> None:
    """The office is a unit as well: its supervisor may be its own drafter."""
    part = part_of(shared, city.planning.unit)
    report = services.open_report(city.planning.drafter, part, MARCH)
    services.save_draft(city.planning.drafter, report, None, ReportContent(progress="尚未送出的话"))
    office = make_unit("市政府督查室二科", kind="office")
    both: Actor = replace(city.supervisor, grants=(*city.supervisor.grants, Grant(role=Role.DRAFTER, unit=office.pk)))

    (row,) = queries.this_month(both, MARCH, unit=city.planning.unit.pk)
    assert row.report is None
    (own,) = queries.this_month(city.planning.drafter, MARCH)
    assert own.report is not None and own.report.progress == "尚未送出的话"


def test_what_a_head_says_to_a_drafter_stays_in_the_unit(shared: Task, city: City) -> None:
    hands = city.planning
    report = services.open_report(hands.drafter, part_of(shared, hands.unit), MARCH)
    report = services.save_draft(hands.drafter, report, None, ReportContent(progress="完成一半"))
    report = services.pass_report(hands.drafter, report, None)
    services.send_back(hands.section_head, report, "数字再核实")
    report = services.pass_report(hands.unit_head, Report.objects.get(pk=report.pk), None)

    def said(actor: Actor) -> set[str]:
        (shown,) = queries.task_bundle(actor, shared).reports
        return {step.comment for step in shown.steps} - {""}

    assert report.state == Report.State.SUBMITTED
    assert said(hands.drafter) == {"数字再核实"}
    assert said(city.supervisor) == set()
