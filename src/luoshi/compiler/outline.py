"""The outline of a document: chapters, articles, items, in whatever nesting it uses."""

from __future__ import annotations

from luoshi.compiler.draft import Clause, Draft, Part
from luoshi.kernel.spans import Span


def outline(draft: Draft) -> Draft:
    starts = [line.span.start for line in draft.lines]
    ends = [*starts[1:], len(draft.text)]
    if starts:
        starts[0] = 0
    clauses = tuple(
        Clause(i, str(i + 1), "paragraph", 1, None, "", "", Span(a, b), Span(a, b), line.span, part=0)
        for i, (a, b, line) in enumerate(zip(starts, ends, draft.lines, strict=True))
    )
    return draft.having(clauses=clauses, parts=(Part(0, "", 0, Span(0, len(draft.text))),))
