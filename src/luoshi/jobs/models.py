"""Jobs: work done in the background, one row per piece of work."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.utils import timezone

from luoshi.journal.owned import Owned
from luoshi.kernel.actors import Actor, system_actor
from luoshi.kernel.speech import Phrase


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"
    UNKNOWN = "unknown", "结果不明"  # the worker vanished in the middle of what must not be done twice


ENDED = (State.DONE, State.FAILED, State.CANCELLED, State.UNKNOWN)
STATE_WORDS = {
    State.QUEUED: Phrase("等待", "waiting"),
    State.RUNNING: Phrase("进行中", "running"),
    State.DONE: Phrase("完成", "done"),
    State.FAILED: Phrase("失败", "failed"),
    State.CANCELLED: Phrase("已取消", "cancelled"),
    State.UNKNOWN: Phrase("结果不明", "outcome unknown"),
}


def new_key() -> str:
    """A key for work that nobody asks for twice."""
    return uuid.uuid4().hex


class Job(Owned):
    """One piece of work. ``jurisdiction`` is empty for work of the whole installation (sealing, sweeping).

    ``attempts`` counts the times a worker took the job and is its fencing token: only the worker of the latest
    attempt can write progress or complete it. ``payload`` and ``result`` hold ids and counts, no personal data.
    """

    kind = models.CharField(max_length=60)  # ``policies.compile``
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=160, default=new_key)  # the same work asked for twice is one job
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    run_after = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    cancel_asked = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    words_zh = models.CharField(max_length=200, blank=True)
    words_en = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True, blank=True)
    error_zh = models.CharField(max_length=500, blank=True)
    error_en = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=12, blank=True)  # found again in the log
    created_by = models.CharField(max_length=40)  # opaque: ``person:17``, ``system``
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)  # of the latest attempt
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "key"], name="job_once")]
        indexes = [
            models.Index(fields=["state", "run_after", "id"], name="job_due"),
            models.Index(fields=["state", "lease_until"], name="job_leased"),
            models.Index(fields=["jurisdiction", "kind", "-id"], name="job_of_kind"),
            models.Index(fields=["jurisdiction", "created_by", "-id"], name="job_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in ENDED

    @property
    def words(self) -> Phrase:
        """What is being done, as the handler last said."""
        return _plain(self.words_zh, self.words_en)

    @property
    def error(self) -> Phrase | None:
        """What went wrong, and what to do; None when nothing did."""
        return _plain(self.error_zh, self.error_en) if self.error_zh else None

    @property
    def state_words(self) -> Phrase:
        return STATE_WORDS[State(self.state)]

    @property
    def percent(self) -> int | None:
        """Whole percent counted from ``done`` of ``total``; None while the total is not known."""
        return min(100, 100 * self.done // self.total) if self.total else None

    def actor(self, on: date | None = None) -> Actor:
        """The product itself, acting for this job in its jurisdiction; ``on`` is today unless given."""
        return system_actor(self.jurisdiction, on or timezone.localdate())


def _plain(zh: str, en: str) -> Phrase:
    """A phrase of words that are already filled in."""
    return Phrase(*(text.replace("{", "{{").replace("}", "}}") for text in (zh, en)))
