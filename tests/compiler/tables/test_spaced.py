"""Tables with a row on each line and spaces between the cells. Places and figures are invented."""

from __future__ import annotations

import time

from luoshi.compiler.draft import Draft
from luoshi.compiler.pipeline import draft_of
from luoshi.texts.model import Source

PLAN = """云溪市水利发展“十四五”规划
第一章 发展目标
专栏1 主要指标
序号 指标名称 单位 2020年现状 2025年目标 指标性质
1 用水总量 亿立方米 11.9 ≤12.6 约束性
2 堤防达标率 % 72 80 预期性
第二章 重点任务
治理支流12条。
"""


def draft(text: str) -> Draft:
    return draft_of([Source(name="x.txt", raw=text, sha256="", reader="test")])


def test_rows_on_one_line_each_are_a_table_of_targets() -> None:
    found = [(t.indicator, t.op, t.value, t.unit, t.year, t.base_value) for t in draft(PLAN).targets]
    assert ("用水总量", "<=", 12.6, "亿立方米", 2025, 11.9) in found
    assert ("堤防达标率", "=", 80, "%", 2025, 72) in found


def test_one_row_or_words_alone_are_no_table() -> None:
    assert draft("云溪市规划\n指标 2020年 2025年\n达标率 72 80\n二、任务\n").grids == ()
    assert draft("云溪市规划\n名称 目标 单位\n甲 乙 丙\n丁 戊 己\n").grids == ()


def test_many_rows_that_look_like_headers_cost_no_more_than_their_number() -> None:
    started = time.perf_counter()
    draft("云溪市规划\n" + "指标 2025年目标 55\n" * 5000)
    assert time.perf_counter() - started < 10
