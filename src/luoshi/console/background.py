"""Background work that the pages ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.jobs.handlers import handler
from luoshi.jobs.models import Job
from luoshi.jobs.progress import Progress
from luoshi.journal.anchors import anchor_path
from luoshi.journal.verification import verify
from luoshi.kernel.speech import Phrase

_WORDS = Phrase("正在核验第{n}条", "verifying entry {n}")
_SHOWN = 100


@handler("journal.verify", atomic=False)
def verify_journal(job: Job, progress: Progress) -> Mapping[str, Any]:
    """Look through the whole journal of the job's place, against its anchors. Faults are told, not mended."""

    def report(done: int, total: int) -> None:
        progress.report(done, total, _WORDS, n=done)

    found = verify(job.jurisdiction, anchor_path(job.jurisdiction), report)
    return {
        "ok": found.ok,
        "events": found.events,
        "seals": found.seals,
        "anchors": found.anchors,
        "waiting": found.waiting,
        "head": found.head,
        "found": found.found,
        "faults": [{"zh": fault.say("zh"), "en": fault.say("en")} for fault in found.faults[:_SHOWN]],
    }
