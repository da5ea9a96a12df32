"""What becomes of tasks: most are done in time, some late, some with another deadline; a few are stopped or go on for good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from luoshi.demo.story import Life, Story
from luoshi.demo.writing import words
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services
from luoshi.tasks.models import Closure, Deadline, Measure, Milestone, Report, Task
from luoshi.tasks.services import ClosingDraft, DeadlineDraft

# share, days after the deadline (None: never in this story), how it ends
FATES: tuple[tuple[float, tuple[int, int] | None, str], ...] = (
    (0.66, (-45, -3), "completed"),
    (0.10, (1, 40), "completed"),
    (0.10, (-20, 30), "extended"),
    (0.04, (-60, -10), "stage"),
    (0.03, (-60, -10), "standing"),
    (0.02, (-80, -20), "stopped"),
    (0.02, (-80, -20), "adjusted"),
    (0.03, None, "completed"),
)  # fmt: skip


def begin(story: Story, tasks: Iterable[Task], theme: str | dict[int, str] = "general") -> None:
    """Give every task its fate and put what follows from it in its place in time."""
    rows = list(tasks)
    deadlines = {d.task_id: d for d in Deadline.objects.filter(task__in=rows, valid_to__isnull=True)}
    measures = {m.task_id: m for m in Measure.objects.filter(task__in=rows, removed_at__isnull=True).order_by("-pk")}
    for task in rows:
        deadline, measure = deadlines.get(task.pk), measures.get(task.pk)
        life = Life(
            task=task.pk, theme=theme if isinstance(theme, str) else theme.get(task.pk, "general"), given=task.given_on,
            due=deadline.due_on if deadline else None, finish=None, pace=story.random.uniform(1.05, 1.35),
            measure=measure.pk if measure else None, decimals=measure.decimals if measure else 0,
            target=(measure.target or 0) if measure else 0,
        )  # fmt: skip
        story.lives[task.pk] = life
        _fate(story, life)


def _fate(story: Story, life: Life) -> None:
    if life.due is None:
        return
    draw, ending, span = story.random.random(), "completed", None
    for share, days, kind in FATES:
        draw -= share
        if draw < 0:
            ending, span = kind, days
            break
    if life.due <= life.given:  # late at birth: it is done some weeks later
        span, ending = (30, 90), "completed"
    life.ending = "completed" if ending == "extended" else ending
    if span is None:
        life.pace = story.random.uniform(0.5, 0.85)
    else:
        wanted = life.due + timedelta(days=story.random.randint(*span))
        life.finish = max(wanted, life.given + timedelta(days=story.random.randint(12, 30)))
    if ending == "extended":
        story.timeline.on(life.due - timedelta(days=story.random.randint(4, 20)), lambda: extend(story, life))
    elif (span is None or span[1] > 0) and story.chance(0.4):
        when = life.due - timedelta(days=story.random.randint(5, 30))
        story.timeline.on(max(when, life.given + timedelta(days=20)), lambda: except_(story, life))
    if life.finish is not None:
        story.timeline.on(life.finish + timedelta(days=story.random.randint(2, 12)), lambda: close(story, life))
    for stone in Milestone.objects.filter(task=life.task, due_on__isnull=False):
        slip = story.random.choice((-9, -5, -2, 0, 0, 6, 14)) if life.finish else story.random.choice((0, 12, 45))
        if stone.due_on is not None:
            story.timeline.on(stone.due_on + timedelta(days=slip), partial(reach, story, stone.pk))


def reach(story: Story, stone: int) -> None:
    """A milestone is reached."""
    row = Milestone.objects.select_related("task").get(pk=stone)
    try:
        services.finish_milestone(story.cast.actor("ducha.officer"), row, story.today)
    except Refused as refused:
        story.refusal("milestone", refused)


def extend(story: Story, life: Life) -> None:
    """The lead asks for more time, the office decides; the deadline before stays on record."""
    assert life.due is not None
    later = life.due + timedelta(days=story.random.choice((30, 45, 61, 92)))
    try:
        services.set_deadline(
            story.cast.actor("ducha.director"), Task.objects.get(pk=life.task), DeadlineDraft(due_on=later),
            story.writer.word("extensions"),
        )  # fmt: skip
    except Refused as refused:
        story.refusal("extend", refused)
        return
    life.due = later
    life.finish = later - timedelta(days=story.random.randint(2, 25))


def except_(story: Story, life: Life) -> None:
    """The office asks, its director approves: a reason stands beside the light."""
    task = Task.objects.get(pk=life.task)
    if life.closing or _closed(life.task):
        return
    until = story.today + timedelta(days=story.random.choice((60, 90, 150)))
    try:
        made = services.ask_exception(
            story.cast.actor("ducha.officer"), task, story.writer.word("exceptions"), story.today, until
        )
    except Refused as refused:
        story.refusal("exception", refused)
        return
    if story.chance(0.85):
        story.timeline.after(story.random.choice((1, 2, 3)), lambda: _decide_exception(story, made.pk))


def _decide_exception(story: Story, pk: int) -> None:
    from luoshi.tasks.models import LightException

    row = LightException.objects.get(pk=pk)
    director = story.cast.actor("ducha.director")
    try:
        if story.chance(0.88):
            services.approve_exception(director, row)
        else:
            services.refuse_exception(director, row, "理由不充分,请按原期限推进。")
    except Refused as refused:
        story.refusal("exception", refused)


def close(story: Story, life: Life) -> None:
    """The office asks that the task be closed once nothing waits for verification."""
    task = Task.objects.get(pk=life.task)
    if task.withdrawn_on is not None or _closed(life.task):
        return
    if Report.objects.filter(task=task, state=Report.State.SUBMITTED).exists():
        story.timeline.after(3, lambda: close(story, life))
        return
    life.closing = True
    kind = life.ending
    due = life.due or story.today
    reason = story.writer.choose(words()["closings"][kind])
    draft = ClosingDraft(
        kind=kind, reason=story.writer.fill(reason),
        new_due_on=_later(due, story.random.choice((6, 12))) if kind in ("stage", "adjusted") else None,
        new_review_on=_later(story.today, 6) if kind == "standing" else None,
    )  # fmt: skip
    try:
        made = services.ask_closing(
            story.cast.actor(story.random.choice(("ducha.officer", "ducha.second"))), task, draft
        )
    except Refused as refused:
        story.refusal("close", refused)
        life.closing = False
        return
    story.timeline.after(story.random.choice((1, 2, 2, 4)), lambda: _decide_closing(story, life, made.pk))


def _decide_closing(story: Story, life: Life, pk: int) -> None:
    row = Closure.objects.get(pk=pk)
    director = story.cast.actor("ducha.director")
    try:
        if story.chance(0.06) and "refused" not in life.notes:
            services.refuse_closing(director, row, "佐证材料不足,请补充验收单后再报。")
            life.notes.add("refused")
            life.closing = False
            story.timeline.after(12, lambda: close(story, life))
            return
        services.approve_closing(director, row)
    except Refused as refused:
        story.refusal("approve", refused)
        return
    if row.kind in ("stage", "adjusted"):
        life.closing, life.due = False, row.new_due_on
        life.finish, life.ending = (row.new_due_on - timedelta(days=10)) if row.new_due_on else None, "completed"
        if life.finish is not None:
            story.timeline.on(life.finish + timedelta(days=6), lambda: close(story, life))


def _closed(task: int) -> bool:
    return Closure.objects.filter(task=task, state=Closure.State.APPROVED, kind__in=("completed", "stopped")).exists()


def _later(day: date, months: int) -> date:
    from luoshi.tasks.rules.months import months_later

    return months_later(day, months)
