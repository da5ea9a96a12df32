"""Tasks from elsewhere: leaders' instructions, minutes, superiors' letters; each a numbered assignment."""

from __future__ import annotations

from datetime import timedelta

from luoshi.demo.story import Story, answers, lives
from luoshi.demo.story.sheets import THEMES, parts_of
from luoshi.demo.writing import words
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services
from luoshi.tasks.services import DeadlineDraft, SourceDraft, TaskDraft

LEADERS = ("mayor", "vice.executive", "vice.industry", "vice.rural", "vice.city", "vice.people")


def plan(story: Story) -> None:
    """Three or four a month, the last ones a few days ago."""
    for months in range(story.days.months - 1, -1, -1):
        for kind in story.random.choices(
            ("instruction", "minutes", "letter"), (5, 3, 2), k=story.random.choice((4, 5, 5, 6))
        ):
            day = story.days.back(months, story.random.randint(2, 26))
            if day <= story.days.today:
                story.timeline.on(day, lambda kind=kind: give(story, kind))  # type: ignore[misc]  # bound now
    for wait, kind in ((9, "letter"), (6, "minutes"), (3, "instruction"), (1, "instruction")):
        story.timeline.on(story.days.today - timedelta(days=wait), lambda kind=kind: give(story, kind))  # type: ignore[misc]  # bound now


def give(story: Story, kind: str) -> None:
    """One task from a person's or a superior's words, entered by the office."""
    draft = {"instruction": _instruction, "minutes": _minutes, "letter": _letter}[kind](story)
    if draft is None:
        return
    made, theme = draft
    try:
        task = services.create_task(story.cast.actor(story.random.choice(("ducha.officer", "ducha.second"))), made)
    except Refused as refused:
        story.refusal("give", refused)
        return
    lives.begin(story, [task], theme)
    answers.expect(story, [task.pk])


def _instruction(story: Story) -> tuple[TaskDraft, str]:
    text, about, lead, others, theme = story.writer.choose(words()["instructions"]).split("|")
    leader = story.random.choice(LEADERS)
    title = story.writer.fill(about)
    parts = parts_of(story, lead, tuple(others.split(";")))
    unit = story.city.units[lead]
    recipients = [
        story.cast.posts[key].pk
        for key in (leader, "ducha.director", "ducha.chief", f"{lead}.head")
        if key in story.cast.posts
    ]
    return (
        TaskDraft(
            title=title, text=title, origin="instruction", theme=THEMES[theme], parts=parts, series="assignment",
            instruction=story.writer.fill(text, unit=unit.short_name), recipients=tuple(recipients),
            sources=(SourceDraft(document_title=f"{story.cast.posts[leader].title.split('(')[0]}批示", document_date=story.today, quote=title),),
            deadline=DeadlineDraft(due_on=story.timeline.working(story.today + timedelta(days=story.random.choice((10, 15, 20, 30, 60))))),
        ),
        theme,
    )  # fmt: skip


def _minutes(story: Story) -> tuple[TaskDraft, str]:
    document, title, lead, others, theme = story.writer.choose(words()["minutes"]).split("|")
    number = story.random.randint(3, 48)
    document = story.writer.fill(document, number=number, year=story.today.year)
    title = story.writer.fill(title)
    return (
        TaskDraft(
            title=title, text=title, origin="minutes", theme=THEMES[theme], parts=parts_of(story, lead, tuple(others.split(";"))),
            series="assignment", sources=(SourceDraft(document_title=document, document_date=story.today - timedelta(days=3), quote=title),),
            deadline=DeadlineDraft(due_on=story.timeline.working(story.today + timedelta(days=story.random.choice((30, 45, 90, 120))))),
        ),
        theme,
    )  # fmt: skip


def _letter(story: Story) -> tuple[TaskDraft, str]:
    sender, number, title, lead, others, theme = story.writer.choose(words()["letters"]).split("|")
    number = story.writer.fill(number, number=story.random.randint(5, 160), year=story.today.year)
    title = story.writer.fill(title)
    return (
        TaskDraft(
            title=title, text=f"{sender}来函:{title}", origin="letter", theme=THEMES[theme],
            parts=parts_of(story, lead, tuple(others.split(";"))), series="assignment",
            sources=(SourceDraft(document_title=f"{sender}{title}", document_number=number, document_date=story.today - timedelta(days=2), quote=title),),
            deadline=DeadlineDraft(due_on=story.timeline.working(story.today + timedelta(days=story.random.choice((8, 15, 25, 40))))),
        ),
        theme,
    )  # fmt: skip
