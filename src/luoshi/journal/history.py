"""What happened to an object, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luoshi.journal import sentences
from luoshi.journal.keys import Erased, decrypt_many
from luoshi.journal.models import Event
from luoshi.kernel.speech import Language, Phrase

Names = Callable[[frozenset[str]], Mapping[str, str]]  # opaque actors -> how people call them
HIDDEN = Phrase("(不公开)", "(not shown)")
SYSTEM = {"system": Phrase("系统", "the system"), "command": Phrase("命令行", "the command line")}


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a history."""

    when: datetime
    sentence: str
    event: Event


def history(
    jurisdiction: str,
    object_kind: str,
    object_id: int,
    names: Names | None = None,
    *,
    language: Language = "zh",
    reveal: bool = False,
    limit: int = 200,
    before: int | None = None,
) -> list[Told]:
    """What happened to an object, newest first; at most ``limit`` events, with ids under ``before`` for the next page.

    ``names`` is asked once for all actors; whoever it does not know keeps the opaque name. Personal values are put
    into the sentences only with ``reveal``, by a reader whose right to them was checked; erased ones read 已清除.
    One query, and one more for keys with ``reveal``, besides those of ``names``.
    """
    events = Event.objects.filter(jurisdiction=jurisdiction, object_kind=object_kind, object_id=object_id)
    if before is not None:
        events = events.filter(pk__lt=before)
    return tell(list(events.order_by("-pk")[:limit]), names, language=language, reveal=reveal)


def tell(
    events: list[Event], names: Names | None = None, *, language: Language = "zh", reveal: bool = False
) -> list[Told]:
    """Any events as sentences: see ``history``."""
    called = dict(names(frozenset(event.actor for event in events))) if names and events else {}
    personal = _personal(events, reveal)
    return [
        Told(event.recorded_at, _sentence(event, called, personal.get(event.pk), language), event) for event in events
    ]


def _personal(events: list[Event], reveal: bool) -> dict[int, dict[str, Any] | Erased]:
    """The personal values of events by event, where they may be shown."""
    secret = [event for event in events if reveal and event.secret is not None]
    opened = decrypt_many([(event.subject, bytes(event.secret or b"")) for event in secret]) if secret else []
    return {event.pk: values for event, values in zip(secret, opened, strict=True)}


def _sentence(
    event: Event, called: Mapping[str, str], personal: dict[str, Any] | Erased | None, language: Language
) -> str:
    actor = called.get(event.actor) or (SYSTEM[event.actor].say(language) if event.actor in SYSTEM else event.actor)
    values: dict[str, object] = dict(event.detail) if isinstance(event.detail, dict) else {}
    if event.secret is not None:
        stand_in = personal.phrase.say(language) if isinstance(personal, Erased) else HIDDEN.say(language)
        places = personal if isinstance(personal, dict) else dict.fromkeys(sentences.places(event.act), stand_in)
        values = {**places, **values}
    return sentences.sentence(event.act, {**values, "actor": actor, "clause": event.clause}, language)
