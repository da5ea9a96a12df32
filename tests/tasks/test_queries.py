"""Lists, counts, the grid and the task page: what they show and in how many queries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from luoshi.tasks import queries, services
from luoshi.tasks.models import Assignment, Task
from luoshi.tasks.queries import LedgerFilter
from luoshi.tasks.services import DeadlineDraft, MeasureDraft, MilestoneDraft, PartDraft, SourceDraft
from tests.factories import TODAY
from tests.tasks.city import City, a_submitted_report, a_task, on, part_of


def titles(city: City, **wanted: Any) -> list[str]:
    return [row.task.title for row in queries.ledger(city.supervisor, LedgerFilter(**wanted))]


@pytest.fixture
def several(city: City) -> dict[str, Task]:
    lead = (PartDraft(role="lead", unit=city.science.unit),)
    return {
        "soon": a_task(city, "压减审批时限", deadline=DeadlineDraft(due_on=date(2026, 3, 6)), theme="营商环境"),
        "late": a_task(city, "发布评价指数", deadline=DeadlineDraft(due_on=date(2026, 3, 20)), parts=lead),
        "standing": a_task(city, "不设附加条件", deadline=DeadlineDraft(kind="standing"), parts=()),
        "open": a_task(city, "研究支持办法", deadline=None, origin="letter", parts=lead),
    }


def test_each_filter_narrows_to_what_it_names(city: City, several: dict[str, Task]) -> None:
    services.object_to(city.science.drafter, part_of(several["late"], city.science.unit), "不属职责")
    assert titles(city, lead=city.planning.unit.pk) == ["压减审批时限"]
    assert titles(city, unit=city.finance.unit.pk) == ["压减审批时限"]
    assert titles(city, unit=city.finance.unit.pk, role="lead") == []
    assert titles(city, due_from=date(2026, 3, 10), due_to=date(2026, 3, 20)) == ["发布评价指数"]
    assert titles(city, theme="营商环境") == ["压减审批时限"]
    assert titles(city, origin="letter") == ["研究支持办法"]
    assert titles(city, no_lead=True) == ["不设附加条件"]
    assert titles(city, disputed=True) == ["发布评价指数"]
    assert titles(city, text="评价 指数") == ["发布评价指数"]
    assert titles(city, text="2026-0003") == ["不设附加条件"]
    assert set(titles(city, unanswered=True)) == {"压减审批时限", "研究支持办法"}
    assert titles(city, lights=frozenset({"standing"})) == ["不设附加条件"]
    assert titles(city, sort="newest")[0] == "研究支持办法"
    assert titles(city)[:2] == ["压减审批时限", "发布评价指数"]


def test_a_count_opens_exactly_the_rows_it_counted(city: City, several: dict[str, Task]) -> None:
    services.withdraw_task(city.supervisor, several["open"], "重复")
    for day in (TODAY, date(2026, 3, 10), date(2026, 3, 28), date(2027, 1, 1)):
        for actor in (city.supervisor, city.science.drafter, city.finance.drafter, city.leader):
            someone = on(actor, day)
            for kind, count in queries.counts(someone).items():
                assert queries.ledger(someone, LedgerFilter(lights=frozenset({kind}))).count() == count
    assert sum(queries.counts(city.supervisor).values()) == 3


def test_a_page_of_the_ledger_takes_as_many_queries_for_many_rows_as_for_few(
    city: City, several: dict[str, Task], django_assert_max_num_queries: Any
) -> None:
    drafts = [
        services.TaskDraft(
            title=f"任务{n}", origin="own", sources=(SourceDraft(document_title="方案", quote=f"第{n}条"),),
            parts=(PartDraft(role="lead", unit=city.planning.unit), PartDraft(role="responsible", group=city.counties)),
            measures=(MeasureDraft(name="办件", unit="件", target=10),),
        )
        for n in range(60)
    ]  # fmt: skip
    services.create_tasks(city.supervisor, drafts)
    wanted = LedgerFilter(lead=city.planning.unit.pk, running=True, text="任务")
    for actor, most in ((city.supervisor, 9), (city.planning.drafter, 16), (city.mayor, 16)):
        with django_assert_max_num_queries(most):
            rows = queries.with_lights(actor, queries.ledger(actor, wanted)[:50])
        assert len(rows) == 50
        assert rows[0].leads[0].unit == city.planning.unit
        assert len(rows[0].others) == 3


def test_the_grid_shows_every_due_report_with_what_is_written_and_what_was_last(
    city: City, django_assert_max_num_queries: Any
) -> None:
    tasks = [a_task(city, f"任务{n}", measures=(MeasureDraft(name="办件", unit="件"),)) for n in range(12)]
    a_submitted_report(city.planning, tasks[0])
    april = on(city.planning.drafter, date(2026, 4, 2))
    services.open_report(april, part_of(tasks[1], city.planning.unit), "2026-04")
    services.withdraw_task(city.supervisor, tasks[2], "重复")

    with django_assert_max_num_queries(16):
        rows = queries.this_month(april, "2026-04")

    assert len(rows) == 11
    found = {row.task.pk: row for row in rows}
    last = found[tasks[0].pk].last
    assert last is not None
    assert last.period == "2026-03"
    assert found[tasks[0].pk].report is None
    assert "open" in found[tasks[0].pk].acts
    assert found[tasks[1].pk].report is not None
    assert found[tasks[1].pk].measures[0].value is None
    assert len(queries.this_month(on(city.supervisor, april.on), "2026-04", city.planning.unit.pk)) == 11
    assert queries.this_month(april, "2026-04", city.science.unit.pk) == []
    assert queries.my_work(april)["to_report"] == 11


def test_a_part_given_late_in_a_month_reports_from_the_next(city: City) -> None:
    late = on(city.supervisor, date(2026, 3, 20))
    services.create_task(
        late,
        services.TaskDraft(title="月末交办", origin="own", parts=(PartDraft(role="lead", unit=city.planning.unit),)),
    )
    drafter = on(city.planning.drafter, date(2026, 3, 21))
    assert queries.this_month(drafter, "2026-03") == []
    assert len(queries.this_month(on(drafter, date(2026, 4, 1)), "2026-04")) == 1


def test_work_lists_hold_what_waits_for_each_role(city: City) -> None:
    task = a_task(city)
    report = services.mark_no_change(city.planning.drafter, part_of(task, city.planning.unit), "2026-03")
    assert queries.my_work(city.planning.section_head)["to_pass"] == 1
    assert queries.my_work(city.planning.unit_head)["to_pass"] == 0
    report = services.pass_report(city.planning.unit_head, report, report.version)
    assert [row.pk for row in queries.to_verify(city.supervisor)] == [report.pk]
    assert not queries.to_verify(city.editor).exists()
    services.return_report(city.supervisor, report, report.version, "请补充")
    assert queries.my_work(city.planning.drafter)["returned"] == 1
    assert queries.my_work(city.planning.drafter)["to_answer"] == 1
    services.acknowledge_many(city.planning.drafter, Assignment.objects.filter(unit=city.planning.unit))
    assert queries.my_work(city.planning.drafter)["to_answer"] == 0


def test_the_task_page_takes_a_fixed_number_of_queries(city: City, django_assert_max_num_queries: Any) -> None:
    task = a_task(
        city, milestones=(MilestoneDraft(title="挂牌", due_on=date(2026, 6, 1)),),
        sources=(SourceDraft(document_title="方案", quote="第一条"), SourceDraft(document_title="纪要", primary=False)),
        parts=(PartDraft(role="lead", unit=city.planning.unit), PartDraft(role="responsible", group=city.counties)),
    )  # fmt: skip
    for month in (3, 4, 5, 6):
        staff = city.planning
        report = services.mark_no_change(
            on(staff.unit_head, date(2026, month, 10)), part_of(task, staff.unit), f"2026-{month:02d}"
        )
        services.verify(city.supervisor, report, report.version)
    services.set_deadline(city.supervisor, task, DeadlineDraft(due_on=date(2027, 6, 30)), "上级延期")
    for actor in (city.supervisor, city.planning.drafter):
        with django_assert_max_num_queries(23):
            bundle = queries.task_bundle(actor, task)
        assert [shown.report.period for shown in bundle.reports] == ["2026-06", "2026-05", "2026-04", "2026-03"]
        assert [str(deadline.due_on) for deadline in bundle.deadlines] == ["2027-06-30", "2026-12-31"]
        assert len(bundle.assignments) == 4
        assert bundle.milestones[0].title == "挂牌"


def test_history_is_told_in_sentences_of_both_languages(city: City) -> None:
    task = a_task(city)
    services.set_deadline(city.supervisor, task, DeadlineDraft(due_on=date(2027, 6, 30)), "上级延期")
    zh = queries.history(city.supervisor, task)[0].sentence
    en = queries.history(city.supervisor, task, language="en")[0].sentence
    assert "将期限由 2026-12-31 定为 2027-06-30:上级延期" in zh
    assert "set the deadline from 2026-12-31 to 2027-06-30" in en


def test_choices_offer_only_what_occurs(city: City, several: dict[str, Task]) -> None:
    found = queries.choices(city.supervisor)
    assert set(found.leads) == {city.planning.unit, city.science.unit}
    assert found.themes == ("营商环境",)
