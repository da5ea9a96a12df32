"""Who may see and stop background work: who asked for it, and the administrators of the machine."""

from __future__ import annotations

from typing import Any

from django.db import models

from luoshi.jobs.models import Job
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no

ACTS = ("view", "cancel", "retry")


class JobPolicy:
    """A person's own jobs; a system administrator sees all of the jurisdiction's and of the installation's, which
    carry ids and counts only, no business data."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        if act not in ACTS:
            return no("没有这种操作。", "There is no such act.")
        if subject is None:
            return YES
        job: Job = subject
        if actor.is_system or (actor.has(Role.SYSTEM_ADMIN) and job.jurisdiction in ("", actor.jurisdiction)):
            return YES
        if job.jurisdiction == actor.jurisdiction and actor.person is not None and job.created_by == actor.opaque:
            return YES
        return no(
            "只有发起人和系统管理员可以查看或处理这项作业。",
            "Only who asked for this work and the system administrators may see or change it.",
        )

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if actor.is_system:
            return rows.filter(jurisdiction=actor.jurisdiction)
        if actor.has(Role.SYSTEM_ADMIN):
            return rows.filter(jurisdiction__in=("", actor.jurisdiction))
        if actor.person is None:
            return rows.none()
        return rows.filter(jurisdiction=actor.jurisdiction, created_by=actor.opaque)


policy = JobPolicy()
