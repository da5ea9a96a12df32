"""The ledger as an office opens it: read back from the bytes of the workbook."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from luoshi.kernel.spans import Span
from luoshi.packs.model import (
    Body,
    DocumentFacts,
    Finding,
    Incentive,
    Pack,
    Register,
    RepairRecord,
    SourceRecord,
    Target,
    Task,
    TimeLimit,
)  # fmt: skip
from luoshi.papers.ledger import ledger

PACK = Pack(
    compiler="luoshi/0.1.0",
    sources=(SourceRecord(name="意见.html", sha256="ab12", reader="html/1", start=0, length=900),),
    document=DocumentFacts(title="云溪市优化营商环境实施意见", number="云政发〔2025〕1号", issuer="云溪市人民政府"),
    tasks=(
        Task(id="t001", key="t-1", number="1", path=("一、政务服务",), clause="一/1", text="推进企业开办全程网办",
             leads=("市政务服务局",), participants=("市税务局", "市公安局"), open_ended=True, deadline="2025-06-30"),
        Task(id="t002", key="t-2", text="=HYPERLINK(\"http://x\")", clause="一/2", deadline="ongoing", confidence="low",
             reasons=("未写牵头单位",), printed={"leads": "某某网"}, corrected=("deadline",)),
        Task(id="t003", key="t-3", text="@建设\x0b平台", clause="一/3"),
    ),
    targets=(
        Target(id="g001", key="g-1", indicator="研发投入占比", op=">=", value=2.8, unit="%", year=2026, text="达到2.8%以上"),
        Target(id="g002", key="g-2", indicator="引进人才", op="=", value=(10, 15), unit="名", kind="annual", text="每年10-15名"),
    ),
    incentives=(
        Incentive(id="i001", key="i-1", who="首次入规企业", amount=200000, cap=500000, rate=0.3, base="设备投资", text="奖"),
    ),
    time_limits=(TimeLimit(id="l001", key="l-1", service="企业开办", days=1, day_kind="working", text="1个工作日"),),
    registers=(Register(id="r001", key="r-1", name="培育库", kind="library", text="建库", span=Span(9, 10)),),
    bodies=(Body(id="b001", key="b-1", name="联席会议", convenors=("市长",), cadence="quarterly", text="会", span=Span(1, 2)),),
    findings=(
        Finding(code="TASK-LEAD", severity="warning", document="意见.html", clause="一/2", message="没有牵头单位",
                message_en="no lead unit", related=("t-2",)),
    ),
    repairs=(RepairRecord(code="gloss", span=Span(0, 3), before="a", after="b", reason="x", confidence="low"),),
)  # fmt: skip
EMPTY = Pack(compiler="luoshi/0.1.0", sources=(), document=DocumentFacts())


def opened(pack: Pack = PACK, language: Any = "zh") -> Workbook:
    return load_workbook(io.BytesIO(ledger(pack, language)))


def rows(book: Workbook, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet under their headings."""
    lines = list(book[name].iter_rows(min_row=2, values_only=True))
    return [dict(zip((str(h) for h in lines[0]), line, strict=True)) for line in lines[1:]]


def test_the_sheets_stand_in_the_order_an_office_reads_them() -> None:
    assert opened().sheetnames == ["任务台账", "指标", "奖补", "时限", "名录与机制", "问题清单", "说明"]


def test_a_task_row_holds_units_a_real_date_and_its_source() -> None:
    first, second, _ = rows(opened(), "任务台账")
    assert first["牵头单位"] == "市政务服务局"
    assert first["责任(配合)单位"] == "市税务局、市公安局等"
    assert first["完成时限"] == datetime(2025, 6, 30)
    assert (first["所在章节"], first["任务内容"], first["条款"], first["键"]) == (
        "一、政务服务",
        "推进企业开办全程网办",
        "一/1",
        "t-1",
    )
    assert second["完成时限"] == "持续推进"
    assert second["可信度与核对事项"] == "低,请核对;未写牵头单位;原文印作:某某网;人工更正:deadline"


