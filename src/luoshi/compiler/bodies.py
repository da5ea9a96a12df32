"""Standing bodies: joint meetings, leading groups, committees, headquarters and task forces, with who convenes them,
who belongs to them, where their office is and how often they meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.compiler.draft import Draft
from luoshi.compiler.units import read_units
from luoshi.kernel.spans import Span
from luoshi.packs.model import Body

_HEAD = r"联席会议|联席会|领导小组|协调小组|工作小组|推进小组|专项小组|工作组|委员会|指挥部|工作专班|专班"
_HINT = re.compile(
    r"联席会|小组|工作组|委员会|指挥部|专班|召集人|组长|主任|总指挥|指挥长|成员|办公室|召开|每[年季月半]"
)
_FOUNDED = re.compile(
    rf"(?:成立|建立健全|建立完善|建立|设立|组建|调整充实|调整)(?:了)?(?P<phrase>[^。;:]{{0,300}}?(?P<head>{_HEAD}))"
    r"(?![的]|成员|办公室|会议精神)(?:制度|机制)?"
)
_SUBJECT = re.compile(
    rf"^(?P<name>[^,。;:、“”]{{0,24}}?(?P<head>{_HEAD}))(?=由|下设|原则上|每|根据|定期|办公室|实行|成员|不定期|负责|全体会议|会议)"
)
_NAME = re.compile(rf"(?:的(?!民)|^|[,、])(?P<name>[^,、的“”]{{0,40}}(?:“[^”]*”)?[^,、的]{{0,30}}(?:{_HEAD}))$")
_NO_NAME = re.compile(r"^.*(?:设立|成立|建立|组建|召开|健全|完善)|^(?:由|以|同时|各地|各级|要)")
_HELD = re.compile(r"(?:召开|召集)(?P<name>[^,。;:、“”]{0,24}?(?P<head>联席会议))")
_ROLE = re.compile(
    r"(?:由|以|请)?(?P<post>[^,。;:]{2,60}?)(?:同志)?(?:担任|兼任|任|为)(?P<role>总召集人|(?:第一|常务)?副?召集人|顾问|政委"
    r"|(?:第一|常务)?副?组长|(?:常务)?副?主任委员|(?:第一|常务)?副?主任|(?:常务)?副?总指挥长?|(?:常务)?副?指挥长)"
)
_ROLE_LINE = re.compile(
    r"^(?P<role>总\s*召\s*集\s*人|(?:副\s*)?召\s*集\s*人|(?:第一|常务)?(?:副\s*)?组\s*长|(?:常务)?(?:副\s*)?主\s*任|(?:副\s*)?总\s*指\s*挥|(?:副\s*)?指\s*挥\s*长)"
    r"\s*:\s*(?P<post>[^。;]{2,60})"
)
_POST = re.compile(r"[长记任席委]$|领导$|负责人$|负责同志$|同志$|书记$|总$|主席$")
_MEMBERS = re.compile(
    r"(?P<list>[^。;:]{2,800}?)(?:为|作为|任|担任|是)(?:联席会议|领导小组|小组|委员会|指挥部|专班)?成员(?:单位)?(?=$|[,。;的])"
)
_MEMBER_LIST = re.compile(
    r"成\s*员(?:\s*单位)?(?:主要)?(?:包括|有|为|由|:)\s*(?P<list>[^。;]{2,800}?)(?=组成|构成|$|[。;])"
)
_COMPOSED = re.compile(r"由(?P<list>[^。;:]{2,800}?)(?:共同)?(?:组成|参加)(?=$|[,。;的])")
_PERSONS = re.compile(
    r"(?:等)?(?:相关|有关|单位|部门)*(?:的)?(?:主要|分管|相关|有关|单位|部门)*(?:负责人|负责同志|领导|同志)$"
)
_OFFICE = re.compile(
    r"(?:办公室(?:[,]?(?:具体|日常)?)?(?:设在|设于|挂靠在?|依托)|下设[^,。;]{0,12}办公室(?:在|于)|(?:日常工作|具体工作|办公室工作)由)"
    r"(?P<office>[^,。;]{2,30}?)(?=承担|负责|[,。;]|$)"
)
_OFFICE_BELOW = re.compile(r"下设办公室[,](?:办公室)?(?:设在|设于|挂靠在?)(?P<office>[^,。;]{2,30}?)(?=[,。;]|$)")
_EVERY = re.compile(
    r"每(?P<period>半年|年度?|季度?|个?月|周)(?:原则上)?(?:至少|不少于|最少)?(?:组织|主持)?(?:召开|开|举行|调度|会商)?(?:会议|全体会议|例会|工作)*"
    r"(?:至少|不少于)?(?P<times>[一二两三四五六七八九十\d]{1,3})次"
)
_AS_NEEDED = re.compile(
    r"(?:适时|不定期|随时|视情|根据[^,。;]{0,12}需要)[^,。;]{0,8}(?:召开|召集|举行|开会)|(?:召开|举行)[^,。;]{0,6}不定期"
)
_MEETS = re.compile(r"会|召开|召集|调度")
_CADENCE = {"年": "yearly", "半": "half-yearly", "季": "quarterly", "月": "monthly", "个": "monthly", "周": "weekly"}
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")} | {"两": 2}
_LONGEST = 3000  # characters of one sentence that are read
_REACH = 2500  # characters within which facts belong to the body named last


@dataclass(slots=True)
class _Found:
    """A body while its facts are gathered."""

    name: str
    head: str
    clause: int
    span: Span
    convenors: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    office: str | None = None
    cadence: str | None = None
    times: int | None = None
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    def place(self, name: str, span: Span) -> None:
        self.spans[name] = (*self.spans.get(name, ()), span)
        self.span = self.span.join(span)


def read_bodies(draft: Draft) -> Draft:
    """Every body that the text founds or gives a constitution to."""
    found: dict[tuple[int | None, str], _Found] = {}
    current: _Found | None = None
    for whole, start, clause in _pieces(draft):
        text = whole[:_LONGEST]
        if not _HINT.search(text):
            continue
        part = draft.clauses[clause].part
        named = _named(text, start, clause)
        if named is not None and current is not None and named.name == named.head == current.head:
            named = None  # 联席会议 after it was named in full
        if named is not None:
            current = found.setdefault((part, named.name), named)
        if current is None or draft.clauses[current.clause].part != part or start - current.span.end > _REACH:
            current = named
            if current is None:
                continue
        _gather(current, text, start)
    bodies = tuple(_body(draft, item) for item in found.values() if _is_body(item))
    return draft.having(bodies=bodies)


def _pieces(draft: Draft) -> Iterator[tuple[str, int, int]]:
    """Headings and sentences with place and clause, in reading order."""
    plain = draft.plain
    pieces = [(s.text, s.span.start, s.clause) for s in draft.sentences]
    for clause in draft.clauses:
        start = clause.own.start + len(clause.marker)
        if clause.title and clause.kind not in ("title", "furniture", "front") and clause.body.start > start:
            text = plain[start : clause.body.start]
            pieces.append((text.strip(), start + len(text) - len(text.lstrip()), clause.index))
    yield from sorted(pieces, key=lambda piece: piece[1])


def _named(text: str, start: int, clause: int) -> _Found | None:
    """The body that a sentence founds or has as its subject."""
    for pattern in (_FOUNDED, _SUBJECT, _HELD):
        found = pattern.search(text)
        if found is None:
            continue
        phrase = found.groupdict().get("phrase") or found.group("name")
        name = _NAME.search(phrase)
        if name is None:
            continue
        words = _NO_NAME.sub("", name.group("name"))
        end = start + found.end("head")
        return _Found(words, found.group("head"), clause, Span(end - len(words), end))
    return None


def _gather(body: _Found, text: str, start: int) -> None:
    """Add what a sentence says of ``body``."""
    at = 0
    for found in _ROLE.finditer(text):
        if found.group("role").endswith("主任") and "办公室" in text[max(found.start() - 20, 0) : found.start("role")]:
            continue
        at = found.end()
        _add_convenors(body, found.group("post"), start + found.start("post"), found.group())
    line = _ROLE_LINE.match(text)
    if line:
        _add_convenors(body, line.group("post").split()[-1], start + line.start("post"), line.group())
    listed = (
        _MEMBERS.search(text, at)
        or _MEMBER_LIST.search(text, at)
        or (None if body.members else _COMPOSED.search(text, at))
    )
    if listed and not body.members:
        _add_members(body, listed.group("list"), start + listed.start("list"))
    office = _OFFICE_BELOW.search(text) or _OFFICE.search(text)
    if office and body.office is None:
        body.office = office.group("office")
        body.place("office", Span(start + office.start("office"), start + office.end("office")))
    _add_cadence(body, text, start)


def _add_convenors(body: _Found, words: str, start: int, printed: str) -> None:
    """Posts joined by 和 are several people; posts joined by 、 are one person's."""
    lead = len(words) - len(words.lstrip("、由以和及请"))
    for piece in re.split(r"和|及|与", words[lead:]):
        post = re.sub(r"^.*(?:由|以)", "", piece)
        if _POST.search(post) and post not in body.convenors:
            body.convenors.append(post)
            place = start + words.find(post)
            body.place("convenors", Span(place, place + len(post)))
    body.printed["convenors"] = "".join((body.printed.get("convenors", ""), ";", printed.strip(",、"))).strip(";")


