"""Refusals and remarks in both languages: Chinese first, English second, on one line."""

from __future__ import annotations

from luoshi.kernel.speech import Phrase
from luoshi.texts.model import ReadingError


def both(phrase: Phrase, **values: object) -> str:
    """A phrase in both languages, for a message that goes to a person whose language is not known here."""
    return f"{phrase.say('zh', **values)} | {phrase.say('en', **values)}"


class Routine(str):
    """A remark on what a reader does with every file of a kind: for the record, not for a person at work."""

    __slots__ = ()


def routine(phrase: Phrase, **values: object) -> Routine:
    """As ``both``, for what needs nobody's look."""
    return Routine(both(phrase, **values))


def refusal(phrase: Phrase, **values: object) -> ReadingError:
    """The error to raise: what is wrong, where, and what to do."""
    return ReadingError(both(phrase, **values))
