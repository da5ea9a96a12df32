"""A workbook as people fill it in, read row by row: every fault is told with its sheet, row and column."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, cast

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.kernel.speech import Phrase
from luoshi.texts.plain import plain
from luoshi.texts.reading.sheet_areas import check_areas
from luoshi.units.rules.naming import plain_name
from luoshi.units.rules.words import filled
from luoshi.units.sheets.layout import KIND_WORDS, LAYOUTS, MOST_BYTES, MOST_ROWS, MOST_UNPACKED, Field, Layout

_HEAD_WITHIN = 6  # rows in which the heads must be found: titles and notes may stand above


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where: sheet as printed, row and column as Excel counts them (0 and empty: the whole)."""

    what: Phrase
    sheet: str = ""
    row: int = 0
    column: str = ""

    @property
    def where(self) -> Phrase:
        """``“单位”第5行C列``."""
        if not self.sheet:
            return Phrase("整个文件", "the whole file")
        if not self.row:
            return filled("“{sheet}”表", "sheet {sheet}", sheet=self.sheet)
        place = f"{self.column}列" if self.column else ""
        return filled(
            "“{sheet}”表第{row}行{place}", "sheet {sheet}, row {row}{column}",
            sheet=self.sheet, row=self.row, place=place, column=f", column {self.column}" if self.column else "",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its values by field key (None: empty cell), and the column letter of each."""

    sheet: str
    number: int
    values: dict[str, Any]
    columns: dict[str, str]

    def fault(self, what: Phrase, key: str = "") -> Fault:
        """A fault of this row, at the cell of ``key``."""
        return Fault(what, self.sheet, self.number, self.columns.get(key, ""))


@dataclass(slots=True)
class Book:
    """The rows of each sheet by layout key, and all that is wrong so far."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_book(content: bytes) -> Book:
    """Read a workbook of at most 5 MB and 2,000 rows a sheet. Never raises for what is in the file."""
    book = Book()
    if len(content) > MOST_BYTES:
        book.faults.append(Fault(Phrase("文件超过5 MB,请分成几个文件", "The file is over 5 MB; split it")))
        return book
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                book.faults.append(
                    Fault(Phrase("文件展开后过大,请另存后重试", "The file unpacks to too much; save it anew"))
                )
                return book
        check_areas("xlsx", content)
        workbook = load_workbook(BytesIO(content), data_only=True)
    except Exception:  # openpyxl raises many kinds for a damaged file, and none of them is the person's concern
        book.faults.append(Fault(Phrase("不是可读的 Excel(.xlsx)文件", "This is no readable Excel (.xlsx) file")))
        return book
    found = False
    for layout in LAYOUTS:
        sheet = _sheet(cast("list[Worksheet]", workbook.worksheets), layout)
        if sheet is not None:
            found = True
            book.rows[layout.key] = list(_rows(sheet, layout, book.faults))
    if not found:
        titles = "、".join(layout.title.zh for layout in LAYOUTS)
        book.faults.append(
            Fault(
                filled(
                    "没有找到工作表:{titles}。请下载模板填写",
                    "None of the sheets {titles} is there; use the template",
                    titles=titles,
                )
            )
        )
    return book


def _sheet(sheets: list[Worksheet], layout: Layout) -> Worksheet | None:
    names = {layout.title.zh, layout.title.en.lower()}
    return next(
        (sheet for sheet in sheets if plain_name(sheet.title).lower() in {n.replace(" ", "") for n in names}), None
    )


def _rows(sheet: Worksheet, layout: Layout, faults: list[Fault]) -> Iterator[Row]:
    head = _head(sheet, layout)
    title = sheet.title
    if head is None:
        wanted = "、".join(f.head.zh for f in layout.fields if f.required)
        faults.append(
            Fault(filled("没有找到表头,须有:{wanted}", "The heads are missing: {wanted}", wanted=wanted), title)
        )
        return
    number, columns = head
    missing = [f for f in layout.fields if f.required and f.key not in columns]
    for each in missing:
        faults.append(
            Fault(
                filled("缺少“{head}”列", "The column {head_en} is missing", head=each.head.zh, head_en=each.head.en),
                title,
                number,
            )
        )
    if missing:
        return
    last = _last_row(sheet)
    if last - number > MOST_ROWS:
        faults.append(
            Fault(Phrase(f"超过{MOST_ROWS}行,请分成几个文件", f"More than {MOST_ROWS} rows; split the file"), title)
        )
        return
    merged = _merged(sheet)
    letters = {key: get_column_letter(column) for key, column in columns.items()}
    for at in range(number + 1, last + 1):
        raw = {key: merged.get((at, column), sheet.cell(at, column).value) for key, column in columns.items()}
        own = [sheet.cell(at, column).value for column in columns.values()]
        if all(value is None or not str(value).strip() for value in own):
            continue
        row = Row(title, at, {}, letters)
        for key, value in raw.items():
            try:
                row.values[key] = _value(layout.field(key), value)
            except _Unreadable as wrong:
                faults.append(row.fault(wrong.phrase, key))
                row.values[key] = None
                continue
            if layout.field(key).required and row.values[key] in (None, ""):
                head_words = layout.field(key).head
                faults.append(
                    row.fault(
                        filled("“{head}”未填", "{head_en} is empty", head=head_words.zh, head_en=head_words.en), key
                    )
                )
        yield row


def _last_row(sheet: Worksheet) -> int:
    """The last row that holds anything: sheets are often formatted far below it."""
    return max((row for (row, _), cell in sheet._cells.items() if cell.value is not None), default=0)


def _head(sheet: Worksheet, layout: Layout) -> tuple[int, dict[str, int]] | None:
    """The row of the heads and the column of each field."""
    for number in range(1, min(sheet.max_row, _HEAD_WITHIN) + 1):
        columns: dict[str, int] = {}
        for column in range(1, min(sheet.max_column, 60) + 1):
            text = _bare(sheet.cell(number, column).value)
            for each in layout.fields:
                if (
                    each.key not in columns
                    and text
                    and text in {_bare(h) for h in (each.head.zh, each.head.en, *each.also)}
                ):
                    columns[each.key] = column
                    break
        if sum(1 for each in layout.fields if each.required and each.key in columns) >= 1 and len(columns) >= 2:
            return number, columns
    return None


def _bare(value: object) -> str:
    return re.sub(r"\([^()]*\)|\*", "", plain_name(str(value or ""))).lower()


def _merged(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """Every cell of a merged range has the value of its first."""
    found: dict[tuple[int, int], Any] = {}
    for area in list(sheet.merged_cells.ranges):
        if (area.max_row - area.min_row) * (area.max_col - area.min_col + 1) > MOST_ROWS * 10:
            continue
        value = sheet.cell(area.min_row, area.min_col).value
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                found[row, column] = value
    return found


class _Unreadable(ValueError):
    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.zh)
        self.phrase = phrase


def _value(each: Field, value: Any) -> Any:
    """The value of a cell in the form of its column; None for an empty one."""
    if value is None or (isinstance(value, str) and not plain(value).strip()):
        return () if each.kind == "names" else None
    text = re.sub(r"\s+", "", plain(str(value)))
    if each.kind == "day":
        return read_day(value)
    if each.kind == "number":
        found = re.fullmatch(r"(\d{1,7})(?:\.0+)?", text)
        if not found:
            raise _Unreadable(filled("“{text}”不是整数", "{text} is no whole number", text=text[:20]))
        return int(found[1])
    if each.kind == "kind":
        return _kind(text)
    if each.kind == "names":
        return tuple(part for part in re.split(r"[、,;/]", text) if part)
    if each.key == "area":
        return re.sub(r"\.0$", "", text)
    return text[:200] if each.kind == "text" else text


def _kind(text: str) -> str:
    for key, words in KIND_WORDS.items():
        if text.lower() in (str(key), words.zh, words.en.lower().replace(" ", "")):
            return str(key)
    allowed = "、".join(words.zh for words in KIND_WORDS.values())
    raise _Unreadable(
        filled(
            "没有“{text}”这一类型,可填:{allowed}", "{text} is no kind; use {allowed}", text=text[:20], allowed=allowed
        )
    )


def read_day(value: Any) -> date:
    """A date cell, or text such as 2018-06-19, 2018/6/19, 2018年6月19日, 20180619. Raises ValueError with a sentence."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = re.sub(r"\s+", "", plain(str(value)))
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text) or re.fullmatch(
        r"(\d{4})(\d{2})(\d{2})", text
    )
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise _Unreadable(
        filled("“{text}”不是日期,请写成 2019-01-01", "{text} is no date; write 2019-01-01", text=text[:20])
    )
