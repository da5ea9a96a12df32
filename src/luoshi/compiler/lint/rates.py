"""Stated rates, levels and doublings of one indicator against each other, and the share of a part in its whole."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from luoshi.compiler.lint.figures import grown, shown
from luoshi.compiler.lint.model import Checked, Remark, reference
from luoshi.compiler.lint.naming import indicator_identity
from luoshi.packs.model import Target
from luoshi.texts.plain import plain

_ROUNDED = 0.005  # percentage points that printed figures cannot show
_FAR = 5.0  # percentage points that 以上 does not explain
_WRONG = 0.5  # percentage points from which two rates differ in earnest
_MOST_LEVELS = 40
_SENTENCE = 120  # signs within which a whole and its 其中 stand
_PERIOD = re.compile(r"(20\d\d)年?[-至到](20\d\d)年?")


_BACK = 3000  # signs before a target in which the period of its plan is looked for


def period_of(checked: Checked, target: Target) -> tuple[int, int] | None:
    """First and last year of the period a growth target runs over: of its words, else of the plan it stands in."""
    for words in (target.text, target.part or "", *target.path):
        found = _PERIOD.search(plain(words))
        if found:
            return int(found.group(1)), int(found.group(2))
    place = checked.place(target.span).start
    before = list(_PERIOD.finditer(checked.draft.plain, max(0, place - _BACK), place))
    found = before[-1] if before else _PERIOD.search(plain(checked.pack.document.title or ""))
    return (int(found.group(1)), int(found.group(2))) if found else None


def amount(target: Target) -> float:
    """The figure of a target that holds a single one."""
    assert isinstance(target.value, (int, float))
    return float(target.value)


def _series(documents: Sequence[Checked]) -> dict[tuple[str, tuple[str, str]], list[tuple[Checked, Target]]]:
    """The targets of the documents' own areas by indicator; rows of target tables are left to the table checks."""
    out: dict[tuple[str, tuple[str, str]], list[tuple[Checked, Target]]] = {}
    for checked in documents:
        for target in checked.pack.targets:
            if isinstance(target.value, (int, float)) and target.indicator and target.base_value is None:
                place = checked.home(target.scope)
                out.setdefault((place, indicator_identity(target.indicator)), []).append((checked, target))
    return out


def rates_and_levels(documents: Sequence[Checked]) -> Iterator[Remark]:
    """Levels of one indicator in two years against its yearly growth; doubling against yearly growth."""
    for found in _series(documents).values():
        growth = [(c, t) for c, t in found if t.kind == "growth" and t.unit == "%"]
        dated = [(c, t) for c, t in found if t.kind == "level" and t.year and t.unit not in ("%", "倍", "")]
        levels = list({(t.year, t.value, t.unit): (c, t) for c, t in reversed(dated)}.values())[:_MOST_LEVELS]
        doubled = [(c, t) for c, t in found if t.unit == "倍" and t.year and t.base_year]
        if not growth:
            continue
        _, rate = growth[0]
        value = amount(rate)
        for (a_doc, a), (b_doc, b) in combinations(sorted(levels, key=lambda x: x[1].year or 0), 2):
            if a.unit == b.unit and a.year != b.year:
                yield from _between(value, rate, (a_doc, a), (b_doc, b))
        for c, t in doubled:
            years = (t.year or 0) - (t.base_year or 0)
            factor = grown(value, years)
            multiple = amount(t)
            agrees = factor >= multiple * 0.999
            yield c.on(
                t,
                f"「{t.indicator}」年均增长{shown(value)}%,{years}年为{shown(factor)}倍;又要求{t.base_year}至{t.year}年达到{shown(multiple)}倍:"
                + ("增长率要求更高,以增长率为准" if agrees else "按此增长率达不到"),
                f"“{t.indicator}”: {shown(value)}% a year is ×{shown(factor)} in {years} years; ×{shown(multiple)} is asked for by "
                f"{t.year}: " + ("the growth rate binds" if agrees else "the growth rate is too low for it"),
                related=(reference(rate),),
                severity="note" if agrees else "warning",
                weight=abs(factor - multiple),
            )


