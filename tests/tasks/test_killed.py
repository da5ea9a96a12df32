"""A process killed in the middle of an act leaves nothing half done, and the act can be done again."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.journal.models import Event
from luoshi.tasks import services, state
from luoshi.tasks.models import Assignment, NumberSeries, Report, Task, TaskState
from tests.jobs.processes import kill, start, wait_until
from tests.tasks.city import City, a_city, a_submitted_report, a_task, part_of

pytestmark = pytest.mark.django_db(transaction=True)


def killed(deed: str, folder: Path) -> None:
    process = start("tests.tasks.a_writer", str(folder), deed)
    wait_until((folder / "here").exists, alive=[process])
    kill(process)


@pytest.fixture
def town() -> City:
    return a_city()


def test_while_tasks_are_created(town: City, tmp_path: Path) -> None:
    killed("create", tmp_path)
    assert not Task.objects.exists()
    assert not NumberSeries.objects.exists()
    assert not Event.objects.filter(act__startswith="tasks.").exists()
    assert a_task(town).number == "2026-0001"


def test_while_a_report_is_sent(town: City, tmp_path: Path) -> None:
    task = a_task(town)
    before = Event.objects.count()
    killed("submit", tmp_path)
    assert not Report.objects.exists()
    assert Event.objects.count() == before
    report = services.mark_no_change(town.planning.unit_head, part_of(task, town.planning.unit), "2026-03")
    assert (report.state, state.differences([task.pk])) == ("submitted", [])


def test_while_a_report_is_verified(town: City, tmp_path: Path) -> None:
    task = a_task(town)
    report = a_submitted_report(town.planning, task)
    killed("verify", tmp_path)
    assert Report.objects.get().state == "submitted"
    assert TaskState.objects.get(task=task).waiting == 1
    assert services.verify(town.supervisor, report, report.version).state == "verified"
    assert Event.objects.filter(act="tasks.report_verified").count() == 1


def test_while_the_tasks_of_a_merged_unit_pass_on(town: City, tmp_path: Path) -> None:
    task = a_task(town)
    killed("merge", tmp_path)
    town.planning.unit.refresh_from_db()
    assert town.planning.unit.dissolved_on is None
    assert list(Assignment.objects.filter(task=task, role="lead").values_list("unit", "valid_to")) == [
        (town.planning.unit.pk, None)
    ]
    assert state.differences([task.pk]) == []
