"""Growth in tables: do the figures follow the stated rate, are they within reach, does a part outgrow its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from luoshi.compiler.draft import Grid, GridRow
from luoshi.compiler.lint.figures import (
    Column,
    columns_of,
    figure,
    grown,
    row_label,
    scale_of,
    shown,
    total_kind,
    year_pairs,
    yearly_growth,
)  # fmt: skip
from luoshi.compiler.lint.model import Checked, Remark, listed, listed_en, phrase, quote
from luoshi.texts.plain import plain

_RATE = re.compile(
    r"([\u4e00-\u9fff]{1,12}?)(?:分别)?(?:按照?|以)?年均(?:分别)?(?:递增|增长|增速)?(?:按|为|不低于)?(\d{1,12}(?:\.\d{1,6})?)%(以上)?"
)
_SYNONYMS = (("外贸", "进出口"), ("对外贸易", "进出口"), ("外资", "外资"), ("内资", "内资"), ("GDP", "生产总值"))
_REACH = 400  # signs after a table in which its notes are looked for when the table's reader kept none
_WRONG = 0.5  # percentage points from which a figure does not follow from the rate at all
_ROUNDED = 0.005  # percentage points below the stated rate that printed figures cannot show


@dataclass(frozen=True, slots=True)
class _Stated:
    name: str
    rate: float
    words: str
    minimum: bool


def _stated_rates(checked: Checked, grid: Grid) -> list[_Stated]:
    """The yearly rates that a table's notes say its figures were reckoned with."""
    text = checked.draft.plain
    notes = "".join(text[n.start : n.end] for n in grid.notes)
    if "年均" not in notes:
        notes = text[grid.span.end : grid.span.end + _REACH]
    if "年均" not in notes:  # a flattened table may have swallowed its notes
        notes = text[max(grid.span.start, grid.span.end - _REACH) : grid.span.end]
    if "测算" not in notes and "计算" not in notes and "注" not in notes:
        return []
    notes = re.sub(r"\s", "", notes)
    return [_Stated(_name(f.group(1)), float(f.group(2)), f.group(0), bool(f.group(3))) for f in _RATE.finditer(notes)]


def _name(words: str) -> str:
    return re.sub(r"^(?:注|\d|以上|测算|按|其中|、|和|中)+", "", words)


def _rate_for(column: Column, rates: Sequence[_Stated], order: int, groups: int) -> _Stated | None:
    heading = "".join(column.group)
    for rate in rates:
        names = [rate.name, *(form for words, form in _SYNONYMS if words in rate.name)]
        if any(name and (name in heading or name[-2:] in heading) for name in names):
            return rate
    if len(rates) == groups:
        return rates[order]
    return rates[0] if len(rates) == 1 and groups == 1 else None


def table_growth(checked: Checked) -> Iterator[Remark]:
    """Rows whose first and last year do not follow the rate stated for the table; rows that start from zero."""
    for grid in checked.draft.grids:
        pairs = list(year_pairs(grid))
        rates = _stated_rates(checked, grid) if pairs else []
        for order, (first, last) in enumerate(pairs):
            stated = _rate_for(first, rates, order, len(pairs))
            if stated is not None:
                yield from _pair_growth(checked, grid, first, last, stated)


@dataclass(slots=True)
class _Rows:
    """The rows of a table between two years, sorted by how they stand to the stated rate; growth is in per cent a year."""

    wrong: list[tuple[GridRow, float]] = field(default_factory=list)
    under: list[tuple[GridRow, float]] = field(default_factory=list)  # by so little that the factor was rounded
    zero: list[GridRow] = field(default_factory=list)
    total: float | None = None


def _pair_growth(checked: Checked, grid: Grid, first: Column, last: Column, stated: _Stated) -> Iterator[Remark]:
    years = (last.year or 0) - (first.year or 0)
    rows = _sorted_rows(grid, first, last, stated.rate, years)
    for row, real in rows.wrong:
        yield Remark(
            document=checked.name, clause=checked.path_at(row.span.start), span=checked.raw(row.span), weight=abs(real - stated.rate),
            message=phrase(
                f"「{row_label(row)}」{first.name}由{first.year}年到{last.year}年实际年均增长{shown(real)}%,与所述“{stated.words}”不符",
                f"“{row_label(row)}”, {first.name}: grows {shown(real)}% a year from {first.year} to {last.year}, stated is "
                f"{shown(stated.rate)}%",
            ),
        )  # fmt: skip
    if rows.under:
        yield _rounded_factor(checked, grid, first, stated, [real for _, real in rows.under], years)
    if rows.zero:
        yield _from_zero(checked, grid, first, stated, rows)


