"""Whether people may see what they would be told about: the access policies of the apps, asked for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from luoshi.kernel.actors import Actor
from luoshi.policies.access import access as policy_access
from luoshi.policies.access import opinion_access
from luoshi.policies.models import Opinion, OpinionRound, Policy
from luoshi.tasks.access import policy as task_access
from luoshi.tasks.models import Report, Task

Visible = Callable[[Actor], QuerySet[Any]]
Object = tuple[str, int]


def _opinions(actor: Actor) -> QuerySet[Any]:
    rounds = opinion_access.visible(actor, OpinionRound.objects.all())
    own = Opinion.objects.filter(jurisdiction=actor.jurisdiction, round__in=rounds.values("pk"))
    return own.filter(unit__in=actor.units())


_VISIBLE: dict[str, Visible] = {
    "tasks.task": lambda actor: task_access.visible(actor, Task.objects.all()),
    "tasks.report": lambda actor: task_access.visible(actor, Report.objects.all()),
    "policies.policy": lambda actor: policy_access.visible(actor, Policy.objects.all()),
    "policies.opinionround": lambda actor: opinion_access.visible(actor, OpinionRound.objects.all()),
    "policies.opinion": _opinions,
}
OPEN = frozenset({"accounts.post", "accounts.person", "files.turnedaway"})
"""Objects of which a notice says nothing but that it happened, to those whose duty or own affair it is."""


def seen_by(actor: Actor, objects: Iterable[Object]) -> frozenset[Object]:
    """Those of ``objects`` (kind, id) that the actor may see; one query for each kind. What nobody decides is unseen."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, number in objects:
        by_kind[kind].add(number)
    found: set[Object] = set()
    for kind, numbers in by_kind.items():
        if kind in OPEN:
            found |= {(kind, number) for number in numbers}
        elif kind in _VISIBLE:
            rows = _VISIBLE[kind](actor).filter(pk__in=numbers)
            found |= {(kind, number) for number in rows.values_list("pk", flat=True)}
    return frozenset(found)
