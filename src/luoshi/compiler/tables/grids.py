"""All tables of a document as grids, however they were printed."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right

from luoshi.compiler.draft import Draft, Grid
from luoshi.compiler.tables.alignment import Effort
from luoshi.compiler.tables.building import Joins, name_joiner
from luoshi.compiler.tables.columns import LONGEST_HEADER, column_kind
from luoshi.compiler.tables.delimited import find_delimited, is_delimited
from luoshi.compiler.tables.figures import begins_figures, find_figures
from luoshi.compiler.tables.flattened import find_flattened
from luoshi.compiler.tables.real import real_grids
from luoshi.compiler.tables.spaced import find_spaced, heads_spaced
from luoshi.kernel.spans import Span

_LEAST_EFFORT = 20_000
"""Cells that may be looked at in vain, beside a share of the lines, before text that only looks like tables is left."""
_LIST = re.compile(r"[^、,。;::()\s]{2,24}")


def read_grids(draft: Draft) -> Draft:
    """Fill ``draft.grids`` in reading order. Costs next to nothing where a document holds no table."""
    joins = _Names(draft)
    grids = real_grids(draft, joins) if draft.source.tables else []
    taken = _Taken([t.span for t in draft.tables] if draft.source.tables else [])
    lines = draft.lines
    effort = Effort(_LEAST_EFFORT + len(lines) // 8)
    index = after = marked = 0  # ``marked``: up to here lines with bars or tabs were seen to be no table
    while index < len(lines):
        line = lines[index]
        found: tuple[Grid, int] | None = None
        if not taken.holds(line.span):
            if index >= marked and is_delimited(line.span.of(draft.text)):
                grid, marked = find_delimited(draft, index, joins, taken.after(line.span))
                found = (grid, marked) if grid else None
            if found is None and heads_spaced(line.text):
                found = find_spaced(draft, index, joins, taken.after(line.span))
            if found is None and effort.left > 0 and _may_head(line.text):
                found = find_flattened(draft, index, joins, taken.after(line.span), effort)
            if found is None and effort.left > 0 and begins_figures(lines, index):
                found = find_figures(draft, index, joins, (after, taken.after(line.span)), effort)
        if found is None:
            index += 1
        else:
            grids.append(found[0])
            index = after = found[1]
    return draft.having(grids=tuple(sorted(grids, key=lambda g: g.span))) if grids else draft


class _Taken:
    """The stretches that real tables hold."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = sorted(spans)
        self.starts = [s.start for s in self.spans]
        self.ends: list[int] = []
        for span in self.spans:
            self.ends.append(max(span.end, self.ends[-1] if self.ends else 0))

    def holds(self, span: Span) -> bool:
        at = bisect_right(self.starts, span.start) - 1
        return at >= 0 and span.start < self.ends[at]

    def after(self, span: Span) -> int:
        """Where the next of them begins."""
        at = bisect_right(self.starts, span.start)
        return self.starts[at] if at < len(self.starts) else sys.maxsize


def _may_head(text: str) -> bool:
    """Could this line begin a header? Cheap, since it is asked of every line."""
    if len(text) <= 4:
        return True
    if len(text) <= LONGEST_HEADER:
        return " " in text or column_kind(text) is not None
    return len(text) <= 120 and " " in text


class _Names:
    """Joins broken names by the names that the document prints whole; reads those when first asked."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.joins: Joins | None = None

    def __call__(self, left: str, right: str) -> bool:
        if self.joins is None:
            self.joins = name_joiner(_printed_names(self.draft))
        return self.joins(left, right)


def _printed_names(draft: Draft) -> frozenset[str]:
    """What stands between the stops of lists anywhere in the document: the names that are printed whole."""
    names: set[str] = set()
    for line in draft.lines:
        if "、" in line.text and len(line.text) <= 400 and line.text[-1] != "。":
            names.update(name.removesuffix("等") for name in _LIST.findall(line.text))
    return frozenset(names)
