"""What a post of a unit hands over: the unit's running tasks, and the reports that are in its hands.

All of it belongs to the unit and is reached through the post, so nothing is rewritten when another person takes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from luoshi.accounts import handover
from luoshi.accounts.handover import Item, Moving
from luoshi.accounts.models import Post, RoleGrant
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import UNIT_ROLES, Actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks.models import Assignment, AssignmentState, Report
from luoshi.tasks.rules.flow import EDITABLE

ROLES = {
    "lead": Phrase("牵头", "lead"), "joint_lead": Phrase("共同牵头", "joint lead"),
    "responsible": Phrase("责任", "responsible"), "participant": Phrase("配合", "participating"),
}  # fmt: skip
STEPS = {
    "draft": Phrase("草稿", "draft"), "returned": Phrase("已退回", "returned"), "withdrawn": Phrase("已撤回", "withdrawn"),
    "section": Phrase("待科室审核", "with the section head"), "head": Phrase("待单位签发", "with the unit head"),
    "submitted": Phrase("已报送", "submitted"), "verified": Phrase("已核验", "verified"),
}  # fmt: skip
_WAITS_FOR = {"section": "section_head", "head": "unit_head"}


def register() -> None:
    """Let tasks and reports move with posts."""
    handover.register(
        Moving(Assignment._meta.label_lower, Phrase("在办任务", "Running tasks"), running_parts, order=10)
    )
    handover.register(
        Moving(Report._meta.label_lower, Phrase("手头的报告", "Reports in hand"), reports_in_hand, order=20)
    )


def running_parts(actor: Actor, post: Post, only: Collection[int] | None) -> Iterable[Item]:
    """The parts of the post's units in tasks that run, the soonest due first."""
    rows = AssignmentState.objects.filter(jurisdiction=actor.jurisdiction).select_related("task", "unit")
    if only is not None:
        rows = rows.filter(pk__in=only)
    else:
        rows = rows.filter(unit__in=_roles(actor, post), ended_on__isnull=True, closed_on__isnull=True, withdrawn=False)
    for row in rows.order_by("due_on", "task"):
        yield Item(row.pk, f"{row.task.number} {row.task.title}", ROLES[row.role], row.due_on)


def reports_in_hand(actor: Actor, post: Post, only: Collection[int] | None) -> Iterable[Item]:
    """Reports of the post's units that are being written, and those that wait for a step the post stands for."""
    rows = Report.objects.filter(jurisdiction=actor.jurisdiction).select_related("task")
    if only is not None:
        found = list(rows.filter(pk__in=only).order_by("period", "task"))
    else:
        held = _roles(actor, post)
        open_ones = rows.filter(unit__in=held, state__in=[*sorted(EDITABLE), *_WAITS_FOR]).order_by("period", "task")
        found = [row for row in open_ones if row.state in EDITABLE or _WAITS_FOR[row.state] in held[row.unit_id]]
    for row in found:
        yield Item(row.pk, f"{row.period} {row.task.title}", STEPS[row.state])


def _roles(actor: Actor, post: Post) -> dict[int, set[str]]:
    """The roles a post bears on the actor's day, by unit."""
    found: dict[int, set[str]] = {}
    rows = RoleGrant.objects.filter(valid_on(actor.on), post=post, role__in=[str(role) for role in UNIT_ROLES])
    for unit, role in rows.values_list("unit", "role"):
        if unit is not None:
            found.setdefault(unit, set()).add(role)
    return found
