"""Recurring work: sealing, anchoring, digests. Each turn is a job whose key names it, so two workers make it once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from luoshi.jobs.handlers import discover
from luoshi.jobs.models import Job
from luoshi.jobs.rules import Recurrence, latest_turn
from luoshi.jobs.services import enqueue

Places = Callable[[], Iterable[str]]


def installation() -> Iterable[str]:
    """Work done once for all jurisdictions together."""
    return ("",)


_RECURRING: dict[str, tuple[Recurrence, Places]] = {}


def every(length: timedelta, name: str, kind: str, places: Places = installation) -> None:
    """Let ``kind`` be done every so often, in each jurisdiction that ``places`` gives at that time.

    Said in an app's module ``background``; ``name`` is part of the keys and stays the same for good.
    """
    _RECURRING[name] = (Recurrence(name=name, kind=kind, every=length), places)


def daily(at: time, name: str, kind: str, places: Places = installation) -> None:
    """Let ``kind`` be done daily at a local time of day."""
    _RECURRING[name] = (Recurrence(name=name, kind=kind, at=at), places)


def enqueue_due(now: datetime) -> list[Job]:
    """The jobs of the latest turn of all recurring work; those that were made before are not made again."""
    discover()
    local = timezone.localtime(now)
    wanted = [
        (place, turn.key, recurrence.kind, turn.due)
        for recurrence, places in _RECURRING.values()
        for turn in (latest_turn(recurrence, local),)
        for place in places()
    ]
    known = set(Job.objects.filter(key__in={key for _, key, _, _ in wanted}).values_list("jurisdiction", "key"))
    return [
        enqueue(place, kind, key=key, run_after=due) for place, key, kind, due in wanted if (place, key) not in known
    ]
