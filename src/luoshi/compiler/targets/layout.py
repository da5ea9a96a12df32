"""How a target table is laid out: which column names the row, which hold units, bases and targets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from luoshi.compiler.draft import Grid, GridRow
from luoshi.compiler.targets.cells import is_unit, read_cell
from luoshi.texts.plain import plain

_SPACE = re.compile(r"\s+")
_BRACKET = re.compile(r"[(〔\[]([^()〔〕\[\]]{1,14})[)〕\]]")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)\s*年?")
_FIVE_YEAR = re.compile(r"[“\"]?十([二三四五六])五[”\"]?")
_NOT_TARGETS = re.compile(r"分值|权重|评分|得分|标准分|赋分|扣分|考核分")
_TASK = re.compile(
    r"任务(?:内容|名称|事项|清单)|重点任务|主要任务|工作(?:内容|任务|措施|事项)|举措|措施|责任单位|牵头|配合单位|完成时限|主管部门|建设内容|项目概况"
)
_AIM = re.compile(r"目标|指标|任务|计划|预期|规划|分解")
_BASE = re.compile(
    r"(?:完成|实际)(?:值|数|情况|完成|\(|$)|实绩|预计完成|年实际|现状|基期|基数|基准|实绩|基础值|初值|预计完成|现值|当前|基年"
)
_TARGET = re.compile(r"目标|计划|任务|预期|规划|指标值|分解")
_GROWTH = re.compile(r"年均(?:增速|增长|递增)|增长率|增速|增幅|增长\(%\)|年均$")
_SKIP = re.compile(
    r"^(?:序号?|编号|代码|备注|说明|属性|指标属性|性质|指标性质|类型|指标类型|数据来源|来源|依据|口径|计算方法|责任部门|负责部门)$|时间|日期|时限|节点|进度|单位名称代码|备注|来源|排名|位次"
)
_UNIT_HEAD = re.compile(r"^(?:计量)?单位$")
_INDICATOR_HEAD = re.compile(r"指标|项目|目标|内容|名称$")
_AREA_HEAD = re.compile(r"县|市|区|园|镇|乡|街道|地区|单位|企业|名称|部门|学校|医院|平台|流域|断面|行业|领域")
_AREA = re.compile(
    r"(?:[省市县区州盟旗镇乡村]|街道|园区|新区|开发区|中心|基地|公司|集团|学校|大学|医院|管委会|局|委|港)(?:\([^()]*\)?)?$"
)
_CATEGORY = re.compile(r"^(?:类别|分类|领域|一级指标|大类|板块|类型|指标类别|维度|方面)$")


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of figures: ``role`` is target, base or growth; ``indicator`` what its header names besides years."""

    index: int
    role: str
    year: int | None
    indicator: str
    unit: str
    header: str


@dataclass(frozen=True, slots=True)
class Layout:
    """``label``: the column naming the row; ``areas``: rows are areas or units (else indicators, or ``years``)."""

    label: int
    areas: bool
    unit: int | None
    values: tuple[ValueColumn, ...]
    years: bool = False  # rows are years


def layout_of(grid: Grid, caption: str, issued: int | None) -> Layout | None:
    """The layout of a target table; None where the table is of another kind."""
    headers = [plain(_SPACE.sub("", "".join(chain))) for chain in grid.columns]
    everything = caption + "".join(headers)
    if _NOT_TARGETS.search(everything) or len(headers) < 2 or not grid.rows:
        return None
    columns = [[_text_of(row, i) for row in grid.rows] for i in range(len(headers))]
    unit = next((i for i, h in enumerate(headers) if _UNIT_HEAD.match(h) and _mostly(columns[i], is_unit)), None)
    figures = [
        i
        for i, cells in enumerate(columns)
        if i != unit and not _SKIP.search(headers[i]) and _mostly(cells, _is_figure) and not _mostly(cells, _is_year)
    ]
    if figures and _is_counter(columns[figures[0]]) and not headers[figures[0]]:
        figures = figures[1:]
    label = next(
        (i for i, h in enumerate(headers) if i not in figures and i != unit and not _SKIP.search(h) and not _CATEGORY.match(h) and any(columns[i])
         and not _mostly(columns[i], _is_figure)),
        None,
    )  # fmt: skip
    years = next((i for i, cells in enumerate(columns) if label is None and _mostly(cells, _is_year)), None)
    label = years if label is None else label
    if label is None or not figures:
        return None
    values = _values(grid, headers, figures, issued, caption)
    if not any(v.role != "base" for v in values):
        return None
    tasks = any(_TASK.search(h) for h in headers) and not re.search(r"目标值|指标", "".join(headers))
    if tasks and not all(v.unit or v.year or _TARGET.search(v.header) for v in values):
        return None
    if years is not None:
        return Layout(label, False, unit, tuple(v for v in values if v.role != "base"), years=True)
    future = any(v.year and issued and v.year >= issued for v in values)
    if not (_AIM.search(everything) or future):
        return None
    return Layout(label, _rows_are_areas(headers[label], columns[label], values, unit), unit, values)


