"""A post handed over hands its tasks and reports over."""

from __future__ import annotations

from datetime import date

from luoshi.accounts.handover import sections_of
from luoshi.accounts.models import Person, Post
from luoshi.accounts.services import hand_over
from luoshi.accounts.sessions import actor_of
from luoshi.journal.services import rows_of
from luoshi.tasks import queries, services
from tests.factories import make_person
from tests.tasks.city import City, a_task, on, part_of


def test_the_successor_goes_on_with_tasks_and_drafts_and_the_predecessor_sees_nothing_more(city: City) -> None:
    task = a_task(city)
    report = services.open_report(city.planning.drafter, part_of(task, city.planning.unit), "2026-03")
    services.save_draft(city.planning.drafter, report, 1, services.ReportContent(progress="写到一半"))
    post = Post.objects.get(pk=next(iter(city.planning.drafter.posts())))
    giver, taker = Person.objects.get(pk=city.planning.drafter.person or 0), make_person("李接手")

    event = hand_over(city.supervisor, post, giver, taker, date(2026, 3, 9))

    moved = {(row["kind"], row["id"]) for row in rows_of(event)}
    assert {("tasks.assignment", part_of(task, city.planning.unit).pk), ("tasks.report", report.pk)} <= moved
    new, old = actor_of(taker, date(2026, 3, 9)), actor_of(giver, date(2026, 3, 9))
    assert [row.pk for row in queries.to_write(new)] == [report.pk]
    assert queries.ledger(new).count() == 1
    assert queries.ledger(old).count() == 0


def test_a_section_heads_sheet_lists_what_waits_for_that_step(city: City) -> None:
    report = services.mark_no_change(city.planning.drafter, part_of(a_task(city), city.planning.unit), "2026-03")
    post = Post.objects.get(pk=next(iter(city.planning.section_head.posts())))
    head = Post.objects.get(pk=next(iter(city.planning.unit_head.posts())))
    actor = on(city.supervisor, date(2026, 3, 9))
    found = {section.kind: [item.pk for item in section.items] for section in sections_of(actor, post)}
    assert found["tasks.report"] == [report.pk]
    assert {section.kind: len(section.items) for section in sections_of(actor, head)}["tasks.report"] == 0
