"""Numbering marks at the head of a clause, in the order of the national layout (GB/T 9704: 一、 (一) 1. (1))."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from luoshi.kernel.numerals import read_number

MarkKind = Literal["chapter", "section", "article", "first", "second", "third", "fourth", "fifth"]

RANK: dict[MarkKind, int] = {
    "chapter": 0, "section": 1, "article": 2, "first": 3, "second": 4, "third": 5, "fourth": 6, "fifth": 7,
}  # fmt: skip

_CN = "一二三四五六七八九十百零〇两"
_COUNTED = r"[\s、]*[万亿千百元个家公平立倍吨人项名米年月日小分度级件套台辆座所处张亩户株次位微毫兆左以至版折]"
_MARK = re.compile(
    rf"第(?P<ordinal>[{_CN}]{{1,5}}|\d{{1,3}})(?P<kind>[章编篇]|节|条)(?=[\s、:.]|[^,。;的至到和款件]|$)[\s、:.]*"
    rf"|(?:任务|行动|措施|举措)(?P<named>[{_CN}]{{1,3}}|\d{{1,2}})\s*[:、]\s*"
    rf"|(?P<first>[{_CN}]{{1,3}})\s*(?:、|[.](?!\d)|\s(?=\S))\s*"
    rf"|\((?P<second>[{_CN}]{{1,4}})\)\s*[、.]?\s*"
    rf"|(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,2}})[\s、]*(?=[一-鿿]{{2}})(?!{_COUNTED})"
    r"|(?P<third>\d{1,3})\s*(?:[.](?!\d)|、(?!\d))\s*"
    r"|\((?P<fourth>\d{1,3})\)\s*[、.]?\s*|(?P<fourth_half>\d{1,2})\)\s*"
    r"|(?P<fifth>[①-⑳⑴-⒇⒈-⒛])\s*"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering mark: ``number`` bare as printed, ``value`` its count, ``end`` where the text after it begins."""

    kind: MarkKind
    number: str
    value: int
    start: int
    end: int
    printed: str

    @property
    def rank(self) -> int:
        return RANK[self.kind]

    @property
    def step(self) -> str:
        """The mark as a step of a clause path."""
        return self.printed if self.kind in ("chapter", "section", "article") else self.number


def read_mark(plain: str, start: int, end: int) -> Mark | None:
    """The mark at ``start`` of the plain text, when there is one.

    >>> read_mark("(十二)完善机制", 0, 8).number, read_mark("2020年完成", 0, 7), read_mark("1.5万人", 0, 5)
    ('十二', None, None)
    """
    m = _MARK.match(plain, start, end)
    if m is None:
        return None
    if m["ordinal"]:
        kind: MarkKind = "section" if m["kind"] == "节" else "article" if m["kind"] == "条" else "chapter"
        number = m["ordinal"]
        printed = f"第{number}{m['kind']}"
    elif m["first"]:
        if m.end() > m.end("first") and plain[m.end("first") : m.end()].isspace() and len(m["first"]) > 2:
            return None
        kind, number, printed = "first", m["first"], plain[m.start() : m.end()].strip()
    elif m["named"]:
        kind, number, printed = "second", m["named"], plain[m.start() : m.end()].strip()
    elif m["decimal"]:
        kind, number, printed = "fourth", m["decimal"], m["decimal"]
    elif m["second"]:
        kind, number, printed = "second", m["second"], f"({m['second']})"
    elif m["third"]:
        kind, number, printed = "third", m["third"], plain[m.start() : m.end()].strip()
    elif m["fifth"]:
        kind, number, printed = "fifth", m["fifth"], m["fifth"]
    else:
        number = m["fourth"] or m["fourth_half"]
        kind, printed = "fourth", plain[m.start() : m.end()].strip()
    value = _circled(number) if kind == "fifth" else int(read_number(number.rpartition(".")[2]) or 0)
    if value == 0:
        return None
    return Mark(kind, number, value, m.start(), m.end(), printed)


def _circled(mark: str) -> int:
    code = ord(mark)
    for base in (0x2460, 0x2474, 0x2488):
        if base <= code < base + 20:
            return code - base + 1
    return 0
