"""Stored files: what was uploaded, where it hangs, and what was turned away."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from luoshi.journal.owned import Owned


class Distribution(models.TextChoices):
    """Who a document is meant for; quotations, search results, exports and feeds inherit it (DESIGN 2.8)."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"
    LIMITED = "limited", "限定范围"


class Scan(models.TextChoices):
    """What the search for secrecy marks could do; a file with a mark is never stored."""

    CLEAN = "clean", "未见密级标志"
    UNREAD = "unread", "无法检查文字"  # a picture, a scan, a format without a reader


class StoredFile(Owned):
    """One upload. Its bytes lie at ``FILES_ROOT/<jurisdiction>/<aa>/<sha256>``, once however often they came.

    ``sha256`` is of the bytes as stored: the content, or the ciphertext where ``subject`` says whose key seals it.
    """

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()  # bytes of the content
    media_type = models.CharField(max_length=100)  # told by the content
    name = models.CharField(max_length=200)  # made safe; the person's own otherwise
    distribution = models.CharField(max_length=10, choices=Distribution.choices, default=Distribution.INTERNAL)
    subject = models.CharField(max_length=60, blank=True)  # ``person:17``: sealed with that key
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.UNREAD)
    uploaded_by = models.CharField(max_length=40)  # opaque
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "sha256"], name="file_by_content"),
            models.Index(fields=["jurisdiction", "uploaded_by", "-id"], name="file_by_uploader"),
        ]

    def __str__(self) -> str:
        return self.name


class FileLink(Owned):
    """A file belongs to an object of an upper app, which decides who may read it (``files.access.register``)."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="links")
    object_kind = models.CharField(max_length=40)  # ``tasks.report``
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "object_kind", "object_id"], name="file_linked_once"),
        ]
        indexes = [models.Index(fields=["jurisdiction", "object_kind", "object_id"], name="files_of_object")]


class TurnedAway(Owned):
    """An upload that bore a secrecy mark: not stored, not even its name. What the event in the journal is about."""

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    level = models.CharField(max_length=8)  # 秘密, 机密, 绝密
    uploaded_by = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "-id"], name="turned_away_latest")]
