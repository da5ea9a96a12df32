"""Percentages against the counts they are taken from, in sentences and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from luoshi.compiler.draft import Grid, GridRow
from luoshi.compiler.lint.figures import Column, additive, columns_of, figure, row_label, shown, total_kind
from luoshi.compiler.lint.model import Checked, Remark, quote
from luoshi.texts.plain import plain

_COUNT = r"(\d{1,12}(?:\.\d{1,6})?)(个|家|项|名|人|件|户|条|亿元|万元|万人|亩|公里)"
_SHARE = re.compile(
    rf"(?:共|总计|合计|现有|全市|全县|全省|总数|应)[^。;]{{0,12}}?{_COUNT}[^。;%]{{0,24}}?(?:其中|已)[^。;%]{{0,16}}?(\d{{1,12}}(?:\.\d{{1,6}})?)\2[^。;%\d]{{0,12}}?"
    r"(占|完成率|办结率|比例|覆盖率|率)[^。;%\d]{0,8}?(\d{1,12}(?:\.\d{1,6})?)%"
)


def in_text(checked: Checked) -> Iterator[Remark]:
    """“共80家,其中20家…,占30%”: the stated percentage is not what the counts give."""
    for sentence in checked.running:
        if "%" not in sentence.text or ("其中" not in sentence.text and "已" not in sentence.text):
            continue
        for found in _SHARE.finditer(sentence.text):
            whole, part, stated = (Decimal(found.group(n)) for n in (1, 3, 5))
            if whole and part <= whole:
                real = part / whole * 100
                if abs(real - stated) > _allowed(stated):
                    yield checked.at(
                        sentence.span,
                        f"{shown(part)}{found.group(2)}是{shown(whole)}{found.group(2)}的{shown(float(real))}%,"
                        f"文中写{shown(stated)}%:「{quote(found.group(0), 40)}」",
                        f"{shown(part)} of {shown(whole)} is {shown(float(real))}%, the text says {shown(stated)}%: “{quote(found.group(0), 40)}”",
                        weight=float(abs(real - stated)),
                    )


def _allowed(stated: Decimal) -> Decimal:
    """Half a unit of the last printed digit, and a little."""
    return Decimal(1).scaleb(int(stated.as_tuple().exponent)) * Decimal("0.55")


_RATE = re.compile(r"完成率|完成比例|完成进度")
_DONE = re.compile(r"^(?:实际|已|累计)?(?:完成|实绩|完成数|完成量|完成情况)|实际完成|累计完成")
_PLAN = re.compile(r"目标|任务数|计划|应完成")
_PART = re.compile(r"占比|比重|占全[市县省区部]|所占比例")


def in_tables(checked: Checked) -> Iterator[Remark]:
    """Columns 完成率 against 完成 and 目标, and 占比 against the rows' share of the total."""
    for grid in checked.draft.grids:
        columns = columns_of(grid)
        heads = ["".join(re.sub(r"\s", "", plain(h)) for h in grid.columns[c.index]) for c in columns]
        rate = [c for c, h in zip(columns, heads, strict=True) if _RATE.search(h)]
        done = [c for c, h in zip(columns, heads, strict=True) if _DONE.search(h) and not _RATE.search(h)]
        plan = [c for c, h in zip(columns, heads, strict=True) if _PLAN.search(h) and not _RATE.search(h)]
        if len(rate) == len(done) == len(plan) == 1:
            for row in grid.rows:
                yield from _row_rate(checked, row, rate[0], figure(row, done[0].index), figure(row, plan[0].index))
        share = [c for c, h in zip(columns, heads, strict=True) if _PART.search(h)]
        counted = [c for c in columns if additive(c, grid)]
        if len(share) == 1 and len(counted) == 1:
            yield from _shares(checked, grid, share[0], counted[0])


def _row_rate(
    checked: Checked, row: GridRow, rate: Column, part: Decimal | None, whole: Decimal | None
) -> Iterator[Remark]:
    stated = figure(row, rate.index)
    if stated is None or part is None or not whole:
        return
    real = part / whole * 100
    if abs(real - stated) > _allowed(stated):
        yield checked.at(
            row.span,
            f"「{row_label(row)}」{rate.name}写{shown(stated)}%,按{shown(part)}/{shown(whole)}应为{shown(float(real))}%",
            f"“{row_label(row)}”: {rate.name} says {shown(stated)}%, {shown(part)}/{shown(whole)} is {shown(float(real))}%",
            weight=float(abs(real - stated)),
        )


def _shares(checked: Checked, grid: Grid, share: Column, counted: Column) -> Iterator[Remark]:
    total = next((v for r in grid.rows if total_kind(r) == "total" and (v := figure(r, counted.index))), None)
    if total is None:
        return
    for row in grid.rows:
        if total_kind(row) is None:
            yield from _row_rate(checked, row, share, figure(row, counted.index), total)
