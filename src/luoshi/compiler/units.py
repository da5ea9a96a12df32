"""Unit lists: who leads, who takes part, and whether the list is open.

Reads every punctuation that responsibility lists use: ``责任单位:A、B``, ``A牵头,B、C配合``, ``牵头单位:A;责任单位:B``,
``A会同B负责``, ``A、B等有关部门按职责分工负责,2023年底前完成``. Names stay as printed; line breaks inside a name are healed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from luoshi.compiler.lexicons.units import is_unit_like, names_no_unit
from luoshi.kernel.periods import Deadline, read_deadline
from luoshi.kernel.spans import Span

Role = Literal["lead", "participant"]

_LABEL = re.compile(
    r"(?P<lead>(?:第一|主要|总)?(?:牵头|主办|主责|组织实施)(?:责任|负责)?(?:单位|部门|处室|科室|机构|地区)(?:和责任人)?(?:\s*[:]|[为是](?=[^,。;、]{2}))|(?:牵头|总牵头|主办|主责)\s*[:])\s*"
    r"|(?P<other>(?:配合|参与|参加|协助|协办|协同|协作|支持|责任|负责|实施|落实|承办|成员|相关|共同责任|配合责任|主体责任)(?:单位|部门|处室|科室|机构|主体|地区)(?:及配合单位)?(?:\s*[:]|[为是](?=[^,。;、]{2}))|(?:配合|参与|责任|协办|协助|协同|参加|(?:责任|任务|职责|工作)分工)\s*[:])\s*"
    r"|(?P<date>(?:计划)?(?:完成|办结|落实|推进|实施|整改|化解|销号|办理|达标|启动|工作)?(?:时限|时间|期限|进度|节点)(?:要求|安排|节点)?)\s*[:]\s*"
    r"|(?P<person>(?:市|省|县|区|州|责任|牵头|分管|包联|包案|包抓|挂点|挂钩|联系|主管|挂帅|督办)?(?:[市省县区州旗]?级|责任|[市省县区州旗])?(?:领导|人|分管领导))\s*[:]\s*"
)
_LEAD_VERB = (
    r"(?:分别|共同|联合|负责)?牵头(?:负责|落实|组织(?:实施)?|实施|推进|抓总|协调|办理|组建|会同|协同)?"
    r"|(?:为)?主办|主责|为主负责|为牵头(?:单位|部门)|总牵头"
)
_OTHER_VERB = (
    r"(?:根据|按照?|依)?(?:各自)?(?:职责|职能)(?:分工|权限)?(?:分别|共同|协同)?(?:负责|落实|推进|配合|实施)?(?:落实|实施|推进)?"
    r"|(?:共同|分别|具体|协同|分工|联合|按分工|组织)?(?:负责|落实|配合|参与|参加|承办|协办|协助|协同(?!推进|发展)|协作|组织实施|实施)(?:落实|实施|推进|办理|做好|配合|组织实施)?"
    r"|负(?=$)|为(?:责任|配合|参与|协办)(?:单位|部门)"
)
_VERB = re.compile(rf"(?P<lead>{_LEAD_VERB})|(?P<other>{_OTHER_VERB})")
_FIRST_LEADS = re.compile(
    r"[列排](?:名)?(?:在)?(?:第一位|首位|第一|最前|前)[的者]?.{0,12}?(?:为|是|系)?牵头(?:单位|部门|责任单位)?|第一(?:个|家)?(?:单位|部门)为牵头|首位为牵头"
)
_TIME_WORDS = re.compile(
    r"\d|年[底内末中]|[上下]半年|持续|长期|即时|立即|每[个年季月周半]|季度末?|全年|常态|常抓|久久|五[”\"]?(?:期?末|期间|时期)|月底"
)
_AMONG_LEADS = re.compile(r"牵头(?:单位|部门)(?:有|为|是)?(?:两|多|几|2|不止)|(?:两|多|几|2)个(?:以上)?(?:的)?牵头")
_FOR_ALL = re.compile(
    r"[,。;]?\s*以下(?:各项|任务|措施|工作)?(?:均|都)[^。]{0,40}|[,。;]?[^,。;]{0,30}不再(?:一一|逐一|重复)?列(?:出|明|示)"
)
_OPEN = re.compile(
    r"等(?:(?:\d{1,3}|[一二三四五六七八九十两多几数]{1,3})(?:个|家))?(?:(?:市|省|县|区|州|中央|国务院)?(?:直|属|级)?(?:各)?(?:有关|相关|其他|职能|成员|责任|市直|涉及|各有关|各相关|行业主管|主管)*(?:部门|单位|机构|方面|地区|部委|委局|委办局)*)?(?:[和与及](?:有关|相关)?(?:单位|部门|机构|方面|企业))?(?=$|[和与及])"
    r"|(?:^|以及|及其?|和|与)(?:其他|其它)?各?(?:有关|相关)(?:职能|行业|主管|省直|市直|县直)?(?:部门|单位|方面|地区)(?=$)"
)
_JOIN = re.compile(r"[、,,/;]|以及|及(?!时)|和|与|会同|并")
_NOISE = re.compile(r"^(?:由|请|其中|包括|分别由|并由|以及|及|和|与|各)?(?=\S)")
_NOTE = re.compile(r"\([^()]{1,40}\)$")
_PERSON = re.compile(r"\((?P<name>[^()]{2,12})\)$")
_RUN_TOGETHER = re.compile(
    r"各[^()]{1,8}?(?:政府|管委会|团场)(?!办|部门|各|有关|相关|所属|直属|派出)[一-鿿]{3}|.*等\d|.*(?:牵头|会同|负责)"
)
_NOTED_ROLE = re.compile(
    r"(?P<lead>(?:负责)?牵头(?:单位|部门)?|主办(?:单位)?|总牵头)|(?:配合|参与|参加|协办)(?:单位|部门)?"
)
_DATED = re.compile(r"\s*(?:于|在)?(?:20\d{2}年|\d{1,2}月(?:份|底|末|\d)|年[底内末])")
_COUPLED = re.compile(r"(?:党委|党工委|党组|人大)$")  # 各县党委和人民政府 is one collective
_COUPLE = re.compile(r"(?:人民)?政府$|管委会$|行政公署$|行署$|办事处$")
_EACH = re.compile(
    r"^(?:.{2,30}(?:以及|及|和|与))?\s*各(?:有关)?(?:省|自治区|市|州|县|区|旗|盟|乡|镇)(?:、(?:自治区|直辖市|市|州|县|区|旗|盟|镇)){0,3}\s*$"
)
_FIELDS_OF = re.compile(r"\s*(?:各级|各地|地方|县级|市级|省级)[一-鿿]{2,8}(?<![局委厅办部府院门])$")
_SHARED_TAIL = re.compile(r"(?:[一-鿿]{2,8}、){0,4}[一-鿿]{2,8}(?:主管|行政|管理)部门(?=[,、;。)]|$)")
_DEPTH = {"(": 1, "〔": 1, "[": 1, "《": 1, "<": 1, ")": -1, "〕": -1, "]": -1, "》": -1, ">": -1}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, with where it stands in the text read, and whether its form is that of a unit.

    ``plain`` is the name in plain form, by which two prints of one name are told to be the same.
    """

    name: str
    span: Span
    sure: bool = True
    plain: str = ""


