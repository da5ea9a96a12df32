"""Reader of sheets (.xlsx): every visible sheet with its captions, tables and notes, values as a person sees them."""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.kernel.speech import Phrase
from luoshi.texts.model import Source
from luoshi.texts.reading.contents import Content, Grid, GridCell, Paragraph, clean, linearise
from luoshi.texts.reading.encodings import EMPTY
from luoshi.texts.reading.limits import BOMB, BROKEN_PACKAGE, PACKAGE_BYTES, Package
from luoshi.texts.reading.refusal import both, refusal
from luoshi.texts.reading.sheet_areas import check_areas
from luoshi.texts.reading.sheet_values import shown

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

READER = "xlsx/1"
CELLS = 1_000_000
_MERGED = re.compile(
    rb"""mergeCell\s[^>]{0,200}?ref\s*=\s*["'$]*([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"""
)

HIDDEN_SHEETS = Phrase("隐藏的工作表未读:{names}", "hidden sheets were not read: {names}")
HIDDEN_ROWS = Phrase(
    "工作表 {sheet} 有隐藏的行或列 {count} 处,未读", "{count} hidden rows or columns of sheet {sheet} were not read"
)
NO_RESULT = Phrase(
    "工作表 {sheet} 有 {count} 个公式没有保存结果,按空格读取;请用办公软件打开并保存一次",
    "{count} formulas of sheet {sheet} have no stored result and were read as empty; open and save it once",
)
TOO_MANY = Phrase(
    "{name} 的单元格超过 {limit} 个。请删去空行空列或分成几个文件",
    "{name} has more than {limit} cells. Delete empty rows and columns or split it",
)


