"""The pass that reads targets from sentences, and from the sentences of task tables where the body has not said them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from luoshi.compiler.draft import Draft
from luoshi.compiler.passages import Passage, passages
from luoshi.compiler.targets import lexicon
from luoshi.compiler.targets.extraction import read_sentence
from luoshi.compiler.targets.phrases import lead_in
from luoshi.compiler.targets.reading import Frame, Reading
from luoshi.compiler.targets.scopes import document_place, place_in
from luoshi.compiler.targets.years import (
    PERIOD,
    YEAR_PLAN,
    names_this_year,
    title_year,
    year_marks,
    year_of_issue,
)
from luoshi.kernel.spans import Span
from luoshi.packs.model import Target

_HINT = re.compile(r"\d|[十百千两双]|番|零|[二三四五六七八九一][家个名项条支座所]")
_GOAL_HEADING = re.compile(r"目标(?!考核|管理|责任|导向|任务分解)|主要指标|愿景")
_GOAL_OPENING = re.compile(r"目标(?:任务)?(?:是|为|如下)?[::。]|主要目标|发展目标|工作目标|具体目标|总体目标|目标任务")
_HEADING_YEAR = re.compile(
    r"(?:20\d\d年?(?:-|至))?(20\d\d)年(?:度|全市|全县|全省|全区)?(?:经济社会发展)?[^,。]{0,12}(?:目标|任务|工作|安排|重点|计划|举措|打算)"
)
_BARE_WHOLE = re.compile(r"[全我本][省市县区州盟旗镇乡园]$")  # 全县, of a county that the document never names
_HEAD = 400  # where a date under the title stands
_REPORT = re.compile(r"政府工作报告")
_SQUEEZE = re.compile(r"\W+")


@dataclass(slots=True)
class _Reader:
    """What is carried from sentence to sentence while the document is read in order."""

    place: str | None
    issued: int | None
    regulation: bool
    paragraph: int = -1
    year: int | None = None
    year_from: str = ""
    section: tuple[str, ...] = ()
    section_year: int | None = None
    annual_verb: str | None = None
    cumulative: bool = False
    standings: dict[int, _Standing] = field(default_factory=dict)


def targets_from_text(draft: Draft) -> Draft:
    """Add the targets that sentences state; a sentence that a task table repeats counts once."""
    owners = _owners(draft)
    doubtful = doubtful_repairs(draft)
    due = {
        t.clause: int(t.deadline[:4])
        for t in draft.tasks
        if t.deadline and t.deadline != t.text_deadline and t.deadline[:4].isdigit()
    }
    found: list[Target] = []
    seen: dict[tuple[object, ...], set[int | None]] = {}
    body = False
    for reading, passage in _readings(draft):
        body = body or not passage.tabular
        if _repeated(reading, seen):
            continue
        doubts = ("读自任务表,正文没有相同表述",) if body and passage.tabular else ()
        told = replace(reading, reasons=(*reading.reasons, *doubts))
        found.append(_target(draft, told, passage, owners, doubtful, due))
    return draft.having(targets=(*draft.targets, *found))


def _readings(draft: Draft) -> Iterator[tuple[Reading, Passage]]:
    reader = _Reader(
        place=document_place(draft),
        issued=year_of_issue(draft.document.issued, draft.document.title or "", draft.plain[:_HEAD]),
        regulation=(draft.document.kind or "").endswith(lexicon.REGULATION),
    )
    parts = _part_facts(draft, reader.place)
    if reader.issued is not None and _REPORT.search(draft.document.title or ""):
        dated = _PartFacts(reader.place, reader.issued, period=True)  # a report asks for the year it is given in
        parts = {index: dated if facts.year is None else facts for index, facts in (parts or {0: dated}).items()}
    plain = draft.plain
    before = 0
    for passage in passages(draft):
        clause = draft.clauses[passage.clause]
        start = passage.span.start
        if clause.kind in ("front", "title", "signature", "annex", "note") and not passage.tabular:
            before = passage.span.end
            continue
        fresh = passage.tabular or clause.index != reader.paragraph or "\n" in plain[before:start]
        before = passage.span.end
        frame = _frame(draft, reader, passage, fresh, parts.get(clause.part or 0) or _PartFacts(reader.place))
        read = read_sentence(passage.text, frame) if _HINT.search(passage.text) else []
        _carry(reader, passage, read, frame)
        for reading in read:
            yield reading, passage


@dataclass(frozen=True, slots=True)
class _PartFacts:
    """What a bundled document's title says: its place, its last year, and whether it prints a period."""

    place: str | None
    year: int | None = None
    period: bool = False


