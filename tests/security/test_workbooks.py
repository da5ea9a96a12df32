"""Workbooks from outside are bounded before they are read; those that go out hold no formula of anybody's making."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from luoshi.kernel.verdicts import Refused
from luoshi.tasks.sheets.tables import open_book
from luoshi.texts.model import ReadingError
from luoshi.texts.reading.sheet_areas import check_areas
from luoshi.texts.reading.xlsx import read_xlsx
from luoshi.units.sheets.reading import read_book

SHEET = "xl/worksheets/sheet1.xml"
AREAS = (
    '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    '<mergeCells count="1"><mergeCell ref="a1:xfd1048576"/></mergeCells>',
    '<mergeCells count="1"><mergeCell ref="A:XFD"/></mergeCells>',
    '<mergeCells count="1"><mergeCell ref="&#65;1:XFD1048576"/></mergeCells>',
    '<mergeCells count="2"><mergeCell ref="A1:XFD50"/><mergeCell ref="A51:XFD100"/></mergeCells>',
    '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
)


def a_bomb(area: str, *, encoding: str = "utf-8", name: str = SHEET) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["任务", "牵头单位"])
    plain, made = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            data = before.read(part)
            if part == SHEET:
                text = data.decode().replace("</sheetData>", f"</sheetData>{area}")
                data = re.sub(r"<\?xml[^>]*\?>", "", text).encode(encoding)
            if part in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
                data = data.replace(SHEET.encode(), name.encode())
            after.writestr(name if part == SHEET else part, data)
    return made.getvalue()


@pytest.mark.parametrize("area", AREAS)
def test_a_merge_or_link_over_a_whole_sheet_is_refused_before_its_cells_are_made(area: str) -> None:
    data = a_bomb(area)
    with pytest.raises(ReadingError):
        check_areas("x.xlsx", data)
    with pytest.raises(ReadingError):
        read_xlsx("x.xlsx", data, "")
    with pytest.raises(Refused):
        open_book("x.xlsx", data)
    assert read_book(data).faults


def test_neither_another_encoding_nor_another_name_hides_it() -> None:
    for data in (a_bomb(AREAS[0], encoding="utf-16"), a_bomb(AREAS[0], name="xl/other/a.bin")):
        with pytest.raises(Refused):
            open_book("x.xlsx", data)


def test_ordinary_merges_and_links_are_read() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["任务", "牵头单位"])
    sheet.merge_cells("A3:D6")
    sheet["A2"].hyperlink = "https://example.invalid/"
    data = io.BytesIO()
    book.save(data)
    check_areas("x.xlsx", data.getvalue())
    read, _ = open_book("x.xlsx", data.getvalue())
    assert read.worksheets[0].merged_cells.ranges
