"""Responsibility lists in running text: in brackets of every kind, on lines of their own, or closing a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.compiler.draft import Clause, Draft
from luoshi.compiler.units import UnitList, read_units
from luoshi.kernel.spans import Span

_WORDS = re.compile(r"牵头|负责|责任|配合|主办|协办|承办|落实|单位|部门|参与|实施|时限|期限")
_BRACKET = re.compile(
    r"[(〔\[【](?:[^()〔〕\[\]【】\n]|[(〔][^()〔〕\n]{0,60}[)〕]){1,900}[)〕\]】]"
    r"|[(〔\[【][^()〔〕\[\]【】\n]{4,900}$"
)
_LABEL = (
    r"(?:(?:第一|主要|共同|市级|省级|区级|县级|各)?(?:牵头|责任|主办|主责|配合|协办|协助|参与|参加|实施|落实|承办|负责|组织实施|责任落实)"
    r"(?:和配合|及配合|、配合|责任|负责)?(?:单位|部门|处室|科室|机构|主体)|责任人|责任分工|任务分工|分工|(?:牵头|责任|分管|包联)领导|(?:完成|办结|落实)(?:时限|时间|期限))"
)
_OWN_LINE = re.compile(rf"(?:^|(?<=\n)|(?<=[。;]))[ ]*(?P<open>[(〔\[【])?[ ]*(?P<list>{_LABEL}[ ]*[:][^\n]*)")
_ROLE = re.compile(r"牵头|主办|(?:负责|配合|落实|承办|协办|参与)(?=[。;,、]|$|(?:落实|实施|推进|办理|做好))|各县.*负$")
_LABEL_START = re.compile(rf"^[ ]*{_LABEL}[ ]*[:]")
_NOT_A_LIST = re.compile(
    r"以下简称|下同\)?$|解释|除外|含|包括|不含|具体|详见|见附件|另有|例如|如:|即|^注|试行|修订|编制|登记|联系人|电话"
)
_PLAIN = re.compile(
    r"(?:^|(?<=。))[ ]*(?P<list>(?:由)?[^。;:\n]{2,160}(?:牵头|负责|配合|落实|按职责分工)[^。;:\n]{0,60})[。]?[ ]*$"
)
_CLOSERS = ")〕]】"
_LONGEST = 900


@dataclass(frozen=True, slots=True)
class ResponsibilityList:
    """A list as found: ``span`` with its brackets, ``inner`` where its words begin in the plain text."""

    span: Span
    inner: int
    units: UnitList
    bare: bool = False  # names alone, no word of leading or answering
    closed: bool = True


def find_lists(draft: Draft, year: int | None) -> list[ResponsibilityList]:
    """All responsibility lists of running text, in reading order."""
    found: list[ResponsibilityList] = []
    for clause in draft.clauses:
        if clause.kind in ("item", "paragraph", "heading", "article", "chapter", "section", "note"):
            found.extend(_in_clause(draft.plain, clause, year))
    return _without_overlaps(found)


def _in_clause(plain: str, clause: Clause, year: int | None) -> Iterator[ResponsibilityList]:
    start, end = clause.body.start, clause.body.end
    text = plain[start:end]
    if not _WORDS.search(text) and not text.rstrip("。 ").endswith(tuple(_CLOSERS)):
        return
    for m in _OWN_LINE.finditer(text):
        body = m["list"].rstrip()
        if len(body) > _LONGEST:
            continue
        closed = True
        if m["open"]:
            body = body.rstrip("。;")
            closed = body.endswith(tuple(_CLOSERS))
            body = body.rstrip(_CLOSERS)
        units = read_units(body, year)
        if units.units or (units.deadline and clause.kind == "paragraph"):
            inner = start + m.start("list")
            yield ResponsibilityList(Span(start + m.start(), start + m.end()), inner, units, closed=closed)
    for m in _BRACKET.finditer(text):
        printed = m.group()
        closed = printed[-1] in _CLOSERS
        body = printed[1:-1] if closed else printed[1:]
        if not closed and (text[m.end() :].strip("。; ") or not _LABEL_START.match(body)):
            continue
        yield from _bracket(body, start + m.start(), start + m.end(), _tail(text, m.end()), closed, year)
    yield from _plain_sentence(text, start, year)


def _plain_sentence(text: str, start: int, year: int | None) -> Iterator[ResponsibilityList]:
    """A last sentence that is nothing but units and their roles: ``县水利局牵头,各乡镇配合,11月底前完成。``"""
    at = max(text.rfind("。", 0, len(text.rstrip("。 ")) - 1) + 1, 0)
    m = _PLAIN.match(text, at) if len(text) - at < 240 else None
    if m is None:
        return
    units = read_units(m["list"], year)
    if units.labelled and units.units and not units.doubts and all(u.sure for u in units.units):
        inner = start + m.start("list")
        yield ResponsibilityList(Span(inner, start + m.end()), inner, units)


def _tail(text: str, at: int) -> str:
    return text[at:].lstrip(" ")[:1]


def _bracket(
    body: str, start: int, end: int, after: str, closed: bool, year: int | None
) -> Iterator[ResponsibilityList]:
    if not 2 <= len(body.strip()) <= _LONGEST:
        return
    labelled = bool(_LABEL_START.match(body) or _ROLE.search(body))
    closing = after in ("", "\n", "。", ";")
    if not labelled:
        if not closing or _NOT_A_LIST.search(body) or not re.search(r"[、,]", body):
            return
        units = read_units(body, year)
        if (
            len(units.units) >= 2
            and not units.doubts
            and all(u.sure for u in units.units)
            and not re.search(r"[一-鿿]", after)
        ):
            yield ResponsibilityList(Span(start, end), start + 1, units, bare=not units.labelled, closed=closed)
        return
    if _NOT_A_LIST.match(body) or re.match(r"由.{2,20}(?:解释|认定|确定|制定|发布|公布)", body):
        return
    units = read_units(body, year)
    sure = sum(u.sure for u in units.units)
    if sure and sure * 2 >= len(units.units) and (sure * 2 > len(units.doubts)):
        yield ResponsibilityList(Span(start, end), start + 1, units, closed=closed)


def _without_overlaps(found: list[ResponsibilityList]) -> list[ResponsibilityList]:
    kept: list[ResponsibilityList] = []
    for item in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        if kept and item.span.start < kept[-1].span.end:
            continue
        kept.append(item)
    return kept


class Located:
    """Lists by place: which of them lie in a stretch of text."""

    def __init__(self, lists: Sequence[ResponsibilityList]) -> None:
        self.lists = lists
        self.starts = [item.span.start for item in lists]

    def within(self, start: int, end: int) -> Sequence[ResponsibilityList]:
        return self.lists[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
