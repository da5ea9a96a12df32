"""Named querysets over jobs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from luoshi.jobs.access import policy
from luoshi.jobs.models import Job, State
from luoshi.jobs.rules import LEASE
from luoshi.kernel.actors import Actor


def visible(actor: Actor) -> QuerySet[Job]:
    """The jobs an actor may see, latest first."""
    return policy.visible(actor, Job.objects.all()).order_by("-id")


def of_key(place: Actor | str, key: str) -> Job | None:
    """The job of a key in a jurisdiction."""
    found: Job | None = Job.objects.of(place).filter(key=key).first()
    return found


def due(now: datetime) -> QuerySet[Job]:
    """What a worker may take now: waiting jobs whose time has come, and running ones whose lease is over."""
    waiting = Q(state=State.QUEUED, run_after__lte=now)
    over = Q(lease_until__lte=now) | Q(lease_until__isnull=True) | Q(lease_until__gt=now + 2 * LEASE)
    rows: QuerySet[Job] = Job.objects.filter(waiting | Q(state=State.RUNNING) & over).order_by("run_after", "id")
    return rows


def troubled(actor: Actor) -> QuerySet[Job]:
    """Failed jobs and those of unknown outcome that the actor may see, for the list of what needs a person."""
    return visible(actor).filter(state__in=(State.FAILED, State.UNKNOWN))


def ended_before(moment: datetime) -> QuerySet[Job]:
    """Jobs that ended well or were cancelled before ``moment``."""
    rows: QuerySet[Job] = Job.objects.filter(state__in=(State.DONE, State.CANCELLED), finished_at__lt=moment)
    return rows


def counts(actor: Actor) -> dict[str, int]:
    """How many visible jobs stand in each state."""
    rows = visible(actor).order_by().values_list("state").annotate(number=Count("id"))
    return {state.value: 0 for state in State} | dict(rows)


def waiting_longest(now: datetime) -> timedelta | None:
    """How long the oldest due job has waited; None when none waits. A sign whether a worker runs."""
    oldest = Job.objects.filter(state=State.QUEUED, run_after__lte=now).order_by("run_after").first()
    return now - oldest.run_after if oldest is not None else None
