"""Grants: the benefits of a sentence with the words that belong to each, from its condition to its last figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.compiler.incentives.benefits import Benefit, benefits
from luoshi.compiler.incentives.money import Figure, figures
from luoshi.compiler.incentives.standards import Standard, standards

_TRAILING = re.compile(
    r"(?:且|但|其中|同一|每[家个户人年项台亩套头只件船车店场]|单[个户项家台船车机套件店场人]|累计|总额|合计|年度|全年|原则上|最高|最多|不超过|上限|封顶|限额|连续|期限|为期|(?:主要|专项)?用于|(?:贴息|补[贴助]|奖励|资助|扶持)(?:期|时间|年限|总额|金额|资金|面积|不超过|最高)|分[\d一二三两])"
    r"[^,;]{0,30}"
)
_CAP = re.compile("^(?:主要|专项)?用于|最高|最多|不超过|上限|封顶|限额|不高于|控制在|连续|期限|为期|分.{1,3}年|期")
_OPENING = re.compile(
    r"(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}\.)?(?:对于?|凡|符合|经|获|新|首次|在|为|从|由|鼓励|支持|允许|落实|每年|自)"
)
_PAYEE = re.compile(
    "对|企业|单位|项目|机构|团队|园区|人才|人员|个人|[户者社]|合作社|中心|平台|车辆|服务|产品|设备|农|[的]$"
)
_CONJUNCTION = re.compile(r"(?:并且?|同时|且|再|另|及|还|在|予以|给予|同步)")
_VERB_FIRST = re.compile(
    r"(?:分别|每[项人户家个年月]|可|将|再|均|一律|依法|依规|按|由|从中|给予|予以|免|减|优先|享受|奖|补|并|一次性|在|采取|实行|同级|财政|主要)"
)
_PURPOSE = re.compile(
    r"(?:\([一二三四五六七八九十\d]{1,3}\))?为(?:了|确保|推动|加快|支持|进一步|鼓励|促进|贯彻|做好|切实)"
)
_LEVEL = re.compile(r"^(?:其中:?)?[^,、\d]{0,10}(?:级|等奖?|类|档|星|A|B)[^,、\d]{0,6}\d")
_CAPPED_AGAIN = re.compile(
    r"(?:且|但)?(?:每[家户个人年项]|单[个户项家]|同一|累计|总额|全年|年度|最高|最多|不超过)[^,]{0,12}$"
)
_LISTED_ON = re.compile(
    r"(?:\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}\.|[①-⑩])?[^,\d]{2,24}(?:的?,)?(?:最高|每[人家户项])?\d[\d.]*(?:万|亿)?元"
)
_ANOTHER_PAYEE = re.compile(
    r"[^,;:\d]{2,16}(?:每[人户家亩名][^,;:\d]{0,6}|分别)(?:最高)?\d[\d.]*(?:万|亿)?元[^,\d]{0,4}$"
)
_LONGEST_LISTED = 60
_LIMITING = re.compile("最高|最多|不超过|累计|上限|限额|封顶")
_AS_WELL = re.compile(r",?以及(?:对)?")
_PARALLEL_TAIL = 2
_LARGE = 5 * 10**7  # yuan; a single award is smaller, a fund or a programme is larger
_TOTAL = "金额是资金总额,请核对每个对象的标准"


@dataclass(frozen=True, slots=True)
class Grant:
    """One standard for one payee: ``[start, end)`` in the sentence, where its benefit begins, and what it gives."""

    start: int
    end: int
    benefit: Benefit
    standard: Standard
    member: str | None = None  # which of several listed payees or cases it is for
    doubts: tuple[str, ...] = ()


def listed_grants(text: str) -> Iterator[Grant]:
    """The grants of a sentence that only goes on with a list begun before it: 省级50万元;"""
    money = list(figures(text))
    if not money or len(text) > _LONGEST_LISTED or not _LISTED_ON.match(text):
        return
    benefit = Benefit(0, 0, "listed", sure=True)
    for standard in standards(text, money, 0, len(text)):
        if standard.figures:
            yield Grant(0, len(text), benefit, standard, doubts=("承前列举,请核对优惠种类",))


def goes_on_with_another(text: str) -> bool:
    """Does a sentence after a semicolon give the same kind of benefit to others (硕士每人每年3万元)?"""
    return _ANOTHER_PAYEE.match(text) is not None


def grants(text: str) -> Iterator[Grant]:
    """The grants of one sentence of plain text, from left to right."""
    found = list(benefits(text))
    if not found:
        return
    money = list(figures(text))
    previous_end = 0
    for group in _merged(text, found, money):
        first, last = group[0], group[-1]
        following = next((b.start for b in found if b.start >= last.end), len(text))
        end = _end(text, last.end, following, money)
        start = _start(text, first, previous_end)
        yield from _split(text, start, end, first, money)
        previous_end = end


def _merged(text: str, found: Sequence[Benefit], money: Sequence[Figure]) -> Iterator[list[Benefit]]:
    """Benefits without figures for the same payee are one grant (给予补助,并按规定减免税费)."""
    group: list[Benefit] = []
    for benefit in found:
        if not group:
            group = [benefit]
            continue
        between = text[group[-1].end : benefit.start]
        figured = any(group[0].start <= f.start < benefit.end + 40 for f in money)
        figured = figured or "减半" in text[group[0].start : benefit.end]
        tail = re.split("[,(]", between)[-1] if "," in between or "(" in between else ""
        behind = text[benefit.end : _segment_end(text, benefit.end, len(text))]
        own = ";" in between or "," not in between or between.count(",") > 1
        own = own or _names_payee(tail) or _names_payee(behind)
        if _caps_again(tail, text[benefit.start : benefit.end + 8]):
            group.append(benefit)
        elif figured and not tail and between.endswith(",") and text.startswith("由", benefit.start):
            group.append(benefit)  # 每头补助80元,由财政按规定承担: who pays for it
        elif figured or (own and not ("," not in between and len(between) < 6)):
            yield group
            group = [benefit]
        else:
            group.append(benefit)
    yield group


def _caps_again(words: str, granted: str) -> bool:
    """Whether a benefit only caps the one before it: 每户最高补贴2万元, 单个企业奖励不超过200万元."""
    if not _CAPPED_AGAIN.match(words):
        return False
    return _LIMITING.search(words) is not None or _LIMITING.search(granted) is not None


def _names_payee(words: str) -> bool:
    """Whether the words before a verb name whom it benefits, so that it stands on its own."""
    return len(words) > 1 and not (_CONJUNCTION.match(words) and "对" not in words) and bool(_PAYEE.search(words))


def _start(text: str, benefit: Benefit, floor: int) -> int:
    """Where the words about a benefit begin: at its 对, or as far back as the subject of its verb."""
    if floor and text[floor : floor + 1] in ",、;":
        floor += 1
    stops = [floor, *_segment_starts(text, floor, benefit.start)]
    for index in range(len(stops) - 1, -1, -1):  # the nearest segment that opens with 对
        if text.startswith(("对", "凡", "符合"), stops[index]) and not text.startswith(("对接", "对标"), stops[index]):
            return stops[index]
    index = len(stops) - 1
    while (
        index > 0
        and not _PURPOSE.match(text, stops[index - 1])
        and len(stops) - index < 4
        and (stops[index] == benefit.start or _VERB_FIRST.match(text, stops[index]))
    ):
        index -= 1
    return stops[index]


def _segment_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where segments begin behind a comma or colon that stands in no brackets."""
    depth = 0
    for index in range(start, end):
        character = text[index]
        if character in "()":
            depth = depth + 1 if character == "(" else max(depth - 1, 0)
        elif character in ",:" and not depth:
            yield index + 1


