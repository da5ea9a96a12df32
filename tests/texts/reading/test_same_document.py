"""One invented policy as .txt, .html, .docx and .pdf gives the same paragraphs and the same table cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from luoshi.compiler.pipeline import compile_sources
from luoshi.texts.model import Source
from luoshi.texts.reading import read_bytes

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass
class Policy:
    """A document to be saved in every format. ``merged`` are rectangles of the table: row, column, last row, last column."""

    title: str
    paragraphs: list[str]
    signed: list[str]
    caption: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def covered(self) -> set[tuple[int, int]]:
        return {
            (r, c)
            for top, left, bottom, right in self.merged
            for r in range(top, bottom + 1)
            for c in range(left, right + 1)
            if (r, c) != (top, left)
        }

    def cells(self) -> list[tuple[int, int, int, int, str]]:
        spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in self.merged}
        covered = self.covered()
        return [
            (r, c, *spans.get((r, c), (1, 1)), text)
            for r, row in enumerate(self.rows)
            for c, text in enumerate(row)
            if (r, c) not in covered
        ]

    def lines(self) -> list[str]:
        return [self.title, *self.paragraphs, *self.signed, self.caption]


def as_txt(policy: Policy) -> bytes:
    return "\n".join([*policy.lines(), *(cell[4] for cell in policy.cells())]).encode("gb18030")


def as_html(policy: Policy) -> bytes:
    rows: dict[int, str] = {}
    for row, _, height, width, text in policy.cells():
        rows[row] = rows.get(row, "") + f"<td rowspan={height} colspan={width}><p>{text}</p></td>"
    table = "".join(f"<tr>{cells}</tr>" for cells in rows.values())
    text = "".join(f"<p>　　{line}</p>" for line in [*policy.paragraphs, *policy.signed])
    return (
        f'<meta charset="utf-8"><title>{policy.title}</title><table><tr><td><h1>{policy.title}</h1>{text}'
        f"<p align=center>{policy.caption}</p></td></tr></table><table>{table}</table>"
    ).encode()


def as_docx(policy: Policy) -> bytes:
    document = docx.Document()
    document.add_heading(policy.title, 1)
    for line in policy.paragraphs:
        document.add_paragraph(line)
    for line in policy.signed:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(policy.caption)
    table = document.add_table(len(policy.rows), len(policy.rows[0]))
    for top, left, bottom, right in policy.merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    for row, column, _, _, text in policy.cells():
        table.cell(row, column).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(policy: Policy) -> bytes:
    def style(**changes: Any) -> ParagraphStyle:
        return ParagraphStyle("x", fontName=FONT, wordWrap="CJK", **changes)

    heading = style(fontSize=20, leading=30, alignment=1)
    body = style(fontSize=16, leading=28, firstLineIndent=32)
    small = style(fontSize=11, leading=15)
    story: list[Flowable] = [Paragraph(policy.title, heading)]
    story += [Paragraph(line, body) for line in policy.paragraphs]
    story += [Paragraph(line, style(fontSize=16, leading=28, alignment=2)) for line in policy.signed]
    story.append(Paragraph(policy.caption, heading))
    covered = policy.covered()
    grid = [
        ["" if (r, c) in covered else Paragraph(text, small) for c, text in enumerate(row)]
        for r, row in enumerate(policy.rows)
    ]
    spans = [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in policy.merged]
    table = Table(grid, colWidths=[40, 180, 110, 110], repeatRows=2)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), *spans]))
    stream = io.BytesIO()

    def number(canvas: Canvas, document: Any) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(297, 35, f"— {document.page} —")

    SimpleDocTemplate(stream, pagesize=A4).build([*story, table], onFirstPage=number, onLaterPages=number)
    return stream.getvalue()


def item(number: str, name: str, units: str) -> str:
    return (
        f"（{number}）{name}。各县区要健全工作机制，完善配套措施，2025年底前全市新增高新技术企业120家以上，研发经费投入占GDP"
        f"比重达到2.8%，政务服务事项网上可办率达到98%以上。（{units}）"
    )


POLICY = Policy(
    title="云溪市人民政府办公室关于印发云溪市优化营商环境若干措施的通知",
    paragraphs=[
        "各县（市、区）人民政府，市政府各部门：",
        "一、总体要求",
        "全面落实上级部署，坚持问题导向，打造市场化、法治化、国际化的一流营商环境。",
        "二、重点任务",
        *(item(n, f"推进第{n}项改革", "市发展改革委牵头，市财政局、清源县人民政府配合，2024年6月底前完成") for n in "一二三四五六七八"),
        "三、保障措施",
        "加强组织领导。",
    ],
    signed=["云溪市人民政府办公室", "2024年3月5日"],
    caption="云溪市重点任务分工表",
    rows=[
        ["序号", "任务", "责任", ""],
        ["", "", "牵头单位", "完成时限"],
        *([str(n), f"建设第{n}个政务服务大厅，推行一网通办、一窗受理、集成服务", "市行政审批局", f"2024年{n % 12 + 1}月"] for n in range(1, 31)),
    ],
    merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (4, 2, 6, 2)],
)  # fmt: skip


def structured(source: Source) -> tuple[list[str], list[tuple[int, int, int, int, str]]]:
    """Lines outside tables, and the cells of the one table."""
    (table,) = source.tables
    lines = [b.span.of(source.raw) for b in source.blocks if b.kind != "table"]
    cells = [(c.row, c.column, c.row_span, c.column_span, c.span.of(source.raw)) for c in table.cells]
    return lines, cells


@pytest.mark.parametrize(("suffix", "save"), [("html", as_html), ("docx", as_docx), ("pdf", as_pdf)])
def test_paragraphs_and_cells_are_those_of_the_policy(suffix: str, save: Callable[[Policy], bytes]) -> None:
    lines, cells = structured(read_bytes(f"policy.{suffix}", save(POLICY)))
    assert lines == POLICY.lines()
    assert cells == POLICY.cells()


def test_the_raw_text_is_the_same_in_all_four() -> None:
    raws = {
        read_bytes(f"policy.{suffix}", save(POLICY)).raw.strip()
        for suffix, save in (("txt", as_txt), ("html", as_html), ("docx", as_docx), ("pdf", as_pdf))
    }
    assert len(raws) == 1


PLAIN_TABLE = replace(
    POLICY,
    rows=[["序号", "任务", "牵头单位", "完成时限"], *POLICY.rows[2:]],
    merged=[],
)


def test_all_four_give_the_same_tasks() -> None:
    read_as = {
        suffix: [
            (task.text, task.leads, task.participants, task.deadline)
            for task in compile_sources([read_bytes(f"policy.{suffix}", save(PLAIN_TABLE))]).tasks
        ]
        for suffix, save in (("txt", as_txt), ("html", as_html), ("docx", as_docx), ("pdf", as_pdf))
    }
    assert len(read_as["txt"]) >= 30
    assert read_as["txt"] == read_as["html"] == read_as["docx"] == read_as["pdf"]
