"""What moves with a post: open tasks of its unit, reports that are not through, reviews that are not confirmed.

It stands on the top floor, since it joins what several apps know. Who does not see a task (the security administrator
who hands the post over) reads its number alone; both holders read the titles on the same sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from luoshi.accounts.handover import Item, Moving, register
from luoshi.accounts.models import Post, RoleGrant
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import UNIT_ROLES, Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.policies.access import access as policy_access
from luoshi.policies.models import Policy
from luoshi.tasks.access import policy as task_policy
from luoshi.tasks.models import Report, Task, TaskState

MOST = 2_000  # items of one kind on a sheet

_WAITING = {
    Report.State.DRAFT: (Role.DRAFTER, Phrase("草稿", "draft")),
    Report.State.RETURNED: (Role.DRAFTER, Phrase("退回待改", "returned, to be mended")),
    Report.State.SECTION: (Role.SECTION_HEAD, Phrase("待科室审核", "waits for the section head")),
    Report.State.HEAD: (Role.UNIT_HEAD, Phrase("待单位签发", "waits for the unit head")),
}
_REVIEWED = (Policy.State.UPLOADED, Policy.State.COMPILING, Policy.State.FAILED, Policy.State.REVIEW)
_NOT_YET = {state: Phrase("审校中", "in review") for state in _REVIEWED}
_NOT_YET[Policy.State.SUBMITTED] = Phrase("待确认", "waits for confirmation")


def open_tasks(actor: Actor, post: Post, only: Collection[int] | None) -> Iterable[Item]:
    """Tasks in which a unit of the post has an open part."""
    rows = Task.objects.filter(jurisdiction=post.jurisdiction)
    if only is None:
        units = {unit for role, unit in _roles(actor, post) if role in UNIT_ROLES}
        running = TaskState.objects.filter(closed_on__isnull=True, withdrawn=False)
        part = valid_on(actor.on, "assignments__")
        rows = rows.filter(part, assignments__unit__in=units, pk__in=running.values("task")).distinct()
    else:
        rows = rows.filter(pk__in=list(only))
    found = list(rows.select_related("state").order_by("state__sort_on", "pk")[:MOST])
    seen = _seen(task_policy.visible, actor, Task, found)
    for task in found:
        shown = task.pk in seen
        yield Item(
            task.pk,
            f"{task.number} {task.title}" if shown else task.number,
            due=task.state.due_on if hasattr(task, "state") else None,
            url=reverse("console:task", args=[task.pk]) if shown else "",
        )


def waiting_reports(actor: Actor, post: Post, only: Collection[int] | None) -> Iterable[Item]:
    """Reports that wait for this post: drafts and returned ones, those to be passed by the section or the unit."""
    rows = Report.objects.filter(jurisdiction=post.jurisdiction)
    if only is None:
        held = _roles(actor, post)
        states = [state for state, (role, _) in _WAITING.items() if any(role == each for each, _ in held)]
        rows = rows.filter(unit__in={unit for role, unit in held if role in UNIT_ROLES}, state__in=states)
    else:
        rows = rows.filter(pk__in=list(only))
    found = list(rows.select_related("task").order_by("period", "pk")[:MOST])
    seen = _seen(task_policy.visible, actor, Report, found)
    for report in found:
        words = _WAITING.get(Report.State(report.state), (None, Phrase(report.get_state_display(), report.state)))[1]
        title = f"{report.task.number} {report.task.title}" if report.pk in seen else report.task.number
        url = reverse("console:report", args=[report.pk]) if report.pk in seen else ""
        yield Item(report.pk, f"{title} {report.period}", words, url=url)


def open_reviews(actor: Actor, post: Post, only: Collection[int] | None) -> Iterable[Item]:
    """Policies in review, for the post of an editor; those that wait for confirmation, for a confirmer's."""
    rows = Policy.objects.filter(jurisdiction=post.jurisdiction)
    if only is None:
        roles = {role for role, _ in _roles(actor, post)}
        states = [
            *(_REVIEWED if Role.EDITOR in roles else ()),
            *([Policy.State.SUBMITTED] if Role.CONFIRMER in roles else ()),
        ]
        rows = rows.filter(state__in=states)
    else:
        rows = rows.filter(pk__in=list(only))
    found = list(rows.order_by("pk")[:MOST])
    seen = _seen(policy_access.visible, actor, Policy, found)
    for policy in found:
        shown = policy.pk in seen
        yield Item(
            policy.pk,
            policy.title if shown else Phrase(f"政策 {policy.pk}", f"policy {policy.pk}"),
            _NOT_YET.get(Policy.State(policy.state), ""),
            url=reverse("console:policy", args=[policy.pk]) if shown else "",
        )


def register_kinds() -> None:
    """Let these move with posts."""
    register(Moving("tasks.task", Phrase("在办任务", "Open tasks"), open_tasks, order=10))
    register(
        Moving(
            "tasks.report",
            Phrase("草稿、退回件和待审进展", "Drafts, returned and waiting reports"),
            waiting_reports,
            order=20,
        )
    )
    register(Moving("policies.policy", Phrase("未确认的政策", "Policies not yet confirmed"), open_reviews, order=30))


def _roles(actor: Actor, post: Post) -> list[tuple[Role, int | None]]:
    rows = RoleGrant.objects.filter(valid_on(actor.on), post=post).values_list("role", "unit")
    return [(Role(role), unit) for role, unit in rows]


def _seen(
    visible: Callable[[Actor, QuerySet[Any]], QuerySet[Any]], actor: Actor, model: Any, found: list[Any]
) -> set[int]:
    rows = visible(actor, model.objects.filter(pk__in=[row.pk for row in found]))
    return set(rows.values_list("pk", flat=True))
