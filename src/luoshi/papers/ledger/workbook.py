"""From the sheets to a workbook that looks right on a screen and on A4 paper."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from luoshi.kernel.speech import Language, Phrase
from luoshi.packs.model import Pack
from luoshi.papers.ledger.notes import NOTES, note_rows
from luoshi.papers.ledger.sheets import SHEETS, CellKind, Column, Content, Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HEADER_ROW = 2
CELL_LIMIT = 32_767  # characters a cell of a workbook can hold
LINE_HEIGHT = 14.5  # points
TALLEST = 409.0  # points, the format's limit
FONT = "宋体"
HEADER_COLOUR, LOW_COLOUR, LINE_COLOUR = "D9E2EC", "FFF4D6", "B8C4CE"
FORMATS: dict[CellKind, str] = {"number": "#,##0.######", "money": "#,##0", "date": "yyyy-mm-dd"}

CUT = Phrase("……(过长,余下见政策包)", "… (too long; the rest is in the pack)")
PAGE = Phrase("第 &P 页,共 &N 页", "Page &P of &N")
UNTITLED = Phrase("未命名文件", "untitled document")

# XML 1.0 has no place for these; a workbook with them would not open
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def ledger(pack: Pack, language: Language = "zh") -> bytes:
    """The ledger of a pack as the bytes of an .xlsx file."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    title = " ".join((pack.document.title or UNTITLED.say(language)).split())
    for sheet in SHEETS:
        _write_sheet(book, sheet, pack, title, language)
    _write_notes(book, pack, title, language)
    book.properties.title = _clean(title)
    book.properties.creator = pack.compiler
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_sheet(book: Workbook, sheet: Sheet, pack: Pack, title: str, language: Language) -> None:
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.name.say(language))
    rows = sheet.rows(pack)
    last = get_column_letter(len(sheet.columns))
    _title(page, f"{title} {sheet.name.say(language)}", len(sheet.columns))
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
        _header(_cell(page, HEADER_ROW, number), column.heading.say(language))
    for place, row in enumerate(rows, HEADER_ROW + 1):
        _write_row(page, place, row, sheet.columns, language)
    if rows:
        page.auto_filter.ref = f"A{HEADER_ROW}:{last}{HEADER_ROW + len(rows)}"
    else:
        _put(_cell(page, HEADER_ROW + 1, 1), sheet.empty.say(language), "text", language)
        page.merge_cells(f"A{HEADER_ROW + 1}:{last}{HEADER_ROW + 1}")
    page.freeze_panes = f"{'C' if len(sheet.columns) > 6 else 'A'}{HEADER_ROW + 1}"
    _lay_out(page, title, language, f"{HEADER_ROW}:{HEADER_ROW}")


def _write_row(page: Worksheet, place: int, row: Any, columns: tuple[Column, ...], language: Language) -> None:
    lines = 1
    low = getattr(row, "confidence", "high") == "low"
    for number, column in enumerate(columns, 1):
        content = column.cell(row, language)
        _put(_cell(page, place, number), content, column.kind, language, low=low)
        lines = max(lines, _lines(content, column.width))
    page.row_dimensions[place].height = min(lines * LINE_HEIGHT + 4, TALLEST)


def _lines(content: Content, width: int) -> int:
    """The printed lines of a cell; a Chinese character is two wide."""
    if not isinstance(content, str):
        return 1
    inner = max(width - 1, 4)
    return sum(max(1, -(-_width(line) // inner)) for line in content.split("\n"))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    """A cell that has not been merged away."""
    from openpyxl.cell import Cell

    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _title(page: Worksheet, text: str, columns: int) -> None:
    from openpyxl.styles import Alignment, Font

    cell = _cell(page, 1, 1)
    _plain(cell, text)
    cell.font = Font(name="黑体", size=15, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    page.row_dimensions[1].height = 36


def _header(cell: Cell, text: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    _plain(cell, text)
    cell.font = Font(name="黑体", size=10.5, bold=True)
    cell.fill = PatternFill("solid", start_color=HEADER_COLOUR)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _border()


@cache
def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color=LINE_COLOUR)
    return Border(left=side, right=side, top=side, bottom=side)


def _put(cell: Cell, content: Content, kind: CellKind, language: Language, low: bool = False) -> None:
    """Write one cell: text as text, figures as figures, days as days."""
    if isinstance(content, str):
        text = _clean(content)
        _plain(cell, text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 40] + CUT.say(language))
    elif content is not None:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = FORMATS["date"]
        elif kind in ("number", "money"):
            cell.number_format = FORMATS[kind if kind == "money" or isinstance(content, float) else "money"]
    middle = not isinstance(content, str) or kind == "date"
    cell.font, cell.alignment, fill = _look(middle, low)
    cell.border = _border()
    if fill is not None:
        cell.fill = fill


@cache
def _look(middle: bool, low: bool) -> tuple[Any, Any, Any]:
    """Font, alignment and fill of a cell; made once, since a ledger has many cells."""
    from openpyxl.styles import Alignment, Font, PatternFill

    alignment = Alignment(horizontal="center" if middle else "left", vertical="center", wrap_text=True)
    fill = PatternFill("solid", start_color=LOW_COLOUR) if low else None
    return Font(name=FONT, size=10.5), alignment, fill


def _plain(cell: Cell, text: str) -> None:
    """Text that stays text: whatever it begins with, the office's program never runs it as a formula."""
    cell.value = _clean(text)
    cell.data_type = "s"
    if text.lstrip(" ").startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _lay_out(page: Worksheet, title: str, language: Language, repeated: str) -> None:
    """A4 across, as wide as the paper, the header on every page, page numbers below."""
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = repeated
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.6
    footer = page.oddFooter
    assert footer is not None and footer.center is not None and footer.left is not None  # openpyxl makes them
    footer.center.text = PAGE.say(language)
    footer.left.text = _clean(title).replace("&", "&&")[:60]


def _write_notes(book: Workbook, pack: Pack, title: str, language: Language) -> None:
    page = book.create_sheet(NOTES.say(language))
    _title(page, f"{title} {NOTES.say(language)}", 2)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 22, 100
    for place, (name, content) in enumerate(note_rows(pack, language), HEADER_ROW):
        _header(_cell(page, place, 1), name)
        _put(_cell(page, place, 2), content, "text", language)
        page.row_dimensions[place].height = min(_lines(content, 100) * LINE_HEIGHT + 6, TALLEST)
    page.freeze_panes = f"A{HEADER_ROW}"
    _lay_out(page, title, language, "1:1")
