"""What one sentence is read with, and what is read from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from luoshi.compiler.targets import lexicon
from luoshi.compiler.targets.years import YearMark
from luoshi.kernel.quantities import Comparison, Figure, Number, Value
from luoshi.packs.model import TargetKind

_QUOTED = re.compile(
    r"“[^“”\n]{0,80}”|\"[^\"\n]{0,80}\"|《[^《》\n]{0,120}》|〔[^〔〕\n]{0,80}〕|【[^【】\n]{0,200}】|「[^「」\n]{0,80}」|\([^()\n]{0,300}\)"
)
_OPENED = re.compile(r"\((?=其中)")
_BREAK = re.compile(r"[,;。!?:\n]")
_OF_DAYS = re.compile(r"(?:[、和至或]|-)\d{1,3}个?(?:工作日|自然日|月|小时)")
_HANDLING = re.compile(r"审理|办理|审批|审查|办案|办结|审核")  # days of a procedure: a time limit
FILLER = "□"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sentence inherits: year with its source, place, and whether it stands among goals or among rules."""

    year: int | None = None
    year_from: str = ""  # paragraph, section, title
    title_year: int | None = None
    period: bool = False  # the title prints a period (2021-2023年) or is that of a plan for one year
    place: str | None = None
    issued: int | None = None
    goal: bool = False
    rule: bool = False
    review: bool = False  # stands under a heading such as 工作回顾
    annual_verb: str | None = None  # verb of the sentence before, where that counted yearly
    cumulative: bool = False  # the sentence before ended in a semicolon and counted cumulatively
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure read as a target; ``start`` and ``end`` in the sentence; ``verb`` that governs it."""

    indicator: str
    op: Comparison
    value: Value
    unit: str
    kind: TargetKind
    year: int | None
    scope: str | None
    start: int
    end: int
    verb: str = ""
    base_year: int | None = None
    base_value: Number | None = None
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Progress:
    """What has been read of the present sentence so far: that which a later clause takes up again."""

    indicator: str = ""
    names: list[str] = field(default_factory=list)  # all indicators so far
    scope: str | None = None
    kind: TargetKind = "level"
    verb: str = ""
    counted: bool = False  # the last figure was a count governed by a verb of building
    segment: int = -1
    readings: list[Reading] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Segment:
    """A clause between commas: its place in the sentence, its figures in groups, its number."""

    index: int
    start: int
    end: int
    groups: tuple[tuple[Figure, ...], ...]


def masked(text: str) -> str:
    """``text`` with quotations and brackets blanked, character for character; ``(其中…)`` becomes a clause.

    >>> masked("实施“百企”工程,建设10个(含在建)园区(其中省级5个)")
    '实施□□□□工程,建设10个□□□□□园区,其中省级5个)'
    """
    if "(其中" in text:
        text = _OPENED.sub(",", text)
    return _QUOTED.sub(
        lambda m: "破零".ljust(len(m.group()), FILLER) if m.group()[1:-1] == "破零" else FILLER * len(m.group()), text
    )


def segments(mask: str, found: Sequence[Figure]) -> list[Segment]:
    """The clauses of a sentence that hold figures; figures that follow each other directly form a group."""
    out: list[Segment] = []
    start, at = 0, 0
    ends = [m.start() for m in _BREAK.finditer(mask)] + [len(mask)]
    for index, end in enumerate(ends):
        inside: list[Figure] = []
        while at < len(found) and found[at].start < end:
            inside.append(found[at])
            at += 1
        if inside:
            out.append(Segment(index, start, end, _grouped(mask, inside)))
        start = end + 1
    return out


def _grouped(mask: str, inside: Sequence[Figure]) -> tuple[tuple[Figure, ...], ...]:
    groups: list[list[Figure]] = []
    for figure in inside:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and _alike(last.unit, figure.unit)
            and mask[last.end : figure.start] in ("", "、", "和", "及", "与", "或", " ")
        ):
            groups[-1].append(figure)
        else:
            groups.append([figure])
    return tuple(tuple(g) for g in groups)


def _alike(one: str, other: str) -> bool:
    return one == other or (is_rate(one) and is_rate(other)) or (is_money(one) and is_money(other))


def is_rate(unit: str) -> bool:
    """Is the unit a share or a multiple?"""
    return unit in ("%", "‰", "倍") or unit.endswith("百分点") or unit.startswith("/")


def is_money(unit: str) -> bool:
    """Is the unit an amount of money?"""
    return unit.endswith(("元", "美元", "港币")) and "/" not in unit


def due_year(marks: Sequence[YearMark], place: int) -> YearMark | None:
    """The last due year printed before ``place``."""
    return next((m for m in reversed(marks) if m.role == "due" and m.start < place), None)


def base_year(marks: Sequence[YearMark], start: int, end: int) -> int | None:
    """The year compared with, printed inside the clause."""
    return next((m.year for m in reversed(marks) if m.role == "base" and start <= m.start < end), None)


def bare_figure(text: str, mask: str, figure: Figure) -> bool:
    """Is the figure no target whatever stands around it: a frequency, a limit in days, an age, a name?"""
    unit, before = figure.unit, mask[max(0, figure.start - 8) : figure.start]
    after = mask[figure.core_end : figure.core_end + 3]
    if _OF_DAYS.match(mask, figure.end):
        return True  # 3个、1个工作日
    if unit in ("个工作日", "工作日", "个月", "小时", "届", "期", "轮", "代", "级", "字", "站"):
        return True
    lead = mask[max(0, figure.start - 20) : figure.start]
    if unit == "天" and ("天数" not in lead or _HANDLING.search(lead)):
        return True
    if unit == "岁" and "寿命" not in mask[max(0, figure.start - 20) : figure.start]:
        return True
    counted = unit == "次" and "次数" in mask[max(0, figure.start - 12) : figure.start]
    if unit in ("次", "批", "批次", "班") and not counted and not before.endswith(("人", "达到", "突破")):
        return True
    if unit == "分钟" and "圈" not in mask[figure.end : figure.end + 16]:
        return True
    if unit == "分" and "分以" not in text:
        return True
    if before.endswith(
        ("等", "这", "该", "第", "前", "上述", "以上述", "共有", "近", "方面", "同一", "另", "其他")
    ) and unit in ("个", "家", "项", "名"):
        return not before.endswith("近") or not lexicon.BUILD_END.search(before[:-1])
    return after.startswith(("工程", "计划”", "战略")) and figure.worded
