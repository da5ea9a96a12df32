"""Figures in tables: numbers of cells, columns that belong together, years and units of columns."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from luoshi.compiler.draft import Grid, GridRow
from luoshi.texts.plain import plain

_NUMBER = re.compile(
    r"^[约近超≥>]?(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(?:万元|亿元|亿美元|万美元|个|家|项|人|名|%)?(?:以上|左右)?$"
)
_TOTAL = re.compile(r"^(?:合计|总计|共计|总数|总和|全部合计|合\s*计|总\s*计)(?:\(.*\))?$")
_SUBTOTAL = re.compile(r"^小\s*计(?:\(.*\))?$")
_NO_SUM = re.compile(
    r"率|占|比重|比例|增长|增速|增幅|人均|平均|均价|单价|序号|编号|排名|名次|位次|年份|时间|日期|年月|时限|期限|电话|邮编|指数|权重系数"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"\(([^()]*(?:元|美元|个|家|项|人|名|吨|亩|公里|%)[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its index, its heading (lowest header cells joined), its group heading, year and unit."""

    index: int
    name: str
    group: tuple[str, ...]
    year: int | None
    unit: str | None


def number(text: str) -> Decimal | None:
    """The figure a cell holds, or None where it holds none or something else beside it.

    >>> number("1,343,417"), number("25.77"), number("—"), number("2016.8-9")
    (Decimal('1343417'), Decimal('25.77'), None, None)
    """
    found = _NUMBER.match(re.sub(r"\s", "", plain(text)))
    return Decimal(found.group(1).replace(",", "")) if found else None


def figure(row: GridRow, column: int) -> Decimal | None:
    """The figure in a column of a row; None where the cell is empty, holds words, or only reaches down from above."""
    cell = row.cells[column] if column < len(row.cells) else None
    return number(cell.text) if cell is not None and not cell.inherited else None


def columns_of(grid: Grid) -> tuple[Column, ...]:
    """All columns with what their headings say."""
    out = []
    for index, headings in enumerate(grid.columns):
        cells = tuple(re.sub(r"\s", "", plain(h)) for h in headings if h)
        joined = "".join(cells)
        years = _YEAR.findall(joined)
        unit = _UNIT.search(joined)
        group = tuple(c for c in cells if not _YEAR.search(c)) if years else cells[:-1]
        name = "".join(_UNIT.sub("", c) for c in group) if years else "".join(_UNIT.sub("", c) for c in cells)
        out.append(Column(index, name, group, int(years[-1]) if years else None, unit.group(1) if unit else grid.unit))
    return tuple(out)


def additive(column: Column, grid: Grid) -> bool:
    """Can the figures of a column be added up? Rates, averages, dates and serial numbers cannot."""
    headings = "".join(plain(h) for h in grid.columns[column.index])
    if _NO_SUM.search(re.sub(r"\s", "", headings)) or column.unit in ("%", "‰"):
        return False
    values = [figure(row, column.index) for row in grid.rows if not row.total]
    return any(v is not None for v in values)


def row_label(row: GridRow) -> str:
    """What a row is called: the first cell that is no figure."""
    for cell in row.cells:
        if cell is not None and cell.text.strip() and number(cell.text) is None:
            return re.sub(r"\s", "", cell.text)
    return ""


def total_kind(row: GridRow) -> str | None:
    """``total``, ``subtotal`` or None, by the row's label or by how the table was read."""
    for cell in row.cells[:3]:
        if cell is not None:
            label = re.sub(r"\s", "", plain(cell.text))
            if _SUBTOTAL.match(label):
                return "subtotal"
            if _TOTAL.match(label):
                return "total"
    return "total" if row.total else None


def year_pairs(grid: Grid) -> Iterator[tuple[Column, Column]]:
    """The first and the last year of every group of columns that differ only by the year."""
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in columns_of(grid):
        if column.year is not None:
            groups.setdefault(column.group, []).append(column)
    for columns in groups.values():
        ordered = sorted(columns, key=lambda c: c.year or 0)
        if len(ordered) > 1 and ordered[0].year != ordered[-1].year:
            yield ordered[0], ordered[-1]


def yearly_growth(start: Decimal, end: Decimal, years: int) -> float | None:
    """The yearly rate, in per cent, that leads from ``start`` to ``end``; None where there is none (from zero)."""
    if start <= 0 or end <= 0 or years <= 0:
        return None
    return (math.pow(float(end / start), 1 / years) - 1) * 100


def grown(rate: float, years: int) -> float:
    """What one becomes in ``years`` at ``rate`` per cent a year; infinite where no number holds it.

    >>> round(grown(8, 4), 4), grown(999_999_999_999, 170), grown(-100, -1)
    (1.3605, inf, inf)
    """
    try:
        return float((1 + rate / 100) ** years)
    except (OverflowError, ZeroDivisionError):
        return math.inf


_SCALE = {"亿": Decimal(100_000_000), "万": Decimal(10_000), "千": Decimal(1000), "": Decimal(1)}
_SCALED = re.compile(r"^(亿|万|千)?(美元|元|人|吨|亩|个|家)?$")


def scale_of(unit: str | None) -> tuple[Decimal, str] | None:
    """Factor and base of a unit: 亿美元 is (100000000, 美元); None where it is not understood.

    >>> scale_of("万元")
    (Decimal('10000'), '元')
    """
    found = _SCALED.match(unit or "")
    if not found or not found.group(0):
        return None
    return _SCALE[found.group(1) or ""], found.group(2) or ""


def shown(value: Decimal | float) -> str:
    """A figure for a message, without needless zeros.

    >>> shown(Decimal("216102")), shown(8.8476), shown(15.0)
    ('216102', '8.85', '15')
    """
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return f"{value:.2f}".rstrip("0").rstrip(".")
