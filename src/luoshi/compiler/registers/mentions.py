"""Mentions of registers in one stretch of text: a verb of building, keeping or running, and the name it governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import cast

from luoshi.compiler.lexicons.registers import (
    ADVERB,
    ALWAYS_VERB,
    BEARER_ENDS,
    ENTERING,
    HEAD,
    HEAD_HINT,
    NAME_ENDS,
    NAME_GOES_ON,
    NEEDS_BUILDING,
    NOT_REGISTERS,
    OPEN_VERB,
    PROMULGATING,
    RELYING,
)  # fmt: skip
from luoshi.compiler.registers.phrases import is_generic, trimmed
from luoshi.packs.model import RegisterKind

_QUOTED = re.compile(r"“[^“”\n]*”|《[^《》\n]*》|‘[^‘’\n]*’|\"[^\"\n]{1,30}\"")
_BRACKETED = re.compile(r"\([^()\n]*\)|〔[^〔〕\n]*〕|【[^【】\n]*】")
_VERB = re.compile(rf"(?:(?P<always>{ALWAYS_VERB})|(?P<open>{OPEN_VERB}))(?!的|者)")
_CHAIN = re.compile(
    rf"(?:(?:{ALWAYS_VERB})|(?:和|与|并|、|及)(?:{ADVERB})*(?:{ALWAYS_VERB}|{OPEN_VERB})|(?:{OPEN_VERB})(?={ALWAYS_VERB}))*"
)
_SPEEDING_CHAIN = re.compile(rf"(?:推进|推动|加快|参与|协调|和|{ALWAYS_VERB})*(?:建设(?!管理))?")
LISTED = "列举之举措,未言建立"
_REACH = 160  # characters from a verb to the head noun
_MOST_HEADS = 200  # in one sentence; what has more is no sentence
_MOST_VERBS = 8  # tried for one head
_EDITION = re.compile(r"\([^()\n]{0,30}\)(?=》)")
_MARKER = re.compile(
    r"[\s\x00]*(?:(?:第[一二三四五六七八九十百零\d]+[章节条款]|[\d一二三四五六七八九十]+[.、)])[\s\x00]*)?"
)
_BEFORE_VERB = re.compile(rf"(?:{ADVERB}|{BEARER_ENDS})$")
_DENIED = re.compile(r"不得|严禁|禁止|不再|取消|清理|废止|未|已经?$|破除|打破|突破")
_QUOTE_CLOSES = re.compile(r"(?:\([^()\n]{0,30}\))?[”》’\"]")
_CLOSING = re.compile(r"(?:\([^()\n]{0,30}\)(?=》))?[”\"》’]*(?:\([^()\n]{0,60}\))?")
_LIST_GOES_ON = re.compile(r"等(?!$|[,。;:!?)\s]|建设|应用)")
_BUILT_AFTER = re.compile(
    r"(?:(?:、|和|及|与|以及|及其)[^,。;:、和及与]{1,16}){0,4}等?的?(?:项目|工程|拓展应用|示范|基础)*(?:建设|应用|试点|推广|运用|升级|迭代|改造)"
    r"(?!(?:项目|工程|事项|用地|领域)[^,。;]{0,12}(?:清单|目录|名录|名单|台账|平台|库))"
)
_ROLE_AFTER = re.compile(r"[^,。;]{0,16}作用")
_CONJUNCT_END = re.compile(r"(?:体制|制度|机制|平台|清单|目录)(?:、|和|及|与|以及)$")
_CONNECTOR_END = re.compile(r"(?:、|和|及|(?<!参)与|以及|或)$")
_COLLECTIVE = re.compile(r"(?:^|[“\"])[两二三四五六七八九十\d]+[项个张大]?(?:制度|机制|库|清单|平台|名单|目录)[”\"]?$")
_PURPOSE = re.compile(r"(?:为|根据|按照|依据)[^。;]{4,600}?(?:制定|提出)(?:本|如下|以下)")
_BESIDE = re.compile(r"(?:同|跟)(?!步|城|类|级|业|质|伴|行|一|等)")
_EXHORTED = re.compile(r"最严格的")
"""落实最严格的耕地保护制度: a call to keep what is law, that sets up nothing."""
_PHYSICAL = re.compile(r"(?:实体|物理|户外|高空|作业|装卸|升降|停车|观景|看台)$")
_OTHER_CLAUSE = re.compile(r"的方式|通过|从(?!业)|各项|^(?:以|基于)(?!.*的)")
_VERB_END = re.compile(rf"(?:{ALWAYS_VERB})$")
_CONNECTOR = re.compile(r"、|和|及|(?<!参)与|以及|或")
_JOINED = re.compile(r"[”\"]?(?:、|和|及|与|以及)")
_ADVERBS = re.compile(rf"(?:{ADVERB})+$")
_QUOTES_END = ("”", "》", "’", '"')
_THING_LAST = re.compile(r"(?:中心|基地|园|区|谷|网|室|院|站|会|体系|联盟|空间|器)等$")
_CLAUSE_ENDS = re.compile(r"(?:落地|落实|见效|完善)*(?:$|[,。;])")
_BECOMING = ("形成", "执行", "公开", "参与")
_STOP = re.compile(r"[,。;:!?\n]")
_PHRASE = re.compile(r"的|“|基于|结合")
_OWN_NAME = re.compile(r"单一窗口|.长制")
_WEAK = NEEDS_BUILDING | RELYING | ENTERING
_SUFFIX = re.compile(r"(?:基础|项目)?(?:建设|应用|试点)|[^,。;]{0,16}作用")
_SUPERIOR = re.compile(r"^(?:国家|全国|省|自治区|中央)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One named register within a stretch of text; offsets count from its beginning."""

    start: int  # of the phrase, from the verb
    end: int
    name_start: int
    name_end: int
    head_start: int
    kind: RegisterKind
    verb: str
    doubts: tuple[str, ...]


