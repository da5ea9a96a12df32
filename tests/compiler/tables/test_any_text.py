"""Whatever the text, reading its tables ends soon, loses no cell's place and never fails."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.compiler.draft import Draft
from luoshi.compiler.lines import split_lines
from luoshi.compiler.tables import read_grids, tasks_from_tables
from luoshi.texts.layers import RepairedText
from luoshi.texts.model import Source

LINES = [
    "序号", "重点任务", "牵头单位", "责任单位", "完成时限", "县区", "2020年", "2025年", "1", "2", "3", "12.5", "合计", "",
    "市财政局", "市发改委、市科技局等", "推进数据共享。", "一、总体要求", "2023年6月", "持续推进", "附件", "注:略。",
    "|1|推进|市财政局|", "|---|---|---|", "1\t推进改革。\t市司法局", "序号 任务 责任单位", "清源县", "(单位:亿元)", "—",
]  # fmt: skip


def draft_of_text(text: str) -> Draft:
    source = Source("invented.txt", text, "0", "plain/1")
    draft = split_lines(Draft(source=source, sources=(source,), offsets=(0,), repaired=RepairedText(text)))
    return tasks_from_tables(read_grids(draft))


@given(st.lists(st.sampled_from(LINES), max_size=60))
@settings(max_examples=150, deadline=None)
def test_grids_lie_in_order_and_hold_their_rows_and_cells(lines: list[str]) -> None:
    draft = draft_of_text("\n".join(line or "\u00a0" for line in lines))
    end = 0
    for grid in draft.grids:
        assert grid.span.start >= end
        end = grid.span.end
        for row in grid.rows:
            assert len(row.cells) == len(grid.columns)
            assert grid.span.covers(row.span)
            assert all(row.span.covers(c.span) for c in row.cells if c is not None and not c.inherited)


@given(st.text(alphabet="序号任务责单位完成时限12.|\t\n 、。市局", max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_it_fail(text: str) -> None:
    draft_of_text(text)


@pytest.mark.parametrize(
    "unit",
    ["序号\n重点任务\n责任单位\n", "a\tb\tc\n", "|a|b\n", "1\n2\n3\n", "县\n1\n2\n3\n", " 序号 责任单位 时限 x\n", "推进", "|", "市财政局、"],
)  # fmt: skip
def test_hostile_repetition_is_read_or_left(unit: str) -> None:
    text = unit * (120_000 // len(unit))
    assert draft_of_text(text).text == text
