"""Values of a pack as a person reads them on one line."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from luoshi.kernel.spans import Span
from luoshi.kernel.speech import Language
from luoshi.packs.model import Item

WIDTH = 60
CONTEXT = 12  # characters shown on each side of a change inside a long text
COMPARED = 4000  # characters up to which two texts are compared sign by sign


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


def contrast(was: Any, now: Any, language: Language = "zh") -> str:
    """Two values beside each other; of long texts only what changed, with its neighbours.

    >>> contrast("一" * 40 + "五百家企业" + "二" * 40, "一" * 40 + "六百家企业" + "二" * 40)
    '…一一一一一一一一一一一一[-五-]{+六+}百家企业二二二二二二二二…'
    """
    long = isinstance(was, str) and isinstance(now, str) and max(len(was), len(now)) > WIDTH // 2
    if not long or max(len(was), len(now)) > COMPARED:
        return f"{shown(was, language)} → {shown(now, language)}"
    was, now = " ".join(was.split()), " ".join(now.split())
    out: list[str] = []
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    for place, (what, low, high, start, end) in enumerate(steps):
        if what == "equal":
            out.append(_shortened(was[low:high], place > 0, place < len(steps) - 1))
        else:
            out.append(
                (f"[-{was[low:high]}-]" if high > low else "") + (f"{{+{now[start:end]}+}}" if end > start else "")
            )
    return "".join(out)


def _shortened(text: str, before: bool, after: bool) -> str:
    """Text that did not change, cut to the neighbourhood of the changes ``before`` and ``after`` it."""
    head, tail = (text[:CONTEXT] if before else ""), (text[-CONTEXT:] if after else "")
    return text if len(head) + len(tail) >= len(text) else f"{head}…{tail}"
