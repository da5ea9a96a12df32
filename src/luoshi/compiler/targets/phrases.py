"""Noun phrases around a figure: what is left of a clause when lead-ins, dates and adverbs are taken away."""

from __future__ import annotations

import re

from luoshi.compiler.targets.lexicon import INDICATOR_END

_LEAD_IN = re.compile(
    r"^(?:[\s、,·和及与并且]|以及|同时|其中|此外|另外|包括|力争|争取|确保|努力|将|把|到期末|通过努力|坚持|使得?|让|要|推动|推进|促进|促使|带动|实现(?=[^、,]{2,}(?:率|比重|占比|收入|值|额|量|面积|规模))|保持(?=[^、,]{2,})|加快"
    r"|(?:到|至|在)?(?:规划)?期末|(?:到|至|在)?20\d\d年(?:-|至|到)?(?:20\d\d年)?(?:底|末|全年|度|期间)?(?:前|之前|以前)?|20\d\d(?:-|至)20\d\d年(?:间|期间)?"
    r"|(?:到|至)?[“\"]?十[一二三四五六]五[”\"]?(?:规划)?(?:期?末|期间|时期|期内)|(?:未来|今后)?[\d一二两三四五六七八九十]+(?:-\d+)?年(?:内|时间|左右时间|(?=新增|累计))|今年|全年|年内|每年度?|原则上|按照|每年度"
    r"|(?:在)?(?:比|较|相较|与)(?:20\d\d年|上年|去年)(?:底|末|同期)?(?:相比)?|在20\d\d年(?:的)?基础上|计划|预计|预期|重点|着力|全力|积极|集中力量|大力|抓好|统筹|稳步|进一步|全面|有序|不断|持续|实际(?=新增)|首批|主要目标[是为]?|目标[是为]|达到|超过|突破"
    r"|(?:一|二|三|四|五|六|七|八|九|十)是|\d{1,2}[.、](?!\d)|[①-⑩]|\((?:[一二三四五六七八九十]+|\d+)\)|-+)"
)
_TRAIL = re.compile(
    r"(?:[、,:的,]|(?:比|较|相较|与)(?:20\d\d年|上年|去年)(?:底|末|同期)?(?:相比)?|从|由|在|总体|整体|基本|年均|平均(?=$)|均|都|全部|分别|各|累计|力争|争取|确保|预期|同比|大约|要|应|将|再|也|为|共|合计)$"
)
_AFTER_NOUN = re.compile(r"(?:进行|并(?=[^、]{2,})|,|的目标|的思路|的要求|左右|以上$|以内$).*$")


def lead_in(phrase: str) -> int:
    """How many characters at the head of ``phrase`` are lead-in (力争, 到2025年, 其中), not name.

    >>> "力争到2025年,全市森林覆盖率"[lead_in("力争到2025年,全市森林覆盖率"):]
    '全市森林覆盖率'
    """
    at = 0
    while at < len(phrase):
        found = _LEAD_IN.match(phrase[at:])
        if not found or not found.group():
            break
        at += found.end()
    return at


def trimmed(phrase: str) -> str:
    """A noun phrase without the adverbs and particles that trail after it.

    >>> trimmed("规模以上工业增加值年均"), trimmed("单位GDP能耗较2020年累计")
    ('规模以上工业增加值', '单位GDP能耗')
    """
    phrase = phrase.strip()
    while True:
        cut = _TRAIL.sub("", phrase)
        if cut == phrase:
            return phrase
        phrase = cut


def after_noun(phrase: str) -> str:
    """The noun phrase that a figure counts, cut where another action begins.

    >>> after_noun("管理创新优秀案例进行表彰奖励")
    '管理创新优秀案例'
    """
    return trimmed(_AFTER_NOUN.sub("", phrase.lstrip("的 ")))


def parts_of_list(phrase: str, count: int | None) -> list[str]:
    """The indicators of a list that share one figure or take one each (分别, 均); ``count`` where it is known.

    >>> parts_of_list("马铃薯种植、收获机械化率", 2)
    ['马铃薯种植机械化率', '马铃薯收获机械化率']
    >>> parts_of_list("实际使用外资、实际利用内资和对外贸易", None)
    ['实际使用外资', '实际利用内资', '对外贸易']
    >>> parts_of_list("对外投资额、承包工程和劳务合作营业额、外派人员", None)
    ['对外投资额', '承包工程和劳务合作营业额', '外派人员']
    """
    parts = [p for p in phrase.split("、") if p]
    last = parts[-1] if parts else ""
    joined = re.match(r"^(.{2,}?)(?:和|及|与|以及)(.{2,})$", last)
    if joined and (count is None or len(parts) < count):
        left, right = joined[1], joined[2]
        if count is not None or INDICATOR_END.search(left) or not INDICATOR_END.search(right):
            parts[-1:] = [left, right]
    if count is None and sum(bool(INDICATOR_END.search(p)) for p in parts) > 1:
        parts = _merged(parts)
    return _shared_head(parts) if len(parts) > 1 else parts


def _merged(parts: list[str]) -> list[str]:
    """A part that is no indicator by itself belongs to the next (新建城区、新建小区设施达标率)."""
    out: list[str] = []
    held = ""
    for number, part in enumerate(parts):
        if INDICATOR_END.search(part) or number == len(parts) - 1:
            out.append(held + part)
            held = ""
        else:
            held += part + "、"
    return out


def _shared_head(parts: list[str]) -> list[str]:
    """马铃薯种植 + 收获机械化率: the last carries the measure, the first the object of all."""
    last = parts[-1]
    if any(INDICATOR_END.search(p) for p in parts[:-1]) or not INDICATOR_END.search(last) or len(last) < 3:
        return parts
    action, measure = last[:2], last[2:]
    first = parts[0]
    if len(first) <= 2 and all(len(p) == 2 for p in parts[:-1]):
        return [p + measure for p in parts[:-1]] + [last]
    if len(first) > 2:
        owner = first[:-2]
        return [first + measure] + [owner + p + measure for p in parts[1:-1]] + [owner + action + measure]
    return parts
