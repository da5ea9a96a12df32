"""The pass that reads target tables: every cell of a target column is a target, the earlier column its base."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.compiler.draft import Draft, Grid, GridCell, GridRow
from luoshi.compiler.targets.cells import CellFigure, is_unit, read_cell
from luoshi.compiler.targets.layout import Layout, ValueColumn, layout_of
from luoshi.compiler.targets.scopes import document_place, place_in, split_scope
from luoshi.compiler.targets.sentences import doubtful_repairs, touches
from luoshi.compiler.targets.years import PERIOD, title_year
from luoshi.kernel.spans import Span
from luoshi.packs.model import Target, TargetKind
from luoshi.texts.plain import plain

_TOTAL = re.compile(r"^(?:合计|总计|共计|小计|全市合计|全省合计|全县合计|总数|全市|全省|全县|全区|全州)$")
_COLLECTIVE = re.compile(
    r"(?:各)?(?:县市区|县\(市、区\)|区县\(市\)|市州|市\(州\)|区县|县区|市县|旗县区|乡镇\(街道\)|镇\(街道\)|乡镇|镇街|街道|部门|单位|园区)$"
)
_GROUP_END = re.compile(
    r"^(?P<scope>.*(?:区域|开发区|高新区|园区|示范区|县市区|区县|县区|市州|市县|乡镇|街道|企业|单位|学校|医院|[省市县区州])(?:\([^()]*\))?)(?P<rest>.*?)(?:目标|指标|任务|计划|分解)"
)
_BRACKETED_COLLECTIVE = re.compile(r"县\((?:市|区|市、区)\)|市\((?:州|县、区)\)|区\((?:县|县、市)\)县?")
_LABEL_UNIT = re.compile(r"[(〔]([^()〔〕]{1,14})[)〕]$")
_QUOTED_LEAD = re.compile(r"^(?:附[件表]\d*[::.]?|表\d+[::.]?)?(?:[“《][^”》]*[”》](?:行动计划|行动|工程|计划)?)?")


def targets_from_tables(draft: Draft) -> Draft:
    """Add the targets of every target table."""
    issued = draft.document.issued
    year = int(issued[:4]) if issued and issued[:4].isdigit() else None
    place = document_place(draft)
    rows = {(c.grid, c.row): c.index for c in draft.clauses if c.kind == "row"}
    tables = {c.grid: c.index for c in draft.clauses if c.kind == "table"}
    doubtful = doubtful_repairs(draft)
    found: list[Target] = []
    for index, grid in enumerate(draft.grids):
        clause = tables.get(index, rows.get((index, 0), 0))
        caption = _caption(draft, grid, clause)
        layout = layout_of(grid, caption, year)
        if layout is None:
            continue
        table = _Table(
            draft, grid, layout, caption, _place(draft, clause, place), _plan_year(draft, clause, caption), doubtful
        )
        for number, row in enumerate(grid.rows):
            found.extend(table.targets(row, rows.get((index, number), clause), last=number == len(grid.rows) - 1))
    return draft.having(targets=(*draft.targets, *found))


def _caption(draft: Draft, grid: Grid, clause: int) -> str:
    caption = plain(re.sub(r"\s+", "", grid.caption))
    if not caption and draft.clauses:
        caption = plain(draft.part_of(clause) or "")
    return caption


def _place(draft: Draft, clause: int, place: str | None) -> str | None:
    part = draft.part_of(clause) if draft.clauses else None
    return (place_in(part) if part and place != "全国" else None) or place


def _plan_year(draft: Draft, clause: int, caption: str) -> int | None:
    part = (draft.part_of(clause) if draft.clauses else None) or ""
    return title_year(caption) or title_year(plain(part)) or title_year(plain(draft.document.title or ""))


class _Table:
    """One target table being read row by row."""

    def __init__(
        self,
        draft: Draft,
        grid: Grid,
        layout: Layout,
        caption: str,
        place: str | None,
        plan_year: int | None,
        doubtful: Sequence[Span],
    ) -> None:
        self.draft = draft
        self.grid = grid
        self.layout = layout
        self.place = place
        self.plan_year = plan_year
        self.period = bool(PERIOD.search(caption))
        self.whole, self.subject = caption_parts(caption, place)
        issued = draft.document.issued or ""
        self.issued = int(issued[:4]) if issued[:4].isdigit() else None
        self.doubtful = doubtful
        self.unit = (grid.unit or "").strip()

    def targets(self, row: GridRow, clause: int, last: bool) -> list[Target]:
        """The targets of one row."""
        layout = self.layout
        cell = row.cells[layout.label] if layout.label < len(row.cells) else None
        label = plain(re.sub(r"\s+", "", cell.text)) if cell else ""
        if layout.years and self.past(label):
            return []
        total = row.total or bool(_TOTAL.match(label)) or (not label and last)
        out: list[Target] = []
        for column in layout.values:
            if column.role == "base":
                continue
            figure = self._figure(row, column)
            if figure is not None:
                out.append(self._target(row, clause, column, figure, label, total))
        return out

    def past(self, label: str) -> bool:
        """Is the row that of a year before the document?"""
        return self.issued is not None and label[:4].isdigit() and int(label[:4]) < self.issued

    def damaged(self, cell: GridCell | None) -> bool:
        """Was the cell put right by a repair that a person should look at?"""
        return cell is not None and touches(self.doubtful, cell.span)

    def _figure(self, row: GridRow, column: ValueColumn) -> CellFigure | None:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        return read_cell(plain(cell.text)) if cell else None

    def _target(
        self, row: GridRow, clause: int, column: ValueColumn, figure: CellFigure, label: str, total: bool
    ) -> Target:
        reasons = list(self.grid.doubtful)
        indicator, scope = self._indicator_and_scope(column, label, total, reasons)
        unit = self._unit(row, column, figure, label)
        year = column.year if column.year is not None else self._last_year(column)
        if self.layout.years and label[:4].isdigit():
            year = int(label[:4])
        kind = self._kind(column, figure, indicator, label)
        base = self._base(column)
        base_figure = self._figure(row, base) if base else None
        if not unit and figure.op != ">":
            reasons.append("计量单位未印明")
        if year is None:
            reasons.append("目标年份未印明")
        if scope is None:
            reasons.append("行名缺失" if self.layout.areas else "适用范围未写明")
        elif scope.count("(") != scope.count(")"):
            reasons.append("行名印刷不全")
        if self.damaged(row.cells[self.layout.label]):
            reasons.append("行名有损坏,修补后的文字请核对")
        cell = row.cells[column.index]
        words = [plain(c.text) for c in row.cells if c and c.text.strip()]
        value = base_figure.value if base_figure else None
        return Target(
            part=self.draft.part_of(clause) if self.draft.clauses else None,
            path=self.draft.path_of(clause) if self.draft.clauses else (),
            clause=self.draft.clauses[clause].path if self.draft.clauses else "",
            text=" ".join(words),
            span=row.span,
            spans={"value": (cell.span,)} if cell else {},
            confidence="low" if reasons else "high",
            reasons=tuple(dict.fromkeys(reasons)),
            indicator=indicator,
            op=figure.op,
            value=figure.value,
            unit=unit,
            kind=kind,
            year=year,
            base_year=base.year if base else None,
            base_value=value if isinstance(value, int | float) else None,
            scope=scope,
        )

    def _indicator_and_scope(
        self, column: ValueColumn, label: str, total: bool, reasons: list[str]
    ) -> tuple[str, str | None]:
        if self.layout.years:
            return column.indicator or self.subject, self.whole or self.place
        if not self.layout.areas:
            name = _LABEL_UNIT.sub(lambda m: "" if is_unit(m[1]) else m.group(), label)
            name = re.sub(r"^(?:\d{1,2}[.、]|\(\d+\)|[①-⑳]|[一二三四五六七八九十]+、|其中[::]?)", "", name)
            scope, rest = split_scope(name, self.place)
            if not label:
                reasons.append("指标名称缺失")
            return rest or name, scope or self.place
        indicator = column.indicator or self.subject
        if not indicator:
            reasons.append("指标名称取自表题")
        if total:
            if self.whole is not None and self.whole != self.place:
                reasons.append("合计行的范围取自表题")
            return indicator, self.whole or self.place
        return indicator, label or None

    def _unit(self, row: GridRow, column: ValueColumn, figure: CellFigure, label: str) -> str:
        if figure.unit:
            return figure.unit
        if column.role == "growth":
            return column.unit or "%"
        if self.layout.unit is not None and (cell := row.cells[self.layout.unit]) and is_unit(plain(cell.text)):
            return plain(cell.text).strip()
        printed = _LABEL_UNIT.search(label)
        if printed and is_unit(printed[1]) and not self.layout.areas:
            return printed[1]
        return column.unit or self.unit

    def _kind(self, column: ValueColumn, figure: CellFigure, indicator: str, label: str) -> TargetKind:
        words = indicator + column.header
        either = "年均" in column.header and "累计" in column.header  # 年均增长〔累计〕: brackets mark the cumulative
        if figure.cumulative or (not either and re.search(r"累计|新增", words)):
            return "cumulative"
        if figure.growth or column.role == "growth" or re.search(r"增速|增长率|增长(?:\(%\))?$|增幅", indicator):
            return "growth"
        if re.search(r"每年|年均", words):
            return "annual"
        return "cumulative" if column.year is None and self.period else "level"

    def _last_year(self, column: ValueColumn) -> int | None:
        """The year of a column that prints none: for a rate of growth the last target year, else the plan's."""
        years = [v.year for v in self.layout.values if v.role == "target" and v.year is not None]
        return max(years) if years and column.role == "growth" else self.plan_year

    def _base(self, column: ValueColumn) -> ValueColumn | None:
        bases = [v for v in self.layout.values if v.role == "base"]
        same = [v for v in bases if v.indicator == column.indicator]
        near = same or (bases if len(bases) == 1 else [])
        return near[-1] if near and column.role == "target" else None


