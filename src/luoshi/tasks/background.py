"""The work on tasks that runs in the background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from luoshi.jobs.handlers import handler
from luoshi.jobs.models import Job
from luoshi.jobs.progress import Progress
from luoshi.jobs.services import enqueue
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks.models import Task
from luoshi.tasks.state import rebuild

REBUILD = "tasks.rebuild"
AT_ONCE = 1000
COUNTING = Phrase("按新的规定重新计算期限和灯", "dates and lights are counted again by the new rules")


def rebuild_later(actor: Actor) -> None:
    """Ask that the state rows of the actor's place be made again: a threshold or a working day changed."""
    enqueue(actor, REBUILD, {}, key=f"{REBUILD}:{uuid4()}")


@handler(REBUILD, atomic=False)
def rebuild_place(job: Job, progress: Progress) -> Mapping[str, Any] | None:
    """Make the state rows of a place again in chunks, each by itself: killed in the middle, what was made is right."""
    rows = Task.objects.filter(jurisdiction=job.jurisdiction).order_by("pk")
    total, done, last = rows.count(), 0, 0
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        done += rebuild(ids)
        last = ids[-1]
        progress.report(done, total, COUNTING)
    with progress.completing() as outcome:
        outcome.result = {"tasks": done}
    return None
