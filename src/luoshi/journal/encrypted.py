"""Text in a row that is encrypted with the key of its subject."""

from __future__ import annotations

from typing import Any, overload

from django.db import models

from luoshi.journal.keys import Erased, open_bytes, seal_bytes


class EncryptedText:
    """An attribute that reads and writes text kept encrypted in two columns: the ciphertext and the subject.

    ::

        class Instruction(models.Model):
            text_sealed = models.BinaryField(null=True, editable=False)
            text_subject = models.CharField(max_length=60, editable=False)
            text = EncryptedText("text_sealed", "text_subject")

        Instruction(text_subject="instruction:4", text="请抓紧办理")

    Reading gives the text, None where there is none, or ``ERASED``; every read asks for the key, so read once. The
    subject must be set first. Raises what ``keys`` raises, and ``ValueError`` for text without a subject.
    """

    def __init__(self, sealed: str, subject: str) -> None:
        self.sealed, self.subject = sealed, subject

    @overload
    def __get__(self, row: None, owner: type) -> EncryptedText: ...
    @overload
    def __get__(self, row: models.Model, owner: type) -> str | Erased | None: ...
    def __get__(self, row: models.Model | None, owner: type) -> Any:
        if row is None:
            return self
        ciphertext = getattr(row, self.sealed)
        if ciphertext is None:
            return None
        opened = open_bytes(getattr(row, self.subject), ciphertext)
        return opened if isinstance(opened, Erased) else opened.decode("utf-8", "surrogatepass")

    def __set__(self, row: models.Model, text: str | None) -> None:
        subject = getattr(row, self.subject)
        if text is not None and not subject:
            raise ValueError(f"set {self.subject} before the text that its key encrypts")
        sealed = None if text is None else seal_bytes(subject, text.encode("utf-8", "surrogatepass"))
        setattr(row, self.sealed, sealed)
