"""Values of a pack as a person reads them on one line."""

from __future__ import annotations

from typing import Any

from luoshi.kernel.spans import Span
from luoshi.kernel.speech import Language
from luoshi.packs.model import Item

WIDTH = 60


def shown(value: Any, language: Language = "zh", width: int = WIDTH) -> str:
    """A value on one line, cut at ``width`` characters: lists joined by 、, nothing as （空）."""
    if isinstance(value, Item):
        text = value.text
    elif isinstance(value, Span):
        text = f"{value.start}-{value.end}"
    elif isinstance(value, (tuple, list)):
        numbers = all(isinstance(v, (int, float)) for v in value)
        text = ("-" if numbers else "、" if language == "zh" else ", ").join(shown(v, language, width) for v in value)
    elif isinstance(value, dict):
        text = "; ".join(f"{k}: {shown(v, language, width)}" for k, v in value.items())
    elif isinstance(value, bool):
        text = ("是" if value else "否") if language == "zh" else ("yes" if value else "no")
    elif value is None:
        text = ""
    else:
        text = str(value)
    text = " ".join(text.split())
    if not text:
        return "(空)" if language == "zh" else "(none)"
    return text if len(text) <= width else text[: width - 1] + "…"
