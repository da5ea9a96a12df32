"""Years of history loaded at once stand as if people had made them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from luoshi.journal.models import Event
from luoshi.tasks import queries, services, state
from luoshi.tasks.bulk import (
    HistoricDeadline,
    HistoricMilestone,
    HistoricPart,
    HistoricReport,
    HistoricStep,
    HistoricTask,
    load,
)
from luoshi.tasks.models import Task
from luoshi.tasks.services import DeadlineDraft, MeasureDraft, SourceDraft
from tests.tasks.city import City, a_task, part_of


def at(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 10))


def some_tasks(city: City) -> list[HistoricTask]:
    unit, other = city.planning.unit.pk, city.finance.unit.pk
    report = HistoricReport(
        unit=unit, period="2025-10", progress="已办结20件", submitted_at=at(2025, 10, 23), verified_at=at(2025, 10, 27),
        quantities={0: 20}, steps=(HistoricStep(step="submitted", by="person:7", at=at(2025, 10, 23)),),
    )  # fmt: skip
    running = HistoricTask(
        title="压减审批时限", given_on=date(2025, 9, 1), sources=(SourceDraft(document_title="方案", quote="压减一半"),),
        parts=(HistoricPart(unit=unit), HistoricPart(unit=other, role="participant", until=date(2025, 12, 1))),
        deadlines=(
            HistoricDeadline(deadline=DeadlineDraft(due_on=date(2025, 12, 31)), on=date(2025, 9, 1)),
            HistoricDeadline(deadline=DeadlineDraft(due_on=date(2026, 6, 30)), on=date(2025, 12, 20), reason="延期"),
        ),
        milestones=(HistoricMilestone(title="方案", done_on=date(2025, 9, 20)),),
        measures=(MeasureDraft(name="办件", unit="件", target=100),), reports=(report,), by="person:3", at=at(2025, 9, 1),
    )  # fmt: skip
    closed = HistoricTask(
        title="设立专窗", given_on=date(2024, 5, 6), parts=(HistoricPart(unit=unit),), number="2024-0077",
        closed=("completed", date(2024, 12, 2)),
    )  # fmt: skip
    return [running, closed]


def test_rows_state_and_events_are_there_at_their_own_times(city: City) -> None:
    count = load(city.supervisor, some_tasks(city), report_events=True)

    assert (count.tasks, count.parts, count.reports, count.events) == (2, 3, 1, 3)
    running, closed = Task.objects.order_by("pk")
    assert (running.number, closed.number) == ("2025-0001", "2024-0077")
    assert state.differences([running.pk, closed.pk]) == []
    assert (running.state.due_on, running.state.last_period, closed.state.closed_on) == (
        date(2026, 6, 30), "2025-10", date(2024, 12, 2),
    )  # fmt: skip
    told = queries.history(city.supervisor, running)
    assert [timezone.localdate(one.when) for one in told] == [date(2025, 10, 23), date(2025, 9, 1)]
    progress = queries.task_bundle(city.supervisor, running).progress
    assert progress is not None
    assert progress.percent == 20


def test_loaded_tasks_go_on_like_any_other_and_the_journal_holds(city: City) -> None:
    from luoshi.journal.canonical import hashed, text_of

    load(city.supervisor, some_tasks(city))
    task = Task.objects.get(number="2025-0001")
    services.mark_no_change(city.planning.unit_head, part_of(task, city.planning.unit), "2026-03")
    assert a_task(city, given_on=date(2025, 12, 1)).number == "2025-0002"
    assert all(event.digest == hashed(text_of(event)) for event in Event.objects.all())
