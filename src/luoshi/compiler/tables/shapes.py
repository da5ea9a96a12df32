"""What a printed cell looks like, without knowing its column: a number, a date, a list of units, a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from luoshi.compiler.lexicons.units import is_unit_like

_ORDINAL = re.compile(r"\(?(\d{1,3})\)?\s?[.、)]?")
_FIGURE = re.compile(
    r"[约超≥≤><+\-]?\s?\d{1,3}(?:,\d{3})+(?:\.\d+)?\s?%?|"
    r"[约超≥≤><+\-]?\s?\d+(?:\.\d+)?\s?(?:-\s?\d+(?:\.\d+)?)?\s?[%‰]?(?:以上|以下|以内|左右)?"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_DASH = re.compile(r"[-/\\—〃*×]{1,4}|无|不涉及|N/A")
_DEADLINE = re.compile(
    r"(?:持续|长期|常态|全年|每年|每月|每季|即时|立即|实时|立行|适时|按|随时|近期|中期|远期|年内|当年|本年|逐年|分年|贯穿)[^。]{0,18}"
    r"|(?:于|到|至)?(?:20)?\d\d年[^。]{0,20}"
    r"|(?:(?:上|下)半年|年底|年末|年中|月底|第?[一二三四]季度|\d{1,2}月)[^。]{0,16}"
    r"|20\d\d[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?[^。]{0,12}|20\d\d(?:0?[1-9]|1[0-2])|20\d\d\s?-\s?20\d\d年?|20\d\d"
)
_TIME_WORD = re.compile(r"20\d\d年|\d月|季度|年底|年末|持续|长期|启动|完成时限|按时序")
_MARKER = re.compile(
    r"第[一二三四五六七八九十百]+[章节部分类]|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?!\d)|\(\d{1,2}\)"
)
_STOP = "。;!?"
_BREAK = re.compile(
    r"[、,;。\s]+|会同|牵头(?:负责|单位)?|分别负责|按职责分工|负责|配合|参与|协办|主办|责任单位|牵头单位|配合单位|[::]"
)
_TRAIL = re.compile(
    r"(?:等(?:有关|相关)?(?:市直|省直|县直)?(?:部门|单位|部门和单位)?(?:按职责分工)?|按(?:各自)?职责(?:分工)?)$"
)
_UNIT_START = re.compile(r"[各市省县区州盟]|国家|中央|全国|中国|国务院|有关|相关")
_PERSON = re.compile(r"[一-鿿]{2,4}(?:[、,\s]+[一-鿿]{2,4}){0,5}")
TOTAL = re.compile(r"(?:全[市省县区州国]|总|累)?[合总小共]\s*计|[合总小]计数?|全[市省县区州]|总数")


@dataclass(frozen=True, slots=True)
class Shape:
    """The features of one printed cell.

    ``unit_share``: the share of its letters that stand in names of the form of units' names; ``pieces``: how many
    names a list would hold; ``timely``: it speaks of dates; ``prefixed``: it begins as units' names do.
    """

    length: int
    ordinal: int | None
    figure: bool
    year: bool
    dash: bool
    deadline: bool
    timely: bool
    marker: bool
    stopped: bool
    pieces: int
    unit_share: float
    prefixed: bool
    open_list: bool
    person: bool

    @property
    def units(self) -> bool:
        return self.unit_share >= 0.7

    @property
    def digits(self) -> bool:
        return self.ordinal is not None or self.figure or self.year


def shape_of(text: str) -> Shape:
    """The shape of one plain, trimmed line or cell. Long texts are judged by their first and last words."""
    return _short_shape(text) if len(text) <= 16 else _shape(text)


@lru_cache(maxsize=8192)
def _short_shape(text: str) -> Shape:
    return _shape(text)


def _shape(text: str) -> Shape:
    length = len(text)
    short = length <= 40
    ordinal = _ORDINAL.fullmatch(text) if length <= 6 else None
    pieces, share = _units_in(text) if length <= 400 else (99, 0.0)
    return Shape(
        length=length,
        ordinal=int(ordinal.group(1)) if ordinal else None,
        figure=length <= 24 and _FIGURE.fullmatch(text) is not None,
        year=length <= 5 and _YEAR.fullmatch(text) is not None,
        dash=length <= 4 and _DASH.fullmatch(text) is not None,
        deadline=short and _DEADLINE.fullmatch(text) is not None,
        timely=_TIME_WORD.search(text, 0, 60) is not None,
        marker=_MARKER.match(text) is not None,
        stopped=text[-1:] in _STOP or (length > 80 and text[-1:] == ")"),
        pieces=pieces,
        unit_share=share,
        prefixed=_UNIT_START.match(text) is not None,
        open_list=text.endswith("等"),
        person=short and _PERSON.fullmatch(text) is not None,
    )


def _units_in(text: str) -> tuple[int, float]:
    """How many names a list holds, and the share of its letters in names that look like units'."""
    if text[-1:] == "。" and len(text) > 60:
        return 99, 0.0
    pieces = [p for p in _BREAK.split(_TRAIL.sub("", text.rstrip("。;")).removesuffix("等")) if p]
    if not pieces:
        return 0, 0.0
    good = sum(len(p) for p in pieces if is_unit_like(p) or p.startswith("各"))
    return len(pieces), good / sum(len(p) for p in pieces)


def begins_unit(text: str) -> bool:
    """Whether a line begins as units' names do (市…, 省…, 各…, 国家…)."""
    return _UNIT_START.match(text) is not None


def is_total(text: str) -> bool:
    """Whether a row's label says that the row sums up the others.

    >>> is_total("合 计"), is_total("合计供电局")
    (True, False)
    """
    return len(text) <= 8 and TOTAL.fullmatch(text.strip()) is not None
