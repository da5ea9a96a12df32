"""Time limits printed in the column of a service table (``承诺时限 | 5个工作日``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from luoshi.compiler.draft import Draft, GridCell, GridRow
from luoshi.kernel.numerals import NUMBER, read_number
from luoshi.packs.model import TimeLimit
from luoshi.texts.plain import plain

_LIMIT_HEADER = re.compile(r"(?:法定|承诺|办理|办结|审批|受理|压缩后|现行|实际)[^完成]{0,6}(?:时限|期限|时间|天数)")
_SERVICE_HEADER = re.compile(r"事项|服务|业务|项目名称|环节|名称")
_DAYS = re.compile(rf"(?P<n>{NUMBER})\s?个?(?P<unit>工作日|自然日|日|天)?(?:以内|内)?")
_INSTANT = re.compile(r"即办|即时|当场|立等")


def limits_in_columns(draft: Draft) -> Iterator[TimeLimit]:
    """The limits of every table that has a column of services and one or more columns of limits."""
    rows = {(c.grid, c.row): c.index for c in draft.clauses if c.kind == "row"}
    tables = {c.grid: c.index for c in draft.clauses if c.kind == "table"}
    for g, grid in enumerate(draft.grids):
        headers = [plain("".join(header)) for header in grid.columns]
        columns = [i for i, header in enumerate(headers) if _LIMIT_HEADER.search(header)]
        names = [i for i, header in enumerate(headers) if _SERVICE_HEADER.search(header)]
        if not columns or not names:
            continue
        for r, row in enumerate(grid.rows):
            clause = rows.get((g, r), tables.get(g))
            service = _cell(row, names[0])
            if clause is None or service is None:
                continue
            for column in columns:
                cell = _cell(row, column)
                limit = None if cell is None or cell.inherited else _in_cell(service, cell, headers[column])
                if limit is not None:
                    yield replace(
                        limit,
                        part=draft.part_of(clause),
                        path=draft.path_of(clause),
                        clause=draft.clauses[clause].path,
                        condition=headers[column] if len(columns) > 1 else None,
                    )


def _cell(row: GridRow, column: int) -> GridCell | None:
    return row.cells[column] if column < len(row.cells) else None


def _in_cell(service: GridCell, cell: GridCell, header: str) -> TimeLimit | None:
    """The limit in one cell, without its place in the document."""
    text = plain(cell.text).strip()
    found = _DAYS.fullmatch(text)
    instant = _INSTANT.match(text)
    days = read_number(found["n"]) if found else 0
    if not (found or instant) or not isinstance(days, int):
        return None
    unit = (found["unit"] if found else None) or ("工作日" if "工作日" in header else None)
    doubt = "即时办结,没有天数,按0日记" if not found else None if unit else "表中没有写明天数的单位"
    return TimeLimit(
        text=f"{service.text} {cell.text}",
        span=service.span.join(cell.span),
        spans={"service": (service.span,), "days": (cell.span,)},
        service=service.text,
        days=days,
        day_kind="working" if unit in (None, "工作日") else "calendar",
        confidence="low" if doubt else "high",
        reasons=(doubt,) if doubt else (),
    )
