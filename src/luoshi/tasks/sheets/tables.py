"""An office's table as it is: merged cells filled, the heading row found, what was left out told."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.texts.model import ReadingError
from luoshi.texts.plain import plain
from luoshi.texts.reading.limits import Package
from luoshi.texts.reading.sheet_areas import check_areas
from luoshi.texts.reading.sheet_values import shown

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_WITHIN = 15  # rows in which the headings stand: titles and notes may be above
SHORT = 20  # characters of a heading
MOST_ROWS = 5000
MOST_COLUMNS = 60

FIELDS: Mapping[str, tuple[Phrase, tuple[str, ...]]] = {
    "number": (Phrase("序号", "Number"), ("序号", "编号", "no")),
    "theme": (Phrase("类别", "Theme"), ("类别", "领域", "板块", "主题", "大类", "任务类别", "工作类别", "专项")),
    "title": (
        Phrase("任务", "Task"),
        ("任务", "工作任务", "重点任务", "主要任务", "任务名称", "工作内容", "任务内容", "事项", "工作事项", "督办事项", "重点工作"),
    ),
    "text": (Phrase("具体措施", "Measures"), ("具体措施", "工作措施", "工作要求", "目标任务", "具体内容", "主要措施", "目标要求")),
    "lead": (Phrase("牵头单位", "Lead unit"), ("牵头单位", "牵头部门", "主办单位", "主责单位", "牵头责任单位")),
    "responsible": (Phrase("责任单位", "Responsible units"), ("责任单位", "责任部门", "承办单位", "落实单位")),
    "participant": (
        Phrase("配合单位", "Participating units"), ("配合单位", "参与单位", "协办单位", "配合部门", "协同单位", "参加单位"),
    ),
    "deadline": (
        Phrase("完成时限", "Deadline"),
        ("完成时限", "完成时间", "时限要求", "办结时限", "时间节点", "时限", "完成期限", "办理时限", "时间要求"),
    ),
    "source": (Phrase("来源文件", "Source"), ("来源", "来源文件", "任务来源", "依据", "文件依据", "文件名称")),
    "clause": (Phrase("条款", "Clause"), ("条款", "文件条款", "原文条款")),
    "progress": (Phrase("进展情况", "Progress"), ("进展情况", "工作进展", "落实情况", "完成情况", "目前进展", "推进情况")),
    "remark": (Phrase("备注", "Remark"), ("备注", "说明")),
}  # fmt: skip
_MARKS = re.compile(r"[\s::*()\[\]、,/]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: its number in the sheet, its cells as shown by column, real dates by column."""

    number: int
    cells: dict[int, str]
    dates: dict[int, date]


@dataclass(frozen=True, slots=True)
class Table:
    """What stands on one sheet."""

    sheet: str
    sheets: tuple[str, ...]
    title: str  # what stands above the headings
    heading_row: int
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    remarks: tuple[Phrase, ...]

    @property
    def signature(self) -> str:
        """The same for sheets with the same headings, whatever their rows."""
        return signature(self.headings)


def read_table(name: str, content: bytes, sheet: str = "") -> Table:
    """Read one sheet (the first with a table when none is named). Raises ``Refused`` for a file that is no workbook,
    a sheet that is not there, one without headings, or one that is too large."""
    book, formulas = open_book(name, content)
    visible = [one for one in book.worksheets if one.sheet_state == "visible"]
    names = tuple(one.title for one in visible)
    if sheet and sheet not in names:
        raise Refused(f"没有名为“{sheet}”的工作表。", f"There is no sheet called {sheet}.", field="sheet")
    remarks = []
    hidden = [one.title for one in book.worksheets if one.sheet_state != "visible"]
    if hidden:
        remarks.append(_told("隐藏的工作表未读:", "hidden sheets were not read: ", "、".join(hidden)))
    for one in visible:
        if sheet and one.title != sheet:
            continue
        table = _table(one, names, remarks, formulas)
        if table is not None:
            return table
    raise Refused(
        "没有找到表头。表头须在前15行内,至少有“任务”和一列单位或时限。",
        "No headings were found. They stand within the first 15 rows: at least the task and a unit or a deadline.",
        field="file",
    )


