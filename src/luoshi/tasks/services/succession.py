"""What units have open passes on when they merge, split or hand over a duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from luoshi.journal.services import act, record, record_many
from luoshi.kernel.actors import Actor
from luoshi.tasks.models import Assignment
from luoshi.tasks.services.assigning import move
from luoshi.tasks.services.changing import lock
from luoshi.tasks.state import rebuild
from luoshi.units.models import Succession
from luoshi.units.rules.lineages import concerns


def follow_successions(actor: Actor, rows: Sequence[Succession]) -> None:
    """Open parts of predecessors go to their successors, inside the act that records the successions.

    Of several successors of one unit, those with a ``matter`` take the tasks about it, the principal one the rest; a
    transferred duty moves only tasks about its matter. Without a principal successor the rest waits for a person.
    """
    by_unit: dict[int, list[Succession]] = defaultdict(list)
    for row in rows:
        by_unit[row.predecessor_id].append(row)
    with act():
        for successions in by_unit.values():
            _pass_on(actor, successions)


def _pass_on(actor: Actor, successions: Sequence[Succession]) -> None:
    predecessor = successions[0].predecessor_id
    open_parts = Assignment.objects.filter(jurisdiction=actor.jurisdiction, unit_id=predecessor, valid_to__isnull=True)
    ids = list(open_parts.values_list("task", flat=True))
    lock(ids)
    moved: dict[int, list[dict[str, int]]] = defaultdict(list)
    for part in open_parts.select_related("task").order_by("pk"):
        heir = _heir(successions, f"{part.task.title} {part.task.text}")
        if heir is not None:
            _move(actor, part, heir)
            moved[heir.pk].append({"task": part.task_id, "assignment": part.pk})
    for succession in successions:
        if moved[succession.pk]:
            record_many(
                actor, "tasks.parts_passed_on", succession, moved[succession.pk],
                detail={"from": str(succession.predecessor), "to": str(succession.successor), "on": str(succession.on)},
            )  # fmt: skip
    rebuild(ids)


def _heir(successions: Sequence[Succession], about: str) -> Succession | None:
    for row in successions:
        if row.matter and concerns(row.matter, about):
            return row
    whole = [row for row in successions if row.kind != Succession.Kind.TRANSFER and row.principal]
    return whole[0] if len(whole) == 1 else None


def _move(actor: Actor, part: Assignment, succession: Succession) -> None:
    """The part goes on under the successor, answered as it was; one that the successor has already just ends."""
    on = max(succession.on, part.valid_from)
    detail = {"from": str(succession.predecessor), "to": str(succession.successor), "on": str(succession.on)}
    move(actor, part, succession.successor_id, on, answered=True)
    record(actor, "tasks.part_passed_on", part.task, detail=detail)


def follow_withdrawals(actor: Actor, rows: Sequence[Succession]) -> None:
    """What a succession recorded in error had moved goes back to the predecessor, inside the act that takes it back.

    Parts that people reassigned since stay where they put them; so do those of a predecessor that is dissolved still.
    """
    with act():
        for row in rows:
            if row.predecessor.dissolved_on is not None and row.predecessor.dissolved_on <= actor.on:
                continue
            back = Assignment.objects.filter(
                jurisdiction=actor.jurisdiction, unit=row.successor_id, valid_to__isnull=True, valid_from__gte=row.on,
                passed_from__unit=row.predecessor_id, passed_from__valid_to__gte=row.on,
            ).select_related("task")  # fmt: skip
            parts = list(back.order_by("pk"))
            ids = [part.task_id for part in parts]
            lock(ids)
            names = {"from": str(row.successor), "to": str(row.predecessor), "on": str(actor.on)}
            for part in parts:
                move(actor, part, row.predecessor_id, max(actor.on, part.valid_from), answered=True)
                record(actor, "tasks.part_passed_back", part.task, detail=names)
            rebuild(ids)
