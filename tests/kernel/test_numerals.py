"""Numbers in Arabic digits and Chinese numerals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.numerals import NUMBER, chinese_numeral, read_number, tidy


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1,200", 1200), ("2.5", 2.5), ("两", 2), ("一百", 100), ("三百六十五", 365), ("二千", 2000), ("半", 0.5)],
)
def test_printed_numbers_are_read(printed: str, value: float) -> None:
    assert read_number(printed) == value


@pytest.mark.parametrize("printed", ["", "若干", "1.2.3", "甲", "二〇二〇", "零"])
def test_what_is_no_number_is_none(printed: str) -> None:
    assert read_number(printed) is None


@given(st.integers(1, 9999))
def test_a_numeral_that_is_written_is_read_again(number: int) -> None:
    assert read_number(chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (14, "十四"),
        (20, "二十"),
        (35, "三十五"),
        (108, "一百零八"),
        (1010, "一千零一十"),
        (2020, "二千零二十"),
    ],
)
def test_numerals_are_written_as_headings_count(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


@given(st.integers(0, 10**12 - 1))
def test_digits_with_and_without_separators(number: int) -> None:
    assert read_number(str(number)) == read_number(f"{number:,}") == number
    assert re.fullmatch(NUMBER, f"{number:,}")


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_stays_whole(number: int) -> None:
    assert tidy(float(number)) == number
    assert isinstance(tidy(float(number)), int)
