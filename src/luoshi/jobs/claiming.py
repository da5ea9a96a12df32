"""Taking jobs: one worker gets each, on both databases."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from luoshi.jobs.handlers import Handler, known
from luoshi.jobs.models import Job, State
from luoshi.jobs.queries import due
from luoshi.jobs.rules import LEASE, after_loss

GLANCE = 8
"""How many due jobs a worker of SQLite looks at before it asks anew."""

WORKER_LOST = (
    "处理这项作业的进程多次中断,已停止重试。没有留下做了一半的结果;请联系系统管理员查看日志后重做。",
    "The process working on this stopped several times and no further attempt is made. Nothing is left half done; "
    "ask the system administrator to look at the log, then do it again.",
)
OUTCOME_UNKNOWN = (
    "处理进程在执行中中断,不能确定是否已经完成(例如消息可能已发出)。请核实后再决定是否重做。",
    "The process stopped in the middle; whether the work was done (a message sent, say) is not known. "
    "Find out before doing it again.",
)


def claim(worker: str, now: datetime | None = None) -> tuple[Job, Handler] | None:
    """Take the next due job for ``worker``; None when there is none.

    A job whose worker vanished too often, or in the middle of what must not be repeated, is ended here instead. Jobs
    without a handler in this installation wait for a worker that has one.
    """
    moment = now or timezone.now()
    if connection.features.has_select_for_update_skip_locked:
        return _claim_locked(worker, moment)
    return _claim_by_update(worker, moment)


def _claim_locked(worker: str, now: datetime) -> tuple[Job, Handler] | None:
    """PostgreSQL: workers pass by the rows that others are just taking."""
    while True:
        with transaction.atomic():
            rows = due(now).select_for_update(skip_locked=True, no_key=True).exclude(kind__in=_UNHANDLED)
            job = rows.first()
            if job is None:
                return None
            taken = _take(job, worker, now)
        if taken is not None:
            return taken


def _claim_by_update(worker: str, now: datetime) -> tuple[Job, Handler] | None:
    """SQLite: looking takes no lock; of two who want a row, one changes it and the other changes nothing."""
    while True:
        found = list(due(now).exclude(kind__in=_UNHANDLED)[:GLANCE])
        if not found:
            return None
        for job in found:
            taken = _take(job, worker, now)
            if taken is not None:
                return taken


_UNHANDLED: set[str] = set()  # kinds seen that this installation has no handler for


def _take(job: Job, worker: str, now: datetime) -> tuple[Job, Handler] | None:
    handler = known(job.kind)
    if handler is None:
        _UNHANDLED.add(job.kind)
        return None
    as_seen = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts, lease_until=job.lease_until)
    if job.state == State.RUNNING:
        fate = after_loss(job.attempts, job.max_attempts, handler.repeatable)
        if fate != "again":
            zh, en = WORKER_LOST if fate == "failed" else OUTCOME_UNKNOWN
            as_seen.update(state=fate, error_zh=zh, error_en=en, lease_until=None, finished_at=now)
            return None
        if job.cancel_asked:
            as_seen.update(state=State.CANCELLED, lease_until=None, finished_at=now)
            return None
    changed = as_seen.update(
        state=State.RUNNING, worker=worker, attempts=F("attempts") + 1, lease_until=now + LEASE, started_at=now
    )
    if changed != 1:
        return None
    job.refresh_from_db()
    return job, handler
