"""Repairs: each finds one kind of damage and proposes edits; the tuple is their order.

Bytes come first, then characters, then words, then what is missing between them: each repairer sees the text that the
ones before it left. A repairer looks for a cheap sign of its damage before it does anything else, so that a sound
document costs a few scans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from luoshi.texts.layers import Edit, RepairedText, Substitution
from luoshi.texts.repairs.chapters import name_chapters
from luoshi.texts.repairs.characters import mend_characters
from luoshi.texts.repairs.dates import complete_dates
from luoshi.texts.repairs.document_numbers import close_number_brackets
from luoshi.texts.repairs.gbk_shift import undo_shift
from luoshi.texts.repairs.gloss import drop_glosses
from luoshi.texts.repairs.list_separators import separate_items
from luoshi.texts.repairs.lost_brackets import close_brackets
from luoshi.texts.repairs.lost_words import restore_words
from luoshi.texts.repairs.script import simplify
from luoshi.texts.repairs.spacing import close_spread
from luoshi.texts.repairs.spam import replace_spam
from luoshi.texts.repairs.wraps import join_lines

Repairer = Callable[[str], Iterable[Edit] | Substitution | None]

REPAIRERS: tuple[Repairer, ...] = (
    undo_shift,
    mend_characters,
    drop_glosses,
    simplify,
    replace_spam,
    close_spread,
    join_lines,
    close_number_brackets,
    complete_dates,
    restore_words,
    separate_items,
    close_brackets,
    name_chapters,
)


def repair(raw: str) -> RepairedText:
    """Apply every repairer in order, each to the text that the ones before it left."""
    text = RepairedText(raw)
    for repairer in REPAIRERS:
        found = repairer(_with_plain_line_ends(text.text))
        if isinstance(found, Substitution):
            whole = repairer(text.text)  # a substitution speaks of every character, line ends as they are
            text = text.substitute(whole) if isinstance(whole, Substitution) else text
        elif found is not None:
            text = text.apply(found)
    return text


def _with_plain_line_ends(text: str) -> str:
    """The text as repairers see it: every line ends in one line feed; the length stays the same."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
