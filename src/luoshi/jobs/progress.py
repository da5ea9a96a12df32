"""What a handler says while it works, and how it completes its job."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from luoshi.jobs.models import Job, State
from luoshi.jobs.rules import LEASE
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase

QUIET_SECONDS = 0.5
"""Reports closer together than this are not written, but for the last of the total."""


class LeaseLost(Exception):
    """Another worker has taken the job: whatever this one still writes is rolled back."""


class CancelAsked(Exception):
    """Somebody asked to stop; raised out of ``report`` and ``check``."""


@dataclass(slots=True)
class Outcome:
    """What is kept of a job that is done: ids and counts, no personal data."""

    result: Mapping[str, Any] | None = None


class Progress:
    """The connection between a handler and its job, for one attempt."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.completed = False
        self._last = float("-inf")

    @property
    def actor(self) -> Actor:
        """The product itself, in the jurisdiction of the job, today."""
        return self.job.actor()

    def report(self, done: int, total: int | None = None, words: Phrase | None = None, **values: object) -> None:
        """Say how far the work is: ``done`` of ``total`` (None: not known), and what is being done.

        Renews the lease. Raises ``CancelAsked`` when somebody asked to stop, ``LeaseLost`` when another worker has
        the job. Cheap: calls in quick succession write nothing.
        """
        moment = time.monotonic()
        if moment - self._last < QUIET_SECONDS and done != total:
            return
        self._last = moment
        fresh: dict[str, Any] = {"done": max(0, done), "total": total}
        if words is not None:
            fresh["words_zh"] = words.say("zh", **values)[:200]
            fresh["words_en"] = words.say("en", **values)[:200]
        self._write(**fresh)
        self.check()

    def check(self) -> None:
        """Stop here when somebody asked for it. Raises ``CancelAsked``, ``LeaseLost``."""
        row = Job.objects.filter(pk=self.job.pk).values_list("attempts", "state", "cancel_asked").first()
        if row is None or row[0] != self.job.attempts or row[1] != State.RUNNING:
            raise LeaseLost
        if row[2]:
            raise CancelAsked

    def renew(self) -> None:
        """Hold the job for another lease. Raises ``LeaseLost``."""
        self._write()

    @contextmanager
    def completing(self) -> Iterator[Outcome]:
        """One transaction for the effects of the work and the completion of its job: both are there, or neither.

        Raises ``LeaseLost`` at its end, undoing everything, when another worker has taken the job meanwhile.
        """
        outcome = Outcome()
        with transaction.atomic():
            yield outcome
            now = timezone.now()
            kept = self._mine().update(
                state=State.DONE,
                result=dict(outcome.result) if outcome.result is not None else None,
                lease_until=None,
                finished_at=now,
                error_zh="",
                error_en="",
                reference="",
            )
            if kept != 1:
                raise LeaseLost
        self.completed = True

    def _mine(self) -> Any:
        return Job.objects.filter(pk=self.job.pk, state=State.RUNNING, attempts=self.job.attempts)

    def _write(self, **fresh: Any) -> None:
        if self._mine().update(lease_until=timezone.now() + LEASE, **fresh) != 1:
            raise LeaseLost
