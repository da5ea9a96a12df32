"""Tables of web pages: which hold data, which only lay out the page, which are a document's particulars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from luoshi.texts.reading.contents import Grid, GridCell, Paragraph

_SPAN = 1000
"""Browsers take no column span above 1000 (HTML Living Standard, 4.9.11)."""
_COLUMNS = 1000
"""No table is laid out wider than this; beyond, spans are taken as one column."""

LABELS = re.compile(
    r"(?:索引号|信息索取号|统一登记号|登记号|文号|发文字号|文件编号|文件号|公文编号"
    r"|(?:发布|发文|成文|生成|印发|公开|公布|生效|实施|施行|失效|废止|更新|起草|签发)(?:日期|时间)|日期"
    r"|责任部门|(?:发布|发文|制发|公开|印发|来源|报送|所属|信息提供|信息公开)(?:机关|机构|单位|部门)|来源|信息来源|文章来源|稿源|作者"
    r"|(?:主题|体裁|组配|信息|文件|公文|内容|栏目)?分类|主题词|主题|关键词|所属主题|公文种类|文种"
    r"|(?:公文|文件|信息)?(?:名称|标题)|有效性|效力状态|时效性|时效状态|是否有效|有效期|信息有效性"
    r"|(?:信息)?公开(?:方式|形式|范围|程序|时限|属性|类别)|内容概述|服务对象|语种|载体类型|记录形式|浏览次数|点击数)"
)
_SURE = re.compile(r"索引号|文号|字号|登记号|(?:发布|发文|成文|生成|公开|印发)(?:日期|时间)|(?:发布|发文|制发)机[关构]")
_BLANK = re.compile(r"[\s\u3000\xa0]+")


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child:
                if row.tag == "tr":
                    yield row, child.tag == "thead"


def _number(text: str | None, limit: int) -> int:
    text = (text or "").strip()
    return max(1, min(int(text[:6]), limit)) if text.isascii() and text.isdigit() else 1


def grid_of(
    table: etree._Element, lines_of: Callable[[etree._Element], tuple[Paragraph, ...]]
) -> tuple[tuple[Paragraph, ...], Grid]:
    """A table's caption and its cells, each at its place among row and column spans."""
    caption = next((lines_of(child) for child in table if child.tag == "caption"), ())
    rows = list(_rows(table))
    cells: list[GridCell] = []
    taken: dict[int, int] = {}  # column -> rows that a cell from above still covers it, this one included
    for row, (element, in_head) in enumerate(rows):
        column = 0
        fresh: dict[int, int] = {}
        for cell in element:
            if cell.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > 0:
                column += 1
            width = _number(cell.get("colspan"), max(1, min(_SPAN, _COLUMNS - column)))
            height = len(rows) - row if cell.get("rowspan") == "0" else _number(cell.get("rowspan"), len(rows) - row)
            header = in_head or cell.tag == "th"
            cells.append(GridCell(row, column, lines_of(cell), height, width, header))
            if height > 1 and column < _COLUMNS:
                fresh.update((place, height) for place in range(column, column + width))
            column += width
        if taken or fresh:
            taken = {place: left - 1 for place, left in (taken | fresh).items() if left > 1}
    return caption, Grid(tuple(cells))


def is_data_table(table: etree._Element, grid: Grid) -> bool:
    """Whether a table without tables in it holds data: rows of several filled cells, no single cell holding it all."""
    if table.get("role") in ("presentation", "none"):
        return False
    filled: dict[int, int] = {}
    sizes: list[int] = []
    for cell in grid.cells:
        size = sum(len(p.text) for p in cell.contents if isinstance(p, Paragraph))
        sizes.append(size)
        if size:
            filled[cell.row] = filled.get(cell.row, 0) + 1
    several = sum(1 for count in filled.values() if count > 1)
    if several < 2 or any(True for _ in table.iter("h1", "h2", "form")):
        return False
    total = sum(sizes)
    return not (max(sizes) > 1500 and max(sizes) > 0.6 * total)


def labelled_lines(grid: Grid) -> tuple[Paragraph, ...] | None:
    """``索引号 | 0001 | 发布日期 | 2021年3月1日`` as a line per pair, or None for any other table.

    Such tables stand above a document on government sites (政府信息公开目录) and hold its particulars, not data.
    """
    by_row: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    lines: list[Paragraph] = []
    labels = sure = 0
    for cells in by_row.values():
        texts = [_BLANK.sub(" ", cell.text()).strip() for cell in cells]
        place = 0
        while place < len(texts):
            label = label_of(texts[place])
            value = texts[place + 1] if place + 1 < len(texts) else ""
            if (label or _is_named(texts[place])) and not label_of(value):
                labels += bool(label)
                sure += bool(label and _SURE.search(label))
                lines.append(Paragraph(f"{texts[place].rstrip(':： ')}：{value}"))
                place += 2
                continue
            if label and sum(1 for text in texts if label_of(text)) > 1 and not texts[place].endswith((":", "：")):
                return None  # a row of column heads
            if texts[place]:
                lines.append(Paragraph(texts[place]))
            place += 1
    filled = sum(1 for cell in grid.cells if cell.contents)
    return tuple(lines) if sure and labels >= 2 and labels * 4 >= filled else None


def label_of(text: str) -> str | None:
    """The particular that a short text names (``发布 日期:`` is 发布日期), or None."""
    if not 0 < len(text) <= 16:
        return None
    bare = _BLANK.sub("", text).strip(":：【】[]")
    return bare if LABELS.fullmatch(bare) else None


def _is_named(text: str) -> bool:
    """A label that is not known, told by its colon."""
    return len(text) <= 12 and text.endswith((":", "："))
