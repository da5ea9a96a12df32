"""Numbers in Arabic digits and Chinese numerals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.numerals import NUMBER, read_number, tidy

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """``number`` (1 to 99) in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1,200", 1200), ("2.5", 2.5), ("两", 2), ("一百", 100), ("三百六十五", 365), ("二千", 2000), ("半", 0.5)],
)
def test_printed_numbers_are_read(printed: str, value: float) -> None:
    assert read_number(printed) == value


@pytest.mark.parametrize("printed", ["", "若干", "1.2.3", "甲"])
def test_what_is_no_number_is_none(printed: str) -> None:
    assert read_number(printed) is None


@given(st.integers(1, 99))
def test_chinese_numerals_below_a_hundred(number: int) -> None:
    assert read_number(in_chinese(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_digits_with_and_without_separators(number: int) -> None:
    assert read_number(str(number)) == read_number(f"{number:,}") == number
    assert re.fullmatch(NUMBER, f"{number:,}")


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_stays_whole(number: int) -> None:
    assert tidy(float(number)) == number
    assert isinstance(tidy(float(number)), int)
