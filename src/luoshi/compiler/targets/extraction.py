"""Targets of one sentence: each figure with its comparison, kind, year, scope and what it measures."""

from __future__ import annotations

import re

from luoshi.compiler.targets import lexicon
from luoshi.compiler.targets.phrases import after_noun, lead_in, parts_of_list, trimmed
from luoshi.compiler.targets.reading import (
    FILLER,
    Frame,
    Progress,
    Reading,
    Segment,
    bare_figure,
    base_year,
    due_year,
    is_money,
    is_rate,
    masked,
    segments,
)
from luoshi.compiler.targets.scopes import acting_place, split_scope
from luoshi.compiler.targets.special import special_readings
from luoshi.compiler.targets.years import YearMark, year_marks
from luoshi.kernel.quantities import FIGURE, Comparison, Figure, Number, comparison, figures, lead_comparison
from luoshi.packs.model import TargetKind

_LONGEST = 800
_NO_VERB = re.compile(r"$")
_CUMULATIVE = re.compile(
    r"累计|新增|净增|新引进|新建成|新培育|新认定|新创建|新建|(?<!\d)[\d一二两三四五六七八九十]{1,2}(?:-\d)?年(?:内|时间)"
)
_ANNUAL = re.compile(r"每年|每年度|年均|逐年")
_BASE_VALUE = re.compile(r"(?:从|由)(?:20\d\d年(?:底|末)?的?)?[^,]{0,6}$")
_RATIO_OF = re.compile(
    r"^(?P<part>.{2,}?)(?:不少于|不低于|不超过|不高于|超过|达到|达|占|占到|约占|至少占|不得低于|不得超过)(?P<whole>.{2,})的$"
)
_NOUN_STOP = re.compile(
    r"^(?:的(?:目标|水平|增长|增速|速度|要求|比例|标准|任务|幅度)|[、,;。!?:和及且并)]|与(?![^,、]{2,12}(?:相|配套|有关))|以及|左右|$|\s|其中|同时)"
)
_WORDED = re.compile(r"零|位数|[十百]大|[十百]强|[十百]佳")
_YEARLY = re.compile(r"(?<!\d)(?:年均|平均)")
_LATE_GROWTH = re.compile(r"的?(?:增长|增速|增幅)")


def read_sentence(text: str, frame: Frame) -> list[Reading]:
    """All targets of a sentence in plain text."""
    if not FIGURE.search(text) and not _WORDED.search(text):
        return []
    mask = masked(text)
    marks = year_marks(_unnamed(text, mask), frame.issued)
    progress = Progress(kind="cumulative" if frame.cumulative else "level")
    special = special_readings(text, mask, marks, frame)
    found = [
        f
        for f in figures(mask)
        if not bare_figure(text, mask, f) and not any(r.start <= f.start < r.end for r in special)
    ]
    for segment in segments(mask, found):
        if segment.end - segment.start <= _LONGEST:
            _read_segment(text, mask, segment, marks, frame, progress)
    return sorted([*progress.readings, *special], key=lambda r: r.start)


def _unnamed(text: str, mask: str) -> str:
    """The text for reading years: titles of documents blanked, quotation marks (“十四五”) kept."""
    if "《" not in text and "〔" not in text:
        return text
    return "".join(
        FILLER if m == FILLER and not ("“" in text or c == m) else c for c, m in zip(text, mask, strict=True)
    )