def mentions(text: str) -> Iterator[Mention]:
    """Every register that ``text`` (plain, one sentence or cell) orders to be built, kept or run, in reading order."""
    heads = list(islice(HEAD.finditer(text), _MOST_HEADS)) if HEAD_HINT.search(text) else []
    if not heads:
        return
    quoted = _blanked(_QUOTED, text)
    masked = _blanked(_BRACKETED, quoted)
    segment, floor = -1, 0
    former: Mention | None = None
    for number, head in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else None
        if not _may_end_a_name(text, quoted, masked, head) or _shares_its_end(text, masked, head, following):
            continue
        start = _segment_start(masked, head.start())
        if start != segment:
            segment, floor, former = start, start, None
        mention = _governed(text, masked, head, floor)
        if mention is None and former is not None:
            mention = _named(text, head, floor, former.start, former.verb)
        if mention is not None:
            floor, former = mention.name_end, mention
            yield mention


def listed_name(text: str) -> Mention | None:
    """The mechanism that ``text``, a verbless entry of an enumeration or of a table of measures, names.

    >>> found = listed_name("以降低维权成本为核心的商标保险机制;")
    >>> found and (found.name_start, found.name_end, found.kind)
    (0, 17, 'mechanism')
    """
    entry = text.rstrip(";。 ")
    if not 10 <= len(entry) <= 60 or not entry.endswith(("机制", "制度")):
        return None
    masked = _blanked(_BRACKETED, _blanked(_QUOTED, entry))
    if not _PHRASE.search(entry) or _STOP.search(masked) or NOT_REGISTERS.search(entry) or _DENIED.search(masked):
        return None
    end = len(entry)
    return Mention(0, end, 0, end, end - 2, "mechanism", "", (LISTED,))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda m: "\x00" * len(m.group()), text)


def _may_end_a_name(text: str, quoted: str, masked: str, head: re.Match[str]) -> bool:
    """False for a head inside brackets, inside a quotation that goes on, or one that modifies another noun."""
    last = head.end() - 1
    if masked[last] == "\x00" and (quoted[last] != "\x00" or not _QUOTE_CLOSES.match(text, head.end())):
        return False
    after = _after(text, head)
    if _LIST_GOES_ON.match(text, after):
        return False
    return not NAME_GOES_ON.match(text, after) or bool(_ROLE_AFTER.match(text, after))


def _shares_its_end(text: str, masked: str, head: re.Match[str], following: re.Match[str] | None) -> bool:
    """True for the first half of 甲责任制和乙责任制落实情况报告制度: one name, of which neither half is the head."""
    if head.group() == "名单":  # 诚信典型红名单和失信主体黑名单制度: two registers
        return False
    if following is None or following.group() != head.group() or not _JOINED.match(text, head.end()):
        return False
    between = masked[head.end() : following.start()]
    return "," not in between and bool(NAME_GOES_ON.match(text, _after(text, following)))


def _after(text: str, head: re.Match[str]) -> int:
    """Where what follows the name begins: after closing quotation marks and a bracket (以下简称…)."""
    closing = _CLOSING.match(text, head.end())
    return closing.end() if closing else head.end()


def _segment_start(masked: str, place: int) -> int:
    """Where the comma segment with ``place`` begins; no name and verb stand further apart than ``_REACH``."""
    first = max(place - _REACH, 0)
    stops = [masked.rfind(stop, first, place) for stop in ",。;:!?\n"]
    return max(first, max(stops) + 1)


