"""A figure with the words around it, and what can be told from them: comparison, kind, year, doubts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.compiler.targets import lexicon
from luoshi.compiler.targets.reading import Frame, Progress, Reading, Segment, base_year, due_year, is_money, is_rate
from luoshi.compiler.targets.years import YearMark
from luoshi.kernel.quantities import Comparison, Figure, Number, comparison
from luoshi.packs.model import TargetKind

NOUN_STOP = re.compile(
    r"^(?:的(?:目标|水平|增长|增速|速度|要求|任务|幅度)|[、,;。!?:和及且并)]|与(?![^,、]{2,12}(?:相|配套|有关))|以及|左右|$|\s|其中|同时|□+(?:[,;。、]|$))"
)
"""What after a figure shows that no noun follows which it counts."""

_CUMULATIVE = re.compile(
    r"累计|新增|净增|新引进|新培育|新认定|新创建|新获批|新取得|新发展|新签|(?<![\d第十学])[一二三四五\d]年(?=新建|新增|补充|培训|培育|引进|建设|改造|建成|完成|累计|招|选)|(?<!\d)[\d一二两三四五六七八九十]{1,2}(?:-\d)?年(?:内|时间)"
)
_ANNUAL = re.compile(r"每年|年均(?!浓度|值|气温|水平|降雨|降水|日照)|年人均|逐年")
_WITHIN_YEARS = re.compile(r"[\d一二两三四五六七八九十]年(?:内|时间|左右的?时间)")
_SURE = ("paragraph", "heading")
_ALLOTTED = re.compile(r"安排|投入|统筹|列支|注资|出资|发放|设立")
_NORM = re.compile(r"不(?:得)?(?:低于|少于|高于|超过)$")
_WON = re.compile(r"新|引|招|签|认定")  # a sum over the years goes on with these: 累计引进…;引进…
_LATE_GROWTH = re.compile(r"的?(?:增长|增速|增幅)")
_GROWING_NAME = re.compile(r"增长率?$|增速$|增幅$|涨幅$|递增率?$")


@dataclass(frozen=True, slots=True)
class Clue:
    """A group of figures in a clause. ``start``: where the words that belong to it begin; ``before`` and ``after``
    are those words with quotations blanked, up to the neighbouring figures."""

    text: str
    mask: str
    segment: Segment
    start: int
    group: tuple[Figure, ...]
    before: str
    after: str
    marks: Sequence[YearMark]
    frame: Frame

    @property
    def unit(self) -> str:
        """The unit that the group shares."""
        return self.group[0].unit or self.group[-1].unit

    @property
    def end(self) -> int:
        """Where the last figure ends, with its qualifier."""
        return self.group[-1].end

    @property
    def clause(self) -> str:
        """The clause up to the figure."""
        return self.mask[self.segment.start : self.group[0].start]

    @property
    def dated(self) -> bool:
        """Is there a word or a place that makes the figure a goal?"""
        lead = self.mask[max(0, self.group[0].start - 60) : self.group[0].start]
        return self.frame.goal or due_year(self.marks, self.end) is not None or bool(lexicon.GOAL.search(lead))


def comparison_of(clue: Clue, figure: Figure) -> Comparison:
    """What the words around a figure ask (至少 may stand before the verb)."""
    before = clue.mask[clue.segment.start : figure.start]
    found = comparison(before, figure)
    if found == "=" and "至少" in before[-8:]:
        return ">="
    return "<=" if found == "=" and capped(clue, figure) else found


def capped(clue: Clue, figure: Figure) -> bool:
    """Is the figure a ceiling by its verb alone (控制在33微克/立方米)?"""
    return figure.end == figure.core_end and clue.mask[: figure.start].endswith(("控制在", "严控在", "限制在"))


def kind_of(clue: Clue, progress: Progress, verb: str = "", indicator: str = "", fresh: bool = False) -> TargetKind:
    """Level, growth, cumulative or annual; ``fresh``: a verb of building of its own governs the figure."""
    lead = clue.mask[clue.start : clue.group[0].start]
    if is_rate(clue.unit):
        return _kind_of_rate(clue, lead, verb, indicator)
    if "累计" in lead:
        return "cumulative"
    if fresh and progress.readings and progress.kind == "annual" and not _dated_itself(clue):
        return "annual"  # 每年造林20万亩,治理矿山30个
    if _ANNUAL.search(clue.clause if progress.readings else clue.mask[: clue.group[0].start]):
        return "annual"
    if _CUMULATIVE.search(clue.clause if not progress.readings or fresh else lead) or within_years(clue):
        return "cumulative"
    if verb and not fresh and lexicon.ATTAIN_END.search(lead):
        return "level"
    if fresh and clue.frame.annual_verb == progress.verb:
        return "annual"
    if fresh and "其中" not in clue.clause and clue.text[max(clue.start - 1, 0) : clue.start] != "、":
        return "cumulative" if clue.frame.cumulative and _WON.search(progress.verb) else "level"
    return progress.kind if progress.kind in ("cumulative", "annual") else "level"


def _kind_of_rate(clue: Clue, lead: str, verb: str, indicator: str) -> TargetKind:
    growing = lexicon.GROWTH.search(verb) or _GROWING_NAME.search(indicator) or _LATE_GROWTH.match(clue.after)
    if growing:
        return "cumulative" if "累计" in lead else "growth"
    if "每年" in lead and lexicon.CHANGE.search(verb):
        return "annual"
    if re.search(r"年均(?!浓度|值|气温|水平)", lead) and lexicon.CHANGE.search(verb):
        return "growth"
    return "cumulative" if "累计" in lead else "level"


def _dated_itself(clue: Clue) -> bool:
    """Does the clause print a year of its own, or open a new part of the sentence?"""
    start = clue.segment.start
    own = any(m.role == "due" and start <= m.start < clue.group[0].start for m in clue.marks)
    return own or clue.text[max(start - 1, 0) : start] != "," or "到" in clue.clause


def within_years(clue: Clue) -> bool:
    """Is the only date a span such as 5年内?"""
    return bool(_WITHIN_YEARS.search(clue.mask[max(0, clue.segment.start - 12) : clue.group[0].start]))


def year_of(clue: Clue, kind: TargetKind) -> tuple[int | None, list[str]]:
    """When it falls due: the year before it in the sentence, the paragraph's, the section's, the title's."""
    own = due_year(clue.marks, clue.end)
    if own:
        return own.year, []
    frame = clue.frame
    if within_years(clue):
        return None, ["几年内,起算年未写明"]
    if kind == "annual" and frame.year_from not in _SURE:
        return None, []
    if kind == "annual" and frame.year is not None:
        return frame.year, ["每年一类任务的年份承上文"]
    if frame.year is not None:
        return frame.year, [] if frame.goal or frame.year_from in _SURE else ["年份承上文"]
    if kind == "growth":
        later = next((m for m in clue.marks if m.role == "due" and m.start >= clue.end), None)
        if later:
            return later.year, ["年份取自后文"]
    if frame.title_year is not None and kind != "annual":
        sure = frame.goal or frame.period or re.search(r"全年|年度", clue.mask[: clue.end])
        return frame.title_year, [] if sure else ["年份取自标题"]
    return None, ["未写年份"] if frame.goal else []