def _read_segment(
    text: str, mask: str, segment: Segment, marks: list[YearMark], frame: Frame, progress: Progress
) -> None:
    clause = mask[segment.start : segment.end]
    if _rejected(clause, mask, segment, marks, frame):
        return
    cursor = segment.start
    counting = False  # inside the noun phrase of a count
    base: Number | None = None
    for number, group in enumerate(segment.groups):
        following = segment.groups[number + 1][0].start if number + 1 < len(segment.groups) else segment.end
        start = cursor
        before = mask[cursor : group[0].start]
        after = mask[group[-1].end : following]
        rest = [g[0].start for g in segment.groups[number + 1 :]]
        if counting:
            pause = max(before.rfind("、"), before.rfind("和"), before.rfind("及"))
            item = before[pause + 1 :]
            if pause < 0 or not (
                lexicon.ADVERBS_ONLY.match(item) or lexicon.BUILD_END.search(item) or not after.strip("、) ")
            ):
                continue  # a figure inside the noun phrase: 过100亿元企业
            start = cursor + pause + 1
            before = item
        if _BASE_VALUE.search(before) and isinstance(group[0].value, int | float):
            base = group[0].value
            if not progress.indicator or len(before) > 6:
                progress.indicator = _indicator(text[start : group[0].start], _BASE_VALUE) or progress.indicator
            cursor = group[-1].end
            continue
        if len(group) == 1 and rest and not is_rate(group[0].unit):
            after = mask[group[-1].end : _noun_end(mask, group[-1].end, rest, segment.end)]
        clue = _Clue(text, mask, segment, start, group, before, after, marks, frame)
        read = _counted(clue, progress, base) if _counts(clue) else _attained(clue, progress, base)
        counting = bool(read) and progress.counted and _counts(clue)
        if not read and number + 1 < len(segment.groups) and not _NOUN_STOP.match(clue.after) and not counting:
            continue  # a figure inside the noun phrase that the next figure measures
        cursor = group[-1].end
        base = None
        progress.readings.extend(read)


def _noun_end(mask: str, start: int, figures_after: list[int], end: int) -> int:
    """Where the noun phrase that begins at ``start`` gives way to the next item of a list."""
    for at in figures_after:
        between = mask[start:at]
        pause = max(between.rfind("、"), between.rfind("和"), between.rfind("及"))
        if pause >= 0:
            item = between[pause + 1 :]
            if lexicon.ADVERBS_ONLY.match(item) or lexicon.BUILD_END.search(item):
                return start + pause
    if figures_after and not mask[start : figures_after[0]].strip("、和及"):
        return figures_after[0]
    return end


class _Clue:
    """A group of figures with the words before and after it, as both kinds of reading need them."""

    def __init__(
        self, text: str, mask: str, segment: Segment, start: int, group: tuple[Figure, ...], before: str, after: str,
        marks: list[YearMark], frame: Frame,
    ) -> None:  # fmt: skip
        self.text = text
        self.mask = mask
        self.segment = segment
        self.start = start
        self.group = group
        self.before = before
        self.after = after
        self.marks = marks
        self.frame = frame
        self.unit = group[0].unit or group[-1].unit
        self.end = group[-1].end

    @property
    def dated(self) -> bool:
        """Is there a word or a place that makes the figure a goal?"""
        lead = self.mask[: self.group[0].start]
        return self.frame.goal or due_year(self.marks, self.end) is not None or bool(lexicon.GOAL.search(lead[-60:]))


def _rejected(clause: str, mask: str, segment: Segment, marks: list[YearMark], frame: Frame) -> bool:
    """Does the clause report, set a condition, or promise money?"""
    goal = lexicon.GOAL.search(mask[: segment.end])
    if lexicon.PAST.search(clause) and not re.search(r"力争|确保|目标|到20\d\d年|争取", clause):
        return True
    due = due_year(marks, segment.end)
    if due and frame.issued and due.year < frame.issued:
        return True
    if lexicon.CONDITION.match(clause) and ("的" in clause[-2:] or mask[: segment.end].startswith(("对", "凡"))):
        return True
    if clause.endswith("的") or clause.endswith("的企业"):
        return True
    if lexicon.MONEY_BENEFIT.search(mask) and any(is_money(f.unit) or f.unit == "%" for g in segment.groups for f in g):
        if (
            not re.search(r"(?:率|比重|占比|收入|产值|总额|GDP|增加值)[^,]{0,6}$", mask[: segment.groups[0][0].start])
            or not goal
        ):
            return True
    if (
        re.match(r"^(?:不得|禁止|按照?|以|参照|低于|高于)", clause)
        and not re.search(r"的?(?:思路|要求|目标|原则)$", clause)
        and "打造" not in clause
    ):
        return not (clause.startswith("以") and goal)
    return frame.rule and not re.search(r"力争|到20\d\d年|目标|年均", mask)