def _governed(text: str, masked: str, head: re.Match[str], start: int) -> Mention | None:
    """The mention under the first fitting verb between ``start`` and ``head``; a verb of building goes before one
    that only speeds, relies or enters."""
    marker = _MARKER.match(masked, start, head.start())
    begin = marker.end() if marker else start
    second: Mention | None = None
    for found in islice(_VERB.finditer(masked, begin, head.start()), _MOST_VERBS):
        before = masked[begin : found.start()]
        if _DENIED.search(before):
            return None
        if found.group("open") and before.strip() and not _BEFORE_VERB.search(before):
            continue
        chain = (_SPEEDING_CHAIN if found.group() in NEEDS_BUILDING else _CHAIN).match(
            masked, found.end(), head.start()
        )
        adverbs = _ADVERBS.search(before)
        opening = found.start() - (len(adverbs.group()) if adverbs else 0)
        mention = _named(text, head, chain.end() if chain else found.end(), opening, found.group())
        if mention is None:
            continue
        if found.group() not in _WEAK:
            return mention
        second = second or mention
    return second


def _named(text: str, head: re.Match[str], floor: int, start: int, verb: str) -> Mention | None:
    """The mention when the words from ``floor`` to the head name a register that ``verb`` can govern, else None."""
    kind = cast(RegisterKind, head.lastgroup)
    opening = floor + trimmed(text[floor : head.end()])
    modifier = text[opening : head.start()]
    exhorted = _EXHORTED.search(text, floor, head.start()) is not None
    if exhorted or not _is_name(modifier, head.group(), kind, verb, text[floor : head.start()]):
        return None
    after = _after(text, head)
    doubts = _doubts(text, after, modifier, kind, verb)
    if doubts is None:
        return None
    if head.group().endswith("系统"):
        doubts = (*doubts, "系统是否平台")
    if _PURPOSE.match(text):
        doubts = (*doubts, "制定目的中提及")
    if _THING_LAST.search(modifier.partition("等")[0] + "等") and "等" in modifier:
        doubts = (*doubts, "等字之前所列为例举之物")
    suffix = _SUFFIX.match(text, after)
    edition = _EDITION.match(text, head.end())
    end = edition.end() if edition else head.end()
    while end < after and text[end] in _QUOTES_END:
        end += 1
    return Mention(start, suffix.end() if suffix else end, opening, end, head.start(), kind, verb, doubts)


def _is_name(modifier: str, head: str, kind: RegisterKind, verb: str, whole: str) -> bool:
    """Whether the words before the head make a name of their own."""
    if _BESIDE.match(whole):  # 做好同甲清单、乙目录的衔接: mentioned beside what is made
        return False
    if _OTHER_CLAUSE.search(modifier) or _VERB_END.search(modifier) or _COLLECTIVE.search(modifier + head):
        return False
    if NOT_REGISTERS.search(modifier + head) or (whole.endswith("等") and _THING_LAST.search(whole)):
        return False
    if _CONNECTOR_END.search(modifier):
        return bool(_CONJUNCT_END.search(modifier))
    last = _CONNECTOR.split(modifier)[-1]
    if is_generic(last, kind) and not _OWN_NAME.match(head):
        return verb in PROMULGATING and kind == "list" and not modifier
    return not (modifier.endswith("的") and verb in NEEDS_BUILDING)


def _doubts(text: str, after: int, modifier: str, kind: RegisterKind, verb: str) -> tuple[str, ...] | None:
    """What a reader should check, from the verb and the words after the name; None when it is no register at all."""
    built = bool(_BUILT_AFTER.match(text, after))
    ends = bool(NAME_ENDS.match(text, after))
    doubts = []
    if not modifier and kind == "list":
        doubts.append("名单未具名")
    if verb == "发挥":
        conference = modifier and text.startswith("联席会议", after - 4) and len(modifier) >= 4
        if not ("“" in modifier or conference) or not _ROLE_AFTER.match(text, after):
            return None
        return (*doubts, "仅言发挥作用")
    if NAME_GOES_ON.match(text, after):
        return None
    if verb in RELYING:
        if (
            not ends
            or built
            or len(modifier) < 4
            or "等" in modifier
            or (kind == "platform" and _SUPERIOR.match(modifier))
        ):
            return None
        doubts.append("仅作依托,未言建立")
    elif verb in ENTERING:
        if kind not in ("list", "library") or len(modifier) < 2:
            return None
        doubts.append("仅言纳入,未言建立")
    elif verb in NEEDS_BUILDING and not built:
        if kind != "mechanism" or verb != "推进" or not _CLAUSE_ENDS.match(text, after):
            return None
        doubts.append("未言建立")
    if kind == "platform" and _PHYSICAL.search(modifier):
        doubts.append("实体场所,是否信息平台")
    if kind == "mechanism" and 0 < len(modifier) <= 2:
        doubts.append("名称笼统")
    if verb in _BECOMING:
        doubts.append("仅言形成或执行")
    if not ends and not built:
        doubts.append("名称止于何处不明")
    return tuple(doubts)
