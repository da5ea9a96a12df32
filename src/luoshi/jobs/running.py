"""Doing jobs: one attempt, a number of them in place (tests, commands), or a worker's loop."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Protocol

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import QuerySet
from django.utils import timezone

from luoshi.jobs.claiming import claim
from luoshi.jobs.handlers import Handler, Later
from luoshi.jobs.models import Job, State
from luoshi.jobs.progress import CancelAsked, LeaseLost, Progress
from luoshi.jobs.rules import LEASE, wait_after
from luoshi.jobs.schedule import enqueue_due
from luoshi.kernel.speech import Phrase

log = logging.getLogger("luoshi.jobs")

FAULT = Phrase(
    "程序出错,编号 {reference}。请把编号告诉系统管理员。",
    "The program failed, reference {reference}. Give the reference to the system administrator.",
)
POLL_SECONDS = 1.0
SCHEDULE_SECONDS = 20.0


class Stop(Protocol):
    """An event that ends a loop (``threading.Event``)."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float | None = None) -> bool: ...


def worker_name() -> str:
    """A name for this worker that no other has."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(3)}"


def run_due(limit: int = 100, *, now: datetime | None = None) -> int:
    """Do up to ``limit`` due jobs here and now, in this process; how many were attempted.

    Waits are respected: a failed job is not due again before its time. ``now`` pretends another moment.
    """
    name = worker_name()
    for number in range(limit):
        taken = claim(name, now)
        if taken is None:
            return number
        run(*taken)
    return limit


def worker_loop(stop: Stop, *, once: bool = False, poll: float = POLL_SECONDS) -> int:
    """Do jobs until ``stop`` is set (the running one is finished first); how many were attempted.

    ``once``: until no job is due. A lost database is waited for.
    """
    name, done, scheduled = worker_name(), 0, float("-inf")
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() - scheduled >= SCHEDULE_SECONDS:
                enqueue_due(timezone.now())
                scheduled = time.monotonic()
            taken = claim(name)
            if taken is not None:
                with _lease_renewed(*taken):
                    run(*taken)
                done += 1
                continue
        except DatabaseError as error:
            log.warning("the database cannot be used: %s", type(error).__name__)
            connection.close()
        if once:
            return done
        stop.wait(poll)
    return done


def run(job: Job, handler: Handler) -> None:
    """One attempt on a claimed job. Raises nothing but ``DatabaseError`` when not even the failure can be kept."""
    progress = Progress(job)
    try:
        if handler.atomic:
            with progress.completing() as outcome:
                outcome.result = handler.handle(job, progress)
        else:
            result = handler.handle(job, progress)
            if not progress.completed:
                with progress.completing() as outcome:
                    outcome.result = result
    except LeaseLost:
        log.warning("job %s (%s): attempt %s was overtaken and undone", job.pk, job.kind, job.attempts)
    except CancelAsked:
        _end(job, State.CANCELLED)
    except Later as later:
        _again(job, later.phrase, later.wait)
    except Exception as error:
        _failed(job, error)


def _failed(job: Job, error: Exception) -> None:
    phrase = getattr(error, "phrase", None)
    if isinstance(phrase, Phrase):  # a refusal, in words for people: trying again changes nothing
        values = getattr(error, "values", {})
        _end(job, State.FAILED, Phrase(_safe(_said(phrase.zh, values)), _safe(_said(phrase.en, values))))
        return
    reference = secrets.token_hex(4)
    # the message of an error may quote values of rows; where it happened does not
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("job %s (%s), reference %s: %s\n%s", job.pk, job.kind, reference, type(error).__name__, where)
    words = Phrase(FAULT.say("zh", reference=reference), FAULT.say("en", reference=reference))
    if job.attempts < job.max_attempts:
        _again(job, words, wait_after(job.attempts), reference)
    else:
        _end(job, State.FAILED, words, reference)


def _again(job: Job, words: Phrase, wait: timedelta, reference: str = "") -> None:
    if job.attempts >= job.max_attempts:
        _end(job, State.FAILED, words, reference)
        return
    _mine(job).update(
        state=State.QUEUED, run_after=timezone.now() + wait, lease_until=None,
        error_zh=words.say("zh")[:500], error_en=words.say("en")[:500], reference=reference,
    )  # fmt: skip


def _end(job: Job, state: State, words: Phrase | None = None, reference: str = "") -> None:
    _mine(job).update(
        state=state, lease_until=None, finished_at=timezone.now(), reference=reference,
        error_zh=words.say("zh")[:500] if words else "", error_en=words.say("en")[:500] if words else "",
    )  # fmt: skip


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)


def _said(text: str, values: Mapping[str, object]) -> str:
    """A sentence filled in; as it is where it quotes somebody's braces."""
    try:
        return text.format(**values)
    except (LookupError, ValueError):
        return text


def _safe(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


@contextmanager
def _lease_renewed(job: Job, handler: Handler) -> Iterator[None]:
    """Renew the lease from a thread of its own while the job runs, for at most the longest time its kind may take."""
    over = threading.Event()
    thread = threading.Thread(target=_renew, args=(job, handler.longest, over.wait), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(job: Job, longest: timedelta, wait: Callable[[float], bool]) -> None:
    progress, until = Progress(job), time.monotonic() + longest.total_seconds()
    try:
        while not wait(LEASE.total_seconds() / 3) and time.monotonic() < until:
            try:
                progress.renew()
            except LeaseLost:
                return
            except DatabaseError:  # busy or away; the next turn tries again
                connection.close()
    finally:
        connection.close()