def open_book(name: str, content: bytes) -> tuple[Workbook, Workbook | None]:
    """The workbook with stored values, and, where it has formulas, with these; bounded. Raises ``Refused``."""
    from openpyxl import load_workbook

    try:
        package = Package(name, content)
        check_areas(name, content)
        formulas = any(
            part.startswith("xl/worksheets/") and b"<f" in package.read_xml(part)
            for part in package.parts
            if part.endswith(".xml")
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that are not kept when writing
            return load_workbook(io.BytesIO(content), data_only=True), (
                load_workbook(io.BytesIO(content)) if formulas else None
            )
    except ReadingError as error:
        zh, _, en = str(error).partition(" | ")
        raise Refused(zh, en or zh, field="file") from error
    except Exception as error:  # the parts of a damaged workbook raise whatever they raise
        raise Refused(
            "文件不是可读的 Excel 工作簿(.xlsx)。请用办公软件另存为 .xlsx 后再上传。",
            "The file is no readable Excel workbook (.xlsx). Save it as .xlsx with an office program and upload it again.",
            field="file",
        ) from error


def signature(headings: Sequence[str]) -> str:
    """SHA-256 of the headings, whatever their spaces and marks."""
    return hashlib.sha256("|".join(bare(text) for text in headings).encode()).hexdigest()


def bare(heading: str) -> str:
    """A heading without spaces, marks and what stands in brackets.

    >>> bare("完成 时限(年月)")
    '完成时限'
    """
    return _MARKS.sub("", re.sub(r"\([^)]*\)", "", plain(heading))).lower()


def guess(headings: Sequence[str]) -> dict[int, str]:
    """Which column is which field, by the words of the headings; every field once, the plainest heading first."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for exact in (True, False):
        for place, heading in enumerate(headings):
            if place in found or not (words := bare(heading)):
                continue
            for key, (_, known) in FIELDS.items():
                if key not in taken and any(words == word if exact else word in words for word in known):
                    found[place] = key
                    taken.add(key)
                    break
    return found


def _table(sheet: Worksheet, names: tuple[str, ...], remarks: list[Phrase], formulas: Workbook | None) -> Table | None:
    if sheet.max_row > MOST_ROWS * 4 or sheet.max_column > 4000:
        raise Refused(
            f"“{sheet.title}”超过 {MOST_ROWS} 行,请分成几个文件。",
            f"{sheet.title} has more than {MOST_ROWS} rows; split it.",
        )
    values, days, spans = _values(sheet)
    head = _heading_row(values)
    if head is None:
        return None
    depth = max((bottom for (row, _), (bottom, _) in spans.items() if row == head), default=head)
    width = max((column for row in values.values() for column in row), default=0)
    headings = tuple(
        " ".join(dict.fromkeys(filter(None, (values.get(row, {}).get(column, "") for row in range(head, depth + 1)))))
        for column in range(1, min(width, MOST_COLUMNS) + 1)
    )
    told = list(remarks)
    hidden = [row for row, size in sheet.row_dimensions.items() if size.hidden and row > depth and values.get(row)]
    if hidden:
        told.append(_told("隐藏的行未读:第", "hidden rows were not read: ", "、".join(str(row) for row in hidden[:20])))
    unknown = _without_value(sheet, formulas)
    if unknown:
        told.append(
            _told("公式没有保存结果,按空格读取:", "formulas without a stored result were read as empty: ", unknown)
        )
    lines = tuple(
        Line(
            row, {column - 1: text for column, text in cells.items()}, {c - 1: d for c, d in days.get(row, {}).items()}
        )
        for row, cells in sorted(values.items())
        if row > depth and row not in hidden and cells
    )
    if len(lines) > MOST_ROWS:
        raise Refused(
            f"“{sheet.title}”超过 {MOST_ROWS} 行,请分成几个文件。",
            f"{sheet.title} has more than {MOST_ROWS} rows; split it.",
        )
    above = "".join(dict.fromkeys(text for row in range(1, head) for text in values.get(row, {}).values()))
    return Table(sheet.title, names, above[:300], head, headings, lines, tuple(told))


def _values(
    sheet: Worksheet,
) -> tuple[dict[int, dict[int, str]], dict[int, dict[int, date]], dict[tuple[int, int], tuple[int, int]]]:
    """Words and dates by row and column, merged cells filled from their first; and what each merged cell spans."""
    values: dict[int, dict[int, str]] = {}
    days: dict[int, dict[int, date]] = {}
    for (row, column), cell in list(sheet._cells.items()):  # stored cells only: rows may have empty ones without end
        text = shown(cell.value, cell.number_format).strip()
        if text:
            values.setdefault(row, {})[column] = text
        day = as_date(cell.value)
        if day is not None:
            days.setdefault(row, {})[column] = day
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        spans[area.min_row, area.min_col] = (area.max_row, area.max_col)
        text = values.get(area.min_row, {}).get(area.min_col, "")
        if not text or area.max_row - area.min_row > MOST_ROWS or area.max_col > MOST_COLUMNS * 4:
            continue
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                values.setdefault(row, {})[column] = text
                if area.min_col in days.get(area.min_row, {}):
                    days.setdefault(row, {})[column] = days[area.min_row][area.min_col]
    return values, days, spans


def as_date(value: Any) -> date | None:
    """A cell that holds a real date."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _heading_row(values: Mapping[int, Mapping[int, str]]) -> int | None:
    """The row whose cells name the most fields, the task among them; the first of several."""
    best: tuple[int, int] | None = None
    for row in sorted(values)[:HEAD_WITHIN]:
        cells = values[row]
        width = max(cells)
        found = guess([cells.get(column, "") for column in range(1, min(width, MOST_COLUMNS) + 1)])
        if len(found) >= 2 and "title" in found.values() and (best is None or len(found) > best[0]):
            best = (len(found), row)
    return best[1] if best else _first_full_row(values)


def _first_full_row(values: Mapping[int, Mapping[int, str]]) -> int | None:
    """Where no heading is known: the first row of several short words with a row of several cells below it."""
    rows = sorted(values)[:HEAD_WITHIN]
    for row, below in pairwise(rows):
        words = set(values[row].values())
        if len(words) >= 2 and all(len(word) <= SHORT for word in words) and len(set(values[below].values())) >= 2:
            return row
    return None


def _without_value(sheet: Worksheet, formulas: Workbook | None) -> str:
    if formulas is None:
        return ""
    printed = formulas[sheet.title]
    cells = [
        cell.coordinate
        for place, cell in printed._cells.items()
        if cell.data_type == "f" and (place not in sheet._cells or sheet._cells[place].value is None)
    ]
    return "、".join(cells[:20])


def _told(zh: str, en: str, what: str) -> Phrase:
    what = what.replace("{", "{{").replace("}", "}}")
    return Phrase(zh + what, en + what)