def _sorted_rows(grid: Grid, first: Column, last: Column, rate: float, years: int) -> _Rows:
    rows = _Rows()
    for row in grid.rows:
        start, end = figure(row, first.index), figure(row, last.index)
        if start is None or end is None:
            continue
        real = yearly_growth(start, end, years)
        if real is None:
            if end > 0:
                rows.zero.append(row)
            continue
        if total_kind(row):
            rows.total = real
            continue
        miss = abs(float(start) * grown(rate, years) - float(end))
        if abs(real - rate) > _WRONG and miss > 1:
            rows.wrong.append((row, real))
        elif rate - real > _ROUNDED and miss > _last_decimal(end):
            rows.under.append((row, real))
    return rows


def _last_decimal(printed: Decimal) -> float:
    """The worth of the last decimal that is printed: nearer than this no figure can follow a rate."""
    return float(Decimal(1).scaleb(int(printed.as_tuple().exponent)))


def _rounded_factor(
    checked: Checked, grid: Grid, first: Column, stated: _Stated, rates: Sequence[float], years: int
) -> Remark:
    """Rows just under the stated rate: a warning where the document itself makes that rate the least."""
    minimum = stated.minimum or any(
        t.kind == "growth"
        and t.op in (">=", ">")
        and t.value == stated.rate
        and first.name in (t.indicator, t.indicator.rstrip("额"))
        for t in checked.pack.targets
    )
    low, high = min(rates), max(rates)
    real_text = shown(low) if high - low < 0.01 else f"{shown(low)}至{shown(high)}"
    factor = shown(grown(high, years))
    return checked.at(
        grid.span,
        f"{first.name}按“{stated.words}”测算,{len(rates)}行的目标实际年均为{real_text}%(系数{factor}),因系数四舍五入略低于{shown(stated.rate)}%;"
        + (f"而{shown(stated.rate)}%是本文所定下限,目标定低了" if minimum else f"若{shown(stated.rate)}%是下限,则目标定低了"),
        f"{first.name}: {len(rates)} rows grow {real_text.replace('至', ' to ')}% a year (factor {factor}), just under the stated "
        f"{shown(stated.rate)}% because the factor was rounded; "
        + ("that rate is the least by this document, and the targets miss it" if minimum else "where that rate is a minimum the targets miss it"),
        severity="warning" if minimum else "note",
        weight=0.5,
    )  # fmt: skip


def _from_zero(checked: Checked, grid: Grid, first: Column, stated: _Stated, rows: _Rows) -> Remark:
    """Rows that start from zero have no rate; they lift the total's growth over what is stated."""
    names = [row_label(row) for row in rows.zero]
    effect, effect_en = "", ""
    if rows.total is not None and abs(rows.total - stated.rate) > 0.05:
        effect = f",合计因此年均增长{shown(rows.total)}%而非{shown(stated.rate)}%"
        effect_en = f"; therefore the total grows {shown(rows.total)}%, not {shown(stated.rate)}%"
    return checked.at(
        grid.span,
        f"{first.name}:{listed(names)}{first.year}年为0,不存在增长率{effect}",
        f"{first.name}: {listed_en(names)} start from 0 in {first.year}, where no growth rate exists{effect_en}",
        severity="note",
        weight=0.4,
    )


_FAST = 100.0


