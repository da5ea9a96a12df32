"""Units answer what they are given: they acknowledge, a few late; now and then one says that a task is not its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from luoshi.demo.story import Story
from luoshi.demo.writing import words
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import services
from luoshi.tasks.models import Assignment, Objection

OBJECTING = 0.035  # of the parts
LATE = 0.09  # of the units


def expect(story: Story, tasks: Iterable[int]) -> None:
    """Let the units that were given parts of ``tasks`` answer in the coming days."""
    by_unit: dict[int, list[int]] = defaultdict(list)
    rows = Assignment.objects.filter(task__in=list(tasks), state=Assignment.State.GIVEN, valid_to__isnull=True)
    for pk, unit in rows.order_by("pk").values_list("pk", "unit"):
        by_unit[unit].append(pk)
    for unit, parts in by_unit.items():
        if story.cast.speaks_for(unit):
            wait = story.random.choice((4, 5, 6)) if story.chance(LATE) else story.random.choice((0, 1, 1, 2, 2))
            story.timeline.after(wait, lambda unit=unit, parts=parts: answer(story, unit, parts))  # type: ignore[misc]  # bound now


def answer(story: Story, unit: int, parts: list[int]) -> None:
    """One unit goes through what it was given."""
    if unit not in story.cast.units:  # merged meanwhile
        return
    actor = story.cast.actor(story.cast.of_unit(unit, "liaison"))
    rows = list(Assignment.objects.filter(pk__in=parts, state=Assignment.State.GIVEN, valid_to__isnull=True))
    taken = []
    for row in rows:
        if row.role in ("lead", "responsible") and story.chance(OBJECTING):
            _object(story, row)
        else:
            taken.append(row)
    try:
        services.acknowledge_many(actor, taken)
    except Refused as refused:
        story.refusal("acknowledge", refused)


def _object(story: Story, part: Assignment) -> None:
    text, _, upheld = story.random.choice(words()["objections"]).partition("|")
    suggested = None
    if upheld == "true":
        others = [
            u for u in story.city.units.values() if u.kind == "bureau" and not u.dissolved_on and u.pk != part.unit_id
        ]
        held = set(Assignment.objects.filter(task=part.task_id, valid_to__isnull=True).values_list("unit", flat=True))
        suggested = story.random.choice([unit for unit in others if unit.pk not in held])
    actor = story.cast.actor(story.cast.of_unit(part.unit_id, "liaison"))
    reason = story.writer.fill(text, unit=suggested or "主管部门")
    try:
        made = services.object_to(actor, part, reason, suggested)
    except Refused as refused:
        story.refusal("object", refused)
        return
    story.timeline.after(story.random.choice((3, 4, 5, 6)), lambda: rule(story, made, upheld == "true"))


def rule(story: Story, objection: Objection, upheld: bool) -> None:
    """The office rules; most objections without another unit in mind are refused."""
    objection.refresh_from_db()
    heir = objection.suggested
    if upheld and (heir is None or heir.dissolved_on):
        upheld = False
    reason = story.writer.word("upheld" if upheld else "refused", unit=heir or "")
    try:
        services.rule(
            story.cast.actor("ducha.chief"), objection, upheld=upheld, reason=reason, reassign_to=heir if upheld else None
        )  # fmt: skip
    except Refused as refused:
        story.refusal("rule", refused)
        return
    if upheld:
        expect(story, [objection.assignment.task_id])
