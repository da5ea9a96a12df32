"""Indicators: a name, a verb of reaching, a figure (森林覆盖率达到63%), or a verb of building, a name, a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from luoshi.compiler.targets import lexicon
from luoshi.compiler.targets.clues import NOUN_STOP, Clue, comparison_of, kind_of, reading_of
from luoshi.compiler.targets.lexicon import INDICATOR_END
from luoshi.compiler.targets.phrases import lead_in, parts_of_list, trimmed
from luoshi.compiler.targets.reading import Progress, Reading, due_year, is_money, is_rate
from luoshi.compiler.targets.scopes import acting_place, split_scope
from luoshi.kernel.quantities import Comparison, Figure, Number, lead_comparison

_RATIO_OF = re.compile(
    r"^(?P<part>.{2,}?)(?:不少于|不低于|不超过|不高于|超过|达到|达|占|占到|约占|至少占|不得低于|不得超过)(?P<whole>.{2,})的$"
)
_AT_END = re.compile(r"$")
_AIMED = re.compile(r"力争|争取|确保")
_REACHED = re.compile(r"实现|确保")
_WON = re.compile(r"(?:额度|规模|总额|资金|投资|债券|贷款)$")
_GOALS_FOLLOW = re.compile(r"目标(?:任务)?(?:是|为)?:|目标(?:是|为)")
_YEARLY = re.compile(r"(?<!\d)(?:年均|平均)")
_PRESCRIBED = re.compile(r"按照?")
_LEADING_VERB = re.compile(r"^(?:实现|完成(?!率)|保持|提升|提高|降低|扩大|加快|推动|促进|力争|确保)(?=.{3,})")
_SUBJECT = re.compile(r"^[^、]{1,20}?(?:收入|产值|增加值|总值|总额|规模|产量|数量|总量|面积|投资|进出口|里程|人数)")


@dataclass(slots=True)
class _Naming:
    """What a figure measures, as far as the words before it tell."""

    names: list[str]
    verb: str
    scope: str | None = None
    asked: Comparison | None = None
    reasons: list[str] = field(default_factory=list)


def read_indicator(clue: Clue, progress: Progress, base: Number | None) -> list[Reading]:
    """The figure with the indicator that is to reach it; several where a list of indicators shares figures."""
    noun_follows = clue.after and not NOUN_STOP.match(clue.after)
    if noun_follows and (clue.after.startswith("的") or not (is_rate(clue.unit) or is_money(clue.unit))):
        return []
    lead = lead_in(clue.text[clue.start : clue.start + len(clue.before)])
    naming = _ratio(clue, lead)
    if naming is None:
        attain = lexicon.ATTAIN_END.search(clue.before)
        if attain is None and clue.mask[clue.group[0].start] == "翻":
            attain = _AT_END.search(clue.before)
        if attain is None:
            return _read_named(clue, progress, lead, base)
        naming = _attained(clue, progress, attain)
    if naming is None:
        return []
    names = [n for n in naming.names if n]
    if not names:
        names = (len(clue.group) > 1 and progress.names[-len(clue.group) :]) or [progress.indicator]
    scope, reasons = naming.scope, naming.reasons
    kind = kind_of(clue, progress, verb=naming.verb, indicator=names[-1])
    if scope is None and progress.scope and _goes_on(progress.scope) and progress.segment >= 0:
        scope = progress.scope
        reasons.append("适用范围承前句")
    if scope and scope != clue.frame.place:
        progress.scope = scope
    if len(names) > 1 and len(clue.group) > 1 and len(names) != len(clue.group):
        reasons.append("指标与数值个数不一致,逐一核对")
    tails = {f.tail for f in clue.group if f.tail}
    progress.counted, progress.segment, progress.kind, progress.indicator = False, clue.segment.index, kind, names[-1]
    if _is_cap(clue, naming):
        return []
    out = []
    for name, figure in _paired(names, clue.group):
        op = naming.asked or comparison_of(clue, figure)
        if op == "=" and len(tails) == 1 and figure.tail is None:
            op = next(iter(tails)) or "="
        out.append(reading_of(clue, figure, name, op, kind, scope=scope, reasons=reasons, base=base, verb=naming.verb))
    return _by_year(clue, out) if len(names) == 1 else out


def _goes_on(scope: str) -> bool:
    """Does a scope hold for the clauses after it too? (每个县…, and the inner city, hold for their own clause.)"""
    return scope[0] != "每" and not scope.endswith("城区")


def _by_year(clue: Clue, readings: list[Reading]) -> list[Reading]:
    """Years that take one figure each (2025年、2030年分别达到42%和45%)."""
    years = [m.year for m in clue.marks if m.role == "due" and clue.segment.start <= m.start < clue.group[0].start]
    if len(readings) < 2 or len(years) != len(readings):
        return readings
    return [replace(reading, year=year) for reading, year in zip(readings, years, strict=True)]


def _is_cap(clue: Clue, naming: _Naming) -> bool:
    """A count that must not be exceeded, and no goal (每年认定不超过10家)."""
    counted = not is_rate(clue.unit) and clue.unit[-1:] in lexicon.COUNTERS
    return (
        counted
        and comparison_of(clue, clue.group[-1]) == "<="
        and not (clue.frame.goal or due_year(clue.marks, clue.end))
    )


def _ratio(clue: Clue, lead: int) -> _Naming | None:
    """``X不少于Y的5%``: the share of X in Y."""
    found = _RATIO_OF.match(clue.before[lead:]) if clue.unit == "%" else None
    if not found or _PRESCRIBED.search(clue.before):
        return None
    start = clue.start + lead
    whole = clue.text[start + found.start("whole") : start + found.end("whole")]
    scope, part = split_scope(clue.text[start : start + found.end("part")], clue.frame.place)
    asked = lead_comparison(clue.text[clue.start : start + found.start("whole")])
    return _Naming([f"{part}占{whole}的比例"], "占", scope, asked)


def _attained(clue: Clue, progress: Progress, attain: re.Match[str]) -> _Naming | None:
    before = clue.before
    if _PRESCRIBED.search(before) and clue.after.startswith("的"):
        return None
    reasons: list[str] = []
    scope, phrase = _subject(clue.text[clue.start : clue.start + attain.start()], clue)
    if not phrase and not progress.indicator:
        phrase = _subject_before(clue)
        if not phrase:
            return None
        reasons.append("指标承前句")
    if phrase.startswith("占") and progress.indicator:
        phrase = progress.indicator + phrase
    if phrase.endswith(("按", "按照", "未", "暂按")):
        return None
    if lexicon.WEAK_ATTAIN.match(attain.group()) and not clue.dated and not INDICATOR_END.search(phrase):
        return None
    many = len(clue.group) > 1
    around = _YEARLY.sub("", before[max(attain.start() - 6, 0) :])
    names = [phrase]
    if many or lexicon.DISTRIBUTED.search(around):
        names = parts_of_list(phrase, len(clue.group) if many else None)
    return _Naming(names, attain.group(), scope, None, reasons)


def _read_named(clue: Clue, progress: Progress, lead: int, base: Number | None) -> list[Reading]:
    """An indicator right before its figure: after a verb of building (引进企业20家), or alone among goals."""
    figure = clue.group[0]
    naming = _named(clue, progress, lead)
    if naming is None or (clue.after and not NOUN_STOP.match(clue.after)):
        return []
    name = trimmed(naming.names[0])
    low = figure.value[0] if isinstance(figure.value, tuple) else figure.value
    if len(name) < 2 or lexicon.NEVER_COUNTED.search(name) or (figure.worded and low == 1):
        return []
    vague = clue.unit in lexicon.VAGUE_COUNTERS and lexicon.NO_COUNT_NOUN.search(name)
    if vague and low < 30 and not clue.dated:
        return []
    if is_rate(clue.unit) and not INDICATOR_END.search(name) and not clue.frame.goal:
        return []
    fresh = naming.verb != progress.verb or naming.verb in clue.before
    progress.verb = naming.verb or progress.verb
    kind = kind_of(clue, progress, verb=naming.verb, indicator=name, fresh=bool(naming.verb) and fresh)
    progress.counted, progress.segment, progress.kind, progress.indicator = False, clue.segment.index, kind, name
    if naming.scope and naming.scope != clue.frame.place:
        progress.scope = naming.scope
    op = comparison_of(clue, figure)
    return [
        reading_of(
            clue, figure, name, op, kind, scope=naming.scope, reasons=naming.reasons, base=base, verb=naming.verb
        )
    ]


def _named(clue: Clue, progress: Progress, lead: int) -> _Naming | None:
    start = clue.start + lead
    end = clue.start + len(clue.before)
    scope, rest = split_scope(clue.text[start:end], clue.frame.place)
    shape = clue.mask[end - len(rest) : end]
    head = lexicon.BUILD_HEAD.match(shape)
    if head and len(shape) - head.end() < 2:
        head = lexicon.FIRST_VERB.match(shape)
    if head and len(shape) - head.end() >= 2:
        name, verb = rest[head.end() :], head["verb"]
        if (
            lexicon.SUPPORTING.match(verb[-2:])
            and not (clue.dated or clue.frame.period)
            and not INDICATOR_END.search(name)
        ):
            return None
        return _Naming([name], verb, scope)
    inner = _inner_verb(rest, shape)
    if inner:
        area, verb, name = inner
        if verb in ("新增", "净增") and acting_place(area) is None:
            name = area + verb + name
        return _Naming(
            [name],
            verb,
            acting_place(rest) or scope,
            None,
            [] if clue.dated or clue.frame.period else ["动宾结构不紧,请核对"],
        )
    if _final_verb(clue, shape):
        return _Naming([rest], shape, scope, None, [] if clue.dated or clue.frame.period else ["动宾结构不紧,请核对"])
    near = progress.segment in (clue.segment.index, clue.segment.index - 1)
    if not rest and near and _year_alone(clue, progress):
        return _Naming([progress.indicator], progress.verb, scope or progress.scope)
    governed = lexicon.BUILD_END.search(progress.verb) or lexicon.BUILD_HEAD.match(progress.verb)
    if near and progress.verb and governed and len(shape) >= 2:
        return _Naming([rest], progress.verb, scope or progress.scope)
    listed = progress.readings and near and not progress.counted
    measured = INDICATOR_END.search(trimmed(shape))
    part = "其中" in clue.mask[max(clue.segment.start - 80, 0) : clue.group[0].start] and progress.readings
    if listed and part and progress.readings[-1].unit[-1:] == clue.unit[-1:] and not is_rate(clue.unit):
        return _Naming([rest.removeprefix("其中")], "", scope or progress.scope)
    if listed and measured:
        return _Naming([rest], "", scope or progress.scope)
    aimed = _AIMED.search(clue.before[:lead])
    won = is_money(clue.unit) and _WON.search(trimmed(shape)) is not None
    if aimed and not is_rate(clue.unit) and (won or not is_money(clue.unit)) and len(shape) >= 3:
        return _Naming([rest], "", scope, None, ["动词较弱,是否为量化目标请核对"])
    reached = is_rate(clue.unit) and _REACHED.search(clue.before[:lead])
    if measured and (
        clue.frame.goal or clue.frame.period or reached or due_year(clue.marks, clue.end) or _aimed_at(clue)
    ):
        verb = "实现" if reached or "实现" in clue.before[:lead] else ""
        return _Naming([rest], verb, scope, None, [] if verb else ["未写明达到一类动词"])
    return None


def _year_alone(clue: Clue, progress: Progress) -> bool:
    """Does only a year stand before the figure, the thing being that of the clause before (2022年1.5万座)?"""
    dated = any(m.role == "due" and clue.segment.start <= m.start < clue.group[0].start for m in clue.marks)
    return dated and bool(progress.readings) and progress.readings[-1].unit == clue.unit


def _aimed_at(clue: Clue) -> bool:
    """Does the sentence itself say that a list of goals follows (主要预期目标是:)?"""
    return _GOALS_FOLLOW.search(clue.mask, 0, clue.group[0].start) is not None


def _final_verb(clue: Clue, shape: str) -> bool:
    """Does the verb stand last before its figure (水库除险加固45座, 每年培训300人次)?"""
    found = lexicon.BUILD_END.search(shape)
    if not found or is_rate(clue.unit) or is_money(clue.unit) or not lexicon.FINAL_VERB.search(found["verb"]):
        return False
    return clue.dated or len(shape) >= 4


def _inner_verb(phrase: str, shape: str) -> tuple[str, str, str] | None:
    """The last verb of building inside a phrase, with what stands before and after it."""
    last = None
    for found in lexicon.BUILD_HEAD.finditer(shape):
        if found.start() > 0 and lexicon.STRONG.search(found["verb"]) and len(shape) - found.end() >= 2:
            last = found
    if last is None:
        return None
    return phrase[: last.start()], last["verb"], phrase[last.end() :]


def _subject(raw: str, clue: Clue) -> tuple[str | None, str]:
    """The scope and the name that a phrase before a verb of reaching gives."""
    scope, rest = split_scope(raw[lead_in(raw) :], clue.frame.place)
    rest = trimmed(rest[lead_in(rest) :])
    place = acting_place(rest)
    if place and scope is None:
        return place, trimmed(re.sub(r"^(?:实现|完成|建成|力争)", "", rest[len(place) :]))
    verb = _LEADING_VERB.match(rest)
    return scope, rest[verb.end() :] if verb else rest


def _subject_before(clue: Clue) -> str:
    """The subject of the clause before, where this one has none (收入增长与经济增长同步,年均增长7%)."""
    end = max(clue.segment.start - 1, 0)
    start = max(clue.mask.rfind(mark, 0, end) for mark in ",;:。") + 1
    clause = clue.text[start:end]
    found = _SUBJECT.match(split_scope(clause[lead_in(clause) :], clue.frame.place)[1])
    return found.group() if found else ""


def _paired(names: list[str], group: tuple[Figure, ...]) -> list[tuple[str, Figure]]:
    if len(group) == 1:
        return [(name, group[0]) for name in names]
    if len(names) == 1:
        return [(names[0], figure) for figure in group]
    return list(zip(names, group, strict=False))
