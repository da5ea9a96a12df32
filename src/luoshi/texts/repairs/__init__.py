"""Repairs: each finds one kind of damage and proposes edits; the tuple is their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from luoshi.texts.layers import Edit, RepairedText

Repairer = Callable[[str], Iterable[Edit]]

REPAIRERS: tuple[Repairer, ...] = ()


def repair(raw: str) -> RepairedText:
    """Apply every repairer in order, each to the text that the ones before it left."""
    text = RepairedText(raw)
    for repairer in REPAIRERS:
        text = text.apply(repairer(text.text))
    return text
