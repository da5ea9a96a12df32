"""Sentences for people: Chinese first, English complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages, with ``{named}`` places to fill.

    >>> Phrase("第{row}行缺少牵头单位", "row {row} names no lead unit").say("zh", row=3)
    '第3行缺少牵头单位'
    """

    zh: str
    en: str

    def say(self, language: Language = "zh", **values: object) -> str:
        return (self.zh if language == "zh" else self.en).format(**values)