@dataclass(frozen=True, slots=True)
class UnitList:
    """What a responsibility list says. ``first_leads``: it declares the first of every list to be the lead."""

    leads: tuple[Unit, ...] = ()
    participants: tuple[Unit, ...] = ()
    open_ended: bool = False
    deadline: Deadline | None = None
    first_leads: bool = False
    labelled: bool = False  # roles were printed as labels or verbs
    doubts: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.leads + self.participants

    @property
    def lead_names(self) -> tuple[str, ...]:
        return _names_once(self.leads)

    @property
    def participant_names(self) -> tuple[str, ...]:
        return _names_once(self.participants)


def _names_once(units: tuple[Unit, ...]) -> tuple[str, ...]:
    """The names in print order, each in its first print."""
    first: dict[str, str] = {}
    for unit in units:
        first.setdefault(unit.plain or unit.name, unit.name)
    return tuple(first.values())


def declares_first_leads(text: str) -> bool:
    """Does a document say of all its lists that the unit named first leads?

    >>> declares_first_leads("责任单位中,排在首位的为牵头单位。"), declares_first_leads("市发改委为牵头单位")
    (True, False)
    """
    if "牵头" not in text:
        return False
    found = _FIRST_LEADS.search(text)
    return (
        found is not None
        and "总牵头" not in found.group()
        and not _AMONG_LEADS.search(text, max(found.start() - 30, 0), found.start())
    )


def read_units(
    text: str, year: int | None = None, default: Role = "participant", printed: str | None = None
) -> UnitList:
    """Read one responsibility list (plain form, without its outer brackets). ``default``: role of units without a word.

    ``printed``: the same stretch as printed, of the same length; names are taken from it.

    >>> found = read_units("牵头单位:市发改委;责任单位:市财政局、各县市区和各园区等,2023年底前完成")
    >>> found.lead_names, found.participant_names, found.open_ended, found.deadline.value
    (('市发改委',), ('市财政局', '各县市区', '各园区'), True, '2023-12-31')
    """
    reader = _Reader(text, year, default, printed if printed is not None and len(printed) == len(text) else text)
    reader.run()
    return reader.result()


