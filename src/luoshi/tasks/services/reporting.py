"""A unit's report of a period: drafted, saved, passed from hand to hand, withdrawn. Never a status by itself."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor, Grant, Role
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, Measure, Report, ReportQuantity, ReportStep
from luoshi.tasks.place import steps_of
from luoshi.tasks.rules import next_state, period_of
from luoshi.tasks.rules.flow import EDITABLE, STEPS
from luoshi.tasks.rules.months import is_period
from luoshi.tasks.services.changing import ChangedMeanwhile, changing, demand_reason, demand_running, fresh
from luoshi.tasks.services.drafts import ReportContent
from luoshi.units.queries import name_of

State = Report.State
LARGEST = 10**15  # scaled; far above any counted quantity


def open_report(actor: Actor, assignment: Assignment, period: str) -> Report:
    """The report of a unit's part for a period (``2026-11``): the one there is, or a new empty draft.

    Raises ``Refused`` for a period to come, one before the part began, or a task that does not run.
    """
    with act():
        return _opened(actor, assignment, period)


def save_draft(actor: Actor, report: Report, version: int | None, content: ReportContent) -> Report:
    """Keep what a person wrote. ``version``: the one the person saw; the same words again change nothing.

    A report that was returned or withdrawn becomes a draft again. Raises ``ChangedMeanwhile`` (with ``theirs`` and
    ``by``) when somebody else saved meanwhile.
    """
    with act():
        now = _locked(actor, report)
        policy.require(actor, "edit", now)
        amounts = _amounts(now, content)
        if content.no_change and (content.progress.strip() or amounts):
            raise Refused(
                "已写进展的不能再选“无变化”。",
                "What tells of progress cannot be marked as unchanged.",
                field="no_change",
            )
        before, after = _written(now), _wanted(content, amounts)
        if before == after:
            return now
        if version is not None and now.version != version:
            raise ChangedMeanwhile(now, _last_hand(now))
        now.progress, now.problems, now.next_steps = after["progress"], after["problems"], after["next_steps"]
        now.completes, now.no_change = content.completes, content.no_change
        if now.state in EDITABLE:
            now.state, now.submitted_at = State.DRAFT, None
        _store(now, "progress", "problems", "next_steps", "completes", "no_change", "state", "submitted_at")
        _store_amounts(now, amounts)
        _step(actor, now, "saved", through(actor, now))
        record(
            actor, "tasks.report_saved", now.task, before=before, after=after,
            detail={"report": now.pk, "period": now.period, "unit": name_of(now.unit_id, actor.on, short=True)},
        )  # fmt: skip
        return now


def mark_no_change(actor: Actor, assignment: Assignment, period: str) -> Report:
    """Nothing new in a period, in one act: the report is made, marked and passed on as far as the person's step goes.

    Twice changes nothing. Raises ``Refused`` when something was written for the period already.
    """
    with changing(assignment.task_id):
        report = _locked(actor, _opened(actor, assignment, period))
        if report.no_change and report.state not in EDITABLE:
            return report
        if report.state not in EDITABLE:
            raise Refused("本期报告已经送出。", "The report of this period has been passed on already.")
        if report.progress or report.problems or report.next_steps or report.quantities.exists():
            raise Refused(
                "本期已写有内容,请打开报告确认后报送。", "Something was written for this period; open the report and pass it on.",
            )  # fmt: skip
        report.no_change = True
        _store(report, "no_change")
        return _passed(actor, report, "")


def pass_report(actor: Actor, report: Report, version: int | None, comment: str = "") -> Report:
    """To the next hand, or out of the unit to the office, as the place's steps and the person's posts say.

    A report that the person has passed on already stays where it is. Raises ``ChangedMeanwhile``, and ``Refused`` for
    an empty report.
    """
    with changing(report.task_id):
        now = _locked(actor, report)
        if repeated(actor, now, ("passed", "submitted"), version):
            return now
        policy.require(actor, "pass_on", now)
        if version is not None and now.version != version:
            raise ChangedMeanwhile(now, _last_hand(now))
        if not now.no_change and not now.progress.strip():
            raise Refused(
                "请填写本期进展,或选择“无变化”。",
                "Write what was done, or mark that nothing changed.",
                field="progress",
            )
        demand_running(now.task)
        return _passed(actor, now, comment)


def send_back(actor: Actor, report: Report, comment: str) -> Report:
    """Inside the unit: back to who drafts it, with a comment."""
    with changing(report.task_id):
        now = _locked(actor, report)
        if now.state == State.RETURNED and repeated(actor, now, ("sent_back",), comment=comment):
            return now
        policy.require(actor, "send_back", now)
        return _moved(actor, now, State.RETURNED, "sent_back", demand_reason(comment, "comment"))


def withdraw_report(actor: Actor, report: Report, reason: str = "") -> Report:
    """The unit takes its report back before it is verified. Twice changes nothing."""
    with changing(report.task_id):
        now = _locked(actor, report)
        if now.state == State.WITHDRAWN:
            return now
        if now.state == State.VERIFIED:
            raise Refused(
                "报告已核验,不能撤回;如有错误请联系督查室退回。", "It is verified; ask the office to return it."
            )
        policy.require(actor, "withdraw", now)
        now.submitted_at = None
        return _moved(actor, now, State.WITHDRAWN, "withdrawn", reason.strip())


def _opened(actor: Actor, assignment: Assignment, period: str) -> Report:
    part = fresh(actor, assignment)
    known = Report.objects.filter(assignment=part, period=period).first()
    policy.require(actor, "report", part)
    if known is not None:
        return known
    if not is_period(period) or period > period_of(actor.on) or period < period_of(part.valid_from):
        raise Refused(f"不能报送 {period} 的进展。", f"There is no report to make for {period}.", field="period")
    demand_running(part.task)
    try:
        with transaction.atomic():
            made = Report.objects.create(
                jurisdiction=actor.jurisdiction,
                assignment=part,
                task_id=part.task_id,
                unit_id=part.unit_id,
                period=period,
            )
    except IntegrityError:  # a colleague opened it at the same moment
        return Report.objects.get(assignment=part, period=period)
    record(
        actor, "tasks.report_opened", part.task,
        detail={"report": made.pk, "period": period, "unit": name_of(part.unit_id, actor.on, short=True)},
    )  # fmt: skip
    return made


def _passed(actor: Actor, report: Report, comment: str) -> Report:
    steps = steps_of(actor.jurisdiction, report.unit_id, actor.on)
    target = next_state(report.state, steps, roles_in(actor, report))
    if target is None:
        raise Refused(
            "报告在当前环节不能由您送出。", "At its present step you cannot pass the report on.", forbidden=True
        )
    if target == State.SUBMITTED:
        report.submitted_at = timezone.now()
    name = "submitted" if target == State.SUBMITTED else "passed"
    return _moved(actor, report, target, name, comment.strip())


def _moved(actor: Actor, report: Report, state: str, step: str, comment: str) -> Report:
    """Put a locked report into a state, with its step and event."""
    before = str(report.state)
    report.state, report.comment = state, comment
    if state == State.RETURNED:
        report.submitted_at = None
    _store(report, "state", "comment", "submitted_at")
    _step(actor, report, step, through(actor, report), comment)
    record(
        actor, f"tasks.report_{step}", report.task, before={"state": before}, after={"state": str(state)},
        detail={
            "report": report.pk, "period": report.period, "unit": name_of(report.unit_id, actor.on, short=True),
            "no_change": report.no_change,
        },
    )  # fmt: skip
    return report


def repeated(
    actor: Actor, report: Report, steps: Collection[str], version: int | None = None, *, comment: str | None = None
) -> bool:
    """Whether the last thing done with a report is what the actor asks for again: a form sent twice. ``version``: the
    one that was seen the first time; ``comment``: the same words."""
    last = ReportStep.objects.filter(report=report).order_by("-pk").first()
    if last is None or last.by != actor.opaque or last.step not in steps:
        return False
    if comment is not None:
        return last.comment == comment.strip()
    return version is not None and report.version == version + 1


def roles_in(actor: Actor, report: Report) -> frozenset[Role]:
    """The roles held in the report's unit; the system stands for every step."""
    if actor.is_system:
        return frozenset(Role(step) for step in STEPS)
    return frozenset(grant.role for grant in actor.grants if grant.unit == report.unit_id)


