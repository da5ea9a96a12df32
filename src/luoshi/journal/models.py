"""Events, seals, subject keys, outbox (DESIGN 2.3, 2.4)."""

from __future__ import annotations

import uuid

from django.db import models


class Event(models.Model):
    """One business act on one aggregate. Never changed, never removed: the database refuses it."""

    jurisdiction = models.CharField(max_length=12)
    act_id = models.UUIDField(default=uuid.uuid4)  # composed acts share it
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=40)  # opaque: ``person:17``, ``system``
    post = models.BigIntegerField(null=True)  # the post acted through
    act = models.CharField(max_length=60)  # ``tasks.report_submitted``
    object_kind = models.CharField(max_length=40)  # ``tasks.task``
    object_id = models.BigIntegerField()
    clause = models.CharField(max_length=200, blank=True)  # basis: ``policy:12#附件/三/44``
    before_digest = models.CharField(max_length=64, blank=True)
    after_digest = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)  # no personal values here
    subject = models.CharField(max_length=60, blank=True)  # whose personal values ``secret`` holds
    secret = models.BinaryField(null=True)  # encrypted with the subject's key
    digest = models.CharField(max_length=64)  # of everything above, ciphertext included

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "object_kind", "object_id", "id"], name="event_of_object"),
            models.Index(fields=["jurisdiction", "actor", "id"], name="event_of_actor"),
            models.Index(fields=["act_id"], name="event_of_act"),
        ]
