"""Names that begin today become today's names, shortly after midnight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django.utils.timezone import localdate

from luoshi.jobs.handlers import handler
from luoshi.jobs.models import Job
from luoshi.jobs.progress import Progress
from luoshi.jobs.schedule import daily
from luoshi.units.models import Jurisdiction
from luoshi.units.services import refresh_names

NAMES = "units.refresh_names"


def _places() -> Iterable[str]:
    return Jurisdiction.objects.values_list("code", flat=True)


@handler(NAMES)
def refresh(job: Job, progress: Progress) -> dict[str, Any]:
    """``Unit.name`` and its like follow the dated names; how many changed."""
    return {"units": refresh_names(job.jurisdiction, localdate())}


daily(time(0, 5), NAMES, NAMES, _places)
