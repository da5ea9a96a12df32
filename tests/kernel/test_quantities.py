"""Figures with their unit, as policy documents print them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.quantities import comparison, figures, lead_comparison


def read(text: str) -> list[tuple[object, str]]:
    return [(f.value, f.unit) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增10-15个、30个", [((10, 15), "个"), (30, "个")]),
        ("1-2家", [((1, 2), "家")]),
        ("三至五家", [((3, 5), "家")]),
        ("二十家", [(20, "家")]),
        ("两个", [(2, "个")]),
        ("百个", [(100, "个")]),
        ("一百二十名", [(120, "名")]),
        ("一千零五十户", [(1050, "户")]),
        ("两万名", [(2, "万名")]),
        ("三分之二", [(66.6667, "%")]),
        ("百分之五", [(5, "%")]),
        ("百分之三点五", [(3.5, "%")]),
        ("千分之四", [(4, "‰")]),
        ("翻番", [(2, "倍")]),
        ("翻一番", [(2, "倍")]),
        ("翻两番", [(4, "倍")]),
        ("1.2亿千瓦", [(1.2, "亿千瓦")]),
        ("50亿美元", [(50, "亿美元")]),
        ("1,200公里", [(1200, "公里")]),
        ("35微克/立方米", [(35, "微克/立方米")]),
        ("10/10万以下", [(10, "/10万")]),
        ("20至50万元", [((20, 50), "万元")]),
        ("5%-8%", [((5, 8), "%")]),
        ("5000元-1万元", [((0.5, 1), "万元")]),
        ("100余家", [(100, "家")]),
        ("2万个5G基站", [(2, "万个")]),
        ("12万元/人", [(12, "万元/人")]),
        ("系数提高到0.56,", [(0.56, "")]),
    ],
)
def test_a_figure_keeps_its_unit_with_its_scale(text: str, expected: list[tuple[object, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    ["世界500强企业", "第20个", "2025年", "每千人口", "每万人", "“1093”行动", "十三五", "进一步", "千家万户受益", "统一", "几十家", "三五家", "4A级"],
)  # fmt: skip
def test_names_ordinals_dates_and_rates_per_head_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达到65%", "="),
        ("65%以上", ">="),
        ("不低于65%", ">="),
        ("至少65%", ">="),
        ("不少于65%", ">="),
        ("超过65%", ">"),
        ("突破65%", ">"),
        ("控制在65%以内", "<="),
        ("不超过65%", "<="),
        ("降至65%以下", "<="),
        ("低于65%", "<="),
        ("小于65%", "<="),
        ("稳定在65%左右", "="),
        ("约65%", "="),
    ],
)
def test_the_words_around_a_figure_say_how_to_compare(text: str, expected: str) -> None:
    (figure,) = figures(text)
    assert comparison(text[: figure.start], figure) == expected


def test_a_comparison_further_off_does_not_count() -> None:
    assert lead_comparison("总额超过上年,今年再增加投入") is None


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["个", "万元", "%", "平方公里", "亿千瓦"]))
def test_every_whole_number_is_read_back(number: int, unit: str) -> None:
    assert read(f"达到{number}{unit}。") == [(number, unit)]


@given(st.text(alphabet="0123456789.,%-至到百千万亿一二十个家元人翻番以上内左右/分之 ", max_size=60))
def test_no_text_breaks_the_reading_and_figures_stand_in_order(text: str) -> None:
    found = list(figures(text))
    assert all(f.start < f.core_end <= f.end <= len(text) for f in found)
    assert all(one.core_end <= other.start for one, other in pairwise(found))