class _Reader:
    """One pass over a list: segments by label and stop, within a segment by role word."""

    def __init__(self, text: str, year: int | None, default: Role, printed: str) -> None:
        self.text = text
        self.printed = printed
        self.year = year
        self.default: Role = default
        self.found: dict[Role, list[Unit]] = {"lead": [], "participant": []}
        self.open_ended = False
        self.deadline: Deadline | None = None
        self.first_leads = False
        self.labelled = False
        self.doubts: list[str] = []

    def run(self) -> None:
        first = _FIRST_LEADS.search(self.text)
        end = len(self.text)
        for_all = _FOR_ALL.search(self.text)
        if for_all:
            end = for_all.start()
        if first:
            self.first_leads = "总牵头" not in first.group()  # 总牵头: the first among several leads
            opened = self.text.rfind("(", 0, first.start())
            noted = opened > 0 and ")" not in self.text[opened : first.start()]
            cut = opened if noted else max(self.text.rfind(c, 0, first.start()) for c in "。,;.") + 1
            end = cut if cut else first.start()
        marks = list(_LABEL.finditer(self.text, 0, end))
        at, role, kind = 0, self.default, "list"
        for m in marks:
            self.stretch(at, m.start(), role, kind)
            at = m.end()
            if m["lead"]:
                role, kind, self.labelled = "lead", "list", True
            elif m["other"]:
                role, kind, self.labelled = "participant", "list", True
            elif m["date"]:
                kind = "date"
            else:
                kind = "person"
        self.stretch(at, end, role, kind)

    def stretch(self, start: int, end: int, role: Role, kind: str) -> None:
        if kind == "date":
            self.note_deadline(start, end)
            return
        if kind == "person":
            return
        for low, high in _pieces(self.text, start, end, "。;\n"):
            self.segment(low, high, role)

    def note_deadline(self, start: int, end: int) -> None:
        found = read_deadline(self.text[start:end], self.year)
        if found and (self.deadline is None or found.value > self.deadline.value or self.deadline.value == "ongoing"):
            span = found.span.shift(start)
            self.deadline = Deadline(found.value, span, found.recurrence, found.doubt)

    def segment(self, start: int, end: int, role: Role) -> None:
        """One clause of a list: ``A、B牵头,C配合``."""
        at = start
        for m in _VERB.finditer(self.text, start, end):
            if m.start() < at or _depth(self.text, start, m.start()) or not m.group():
                continue
            if not self.closes(m, at, end):
                continue
            verb_role: Role = "lead" if m["lead"] else "participant"
            self.labelled = True
            self.listing(at, m.start(), verb_role)
            at = m.end()
            if m.group().endswith(("会同", "协同")):
                role = "participant"
        self.listing(at, end, role)

    def closes(self, m: re.Match[str], at: int, end: int) -> bool:
        """A role word ends a list: units stand before it, and a stop, another list or nothing after it."""
        before = self.text[at : m.start()].strip(" \n,、")
        after = self.text[m.end() : m.end() + 1]
        if m.end() < end and after not in " \n,。;、)和与及并各由" and not m["lead"]:
            return False
        if not before:
            return m.start() > at or bool(self.units_so_far())
        return is_unit_like(_last_name(before)) or bool(_OPEN.search(before))

    def units_so_far(self) -> list[Unit]:
        return self.found["lead"] + self.found["participant"]

    def listing(self, start: int, end: int, role: Role) -> None:
        """Names between ``start`` and ``end``; stretches that are dates go to the deadline."""
        joint = self.text.find("会同", start, end)
        if joint > start and role == "participant":
            self.listing(start, joint, "lead")
            start = joint + 2
        for low, high in _pieces(self.text, start, end, ",、/\n "):
            piece = self.text[low:high]
            if not piece.strip():
                continue
            if _TIME_WORDS.search(piece) and (_DATED.match(piece) or not is_unit_like(piece.strip())):
                self.note_deadline(low, high)
                continue
            self.names(low, high, role)

    def names(self, start: int, end: int, role: Role) -> None:
        piece = self.text[start:end]
        opened = _OPEN.search(piece)
        rest: tuple[int, int] | None = None
        if opened:
            self.open_ended = True
            if opened.end() < len(piece):
                rest = (start + opened.end(), end)
            end = start + opened.start()
        for low, high in _split_joined(self.text, start, end):
            self.name(low, high, role)
        if rest:
            self.names(rest[0] + 1, rest[1], role)

    def name(self, start: int, end: int, role: Role) -> None:
        raw = self.text[start:end]
        start += len(raw) - len(raw.lstrip())
        raw = raw.strip()
        lead_in = re.match(r"由|请|其中|分别由|并由|以及|及|和|与|在", raw)
        if lead_in and is_unit_like(raw[lead_in.end() :]):
            start += lead_in.end()
            raw = raw[lead_in.end() :]
        name = re.sub(r"\s+", "", raw)
        person = _PERSON.search(name)
        noted = _NOTED_ROLE.fullmatch(person["name"]) if person else None
        if person and (noted or not is_unit_like(person["name"])) and not names_no_unit(name[: person.start()]):
            name = name[: person.start()]
            raw = raw[: raw.rindex("(")].rstrip()
            if noted:
                role, self.labelled = ("lead" if noted["lead"] else "participant"), True
        if not name or name in ("等", "各", "有关", "相关", "的", "成员"):
            return
        sure = is_unit_like(name)
        if not sure:
            if names_no_unit(name):
                self.doubts.append(f"“{name}”不像单位名称")
                return
            self.doubts.append(f"“{name}”是否为单位名称需核对")
        elif _RUN_TOGETHER.match(name):
            self.doubts.append(f"“{name}”可能是两个单位连写")
        span = Span(start, start + len(raw))
        self.found[role].append(Unit(re.sub(r"\s+", "", span.of(self.printed)), span, sure, name))

    def result(self) -> UnitList:
        return UnitList(
            tuple(self.found["lead"]), tuple(self.found["participant"]), self.open_ended, self.deadline,
            self.first_leads, self.labelled, tuple(self.doubts),
        )  # fmt: skip


