"""Figures in words that are no numbers: 破零, 两位数增长, 打造十大…, and circles of so many minutes."""

from __future__ import annotations

import re

from luoshi.compiler.targets.phrases import lead_in, parts_of_list, trimmed
from luoshi.compiler.targets.reading import Frame, Reading, due_year
from luoshi.compiler.targets.scopes import split_scope
from luoshi.compiler.targets.years import YearMark
from luoshi.kernel.numerals import read_number
from luoshi.packs.model import TargetKind

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
    r"[“\"]?(?P<list>(?:[^“”\",;。、]{0,8}?\d{1,3}分钟、?){1,4})[”\"]?(?P<noun>[^,;。、“”\"0-9]{0,14}圈)"
)
_ONE_CIRCLE = re.compile(r"(?P<who>[^\d、“\"]{0,8}?)(?P<minutes>\d{1,3})分钟")
_MAKING = re.compile(r"(?:构建|打造|建设|形成|建成|完善|构筑|建立|推进|织密|优化|基本)[^,;。]{0,14}$")


def special_readings(text: str, mask: str, marks: list[YearMark], frame: Frame) -> list[Reading]:
    """The targets of a sentence whose figure is no plain number with a unit."""
    out: list[Reading] = []
    if "零" in mask:
        out.extend(_above_zero(text, mask, marks, frame))
    if "位数" in mask:
        out.extend(_two_digits(text, mask, marks, frame))
    if "大" in mask or "佳" in mask or "强" in mask:
        out.extend(_ten_great(text, mask, marks, frame))
    if "分钟" in text and "圈" in text:
        out.extend(_circles(text, marks, frame))
    return out


def _clause_start(mask: str, at: int) -> int:
    return max(mask.rfind(mark, 0, at) for mark in ",;。:") + 1


def _make(
    name: str, value: float, unit: str, kind: TargetKind, span: tuple[int, int], marks: list[YearMark], frame: Frame,
    scope: str | None, reason: str, above: str = "=",
) -> Reading:  # fmt: skip
    own = due_year(marks, span[1])
    year = own.year if own else frame.year if frame.year is not None else frame.title_year
    return Reading(
        indicator=name,
        op=">" if above == ">" else ">=" if above == ">=" else "=",
        value=int(value) if value == int(value) else value,
        unit=unit,
        kind=kind,
        year=year,
        scope=scope or frame.place,
        start=span[0],
        end=span[1],
        reasons=(reason,) if reason else (),
    )


def _above_zero(text: str, mask: str, marks: list[YearMark], frame: Frame) -> list[Reading]:
    out: list[Reading] = []
    for found in _ZERO.finditer(mask):
        start = _clause_start(mask, found.start())
        phrase = text[start : found.start()]
        if mask[found.end() : found.end() + 2] == "倍增" or len(phrase) > 120:
            continue
        scope, rest = split_scope(phrase[lead_in(phrase) :], frame.place)
        names = parts_of_list(trimmed(rest), None) if found["all"] else [trimmed(rest)]
        out.extend(
            _make(
                n,
                0,
                "",
                "level",
                (start, found.end()),
                marks,
                frame,
                scope,
                "" if "破零" in found.group() else "以文字表示的门槛",
                ">",
            )
            for n in names
            if len(n) >= 2
        )
    return out


def _two_digits(text: str, mask: str, marks: list[YearMark], frame: Frame) -> list[Reading]:
    out: list[Reading] = []
    for found in _TWO_DIGITS.finditer(mask):
        start = _clause_start(mask, found.start())
        phrase = text[start : found.start()]
        if len(phrase) > 120:
            continue
        phrase = phrase[lead_in(phrase) :]
        scope, rest = split_scope(phrase, frame.place)
        names = parts_of_list(trimmed(rest), None) if "均" in found.group()[:4].replace("年均", "") else [trimmed(rest)]
        out.extend(
            _make(
                n,
                10,
                "%",
                "growth",
                (start, found.end()),
                marks,
                frame,
                scope,
                "" if found["above"] else "两位数按不低于10%理解",
                ">=",
            )
            for n in names
            if len(n) >= 2
        )
    return out


def _ten_great(text: str, mask: str, marks: list[YearMark], frame: Frame) -> list[Reading]:
    out: list[Reading] = []
    for found in _BIG.finditer(mask):
        noun = text[found.start("noun") : found.end("noun")]
        if not _PROJECT_NOUN.search(noun):
            continue
        if found["verb"] in ("、", "和") and not (out and found.start() <= out[-1].end):
            continue
        count = read_number(found["count"])
        if count is None or count < 10:
            continue
        unit = (
            "家"
            if noun.endswith(("企业", "公司", "集团", "合作社", "农场"))
            else "项"
            if noun.endswith("项目")
            else "个"
        )
        start = found.start() if found["verb"] not in ("、", "和") else found.start("count")
        out.append(_make(noun, count, unit, "level", (start, found.end()), marks, frame, None, ""))
    return out


def _circles(text: str, marks: list[YearMark], frame: Frame) -> list[Reading]:
    out: list[Reading] = []
    for found in _CIRCLE.finditer(text):
        if not _MAKING.search(
            text[max(0, found.start() - 30) : found.end("list")].split(",")[-1][:40]
        ) and not _MAKING.search(text[max(0, found.start() - 24) : found.start()]):
            continue
        many = _ONE_CIRCLE.findall(found["list"])
        for who, minutes in many:
            name = f"{found['noun']}({who})" if len(many) > 1 and who else found["noun"]
            out.append(
                _make(
                    name, int(minutes), "分钟", "level", found.span(), marks, frame, None, "服务半径,是否列为目标请核对"
                )
            )
    return out
