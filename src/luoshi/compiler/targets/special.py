"""Figures in words that are no numbers: 破零, 两位数增长, 打造十大…, and circles of so many minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.compiler.targets.phrases import lead_in, parts_of_list, trimmed
from luoshi.compiler.targets.reading import Frame, Reading, due_year
from luoshi.compiler.targets.scopes import split_scope
from luoshi.compiler.targets.years import YearMark
from luoshi.kernel.numerals import read_number
from luoshi.kernel.quantities import Comparison, Number
from luoshi.packs.model import TargetKind

_LONGEST = 120
_FIRMS = ("企业", "公司", "集团", "合作社", "农场")
_ZERO = re.compile(r"(?P<all>全部|均|都)?(?:实现)?(?:破零|零突破|零的突破)")
_TWO_DIGITS = re.compile(
    r"(?P<verb>保持|实现|达到|年均|均|都|力争)*(?:两|双)位数(?P<above>以上)?的?(?P<growth>增长|增速|增幅)"
)
_BIG = re.compile(
    r"(?P<verb>打造|培育|建设|创建|评选|实施|遴选|选树|推出|培育壮大|扶持|、|和)(?:全市|全省|全国|全县|全区|一批)?(?P<count>十|二十|三十|五十|百|\d{2,3})(?:大|佳|强)(?P<noun>[^,;。、()和及]{2,20})"
)
_PROJECT_NOUN = re.compile(
    r"(?:企业|公司|项目|园区|品牌|基地|平台|集群|中心|集团|农庄|景区|示范区|示范点|人物|案例|产品|街区|商圈|合作社|农场|学校|医院|场景|市场)$"
)
_CIRCLE = re.compile(
    r"[“\"]?(?P<list>[^“”\",;。、\d]{0,8}(?P<minutes>\d{1,3})分钟(?:、[^“”\",;。、\d]{0,8}\d{1,3}分钟){0,4})[”\"]?(?P<noun>[^,;。、“”\"0-9]{0,14}圈)"
)
_ONE_CIRCLE = re.compile(r"(?P<who>[^\d、“\"]{0,8}?)(?P<minutes>\d{1,3})分钟")
_MAKING = re.compile(r"(?:构建|打造|建设|形成|建成|完善|构筑|建立|推进|织密|优化|基本)[^,;。]{0,14}$")


_SHARE_HINT = re.compile(r"%(?:以上)?的")
_SHARE_OF = re.compile(
    r"(?:(?<=[,;:。、])|^|(?<=年)|(?<=[底末前]))(?:力争|争取|确保|全[省市县区国州])?(?P<verb>完成|实现|推动|确保|使)?(?P<lead>超过|不低于|不少于)?"
    r"(?P<share>\d{1,3}(?:\.\d{1,2})?)%(?P<tail>以上|左右)?的"
    r"(?P<what>[^,。;、:%\d]{2,24}?(?:达到|达标|实现|完成|通过|建成|建立|配备|接入|开展|设立|建有|创建|覆盖|具备|实行|迁移|上云|转移|纳入|提升|成为)[^,。;:%]{0,24})"
)
_COVER = re.compile(r"覆盖(?P<share>\d{1,3})%(?P<tail>以上)?的(?P<what>[^,。;、:%\d]{2,20})(?=[,。;]|$)")
_WITHIN_HINT = re.compile(r"%(?:以上)?(?:设立|设置|配备|接入|纳入|覆盖|建立|建成|完成|实现|预留|安装)")
_SHARE_WITHIN = re.compile(
    r"(?:(?<=[,;:。])|^)(?:推动|确保|实现|力争)?(?P<who>[^,。;、:%\d][^,。;:%]{2,20}?)(?P<share>\d{1,3})%(?P<tail>以上)?"
    r"(?P<what>(?:设立|设置|配备|接入|纳入|覆盖|建立|建成|完成|实现|预留|安装)[^,。;:%\d]{2,20})"
)
_SHARE_OF_MONEY = re.compile(r"奖|补|税|资金|费用|款|标准给予|投资额|收益")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The sentence being read, with the years it prints and what it inherits."""

    text: str
    mask: str
    marks: Sequence[YearMark]
    frame: Frame

    def phrase_before(self, at: int) -> tuple[int, str | None, str] | None:
        """Where the clause before ``at`` begins, its scope and its name; None where it is too long to be one."""
        start = max(self.mask.rfind(mark, 0, at) for mark in ",;。:") + 1
        phrase = self.text[start:at]
        if len(phrase) > _LONGEST:
            return None
        scope, rest = split_scope(phrase[lead_in(phrase) :], self.frame.place)
        return start, scope, trimmed(rest)

    def reading(self, name: str, figure: _Worded, span: tuple[int, int], scope: str | None, doubt: str = "") -> Reading:
        """The target as read."""
        own = due_year(self.marks, span[1])
        inherited = self.frame.year if self.frame.year is not None else self.frame.title_year
        return Reading(
            indicator=name,
            op=figure.op,
            value=figure.value,
            unit=figure.unit,
            kind=figure.kind,
            year=own.year if own else inherited,
            scope=scope or self.frame.place,
            start=span[0],
            end=span[1],
            reasons=(doubt,) if doubt else (),
        )


@dataclass(frozen=True, slots=True)
class _Worded:
    """What figure the words stand for."""

    op: Comparison
    value: Number
    unit: str
    kind: TargetKind = "level"


