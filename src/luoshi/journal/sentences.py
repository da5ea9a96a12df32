"""Events as sentences. Apps register the words of their acts when they are ready."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any

from luoshi.kernel.speech import Language, Phrase

_WORDS: dict[str, Phrase] = {}
UNKNOWN = Phrase("{actor}:{act}", "{actor}: {act}")  # an act nobody gave words to


def register(act: str, words: Phrase) -> None:
    """Give an act its sentence, with places for ``actor``, ``act``, ``clause``, and what events of it have in detail.

    Raises ``ValueError`` when the act has another sentence already.
    """
    if _WORDS.get(act, words) != words:
        raise ValueError(f"{act} already has a sentence: {_WORDS[act].zh}")
    _WORDS[act] = words


def registered() -> Mapping[str, Phrase]:
    """All acts that have words."""
    return dict(_WORDS)


def sentence(act: str, values: Mapping[str, object], language: Language = "zh") -> str:
    """The sentence of an act; what an event lacks is shown as …, values are put in as plain text."""
    words = _WORDS.get(act, UNKNOWN)
    template = words.zh if language == "zh" else words.en
    return _Lenient().vformat(template, (), {**values, "act": act})


def places(act: str) -> frozenset[str]:
    """The names of the places in the sentence of an act."""
    words = _WORDS.get(act, UNKNOWN)
    return frozenset(name for text in (words.zh, words.en) for _, name, _, _ in Formatter().parse(text) if name)


class _Lenient(Formatter):
    """Fills the places of a sentence; never looks inside the values, whatever the sentence or the event says."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        value = kwargs.get(field_name)
        return ("…" if value is None or value == "" else _plain(value)), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        return str(value)


def _plain(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


register(
    "journal.subject_erased",
    Phrase("{actor}清除了{subject}的个人信息:{reason}", "{actor} erased the personal values of {subject}: {reason}"),
)
register(
    "journal.swept",
    Phrase(
        "{actor}把绕过触发器或失去封存的{count}个事件(自{first}起)重新纳入封存",
        "{actor} took in {count} events (from {first} on) that came past the triggers or had lost their seal",
    ),
)
