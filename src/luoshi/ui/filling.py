"""Sentences with places: ``{name}`` and ``{name:one|many}``."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import conditional_escape

from luoshi.kernel.speech import Phrase
from luoshi.ui.language import said

PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)(?::([^{}|]*)\|([^{}|]*))?\}")


def filled(text: str, values: dict[str, Any], *, escape: bool = True) -> str:
    """``text`` with its ``{name}`` and ``{name:one|many}`` places filled; text and values are escaped.

    >>> filled("{n} {n:item|items} of <b>", {"n": 2})
    '2 items of &lt;b&gt;'
    """
    parts: list[str] = []
    end = 0
    for found in PLACE.finditer(text):
        name, one, many = found.groups()
        value = values[name]
        if one is not None:
            value = one if str(value).replace(",", "") == "1" else many
        shown = said(value) if isinstance(value, Phrase) or value is None else value
        parts.append(_literal(text[end : found.start()], escape))
        parts.append(str(conditional_escape(shown)) if escape else str(shown))
        end = found.end()
    parts.append(_literal(text[end:], escape))
    return "".join(parts)


def _literal(text: str, escape: bool) -> str:
    return str(conditional_escape(text)) if escape else text
