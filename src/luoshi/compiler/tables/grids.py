"""All tables of a document as grids, however they were printed."""

from __future__ import annotations

import re

from luoshi.compiler.draft import Draft, Grid
from luoshi.compiler.tables.building import Joins, name_joiner
from luoshi.compiler.tables.columns import LONGEST_HEADER, column_kind
from luoshi.compiler.tables.flattened import find_flattened

_LIST = re.compile(r"[^、,。;::()\s]{2,24}")


def read_grids(draft: Draft) -> Draft:
    """Fill ``draft.grids`` in reading order. Costs next to nothing where a document holds no table."""
    grids: list[Grid] = []
    joins: Joins | None = None
    lines = draft.lines
    index = 0
    while index < len(lines):
        text = lines[index].text
        found = None
        if lines[index].table is None and _may_head(text):
            joins = joins or name_joiner(_printed_names(draft))
            found = find_flattened(draft, index, joins)
        if found is None:
            index += 1
        else:
            grids.append(found[0])
            index = found[1]
    return draft.having(grids=tuple(sorted(grids, key=lambda g: g.span)))


def _may_head(text: str) -> bool:
    if len(text) <= 4:
        return True
    if len(text) <= LONGEST_HEADER:
        return column_kind(text) is not None or " " in text
    return " " in text and len(text) <= 120


def _printed_names(draft: Draft) -> frozenset[str]:
    """What stands between the stops of lists anywhere in the document: the names that are printed whole."""
    names: set[str] = set()
    for line in draft.lines:
        if "、" in line.text and len(line.text) <= 400 and line.text[-1] != "。":
            names.update(name.removesuffix("等") for name in _LIST.findall(line.text))
    return frozenset(names)
