"""Responsibility lists in running text: in brackets of every kind, on lines of their own, or closing a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from luoshi.compiler.draft import Clause, Draft
from luoshi.compiler.units import UnitList, read_units
from luoshi.kernel.spans import Span

_WORDS = re.compile(r"牵头|负责|领导|时间|责任|配合|主办|协办|承办|落实|单位|部门|参与|实施|时限|期限")
_BRACKET = re.compile(
    r"[(〔\[【](?:[^()〔〕\[\]【】\n]|[(〔][^()〔〕\n]{0,60}[)〕]){1,900}[)〕\]】]"
    r"|[(〔\[【][^()〔〕\[\]【】\n]{4,900}$"
)
_LABEL = (
    r"(?:(?:第一|主要|共同|市级|省级|区级|县级|各)?(?:牵头|责任|主办|主责|配合|协办|协助|协同|协作|支持|参与|参加|实施|落实|承办|负责|组织实施|责任落实)"
    r"(?:和配合|及配合|、配合|责任|负责)?(?:单位|部门|处室|科室|机构|主体)|责任人|责任分工|任务分工|分工|(?:牵头|责任|分管|包联|包案|包抓|挂点|挂钩|联系|主管|挂帅|督办)(?:[市县区州]?(?:级)?领导|责任人)"
    r"|(?:计划)?(?:完成|办结|落实|整改|化解|销号|办理|达标)(?:时限|时间|期限|节点)|(?:牵头|主办|主责|协办|配合|时限)(?=[ ]*:))"
)
_OWN_LINE = re.compile(rf"(?:^|(?<=\n)|(?<=[。;]))[ —-]*(?P<open>[(〔\[【])?[ ]*(?P<list>{_LABEL}[ ]*[:][^\n]*)")
_ROLE = re.compile(
    r"牵头|主办|主责|(?:负责|配合|落实|承办|协办|参与)(?=[。;,、]|$|(?:落实|实施|推进|办理|做好))|各县.*负$"
)
_LABEL_START = re.compile(
    rf"^[ ]*{_LABEL}[ ]*(?:[:]|[为是](?=[^,。;、]{{2}}))|^[^。;:]{{2,40}}[。;][ ]*{_LABEL}[ ]*[:]"
)
_NOT_A_LIST = re.compile(
    r"以下简称|下同\)?$|解释|除外|含|包括|不含|具体|详见|见附件|另有|例如|如:|即|^注|试行|修订|编制|登记|联系人|电话"
)
_PLAIN = re.compile(
    r"(?:^|(?<=。))[ —-]*(?P<list>(?:由)?[^。;:\n]{2,160}(?:牵头|负责|配合|落实|按职责分工)[^。;:\n]{0,60})[。]?[ ]*$"
)
_ENDS_WITH_LIST = re.compile(r"(?<=,)(?P<list>由[^。;:]{2,80}?(?:牵头|负责)[^。;:]{0,80})$")
_PERSON_LINE = re.compile(
    r"[ ]*(?:责任|牵头|分管|包联|包案|包抓|挂点|挂钩|联系|主管|挂帅|督办)(?:[市县区州]?(?:级)?领导|责任人|人)[ ]*[:][^。;]{1,40}$"
)
_RARE = re.compile(r"[<{「『]")
_RARE_BRACKET = re.compile(
    r"[<{「『](?=[^<>{}「」『』\n]{0,40}(?:牵头|责任|负责|配合|单位|部门))[^<>{}「」『』\n]{4,900}[>}」』]"
)
_CLOSERS = ")〕]】>}」』"
_BETWEEN = " \n。;,"
_LONGEST = 900
_NEAR = 120
_OTHERS = 2
_SINGLE = re.compile(
    r"(?:市|省|县|区|州|各|国家|全国|中国)?[^、,;。:]{2,18}(?:局|委|办|厅|部|署|会|院|办公室|中心|银行|政府|总队|支队)$"
)


@dataclass(frozen=True, slots=True)
class ResponsibilityList:
    """A list as found: ``span`` with its brackets, ``inner`` where its words begin in the plain text."""

    span: Span
    inner: int
    units: UnitList
    bare: bool = False  # names alone, no word of leading or answering
    closed: bool = True
    single: bool = False  # one bare name: a list only where the document has others
    in_sentence: bool = False  # the end of the task's own sentence, which the task keeps


def find_lists(draft: Draft, year: int | None) -> list[ResponsibilityList]:
    """All responsibility lists of running text, in reading order."""
    found: list[ResponsibilityList] = []
    for clause in draft.clauses:
        if clause.kind in ("item", "paragraph", "heading", "article", "chapter", "section", "note"):
            found.extend(_in_clause(draft, clause, year))
    return _beside_units(draft.plain, _without_overlaps(found))


def _beside_units(plain: str, found: list[ResponsibilityList]) -> list[ResponsibilityList]:
    """Without what is no list: persons or dates beside no list of units, one bare name where there are no others."""

    def adjoins(left: ResponsibilityList, right: ResponsibilityList) -> bool:
        return not plain[left.span.end : right.span.start].strip(_BETWEEN)

    runs: list[list[ResponsibilityList]] = []
    for item in found:
        if runs and adjoins(runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    kept = [item for run in runs if any(i.units.units or i.units.deadline for i in run) for item in run]
    others = sum(not item.single for item in kept)
    return [item for item in kept if not item.single or others >= _OTHERS]


def _in_clause(draft: Draft, clause: Clause, year: int | None) -> Iterator[ResponsibilityList]:
    start, end = clause.body.start, clause.body.end
    text = draft.plain[start:end]
    if not _WORDS.search(text) and not text.rstrip("。 ").endswith(tuple(_CLOSERS)):
        return
    listed = -1  # where the list last read on lines of their own ends
    for m in _OWN_LINE.finditer(text):
        body = m["list"].rstrip()
        if len(body) > _LONGEST or (not m["open"] and _inside_bracket(text, m.start())):
            continue
        closed = True
        if m["open"] and (whole := _BRACKET.match(text, m.start("open"))) and text[whole.end() : m.end()].strip("。; "):
            continue  # a bracket with text behind it is read below
        if m["open"]:
            body = body.rstrip("。;")
            closed = body.endswith(tuple(_CLOSERS))
            body = body.rstrip(_CLOSERS)
        inner = start + m.start("list")
        units = read_units(body, year, printed=draft.text[inner : inner + len(body)])
        goes_on = listed >= 0 and not text[listed : m.start()].strip(_BETWEEN)
        if units.units or (units.deadline and (goes_on or clause.kind == "paragraph")) or _PERSON_LINE.match(body):
            listed = m.end()
            yield ResponsibilityList(Span(start + m.start(), start + m.end()), inner, units, closed=closed)
    brackets = _BRACKET.finditer(text)
    for m in chain(brackets, _RARE_BRACKET.finditer(text)) if _RARE.search(text) else brackets:
        printed = m.group()
        closed = printed[-1] in _CLOSERS
        body = printed[1:-1] if closed else printed[1:]
        if not closed and (not _LABEL_START.match(body) or text[m.end() :].strip("。; ")):
            continue
        span = Span(start + m.start(), start + m.end())
        printed = draft.text[span.start + 1 : span.start + 1 + len(body)]
        yield from _bracket(body, printed, span, _tail(text, m.end()), closed, year)
    yield from _plain_sentence(text, draft.text[start:end], start, year)


def _inside_bracket(text: str, at: int) -> bool:
    """Does ``at`` stand in a bracket that was opened in the sentences just before it and not closed?"""
    near = text[max(0, at - _NEAR) : at]
    return (
        near.rfind("(") > near.rfind(")") or near.rfind("〔") > near.rfind("〕") or near.rfind("【") > near.rfind("】")
    )


def _plain_sentence(text: str, printed: str, start: int, year: int | None) -> Iterator[ResponsibilityList]:
    """A last sentence that is nothing but units and their roles: ``县水利局牵头,各乡镇配合,11月底前完成。``"""
    at = max(text.rfind("。", 0, len(text.rstrip("。 ")) - 1) + 1, 0)
    m = _PLAIN.match(text, at) if len(text) - at < 240 else None
    if m is None:
        return
    own = _ENDS_WITH_LIST.search(text, m.start("list"), m.end("list"))
    if own is not None:
        m = own
    low, high = m.span("list")
    units = read_units(m["list"], year, printed=printed[low:high])
    if units.labelled and units.units and not units.doubts and all(u.sure for u in units.units):
        span = Span(start + m.start(), start + m.end() + text.startswith("。", m.end()))
        yield ResponsibilityList(span, start + low, units, in_sentence=own is not None)


def _tail(text: str, at: int) -> str:
    return text[at : at + _NEAR].lstrip(" ")[:1]


def _bracket(
    body: str, printed: str, span: Span, after: str, closed: bool, year: int | None
) -> Iterator[ResponsibilityList]:
    if not 2 <= len(body.strip()) <= _LONGEST:
        return
    labelled = bool(_LABEL_START.match(body) or _ROLE.search(body))
    closing = after in ("", "\n", "。", ";")
    if not labelled:
        if not closing or _NOT_A_LIST.search(body):
            return
        single = not re.search(r"[、,;]", body)
        if single and not _SINGLE.match(body):
            return
        units = read_units(body, year, printed=printed)
        if (
            len(units.units) >= (1 if single else 2)
            and not units.doubts
            and all(u.sure for u in units.units)
            and not re.search(r"[一-鿿]", after)
        ):
            bare = not units.labelled
            yield ResponsibilityList(span, span.start + 1, units, bare=bare, closed=closed, single=single)
        return
    if _NOT_A_LIST.match(body) or re.match(r"由.{2,20}(?:解释|认定|确定|制定|发布|公布)", body):
        return
    units = read_units(body, year, printed=printed)
    sure = sum(u.sure for u in units.units)
    if sure and sure * 2 >= len(units.units) and (sure * 2 > len(units.doubts)):
        yield ResponsibilityList(span, span.start + 1, units, closed=closed)


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