def _text_of(row: GridRow, column: int) -> str:
    cell = row.cells[column] if column < len(row.cells) else None
    return plain(cell.text) if cell else ""


def _values(
    grid: Grid, headers: Sequence[str], figures: Sequence[int], issued: int | None, caption: str
) -> tuple[ValueColumn, ...]:
    years = {i: _year_of(headers[i]) for i in figures}
    dated = sorted({y for y in years.values() if y})
    values: list[ValueColumn] = []
    for i in figures:
        header, year = headers[i], years[i]
        name, unit = _name_and_unit(grid.columns[i])
        values.append(ValueColumn(i, _role(header, year, dated, issued), year, name, unit, header))
    return tuple(values)


def _role(header: str, year: int | None, dated: Sequence[int], issued: int | None) -> str:
    if _BASE.search(header) and not _TARGET.search(header):
        return "base"
    if _GROWTH.search(header) and not _TARGET.search(header):
        return "growth"
    if _TARGET.search(header) or year is None:
        return "target"
    if issued is not None:
        return "base" if year < issued and year != dated[-1] else "target"
    return "base" if len(dated) == 2 and year == dated[0] else "target"


def _year_of(header: str) -> int | None:
    found = _YEAR.findall(header)
    if found:
        return int(found[-1])
    five = _FIVE_YEAR.search(header)
    return {"二": 2015, "三": 2020, "四": 2025, "五": 2030, "六": 2035}[five[1]] if five else None


def _name_and_unit(chain: Sequence[str]) -> tuple[str, str]:
    """What a column header names, without years and words such as 目标; and the unit in its bracket."""
    unit = ""
    names: list[str] = []
    for cell in chain:
        text = plain(_SPACE.sub("", cell))
        for found in _BRACKET.finditer(text):
            if is_unit(found[1]):
                unit = found[1]
                text = text.replace(found.group(), "")
        text = re.sub(r"20\d\d\s*年?(?:度|底|末)?(?:-|至)?(?:20\d\d年?)?", "", text)
        text = re.sub(
            r"(?:完成|目标|计划|任务|规划|预期|实际|指标|现状)(?:值|数|量)?$|^(?:目标|计划|任务)$|^(?:预期|规划)",
            "",
            text,
        )
        text = text.strip("()、 ")
        if text and text not in names and not is_unit(text):
            names.append(text)
        elif is_unit(text):
            unit = text
    return "".join(names), unit


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    filled = [c for c in cells if c.strip()]
    return bool(filled) and sum(test(c) for c in filled) >= 0.6 * len(filled)


def _is_figure(cell: str) -> bool:
    return read_cell(cell) is not None or cell.strip() in ("-", "--", "/", "---")


def _is_year(cell: str) -> bool:
    return bool(re.fullmatch(r"20\d\d年?(?:度|底|末)?", cell.strip()))


def _is_counter(cells: Sequence[str]) -> bool:
    numbers = [c.strip() for c in cells if c.strip()]
    return (
        len(numbers) > 1
        and all(n.isdigit() for n in numbers)
        and [int(n) for n in numbers] == list(range(1, len(numbers) + 1))
    )


def _rows_are_areas(header: str, labels: Sequence[str], values: Sequence[ValueColumn], unit: int | None) -> bool:
    if unit is not None or re.search(r"指标", header):
        return False
    filled = [label for label in labels if label.strip()]
    places = sum(bool(_AREA.search(label.strip())) for label in filled)
    if places >= 0.5 * len(filled):
        return True
    if _INDICATOR_HEAD.search(header) and not re.search(r"单位|县|区|企业|园", header):
        return False
    return bool(_AREA_HEAD.search(header)) or any(v.indicator for v in values if v.role != "growth")
