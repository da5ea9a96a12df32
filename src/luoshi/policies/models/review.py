"""What people decide about a compiled pack: items, corrections, repairs, findings, printed names of units."""

from __future__ import annotations

from django.db import models

from luoshi.journal.owned import Owned
from luoshi.policies.models.documents import Policy
from luoshi.units.models import Unit, UnitGroup


class ReviewItem(Owned):
    """One item of the pack under review. ``data``: its fields now (``packs.model``), ``base``: as compiled.

    ``version`` rises with every decision; whoever decides on an older one is told.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        ACCEPTED = "accepted"
        REJECTED = "rejected"  # is no such item; kept and shown
        REPLACED = "replaced"  # split or merged into others

    class Origin(models.TextChoices):
        COMPILED = "compiled"
        ADDED = "added"
        SPLIT = "split"
        MERGED = "merged"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=20)  # a name of packs.model.ITEM_LISTS: tasks, targets, …
    key = models.CharField(max_length=40)
    display = models.CharField(max_length=20)
    order = models.FloatField()
    clause = models.CharField(max_length=200)
    data = models.JSONField()
    base = models.JSONField(null=True)
    confidence = models.CharField(max_length=4)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.COMPILED)
    made_from = models.JSONField(default=list)  # keys
    reason = models.CharField(max_length=300, blank=True)  # of the decision: needed for low confidence
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "kind", "key"], name="item_key_once")]
        indexes = [models.Index(fields=["policy", "kind", "order"], name="item_order")]


class Correction(Owned):
    """One field changed by a person (packs.corrections: key, field, from, to, who, why); never rewritten."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    who = models.CharField(max_length=40)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["policy", "key", "id"], name="correction_of_item")]


class Repair(Owned):
    """A repair of damaged text, over the raw span; a doubtful one waits for a person."""

    class State(models.TextChoices):
        SURE = "sure"
        DOUBTFUL = "doubtful"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="repairs")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)


class Finding(Owned):
    """A remark of lint. ``answer``: why a person lets it stand."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="findings")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=10)
    severity = models.CharField(max_length=10)
    clause = models.CharField(max_length=200, blank=True)
    message = models.TextField()
    message_en = models.TextField(blank=True)
    related = models.JSONField(default=list)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)


class UnitReading(Owned):
    """What a printed name means in this policy: a unit, a group, or (``outside``) nobody of this jurisdiction."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="unit_readings")
    printed = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    group = models.ForeignKey(UnitGroup, null=True, blank=True, on_delete=models.PROTECT)
    outside = models.BooleanField(default=False)
    certain = models.BooleanField(default=False)  # found without doubt, or decided by a person
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "printed"], name="printed_once")]


class ReviewPresence(Owned):
    """Who has a review open, and at which item; stale after a minute."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="presences")
    person = models.BigIntegerField()
    item = models.CharField(max_length=40, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "person"], name="presence_once")]


class Decision(Owned):
    """What one act did to one item, whole before and after; the latest of an item can be taken back.

    ``before`` is None for an item that the act made. Rows of one act (a split, a merge) share ``act_id`` and are taken
    back together when ``joint``.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(ReviewItem, on_delete=models.PROTECT, related_name="decisions")
    act = models.CharField(max_length=20)
    act_id = models.UUIDField()
    joint = models.BooleanField(default=False)
    before = models.JSONField(null=True)
    after = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["item", "-id"], name="decision_of_item"),
            models.Index(fields=["policy", "act_id"], name="decision_of_act"),
        ]


class EditDraft(Owned):
    """What a person is writing into an item and has not saved: kept by the server while they write."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="drafts")
    person = models.BigIntegerField()
    item = models.CharField(max_length=40)  # its key
    seen = models.PositiveIntegerField()  # the version of the item it was begun on
    fields = models.JSONField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "person", "item"], name="edit_draft_once")]
