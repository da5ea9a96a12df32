"""Spaces set between the characters of a line to spread it: ``重 点 任 务``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit

_SPREAD = re.compile(
    r"^[ \t\xa0　]*((?:[一-鿿《》“”〈〉、()（）][ \xa0　]{1,3}){3,}[一-鿿》”〉)）])[ \t\xa0　]*$", re.M
)
_GAP = re.compile(r"[ \xa0　]+")


def close_spread(text: str) -> Iterator[Edit]:
    """Edits that close a line of which every character stands alone with gaps of one width."""
    for found in _SPREAD.finditer(text):
        printed = found.group(1)
        if len(set(_GAP.findall(printed))) == 1:
            yield Edit(Span(*found.span(1)), _GAP.sub("", printed), "spread", "为排版拉开的字距")
