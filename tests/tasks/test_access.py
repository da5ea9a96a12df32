"""Who sees and does what: the same for lists and for single rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from luoshi.accounts.models import Visibility
from luoshi.kernel.actors import Actor, Grant, Role
from luoshi.policies.models import Policy
from luoshi.tasks import queries, services
from luoshi.tasks.access import policy
from luoshi.tasks.models import AssignmentState, Objection, Report, Task
from luoshi.tasks.queries import LedgerFilter
from luoshi.tasks.services import PartDraft, SourceDraft
from luoshi.units.models import Area
from tests.factories import CITY, LONG_AGO, NEIGHBOUR, TODAY, an_actor, make_unit
from tests.tasks.city import City, a_submitted_report, a_task, part_of


def seen(actor: Actor, rows: Any) -> set[int]:
    return set(policy.visible(actor, rows).values_list("pk", flat=True))


@pytest.fixture
def pair(city: City) -> tuple[Task, Task]:
    """One led by planning with finance taking part, one of science alone."""
    return a_task(city), a_task(city, "研发投入占比2.8%", parts=(PartDraft(role="lead", unit=city.science.unit),))


def test_offices_see_all_units_their_own_leaders_their_portfolio_administrators_nothing(
    city: City, pair: tuple[Task, Task]
) -> None:
    mine, other = pair[0].pk, pair[1].pk
    expected = {
        city.supervisor: {mine, other}, city.editor: {mine, other}, city.confirmer: {mine, other},
        city.planning.drafter: {mine}, city.finance.unit_head: {mine}, city.science.section_head: {other},
        city.leader: {mine}, city.mayor: {mine, other}, city.archivist: set(), city.system_admin: set(),
        an_actor(Role.SUPERVISOR, jurisdiction=NEIGHBOUR): set(),
    }  # fmt: skip
    for actor, tasks in expected.items():
        assert seen(actor, Task.objects.all()) == tasks
        assert {row.pk for row in queries.ledger(actor)} == tasks
        assert sum(queries.counts(actor).values()) in (len(tasks), 0)
        for task in pair:
            assert bool(policy.allows(actor, "view", task)) == (task.pk in tasks)


def test_a_unit_keeps_sight_of_what_was_taken_from_it_and_can_no_longer_report(
    city: City, pair: tuple[Task, Task]
) -> None:
    part = part_of(pair[0], city.finance.unit)
    services.release(city.supervisor, part, "分工调整")

    assert seen(city.finance.drafter, Task.objects.all()) == {pair[0].pk}
    assert not policy.allows(city.finance.drafter, "report", part_of(pair[0], city.planning.unit))
    assert not policy.allows(city.finance.drafter, "report", pair[0])


def test_a_lead_sees_what_participants_sent_and_nobody_a_peers_report(city: City) -> None:
    task = a_task(
        city,
        parts=(
            PartDraft(role="lead", unit=city.planning.unit), PartDraft(role="participant", unit=city.finance.unit),
            PartDraft(role="participant", unit=city.science.unit),
        ),
    )  # fmt: skip
    of_lead = a_submitted_report(city.planning, task)
    of_finance = a_submitted_report(city.finance, task)
    draft = services.open_report(city.science.drafter, part_of(task, city.science.unit), "2026-03")
    rows = Report.objects.all()

    assert seen(city.planning.drafter, rows) == {of_lead.pk, of_finance.pk}
    assert seen(city.finance.drafter, rows) == {of_finance.pk}
    assert seen(city.science.drafter, rows) == {draft.pk}
    assert seen(city.supervisor, rows) == {of_lead.pk, of_finance.pk}
    assert seen(city.leader, rows) == set()
    services.verify(city.supervisor, of_finance, None)
    assert seen(city.leader, rows) == {of_finance.pk}
    assert not policy.allows(city.science.drafter, "view", of_finance)


def test_participants_see_the_light_of_their_own_part_only(city: City, pair: tuple[Task, Task]) -> None:
    task = pair[0]
    a_submitted_report(city.finance, task)
    late = replace(city.finance.drafter, on=TODAY.replace(day=30))
    lead = replace(city.planning.drafter, on=TODAY.replace(day=30))

    own = queries.with_lights(late, queries.ledger(late))[0]
    assert (own.own, own.light and own.light.kind) == (True, "normal")
    theirs = queries.with_lights(lead, queries.ledger(lead))[0]
    assert (theirs.own, theirs.light and theirs.light.kind) == (False, "behind")
    assert seen(late, AssignmentState.objects.all()) == {part_of(task, city.finance.unit).pk}
    assert queries.counts(late) == {"normal": 1}
    assert queries.counts(lead) == {"behind": 1}
    assert not queries.ledger(late, LedgerFilter(lights=frozenset({"behind"}))).exists()
    assert queries.task_bundle(late, task).light == own.light


def test_the_place_may_let_participants_see_lights(city: City, pair: tuple[Task, Task]) -> None:
    Visibility.objects.create(
        jurisdiction=CITY, what="light", audience="participant", allowed=True, reason="试行", valid_from=LONG_AGO
    )
    late = replace(city.finance.drafter, on=TODAY.replace(day=30))
    row = queries.with_lights(late, queries.ledger(late))[0]
    assert (row.own, row.light and row.light.kind) == (False, "behind")


def test_a_supervisor_of_an_area_sees_the_tasks_of_that_area(city: City) -> None:
    north = Area.objects.create(jurisdiction=CITY, code="990101", name="北区", kind="district", valid_from=LONG_AGO)
    district = make_unit("北区政府", area=north)
    inside = a_task(city, "辖区任务", parts=(PartDraft(role="lead", unit=district),))
    own_area = a_task(city, "落地北区的任务", area=north)
    a_task(city, "市级任务")
    local = an_actor(Role.SUPERVISOR, area="990101", person=99)

    assert seen(local, Task.objects.all()) == {inside.pk, own_area.pk}
    assert queries.counts(local) == {"normal": 2}


def test_the_lead_of_a_task_sees_its_subtasks(city: City) -> None:
    above = a_task(city)
    below = a_task(city, "子任务", parent=above.pk, parts=(PartDraft(role="lead", unit=city.science.unit),))
    assert below.pk in seen(city.planning.drafter, Task.objects.all())
    assert below.pk not in seen(city.finance.drafter, Task.objects.all())


def test_the_words_of_a_limited_document_are_hidden_from_who_may_not_read_it(city: City) -> None:
    from django.utils import timezone

    limited = Policy.objects.create(
        jurisdiction=CITY, title="内部工作方案", level=Policy.Level.LIMITED, state="confirmed", created_by="person:1",
        confirmed_at=timezone.now(),
    )  # fmt: skip
    task = a_task(city, sources=(SourceDraft(policy=limited, clause="二/(三)", quote="压减一半审批事项"),))

    assert queries.task_bundle(city.supervisor, task).sources[0].readable
    assert not queries.task_bundle(city.planning.drafter, task).sources[0].readable
    assert not queries.with_lights(city.planning.drafter, queries.ledger(city.planning.drafter))[0].readable
    assert not queries.ledger(city.planning.drafter, LedgerFilter(text="审批事项")).exists()
    assert queries.ledger(city.supervisor, LedgerFilter(text="审批事项")).exists()


def test_disputes_are_seen_by_the_unit_the_lead_and_the_office(city: City) -> None:
    task = a_task(
        city,
        parts=(
            PartDraft(role="lead", unit=city.planning.unit), PartDraft(role="participant", unit=city.finance.unit),
            PartDraft(role="participant", unit=city.science.unit),
        ),
    )  # fmt: skip
    objection = services.object_to(city.finance.unit_head, part_of(task, city.finance.unit), "不属我局职责")
    rows = Objection.objects.all()
    for actor in (city.finance.drafter, city.planning.drafter, city.supervisor):
        assert seen(actor, rows) == {objection.pk}
    assert seen(city.science.drafter, rows) == set()
    assert "tasks.objected" not in {told.event.act for told in queries.history(city.science.drafter, task)}


def test_programs_reach_no_further_than_the_scopes_of_their_key(city: City, pair: tuple[Task, Task]) -> None:
    program = replace(city.planning.unit_head, channel="token", scopes=frozenset({"tasks:read"}))
    part = part_of(pair[0], city.planning.unit)

    assert seen(program, Task.objects.all()) == {pair[0].pk}
    assert not policy.allows(program, "report", part)
    assert policy.allows(replace(program, scopes=program.scopes | {"tasks:report"}), "report", part)
    assert seen(replace(program, scopes=frozenset({"units:read"})), Task.objects.all()) == set()


def test_one_person_in_two_units_sees_both(city: City, pair: tuple[Task, Task]) -> None:
    two = replace(
        city.finance.drafter,
        grants=(*city.finance.drafter.grants, Grant(role=Role.DRAFTER, unit=city.science.unit.pk)),
    )
    assert seen(two, Task.objects.all()) == {task.pk for task in pair}


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        ("edit", {"supervisor", "editor", "confirmer"}),
        ("assign", {"supervisor", "editor", "confirmer"}),
        ("plan", {"supervisor", "editor", "confirmer", "planning.drafter", "planning.unit_head"}),
        ("ask_close", {"supervisor"}),
        ("approve_close", {"supervisor", "confirmer"}),
        ("ask_exception", {"supervisor", "planning.drafter", "planning.unit_head"}),
        ("report", {"planning.drafter", "planning.unit_head", "finance.drafter"}),
        ("read_instruction", set()),
        ("made_up", set()),
    ],
)
def test_who_may_do_what_with_a_task(city: City, act: str, allowed: set[str]) -> None:
    task = a_task(city)
    people = {
        "supervisor": city.supervisor, "editor": city.editor, "confirmer": city.confirmer, "leader": city.leader,
        "planning.drafter": city.planning.drafter, "planning.unit_head": city.planning.unit_head,
        "finance.drafter": city.finance.drafter, "science.unit_head": city.science.unit_head,
        "system_admin": city.system_admin,
    }  # fmt: skip
    assert {name for name, actor in people.items() if policy.allows(actor, act, task)} == allowed
