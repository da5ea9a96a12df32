"""A 、 lost between two items of a list that stands elsewhere in the document with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit

MOST = 200  # places that are checked against the whole text
_LIST = re.compile(r"[一-鿿]{2,12}(?:、[一-鿿]{2,16}){2,}")


def separate_items(text: str) -> Iterator[Edit]:
    """Edits that split an item in two where the same list, with the same neighbours, has them apart.

    ``专业市场人才`` between 渠道 and 科技 is two items only where 渠道、专业市场、人才、科技 stands as well, and where the two
    are run together nowhere else.
    """
    if "、" not in text:
        return
    apart: dict[str, set[tuple[str, str, int]]] = {}
    looked = 0
    lists = [(m.start(), m.group().split("、")) for m in _LIST.finditer(text)]
    for _, items in lists:
        for (before, first), (second, after) in zip(pairwise(items), pairwise(items[2:]), strict=False):
            apart.setdefault(first + second, set()).add((before, after, len(first)))
    for start, items in lists:
        at = start + len(items[0]) + 1
        for before, item, after in zip(items, items[1:], items[2:], strict=False):
            for left, right, cut in apart.get(item, ()):
                if looked < MOST and _ends(before, left) and _begins(after, right):
                    looked += 1
                    if text.find(item) != at or text.find(item, at + 1) >= 0:
                        break
                    parts = f"{item[:cut]}、{item[cut:]}"
                    reason = f"同一并列在文中另作“{parts}”,此处“、”丢失"
                    yield Edit(Span(at, at + len(item)), parts, "lost-character", reason)
                    break
            at += len(item) + 1


def _ends(one: str, other: str) -> bool:
    """The first item of a list may have running text before it."""
    return one.endswith(other) or other.endswith(one)


def _begins(one: str, other: str) -> bool:
    """The last item of a list may have running text behind it."""
    return one.startswith(other) or other.startswith(one)
