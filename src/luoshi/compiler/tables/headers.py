"""Header cells put together again from the lines they were broken over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

Columns = tuple[tuple[str, ...], ...]

_YEAR = re.compile(r"(?:19|20)\d\d年?")
_LABEL_END = re.compile(r"(?:区|县|市|州|镇|乡|单位|名称|指标|地区|企业|项目|部门|类别|内容|领域)$")
_NEVER = 1e6
_LOST = 0.5


def layout(pieces: Sequence[str], count: int, labels: int) -> tuple[Columns, float] | None:
    """The headers of ``count`` columns from the pieces printed above the first row, with what speaks against it.

    ``labels`` columns at the left hold names, not figures. A row of repeated words below (2016 2020 2016 2020) is a
    second level. A piece "" may be a lost header. None when the pieces are too few.

    >>> layout(["县市区", "进出口", "(万美元)", "外资", "2016", "2020", "2016", "2020"], 5, 1)[0]
    (('县市区',), ('进出口(万美元)', '2016'), ('进出口(万美元)', '2020'), ('外资', '2016'), ('外资', '2020'))
    """
    ways = [_one_level(pieces, count, labels), _two_levels(pieces, count, labels)]
    if "" in pieces:
        printed = [p for p in pieces if p]
        ways += [_one_level(printed, count, labels), _two_levels(printed, count, labels)]
    found = [way for way in ways if way is not None]
    return min(found, key=lambda way: way[1]) if found else None


def _one_level(pieces: Sequence[str], count: int, labels: int) -> tuple[Columns, float] | None:
    merged = _merge(pieces, count, labels)
    return None if merged is None else (tuple((cell,) if cell else () for cell in merged[0]), merged[1])


def _two_levels(pieces: Sequence[str], count: int, labels: int) -> tuple[Columns, float] | None:
    """Upper cells over a row of words that repeats."""
    figures = count - labels
    for period in range(2, figures // 2 + 1):
        if figures % period:
            continue
        lower = list(pieces[-figures:])
        if len(pieces) <= figures or "" in lower or lower != lower[:period] * (figures // period):
            continue
        merged = _merge(pieces[:-figures], labels + figures // period, labels)
        if merged is None:
            continue
        upper, cost = merged
        columns: list[tuple[str, ...]] = [(cell,) if cell else () for cell in upper[:labels]]
        for group in upper[labels:]:
            columns.extend((group, word) for word in lower[:period])
        return tuple(columns), cost
    return None


def _merge(pieces: Sequence[str], count: int, labels: int) -> tuple[list[str], float] | None:
    """``pieces`` joined to ``count`` cells at the least cost."""
    size = len(pieces)
    if size < count or count < 1:
        return None
    bracketed = sum(")" in p for p in pieces) >= 2
    dated = sum(bool(_YEAR.fullmatch(a)) and not _YEAR.fullmatch(b) for a, b in pairwise(pieces)) >= 2
    best = [[_NEVER] * (size + 1) for _ in range(count + 1)]
    back = [[0] * (size + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for cell in range(1, count + 1):
        for end in range(cell, size + 1):
            for start in range(max(cell - 1, end - 5), end):
                if best[cell - 1][start] >= _NEVER:
                    continue
                cost = best[cell - 1][start] + _cell(pieces[start:end], cell > labels, bracketed, dated)
                if cost < best[cell][end]:
                    best[cell][end], back[cell][end] = cost, start
    if best[count][size] >= _NEVER:
        return None
    cells: list[str] = []
    end = size
    for cell in range(count, 0, -1):
        start = back[cell][end]
        cells.append("".join(pieces[start:end]))
        end = start
    return cells[::-1], best[count][size]


def _cell(pieces: Sequence[str], figure: bool, bracketed: bool, dated: bool) -> float:
    """What speaks against these pieces being one header cell."""
    if "" in pieces:
        return _LOST if len(pieces) == 1 else _NEVER
    cost = 0.0
    for left, right in pairwise(pieces):
        if right[0] == "(":
            cost += 0.1
        elif left[-1] == ")":
            cost += 3.0
        elif _YEAR.fullmatch(left) and not _YEAR.fullmatch(right):
            cost += 0.3
        elif _YEAR.fullmatch(right):
            cost += 2.0
        else:
            cost += 1.0
    words = "".join(pieces)
    if dated and len(pieces) == 1 and (_YEAR.fullmatch(words) or len(words) <= 2):
        cost += 1.5
    if bracketed and figure and not words.endswith(")"):
        cost += 1.0
    if not figure and _LABEL_END.search(words):
        cost -= 0.3
    return cost
