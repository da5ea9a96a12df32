"""Bytes on disk: ``FILES_ROOT/<jurisdiction>/<aa>/<sha256>``, complete or not there at all.

Content is written beside its place, flushed to the disk, and moved in one step; only then may a row name it. What a
killed process leaves is a file in ``incoming`` or one without a row; ``services.sweep`` takes both away after a day.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

CHUNK = 1024 * 1024
_PLACE = re.compile(r"[0-9A-Za-z]{1,12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(Exception):
    """More bytes came than are taken."""


def place_of(jurisdiction: str, sha256: str) -> Path:
    """Where content lies. Raises ``ValueError`` for anything that is no division code or no hash."""
    if not _PLACE.fullmatch(jurisdiction) or not _DIGEST.fullmatch(sha256):
        raise ValueError("no division code, or no hash")
    return Path(settings.FILES_ROOT) / jurisdiction / sha256[:2] / sha256


def incoming() -> Path:
    """Where content is written while it comes in."""
    folder = Path(settings.FILES_ROOT) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def take_in(chunks: Iterable[bytes], limit: int) -> tuple[Path, str, int]:
    """Write what comes in to a file of its own: its path, hash and size. Raises ``TooLarge``, leaving nothing."""
    path = incoming() / secrets.token_hex(16)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLarge
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, digest.hexdigest(), size


def move_in(came: Path, jurisdiction: str, sha256: str) -> Path:
    """Give content that came in its place, in one step; content that is there already is kept and made young again."""
    place = place_of(jurisdiction, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.utime(place)
        came.unlink()
    except FileNotFoundError:
        came.replace(place)
        for folder in (place.parent, place.parent.parent):
            _flush(folder)
    return place


def read_chunks(place: Path) -> Iterator[bytes]:
    """The content of a place, piece by piece."""
    with place.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def stale(older_than: float) -> Iterator[tuple[str, Path]]:
    """Files not touched for ``older_than`` seconds, with their jurisdiction (empty: still incoming)."""
    root, before = Path(settings.FILES_ROOT), time.time() - older_than
    for path in sorted(root.glob("incoming/*")):
        if _age(path) < before:
            yield "", path
    for path in root.glob("*/??/*"):
        if _DIGEST.fullmatch(path.name) and _age(path) < before:
            yield path.parent.parent.name, path


def _age(path: Path) -> float:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return float("inf")


def _flush(folder: Path) -> None:
    """Make an entry of a folder last through a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
