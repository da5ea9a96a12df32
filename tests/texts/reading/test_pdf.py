"""PDF files with a text layer: paragraphs, tables and page furniture."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence

import pytest
from PIL import Image
from reportlab.lib import pagesizes
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from luoshi.texts.model import ReadingError, Source
from luoshi.texts.reading import pdf_bounds, read_bytes

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
SIZE, LEFT, RIGHT = 16.0, 80.0, 512.0  # points: 27 characters to a line


class Sheet:
    """Sets lines as an office printer does, with an indent of two characters."""

    def __init__(self, encrypt: StandardEncryption | None = None, header: str = "") -> None:
        self.header = header
        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, pagesize=pagesizes.A4, encrypt=encrypt)
        self.y = 760.0
        self.page = 1

    def line(self, text: str, x: float = LEFT, size: float = SIZE) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= 28

    def paragraph(self, text: str) -> None:
        x = LEFT + 2 * SIZE
        line = ""
        for piece in re.findall(r"[0-9]+[，。]?|.[，。]?", text):  # a number is not broken; no line begins with a stop
            if x + pdfmetrics.stringWidth(line + piece, FONT, SIZE) > RIGHT:
                self.line(line, x)
                x, line = LEFT, ""
                if self.y < 100:
                    self.turn()
            line += piece
        self.line(line, x)

    def turn(self) -> None:
        self.canvas.setFont(FONT, 10)
        if self.header:
            self.canvas.drawString(LEFT, 800, self.header)
        self.canvas.drawCentredString(297, 40, f"- {self.page} -")
        self.canvas.showPage()
        self.page += 1
        self.y = 760.0

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float] = (60, 200, 120)) -> None:
        for row in rows:
            x = LEFT
            for width, text in zip(widths, row, strict=True):
                self.canvas.rect(x, self.y - 8, width, 28)
                self.canvas.setFont(FONT, 12)
                self.canvas.drawString(x + 5, self.y, text)
                x += width
            self.y -= 28

    def done(self) -> bytes:
        self.turn()
        self.canvas.save()
        return self.stream.getvalue()


def read(data: bytes) -> Source:
    return read_bytes("a.pdf", data)


LONG = "加快推进政务服务改革，健全工作机制，完善配套措施，确保各项任务落到实处，到2025年全市新增高新技术企业120家以上。"


def test_lines_that_run_to_the_margin_go_on() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.paragraph("第二段。")
    sheet.paragraph(LONG)
    assert read(sheet.done()).raw.splitlines() == [LONG, "第二段。", LONG]


def test_a_paragraph_goes_on_over_the_page_and_furniture_is_dropped() -> None:
    sheet = Sheet(header="云溪市人民政府公报")
    text = LONG * 14
    sheet.paragraph(text)
    sheet.turn()
    sheet.paragraph(LONG)
    source = read(sheet.done())
    assert source.raw.splitlines() == [text, LONG]
    assert any("页码" in remark for remark in source.remarks)


@pytest.mark.parametrize("number", ["- 3 -", "— 3 —", "3", "第3页", "第 1 页 共 5 页", "3/10", "·12·", "2 of 9"])
def test_page_numbers_in_every_dress_are_dropped(number: str) -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.y = 60
    sheet.line(number, 280, 10)
    sheet.canvas.showPage()
    sheet.canvas.save()
    assert read(sheet.stream.getvalue()).raw.splitlines() == [LONG]


def test_a_number_in_the_text_is_no_page_number() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.line("120")
    sheet.paragraph("家以上。")
    assert read(sheet.done()).raw.splitlines() == [LONG, "120", "家以上。"]


def test_a_date_at_the_right_margin_does_not_run_into_the_next_page() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.line("2021年3月5日", RIGHT - 6 * SIZE)
    sheet.turn()
    sheet.line("附件")
    assert read(sheet.done()).raw.splitlines() == [LONG, "2021年3月5日", "附件"]


def test_a_title_in_the_middle_and_a_signature_stay_apart() -> None:
    sheet = Sheet()
    sheet.line("云溪市人民政府办公室", 200, 20)
    sheet.line("关于印发方案的通知", 210, 20)
    sheet.paragraph(LONG)
    sheet.line("云溪市人民政府办公室", 330)
    sheet.line("2021年3月5日", 360)
    assert read(sheet.done()).raw.splitlines() == [
        "云溪市人民政府办公室", "关于印发方案的通知", LONG, "云溪市人民政府办公室", "2021年3月5日",
    ]  # fmt: skip


def test_a_ruled_table_is_a_table() -> None:
    sheet = Sheet()
    sheet.paragraph("任务分工如下：")
    sheet.table([["序号", "任务", "牵头单位"], ["1", "建设政务大厅", "市行政审批局"], ["2", "推行一网通办", ""]])
    source = read(sheet.done())
    assert [(c.row, c.column, c.span.of(source.raw)) for c in source.tables[0].cells] == [
        (0, 0, "序号"), (0, 1, "任务"), (0, 2, "牵头单位"), (1, 0, "1"), (1, 1, "建设政务大厅"), (1, 2, "市行政审批局"),
        (2, 0, "2"), (2, 1, "推行一网通办"), (2, 2, ""),
    ]  # fmt: skip


def test_a_table_over_a_page_break_is_one_and_its_heading_printed_again_goes() -> None:
    sheet = Sheet()
    head = ["序号", "任务", "牵头单位"]
    sheet.table([head, *([str(n), f"任务{n}", "市财政局"] for n in range(1, 4))])
    sheet.turn()
    sheet.table([head, *([str(n), f"任务{n}", "市财政局"] for n in range(4, 6))])
    source = read(sheet.done())
    assert len(source.tables) == 1
    assert [c.span.of(source.raw) for c in source.tables[0].cells if c.column == 0] == ["序号", "1", "2", "3", "4", "5"]
    assert [c.row for c in source.tables[0].cells if c.column == 0] == [0, 1, 2, 3, 4, 5]


def test_the_rest_of_a_row_cut_by_the_page_joins_it() -> None:
    sheet = Sheet()
    sheet.table([["序号", "任务", "牵头单位"], ["1", "建设政务大厅", "市发展改革委"]])
    sheet.turn()
    sheet.table([["", "", "市财政局"], ["2", "推行一网通办", "市大数据中心"]])
    source = read(sheet.done())
    assert [c.span.of(source.raw) for c in source.tables[0].cells if c.column == 2] == [
        "牵头单位", "市发展改革委\n市财政局", "市大数据中心",
    ]  # fmt: skip


def test_a_group_of_rows_goes_on_over_the_page() -> None:
    def group(sheet: Sheet, name: str, numbers: list[str]) -> None:
        sheet.canvas.rect(LEFT, sheet.y - 8 - 28 * (len(numbers) - 1), 60, 28 * len(numbers))
        sheet.canvas.setFont(FONT, 12)
        sheet.canvas.drawString(LEFT + 5, sheet.y, name)
        for number in numbers:
            sheet.canvas.rect(LEFT + 60, sheet.y - 8, 100, 28)
            sheet.canvas.rect(LEFT + 160, sheet.y - 8, 200, 28)
            sheet.canvas.drawString(LEFT + 65, sheet.y, number)
            sheet.canvas.drawString(LEFT + 165, sheet.y, f"任务{number}")
            sheet.y -= 28

    sheet = Sheet()
    group(sheet, "一类", ["1", "2"])
    sheet.turn()
    group(sheet, "", ["3", "4"])
    group(sheet, "二类", ["5", "6"])
    source = read(sheet.done())
    assert [(c.row, c.row_span, c.span.of(source.raw)) for c in source.tables[0].cells if c.column == 0] == [
        (0, 4, "一类"),
        (4, 2, "二类"),
    ]


def test_a_frame_around_text_is_no_table() -> None:
    sheet = Sheet()
    sheet.canvas.rect(LEFT - 5, 600, 440, 190)
    sheet.paragraph(LONG)
    source = read(sheet.done())
    assert source.tables == ()
    assert source.raw.splitlines() == [LONG]


def test_a_scan_is_refused_with_what_to_do() -> None:
    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "white")), 0, 0, 500, 700)
    sheet.canvas.showPage()
    sheet.canvas.save()
    with pytest.raises(ReadingError, match=r"扫描件.*OCR.*scan"):
        read(sheet.stream.getvalue())


def test_an_encrypted_file_is_refused_with_what_to_do() -> None:
    sheet = Sheet(StandardEncryption("secret", ownerPassword="owner"))
    sheet.paragraph(LONG)
    with pytest.raises(ReadingError, match=r"已加密.*encrypted"):
        read(sheet.done())


def test_a_stream_that_unpacks_to_too_much_is_refused() -> None:
    stream = zlib.compress(bytes(101 * 1024 * 1024))
    with pytest.raises(ReadingError, match="解压后超过"):
        read(b"%PDF-1.4\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n" + stream + b"\nendstream\nendobj\n")


def test_a_page_turned_for_a_wide_table_reads_upright() -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.translate(595, 0)
    sheet.canvas.rotate(90)
    sheet.y = 500
    sheet.table([["序号", "任务", "牵头单位"], ["1", "建设政务大厅", "市行政审批局"]])
    sheet.canvas.showPage()
    sheet.canvas.save()
    source = read(sheet.stream.getvalue())
    assert [c.span.of(source.raw) for c in source.tables[0].cells] == [
        "序号", "任务", "牵头单位", "1", "建设政务大厅", "市行政审批局",
    ]  # fmt: skip


def test_a_page_crowded_with_characters_is_refused_before_it_eats_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_bounds, "CHARACTERS", 1000)
    sheet = Sheet()
    sheet.line("文" * 1001, size=1)
    with pytest.raises(ReadingError, match="第 1 页的文字超过 1000 个"):
        read(sheet.done())


def test_a_drawing_is_cut_off_and_the_words_beside_it_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_bounds, "DRAWN", 100)
    sheet = Sheet()
    sheet.line("云溪市人民政府关于产业园区规划图的说明文字")
    for place in range(300):
        sheet.canvas.rect(place % 500, place // 500, 1, 1)
    assert "云溪市人民政府关于产业园区规划图的说明文字" in read(sheet.done()).raw


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(ReadingError, match=r" \| "):
        read(b"%PDF-1.4\nrubbish")