def _counts(clue: _Clue) -> bool:
    """Does the figure stand before what it counts (培育10家企业), not after it (企业达到10家)?"""
    if len(clue.group) > 1 or is_rate(clue.unit):
        return False
    if _NOUN_STOP.match(clue.after):
        return False
    if is_money(clue.unit):
        return bool(
            re.search(
                r"(?:完成|实现|发放|争取|筹集|募集|引进|带动|撬动|新增|发行|争取到)(?:的|约|超过|超|不少于|至少)*$",
                clue.before,
            )
        ) and not clue.after.startswith("的")
    attain = lexicon.ATTAIN_END.search(clue.before)
    if attain and not lexicon.BUILD_END.search(clue.before) and not lexicon.ADVERBS_ONLY.match(clue.before):
        return not trimmed(clue.before[: attain.start()][lead_in(clue.before[: attain.start()]) :])
    return True


def _counted(clue: _Clue, progress: Progress, base: Number | None) -> list[Reading]:
    """``verb figure noun``, or a further item of such a list."""
    figure = clue.group[0]
    verb = lexicon.BUILD_END.search(clue.before)
    same = progress.segment in (clue.segment.index, clue.segment.index - 1)
    lead = lead_in(clue.text[clue.start : figure.start])
    bare = lexicon.ADVERBS_ONLY.match(clue.before[lead:]) is not None
    scope, _ = split_scope(clue.text[clue.start + lead : figure.start], clue.frame.place)
    continued = not verb and progress.counted and same and bare
    fresh = (
        not verb
        and not progress.counted
        and bare
        and clue.dated
        and bool(re.search(r"每年|新增|累计|至少", clue.mask[clue.segment.start : figure.start]))
    )
    parallel = not verb and progress.counted and same and len(clue.before) <= 4 and figure.worded
    noun = after_noun(clue.text[clue.end : clue.end + len(clue.after)])
    short = re.split(r"即|等(?=$)", noun)[0] or noun
    if (
        not (verb or continued or fresh or parallel)
        or not short
        or not _worth(clue, figure, verb and verb["verb"], short, scope)
    ):
        return []
    if verb:
        head = clue.text[clue.start + lead : clue.start + verb.start()]
        scope = split_scope(head, clue.frame.place)[0] or acting_place(clue.text[clue.start + lead : figure.start])
        progress.verb = verb["verb"]
        progress.scope = scope or (progress.scope if "其中" in clue.before else None)
    elif continued and scope is None:
        scope = progress.scope
    kind = _kind(clue, progress, fresh_verb=bool(verb))
    progress.counted, progress.segment, progress.kind, progress.indicator = True, clue.segment.index, kind, short
    reasons = [] if clue.frame.goal or clue.dated or verb or continued else ["此数未写明是目标还是现状"]
    if verb and (figure.worded or not lexicon.STRONG.match(verb["verb"])) and not clue.dated:
        reasons.append("动词较弱,是否为量化目标请核对")
    op = _op(clue, figure)
    return [_reading(clue, figure, noun, op, kind, scope, reasons, base, progress.verb)]


def _worth(clue: _Clue, figure: Figure, verb: str | None, noun: str, scope: str | None) -> bool:
    """Is a count of this size of such things, under such a verb, a target?"""
    low = figure.value[0] if isinstance(figure.value, tuple) else figure.value
    op = _op(clue, figure)
    if figure.worded and low == 1 and op == "=" and scope is None:
        return False
    if figure.worded and low < 10 and op == "=" and not clue.dated and not (scope or progress_list(clue)):
        return False
    if lexicon.NO_COUNT_NOUN.search(noun.split("、")[0]) and low < 100 and (low < 30 or not clue.dated) and not scope:
        return op != "=" and clue.dated
    if verb is None:
        return True
    if lexicon.SUPPORTING.search(verb):
        return clue.dated or clue.frame.annual_verb == verb
    if not lexicon.STRONG.match(verb):
        return clue.dated or low >= 10
    return True