def _add_members(body: _Found, words: str, start: int) -> None:
    words_only = _PERSONS.sub("", words.lstrip(",、由"))
    units = read_units(words_only).units
    if len(units) < 2:
        return
    body.members.extend(dict.fromkeys(unit.name for unit in units))
    body.place("members", Span(start, start + len(words)))


def _add_cadence(body: _Found, text: str, start: int) -> None:
    every = _EVERY.search(text)
    if every and _MEETS.search(text):
        period = every.group("period")
        body.cadence = _CADENCE[period[0]]
        times = every.group("times")
        body.times = int(times) if times.isdigit() else _NUMERALS.get(times)
        body.place("cadence", Span(start + every.start(), start + every.end()))
        return
    needed = _AS_NEEDED.search(text)
    if needed and body.cadence is None:
        body.cadence = "as-needed"
        body.place("cadence", Span(start + needed.start(), start + needed.end()))


def _is_body(item: _Found) -> bool:
    """A bare name needs a constitution to be more than a mention; a common noun such as 委员会 needs a full name."""
    facts = bool(item.convenors or item.members or item.office or (item.cadence and "联席会" in item.head))
    return facts or len(item.name) >= len(item.head) + 2


def _body(draft: Draft, item: _Found) -> Body:
    doubts = []
    if item.name == item.head:
        doubts.append("未写全称")
    if not (item.convenors or item.members):
        doubts.append("未见召集人或成员单位")
    return Body(
        part=draft.part_of(item.clause),
        path=draft.path_of(item.clause),
        clause=draft.clauses[item.clause].path,
        text=re.sub(r"\s+", "", item.span.of(draft.text)),
        span=item.span,
        spans=item.spans,
        confidence="low" if doubts else "high",
        reasons=tuple(doubts),
        printed=item.printed,
        name=item.name,
        convenors=tuple(item.convenors),
        members=tuple(item.members),
        office=item.office,
        cadence=item.cadence,
        times=item.times,
    )
