"""Tables that the file format knew: spans, headings over a row, two-level headers, page breaks, layouts."""

from __future__ import annotations

from collections.abc import Callable

from luoshi.compiler.draft import Draft
from luoshi.compiler.lines import split_lines
from luoshi.compiler.pipeline import draft_of
from luoshi.compiler.tables import read_grids, tasks_from_tables
from luoshi.kernel.spans import Span
from luoshi.texts.model import Cell, Source, Table

Tabled = Callable[..., Draft]

TASKS = [
    ["序号", "任务名称", "主要内容", "牵头单位", "责任单位", "完成时限"],
    [("一、数字政府", 1, 6)],
    ["1", "一网统管", "建设城市运行管理服务平台,接入各类感知设备。", "市城管局", "市大数据局、市公安局", "2023年12月"],
    ["2", "一网通办", "推进高频事项全程网办。", "市政务服务局", "各县(市、区)政府", "持续推进"],
    [("二、数字社会", 1, 6)],
    ["3", "智慧社区", "建设智慧社区20个。", ("市民政局", 2, 1), "市委网信办", "2024年6月"],
    ["4", "智慧养老", "建设居家养老服务信息平台。", "市卫健委", "2024年底"],
]  # fmt: skip


def test_headings_over_a_whole_row_are_groups_and_merged_cells_hold_for_every_row(tabled: Tabled) -> None:
    draft = tabled(TASKS)
    assert [(t.number, t.title, t.path) for t in draft.tasks] == [
        ("1", "一网统管", ("一、数字政府",)),
        ("2", "一网通办", ("一、数字政府",)),
        ("3", "智慧社区", ("二、数字社会",)),
        ("4", "智慧养老", ("二、数字社会",)),
    ]
    assert [t.leads for t in draft.tasks] == [("市城管局",), ("市政务服务局",), ("市民政局",), ("市民政局",)]
    assert [t.deadline for t in draft.tasks] == ["2023-12-31", "ongoing", "2024-06-30", "2024-12-31"]
    assert draft.tasks[0].text == "建设城市运行管理服务平台,接入各类感知设备。"
    assert {t.confidence for t in draft.tasks} == {"high"}
    inherited = draft.grids[0].rows[3].cells[3]
    assert inherited is not None
    assert inherited.inherited


def test_lines_inside_a_cell_are_healed_and_leads_on_two_lines_are_two(tabled: Tabled) -> None:
    draft = tabled(
        [
            ["序号", "工作任务", "牵头单位", "责任单位"],
            ["1", "推进粮食仓储设\n施建设。", "市商务和\n粮食局", "市发展改革委、\n市财政局等"],
            ["2", "优化用能审批。", "市发展改革委\n市能源局", "各县\n区政府"],
        ]
    )
    assert [(t.text, t.leads, t.participants, t.open_ended) for t in draft.tasks] == [
        ("推进粮食仓储设施建设。", ("市商务和粮食局",), ("市发展改革委", "市财政局"), True),
        ("优化用能审批。", ("市发展改革委", "市能源局"), ("各县区政府",), False),
    ]


def test_scope_and_departments_in_charge_are_read_by_their_columns(tabled: Tabled) -> None:
    draft = tabled(
        [
            ["序号", "改革事项", "主要内容", "指导单位", "推广范围"],
            ["1", "证照联办", "将关联许可合并办理,一次提交材料。", "省市场监管局、省公安厅", "全省"],
            ["2", "信用修复", "信用修复网上申请、一次办结。", "省发展改革委", "各国家级园区"],
        ]
    )
    assert [(t.title, t.participants, t.scope) for t in draft.tasks] == [
        ("证照联办", ("省市场监管局", "省公安厅"), "全省"),
        ("信用修复", ("省发展改革委",), "各国家级园区"),
    ]


def test_the_first_of_the_list_leads_where_the_header_says_so(tabled: Tabled) -> None:
    draft = tabled(
        [
            ["序号", "重点工作", "责任单位(排在第一位的为牵头单位)"],
            ["1", "开展涉企收费专项整治。", "市市场监管局、市发展改革委、市财政局"],
            ["2", "建立惠企政策直达机制。", "市工信局、市大数据局"],
        ]
    )
    assert [(t.leads, t.participants) for t in draft.tasks] == [
        (("市市场监管局",), ("市发展改革委", "市财政局")),
        (("市工信局",), ("市大数据局",)),
    ]