def progress_list(clue: _Clue) -> bool:
    """Does the figure open with 其中, so that it is a part of a count before?"""
    return clue.before.endswith("其中")


def _attained(clue: _Clue, progress: Progress, base: Number | None) -> list[Reading]:
    """``indicator verb figure``, or ``verb indicator figure``, or an indicator and its figure alone among goals."""
    before = clue.before
    if clue.after.startswith("的") and not _NOUN_STOP.match(clue.after):
        return []
    if clue.after and not _NOUN_STOP.match(clue.after) and not is_rate(clue.unit) and not is_money(clue.unit):
        return []
    lead = lead_in(clue.text[clue.start : clue.start + len(before)])
    ratio = _RATIO_OF.match(before[lead:]) if clue.unit == "%" else None
    attain = lexicon.ATTAIN_END.search(before) or (_NO_VERB.search(before) if clue.mask[clue.group[0].start] == "翻" else None)
    reasons: list[str] = []
    distributed = False
    asked: Comparison | None = None
    verb = ""
    if ratio:
        phrase = clue.text[clue.start + lead : clue.start + lead + ratio.end("part")]
        whole = clue.text[clue.start + lead + ratio.start("whole") : clue.start + lead + ratio.end("whole")]
        scope, phrase = split_scope(phrase, clue.frame.place)
        names = [f"{phrase}占{whole}的比例"]
        verb = "占"
        asked = lead_comparison(clue.text[clue.start : clue.start + lead + ratio.start("whole")])
    elif attain:
        verb = attain.group()
        tail = before[attain.start() :]
        raw = clue.text[clue.start : clue.start + attain.start()]
        distributed = (
            bool(lexicon.DISTRIBUTED.search(_YEARLY.sub("", before[max(attain.start() - 6, 0) :])))
            or len(clue.group) > 1
        )
        scope, phrase = _subject(raw, clue)
        if not phrase and not progress.indicator:
            phrase = _subject_before(clue)
            reasons += ["指标承前句"] if phrase else []
        if (not phrase and not progress.indicator) or phrase.endswith(("按", "按照", "未", "暂按")):
            return []
        if lexicon.WEAK_ATTAIN.match(tail) and not clue.dated and not INDICATES.search(phrase):
            return []
        names = parts_of_list(phrase, len(clue.group) if len(clue.group) > 1 else None) if distributed else [phrase]
    else:
        return _named_only(clue, progress, lead, base)
    names = [n for n in names if n] or [progress.indicator]
    if not names[0]:
        return []
    kind = _kind(clue, progress, verb=verb, indicator=names[-1])
    if scope is None and progress.scope and progress.segment >= 0:
        scope = progress.scope
        reasons.append("适用范围承前句")
    if scope and scope != clue.frame.place:
        progress.scope = scope
    pairs = _paired(names, clue.group)
    if len(names) > 1 and len(clue.group) > 1 and len(names) != len(clue.group):
        reasons.append("指标与数值个数不一致,逐一核对")
    tails = {f.tail for f in clue.group if f.tail}
    progress.counted, progress.segment, progress.kind, progress.indicator = False, clue.segment.index, kind, names[-1]
    out = []
    for name, figure in pairs:
        op = asked or _op(clue, figure)
        if op == "=" and len(tails) == 1 and figure.tail is None:
            op = next(iter(tails)) or "="
        out.append(_reading(clue, figure, name, op, kind, scope, reasons, base, verb))
    return out


INDICATES = lexicon.INDICATOR_END


