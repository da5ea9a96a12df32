"""No figure that a document may print stops a check: nothing, zero, all of it, more than any number holds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.compiler.lint import check
from luoshi.packs.model import Target
from tests.compiler.lint.invented import Table, make_document

SEVERITIES = ("error", "warning", "note")
AMOUNTS = st.sampled_from((0, -100, 1, 0.5, 15, 100, 999_999_999_999))
YEARS = st.sampled_from((None, 1901, 2016, 2020, 2021, 2099))
TARGETS = st.builds(
    Target,
    indicator=st.sampled_from(("进出口总额", "加工贸易进出口", "加工贸易", "研发经费占比")),
    value=st.one_of(st.none(), AMOUNTS, st.tuples(AMOUNTS, AMOUNTS)),
    unit=st.sampled_from(("", "%", "倍", "亿美元", "个")),
    year=YEARS,
    kind=st.sampled_from(("level", "growth", "cumulative", "annual")),
    base_year=YEARS,
    base_value=st.one_of(st.none(), AMOUNTS),
    text=st.sampled_from(("2017-2020年,年均增长15%", "其中加工贸易进出口达到20亿美元", "到2020年达到50亿美元")),
)
CELLS = st.sampled_from(("0", "-1", "1,000", "0.5", "—", "", "9" * 400, "100%", "2020年"))


@settings(max_examples=60, deadline=None)
@given(st.lists(TARGETS, max_size=8), st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4))
def test_every_check_bears_any_figures(targets: list[Target], cells: list[tuple[str, str, str]]) -> None:
    columns = (("园区",), ("进出口(万美元)", "1920年"), ("进出口(万美元)", "2090年"), ("增长率(%)",))
    rows = tuple((name, *row) for name, row in zip(("甲", "乙", "小计", "合计"), cells, strict=False))
    table = Table(columns, rows, caption="目标表", notes=("注:以上按外贸年均增长999999999999%测算。",))
    document = make_document("2017-2020年,年均增长15%,其中加工贸易占120%。", targets=targets, tables=[table])
    findings = check([document, document])
    assert [f.severity for f in findings] == sorted((f.severity for f in findings), key=SEVERITIES.index)
    assert all(f.message and f.message_en and "nan" not in f.message for f in findings)