def special_readings(text: str, mask: str, marks: Sequence[YearMark], frame: Frame) -> list[Reading]:
    """The targets of a sentence whose figure is no plain number with a unit."""
    sentence = _Sentence(text, mask, marks, frame)
    out: list[Reading] = []
    if "零" in mask:
        out.extend(_above_zero(sentence))
    if "位数" in mask:
        out.extend(_two_digits(sentence))
    if "大" in mask or "佳" in mask or "强" in mask:
        out.extend(_ten_great(sentence))
    if "分钟" in text and "圈" in text:
        out.extend(_circles(sentence))
    if "%" in mask and _SHARE_HINT.search(mask):
        out.extend(_shares_of(sentence))
    if "%" in mask and "覆盖" in mask:
        out.extend(_covered(sentence))
    if "%" in mask and _WITHIN_HINT.search(mask):
        out.extend(_shares_within(sentence))
    return out


def _covered(sentence: _Sentence) -> Iterator[Reading]:
    """组建教育集团4个,覆盖60%以上的学校: the share of what is covered."""
    for found in _COVER.finditer(sentence.mask):
        value = read_number(found["share"])
        if value is None or value > 100 or sentence.frame.rule or sentence.frame.review:
            continue
        op: Comparison = ">=" if found["tail"] else "="
        scope, noun = split_scope(sentence.text[found.start("what") : found.end("what")], sentence.frame.place)
        yield sentence.reading(f"{noun}覆盖率", _Worded(op, value, "%"), found.span(), scope, "覆盖比例,指标名称请核对")


def _shares_within(sentence: _Sentence) -> Iterator[Reading]:
    """A share between its subject and its verb: 二级以上医院100%设立老年科."""
    for found in _SHARE_WITHIN.finditer(sentence.mask):
        if sentence.frame.rule or sentence.frame.review or _SHARE_OF_MONEY.search(found.group()):
            continue
        value = read_number(found["share"])
        if value is None or value > 100:
            continue
        who = sentence.text[found.start("who") : found.end("who")]
        scope, subject = split_scope(who[lead_in(who) :], sentence.frame.place)
        name = subject + sentence.text[found.start("what") : found.end("what")]
        op: Comparison = ">=" if found["tail"] else "="
        yield sentence.reading(
            name, _Worded(op, value, "%"), (found.start(), found.end()), scope, "比例在句中,指标名称请核对"
        )


def _shares_of(sentence: _Sentence) -> Iterator[Reading]:
    """A share before the things that are to reach something: 到2025年,60%以上的乡镇建成示范站所."""
    mask, frame = sentence.mask, sentence.frame
    for found in _SHARE_OF.finditer(mask):
        own = due_year(sentence.marks, found.start())
        if not (own or frame.goal or found["verb"] or frame.year or frame.title_year):
            continue
        if _SHARE_OF_MONEY.search(mask, found.start(), found.end()) or frame.rule or frame.review:
            continue
        value = read_number(found["share"])
        if value is None or value > 100:
            continue
        op: Comparison = ">=" if "上" in (found["tail"] or "") or found["lead"] in ("不低于", "不少于") else "="
        op = ">" if found["lead"] == "超过" else op
        name = sentence.text[found.start("what") : found.end("what")]
        scope, name = split_scope(name, frame.place)
        yield sentence.reading(
            name, _Worded(op, value, "%"), (found.start(), found.end()), scope, "比例在前,指标名称请核对"
        )


def _above_zero(sentence: _Sentence) -> Iterator[Reading]:
    for found in _ZERO.finditer(sentence.mask):
        before = sentence.phrase_before(found.start())
        if before is None or sentence.mask.startswith("倍增", found.end()):
            continue
        start, scope, phrase = before
        doubt = "" if "破零" in found.group() else "以文字表示的门槛"
        for name in parts_of_list(phrase, None) if found["all"] else [phrase]:
            if len(name) >= 2:
                yield sentence.reading(name, _Worded(">", 0, ""), (start, found.end()), scope, doubt)


def _two_digits(sentence: _Sentence) -> Iterator[Reading]:
    for found in _TWO_DIGITS.finditer(sentence.mask):
        before = sentence.phrase_before(found.start())
        if before is None:
            continue
        start, scope, phrase = before
        doubt = "" if found["above"] else "两位数按不低于10%理解"
        shared = "均" in found.group()[:4].replace("年均", "")
        for name in parts_of_list(phrase, None) if shared else [phrase]:
            if len(name) >= 2:
                yield sentence.reading(name, _Worded(">=", 10, "%", "growth"), (start, found.end()), scope, doubt)


def _ten_great(sentence: _Sentence) -> Iterator[Reading]:
    end = -1  # of the item before: a further one follows it directly
    for found in _BIG.finditer(sentence.mask):
        further = found["verb"] in ("、", "和")
        noun = sentence.text[found.start("noun") : found.end("noun")]
        count = read_number(found["count"])
        if not _PROJECT_NOUN.search(noun) or (further and found.start() != end) or count is None or count < 10:
            continue
        end = found.end()
        unit = "家" if noun.endswith(_FIRMS) else "项" if noun.endswith("项目") else "个"
        span = (found.start("count") if further else found.start(), end)
        yield sentence.reading(noun, _Worded("=", count, unit), span, None)


def _circles(sentence: _Sentence) -> Iterator[Reading]:
    for found in _CIRCLE.finditer(sentence.text):
        if not _MAKING.search(sentence.text[max(0, found.start() - 24) : found.start("minutes")]):
            continue
        many = _ONE_CIRCLE.findall(found["list"])
        for who, minutes in many:
            name = f"{found['noun']}({who})" if len(many) > 1 and who else found["noun"]
            figure = _Worded("=", int(minutes), "分钟")
            yield sentence.reading(name, figure, found.span(), None, "服务半径,是否列为目标请核对")
