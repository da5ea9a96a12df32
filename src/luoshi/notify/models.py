"""What people are told, how they want to be told, and what left the house."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from luoshi.accounts.models import Person
from luoshi.journal.encrypted import EncryptedText
from luoshi.journal.owned import Owned
from luoshi.kernel.speech import Phrase
from luoshi.units.models import Unit


class Notice(Owned):
    """One thing a person is told. Its words are made when it is read, in the reader's language and with what the
    reader may see on that day: ``kind`` names the sentence, ``values`` the objects it speaks of (ids, dates, periods).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=30)  # a key of notify.kinds.KINDS
    urgent = models.BooleanField(default=False)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # whose post is told
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    values = models.JSONField(default=dict)
    position = models.BigIntegerField()  # of the sealed event it comes from
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # counted in a message that was made

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "position", "kind"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["jurisdiction", "unit", "id"], name="notice_of_unit"),
            models.Index(
                fields=["jurisdiction", "person"],
                condition=Q(told_at__isnull=True, read_at__isnull=True),
                name="notice_untold",
            ),
        ]


class Preference(Owned):
    """How a person wants to be told; what is empty follows the settings of the place."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="notice_preference")
    digest_hour = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_from = models.CharField(max_length=5, blank=True)  # 21:00
    quiet_until = models.CharField(max_length=5, blank=True)
    channels = models.JSONField(default=list)  # ["mail"]; the page of notices is always there
    urgent_at_once = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)


class Endpoint(Owned):
    """An address outside to which counts and links go: a program, the robot of a chat group, a mailbox of a unit.

    The address of a robot contains its key, so addresses are kept encrypted like secrets; ``host`` is what is shown.
    """

    class Kind(models.TextChoices):
        WEBHOOK = "webhook"
        WECOM = "wecom"
        DINGTALK = "dingtalk"
        MAIL = "mail"

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # None: whole place
    subject = models.CharField(max_length=60)
    address_sealed = models.BinaryField()
    address = EncryptedText("address_sealed", "subject")
    secret_sealed = models.BinaryField(null=True, blank=True)
    secret = EncryptedText("secret_sealed", "subject")
    host = models.CharField(max_length=200)
    kinds = models.JSONField(default=list)  # kinds of notices it is told; empty: all
    language = models.CharField(max_length=2, default="zh")
    active = models.BooleanField(default=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    told_until = models.BigIntegerField(default=0)  # position up to which its digest counted
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Delivery(Owned):
    """A message and what became of it. ``payload`` holds counts and language, never content; ``message_id`` stays the
    same however often it is sent, so that a receiver can tell a repetition.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"  # is tried again at ``next_at``
        DEAD = "dead"  # is not tried again by itself
        UNKNOWN = "unknown"  # it may have arrived; a person decides

    key = models.CharField(max_length=120)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=10)  # digest, urgent, event, test
    channel = models.CharField(max_length=10)  # a kind of endpoint
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    endpoint = models.ForeignKey(Endpoint, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    allowed = models.PositiveIntegerField(default=8)  # attempts; a person who sends it again allows more
    next_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error_zh = models.CharField(max_length=300, blank=True)
    error_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "key"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(endpoint__isnull=False), name="delivery_goes_somewhere"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_at"], name="delivery_due"),
            models.Index(fields=["jurisdiction", "state", "-id"], name="delivery_by_state"),
            models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
        ]

    @property
    def error(self) -> Phrase | None:
        """What went wrong at the last attempt."""
        return Phrase(_plain(self.error_zh), _plain(self.error_en)) if self.error_zh else None


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
