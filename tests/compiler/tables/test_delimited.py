"""Tables of lines whose cells are parted by bars or tabs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from luoshi.compiler.draft import Draft

Printed = Callable[..., Draft]

ROWS = [
    ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"],
    ["1", "建立重大项目调度机制。", "市发展改革委", "市自然资源局、市生态环境局等", "2022年3月底"],
    ["2", "推行标准地出让。", "市自然资源局", "", "2022年12月底"],
    ["3", "开展拿地即开工试点。", "高新区管委会", "市住建局", "持续推进"],
]  # fmt: skip


@pytest.mark.parametrize("style", ["markdown", "bare bars", "tabs", "full-width bars"])
def test_rows_are_read_whatever_parts_their_cells(printed: Printed, style: str) -> None:
    lines = {
        "markdown": ["| " + " | ".join(row) + " |" for row in ROWS],
        "bare bars": [" | ".join(row) for row in ROWS],
        "tabs": ["\t".join(row) for row in ROWS],
        "full-width bars": ["｜" + "｜".join(row) + "｜" for row in ROWS],
    }[style]
    if style == "markdown":
        lines.insert(1, "|---|:---|---|---|---:|")
    draft = printed(*lines, before="附件\n重点任务分工", after="请各单位抓好落实。")
    assert [(t.number, t.text, t.leads, t.participants, t.deadline) for t in draft.tasks] == [
        ("1", "建立重大项目调度机制。", ("市发展改革委",), ("市自然资源局", "市生态环境局"), "2022-03-31"),
        ("2", "推行标准地出让。", ("市自然资源局",), (), "2022-12-31"),
        ("3", "开展拿地即开工试点。", ("高新区管委会",), ("市住建局",), "ongoing"),
    ]
    assert draft.grids[0].origin == "markdown"
    assert draft.grids[0].caption == "重点任务分工"


def test_every_cell_stands_where_its_span_says(printed: Printed) -> None:
    draft = printed(*("| " + " | ".join(row) + " |" for row in ROWS))
    cells = [c for row in draft.grids[0].rows for c in row.cells if c is not None]
    assert [c.span.of(draft.text) for c in cells] == [c.text for c in cells]


def test_a_line_with_bars_in_prose_is_no_table(printed: Printed) -> None:
    draft = printed("首页 | 政务公开 | 政策文件", "云溪市人民政府关于加快发展的意见", "各县区人民政府:")
    assert draft.grids == ()


def test_a_heading_row_in_markdown_is_a_group(printed: Printed) -> None:
    draft = printed(
        "|任务|责任单位|时限|", "|---|---|---|", "|一、强化保障|||", "|落实资金。|市财政局|2022年底|",
    )  # fmt: skip
    assert [(t.path, t.text) for t in draft.tasks] == [(("一、强化保障",), "落实资金。")]
