"""Sheets as a person sees them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from luoshi.texts.model import ReadingError, Source
from luoshi.texts.reading import read_bytes
from luoshi.texts.reading.sheet_values import shown


def read(book: openpyxl.Workbook) -> Source:
    stream = io.BytesIO()
    book.save(stream)
    return read_bytes("附件.xlsx", stream.getvalue())


def sheet_with(*rows: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


def cells(source: Source, table: int = 0) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.span.of(source.raw)) for c in source.tables[table].cells]


def test_caption_table_and_note_are_told_apart() -> None:
    book = sheet_with(
        ["云溪市任务表"], ["（单位：亿元）"], ["序号", "金额"], [1, 2.5], [2, None], ["注：数据为初步统计"]
    )
    source = read(book)
    assert [(b.kind, b.span.of(source.raw)) for b in source.blocks] == [
        ("paragraph", "云溪市任务表"),
        ("paragraph", "（单位：亿元）"),
        ("table", "序号\n金额\n1\n2.5\n2\n"),
        ("paragraph", "注：数据为初步统计"),
    ]


def test_merged_cells_stand_once_with_their_spans() -> None:
    book = sheet_with(["序号", "责任", None], [None, "牵头", "配合"], [1, "甲局", "乙局"])
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    assert cells(read(book)) == [
        (0, 0, 2, 1, "序号"), (0, 1, 1, 2, "责任"), (1, 1, 1, 1, "牵头"), (1, 2, 1, 1, "配合"),
        (2, 0, 1, 1, "1"), (2, 1, 1, 1, "甲局"), (2, 2, 1, 1, "乙局"),
    ]  # fmt: skip


def test_a_second_table_under_its_own_caption_is_a_table_of_its_own() -> None:
    source = read(sheet_with(["表一"], ["项", "值"], ["a", 1], [], ["表二"], ["项", "值"], ["b", 2]))
    assert [cells(source, n)[-1][4] for n in (0, 1)] == ["1", "2"]


def test_hidden_sheets_and_rows_are_remarked_not_read() -> None:
    book = sheet_with(["序号", "任务"], [1, "公开"], [2, "内部"])
    book.worksheets[0].row_dimensions[3].hidden = True
    draft = book.create_sheet("底稿")
    draft["A1"] = "草稿"
    draft.sheet_state = "hidden"
    source = read(book)
    assert "内部" not in source.raw
    assert "草稿" not in source.raw
    assert any("底稿" in remark for remark in source.remarks)
    assert any("隐藏的行" in remark for remark in source.remarks)


def test_named_sheets_give_headings_where_there_are_several() -> None:
    book = sheet_with(["项", "值"], ["a", 1])
    book.worksheets[0].title = "附件1"
    other = book.create_sheet("附件2")
    other.append(["项", "值"])
    source = read(book)
    assert [b.span.of(source.raw) for b in source.blocks if b.kind == "heading"] == ["附件1", "附件2"]


def test_a_formula_without_result_is_remarked() -> None:
    assert any("公式" in remark for remark in read(sheet_with(["项", "值"], ["a", "=1+1"])).remarks)


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (0.285, "0.0%", "28.5%"),
        (0.15, "0%", "15%"),
        (12, "General", "12"),
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "0;(0)", "(5)"),
        (30, '0"家"', "30家"),
        (2.5, "0.##", "2.5"),
        (1, "000", "001"),
        (7.5, "00.00", "07.50"),
        (date(2021, 3, 5), 'yyyy"年"m"月"d"日";@', "2021年3月5日"),
        (date(2021, 3, 5), "yyyy-mm-dd", "2021-03-05"),
        (datetime(2021, 12, 1), 'yyyy"年"m"月"', "2021年12月"),
        (datetime(2021, 3, 5), "mm-dd-yy", "2021/3/5"),
        (True, "General", "TRUE"),
        ("文字", "@", "文字"),
        (None, "General", ""),
    ],
)
def test_values_print_in_their_format(value: object, number_format: str, printed: str) -> None:
    assert shown(value, number_format) == printed


def test_a_merge_over_the_whole_sheet_is_refused_at_once() -> None:
    book = sheet_with(["项", "值"])
    stream = io.BytesIO()
    book.save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "xl/worksheets/sheet1.xml":
                merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
                content = content.replace(b"</sheetData>", b"</sheetData>" + merge)
            made.writestr(name, content)
    with pytest.raises(ReadingError, match="单元格超过"):
        read_bytes("a.xlsx", out.getvalue())


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    book = sheet_with(["项", "值"], ["a", 1])
    book.worksheets[0]["XFD1048576"] = "角"
    assert "角" in read(book).raw


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(ReadingError, match="没有文字"):
        read(openpyxl.Workbook())
