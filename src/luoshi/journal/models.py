"""Events, seals, subject keys, outbox (DESIGN 2.3, 2.4).

Events, their details, seals and sealings are only ever inserted; the database refuses anything else (``triggers``).
"""

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


class EventDetail(models.Model):
    """What a bulk act did, row by row; the event holds the SHA-256 of ``text`` as ``detail["rows_digest"]``."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="rows")
    text = models.TextField()  # canonical JSON of a list, one object per row


class Seal(models.Model):
    """A batch of events closed by one hash, chained to the seal before it in its jurisdiction."""

    jurisdiction = models.CharField(max_length=12)
    number = models.BigIntegerField()  # 1, 2, 3 without gaps
    algorithm = models.CharField(max_length=10)  # sha256 or sm3
    previous = models.CharField(max_length=64)  # head of the seal before; zeros for the first
    first = models.BigIntegerField()  # position of its first event
    count = models.BigIntegerField()
    head = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "number"], name="seal_number_once")]


class Sealing(models.Model):
    """The place of an event in its jurisdiction's sealed order."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="sealing")
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="sealings")
    jurisdiction = models.CharField(max_length=12)
    position = models.BigIntegerField()  # 1, 2, 3 without gaps
    link = models.CharField(max_length=64)  # the running hash up to and with this event

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "position"], name="sealing_position_once")]


class Unsealed(models.Model):
    """An event that waits for its seal. Put here by the database when the event is inserted, taken by the sealer."""

    event_id = models.BigIntegerField(primary_key=True)
    jurisdiction = models.CharField(max_length=12)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "event_id"], name="unsealed_of_place")]


class Cursor(models.Model):
    """How far a named consumer has read the sealed order; advanced in the consumer's own transaction."""

    jurisdiction = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    position = models.BigIntegerField(default=0)  # of the last event dealt with
    moved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "name"], name="cursor_once")]


class SubjectKey(models.Model):
    """The key that encrypts a subject's values, itself encrypted by the master key. Destroyed, they are gone."""

    subject = models.CharField(max_length=60, unique=True)  # ``person:17``, ``instruction:4``
    wrapped = models.BinaryField()  # empty once destroyed
    master = models.CharField(max_length=16)  # which master key wraps it, by its fingerprint
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)