def test_figures_stay_figures() -> None:
    book = opened()
    share, people = rows(book, "指标")
    assert (share["目标"], share["目标值"], share["年份"]) == ("≥ 2.8%", 2.8, 2026)
    assert (people["目标值"], people["口径"]) == ("10-15", "每年")
    (incentive,) = rows(book, "奖补")
    assert (incentive["金额(元)"], incentive["最高(元)"], incentive["比例"]) == (200000, 500000, "设备投资的30%")
    assert rows(book, "时限")[0]["时限"] == 1
    assert [(r["名称"], r["类别"], r["频次"]) for r in rows(book, "名录与机制")] == [
        ("联席会议", "议事机构", "每季度"), ("培育库", "库", None),
    ]  # fmt: skip


def test_findings_and_notes_are_there() -> None:
    book = opened()
    (finding,) = rows(book, "问题清单")
    assert (finding["代码"], finding["程度"], finding["问题"], finding["条款"]) == (
        "TASK-LEAD",
        "警告",
        "没有牵头单位",
        "一/2",
    )
    notes = {row[0]: row[1] for row in book["说明"].iter_rows(min_row=2, values_only=True)}
    assert notes["发文字号"] == "云政发〔2025〕1号"
    assert "1 处损坏" in str(notes["原文修复"])
    assert "ab12" in str(notes["来源文件"])


@pytest.mark.parametrize("start", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", " =1", "=cmd|' /C calc'!A0"])
def test_no_text_ever_becomes_a_formula(start: str) -> None:
    pack = Pack(compiler="x", sources=(), document=DocumentFacts(title=start), tasks=(Task(text=start, leads=(start,)),),
                findings=(Finding(code=start, severity="note", document=start, clause=start, message=start),))  # fmt: skip
    for page in opened(pack):
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.lstrip(" ").startswith(("=", "+", "-", "@", "\t")):
                    assert cell.quotePrefix


def test_characters_a_workbook_cannot_hold_are_left_out_and_long_text_is_cut() -> None:
    assert rows(opened(), "任务台账")[2]["任务内容"] == "@建设平台"
    pack = Pack(compiler="x", sources=(), document=DocumentFacts(), tasks=(Task(text="长" * 40000),))
    text = rows(opened(pack), "任务台账")[0]["任务内容"]
    assert len(text) <= 32767
    assert text.endswith("余下见政策包)")


def test_every_sheet_is_ready_for_screen_and_paper() -> None:
    for page in opened().worksheets[:-1]:
        assert page.auto_filter.ref == f"A2:{page.dimensions.split(':')[1]}"
        assert page.freeze_panes in ("A3", "C3")
        assert page.print_title_rows == "$2:$2"
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
        assert page.sheet_properties.pageSetUpPr is not None and page.sheet_properties.pageSetUpPr.fitToPage
        assert page.oddFooter is not None and page.oddFooter.center is not None
        assert page.oddFooter.center.text == "第 &P 页,共 &N 页"
        assert all(cell.alignment.wrap_text for cell in page[3])
        assert all(page.column_dimensions[get_column_letter(cell.column or 1)].width >= 7 for cell in page[2])
        assert str(page["A1"].value).startswith("云溪市优化营商环境实施意见")


def test_an_empty_list_says_so() -> None:
    book = opened(EMPTY)
    assert book["任务台账"]["A3"].value == "本文件中没有读出任务。"
    assert book["问题清单"]["A3"].value == "检查没有发现问题。"
    assert all(page["A3"].value for page in book.worksheets[:-1])


def test_doubtful_rows_are_coloured() -> None:
    page = opened()["任务台账"]
    assert page["A3"].fill.fill_type is None
    assert page["A4"].fill.fill_type == "solid"


def test_the_english_ledger_is_complete() -> None:
    book = opened(language="en")
    assert book.sheetnames[0] == "Tasks"
    first, second, _ = rows(book, "Tasks")
    assert first["Responsible and participating"] == "市税务局, 市公安局 and others"
    assert second["Deadline"] == "ongoing"
    assert rows(book, "Findings")[0]["Finding"] == "no lead unit"
    headings = [str(cell.value) for page in book.worksheets[:-1] for cell in page[2]]
    assert all(heading.isascii() for heading in headings)


def test_same_pack_same_rows() -> None:
    assert [list(p.values) for p in opened()] == [list(p.values) for p in opened()]