def test_a_two_level_header_gives_every_column_both_its_words(tabled: Tabled) -> None:
    draft = tabled(
        [
            [("2022—2024年主要指标目标表", 1, 5)],
            [("单位:亿元", 1, 5)],
            [("县区", 2, 1), ("工业总产值", 1, 2), ("固定资产投资", 1, 2)],
            ["2022年", "2024年", "2022年", "2024年"],
            ["清源县", "120.5", "180", "60", "88"],
            ["东港区", "310", "420", "", "150"],
            ["合计", "430.5", "600", "60", "238"],
        ]
    )
    grid = draft.grids[0]
    assert grid.columns == (
        ("县区",),
        ("工业总产值", "2022年"), ("工业总产值", "2024年"),
        ("固定资产投资", "2022年"), ("固定资产投资", "2024年"),
    )  # fmt: skip
    assert grid.unit == "亿元"
    assert grid.caption == "2022—2024年主要指标目标表"
    assert [[c.text if c else None for c in r.cells] for r in grid.rows] == [
        ["清源县", "120.5", "180", "60", "88"],
        ["东港区", "310", "420", None, "150"],
        ["合计", "430.5", "600", "60", "238"],
    ]
    assert [r.total for r in grid.rows] == [False, False, True]
    assert draft.tasks == ()


def test_a_unit_printed_above_and_a_note_below_the_table_belong_to_it(tabled: Tabled) -> None:
    draft = tabled(
        [["县区", "任务数"], ["清源县", "12"], ["东港区", "9"]],
        before="附件3\n新增学位任务分解表\n(单位:个)",
        after="注:1.任务数含改扩建。\n2.按学年统计。\n各县区要抓紧推进。",
    )
    grid = draft.grids[0]
    assert (grid.caption, grid.unit) == ("新增学位任务分解表", "个")
    assert [span.of(draft.text) for span in grid.notes] == ["注:1.任务数含改扩建。", "2.按学年统计。"]


def test_a_box_of_particulars_is_no_grid(tabled: Tabled) -> None:
    draft = tabled(
        [["索引号", "A001-2023-0001", "发文机关", "云溪市人民政府"], ["成文日期", "2023年3月1日", "发文字号", "云政发〔2023〕1号"]]
    )  # fmt: skip
    assert draft.grids == ()


def drawn(rows: list[list[str]], raw: str) -> tuple[str, Table]:
    start, cells = len(raw), []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            cells.append(Cell(number, column, Span(len(raw), len(raw) + len(words))))
            raw += words + "\n"
    return raw, Table(Span(start, len(raw)), tuple(cells))


def test_a_table_goes_on_over_a_page_break(tabled: Tabled) -> None:
    header = ["序号", "重点任务", "责任单位"]
    raw, first = drawn([header, ["1", "编制专项规划。", "市发展改革委"]], "")
    raw, second = drawn([header, ["2", "建立项目库。", "市财政局"]], raw + "— 12 —\n")
    raw, third = drawn([["3", "开展中期评估。", "市统计局"]], raw + "\n")
    source = Source("invented.pdf", raw, "0", "pdf/1", tables=(first, second, third))
    draft = draft_of([source], (split_lines, read_grids, tasks_from_tables))
    assert len(draft.grids) == 1
    assert [(t.number, t.participants) for t in draft.tasks] == [
        ("1", ("市发展改革委",)), ("2", ("市财政局",)), ("3", ("市统计局",)),
    ]  # fmt: skip


def test_a_table_that_wraps_the_article_is_no_grid() -> None:
    raw, inner = drawn([["序号", "重点任务", "责任单位"], ["1", "编制专项规划。", "市发展改革委"]], "标题\n正文。\n")
    outer = Table(Span(0, len(raw)), (Cell(0, 0, Span(0, len(raw))),))
    draft = draft_of(
        [Source("invented.html", raw, "0", "html/1", tables=(outer, inner))],
        (split_lines, read_grids, tasks_from_tables),
    )
    assert [grid.span for grid in draft.grids] == [inner.span]
    assert len(draft.tasks) == 1


def test_a_total_row_is_no_task(tabled: Tabled) -> None:
    draft = tabled(
        [
            ["序号", "建设内容", "责任单位", "完成时限"],
            ["1", "改造供水管网12公里。", "县水利局", "2023年10月"],
            [("合计", 1, 2), "", ""],
        ]
    )
    assert [t.number for t in draft.tasks] == ["1"]


def test_a_serial_number_that_counts_groups_gives_way_to_the_numbers_of_the_measures(tabled: Tabled) -> None:
    header = ["序号", "重点任务", "工作举措", "责任单位"]
    draft = tabled(
        [
            header,
            [("一", 2, 1), ("优化服务", 2, 1), "1.公布容缺事项目录。", "市政务服务局"],
            ["2.设立帮办代办窗口。", "市人社局"],
            ["二", "强化保障", "3.推行标准地出让。", "市自然资源局"],
        ]
    )
    assert [(t.number, t.text) for t in draft.tasks] == [
        ("1", "公布容缺事项目录。"),
        ("2", "设立帮办代办窗口。"),
        ("3", "推行标准地出让。"),
    ]


def test_points_within_cells_do_not_replace_the_serial_number_of_their_row(tabled: Tabled) -> None:
    draft = tabled(
        [
            ["序号", "工作举措", "责任单位"],
            [("1", 2, 1), "1.公布容缺事项目录。2.设立帮办代办窗口。", "市政务服务局"],
            ["1.推行标准地出让。2.压缩审批时间。", "市自然资源局"],
        ]
    )
    assert [t.number for t in draft.tasks] == ["1", "1"]