def through(actor: Actor, report: Report) -> Grant | None:
    """The grant by which the actor handles the report: the highest step held in its unit."""
    held = [grant for grant in actor.grants if grant.unit == report.unit_id and grant.role in STEPS]
    return max(held, key=lambda grant: STEPS.index(grant.role), default=None)


def _locked(actor: Actor, report: Report) -> Report:
    """The report as it is now, held until the end of the transaction."""
    rows = Report.objects.select_for_update(of=("self",)).filter(pk=report.pk, jurisdiction=actor.jurisdiction)
    found = rows.first()
    if found is None:
        raise Refused("报告已不存在。", "The report no longer exists.", forbidden=True)
    return found


def _store(report: Report, *fields: str) -> None:
    report.version += 1
    report.changed_at = timezone.now()
    report.save(update_fields=[*fields, "version", "changed_at"])


def _step(actor: Actor, report: Report, step: str, grant: Grant | None, comment: str = "") -> None:
    ReportStep.objects.create(
        jurisdiction=report.jurisdiction, report=report, step=step, by=actor.opaque, post=grant.post if grant else None,
        delegated_from=grant.delegated_from if grant else None, comment=comment,
    )  # fmt: skip


def _last_hand(report: Report) -> str:
    last = ReportStep.objects.filter(report=report).order_by("-pk").first()
    return last.by if last else ""


