import pytest

from luoshi.kernel.periods import read_deadline

CASES = [
    ("2018年6月", "2018-06-30"), ("20186", "2018-06-30"), ("201712", "2017-12-31"), ("20171229", "2017-12-29"),
    ("2018年12月31日前", "2018-12-31"), ("2020年底前完成", "2020-12-31"), ("2017-2020年", "2020-12-31"),
    ("2023年至2025年", "2025-12-31"), ("2018.6", "2018-06-30"), ("2018-06-30", "2018-06-30"), ("2019年三季度", "2019-09-30"),
    ("2020年上半年", "2020-06-30"), ("“十四五”期末", "2025-12-31"), ("二〇二〇年十二月", "2020-12-31"), ("6月底前", "2019-06-30"),
    ("2020年1-6月", "2020-06-30"), ("2018年10月前完成,2019年12月底前推广", "2019-12-31"), ("2018年2月", "2018-02-28"),
    ("持续推进", "ongoing"), ("长期坚持", "ongoing"), ("每季度末", "ongoing"), ("2019年年底", "2019-12-31"),
    ("立即", None), ("3个月内", None), ("", None), ("2018年13月", "2018-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_deadline_is_the_last_day_of_what_is_printed(text: str, expected: str | None) -> None:
    found = read_deadline(text, 2019)
    assert (found.value if found else None) == expected


def test_a_month_without_a_year_needs_the_year_of_the_plan() -> None:
    assert read_deadline("6月底前") is None


def test_a_lost_year_mark_is_told() -> None:
    found = read_deadline("20186")
    assert found is not None
    assert found.doubt
