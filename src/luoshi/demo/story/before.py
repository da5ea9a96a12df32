"""The year before the system: the old ledger with its reports, taken over in bulk when the system begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from luoshi.demo.clock import moment_of
from luoshi.demo.days import months_before
from luoshi.demo.story import Story
from luoshi.demo.story.sheets import THEMES, Line, lines_of, parts_of
from luoshi.tasks.bulk import HistoricDeadline, HistoricPart, HistoricReport, HistoricStep, HistoricTask, load
from luoshi.tasks.services import DeadlineDraft, MeasureDraft, SourceDraft
from luoshi.units.queries import members_of

MONTHS = 12
TASKS = 84


def plan(story: Story) -> None:
    """On one of the first days; a short story has nothing to take over."""
    if story.days.months >= MONTHS:
        story.timeline.on(story.days.start + timedelta(days=3), lambda: take_over(story), hour=9)


def take_over(story: Story) -> None:
    """Every task of that year was closed before the system began; its rows are entered now, its reports keep their days."""
    load(story.cast.actor("ducha.officer"), [_task(story, line) for line in lines_of(story, 0, TASKS)])


def _task(story: Story, line: Line) -> HistoricTask:
    start = months_before(story.days.start, MONTHS)
    given = start + timedelta(days=story.random.randint(3, 25))
    finished = story.timeline.working(
        months_before(start, -story.random.randint(6, MONTHS - 1)) + timedelta(days=story.random.randint(0, 25))
    )
    due = finished + timedelta(days=story.random.choice((-12, -3, 5, 20, 30)))
    officer = story.cast.holder("ducha.officer").subject
    units = [unit for part in parts_of(story, line.lead, line.others) for unit in _members(story, part, given)]
    lead = units[0][0]
    measured = (MeasureDraft(name=line.measure, unit=line.unit, target=line.target),) if line.target else ()
    return HistoricTask(
        title=line.title, text=line.title, given_on=given, origin="sheet", theme=THEMES[line.theme], by=officer,
        at=story.timeline.clock.moment,
        sources=(SourceDraft(document_title=f"{given.year}年督查台账(移交)", quote=line.title, imported=True),),
        parts=tuple(HistoricPart(unit=unit, role=role, answered_at=moment_of(given + timedelta(days=2), time(9, 30))) for unit, role in units),
        deadlines=(HistoricDeadline(deadline=DeadlineDraft(due_on=due), on=given, by=officer),), measures=measured,
        reports=tuple(_reports(story, line, lead, given, finished)), closed=("completed", finished + timedelta(days=4)),
        closed_reason="年度目标已完成,经核查属实,予以销号。", closed_by=story.cast.holder("ducha.director").subject,
    )  # fmt: skip


def _members(story: Story, part: object, on: date) -> Iterator[tuple[int, str]]:
    unit, group, role = (getattr(part, name) for name in ("unit_id", "group_id", "role"))
    for pk in [unit] if unit is not None else [member.pk for member in members_of(group, story.days.start)]:
        yield pk, role


def _reports(story: Story, line: Line, lead: int, given: date, finished: date) -> Iterator[HistoricReport]:
    """One of the lead for every month until it was done."""
    by = story.cast.holder(story.cast.of_unit(lead, "liaison")).subject
    officer = story.cast.holder("ducha.officer").subject
    month, number, whole = months_before(given, -1), 0, max((finished - given).days, 1)
    while month <= finished:
        number += 1
        last = months_before(month, -1) > finished
        quiet = not last and story.chance(0.15)
        sent = moment_of(
            story.timeline.working(month.replace(day=story.random.randint(12, 25))), story.timeline.office_time(None)
        )
        seen = sent + timedelta(days=story.random.randint(1, 6))
        share = (30 / whole) if line.target else 0
        yield HistoricReport(
            unit=lead, period=f"{month:%Y-%m}", no_change=quiet, completes=last,
            progress="" if quiet else story.writer.progress(line.theme), problems="" if quiet or last else story.writer.problems(line.theme),
            next_steps="" if quiet else story.writer.next_steps(line.theme), at=sent, submitted_at=sent, verified_at=seen,
            quantities={0: int((line.target or 0) * share)} if line.target and not quiet else {},
            steps=(HistoricStep(step="submitted", by=by, at=sent), HistoricStep(step="verified", by=officer, at=seen)),
        )  # fmt: skip
        month = months_before(month, -1)
