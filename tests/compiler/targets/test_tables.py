"""Target tables in the layouts that documents print them in. All places and figures are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from luoshi.compiler.draft import Draft, Grid, GridCell, GridRow
from luoshi.compiler.targets import targets_from_tables
from luoshi.compiler.targets.cells import is_unit, read_cell
from luoshi.kernel.spans import Span
from luoshi.packs.model import DocumentFacts, Target
from luoshi.texts.layers import RepairedText
from luoshi.texts.model import Source

AREAS = (("序号",), ("县市区",), ("粮食播种面积(万亩)",), ("粮食总产量(万吨)",))


def grid(
    columns: Sequence[tuple[str, ...]],
    rows: Sequence[Sequence[str | None]],
    caption: str = "",
    unit: str | None = None,
    doubtful: tuple[str, ...] = (),
) -> Grid:
    cells = [tuple(None if c is None else GridCell(c, Span(0, 0)) for c in row) for row in rows]
    return Grid(
        span=Span(0, 0),
        columns=tuple(columns),
        rows=tuple(
            GridRow(Span(0, 0), row, total=any(c is not None and c.text in ("合计", "总计") for c in row))
            for row in cells
        ),
        caption=caption,
        unit=unit,
        doubtful=doubtful,
    )


def read(made: Grid) -> tuple[Target, ...]:
    source = Source(name="x.txt", raw="", sha256="", reader="test")
    facts = DocumentFacts(title="云溪市农业发展规划", issuer="云溪市人民政府", issued="2021-06-30")
    draft = Draft(
        source=source, sources=(source,), offsets=(0,), repaired=RepairedText(""), grids=(made,), document=facts
    )
    return targets_from_tables(draft).targets


def briefly(found: Sequence[Target]) -> list[tuple[object, ...]]:
    return [(t.indicator, t.op, t.value, t.unit, t.kind, t.year, t.scope) for t in found]


def test_a_table_of_areas_gives_a_target_for_every_cell_and_the_total() -> None:
    made = grid(
        AREAS,
        [("1", "清源县", "30", "12.5"), ("2", "东港区", "20", "8"), (None, "合计", "50", "20.5")],
        caption="云溪市县市区粮食生产目标任务分解(2021-2025年)",
    )
    assert briefly(read(made)) == [
        ("粮食播种面积", "=", 30, "万亩", "cumulative", 2025, "清源县"),
        ("粮食总产量", "=", 12.5, "万吨", "cumulative", 2025, "清源县"),
        ("粮食播种面积", "=", 20, "万亩", "cumulative", 2025, "东港区"),
        ("粮食总产量", "=", 8, "万吨", "cumulative", 2025, "东港区"),
        ("粮食播种面积", "=", 50, "万亩", "cumulative", 2025, "云溪市"),
        ("粮食总产量", "=", 20.5, "万吨", "cumulative", 2025, "云溪市"),
    ]


def test_the_year_before_the_document_is_the_base_of_the_later_one() -> None:
    made = grid(
        [("园区",), ("进出口(万美元)", "2020年"), ("进出口(万美元)", "2025年"), ("实际利用内资(万元)", "2020"), ("实际利用内资(万元)", "2025")],
        [("清源经济开发区", "120", "300", "5000", "9000"), ("东港高新区", "-", "40", "0.0", "800")],
        caption="云溪市省级以上开发区外贸、内资目标表",
    )  # fmt: skip
    found = read(made)
    assert briefly(found) == [
        ("进出口", "=", 300, "万美元", "level", 2025, "清源经济开发区"),
        ("实际利用内资", "=", 9000, "万元", "level", 2025, "清源经济开发区"),
        ("进出口", "=", 40, "万美元", "level", 2025, "东港高新区"),
        ("实际利用内资", "=", 800, "万元", "level", 2025, "东港高新区"),
    ]
    assert [(t.base_year, t.base_value) for t in found] == [(2020, 120), (2020, 5000), (2020, None), (2020, 0.0)]


def test_year_columns_alone_take_indicator_and_unit_from_the_caption() -> None:
    made = grid(
        [("序号",), (), ("设立时间",), ("2020完成",), ("2022目标",), ("2025目标",)],
        [("1", "清源综保区", "2015.4", "5.5", "7", "20"), (None, "总计", None, "5.5", "7", "20")],
        caption="全省海关监管区域(物流中心)进出口目标情况表",
        unit="亿美元",
    )
    found = read(made)
    assert briefly(found) == [
        ("进出口", "=", 7, "亿美元", "level", 2022, "清源综保区"),
        ("进出口", "=", 20, "亿美元", "level", 2025, "清源综保区"),
        ("进出口", "=", 7, "亿美元", "level", 2022, "全省海关监管区域(物流中心)"),
        ("进出口", "=", 20, "亿美元", "level", 2025, "全省海关监管区域(物流中心)"),
    ]
    assert {(t.base_year, t.base_value) for t in found} == {(2020, 5.5)}


def test_a_table_of_main_indicators_names_them_in_its_rows() -> None:
    made = grid(
        [("类别",), ("指标",), ("单位",), ("2020年",), ("2025年",), ("年均增速(%)",), ("属性",)],
        [
            ("经济发展", "地区生产总值", "亿元", "800", "1200", "8.5", "预期性"),
            (None, "常住人口城镇化率", "%", "58", "≥65", "—", "预期性"),
            ("生态", "单位GDP能耗降低", "%", "—", "[13.5]", None, "约束性"),
            (None, "细颗粒物浓度", "微克/立方米", "38", "<35", None, "约束性"),
            (None, "人均预期寿命", "岁", "78", "79.5", None, "预期性"),
            (None, "完成上级任务情况", "%", "—", "完成市下达任务", None, "约束性"),
        ],
        caption="“十四五”时期主要指标",
    )
    found = read(made)
    assert briefly(found) == [
        ("地区生产总值", "=", 1200, "亿元", "level", 2025, "云溪市"),
        ("地区生产总值", "=", 8.5, "%", "growth", 2025, "云溪市"),
        ("常住人口城镇化率", ">=", 65, "%", "level", 2025, "云溪市"),
        ("单位GDP能耗降低", "=", 13.5, "%", "cumulative", 2025, "云溪市"),
        ("细颗粒物浓度", "<=", 35, "微克/立方米", "level", 2025, "云溪市"),
        ("人均预期寿命", "=", 79.5, "岁", "level", 2025, "云溪市"),
    ]
    assert found[0].base_value == 800


def test_rows_may_be_years() -> None:
    made = grid(
        [("年度",), ("新增企业(家)",), ("工业总产值(亿元)",)],
        [("2020年", "8", "90"), ("2021年", "10", "100"), ("2022年", "12", "120")],
        caption="云溪市工业发展目标表",
    )
    assert briefly(read(made)) == [
        ("新增企业", "=", 10, "家", "cumulative", 2021, "云溪市"),
        ("工业总产值", "=", 100, "亿元", "level", 2021, "云溪市"),
        ("新增企业", "=", 12, "家", "cumulative", 2022, "云溪市"),
        ("工业总产值", "=", 120, "亿元", "level", 2022, "云溪市"),
    ]


def test_a_column_of_responsible_units_does_not_hide_the_targets() -> None:
    made = grid(
        [("县(市、区)",), ("2022年造林任务(亩)",), ("责任单位",)],
        [("清源县", "5000", "县林业局"), ("东港区", "3000", "区林业局")],
        caption="2022年造林任务分解表",
    )
    assert briefly(read(made)) == [
        ("造林", "=", 5000, "亩", "level", 2022, "清源县"),
        ("造林", "=", 3000, "亩", "level", 2022, "东港区"),
    ]


def test_units_printed_with_the_indicator_are_read() -> None:
    made = grid(
        [("指标名称",), ("2023年",), ("2025年",)],
        [("森林覆盖率(%)", "41", "42以上"), ("绿道长度(公里)", "100", "300")],
        caption="绿化主要指标表",
    )
    assert briefly(read(made))[:2] == [
        ("森林覆盖率", "=", 41, "%", "level", 2023, "云溪市"),
        ("森林覆盖率", ">=", 42, "%", "level", 2025, "云溪市"),
    ]


def test_a_row_without_a_name_is_kept_and_doubted() -> None:
    made = grid(
        AREAS,
        [("1", "清源县", "30", "12"), ("2", None, "20", "8"), ("3", "东港区", "20", "8")],
        caption="目标任务分解表",
    )
    nameless = [t for t in read(made) if t.scope is None]
    assert [t.value for t in nameless] == [20, 8]
    assert all(t.confidence == "low" and "行名缺失" in t.reasons for t in nameless)


def test_doubts_about_the_grid_make_every_target_of_it_doubtful() -> None:
    made = grid(AREAS, [("1", "清源县", "30", "12")], caption="2025年目标任务分解表", doubtful=("单元格数与列数不符",))
    assert {t.confidence for t in read(made)} == {"low"}


@pytest.mark.parametrize(
    "made",
    [
        grid([("序号",), ("重点任务",), ("责任单位",), ("完成时限",)], [("1", "推进造林绿化", "市林业局", "2025")]),
        grid([("指标",), ("分值",)], [("森林覆盖率", "10"), ("绿化率", "5")], caption="考核评分表"),
        grid(
            [("地区",), ("2018年",), ("2019年",)],
            [("清源县", "3", "4"), ("东港区", "5", "6")],
            caption="历年产量统计表",
        ),
        grid([("姓名",), ("职务",)], [("甲", "主任"), ("乙", "副主任")], caption="领导小组成员"),
    ],
    ids=["tasks", "scores", "statistics", "people"],
)
def test_tables_of_tasks_scores_statistics_and_people_are_no_target_tables(made: Grid) -> None:
    assert read(made) == ()


@pytest.mark.parametrize(
    ("cell", "value", "op", "cumulative"),
    [("1,200", 1200, "=", False), ("〔500〕", 500, "=", True), (">30", 30, ">", False), ("5左右", 5, "=", False),
     ("90%以上", 90, ">=", False), ("3-5", (3, 5), "=", False), ("累计增长30%", 30, "=", True)],
)  # fmt: skip
def test_cells_print_figures_in_many_ways(cell: str, value: object, op: str, cumulative: bool) -> None:
    figure = read_cell(cell)
    assert figure is not None
    assert (figure.value, figure.op, figure.cumulative) == (value, op, cumulative)


@pytest.mark.parametrize("cell", ["", "—", "/", "完成省下达任务", "2021.3.5", "清源县", "第3名"])
def test_cells_without_a_figure_give_none(cell: str) -> None:
    assert read_cell(cell) is None


@pytest.mark.parametrize("unit", ["万亩", "亿元", "%", "件/万人", "张/千人", "个", "万人次"])
def test_units_are_known(unit: str) -> None:
    assert is_unit(unit)
