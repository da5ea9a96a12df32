"""Personal values encrypted per subject: whoever destroys the key has erased them everywhere at once.

A subject (``person:17``, ``instruction:4``) has a random 256-bit key, kept wrapped by the master key of the
installation (``SUBJECT_MASTER_KEY``; HKDF-SHA256, AES-256-GCM). Values are AES-256-GCM with a random nonce, bound to
their subject. Keys are never kept in memory between calls, so that erasure holds at once in every process.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from luoshi.journal.canonical import canonical
from luoshi.journal.models import SubjectKey
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused

VERSION = b"\x01"  # of the layout: version, nonce, ciphertext with tag
NONCE = 12


@dataclass(frozen=True, slots=True)
class Erased:
    """Stands where an erased value stood. False, and says so in words."""

    phrase: Phrase

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return self.phrase.zh


ERASED: Final = Erased(Phrase("已清除", "erased"))


class Unreadable(Exception):
    """Encrypted values that cannot be opened though nobody erased them: damaged, swapped, or of another master key."""


def encrypt(subject: str, values: Mapping[str, Any]) -> bytes:
    """Values of a subject as ciphertext. Raises ``Refused`` when the subject's values were erased."""
    return seal_bytes(subject, canonical(values).encode("utf-8", "surrogatepass"))


def decrypt(subject: str, ciphertext: bytes) -> dict[str, Any] | Erased:
    """What ``encrypt`` was given, or ``ERASED``. Raises ``Unreadable``."""
    return decrypt_many([(subject, ciphertext)])[0]


def decrypt_many(sealed: Sequence[tuple[str, bytes]]) -> list[dict[str, Any] | Erased]:
    """``decrypt`` for many, with one query."""
    found = stored_keys({subject for subject, _ in sealed})
    out: list[dict[str, Any] | Erased] = []
    for subject, ciphertext in sealed:
        opened = _open(subject, bytes(ciphertext), found.get(subject))
        out.append(opened if isinstance(opened, Erased) else json.loads(opened.decode("utf-8", "surrogatepass")))
    return out


def seal_bytes(subject: str, content: bytes) -> bytes:
    """Any content of a subject as ciphertext. Raises ``Refused`` when the subject's values were erased."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(_key_for(subject)).encrypt(nonce, content, subject.encode())


def open_bytes(subject: str, ciphertext: bytes) -> bytes | Erased:
    """What ``seal_bytes`` was given, or ``ERASED``. Raises ``Unreadable``."""
    return _open(subject, bytes(ciphertext), stored_keys({subject}).get(subject))


def keyed_digest(subject: str, text: str) -> str:
    """HMAC-SHA256 of a text with a key derived from the subject's, in hexadecimal."""
    key = HKDF(hashes.SHA256(), 32, None, b"luoshi digest").derive(_key_for(subject))
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def stored_keys(subjects: Iterable[str]) -> dict[str, SubjectKey]:
    """The key rows of subjects, by subject."""
    return {row.subject: row for row in SubjectKey.objects.filter(subject__in=list(subjects))}


def _key_for(subject: str) -> bytes:
    """The subject's key, made when it has none yet."""
    if not subject or len(subject) > 60:
        raise ValueError(f"{subject!r} is no subject: 1 to 60 characters")
    row = SubjectKey.objects.filter(subject=subject).first()
    if row is None:
        made = os.urandom(32)
        wrapped, master = wrap(subject, made), fingerprint(current_master())
        row, _ = SubjectKey.objects.get_or_create(subject=subject, defaults={"wrapped": wrapped, "master": master})
    if row.destroyed_at is not None:
        raise Refused(
            "该对象的个人信息已清除,不能再写入。请另建对象",
            "the personal values of this subject were erased; nothing more can be written for it. Create it anew",
        )
    return unwrap(row)


def _open(subject: str, ciphertext: bytes, row: SubjectKey | None) -> bytes | Erased:
    if row is None:
        raise Unreadable(f"{subject}: its key is missing, though nobody erased it")
    if row.destroyed_at is not None:
        return ERASED
    try:
        if ciphertext[:1] != VERSION:
            raise InvalidTag
        nonce, body = ciphertext[1 : 1 + NONCE], ciphertext[1 + NONCE :]
        return AESGCM(unwrap(row)).decrypt(nonce, body, subject.encode())
    except (InvalidTag, ValueError):
        raise Unreadable(f"{subject}: the value was damaged, or belongs to another subject") from None


def wrap(subject: str, key: bytes) -> bytes:
    """A subject's key encrypted by the current master key."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_wrapping(current_master())).encrypt(nonce, key, subject.encode())


def unwrap(row: SubjectKey) -> bytes:
    """The key of a row, by whichever known master key wraps it. Raises ``Unreadable`` when none does."""
    for master in masters():
        if fingerprint(master) == row.master:
            wrapped = bytes(row.wrapped)
            try:
                return AESGCM(_wrapping(master)).decrypt(wrapped[:NONCE], wrapped[NONCE:], row.subject.encode())
            except (InvalidTag, ValueError):
                raise Unreadable(f"{row.subject}: its stored key was damaged") from None
    raise Unreadable(
        f"{row.subject}: wrapped by master key {row.master}, which is neither SUBJECT_MASTER_KEY nor one of "
        "SUBJECT_MASTER_KEYS_OLD"
    )


def current_master() -> str:
    """The master key of the installation."""
    return str(settings.SUBJECT_MASTER_KEY)


def masters() -> list[str]:
    """The current master key, then those it replaced."""
    return [current_master(), *settings.SUBJECT_MASTER_KEYS_OLD]


def fingerprint(master: str) -> str:
    """A name for a master key that tells nothing about it: 16 hexadecimal digits."""
    return _derived(master, b"luoshi master fingerprint")[:8].hex()


def _wrapping(master: str) -> bytes:
    return _derived(master, b"luoshi subject keys")


def _derived(master: str, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, None, purpose).derive(master.encode())