def _due(clue: Clue) -> bool:
    """Does anything say by when, or that the words stand among goals?"""
    frame = clue.frame
    inherited = frame.year or frame.title_year
    return frame.goal or inherited is not None or due_year(clue.marks, clue.end) is not None or "年均" in clue.clause


def _doubts(clue: Clue, figure: Figure, kind: TargetKind, op: Comparison, verb: str) -> list[str]:
    doubts = []
    if kind == "annual" and not _ANNUAL.search(clue.clause) and clue.frame.annual_verb is None:
        doubts.append("“每年”承前句")
    if (
        kind == "cumulative"
        and not clue.frame.cumulative
        and not re.search(r"新增|净增|累计|年内|[一二三四五\d]年(?=[新补培引建改完招选])", clue.clause)
        and "新" in clue.clause + verb
    ):
        doubts.append("新认定一类数量按累计理解")
    if (
        kind == "level"
        and clue.unit == "%"
        and lexicon.CHANGE.search(verb)
        and not re.search(r"[到至为]", verb)
        and base_year(clue.marks, clue.segment.start, clue.end) is None
    ):
        doubts.append("升降幅度未写明是年均还是累计")
    if kind == "level" and "新" in verb and not clue.frame.period:
        doubts.append("新建一类数量未写明是否累计")
    if is_rate(clue.unit) and op in (">=", "<=") and _NORM.search(clue.clause) and not _due(clue):
        doubts.append("可能是标准而非目标")
    if is_money(clue.unit) and _ALLOTTED.search(clue.clause):
        doubts.append("投入安排,是否列为目标请核对")
    if lexicon.SUPPORTING.match(verb) and not lexicon.GOAL.search(clue.clause):
        doubts.append("动词较弱,是否为量化目标请核对")
    if capped(clue, figure) and not any(f.tail for f in clue.group):
        doubts.append("“控制在”按上限理解")
    if not figure.unit:
        doubts.append("无计量单位")
    if figure.loose and figure.tail is None and op == "=" and figure.end == figure.core_end:
        doubts.append("约数")
    return doubts


def reading_of(
    clue: Clue, figure: Figure, name: str, op: Comparison, kind: TargetKind, *, scope: str | None,
    reasons: Sequence[str], base: Number | None, verb: str,
) -> Reading:  # fmt: skip
    """The target as read, with its year and what is doubtful about it."""
    year, doubts = year_of(clue, kind)
    if scope and scope.endswith("城区"):
        doubts = [*doubts, "适用范围取句中的城区,请核对"]
    end = figure.end
    if clue.after and not NOUN_STOP.match(clue.after) and figure is clue.group[-1]:
        end = clue.end + len(clue.text[clue.end : clue.end + len(clue.after)].rstrip("、和及"))
    return Reading(
        indicator=name.strip(" 、,"),
        op=op,
        value=figure.value,
        unit=figure.unit,
        kind=kind,
        year=year,
        scope=scope or clue.frame.place,
        start=clue.segment.start if clue.start - clue.segment.start < 40 else clue.start,
        end=end,
        verb=verb,
        base_year=base_year(clue.marks, clue.segment.start, clue.end),
        base_value=base,
        reasons=tuple(dict.fromkeys((*reasons, *doubts, *_doubts(clue, figure, kind, op, verb)))),
    )
