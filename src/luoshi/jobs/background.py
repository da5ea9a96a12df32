"""Recurring work of the queue and of what lies below it: sweeping, sealing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from luoshi.files.services import sweep as sweep_orphans
from luoshi.jobs import schedule
from luoshi.jobs.handlers import handler
from luoshi.jobs.models import Job
from luoshi.jobs.progress import Progress
from luoshi.jobs.queries import ended_before
from luoshi.journal.anchors import anchor, anchored_places
from luoshi.journal.models import Seal
from luoshi.journal.sealing import seal, unsealed_places

KEPT = timedelta(days=90)
KEPT_OF_THE_SYSTEM = timedelta(days=7)


@handler("jobs.sweep")
def sweep(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Remove jobs that ended well: people's after 90 days, the product's own after 7. Failed ones stay."""
    now = timezone.now()
    own, _ = ended_before(now - KEPT_OF_THE_SYSTEM).filter(created_by="system").delete()
    others, _ = ended_before(now - KEPT).delete()
    return {"removed": own + others}


schedule.daily(time(3, 10), "jobs.sweep", "jobs.sweep")


@handler("files.sweep", atomic=False)
def sweep_files(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Remove uploads that never got a row (``files.services.sweep``); files lie below jobs and cannot ask for it."""
    return {"removed": sweep_orphans()}


schedule.daily(time(3, 20), "files.sweep", "files.sweep")


@handler("journal.seal", atomic=False)
def seal_journal(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Seal the committed events of every jurisdiction; sealing twice seals nothing twice."""
    return {place: seal(place) for place in unsealed_places()}


schedule.every(timedelta(minutes=1), "journal.seal", "journal.seal")


@handler("journal.anchor", atomic=False)
def anchor_journal(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Write the heads of all journals outside the database; a journal that contradicts its last anchor fails this."""
    places = {*anchored_places(), *Seal.objects.values_list("jurisdiction", flat=True).distinct()}
    written = {place: made.number for place in sorted(places) if (made := anchor(place)) is not None}
    return {"seals": written}


schedule.daily(time(2, 0), "journal.anchor", "journal.anchor")
