"""Tasks come to be: from policies, instructions, minutes, letters, sheets, or a unit's own plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from luoshi.journal.keys import seal_bytes
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import (
    Assignment,
    Deadline,
    Instruction,
    InstructionRecipient,
    Measure,
    Milestone,
    Task,
    TaskSource,
)
from luoshi.tasks.place import calendars_of, thresholds_of
from luoshi.tasks.rules import Thresholds
from luoshi.tasks.rules.months import months_later
from luoshi.tasks.services.drafts import DeadlineDraft, SourceDraft, TaskDraft
from luoshi.tasks.services.numbering import hold, take
from luoshi.tasks.services.parts import Directory, rows_of
from luoshi.tasks.state import rebuild
from luoshi.units.models import Area
from luoshi.units.remembering import remembered

TITLE = 300


def create_task(actor: Actor, draft: TaskDraft) -> Task:
    """One task: see ``create_tasks``."""
    return create_tasks(actor, [draft])[0]


def create_tasks(actor: Actor, drafts: Sequence[TaskDraft]) -> list[Task]:
    """Number and write tasks with their sources, parts, deadlines, milestones, measures and state, as one act; one
    event per task. In the order of ``drafts``; a draft whose form token is known gives the task it gave before.

    Raises ``Refused`` before anything is written: no title, unit or group of another place, a group without members,
    a deadline without its date.
    """
    policy.require(actor, "create")
    drafts = [_checked(actor, draft) for draft in drafts]
    with act(), remembered():
        known = _known(actor, drafts)
        new = [draft for draft in drafts if not (draft.token and draft.token in known)]
        made = _write(actor, new) if new else []
        by_draft = {id(draft): task for draft, task in zip(new, made, strict=True)}
        return [by_draft.get(id(draft)) or known[draft.token] for draft in drafts]


def _checked(actor: Actor, draft: TaskDraft) -> TaskDraft:
    if not draft.title.strip():
        raise Refused("请填写任务名称。", "Give the task a title.", field="title")
    if draft.origin not in Task.Origin.values or draft.kind not in Task.Kind.values:
        raise Refused("任务来源或类别不对。", "Origin or kind of the task is not known.", field="origin")
    if draft.parent is not None and not Task.objects.of(actor).filter(pk=draft.parent).exists():
        raise Refused("上级任务不存在。", "The task above does not exist.", field="parent")
    if draft.instruction and not draft.recipients:
        raise Refused(
            "批示内容须指明可以阅读的岗位。", "Name the posts that may read the instruction.", field="recipients"
        )
    check_deadline(draft.deadline)
    return draft


def check_deadline(deadline: DeadlineDraft | None) -> None:
    """Raises ``Refused`` for a deadline of a date without one, or of an unknown kind."""
    if deadline is None:
        return
    if deadline.kind not in Deadline.Kind.values:
        raise Refused("期限类别不对。", "The kind of deadline is not known.", field="deadline")
    if deadline.kind == Deadline.Kind.DATE and deadline.due_on is None:
        raise Refused("请填写期限日期。", "Give the date of the deadline.", field="due_on")


def _known(actor: Actor, drafts: Iterable[TaskDraft]) -> dict[str, Task]:
    tokens = {draft.token for draft in drafts if draft.token}
    if not tokens:
        return {}
    for series, year in sorted({(draft.series, (draft.given_on or actor.on).year) for draft in drafts}):
        hold(
            actor.jurisdiction, series, year
        )  # of a form sent twice at once, the second waits and finds the first's task
    return {task.token: task for task in Task.objects.of(actor).filter(token__in=tokens)}


def _write(actor: Actor, drafts: Sequence[TaskDraft]) -> list[Task]:
    place = actor.jurisdiction
    thresholds = thresholds_of(place, actor.on)
    areas = {draft.area_id for draft in drafts}
    named_areas = [area for area in areas if area is not None]
    if Area.objects.filter(pk__in=named_areas, jurisdiction=place).count() != len(named_areas):
        raise Refused("区划不属于本地区。", "The area belongs to another place.", field="area")
    calendars = calendars_of(place, areas)
    days = [draft.given_on or actor.on for draft in drafts]
    named = [(part, day) for draft, day in zip(drafts, days, strict=True) for part in draft.parts]
    directory = Directory(place, named)
    parts = [directory.parts(draft.parts, day) for draft, day in zip(drafts, days, strict=True)]
    tasks = _tasks(actor, drafts, days)
    Task.objects.bulk_create(tasks, batch_size=500)
    assignments: list[Assignment] = []
    deadlines: list[Deadline] = []
    for task, draft, of_task in zip(tasks, drafts, parts, strict=True):
        calendar = calendars[draft.area_id]
        assignments += rows_of(place, task.pk, of_task, task.given_on, thresholds, calendar)
        deadline = draft.deadline
        if deadline is None and draft.series == "assignment":
            due = calendar.add(task.given_on, thresholds.reply_workdays).value
            deadline = DeadlineDraft(due_on=due)
        deadlines.append(deadline_row(actor, task, deadline or DeadlineDraft(kind="none"), task.given_on, thresholds))
    Assignment.objects.bulk_create(assignments, batch_size=500)
    Deadline.objects.bulk_create(deadlines, batch_size=500)
    _write_words(actor, tasks, drafts)
    numbers: dict[int, int] = defaultdict(int)
    for row in assignments:
        numbers[row.task_id] += 1
    for task, draft in zip(tasks, drafts, strict=True):
        source = draft.sources[0] if draft.sources else None
        record(
            actor, "tasks.created", task, after={"title": task.title, "text": task.text},
            detail={"number": task.number, "title": task.title, "origin": task.origin, "units": numbers[task.pk]},
            clause=basis(source),
        )  # fmt: skip
    rebuild([task.pk for task in tasks])
    return tasks


def _tasks(actor: Actor, drafts: Sequence[TaskDraft], days: Sequence[date]) -> list[Task]:
    """Unsaved tasks with their numbers, counted per series and year."""
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for draft, day in zip(drafts, days, strict=True):
        counts[draft.series, day.year] += 1
    numbers = {
        (series, year): iter(take(actor.jurisdiction, series, year, count))  # type: ignore[arg-type]  # keys are drafts' series
        for (series, year), count in sorted(counts.items())
    }
    return [
        Task(
            jurisdiction=actor.jurisdiction, number=next(numbers[draft.series, day.year]),
            title=draft.title.strip()[:TITLE], text=draft.text.strip(), origin=draft.origin, kind=draft.kind,
            theme=draft.theme.strip()[:100], strength=draft.strength, parent_id=draft.parent, area_id=draft.area_id,
            open_ended=draft.open_ended, given_on=day, created_by=actor.opaque, token=draft.token,
        )
        for draft, day in zip(drafts, days, strict=True)
    ]  # fmt: skip


def _write_words(actor: Actor, tasks: Sequence[Task], drafts: Sequence[TaskDraft]) -> None:
    """Sources, milestones, measures and instructions."""
    pairs = list(zip(tasks, drafts, strict=True))
    place = actor.jurisdiction
    TaskSource.objects.bulk_create(
        [source_row(place, task, source) for task, draft in pairs for source in draft.sources], batch_size=500
    )
    Milestone.objects.bulk_create(
        Milestone(jurisdiction=place, task=task, order=order, title=stone.title.strip()[:200], due_on=stone.due_on)
        for task, draft in pairs
        for order, stone in enumerate(draft.milestones, 1)
    )
    Measure.objects.bulk_create(
        Measure(
            jurisdiction=place, task=task, order=order, name=each.name[:100], unit=each.unit[:20],
            decimals=each.decimals, target=each.target, cumulative=each.cumulative,
        )
        for task, draft in pairs
        for order, each in enumerate(draft.measures, 1)
    )  # fmt: skip
    for task, draft in pairs:
        if draft.instruction:
            sealed = seal_bytes(f"task:{task.pk}", draft.instruction.encode())
            Instruction.objects.create(jurisdiction=place, task=task, sealed=sealed)
            InstructionRecipient.objects.bulk_create(
                InstructionRecipient(jurisdiction=place, task=task, post_id=post)
                for post in dict.fromkeys(draft.recipients)
            )


def deadline_row(
    actor: Actor, task: Task, deadline: DeadlineDraft, on: date, thresholds: Thresholds, reason: str = ""
) -> Deadline:
    """An unsaved deadline; a standing task without a review date gets one."""
    review = deadline.review_on
    if deadline.kind == Deadline.Kind.STANDING and review is None:
        review = months_later(on, thresholds.review_months)
    dated = deadline.kind in (Deadline.Kind.DATE, Deadline.Kind.RECURRING)
    return Deadline(
        jurisdiction=actor.jurisdiction, task=task, kind=deadline.kind, due_on=deadline.due_on if dated else None,
        review_on=review, recurrence=deadline.recurrence[:12], printed=deadline.printed[:100], reason=reason[:300],
        decided_by=actor.opaque, valid_from=on,
    )  # fmt: skip


def source_row(jurisdiction: str, task: Task, source: SourceDraft) -> TaskSource:
    """An unsaved source; of a policy its title, number and date are read from the policy."""
    if source.policy is not None and source.policy.jurisdiction != jurisdiction:
        raise Refused("政策不属于本地区。", "The policy belongs to another place.", field="policy")
    return TaskSource(
        jurisdiction=jurisdiction, task=task, policy=source.policy, item_key=source.item_key, clause=source.clause[:200],
        document_title=source.document_title[:300], document_number=source.document_number[:60],
        document_date=source.document_date, quote=source.quote, spans=dict(source.spans), imported=source.imported,
        primary=source.primary,
    )  # fmt: skip


def basis(source: SourceDraft | None) -> str:
    """How the journal names the clause a task rests on."""
    if source is None or source.policy is None:
        return ""
    return f"policy:{source.policy.pk}#{source.clause}"[:200]
