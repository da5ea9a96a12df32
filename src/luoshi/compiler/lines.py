"""Printed lines, and the sentences of running text."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice

from luoshi.compiler.draft import Draft, Line, Sentence
from luoshi.kernel.spans import Span

# Bounds for text that is no document. What lies behind them is kept in the outline, but not read.
MOST_LINES = 200_000  # or one for every so many characters; what follows is kept as one line
USUAL_LINE = 20
MOST_SENTENCES = 50_000  # in one clause

_LINE = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?[”』」)]?")


def split_lines(draft: Draft) -> Draft:
    """Every line that holds more than white space, trimmed; behind the most lines the rest of the text as one."""
    plain = draft.plain
    most = max(MOST_LINES, len(plain) // USUAL_LINE)
    place = draft.repaired.from_raw
    headings = {place(b.span).start: b for b in draft.source.blocks if b.kind == "heading"}
    tables = [t.span for t in draft.tables]
    starts = [t.start for t in tables]
    lines: list[Line] = []
    for found in _LINE.finditer(plain):
        text = found.group() if len(lines) < most else plain[found.start() :]
        start = found.start() + len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            continue
        at = bisect_right(starts, start) - 1
        inside = at if at >= 0 and start < tables[at].end else None
        block = headings.get(start) or headings.get(found.start())
        lines.append(Line(len(lines), Span(start, start + len(text)), text, block, inside))
        if len(lines) > most:
            break
    return draft.having(lines=tuple(lines))


def split_sentences(draft: Draft) -> Draft:
    """The sentences of every clause that holds running text, of each the first ``MOST_SENTENCES``."""
    plain = draft.plain
    sentences: list[Sentence] = []
    for clause in draft.clauses:
        if clause.kind in ("furniture", "table", "row"):
            continue
        for found in islice(SENTENCE.finditer(plain, clause.body.start, clause.body.end), MOST_SENTENCES):
            text = found.group()
            start = found.start() + len(text) - len(text.lstrip())
            text = text.strip()
            if text:
                sentences.append(Sentence(len(sentences), Span(start, start + len(text)), clause.index, text))
    return draft.having(sentences=tuple(sentences))
