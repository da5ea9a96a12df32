"""The rhythm of the months: units draft, pass and send their reports, the office verifies or returns them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from luoshi.demo.days import months_before
from luoshi.demo.story import Life, Story
from luoshi.demo.story.evidence import proof
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services
from luoshi.tasks.models import Assignment, Report, Task
from luoshi.tasks.services import ReportContent

State = Report.State
DAY = timedelta(days=1)
AT_WORK = ("gxj", "zjj", "qingyuan")  # units with sign-ins: this month's reports are on their way when somebody looks
EVERYONE = 3  # months ago the responsible units began to report too; before, only leads did


@dataclass(frozen=True, slots=True)
class Habit:
    """How a unit goes about its reports: ``day`` of the month on which it sits down, how often it is late or forgets."""

    day: int
    late: float
    forgets: float
    quiet: float  # share of reports without a change


def plan(story: Story) -> None:
    """Every month from the second on: every unit its sitting; and the office's round in the days after."""
    habits: dict[int, Habit] = {}
    month = months_before(story.days.start, -1)
    while month <= story.days.today:
        period = f"{month:%Y-%m}"
        story.timeline.on(month.replace(day=2), lambda period=period: _month(story, period, habits), hour=8)  # type: ignore[misc]  # bound now
        month = months_before(month, -1)


def _month(story: Story, period: str, habits: dict[int, Habit]) -> None:
    """Put the sittings of a month in their places: each unit has its habits."""
    first = date.fromisoformat(f"{period}-01")
    for unit in sorted(story.cast.units):
        if unit not in habits:
            habits[unit] = Habit(
                story.random.randint(7, 23), story.random.choice((0.02, 0.05, 0.05, 0.25)),
                story.random.choice((0, 0.01, 0.01, 0.05)), story.random.uniform(0.15, 0.4),
            )  # fmt: skip
        habit = habits[unit]
        if period == f"{story.days.today:%Y-%m}" and story.cast.units[unit] in AT_WORK:
            story.timeline.on(_last_workday(story), partial(sit_down, story, unit, period, habit), hour=17)
            continue
        if story.cast.units[unit] in ("spj", "yhb") and period == f"{story.days.merger:%Y-%m}":
            continue  # their successor reports for this month
        day = first.replace(day=min(max(habit.day + story.random.randint(-3, 3), 3), 25))
        if story.chance(habit.late):
            day = first.replace(day=26) if story.chance(0.6) else months_before(first, -1).replace(day=3)
        story.timeline.on(day, lambda unit=unit, habit=habit: sit_down(story, unit, period, habit))  # type: ignore[misc]  # bound now
    story.timeline.on(first.replace(day=15), lambda: verify_waiting(story))
    story.timeline.on(first.replace(day=24), lambda: verify_waiting(story))
    story.timeline.on(first.replace(day=28), lambda: verify_waiting(story))
    story.timeline.on(months_before(first, -1).replace(day=5), lambda: verify_waiting(story))


def _last_workday(story: Story) -> date:
    """The working day before the day of loading: what is written on it still waits for other hands."""
    day = story.days.today - DAY
    while not story.timeline.is_workday(day):
        day -= DAY
    return day


def due_parts(unit: int, period: str) -> list[Assignment]:
    """The open parts of a unit that have a report to make for the period and none begun."""
    rows = Assignment.objects.filter(
        unit=unit, valid_to__isnull=True, light__reports=True, light__first_period__lte=period, light__closed_on__isnull=True,
        light__withdrawn=False, task__withdrawn_on__isnull=True,
    ).exclude(reports__period=period)  # fmt: skip
    return list(rows.select_related("task").order_by("task"))


def sit_down(story: Story, unit: int, period: str, habit: Habit) -> None:
    """The liaison writes what is due; unfinished drafts stay for the next day."""
    if unit not in story.cast.units:
        return
    actor = story.cast.actor(story.cast.of_unit(unit, "liaison"))
    written: list[int] = []
    left: list[int] = []
    everyone = f"{story.days.back(EVERYONE):%Y-%m}"
    for part in due_parts(unit, period):
        if story.chance(habit.forgets):
            continue
        lead = part.role in ("lead", "joint_lead")
        if not lead and period < everyone:
            continue
        life = story.lives.get(part.task_id)
        try:
            if story.chance(habit.quiet if lead else habit.quiet + 0.3) and not _ends(story, life, lead):
                services.mark_no_change(actor, part, period)
                continue
            report = services.open_report(actor, part, period)
            report = services.save_draft(actor, report, report.version, content(story, part.task, life, lead, period))
            if lead and story.chance(0.12):
                services.attach_evidence(actor, report, proof(story, actor, part.task, report))
            (left if story.chance(0.06) else written).append(report.pk)
            story.timeline.clock.tick(90)
        except Refused as refused:
            story.refusal("report", refused)
    pass_on(story, unit, written)
    if left:
        story.timeline.after(1, lambda: pass_on(story, unit, left))
    _next_hand(story, unit, "section", State.SECTION)


def pass_on(story: Story, unit: int, reports: Sequence[int]) -> None:
    """The liaison passes drafts on; where the liaison stands for the section, they wait for the head."""
    if unit not in story.cast.units:
        return
    actor = story.cast.actor(story.cast.of_unit(unit, "liaison"))
    rows = Report.objects.filter(
        pk__in=reports, state__in=("draft", "returned", "withdrawn"), task__state__closed_on__isnull=True,
        assignment__valid_to__isnull=True,
    )  # fmt: skip
    for report in rows.order_by("pk"):
        try:
            services.pass_report(actor, report, report.version)
        except Refused as refused:
            story.refusal("pass", refused)
    _next_hand(story, unit, "section", State.SECTION)


