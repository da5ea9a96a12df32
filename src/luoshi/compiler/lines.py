"""Printed lines, and the sentences of running text."""

from __future__ import annotations

import re

from luoshi.compiler.draft import Draft, Line, Sentence
from luoshi.kernel.spans import Span

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?[”』」)]?")


def split_lines(draft: Draft) -> Draft:
    """Every line that holds more than white space, trimmed."""
    plain = draft.plain
    lines: list[Line] = []
    for found in _LINE.finditer(plain):
        text = found.group()
        start = found.start() + len(text) - len(text.lstrip())
        text = text.strip()
        if text:
            lines.append(Line(len(lines), Span(start, start + len(text)), text))
    return draft.having(lines=tuple(lines))


def split_sentences(draft: Draft) -> Draft:
    """The sentences of every clause that holds running text."""
    plain = draft.plain
    sentences: list[Sentence] = []
    for clause in draft.clauses:
        if clause.kind in ("furniture", "table", "row"):
            continue
        for found in _SENTENCE.finditer(plain, clause.body.start, clause.body.end):
            text = found.group()
            start = found.start() + len(text) - len(text.lstrip())
            text = text.strip()
            if text:
                sentences.append(Sentence(len(sentences), Span(start, start + len(text)), clause.index, text))
    return draft.having(sentences=tuple(sentences))
