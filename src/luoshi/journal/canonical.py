"""The one form in which an event is hashed, the same on every database and for whoever recomputes it.

The text of an event is JSON: UTF-8, keys sorted by code point, ``,`` and ``:`` without spaces, characters unescaped but
for what JSON requires; its keys are those of ``facts_of``. Its digest is the SHA-256 of that text in hexadecimal.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi.journal.models import Event


_REFUSED = re.compile("[\x00\ud800-\udfff]")


def canonical(value: Any) -> str:
    """Canonical JSON; what JSON has no form for becomes its text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def hashed(text: str) -> str:
    """SHA-256 of a text in hexadecimal. Lone surrogates of broken documents are hashed as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def storable(value: Any) -> Any:
    """A value as every database gives it back unchanged.

    Numbers with a fraction become text (databases disagree about their digits), as do dates, amounts and all else
    JSON does not know; NUL and lone surrogates, which PostgreSQL refuses, become U+FFFD.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {_text(str(key)): storable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable(inner) for inner in value]
    if isinstance(value, (set, frozenset)):
        return sorted((storable(inner) for inner in value), key=canonical)
    return _text(str(value))


def _text(text: str) -> str:
    return _REFUSED.sub("\ufffd", text)


def facts_of(event: Event) -> dict[str, Any]:
    """What the digest of an event covers: everything but its id, and the ciphertext of what is secret."""
    return {
        "act": event.act,
        "act_id": str(event.act_id),
        "actor": event.actor,
        "after": event.after_digest,
        "before": event.before_digest,
        "clause": event.clause,
        "detail": event.detail,
        "jurisdiction": event.jurisdiction,
        "object_id": event.object_id,
        "object_kind": event.object_kind,
        "post": event.post,
        "recorded_at": event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "secret": None if event.secret is None else bytes(event.secret).hex(),
        "subject": event.subject,
    }


def text_of(event: Event) -> str:
    """The canonical text of an event."""
    return canonical(facts_of(event))
