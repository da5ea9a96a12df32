"""The recurring work of notices: reading the journal, making digests, sending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from luoshi.jobs import schedule
from luoshi.jobs.handlers import handler
from luoshi.jobs.models import Job
from luoshi.jobs.progress import Progress
from luoshi.notify import delivering
from luoshi.notify.announcing import make_digests
from luoshi.notify.reading import places_behind, read_on
from luoshi.units.models import Jurisdiction


@handler("notify.read", atomic=False)
def read(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Make notices of what was sealed since the last time, place by place."""
    return {place: read_on(place) for place in places_behind()}


schedule.every(timedelta(minutes=1), "notify.read", "notify.read")


@handler("notify.digests", atomic=False)
def digests(job: Job, progress: Progress) -> Mapping[str, Any]:
    """The digests that are due now; each is made once, however often this runs."""
    places = Jurisdiction.objects.order_by("pk").values_list("pk", flat=True)
    return {str(place): len(found) for place in places if (found := make_digests(str(place)))}


schedule.every(timedelta(minutes=5), "notify.digests", "notify.digests")


@handler(delivering.KIND, atomic=False)
def deliver(job: Job, progress: Progress) -> Mapping[str, Any]:
    """One attempt on one message. Killed in the middle, the job is taken up again and finds it half sent (``claim``)."""
    taken = delivering.claim(int(job.payload["delivery"]))
    if taken is None:
        return {"state": "none"}
    failed = delivering.attempt(taken)
    with progress.completing() as outcome:
        outcome.result = {"state": delivering.settle(taken, failed)}
    return outcome.result


@handler("notify.forgotten", atomic=False)
def forgotten(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Take up messages whose jobs were lost."""
    return {"asked": delivering.take_up_forgotten()}


schedule.every(timedelta(minutes=10), "notify.forgotten", "notify.forgotten")
