"""Tables of figures flattened to a cell per line: columns, levels, empty cells, totals."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.compiler.draft import Draft, Grid
from luoshi.compiler.lines import split_lines
from luoshi.compiler.pipeline import draft_of
from luoshi.compiler.tables import read_grids
from luoshi.texts.model import Source

Printed = Callable[..., Draft]


def cells_of(grid: Grid) -> list[list[str | None]]:
    return [[c.text if c else None for c in r.cells] for r in grid.rows]


def test_labels_and_years(printed: Printed) -> None:
    draft = printed(
        "附件1", "云溪市培育企业目标表", "(单位:家)", "县区", "2021年", "2022年", "2023年",
        "清源县", "12", "15", "18", "东港区", "30", "36", "42", "高新区", "55", "60", "70", "合计", "97", "111", "130",
        after="注:以上数据由市科技局统计。\n三、保障措施\n加强组织领导,落实责任分工。",
    )  # fmt: skip
    (grid,) = draft.grids
    assert grid.columns == (("县区",), ("2021年",), ("2022年",), ("2023年",))
    assert (grid.caption, grid.unit) == ("云溪市培育企业目标表", "家")
    assert cells_of(grid) == [
        ["清源县", "12", "15", "18"], ["东港区", "30", "36", "42"], ["高新区", "55", "60", "70"],
        ["合计", "97", "111", "130"],
    ]  # fmt: skip
    assert [r.total for r in grid.rows] == [False, False, False, True]
    assert [span.of(draft.text) for span in grid.notes] == ["注:以上数据由市科技局统计。"]
    assert grid.doubtful == ()


def test_a_header_of_two_levels_whose_words_are_broken(printed: Printed) -> None:
    draft = printed(
        "各园区主要经济指标目标", "", "园区", "名称", "营业收入", "(亿元)", "税收", "(亿元)", "研发投入", "(万元)",
        "2020", "2023", "2020", "2023", "2020", "2023",
        "云溪高新区", "120", "200", "8.5", "12", "3000", "5200",
        "清源工业园", "45", "80", "2.1", "3.6", "800", "1500",
        "东港物流园", "60.5", "95", "3", "4.4", "450", "900",
    )  # fmt: skip
    (grid,) = draft.grids
    assert grid.columns == (
        ("园区名称",),
        ("营业收入(亿元)", "2020"), ("营业收入(亿元)", "2023"),
        ("税收(亿元)", "2020"), ("税收(亿元)", "2023"),
        ("研发投入(万元)", "2020"), ("研发投入(万元)", "2023"),
    )  # fmt: skip
    assert cells_of(grid)[2] == ["东港物流园", "60.5", "95", "3", "4.4", "450", "900"]


def test_an_empty_label_is_none_and_a_nameless_last_row_of_sums_is_the_total(printed: Printed) -> None:
    draft = printed(
        "序号", "乡镇", "户厕改造(户)", "垃圾中转站(座)",
        "1", "南坪镇", "300", "1", "2", "", "200", "2", "3", "石桥乡", "150", "1", "4", "柳林镇", "350", "", "1",
        "5", "白塔乡", "100", "2", "6", "临江镇", "400", "3", "", "1500", "10",
    )  # fmt: skip
    (grid,) = draft.grids
    assert cells_of(grid) == [
        ["1", "南坪镇", "300", "1"], ["2", None, "200", "2"], ["3", "石桥乡", "150", "1"], ["4", "柳林镇", "350", "1"],
        ["5", "白塔乡", "100", "2"], ["6", "临江镇", "400", "3"], [None, None, "1500", "10"],
    ]  # fmt: skip
    assert [r.total for r in grid.rows] == [False] * 6 + [True]


def test_a_table_of_indicators_with_units_and_attributes(printed: Printed) -> None:
    draft = printed(
        "专栏1 主要指标", "指标", "单位", "2020年", "2025年", "属性",
        "地区生产总值", "亿元", "850", "1300", "预期性", "全社会研发投入", "亿元", "15.2", "32", "预期性",
        "森林覆盖率", "%", "41.2", "43", "约束性", "新增就业", "万人", "3.1", "16", "预期性",
    )  # fmt: skip
    (grid,) = draft.grids
    assert grid.columns == (("指标",), ("单位",), ("2020年",), ("2025年",), ("属性",))
    assert cells_of(grid)[2] == ["森林覆盖率", "%", "41.2", "43", "约束性"]


def test_prose_with_figures_is_no_table(printed: Printed) -> None:
    draft = printed(
        "一、主要目标", "到2025年,全市高新技术企业达到300家。", "研发投入占比达到2.8%。", "1", "2", "3",
        "二、重点任务", "加快建设创新平台,培育一批领军企业。",
    )  # fmt: skip
    assert draft.grids == ()


figures = st.lists(st.lists(st.integers(0, 99999), min_size=3, max_size=3), min_size=3, max_size=9)


@given(figures)
@settings(max_examples=60, deadline=None)
def test_any_figures_under_a_plain_header_stay_in_their_cells(rows: list[list[int]]) -> None:
    names = ["清源县", "东港区", "南坪镇", "石桥乡", "柳林镇", "白塔区", "安和县", "青禾县", "临江区"]
    lines = ["县区", "产值(亿元)", "投资(亿元)", "用工(人)"]
    for name, row in zip(names, rows, strict=False):
        lines += [name, *map(str, row)]
    draft = draft_of([Source("invented.txt", "\n".join(lines), "0", "plain/1")], (split_lines, read_grids))
    (grid,) = draft.grids
    assert cells_of(grid) == [[name, *map(str, row)] for name, row in zip(names, rows, strict=False)]
