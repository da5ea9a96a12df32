"""The frame of every act on tasks: lock them, do it, derive their state, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import models

from luoshi.accounts.queries import names_for
from luoshi.journal.models import Event
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.models import Task
from luoshi.tasks.state import rebuild

Row = TypeVar("Row", bound=models.Model)


class ChangedMeanwhile(Refused):
    """Somebody else changed the row since the person saw it. ``theirs``: the row as it is now; ``by``: who, opaque."""

    def __init__(self, theirs: Any, by: str) -> None:
        name = names_for([by]).get(by, by) if by else ""
        who = name if isinstance(name, str) else name.zh
        who_en = name if isinstance(name, str) else name.en
        super().__init__(
            f"您打开之后,{who or '他人'}已修改这一项。您填写的内容没有丢失:请对照现在的内容后再保存。",
            f"After you opened it, {who_en or 'somebody else'} changed this. What you entered is not lost: compare it with "
            "what is there now and save again.",
            field="version",
        )
        self.theirs = theirs
        self.by = by


@contextmanager
def changing(*tasks: int) -> Iterator[None]:
    """One act on tasks: they are locked in the order of their keys, and their state is derived at the end.

    The lock lets rows that point to the task be inserted meanwhile. Whoever reads rows to decide does so inside.
    """
    with act():
        lock(tasks)
        yield
        rebuild(tasks)


def lock(tasks: Iterable[int]) -> None:
    """Hold the tasks until the end of the transaction."""
    rows = Task.objects.select_for_update(no_key=True).filter(pk__in=sorted(set(tasks))).order_by("pk")
    list(rows.values_list("pk", flat=True))


def fresh(actor: Actor, row: Row) -> Row:
    """The row as it is now. Raises ``Refused`` when it is gone or belongs elsewhere."""
    found = type(row)._default_manager.filter(pk=row.pk, jurisdiction=actor.jurisdiction).first()
    if found is None:
        raise Refused("这一项已不存在。", "This no longer exists.", forbidden=True)
    return found


def demand_version(row: Any, seen: int | None, by: str = "") -> None:
    """Raises ``ChangedMeanwhile`` when the person saw another version than there is. None: the act builds on nothing seen."""
    if seen is not None and row.version != seen:
        raise ChangedMeanwhile(row, by or _last_hand(row))


def demand_reason(reason: str, field: str = "reason") -> str:
    """The reason, trimmed. Raises ``Refused`` when there is none."""
    if not reason.strip():
        raise Refused("请写明理由。", "Give a reason.", field=field)
    return reason.strip()


def demand_running(task: Task) -> None:
    """Raises ``Refused`` for a task that was withdrawn or closed."""
    if task.withdrawn_on is not None:
        raise Refused("任务已撤回,不能再办理。", "The task was withdrawn; nothing more can be done with it.")
    state = getattr(task, "state", None)
    if state is not None and state.closed_on is not None:
        raise Refused("任务已销号。如需继续办理,请先恢复。", "The task is closed. Reopen it first.")


def _last_hand(row: models.Model) -> str:
    task = row.pk if isinstance(row, Task) else getattr(row, "task_id", None)
    event = Event.objects.filter(object_kind=Task._meta.label_lower, object_id=task or 0).order_by("-pk").first()
    return event.actor if event else ""
