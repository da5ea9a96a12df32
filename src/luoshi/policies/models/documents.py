"""A policy document as published, and what the compiler made of it."""

from __future__ import annotations

from django.db import models

from luoshi.files.models import StoredFile
from luoshi.journal.owned import Owned


class Policy(Owned):
    """One version of a policy document. Versions of the same policy share ``family`` (the id of the first)."""

    class State(models.TextChoices):
        UPLOADED = "uploaded"
        COMPILING = "compiling"
        FAILED = "failed"
        REVIEW = "review"
        SUBMITTED = "submitted"  # reviewed, waits for another person's confirmation
        CONFIRMED = "confirmed"
        WITHDRAWN = "withdrawn"

    class Level(models.TextChoices):
        """Distribution level; quotations, search, exports and feeds inherit it."""

        PUBLIC = "public"
        INTERNAL = "internal"  # every official of the jurisdiction
        LIMITED = "limited"  # offices, and units that the document gives work to

    family = models.BigIntegerField(null=True, blank=True)
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="following")
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.INTERNAL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    failure = models.TextField(blank=True)  # what was wrong with the files, in words for the editor
    failure_en = models.TextField(blank=True)
    attempt = models.PositiveIntegerField(default=0)  # how often a compilation was asked for; part of the job's key
    returned = models.TextField(blank=True)  # why the confirmer sent it back to review
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=40)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    pack_digest = models.CharField(max_length=64, blank=True)  # of the pack file it was taken in as, if it was
    withdrawn_why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "state", "-id"], name="policy_list"),
            models.Index(fields=["jurisdiction", "family"], name="policy_family"),
        ]

    def __str__(self) -> str:
        return self.short_title or self.title


class PolicyFile(Owned):
    """A file of the document; raw texts laid end to end in ``order``, this one from ``start``."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    start = models.PositiveIntegerField(default=0)
    length = models.PositiveIntegerField(default=0)
    raw_sha256 = models.CharField(max_length=64, blank=True)
    reader = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "order"], name="policy_file_order")]


class Compilation(Owned):
    """The pack that one compiler version gave (``pack``: its JSON); kept, so that corrections can be compared with it."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="compilations")
    number = models.PositiveIntegerField()
    compiler = models.CharField(max_length=60)
    pack = models.TextField()
    raw_text = models.TextField()
    retired = models.JSONField(default=list)  # keys that may not be given again
    remarks = models.JSONField(default=list)  # of the readers, for people: [zh, en]
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "number"], name="compilation_number")]


class Clause(Owned):
    """A clause of the outline; the own texts of all clauses tile the document. Spans point into the raw text."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="clauses")
    order = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    parent = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    level = models.PositiveIntegerField()
    number = models.CharField(max_length=40, blank=True)
    marker = models.CharField(max_length=40, blank=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    own_start = models.PositiveIntegerField()
    own_end = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "path"], name="clause_path_once")]
        indexes = [models.Index(fields=["policy", "order"], name="clause_order")]
