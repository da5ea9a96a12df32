"""Targets of one sentence: each figure with its comparison, kind, year, scope and what it measures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoshi.compiler.targets import lexicon
from luoshi.compiler.targets.clues import NOUN_STOP, Clue, comparison_of
from luoshi.compiler.targets.counts import is_count, read_count
from luoshi.compiler.targets.indicators import read_indicator
from luoshi.compiler.targets.phrases import lead_in, trimmed
from luoshi.compiler.targets.reading import (
    FILLER,
    Frame,
    Progress,
    Reading,
    Segment,
    bare_figure,
    due_year,
    is_money,
    is_rate,
    masked,
    segments,
)
from luoshi.compiler.targets.special import special_readings
from luoshi.compiler.targets.years import YearMark, year_marks
from luoshi.kernel.quantities import FIGURE, Number, figures

_LONGEST = 800  # code points; no clause of running text is longer
_WORDED = re.compile(r"零|位数|[十百][大强佳]")
_BASE_VALUE = re.compile(r"(?:从(?!业|事|教|医)|由)(?:20\d\d年(?:底|末)?的?)?[^,]{0,6}$")
_AIMED = re.compile(r"力争|确保|目标|到20\d\d年|争取")
_MEASURED = re.compile(r"(?:率|比重|占比|收入|产值|总额|余额|贷款|额度|规模|GDP|增加值)[^,]{0,6}$")
_PRESCRIBED = re.compile(r"^(?:不得|禁止|按照?|以|参照|低于|高于)")
_PURPOSE = re.compile(r"的?(?:思路|要求|目标|原则)$|打造")
_PLACE_NAMED = re.compile(
    r"(?:\d{1,2}\.|\([^()]{1,3}\))?(?:支持|推动|推进|指导|鼓励|加快)(?P<place>[一-龥]{2,6}?(?:市|县|区|州|新区))(?=建设|打造|创建|发展|申报|培育|争创|开展|加快)"
)
_OVER = re.compile(r"(?:超过?|过|突破|达|在|[^\d,、]{0,6})$")
_GRANTED_NEXT = re.compile(
    r",(?:再|由|可|市|县|区|财政|分别|一次性)*(?:按照?|给予|予以|奖励|补助|补贴|奖补)[^,;。]{0,40}(?:元|%|奖|补)"
)
"""The clause after a threshold that grants something for reaching it."""
_OF_BENEFIT = re.compile(r"(?:补贴|补助|奖励|资助|贴息|租赁|享受)(?:面积|期限|数量|名额|人数|次数|项目数)")
_EARMARKED = re.compile(r"%[^,;。]{0,8}(?:用于|归|奖励给)")
_ALLOWED_ONLY = re.compile(r"(?:方可|方能|才可|才能)(?:申|享|获|认|参|提)")
"""What follows names a condition: 面积不低于5000平方米的,方可申报."""
_MADE_UP = re.compile(
    r"(?:包括|分为|分成|涵盖|包含)[^,;。]{2,60}[\d两三四五六七八九十]+(?:类|种|项|个方面|个部分|大类)$"
)
_THRESHOLD_NOUN = re.compile(
    r"(?:以上|及以上)?的?[^,、\d]{0,14}?(?:企业|项目|集群|园区|产业|产业链|强镇|大户|合作社|基地|品牌|产品|景区|村|县|镇)"
    r"(?:力争|数量|个数|总数|增加|新增|达到|达|发展到|突破|超过|$|\s)*$"
)
_RULED = re.compile(r"力争|到20\d\d年|目标|年均")


def read_sentence(text: str, frame: Frame) -> list[Reading]:
    """All targets of a sentence in plain text, in order.

    >>> [(r.indicator, r.value, r.unit, r.year) for r in read_sentence("到2025年森林覆盖率达到63%。", Frame())]
    [('森林覆盖率', 63, '%', 2025)]
    """
    if not FIGURE.search(text) and not _WORDED.search(text):
        return []
    mask = masked(text)
    marks = year_marks(_unnamed(text, mask), frame.issued)
    progress = Progress(kind="cumulative" if frame.cumulative else "level")
    special = special_readings(text, mask, marks, frame)
    taken = [(r.start, r.end) for r in special]
    found = [
        f
        for f in figures(mask)
        if not bare_figure(text, mask, f) and not any(start <= f.start < end for start, end in taken)
    ]
    if not found:
        return special
    tone = _tone(mask, frame)
    for segment in segments(mask, found):
        if segment.end - segment.start <= _LONGEST and not _rejected(mask, segment, marks, frame, tone):
            _read_segment(text, mask, segment, marks, frame, progress)
    return _of_the_place_named(text, sorted([*progress.readings, *special], key=lambda r: r.start), frame)


def _of_the_place_named(text: str, read: list[Reading], frame: Frame) -> list[Reading]:
    """Readings under 支持甲市建设…,到2023年…: what follows is asked of that place, not of the whole."""
    found = _PLACE_NAMED.match(text) if read else None
    if found is None:
        return read
    doubt = "适用范围取自句首"
    return [
        replace(r, scope=found["place"], reasons=(*r.reasons, doubt)) if r.scope == frame.place else r for r in read
    ]


def _unnamed(text: str, mask: str) -> str:
    """The text for reading years: titles of documents blanked, quotation marks (“十四五”) kept."""
    if "《" not in text and "〔" not in text:
        return text
    quoted = "“" in text
    return "".join(FILLER if m == FILLER and not quoted and c != m else c for c, m in zip(text, mask, strict=True))


def _read_segment(
    text: str, mask: str, segment: Segment, marks: Sequence[YearMark], frame: Frame, progress: Progress
) -> None:
    cursor = segment.start
    counting = False  # inside the noun phrase of a count
    base: Number | None = None
    for number, group in enumerate(segment.groups):
        later = [g[0].start for g in segment.groups[number + 1 :]]
        start, before = cursor, mask[cursor : group[0].start]
        after = mask[group[-1].end : later[0] if later else segment.end]
        if counting:
            item = _next_item(before, after)
            if item is None:
                continue  # a figure inside the noun phrase: 过100亿元企业
            start, before = cursor + len(before) - len(item), item
        if later and is_money(group[0].unit) and _OVER.search(before) and _THRESHOLD_NOUN.match(after):
            continue  # a size that names a class: 销售收入超百亿元企业达到5家
        if _BASE_VALUE.search(before) and isinstance(group[0].value, int | float):
            base = group[0].value
            name = _BASE_VALUE.sub("", text[start : group[0].start])
            progress.indicator = trimmed(name[lead_in(name) :]) or progress.indicator
            cursor = group[-1].end
            continue
        if len(group) == 1 and later and not is_rate(group[0].unit):
            after = mask[group[-1].end : _noun_end(mask, group[-1].end, later, segment.end)]
        clue = Clue(text, mask, segment, start, group, before, after, marks, frame)
        if number and before == "、" and len(group) == 1 and _measured_again(clue, progress):
            cursor = group[-1].end
            continue
        counted = is_count(clue)
        read = read_count(clue, progress, base) if counted else read_indicator(clue, progress, base)
        counting = bool(read) and counted
        if not read and later and not NOUN_STOP.match(clue.after):
            continue  # a figure inside the noun phrase that the next figure measures
        cursor = group[-1].end
        base = None
        progress.readings.extend(read)
        progress.names.extend(r.indicator for r in read)


def _measured_again(clue: Clue, progress: Progress) -> bool:
    """Add the figure where the same thing is measured once more in another unit (改造小区49个、3.2万户)."""
    figure, last = clue.group[0], progress.readings[-1] if progress.readings else None
    if last is None or last.end != clue.start or progress.counted or not NOUN_STOP.match(clue.after):
        return False
    if is_rate(figure.unit) or is_money(figure.unit) or figure.unit == last.unit:
        return False
    again = replace(last, value=figure.value, unit=figure.unit, op=comparison_of(clue, figure), end=figure.end)
    progress.readings.append(again)
    return True


def _next_item(before: str, after: str) -> str | None:
    """The words of the next item of a list of counts; None where the list has not gone on."""
    pause = max(before.rfind("、"), before.rfind("和"), before.rfind("及"))
    item = before[pause + 1 :]
    if pause >= 0 and (_opens(item) or not after.strip("、) ")):
        return item
    return None


def _opens(item: str) -> bool:
    return bool(lexicon.ADVERBS_ONLY.match(item) or lexicon.BUILD_END.search(item))


def _noun_end(mask: str, start: int, figures_after: Sequence[int], end: int) -> int:
    """Where the noun phrase that begins at ``start`` gives way to the next item of a list."""
    for at in figures_after:
        between = mask[start:at]
        pause = max(between.rfind("、"), between.rfind("和"), between.rfind("及"))
        if pause >= 0 and _opens(between[pause + 1 :]):
            return start + pause
    if not mask[start : figures_after[0]].strip("、和及"):
        return figures_after[0]
    return end


@dataclass(frozen=True, slots=True)
class _Tone:
    """What the whole sentence sounds like: where a word of aiming first stands, and whether it promises money."""

    aims_from: int | None
    benefit: bool
    barred: bool  # stands among rules or in a review, and does not aim


def _tone(mask: str, frame: Frame) -> _Tone:
    aim = lexicon.GOAL.search(mask)
    barred = (frame.rule or frame.review) and not _RULED.search(mask)
    return _Tone(aim.start() if aim else None, lexicon.MONEY_BENEFIT.search(mask) is not None, barred)


def _rejected(mask: str, segment: Segment, marks: Sequence[YearMark], frame: Frame, tone: _Tone) -> bool:
    """Does the clause report what is, set a condition, promise money, or prescribe?"""
    clause = mask[segment.start : segment.end]
    past = lexicon.PAST.search(clause)
    if past and not _AIMED.search(clause) and not (past.group().startswith("同比") and (frame.goal or frame.period)):
        return True
    due = due_year(marks, segment.end)
    if due and frame.issued and due.year < frame.issued:
        return True
    if lexicon.CONDITION.match(clause) and ("的" in clause[-2:] or mask.startswith(("对", "凡"))):
        return True
    if clause.endswith(("的", "的企业")):
        return True
    if any(is_money(f.unit) for group in segment.groups for f in group) and _GRANTED_NEXT.match(mask, segment.end):
        return True
    if "方" in mask or "才" in mask:
        allowed = _ALLOWED_ONLY.search(mask, segment.start, segment.end + 120)
        if allowed and ";" not in mask[segment.start : allowed.start()]:
            return True
    if _OF_BENEFIT.search(clause) or _EARMARKED.search(clause) or _MADE_UP.search(clause):
        return True
    goal = tone.aims_from is not None and tone.aims_from < segment.end
    shares = any(is_money(f.unit) or f.unit == "%" for group in segment.groups for f in group)
    first = segment.groups[0][0].start
    measured = goal and _MEASURED.search(mask[max(0, first - 16) : first])
    if shares and not measured and tone.benefit:
        return True
    if _PRESCRIBED.match(clause) and not _PURPOSE.search(clause):
        return not (goal and clause.startswith("以"))
    return tone.barred
