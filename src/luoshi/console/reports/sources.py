"""The words of the source under which a task stands, as far as the reader may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.kernel.actors import Actor
from luoshi.tasks.models import TaskSource
from luoshi.tasks.sight import sources_readable
from luoshi.ui.parts import Quote


@dataclass(frozen=True, slots=True)
class Source:
    """Document, clause and words; both empty where the document's distribution does not reach the reader."""

    document: str
    clause: str
    quote: str
    readable: bool

    @property
    def part(self) -> Quote:
        """For the ``quote`` part."""
        return Quote(self.quote, document=self.document, clause=self.clause)


def sources_of(actor: Actor, tasks: Iterable[int]) -> dict[int, Source]:
    """The first source of each task that has one; two queries."""
    rows = TaskSource.objects.filter(task__in=set(tasks), withdrawn_at__isnull=True).select_related("policy")
    first = {row.task_id: row for row in rows.defer("spans").order_by("primary", "-pk")}
    readable = sources_readable(actor, {row.policy_id for row in first.values() if row.policy_id is not None})
    return {task: _shown(row, row.policy_id is None or row.policy_id in readable) for task, row in first.items()}


def _shown(row: TaskSource, readable: bool) -> Source:
    if not readable:
        return Source("", "", "", False)
    name = str(row.policy) if row.policy is not None else row.document_title
    return Source(name, row.clause, row.quote, True)