def _named_only(clue: _Clue, progress: Progress, lead: int, base: Number | None) -> list[Reading]:
    """An indicator right before its figure: after a verb of building (引进企业20家), or alone among goals."""
    phrase = clue.text[clue.start + lead : clue.start + len(clue.before)]
    shape = clue.mask[clue.start + lead : clue.start + len(clue.before)]
    scope, rest = split_scope(phrase, clue.frame.place)
    shape = shape[len(shape) - len(rest) :]
    figure = clue.group[0]
    head = lexicon.BUILD_HEAD.match(shape)
    if head and len(shape) - head.end() < 2:
        head = lexicon.FIRST_VERB.match(shape)
    reasons: list[str] = []
    verb = ""
    if head and len(shape) - head.end() >= 2:
        name, verb = rest[head.end() :], head["verb"]
        if lexicon.SUPPORTING.match(verb[-2:]) and not clue.dated and not INDICATES.search(name):
            return []
        acting = None
    else:
        acting = _inner_verb(rest, shape)
        same = progress.segment in (clue.segment.index, clue.segment.index - 1) and progress.verb and len(shape) >= 2
        if acting:
            area, verb, name = acting
            if verb in ("新增", "净增") and area and acting_place(area) is None:
                name = area + verb + name
            scope = acting_place(rest) or scope
            if not clue.dated:
                reasons.append("动宾结构不紧,请核对")
        elif same and (lexicon.BUILD_END.search(progress.verb) or lexicon.BUILD_HEAD.match(progress.verb)):
            name, verb = rest, progress.verb
            scope = scope or progress.scope
        elif (
            clue.frame.goal
            and INDICATES.search(trimmed(shape))
            and (is_rate(clue.unit) or figure.tail or INDICATES.search(trimmed(rest)))
        ):
            name = rest
            reasons.append("未写明达到一类动词")
        else:
            return []
    name = trimmed(name)
    low = figure.value[0] if isinstance(figure.value, tuple) else figure.value
    if (
        len(name) < 2
        or (figure.worded and low == 1)
        or (lexicon.NO_COUNT_NOUN.search(name) and low < 30 and not clue.dated)
    ):
        return []
    if is_rate(clue.unit) and not INDICATES.search(name) and not clue.frame.goal:
        return []
    progress.verb = verb or progress.verb
    kind = _kind(clue, progress, verb=verb, indicator=name, fresh_verb=bool(verb) and bool(head or acting))
    progress.counted, progress.segment, progress.kind, progress.indicator = False, clue.segment.index, kind, name
    if scope and scope != clue.frame.place:
        progress.scope = scope
    return [_reading(clue, f, name, _op(clue, f), kind, scope, reasons, base, verb) for f in clue.group[:1]]


def _inner_verb(phrase: str, shape: str) -> tuple[str, str, str] | None:
    """The last verb of building inside a phrase, with what stands before and after it."""
    last = None
    for found in lexicon.BUILD_HEAD.finditer(shape):
        if found.start() > 0 and lexicon.STRONG.search(found["verb"]) and len(shape) - found.end() >= 2:
            last = found
    if last is None:
        return None
    return phrase[: last.start()], last["verb"], phrase[last.end() :]


def _subject(raw: str, clue: _Clue) -> tuple[str | None, str]:
    phrase = raw[lead_in(raw) :]
    scope, rest = split_scope(phrase, clue.frame.place)
    rest = trimmed(rest[lead_in(rest) :])
    place = acting_place(rest)
    if place and scope is None:
        return place, trimmed(re.sub(r"^(?:实现|完成|建成|力争)", "", rest[len(place) :]))
    found = re.match(rf"^(?:{lexicon.BUILD}|保持|提升|提高|降低|扩大|加快)(?=.{{3,}})", rest)
    if found and not re.match(
        r"^(?:新增|累计|完成率|建成区|实现率|落地率|投产率|转化率|发展|培训|储备|服务|就业|接待|转移|办理|绿化)", rest
    ):
        rest = rest[found.end() :]
    return scope, rest


def _subject_before(clue: _Clue) -> str:
    """The subject of the clause before, where this one has none (收入增长与经济增长同步,年均增长7%)."""
    start = max(clue.mask.rfind(mark, 0, max(clue.segment.start - 1, 0)) for mark in ",;:。") + 1
    clause = clue.text[start : max(clue.segment.start - 1, 0)]
    clause = split_scope(clause[lead_in(clause) :], clue.frame.place)[1]
    found = re.match(r"^[^、]{1,20}?(?:收入|产值|增加值|总值|总额|规模|产量|数量|总量|面积|投资|进出口|里程|人数)", clause)
    return found.group() if found else ""


