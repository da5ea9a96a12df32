"""Money and shares in plain text: ``20-50万元``, ``100、50、20万元``, ``30%``, ``百分之五``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from luoshi.kernel.numerals import NUMBER, read_number, tidy

Role = Literal["amount", "cap", "rate"]
Number = int | float

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_SCALE = "百万|千万|亿|万|千|百"
_FIGURE = re.compile(
    rf"(?<![\d.])(?P<more>(?:{NUMBER}(?:{_SCALE})?、){{0,6}})(?P<low>{NUMBER})"
    rf"(?:(?P<low_scale>{_SCALE})?[元%]?[-至到](?P<high>{NUMBER}))? ?"
    rf"(?:(?P<scale>{_SCALE})?(?:元|块钱)|(?P<bare>万|亿)(?=[的、,;。)奖补资封]|$)|(?P<percent>[%‰]))"
    rf"|百分之(?P<hundredths>{NUMBER})|(?<![\d:])1:(?P<matched>[01](?:\.\d)?)(?![\d:])"
)
_HINT = re.compile("元|[%‰]|百分之|万|亿|1:")


@dataclass(frozen=True, slots=True)
class Figure:
    """Money in yuan (a number or a range) or a share (0.3); ``[start, end)`` in the sentence."""

    start: int
    end: int
    value: Number | tuple[Number, Number]
    share: bool


def figures(text: str) -> Iterator[Figure]:
    """Every amount of yuan and every percentage, from left to right; enumerated ones one by one."""
    if not _HINT.search(text):
        return
    for found in _FIGURE.finditer(text):
        if found["hundredths"]:
            number = read_number(found["hundredths"])
            if number is not None:
                yield Figure(found.start(), found.end(), tidy(number / 100), share=True)
            continue
        if found["matched"]:
            yield Figure(found.start(), found.end(), tidy(float(found["matched"])), share=True)
            continue
        share = found["percent"] is not None
        unit = found["percent"] or found["scale"] or found["bare"] or ""
        yield from _enumerated(found, unit, share)
        low, high = read_number(found["low"]), read_number(found["high"] or "")
        if low is None:
            continue
        start = found.start("low")
        if high is None:
            yield Figure(start, found.end(), _scaled(low, unit, share), share)
        else:
            first = _scaled(low, found["low_scale"] or unit, share)
            yield Figure(start, found.end(), (first, _scaled(high, unit, share)), share)


def _enumerated(found: re.Match[str], unit: str, share: bool) -> Iterator[Figure]:
    """The figures before the last of ``100、50、20万元``; a scale of their own goes before the shared one."""
    place = found.start()
    for printed in found["more"].split("、")[:-1]:
        bare = printed.rstrip("百千万亿") if printed[-1:] in "百千万亿" and printed[0].isdigit() else printed
        number = read_number(bare)
        if number is not None:
            yield Figure(place, place + len(printed), _scaled(number, printed[len(bare) :] or unit, share), share)
        place += len(printed) + 1


def _scaled(number: Number, scale: str, share: bool) -> Number:
    return tidy(number / (1000 if scale == "‰" else 100)) if share else tidy(number * _SCALES[scale])