def _between(
    value: float, rate: Target, earlier: tuple[Checked, Target], later: tuple[Checked, Target]
) -> Iterator[Remark]:
    (a_doc, a), (b_doc, b) = earlier, later
    years = (b.year or 0) - (a.year or 0)
    low, high = amount(a), amount(b)
    if low <= 0 or high <= 0 or years <= 0:
        return
    implied = ((high / low) ** (1 / years) - 1) * 100
    if abs(implied - value) < _ROUNDED:
        return
    if implied < value - _WRONG:
        severity, zh, en = "warning", "更高,两者不能同时成立", ": they cannot both hold"
    elif implied > value + _FAR:
        severity, zh, en = "warning", "远低于此,请核对", ", far below: check both"
    else:
        reached = shown(low * grown(value, years))
        severity, zh = "note", f"(按此{b.year}年为{reached}{b.unit});差额可由四舍五入或“以上”解释"
        en = f" (which gives {reached}); rounding or “at least” explains the difference"
    yield b_doc.on(
        b,
        f"「{b.indicator}」{a.year}年{shown(low)}{a.unit}、{b.year}年{shown(high)}{b.unit},其间须年均增长{shown(implied)}%,"
        f"所述年均增长{shown(value)}%{zh}",
        f"“{b.indicator}”: {shown(low)} in {a.year} and {shown(high)} in {b.year} need {shown(implied)}% a year, stated are "
        f"{shown(value)}%{en}",
        related=(*((a_doc.name,) if a_doc is not b_doc else ()), reference(a), reference(rate)),
        severity=severity,
        weight=abs(implied - value),
    )


def shares(documents: Sequence[Checked]) -> Iterator[Remark]:
    """A part that grows at another rate than its whole: the share it had and will have."""
    for checked in documents:
        own = [
            t
            for t in checked.pack.targets
            if isinstance(t.value, (int, float)) and t.base_value is None and checked.home(t.scope) == checked.area
        ]
        rates = {indicator_identity(t.indicator): t for t in own if t.kind == "growth" and t.unit == "%"}
        levels = {
            indicator_identity(t.indicator): t
            for t in own
            if t.kind == "level" and t.year and t.unit not in ("%", "倍", "")
        }
        for key, part in levels.items():
            if not part.text.startswith("其中") and "其中" not in part.text[:4]:
                continue
            near = part.span.start - _SENTENCE
            before = [t for t in levels.values() if t.unit == part.unit and t is not part and t.span.start > near]
            whole = next((t for t in before if t.span.start < part.span.start and t.year == part.year), None)
            rate = rates.get(key) or next((r for k, r in rates.items() if k[0] and key[0].startswith(k[0])), None)
            whole_rate = whole and rates.get(indicator_identity(whole.indicator))
            period = period_of(checked, part) or (rate and period_of(checked, rate))
            if whole is None or rate is None or not whole_rate or not period:
                continue
            years = (part.year or 0) - (period[0] - 1)
            if not amount(whole):
                continue
            end = amount(part) / amount(whole) * 100
            change = grown(amount(rate), years) / (grown(amount(whole_rate), years) or math.inf)
            if (
                not 0 < change < math.inf or abs(end - end / change) < 3
            ):  # of a part or whole that vanishes there is no share
                continue
            yield checked.on(
                part,
                f"「{part.indicator}」{part.year}年占「{whole.indicator}」的{shown(end)}%,按两者增长率倒推{period[0] - 1}年占{shown(end / change)}%:"
                f"请核对结构变化是否符合本意",
                f"“{part.indicator}” will be {shown(end)}% of “{whole.indicator}” in {part.year}; by the stated rates it was "
                f"{shown(end / change)}% in {period[0] - 1}: check whether this change is meant",
                related=(reference(whole),),
            )
