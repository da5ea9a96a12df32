"""Files that prove what a report says."""

from __future__ import annotations

from luoshi.files import services as files
from luoshi.files.models import StoredFile
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.tasks.access import policy
from luoshi.tasks.models import Report
from luoshi.tasks.services.changing import fresh


def attach_evidence(actor: Actor, report: Report, file: StoredFile) -> None:
    """Let a stored file belong to a report that can still be edited. Twice changes nothing."""
    with act():
        now = fresh(actor, report)
        policy.require(actor, "edit", now)
        files.attach(actor, file, now)
        record(
            actor, "tasks.evidence_attached", now.task, detail={"report": now.pk, "file": file.pk, "period": now.period}
        )


def detach_evidence(actor: Actor, report: Report, file: StoredFile) -> None:
    """Take a file from a report that can still be edited; the file itself stays."""
    with act():
        now = fresh(actor, report)
        policy.require(actor, "edit", now)
        files.detach(actor, file, now)
        record(
            actor, "tasks.evidence_detached", now.task, detail={"report": now.pk, "file": file.pk, "period": now.period}
        )