def _end(text: str, end: int, following: int, money: Sequence[Figure]) -> int:
    """Where the words about a benefit end: with the figures listed behind it and the clauses that cap it."""
    stop = _segment_end(text, end, following)
    while stop < following and text[stop : stop + 1] == ",":
        segment_end = _segment_end(text, stop + 1, following)
        segment = text[stop + 1 : segment_end]
        capped = _TRAILING.match(segment) and _CAP.search(segment)
        listed = (
            any(stop < f.start < segment_end for f in money)
            and not re.search("对|给予|的$", segment)
            and _LEVEL.search(segment) is not None
        )
        if not (capped or listed) or segment_end == following < len(text):
            break
        stop = segment_end
    return min(stop, following)


def _segment_end(text: str, place: int, limit: int) -> int:
    """The end of the segment at ``place``; before another benefit in the same segment, its last 、 or ,."""
    comma = text.find(",", place)
    semicolon = text.find(";", place)
    end = min(e for e in (comma, semicolon, len(text)) if e >= 0)
    if limit < end:
        pause = max(text.rfind(c, place, limit) for c in "、,")
        return pause if pause >= 0 else limit
    return end


def _split(text: str, start: int, end: int, benefit: Benefit, money: Sequence[Figure]) -> Iterator[Grant]:
    """One grant for each standard, or for each of the payees that the words list apart."""
    each = standards(text, money, benefit.start, end)
    each = tuple(_large(standard) for standard in each)
    if benefit.family == "loan" and not each[0].figures:
        return
    if benefit.family == "fund" and each[0].figures:
        each = tuple(replace(standard, doubts=(*standard.doubts, _TOTAL)) for standard in each)
    if benefit.family == "figure" and not each[0].figures:
        return
    if len(each) > 1:
        members = _members(text[start : benefit.start + 2], len(each))
        for index, standard in enumerate(each):
            yield Grant(start, end, benefit, standard, members[index] if members else None)
        return
    lead = text[start : benefit.start]
    joined = _AS_WELL.search(lead)
    if joined and benefit.start - start - joined.end() > 4 and joined.start() > 4:
        yield Grant(start, end, benefit, each[0], lead[: joined.start()])
        yield Grant(start, end, benefit, each[0], lead[joined.end() :].rstrip(","))
        return
    parallel = _parallel(lead)
    if parallel:
        for member in parallel:
            yield Grant(start, end, benefit, each[0], member)
        return
    yield Grant(start, end, benefit, each[0])


def _large(standard: Standard) -> Standard:
    """A standard with a doubt where the amount is too large for one payee."""
    largest = max(standard.amount) if isinstance(standard.amount, tuple) else standard.amount
    if largest is None or largest < _LARGE:
        return standard
    return replace(standard, doubts=(*standard.doubts, _TOTAL))


def _members(words: str, count: int) -> tuple[str, ...] | None:
    """The list of ``count`` cases in the condition: 国家级、省级、市级 for three standards."""
    for segment in words.split(","):
        parts = re.split("、|以及|或|和|及", segment)
        if len(parts) == count:
            return tuple(part.removeprefix("对") for part in parts)
    return None


def _parallel(lead: str) -> tuple[str, ...] | None:
    """Payees listed by commas, each closing with the same word: A取得的收入,B取得的收入,C的收入."""
    segments = [s.removeprefix("对") for s in lead.split(",") if s]
    if len(segments) < 2 or any(len(s) < 8 for s in segments):
        return None
    tails = {s[-_PARALLEL_TAIL:] for s in segments}
    return tuple(segments) if len(tails) == 1 else None