def caption_parts(caption: str, place: str | None) -> tuple[str | None, str]:
    """What a table's total covers, and what its figures are, by its caption.

    >>> caption_parts("全省海关监管区域(物流中心)进出口目标情况表", "云溪市")
    ('全省海关监管区域(物流中心)', '进出口')
    >>> caption_parts("“招商引资”行动县市区目标任务分解(2021-2025年)", "云溪市")
    ('云溪市', '')
    >>> caption_parts("2023年云溪市各县区粮食播种面积任务分解表", None)
    ('云溪市', '粮食播种面积')
    >>> caption_parts("各县(市、区)2025年床位任务分解表", "云溪市")
    ('云溪市', '床位')
    """
    caption = _BRACKETED_COLLECTIVE.sub("县市区", caption)
    bare = re.sub(r"^20\d\d(?:-20\d\d)?年?(?:度)?", "", _QUOTED_LEAD.sub("", caption))
    found = _GROUP_END.match(bare)
    if not found:
        return place, ""
    scope = _COLLECTIVE.sub("", found["scope"]) or (place or "")
    whole, rest = split_scope(scope, place)
    if whole and not rest:
        scope = whole
    return scope or None, re.sub(r"20\d\d(?:-20\d\d)?年?(?:度)?", "", found["rest"])