def _written(report: Report) -> dict[str, str]:
    values = dict(report.quantities.values_list("measure", "value"))
    return {
        "progress": report.progress, "problems": report.problems, "next_steps": report.next_steps,
        "completes": str(report.completes),
        "no_change": str(report.no_change), "quantities": str(sorted(values.items())),
    }  # fmt: skip


def _wanted(content: ReportContent, amounts: dict[int, int]) -> dict[str, str]:
    return {
        "progress": content.progress.strip(), "problems": content.problems.strip(),
        "next_steps": content.next_steps.strip(), "completes": str(content.completes),
        "no_change": str(content.no_change),
        "quantities": str(sorted(amounts.items())),
    }  # fmt: skip


def _amounts(report: Report, content: ReportContent) -> dict[int, int]:
    """Quantities scaled as their measures say. Raises ``Refused`` for what cannot be counted so."""
    given = {measure: amount for measure, amount in content.quantities.items() if amount is not None}
    rows = Measure.objects.filter(task=report.task_id, removed_at__isnull=True).in_bulk(list(given))
    found: dict[int, int] = {}
    for measure, amount in given.items():
        row = rows.get(measure)
        if row is None:
            raise Refused("计量指标不属于这项任务。", "The quantity does not belong to this task.", field="quantities")
        found[measure] = scaled(amount, row)
    return found


def scaled(amount: Decimal, measure: Measure) -> int:
    """A quantity as the integer that is kept. Raises ``Refused`` for too many decimals, too large, or no number."""
    try:
        value = amount.scaleb(measure.decimals)
        whole = int(value)
    except (InvalidOperation, ValueError, OverflowError):
        raise Refused(f"“{measure.name}”不是数字。", f"{measure.name} is no number.", field="quantities") from None
    if value != whole:
        raise Refused(
            f"“{measure.name}”最多 {measure.decimals} 位小数。", f"{measure.name} has at most {measure.decimals} decimals.",
            field="quantities",
        )  # fmt: skip
    if abs(whole) >= LARGEST:
        raise Refused(f"“{measure.name}”数值过大。", f"{measure.name} is too large.", field="quantities")
    return whole


def _store_amounts(report: Report, amounts: dict[int, int]) -> None:
    known = dict(ReportQuantity.objects.filter(report=report).values_list("measure", "value"))
    if known == amounts:
        return
    ReportQuantity.objects.filter(report=report).exclude(measure__in=amounts).delete()
    ReportQuantity.objects.bulk_create(
        [
            ReportQuantity(jurisdiction=report.jurisdiction, report=report, measure_id=measure, value=value)
            for measure, value in amounts.items()
        ],
        update_conflicts=True, unique_fields=["report", "measure"], update_fields=["value"],
    )  # fmt: skip
