"""The two languages of the screens: which one is spoken now, and how both are chosen."""

from __future__ import annotations

from django.utils import translation

from luoshi.kernel.speech import Language, Phrase

DJANGO_CODES: dict[Language, str] = {"zh": "zh-hans", "en": "en"}
COOKIE = "luoshi_language"


def current() -> Language:
    """The language of this request: ``zh`` unless English was chosen."""
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def said(phrase: object) -> str:
    """A ``Phrase`` in the current language; other text as it is; nothing for None.

    A phrase that was filled earlier may hold braces of someone's text: then it is shown as it stands.
    """
    if isinstance(phrase, Phrase):
        try:
            return phrase.say(current())
        except (KeyError, IndexError, ValueError):
            return phrase.zh if current() == "zh" else phrase.en
    return "" if phrase is None else str(phrase)