def _part_facts(draft: Draft, place: str | None) -> dict[int, _PartFacts]:
    """Place and last year of every bundled document, by its title and the lines under it."""
    main = title_year(draft.document.title or "")
    period = bool(PERIOD.search(draft.document.title or "") or YEAR_PLAN.search(draft.document.title or ""))
    if not draft.parts:
        return {0: _PartFacts(place, main, period)}
    facts: dict[int, _PartFacts] = {}
    for part in draft.parts:
        title = part.title or draft.document.title or ""
        opening = re.match(r"[^。;]{0,160}", draft.plain[part.span.start : min(part.span.start + 160, part.span.end)])
        under = opening.group() if opening else ""
        year = title_year(title, under)
        own = place_in(title) if place != "全国" else None
        single = len(draft.parts) == 1
        facts[part.index] = _PartFacts(
            own or place,
            main if year is None and single else year,
            bool(PERIOD.search(title + under) or YEAR_PLAN.search(title)) or (single and period),
        )
    return facts


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the headings above a clause say of it: the section of goals it is in, conditions, a review."""

    section: tuple[str, ...]
    conditions: bool
    review: bool
    year: int | None = None  # printed in a heading (二、2023年工作安排)


def _standing(draft: Draft, clause: int) -> _Standing:
    node = draft.clauses[clause]
    headings = tuple(h for h in (*draft.path_of(clause), node.marker + node.title) if h)
    goal = next((n for n, h in enumerate(headings) if _GOAL_HEADING.search(h)), None)
    if goal is not None:
        return _Standing(headings[: goal + 1], conditions=False, review=False, year=_heading_year(headings))
    short = [h for h in headings if len(h) < 24]
    return _Standing(
        (),
        any(lexicon.CONDITIONS_HEADING.search(h) for h in short),
        any(lexicon.REVIEW_HEADING.search(h) for h in short),
        _heading_year(headings),
    )


def _heading_year(headings: Sequence[str]) -> int | None:
    """The year of the work that a heading announces; of several the nearest."""
    for heading in reversed(headings):
        found = _HEADING_YEAR.search(heading) if len(heading) < 40 else None
        if found:
            return int(found[1])
    return None


def _frame(draft: Draft, reader: _Reader, passage: Passage, fresh: bool, part: _PartFacts) -> Frame:
    standing = reader.standings.get(passage.clause)
    if standing is None:
        standing = reader.standings[passage.clause] = _standing(draft, passage.clause)
    if standing.section != reader.section:
        reader.section, reader.section_year = standing.section, None
    if fresh:
        reader.paragraph = passage.clause
        reader.year, reader.year_from = reader.section_year if not passage.tabular else None, "section"
        if reader.year is None and standing.year is not None:
            reader.year, reader.year_from = standing.year, "heading"
        reader.annual_verb, reader.cumulative = None, False
    return Frame(
        year=reader.year,
        year_from=reader.year_from,
        title_year=part.year,
        period=part.period,
        place=part.place,
        issued=reader.issued,
        goal=bool(standing.section) or bool(_GOAL_OPENING.search(passage.text[:40])),
        rule=standing.conditions or (reader.regulation and not standing.section),
        review=standing.review,
        annual_verb=reader.annual_verb,
        cumulative=reader.cumulative,
    )


def _carry(reader: _Reader, passage: Passage, read: list[Reading], frame: Frame) -> None:
    """Take from a sentence what the next one may lean on."""
    text = passage.text
    due = (
        [m for m in year_marks(text, frame.issued) if m.role == "due" and (m.firm or m.start < 8)]
        if "年" in text or "五" in text
        else []
    )
    due = [m for m in due if frame.issued is None or m.year >= frame.issued]
    if due:
        opening = [m for m in due if lead_in(text[: m.start]) == m.start]
        if (
            opening
            and len({m.year for m in year_marks(text, frame.issued) if m.role == "due"}) > 1
            and not due[-1].firm
        ):
            reader.year, reader.year_from = None, ""  # a year for each figure, none for what follows
        elif not opening and text.endswith(";") and due[-1].firm and due[-1].start < 60:
            reader.year, reader.year_from = due[-1].year, "paragraph"  # A年均增长7%,到2027年达到…;B达到…
        elif opening:
            reader.year, reader.year_from = due[-1].year, "paragraph" if due[-1].firm else "sentence"
        if reader.section and not passage.tabular:
            reader.section_year = due[-1].year
    annual = [r.verb for r in read if r.kind == "annual"]
    reader.annual_verb = annual[-1] if annual else None
    reader.cumulative = text.endswith(";") and bool(read) and read[-1].kind == "cumulative"


def _repeated(reading: Reading, seen: dict[tuple[object, ...], set[int | None]]) -> bool:
    """Has the same figure for the same indicator been read before (in the body, or in another row)?"""
    key = (_SQUEEZE.sub("", reading.indicator), reading.op, reading.value, reading.unit, reading.scope)
    years = seen.get(key)
    if years is None:
        seen[key] = {reading.year}
        return False
    if reading.year in years or reading.year is None or None in years:
        return True
    years.add(reading.year)
    return False


def doubtful_repairs(draft: Draft) -> tuple[Span, ...]:
    """Where in the repaired text words were put right in a way that a person should look at, in order."""
    return tuple(sorted(r.place for r in draft.repaired.repairs if r.confidence == "low"))


def touches(places: Sequence[Span], span: Span) -> bool:
    """Does one of ``places`` (in order, not overlapping) overlap ``span``?"""
    at = bisect_right(places, span.end, key=lambda place: place.start)
    return any(place.overlaps(span) for place in places[max(at - 2, 0) : at])


def _owners(draft: Draft) -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for task in draft.tasks:
        units = dict.fromkeys((*owners.get(task.clause, ()), *task.leads, *task.participants))
        owners[task.clause] = tuple(units)
    return owners


def _target(
    draft: Draft, reading: Reading, passage: Passage, owners: dict[str, tuple[str, ...]], doubtful: Sequence[Span],
    due: dict[str, int],
) -> Target:  # fmt: skip
    clause = draft.clauses[passage.clause]
    span = passage.place(reading.start, reading.end)
    text = passage.text[reading.start : reading.end] if not passage.exact else Span.of(span, draft.text)
    reasons = reading.reasons
    if touches(doubtful, span):
        reasons = (*reasons, "原文此处有损坏,修补后的文字请核对")
    year = reading.year
    if year is None and reading.kind != "annual" and clause.path in due and not reading.reasons:
        year = due[clause.path]
        reasons = (*reasons, "年份取自任务的完成时限")
    if year is None and names_this_year(passage.text[: reading.end]):
        reasons = (*reasons, "文中所指年份未写明")
    if reading.scope is None or _BARE_WHOLE.match(reading.scope):
        reasons = (*reasons, "适用范围未写明")
    target = Target(
        part=draft.part_of(clause.index),
        path=draft.path_of(clause.index),
        clause=clause.path,
        text=text.strip(" ,、;。\n"),
        span=span,
        confidence="low" if reasons else "high",
        reasons=reasons,
        indicator=reading.indicator,
        op=reading.op,
        value=reading.value,
        unit=reading.unit,
        kind=reading.kind,
        year=year,
        base_year=reading.base_year,
        base_value=reading.base_value,
        scope=reading.scope,
        owners=owners.get(clause.path, ()),
    )
    return replace(target, spans={"value": (span,)})
