"""Reports: from the drafter's first words to the office's verification."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from luoshi.journal.models import Event
from luoshi.kernel.actors import Role
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import queries, services
from luoshi.tasks.models import AssignmentState, Report, ReportStep, TaskState
from luoshi.tasks.rules import light
from luoshi.tasks.services import ChangedMeanwhile, MeasureDraft, PartDraft, ReportContent
from luoshi.units import services as units
from tests.factories import TODAY
from tests.tasks.city import City, a_submitted_report, a_task, on, part_of

MARCH = "2026-03"


def test_a_report_passes_drafter_section_head_and_unit_head_before_it_leaves_the_unit(city: City) -> None:
    task = a_task(city)
    report = services.open_report(city.planning.drafter, part_of(task, city.planning.unit), MARCH)
    report = services.save_draft(city.planning.drafter, report, 1, ReportContent(progress="已出台方案"))

    states = []
    for hand in (city.planning.drafter, city.planning.section_head, city.planning.unit_head):
        report = services.pass_report(hand, report, report.version)
        states.append(str(report.state))

    assert states == ["section", "head", "submitted"]
    assert TaskState.objects.get(task=task).waiting == 1
    assert [step.step for step in report.steps.order_by("pk")] == ["saved", "passed", "passed", "submitted"]


def test_a_unit_head_who_drafts_sends_it_out_at_once_and_a_unit_of_one_person_has_one_step(city: City) -> None:
    task = a_task(
        city, parts=(PartDraft(role="lead", unit=city.planning.unit), PartDraft(role="responsible", unit=city.archive))
    )

    of_head = services.mark_no_change(city.planning.unit_head, part_of(task, city.planning.unit), MARCH)
    of_one = services.mark_no_change(city.archivist, part_of(task, city.archive), MARCH)

    assert (of_head.state, of_one.state) == ("submitted", "submitted")


def test_the_place_may_ask_for_fewer_steps(city: City) -> None:
    units.set_setting(city.supervisor, "report_steps", ["drafter", "unit_head"], on=TODAY, reason="精简流程")
    task = a_task(city)
    report = services.mark_no_change(city.planning.drafter, part_of(task, city.planning.unit), MARCH)
    assert report.state == "head"


def test_no_change_is_one_act_and_twice_changes_nothing(city: City) -> None:
    task = a_task(city)
    part = part_of(task, city.planning.unit)
    once = services.mark_no_change(city.planning.drafter, part, MARCH)
    again = services.mark_no_change(city.planning.drafter, part, MARCH)

    assert (once.pk, once.version, again.state) == (again.pk, again.version, "section")
    acts = Event.objects.filter(object_id=task.pk, act__in=("tasks.report_opened", "tasks.report_passed"))
    assert len(set(acts.values_list("act_id", flat=True))) == 1


def test_no_change_does_not_overwrite_what_a_colleague_wrote(city: City) -> None:
    task = a_task(city)
    part = part_of(task, city.planning.unit)
    report = services.open_report(city.planning.drafter, part, MARCH)
    services.save_draft(city.planning.drafter, report, 1, ReportContent(problems="缺少经费"))

    with pytest.raises(Refused, match="已写有内容"):
        services.mark_no_change(city.planning.unit_head, part, MARCH)


def test_the_second_of_two_editors_is_told_and_gets_what_the_first_wrote(city: City) -> None:
    task = a_task(city)
    report = services.open_report(city.planning.drafter, part_of(task, city.planning.unit), MARCH)
    services.save_draft(city.planning.drafter, report, 1, ReportContent(progress="甲写的"))

    with pytest.raises(ChangedMeanwhile) as told:
        services.save_draft(city.planning.section_head, report, 1, ReportContent(progress="乙写的"))
    assert told.value.theirs.progress == "甲写的"
    assert told.value.by == city.planning.drafter.opaque

    merged = ReportContent(progress="甲写的;乙写的")
    saved = services.save_draft(city.planning.section_head, report, told.value.theirs.version, merged)
    assert saved.progress == "甲写的;乙写的"


def test_the_same_words_sent_twice_are_saved_once(city: City) -> None:
    task = a_task(city)
    report = services.open_report(city.planning.drafter, part_of(task, city.planning.unit), MARCH)
    first = services.save_draft(city.planning.drafter, report, 1, ReportContent(progress="一样"))
    again = services.save_draft(city.planning.drafter, report, 1, ReportContent(progress="一样"))
    assert first.version == again.version == 2


def test_an_empty_report_is_not_passed_on(city: City) -> None:
    task = a_task(city)
    report = services.open_report(city.planning.drafter, part_of(task, city.planning.unit), MARCH)
    with pytest.raises(Refused) as refused:
        services.pass_report(city.planning.drafter, report, report.version)
    assert refused.value.field == "progress"


def test_quantities_are_kept_scaled_and_progress_counts_verified_ones_only(city: City) -> None:
    task = a_task(city, measures=(MeasureDraft(name="新增企业", unit="家", decimals=1, target=100),))
    measure = task.measures.get()
    report = services.open_report(city.planning.drafter, part_of(task, city.planning.unit), MARCH)
    with pytest.raises(Refused, match="最多 1 位小数"):
        services.save_draft(city.planning.drafter, report, 1, ReportContent(quantities={measure.pk: Decimal("2.55")}))

    content = ReportContent(progress="新增2.5家", quantities={measure.pk: Decimal("2.5")})
    report = services.save_draft(city.planning.unit_head, report, 1, content)
    report = services.pass_report(city.planning.unit_head, report, report.version)
    assert queries.task_bundle(city.supervisor, task).measures[0].counted.value == 0

    services.verify(city.supervisor, report, report.version)
    progress = queries.task_bundle(city.supervisor, task).progress
    assert progress is not None
    assert (progress.done, progress.whole, progress.percent) == (Decimal("2.5"), Decimal(10), 25)


def test_a_head_sends_back_inside_the_unit_and_the_office_hears_nothing(city: City) -> None:
    task = a_task(city)
    report = services.open_report(city.planning.drafter, part_of(task, city.planning.unit), MARCH)
    report = services.save_draft(city.planning.drafter, report, 1, ReportContent(progress="草稿"))
    report = services.pass_report(city.planning.drafter, report, report.version)
    report = services.send_back(city.planning.section_head, report, "数据不实")

    assert report.state == "returned"
    assert not queries.task_bundle(city.supervisor, task).reports
    office = [told.event.act for told in queries.history(city.supervisor, task)]
    unit = [told.event.act for told in queries.history(city.planning.drafter, task)]
    assert "tasks.report_sent_back" in unit
    assert not [act for act in office if "report" in act]


def test_the_unit_withdraws_before_verification_and_not_after(city: City) -> None:
    task = a_task(city)
    report = a_submitted_report(city.planning, task)
    report = services.withdraw_report(city.planning.drafter, report)
    assert report.state == "withdrawn"
    assert TaskState.objects.get(task=task).waiting == 0

    report = services.save_draft(city.planning.unit_head, report, report.version, ReportContent(progress="更正后"))
    report = services.pass_report(city.planning.unit_head, report, report.version)
    services.verify(city.supervisor, report, report.version)
    with pytest.raises(Refused, match="已核验"):
        services.withdraw_report(city.planning.drafter, report)


def test_the_office_returns_with_a_comment_and_the_report_counts_as_not_sent(city: City) -> None:
    task = a_task(city)
    report = a_submitted_report(city.planning, task)
    sent = AssignmentState.objects.get(task=task, unit=city.planning.unit)
    assert (sent.last_sent, sent.behind_on) == (MARCH, date(2026, 4, 28))  # 25 and 26 April are days of rest

    with pytest.raises(Refused, match="理由"):
        services.return_report(city.supervisor, report, report.version, " ")
    services.return_report(city.supervisor, report, report.version, "缺佐证材料")
    state = AssignmentState.objects.get(task=task, unit=city.planning.unit)
    assert (state.last_sent, state.behind_on) == ("", date(2026, 3, 26))


def test_who_wrote_a_report_does_not_verify_it(city: City) -> None:
    both = replace(city.planning.unit_head, grants=(*city.planning.unit_head.grants, *city.supervisor.grants))
    task = a_task(city)
    report = services.mark_no_change(both, part_of(task, city.planning.unit), MARCH)
    with pytest.raises(Refused, match="他人核验"):
        services.verify(both, report, report.version)


def test_many_are_verified_at_once_and_what_was_withdrawn_meanwhile_is_told(city: City) -> None:
    tasks = [a_task(city, f"任务{n}") for n in range(3)]
    reports = [a_submitted_report(city.planning, task) for task in tasks]
    seen = [(report, report.version) for report in reports]
    services.withdraw_report(city.planning.drafter, reports[1])

    outcome = services.verify_many(city.supervisor, seen)

    assert {report.pk for report in outcome.verified} == {reports[0].pk, reports[2].pk}
    assert [report.pk for report, _ in outcome.left] == [reports[1].pk]
    assert services.verify_many(city.supervisor, seen).verified == ()


def test_the_step_remembers_the_post_and_from_whom_the_right_was_lent(city: City) -> None:
    lender = next(iter(city.planning.unit_head.posts()))
    grant = replace(city.planning.section_head.grants[0], role=Role.UNIT_HEAD, delegated_from=lender)
    deputy = replace(city.planning.section_head, grants=(*city.planning.section_head.grants, grant))
    report = services.mark_no_change(deputy, part_of(a_task(city), city.planning.unit), MARCH)

    step = ReportStep.objects.get(report=report, step="submitted")
    assert (report.state, step.delegated_from) == ("submitted", lender)


def test_a_missed_report_makes_a_task_behind_and_says_which(city: City) -> None:
    task = a_task(city)
    state = TaskState.objects.get(task=task)
    assert light(state, date(2026, 3, 25)).kind == "normal"
    late = light(state, date(2026, 3, 26))
    assert (late.kind, late.reason.zh) == ("behind", "2026-03 进展应于 2026-03-25 前报送,尚未报送")
    a_submitted_report(city.planning, task)
    assert light(TaskState.objects.get(task=task), date(2026, 3, 26)).kind == "normal"


def test_there_is_no_report_for_a_month_to_come_or_before_the_part_began(city: City) -> None:
    part = part_of(a_task(city), city.planning.unit)
    for period in ("2026-04", "2026-02", "2026-3", "soon"):
        with pytest.raises(Refused) as refused:
            services.open_report(city.planning.drafter, part, period)
        assert refused.value.field == "period"
    assert services.open_report(on(city.planning.drafter, date(2026, 4, 1)), part, "2026-04").state == "draft"


def test_other_units_and_the_office_cannot_write_a_units_report(city: City) -> None:
    task = a_task(city)
    for actor in (city.finance.unit_head, city.supervisor, city.leader):
        with pytest.raises(Refused) as refused:
            services.open_report(actor, part_of(task, city.planning.unit), MARCH)
        assert refused.value.forbidden
    assert not Report.objects.exists()


def test_a_form_sent_twice_passes_sends_back_or_returns_once(city: City) -> None:
    report = services.open_report(city.planning.drafter, part_of(a_task(city), city.planning.unit), MARCH)
    report = services.save_draft(city.planning.drafter, report, 1, ReportContent(progress="已出台方案"))
    for _ in range(2):
        passed = services.pass_report(city.planning.drafter, report, report.version)
    assert passed.state == "section"
    for _ in range(2):
        back = services.send_back(city.planning.section_head, passed, "请补数据")
    again = services.pass_report(city.planning.unit_head, back, back.version)
    for _ in range(2):
        returned = services.return_report(city.supervisor, again, again.version, "缺佐证")
    assert (returned.state, [step.step for step in report.steps.order_by("pk")]) == (
        "returned", ["saved", "passed", "sent_back", "submitted", "returned"],
    )  # fmt: skip