def _next_hand(story: Story, unit: int, part: str, state: str) -> None:
    if part == "section" and not Report.objects.filter(unit=unit, state=State.SECTION).exists():
        part, state = "head", State.HEAD
    wait = story.random.choice((0, 1, 1, 1, 2))
    story.timeline.after(wait, lambda: hand(story, unit, part, state))


def hand(story: Story, unit: int, part: str, state: str) -> None:
    """Section head or head of the unit goes through what waits; now and then one goes back to be written better."""
    if unit not in story.cast.units:  # merged meanwhile: its parts went to another unit
        return
    actor = story.cast.actor(story.cast.of_unit(unit, part))
    back = []
    for report in running(unit, state):
        try:
            if story.chance(0.03) and not report.no_change:
                services.send_back(actor, report, story.writer.word("inside"))
                back.append(report.pk)
            else:
                services.pass_report(actor, report, report.version)
        except Refused as refused:
            story.refusal("hand", refused)
    if back:
        story.timeline.after(1, lambda: again(story, unit, back))
    if part == "section":
        story.timeline.after(story.random.choice((0, 1, 1, 2)), lambda: hand(story, unit, "head", State.HEAD))


def running(unit: int, state: str) -> list[Report]:
    """The reports of a unit that wait in a state, of tasks and parts that still run."""
    rows = Report.objects.filter(
        unit=unit, state=state, task__state__closed_on__isnull=True, assignment__valid_to__isnull=True
    )
    return list(rows.order_by("pk"))


def again(story: Story, unit: int, reports: Sequence[int]) -> None:
    """The liaison writes a returned report anew and sends it on its way."""
    if unit not in story.cast.units:
        return
    actor = story.cast.actor(story.cast.of_unit(unit, "liaison"))
    for report in Report.objects.filter(pk__in=reports, state=State.RETURNED).select_related("task").order_by("pk"):
        life = story.lives.get(report.task_id)
        theme = life.theme if life else "general"
        text = f"{report.progress}{story.writer.progress(theme)}"
        amounts = {
            q.measure_id: Decimal(q.value).scaleb(-(life.decimals if life else 0)) for q in report.quantities.all()
        }
        try:
            services.save_draft(
                actor, report, report.version,
                ReportContent(
                    progress=text, problems=report.problems or story.writer.problems(theme),
                    next_steps=report.next_steps, completes=report.completes, quantities=amounts,
                ),
            )  # fmt: skip
        except Refused as refused:
            story.refusal("again", refused)
    pass_on(story, unit, reports)


def content(story: Story, task: Task, life: Life | None, lead: bool, period: str) -> ReportContent:
    """What a report says; the lead counts what is counted."""
    theme = life.theme if life else "general"
    opening, amounts = "", {}
    if life is not None and lead and life.measure is not None and life.target:
        wanted = int(life.target * min(life.share(story.today), 1.02))
        new = max(wanted - life.reported, 0)
        life.reported += new
        amounts[life.measure] = Decimal(new).scaleb(-life.decimals)
        opening = story.writer.fill(_counted(story, life, new))
    completes = _ends(story, life, lead)
    return ReportContent(
        progress=story.writer.progress(theme, opening) + (_finished(story) if completes else ""),
        problems="" if completes else story.writer.problems(theme),
        next_steps="做好资料归档和成效宣传。" if completes else story.writer.next_steps(theme),
        completes=completes, quantities=amounts,
    )  # fmt: skip


def _counted(story: Story, life: Life, new: int) -> str:
    from luoshi.tasks.models import Measure

    measure = Measure.objects.get(pk=life.measure or 0)
    share = 100 * life.reported // life.target
    amount, total = (f"{Decimal(n).scaleb(-life.decimals)}{measure.unit}" for n in (new, life.reported))
    return story.random.choice(
        (
            f"{measure.name}本月新增{amount},累计{total},占目标的{share}%。",
            f"截至月底,{measure.name}累计{total}(本月{amount}),完成率{share}%。",
            f"{measure.name}:本月{amount},累计{total}。",
        )
    )


def _finished(story: Story) -> str:
    return story.writer.choose(["至此,任务已全部完成。", "目标已完成,申请核查销号。", "已通过验收,建议销号。"])


def _ends(story: Story, life: Life | None, lead: bool) -> bool:
    """Whether the lead says in this report that the task is done."""
    return bool(lead and life and life.finish and life.ending == "completed" and story.today >= life.finish)


def verify_waiting(story: Story) -> None:
    """The office goes through what was sent: most is verified, some goes back with a comment."""
    officer = story.random.choice(("ducha.officer", "ducha.second", "ducha.chief"))
    actor = story.cast.actor(officer)
    waiting = list(Report.objects.filter(jurisdiction=story.city.code, state=State.SUBMITTED).order_by("unit", "pk"))
    if story.today >= story.days.today:
        waiting = waiting[: len(waiting) // 2]
    returned: dict[int, list[int]] = {}
    good = []
    for report in waiting:
        if not report.no_change and story.chance(0.045):
            try:
                services.return_report(actor, report, report.version, story.writer.word("returns"))
                returned.setdefault(report.unit_id, []).append(report.pk)
            except Refused as refused:
                story.refusal("return", refused)
        elif story.chance(0.03) and not report.no_change:
            services.verify(actor, report, report.version, story.writer.word("verified"))
        else:
            good.append((report, report.version))
    if good:
        services.verify_many(actor, good)
    for unit, reports in returned.items():
        story.timeline.after(story.random.choice((1, 2, 3)), partial(again, story, unit, reports))