@dataclass(frozen=True, slots=True)
class _Box:
    """A filled cell, with the rectangle it is merged over; counted from 1."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


def read_xlsx(name: str, data: bytes, sha256: str) -> Source:
    """Read a workbook. Raises ``ReadingError`` for a damaged, encrypted, oversized or empty one."""
    from openpyxl import load_workbook

    package = Package(name, data)
    formulas = False
    for part in package.parts:
        if part.endswith((".xml", ".rels")):
            xml = package.read_xml(part)
            formulas = formulas or (part.startswith("xl/worksheets/") and b"<f" in xml)
            if part.startswith("xl/worksheets/") and max(xml.count(b"<c "), _merged_cells(xml)) > CELLS:
                raise refusal(TOO_MANY, name=name, limit=CELLS)
    check_areas(name, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension it does not keep when writing
            book = load_workbook(io.BytesIO(data), data_only=True)
            printed = load_workbook(io.BytesIO(data)) if formulas else None
    except MemoryError as error:
        raise refusal(BOMB, name=name, limit=PACKAGE_BYTES // 1048576, part="xl") from error
    except Exception as error:  # openpyxl raises what its parts raise: all mean a damaged workbook
        raise refusal(
            BROKEN_PACKAGE, name=name, part="xl", why=str(error).split("\n")[0][:80] or type(error).__name__
        ) from error
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    remarks = [both(HIDDEN_SHEETS, names="、".join(hidden))] if hidden else []
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    contents: list[Content] = []
    for sheet in visible:
        if len(visible) > 1 and not sheet.title.lower().startswith(("sheet", "工作表")):
            contents.append(Paragraph(sheet.title, "heading", 1))
        contents.extend(_sheet(sheet, remarks))
        if printed is not None:
            remarks.extend(_without_result(sheet, printed[sheet.title]))
    if not any(isinstance(c, Grid) or c.kind != "heading" for c in contents):
        raise refusal(EMPTY, name=name)
    return linearise(
        contents,
        name=name,
        sha256=sha256,
        reader=READER,
        title=book.properties.title,
        remarks=remarks,
    )


def _without_result(sheet: Worksheet, printed: Worksheet) -> list[str]:
    count = sum(
        1
        for place, cell in printed._cells.items()
        if cell.data_type == "f" and (place not in sheet._cells or sheet._cells[place].value is None)
    )
    return [both(NO_RESULT, sheet=sheet.title, count=count)] if count else []


def _sheet(sheet: Worksheet, remarks: list[str]) -> list[Content]:
    hidden_rows = {row for row, size in sheet.row_dimensions.items() if size.hidden}
    hidden_columns: set[int] = set()
    for size in sheet.column_dimensions.values():
        if size.hidden:
            hidden_columns.update(range(size.min or 1, min(size.max or 1, 16384) + 1))
    merged = {
        (area.min_row, area.min_col): (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
        for area in sheet.merged_cells.ranges
    }
    boxes: dict[int, list[_Box]] = {}
    unseen: set[str] = set()
    # The sheet's own index of stored cells: walking rows and columns would visit billions of empty ones in a file
    # that merely stores a cell in the last corner.
    for (row, column), cell in sorted(sheet._cells.items()):
        text = clean(shown(cell.value, cell.number_format))
        if not text:
            continue
        if row in hidden_rows or column in hidden_columns:
            unseen.add(f"row {row}" if row in hidden_rows else f"column {column}")
            continue
        boxes.setdefault(row, []).append(_Box(row, column, text, *merged.get((row, column), (1, 1))))
    if unseen:
        remarks.append(both(HIDDEN_ROWS, sheet=sheet.title, count=len(unseen)))
    return [content for part in _parts(boxes) for content in _part(part)]


def _parts(boxes: dict[int, list[_Box]]) -> list[list[list[_Box]]]:
    """Rows parted where a new table begins: a single cell after an empty row, then a row of several."""
    parts: list[list[list[_Box]]] = []
    bottom = 0
    for row in sorted(boxes):
        line = boxes[row]
        gap = row > bottom + 1
        if not parts or (gap and len(line) == 1):
            parts.append([])
        parts[-1].append(line)
        bottom = max(bottom, row, *(box.row + box.row_span - 1 for box in line if box.row_span < 10_000))
    return parts


def _part(rows: list[list[_Box]]) -> list[Content]:
    """Single cells above and below the rows of several are captions and notes; the rest is the table."""
    left = min(row[0].column for row in rows)
    several = []
    below = 0  # the row down to which a cell above is merged
    for index, row in enumerate(rows):
        if len(row) > 1 or row[0].column > left or row[0].row < below:
            several.append(index)
            below = max(below, *(box.row + box.row_span for box in row))
    if not several:
        return [Paragraph(row[0].text) for row in rows]
    first, last = several[0], several[-1]
    while last + 1 < len(rows) and not _is_note(rows[last + 1][0]):
        last += 1
    return [
        *(Paragraph(row[0].text) for row in rows[:first]),
        _grid(rows[first : last + 1]),
        *(Paragraph(row[0].text) for row in rows[last + 1 :]),
    ]


def _is_note(box: _Box) -> bool:
    """A single cell below the table that is a sentence about it, not a row of which only the first cell is filled."""
    return box.column_span > 1 or len(box.text) >= 8 or box.text.startswith(("注", "备注", "说明", "资料来源", "单位"))


def _grid(rows: list[list[_Box]]) -> Grid:
    """The table on a grid without the sheet's empty margins; cells that nobody filled are there as empty cells."""
    columns = sorted({box.column for row in rows for box in row})
    numbers = [row[0].row for row in rows]
    sparse = len(rows) * len(columns) > CELLS  # then empty cells are left out
    cells: list[GridCell] = []
    covered: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        filled = {box.column: box for box in row}
        for column in sorted(filled) if sparse else columns:
            place = bisect_left(columns, column)
            if (index, place) in covered:
                continue
            box = filled.get(column, _Box(numbers[index], column, ""))
            width = bisect_left(columns, column + box.column_span) - place
            height = bisect_left(numbers, box.row + box.row_span) - index
            if not sparse and width * height > 1:
                covered.update((r, c) for r in range(index, index + height) for c in range(place, place + width))
            cells.append(GridCell(index, place, (Paragraph(box.text),) if box.text else (), height, width))
    return Grid(tuple(cells))


def _merged_cells(xml: bytes) -> int:
    """How many cells the merged areas of a sheet cover (openpyxl makes an object for each)."""
    return sum(
        (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
        for left, top, right, bottom in _MERGED.findall(xml)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
