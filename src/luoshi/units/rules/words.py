"""Sentences with names in them: filled once, safe to be said later whatever braces a name holds."""

from __future__ import annotations

import re

from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused

_PLACE = re.compile(r"\{(\w+)\}")


def literal(text: object) -> str:
    """``text`` as it must stand in a phrase to be said as it is."""
    return str(text).replace("{", "{{").replace("}", "}}")


def filled(zh: str, en: str, **values: object) -> Phrase:
    """A phrase whose places are filled.

    >>> filled("{name}已撤销", "{name} was dissolved", name="市{物价}局").say("zh")
    '市{物价}局已撤销'
    """

    def fill(found: re.Match[str]) -> str:
        return literal(values[found[1]])

    return Phrase(_PLACE.sub(fill, zh), _PLACE.sub(fill, en))


def refusal(zh: str, en: str, *, field: str = "", **values: object) -> Refused:
    """A refusal whose places are filled; ``field`` is the form field it stands beside."""
    phrase = filled(zh, en, **values)
    return Refused(phrase.zh, phrase.en, field=field)
