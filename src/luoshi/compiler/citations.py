"""Other documents that the text names: by title in 《》, with the number behind it, or by number alone.

A number that is not as the standard has it (see ``luoshi.kernel.identifiers``) is kept as printed; the linter says what is
wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from luoshi.compiler.draft import Clause, Draft
from luoshi.compiler.lexicons.documents import BEFORE_NUMBER
from luoshi.kernel.identifiers import faults_of_document_number
from luoshi.kernel.spans import Span
from luoshi.packs.model import Citation
from luoshi.texts.plain import plain as plain_form

Relation = Literal["implements", "cites", "repeals", "forwards"]

_QUOTES = re.compile(r"[《》]")
_LONGEST_TITLE = 160
_KIND = re.compile(
    r"(?:意见|通知|方案|办法|条例|法|规定|决定|决议|规划|纲要|计划|标准|通则|准则|目录|清单|指引|指南|细则|规程|规则|公告|通告|批复|复函|函"
    r"|要点|章程|导则|规范|法典|解释|措施|制度|政策|预案|工程|协定|公约|报告|部署|任务|实施|行动|名录|守则|大纲|20\d\d)(?:[(〔][^()〔〕]{1,30}[)〕])*$"
)
_NUMBER_BEHIND = re.compile(
    r"\s{0,3}[(〔\[]\s{0,3}(?P<number>[^()\n《》]{2,30}?号)\s{0,3}[)\]]?(?=[)\]、,。;:以]|和|及|$|[^\d〕]|)"
)
_NUMBER_TAIL = re.compile(
    r"(?:[〔\[(【]?\s{0,3}(?:19|20)\d{2}\s{0,3}[〕\])】]|[〔\[(【]\s{0,3}(?:19|20)\d{2})\s{0,3}(?:第\s{0,3})?\d{1,7}\s{0,3}号"
    r"|(?<=令)\s{0,3}(?:第\s{0,3})?\d{1,4}\s{0,3}号"
)
_ISSUER_WORD = re.compile(r"[一-鿿A-Za-z]{1,13}\s?$")
_SHORT = re.compile(r"\s{0,3}(?:[(][^()\n]{2,30}[)])?\s*[(]以下(?:简)?称[“《](?P<short>[^”》]{1,20})[”》][)]")
_MADE_HERE = re.compile(
    r"(?:制定|编制|起草|出台|印发|草拟|拟定|编印|修订|制订|填写|签订|发布|公布|下发|征求|征集|研究(?:制定)?|完善|形成)(?:了|出台|并实施|实施|实施了|好|我[市省县区])*"
    r"(?:国家|全[市省县区])?$"
)
_CARRIES_OUT = re.compile(r"(?:贯彻(?:落实|执行|实施)?|落实)[^,。;《》]{0,24}$")
_FOUNDS_ON = re.compile(r"(?:根据|依据|按照|遵照|依照|遵循)[^,。;《》]{0,20}$")
_PURPOSE = re.compile(r"制定|制订|提出|结合|现[将就]|特|起草|下达|作出|实施意见|如下")
_REPEALED = re.compile(r"废止|停止执行|不再执行|失效")
_FORWARDED = re.compile(r"(?:转发|批转)[^,。;《》]{0,30}$")
_FORWARDED_AFTER = re.compile(r"[^,。;《》]{0,12}(?:转发|批转)(?:给|你)")
_JOINED = re.compile(r"^[、,和及与以或]*(?:以及)?[^,。;《》]{0,14}$")
_ADMINISTRATIVE = re.compile(r"[省市县区]")  # often left out when a document speaks of itself
_MARKS = re.compile(r"[\s\W_]+")


@dataclass(slots=True)
class _Cited:
    """A cited document while its places are gathered."""

    clause: int
    span: Span
    title: str | None
    number: str | None
    relation: Relation
    spans: dict[str, list[Span]] = field(default_factory=dict)

    def place(self, name: str, span: Span) -> None:
        self.spans.setdefault(name, []).append(span)


def read_citations(draft: Draft) -> Draft:
    """One citation for every distinct document, with all its places; the document itself is none."""
    own = _own_titles(draft)
    by_name: dict[str, _Cited] = {}
    cited: list[_Cited] = []
    for clause in draft.clauses:
        if clause.kind == "furniture":
            continue
        for one, names in _in_clause(draft, clause, own):
            known = next((by_name[name] for name in names if name in by_name), None)
            if known is None:
                cited.append(known := one)
            else:
                _merge(known, one)
            for name in names:
                by_name.setdefault(name, known)
    return draft.having(citations=tuple(_citation(draft, one) for one in cited))


def _own_titles(draft: Draft) -> frozenset[str]:
    titles = {draft.document.title or "", *draft.document.parts, *(part.title for part in draft.parts)}
    return frozenset(_ADMINISTRATIVE.sub("", _bare(title)) for title in titles if title)


def _bare(text: str) -> str:
    return _MARKS.sub("", re.sub(r"\(.{0,20}稿.{0,20}\)", "", plain_form(text)))


def _in_clause(draft: Draft, clause: Clause, own: frozenset[str]) -> Iterator[tuple[_Cited, tuple[str, ...]]]:
    """The documents that a clause names, each with the names it may be known by, in reading order."""
    plain = draft.plain
    start, end = clause.own.start, clause.own.end
    if "《" not in plain[start:end] and "号" not in plain[start:end]:
        return
    covered: list[Span] = []
    relation: Relation = "cites"
    last_end = -1
    for place in _titles(plain, start, end):
        if covered and covered[-1].covers(place):
            continue  # (以下简称《条例》)
        title = re.sub(r"\s+", "", draft.text[place.start + 1 : place.end - 1])
        before = plain[max(start, place.start - 40) : place.start]
        number = _NUMBER_BEHIND.match(plain, place.end, min(end, place.end + 40))
        joined = last_end >= 0 and last_end >= place.start - 40 and _JOINED.match(plain[last_end : place.start])
        relation = relation if joined and not _stated(before) else _relation(plain, place, start, end, before)
        last_end = number.end() if number else place.end
        covered.append(Span(place.start, last_end))
        if not _is_cited(title, before, bool(number), relation, own):
            continue
        printed = number.group("number") if number else None
        one = _Cited(clause.index, Span(place.start, last_end), title, printed and re.sub(r"\s", "", printed), relation)
        one.place("title", Span(place.start + 1, place.end - 1))
        names = [_bare(title)]
        if number and printed:
            one.place("number", Span(number.start("number"), number.end("number")))
            names.append(_bare(printed))
        short = _SHORT.match(plain, place.end, min(end, place.end + 80))
        if short:
            covered.append(Span(last_end, short.end()))
            names.append(short.group("short"))
        yield one, tuple(names)
    yield from _numbers(draft, clause, covered)


def _titles(plain: str, start: int, end: int) -> Iterator[Span]:
    """Titles in 《》 with both marks; a title within a title belongs to the outer one."""
    depth, opened = 0, start
    for mark in _QUOTES.finditer(plain, start, end):
        if mark.group() == "《":
            if depth and mark.start() - opened > _LONGEST_TITLE:
                depth = 0  # the mark before was never closed
            if depth == 0:
                opened = mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and mark.end() - opened <= _LONGEST_TITLE:
                yield Span(opened, mark.end())


def _stated(before: str) -> bool:
    return bool(_CARRIES_OUT.search(before) or _FOUNDS_ON.search(before) or _FORWARDED.search(before))


def _relation(plain: str, place: Span, start: int, end: int, before: str) -> Relation:
    rest = plain[place.end : min(end, place.end + 120)].partition("。")[0]
    if _FORWARDED.search(before) or _FORWARDED_AFTER.match(rest):
        return "forwards"
    if _REPEALED.search(rest.partition(";")[0]) or re.search(r"废止[^,。;《》]{0,10}$", before):
        return "repeals"
    if _CARRIES_OUT.search(before) or (_FOUNDS_ON.search(before) and _PURPOSE.search(rest)):
        return "implements"
    return "cites"


def _is_cited(title: str, before: str, numbered: bool, relation: Relation, own: frozenset[str]) -> bool:
    """False for the document itself, for one that is still to be made, and for what is no document."""
    if _ADMINISTRATIVE.sub("", _bare(title)) in own:
        return False
    if _MADE_HERE.search(before) and relation != "forwards":
        return False
    return numbered or bool(_KIND.search(plain_form(title)))


def _numbers(draft: Draft, clause: Clause, covered: list[Span]) -> Iterator[tuple[_Cited, tuple[str, ...]]]:
    """Numbers that stand without a title before them; the document's own number is none."""
    own = _bare(draft.document.number or "")
    start, end = clause.own.start, clause.own.end
    titles = iter([*covered, Span(end, end)])
    title = next(titles)
    for found in _NUMBER_TAIL.finditer(draft.plain, start, end):
        while title.end <= found.start() and title.start < end:
            title = next(titles)
        word = _ISSUER_WORD.search(draft.plain[max(start, found.start() - 14) : found.start()])
        if word is None or title.start < found.end():
            continue
        printed = word.group() + found.group()
        lead = BEFORE_NUMBER.match(printed)
        place = Span(found.end() - len(printed) + (lead.end() if lead else 0), found.end())
        number = re.sub(r"\s", "", place.of(draft.text))
        if _bare(number) == own or (clause.kind in ("front", "title") and len(clause.body) <= len(place) + 4):
            continue
        before = draft.plain[max(clause.own.start, place.start - 40) : place.start]
        relation = _relation(draft.plain, place, clause.own.start, clause.own.end, before)
        one = _Cited(clause.index, place, None, number, relation)
        one.place("number", place)
        yield one, (_bare(number),)


def _merge(known: _Cited, again: _Cited) -> None:
    known.title = known.title or again.title
    known.number = known.number or again.number
    if known.relation == "cites":
        known.relation = again.relation
    for name, spans in again.spans.items():
        for span in spans:
            known.place(name, span)


def _citation(draft: Draft, one: _Cited) -> Citation:
    malformed = one.number is not None and bool(faults_of_document_number(one.number))
    doubts = ["文号形式不合规范"] if malformed else []
    if one.title is None:
        doubts.append("只有文号")
    return Citation(
        part=draft.part_of(one.clause),
        path=draft.path_of(one.clause),
        clause=draft.clauses[one.clause].path,
        text=re.sub(r"\s+", "", one.span.of(draft.text)),
        span=one.span,
        spans={name: tuple(spans) for name, spans in one.spans.items()},
        confidence="low" if malformed else "high",
        reasons=tuple(doubts),
        title=one.title,
        number=one.number,
        relation=one.relation,
    )