def _depth(text: str, start: int, end: int) -> int:
    return sum(_DEPTH.get(c, 0) for c in text[start:end])


def _pieces(text: str, start: int, end: int, stops: str) -> list[tuple[int, int]]:
    """The stretches between stops that stand outside brackets; a line break or space inside a name is no stop."""
    out: list[tuple[int, int]] = []
    at, depth = start, 0
    for i in range(start, end):
        c = text[i]
        if c in _DEPTH:
            depth = max(0, depth + _DEPTH[c])
        elif depth == 0 and c in stops:
            if c in "\n " and not _separates(text[at:i], text[i + 1 : end]):
                continue
            if c == "、" and _EACH.search(text[at:i]):  # 各省、自治区、直辖市人民政府 is one collective
                continue
            if c == "、" and _FIELDS_OF.match(text[at:i]) and _SHARED_TAIL.match(text, i + 1):
                continue
            out.append((at, i))
            at = i + 1
    out.append((at, end))
    return out


def _separates(left: str, right: str) -> bool:
    """Does white space between ``left`` and ``right`` part two units (or break one name)?"""
    left = re.sub(r"\s+", "", left)
    following = re.split(r"[、,;。\n ]", right.strip(), maxsplit=1)[0]
    if not left or not following:
        return True
    if not is_unit_like(left):
        return False
    if not is_unit_like(following) and not _VERB.search(following):
        return False
    same_level = following[0] == left[0] and following[0] in "市省县区州镇乡"
    return (
        same_level
        or left[0] == "各"
        or following[0] in "各中国全"
        or not re.fullmatch(r".{0,3}[市省县区州](?:委|政府)", left)
    )


def _last_name(text: str) -> str:
    text = _NOTE.sub("", text)  # 各镇(街道、园区): the stops in a bracket part no names
    return re.split(r"[、,;\s]|会同|和(?=[市省县区各])", text)[-1]


_LEVELS = "市省县区州"


def _split_joined(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split ``A和B`` where both are units, and ``市发改委市经信委`` printed without a stop."""
    out: list[tuple[int, int]] = []
    at = start
    depth = 0
    i = start
    while i < end:
        c = text[i]
        if c in _DEPTH:
            depth = max(0, depth + _DEPTH[c])
        elif depth == 0 and i > at + 1:
            word = next((w for w in ("以及", "和", "与", "及") if text.startswith(w, i)), None)
            left = text[at:i]
            right = text[i + len(word) : end] if word else ""
            if word and _COUPLED.search(left) and _COUPLE.match(right.strip()):
                i += len(word)
                continue
            if word and is_unit_like(left.strip()) and is_unit_like(_first_of(right)):
                out.append((at, i))
                at = i = i + len(word)
                continue
            if (
                not word
                and c in _LEVELS
                and text[at] == c
                and not re.match(r".(?:[场容级直属民]|政(?![府协法务])|$)", text[i : i + 3])
                and i - at >= 3
                and is_unit_like(left)
                and is_unit_like(_first_of(text[i:end]))
            ):
                out.append((at, i))
                at = i
        i += 1
    out.append((at, end))
    return out


def _first_of(text: str) -> str:
    return re.split(r"以及|[和与及](?=[市省县区各])", text.strip(), maxsplit=1)[0]