def _indicator(raw: str, tail: re.Pattern[str]) -> str:
    phrase = tail.sub("", raw)
    return trimmed(phrase[lead_in(phrase) :])


def _paired(names: list[str], group: tuple[Figure, ...]) -> list[tuple[str, Figure]]:
    if len(group) == 1:
        return [(name, group[0]) for name in names]
    if len(names) == 1:
        return [(names[0], figure) for figure in group]
    return list(zip(names, group, strict=False))


def _op(clue: _Clue, figure: Figure) -> Comparison:
    before = clue.mask[clue.segment.start : figure.start]
    found = comparison(before, figure)
    if found == "=" and "至少" in before[-8:]:
        return ">="
    return found


def _kind(clue: _Clue, progress: Progress, verb: str = "", indicator: str = "", fresh_verb: bool = False) -> TargetKind:
    lead = clue.mask[clue.start : clue.group[0].start]
    clause = clue.mask[clue.segment.start : clue.group[0].start]
    rate = is_rate(clue.unit)
    if rate and (
        lexicon.GROWTH.search(verb) or lexicon.GROWTH.search(indicator[-3:]) or _LATE_GROWTH.match(clue.after)
    ):
        return "cumulative" if "累计" in lead else "growth"
    if rate and re.search("年均", lead) and lexicon.CHANGE.search(verb):
        return "growth"
    if re.search(r"累计", lead):
        return "cumulative"
    if _ANNUAL.search(clause) and not rate:
        return "annual"
    if rate:
        return "level"
    if _CUMULATIVE.search(clause if not progress.readings or fresh_verb else lead) or _years_within(clue):
        return "cumulative"
    if verb and lexicon.ATTAIN_END.search(lead) and not fresh_verb:
        return "level"
    if clue.frame.annual_verb and fresh_verb and clue.frame.annual_verb == progress.verb:
        return "annual"
    if fresh_verb and not ("其中" in clause or "、" in clue.text[max(clue.start - 1, 0) : clue.start]):
        return "level" if not clue.frame.cumulative else "cumulative"
    return progress.kind if progress.kind in ("cumulative", "annual") else "level"


def _years_within(clue: _Clue) -> bool:
    lead = clue.mask[max(0, clue.segment.start - 12) : clue.group[0].start]
    return bool(re.search(r"[\d一二两三四五六七八九十]年内", lead))


def _reading(
    clue: _Clue, figure: Figure, name: str, op: Comparison, kind: TargetKind, scope: str | None, reasons: list[str],
    base: Number | None, verb: str,
) -> Reading:  # fmt: skip
    year, doubts = _year(clue, kind)
    end = figure.end
    if clue.after and not _NOUN_STOP.match(clue.after) and figure is clue.group[-1]:
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
        reasons=(
            *reasons,
            *doubts,
            *(
                ("约数",)
                if figure.loose
                and figure.tail is None
                and op == "="
                and "左右" not in clue.text[figure.core_end : figure.end]
                else ()
            ),
        ),
    )


def _year(clue: _Clue, kind: TargetKind) -> tuple[int | None, list[str]]:
    """When it falls due: the year before it in the sentence, the paragraph's, the section's, the title's."""
    own = due_year(clue.marks, clue.end)
    if own:
        return own.year, []
    if _years_within(clue) or (kind == "annual" and clue.frame.year_from != "paragraph"):
        return None, []
    if clue.frame.year is not None:
        return clue.frame.year, [] if clue.frame.goal or clue.frame.year_from == "paragraph" else ["年份承上文"]
    if kind == "growth":
        later = next((m for m in clue.marks if m.role == "due" and m.start >= clue.end), None)
        if later:
            return later.year, ["年份取自后文"]
    if clue.frame.title_year is not None and kind != "annual":
        return clue.frame.title_year, [] if clue.frame.goal else ["年份取自标题"]
    return None, ["未写年份"] if clue.frame.goal else []
