"""What moves with a post: tasks, reports that are not through, reviews that are not confirmed."""

from __future__ import annotations

import pytest
from tests import factories

from luoshi.accounts import services
from luoshi.accounts.handover import sections_of
from luoshi.accounts.models import Post
from luoshi.journal.services import rows_of
from luoshi.kernel.actors import Actor, Role
from luoshi.policies.models import Policy
from luoshi.tasks.models import Assignment, Report, Task, TaskState
from luoshi.ui.language import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafter() -> factories.Official:
    """A unit's drafter with an open task, a draft, a returned report and one that waits for the head."""
    official = factories.make_official(factories.make_unit("市科技局"), Role.DRAFTER, title="联络员")
    for number, state in (("2026-0001", "draft"), ("2026-0002", "returned"), ("2026-0003", "head")):
        task = Task.objects.create(
            jurisdiction=factories.CITY, number=number, title=f"任务{number}", origin="own", given_on=factories.LONG_AGO,
            created_by="system",
        )  # fmt: skip
        part = Assignment.objects.create(
            jurisdiction=factories.CITY, task=task, unit=official.post.unit, role="lead", valid_from=factories.LONG_AGO
        )
        Report.objects.create(
            jurisdiction=factories.CITY,
            assignment=part,
            task=task,
            unit=official.post.unit,
            period="2026-02",
            state=state,
        )
        TaskState.objects.create(
            jurisdiction=factories.CITY, task=task, lead=official.post.unit, origin="own", deadline_kind="none"
        )
    return official


def _titles(actor: Actor, post: Post, kind: str) -> list[str]:
    section = next(each for each in sections_of(actor, post) if each.kind == kind)
    return [said(item.title) for item in section.items]


def test_the_drafter_hands_over_tasks_drafts_and_returned_reports(drafter: factories.Official) -> None:
    actor = factories.actor_of(drafter)
    assert len(_titles(actor, drafter.post, "tasks.task")) == 3
    assert [title[:9] for title in _titles(actor, drafter.post, "tasks.report")] == ["2026-0001", "2026-0002"]


def test_closed_tasks_stay_where_they_are(drafter: factories.Official) -> None:
    TaskState.objects.filter(task__number="2026-0001").update(closed_on=factories.TODAY)
    assert len(_titles(factories.actor_of(drafter), drafter.post, "tasks.task")) == 2


def test_who_hands_over_without_seeing_the_business_reads_numbers_alone(drafter: factories.Official) -> None:
    security = factories.make_official(factories.make_unit("机要局"), Role.SECURITY_ADMIN)
    titles = _titles(factories.actor_of(security), drafter.post, "tasks.task")
    assert titles == ["2026-0001", "2026-0002", "2026-0003"]


def test_the_sheet_keeps_what_moved_on_that_day(drafter: factories.Official) -> None:
    security = factories.make_official(factories.make_unit("机要局"), Role.SECURITY_ADMIN)
    actor = factories.actor_of(security)
    event = services.hand_over(actor, drafter.post, drafter.person, factories.make_person("李敏"), actor.on)
    moved = rows_of(event)
    assert sorted(row["kind"] for row in moved) == ["tasks.report"] * 2 + ["tasks.task"] * 3
    TaskState.objects.update(closed_on=actor.on)
    only = {"tasks.task": [row["id"] for row in moved if row["kind"] == "tasks.task"]}
    tasks = next(each for each in sections_of(actor, drafter.post, only) if each.kind == "tasks.task")
    assert len(tasks.items) == 3


def test_an_editor_hands_over_reviews_and_a_confirmer_what_waits() -> None:
    office = factories.make_unit("督查室")
    editor, confirmer = factories.make_official(office, Role.EDITOR), factories.make_official(office, Role.CONFIRMER)
    for state in ("review", "submitted", "confirmed"):
        Policy.objects.create(jurisdiction=factories.CITY, title=state, state=state, created_by="system")
    assert _titles(factories.actor_of(editor), editor.post, "policies.policy") == ["review"]
    assert _titles(factories.actor_of(confirmer), confirmer.post, "policies.policy") == ["submitted"]
