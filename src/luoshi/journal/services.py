"""The one way to write the journal."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor

_ACT: ContextVar[uuid.UUID | None] = ContextVar("act", default=None)


@contextmanager
def act() -> Iterator[uuid.UUID]:
    """One business act: a transaction whose events share an act id. Joins the act that is already running."""
    running = _ACT.get()
    with transaction.atomic():
        if running is not None:
            yield running
            return
        made = uuid.uuid4()
        token = _ACT.set(made)
        try:
            yield made
        finally:
            _ACT.reset(token)


def digest_of(facts: Mapping[str, Any] | None) -> str:
    """SHA-256 of canonical JSON; empty for None."""
    if facts is None:
        return ""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    actor: Actor,
    name: str,
    on: models.Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
    clause: str = "",
    post: int | None = None,
    subject: str = "",
    secret: Mapping[str, Any] | None = None,
) -> Event:
    """Insert the event of an act on ``on`` (``name`` as in ``tasks.report_submitted``) in the running transaction.

    ``before``/``after``: the facts changed, of which only digests are kept; ``detail``: what history shows, without
    personal values; ``secret``: personal values of ``subject`` (``person:17``), encrypted with its key.
    """
    raise NotImplementedError
