"""The hash chain of a jurisdiction, so plain that anyone can compute it again (docs/journal.md says how).

With ``H`` the algorithm a seal names, in hexadecimal, and texts in UTF-8:

- an event is ``H(canonical text)`` (``canonical``);
- its link is ``H("<link before> <event id> <event>")``; before the first event of a seal stands the head of the seal
  before it, and before the first seal 64 zeros;
- the head is ``H("<last link> <jurisdiction> <number> <algorithm> <first position> <count> <sealed at>")``, the time in
  UTC as ``2026-03-02T01:30:00.000000+00:00``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes

from luoshi.journal.canonical import hashed

START = "0" * 64  # stands before the first seal
Hash = Callable[[str], str]


def _sm3(text: str) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.finalize().hex()


ALGORITHMS: dict[str, Hash] = {"sha256": hashed, "sm3": _sm3}  # GB/T 32905


def link(hash_of: Hash, before: str, event_id: int, event: str) -> str:
    """The running hash after one more event; ``event`` is the hash of its canonical text."""
    return hash_of(f"{before} {event_id} {event}")


def head(
    last: str, jurisdiction: str, number: int, algorithm: str, first: int, count: int, sealed_at: datetime
) -> str:  # fmt: skip
    """What closes a seal, covering everything the seal says of itself."""
    at = sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    return ALGORITHMS[algorithm](f"{last} {jurisdiction} {number} {algorithm} {first} {count} {at}")
