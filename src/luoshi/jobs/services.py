"""The writers of jobs that people and other apps use; the workers' own are in ``running``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from luoshi.jobs.access import policy
from luoshi.jobs.handlers import known
from luoshi.jobs.models import Job, State, new_key
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused


class KeyTaken(ValueError):
    """The key belongs to work of another kind: a fault of the caller."""


def enqueue(
    who: Actor | str,
    kind: str,
    payload: Mapping[str, Any] | None = None,
    *,
    key: str = "",
    run_after: datetime | None = None,
) -> Job:
    """Ask for work of a registered ``kind``; it starts when the running transaction has committed, and not at all
    when it is rolled back.

    ``who``: the actor, or a jurisdiction for the product itself. ``payload``: ids only. ``key``: the same key in the
    same jurisdiction is the same job, whose row is returned as it stands (done, failed, running); without a key every
    call is a job of its own. Raises ``KeyTaken``.
    """
    place, by = (who, "system") if isinstance(who, str) else (who.jurisdiction, who.opaque)
    key = key or new_key()
    found: Job | None = Job.objects.filter(jurisdiction=place, key=key).first()
    if found is None:
        registered = known(kind)
        fresh = Job(
            jurisdiction=place,
            kind=kind,
            key=key,
            payload=dict(payload or {}),
            run_after=run_after or timezone.now(),
            max_attempts=registered.max_attempts if registered else 5,
            created_by=by,
        )
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
            return fresh
        except IntegrityError:  # two asked at once: the other's row is the job
            found = Job.objects.get(jurisdiction=place, key=key)
    if found.kind != kind:
        raise KeyTaken(f"{key!r} is the key of {found.kind}, not of {kind}")
    return found


def cancel(actor: Actor, job: Job) -> Job:
    """Stop a job: at once while it waits; a running one is asked to, and stops where its handler looks.

    Raises ``Refused`` when the actor may not, or when it has ended already.
    """
    _require(actor, "cancel", job)
    with act():
        now = timezone.now()
        waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
        running = Job.objects.filter(pk=job.pk, state=State.RUNNING)
        if waiting.update(state=State.CANCELLED, finished_at=now) != 1 and running.update(cancel_asked=True) != 1:
            raise Refused("这项作业已经结束,不能再取消。", "This work has ended and can no longer be cancelled.")
        record(actor, "jobs.cancelled", job, detail={"kind": job.kind})
    job.refresh_from_db()
    return job


def retry(actor: Actor, job: Job) -> Job:
    """Do a job again that failed, was cancelled or ended unknown; a person decided that.

    Raises ``Refused`` when the actor may not, or when it is not at an end.
    """
    _require(actor, "retry", job)
    with act():
        again = Job.objects.filter(pk=job.pk, state__in=(State.FAILED, State.CANCELLED, State.UNKNOWN))
        changed = again.update(
            state=State.QUEUED, max_attempts=job.attempts + 5, run_after=timezone.now(), cancel_asked=False,
            finished_at=None, lease_until=None, error_zh="", error_en="", reference="", done=0, total=None,
        )  # fmt: skip
        if changed != 1:
            raise Refused(
                "只有失败、已取消或结果不明的作业可以重做。",
                "Only failed, cancelled or unknown work can be done again.",
            )
        record(actor, "jobs.retried", job, detail={"kind": job.kind, "was": job.state})
    job.refresh_from_db()
    return job


def _require(actor: Actor, what: str, job: Job) -> None:
    verdict = policy.allows(actor, what, job)
    if not verdict and verdict.reason is not None:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)