def fast_rows(checked: Checked) -> Iterator[Remark]:
    """Rows of a target table that would have to more than double every year."""
    for grid in checked.draft.grids:
        columns = columns_of(grid)
        for column in {c.group: c for c in columns if c.year is not None}.values():
            dated = sorted(
                (c for c in columns if c.year is not None and c.group == column.group), key=lambda c: c.year or 0
            )
            for row in grid.rows:
                known = [(c, v) for c in dated if (v := figure(row, c.index)) is not None and v > 0]
                if (
                    len(known) < 2
                    or total_kind(row)
                    or ("全省" in grid.caption and not _local(checked, row_label(row)))
                ):
                    continue
                (first, start), (last, end) = known[0], known[-1]
                real = yearly_growth(start, end, (last.year or 0) - (first.year or 0))
                if real is not None and real >= _FAST:
                    yield Remark(
                        document=checked.name, clause=checked.path_at(row.span.start), span=checked.raw(row.span), weight=real,
                        message=phrase(
                            f"「{row_label(row)}」{first.year}年{shown(start)}、{last.year}年{shown(end)},须年均增长{shown(real)}%,请核对可行性",
                            f"“{row_label(row)}”: {shown(start)} in {first.year}, {shown(end)} in {last.year} needs {shown(real)}% growth "
                            f"a year; check whether it can be reached",
                        ),
                    )  # fmt: skip


_INCLUDES = re.compile(r"(?:包含|包括|含)([\u4e00-\u9fff]{3,14}?)(?:的)?(?:数据|数|在内)")


def nested_tables(checked: Checked) -> Iterator[Remark]:
    """A table says it includes a kind of unit that another table gives targets for, and grows less than that unit."""
    grids = checked.draft.grids
    for outer in grids:
        pairs = list(year_pairs(outer))
        if not pairs:
            continue
        text = re.sub(r"\s", "", checked.draft.plain[outer.span.start : outer.span.end + _REACH])
        for kind in {f.group(1) for f in _INCLUDES.finditer(text)}:
            for inner in grids:
                if inner is not outer:
                    yield from _nested(checked, outer, inner, kind, pairs)


def _nested(
    checked: Checked, outer: Grid, inner: Grid, kind: str, pairs: Sequence[tuple[Column, Column]]
) -> Iterator[Remark]:
    for first, last in pairs:
        scale = scale_of(first.unit)
        total = _increment_of_total(outer, first, last)
        if scale is None or total is None or first.name not in _headings(inner):
            continue
        for begin, end in year_pairs(inner):
            inner_scale = scale_of(begin.unit)
            if inner_scale is None or inner_scale[1] != scale[1] or begin.year != first.year or end.year != last.year:
                continue
            for row in inner.rows:
                label = row_label(row)
                own = [figure(row, begin.index), figure(row, end.index)]
                if kind not in label or own[1] is None or not _local(checked, label):
                    continue
                grown = (own[1] - (own[0] or 0)) * inner_scale[0]
                if grown > total * scale[0]:
                    wide = grown / inner_scale[0]
                    outer_grown = total * scale[0] / inner_scale[0]
                    yield Remark(
                        document=checked.name, clause=checked.path_at(row.span.start), span=checked.raw(row.span),
                        related=(checked.path_at(outer.span.start),),
                        message=phrase(
                            f"「{label}」{begin.year}至{end.year}年增加{shown(wide)}{begin.unit},而注明包含{kind}的「{quote(outer.caption or first.name)}」"
                            f"合计只增加{shown(outer_grown)}{begin.unit}:除非它不在表列范围内,否则其余部分须下降",
                            f"“{label}” grows by {shown(wide)} {begin.unit} from {begin.year} to {end.year}, while the table "
                            f"“{quote(outer.caption or first.name)}”, which says it includes such bodies, grows by {shown(outer_grown)} in "
                            f"all: the rest would have to shrink unless it lies outside",
                        ),
                    )  # fmt: skip


def _headings(grid: Grid) -> str:
    return re.sub(r"\s", "", plain(grid.caption + "".join("".join(h) for h in grid.columns)))


def _increment_of_total(grid: Grid, first: Column, last: Column) -> Decimal | None:
    for row in grid.rows:
        start, end = figure(row, first.index), figure(row, last.index)
        if total_kind(row) and start is not None and end is not None:
            return end - start
    return None


def _local(checked: Checked, label: str) -> bool:
    """A table of a whole province lists others' units, too: only those of the document's own place can lie inside."""
    return not checked.area or checked.area in label
