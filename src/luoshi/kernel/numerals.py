"""Numbers as printed in documents: ``1,000``, ``2.5``, ``五十``, ``三百六十五``."""

from __future__ import annotations

import re

#: A number in Arabic digits or in Chinese numerals, as it stands in plain text.
NUMBER = r"(?:\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?|[一二两三四五六七八九十百千半]{1,9})"

_NAMES = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ZEROS = "零〇"  # what stands for an empty place: 一百零八
_TENS = {"十": 10, "百": 100, "千": 1000}
_ARABIC = re.compile(r"\d[\d,]*(?:\.\d+)?")


def read_number(text: str) -> int | float | None:
    """The value of a number in Arabic digits or in Chinese numerals below ten thousand; None where it is neither.

    >>> read_number("1,200"), read_number("2.5"), read_number("三百六十五"), read_number("一百零八"), read_number("半")
    (1200, 2.5, 365, 108, 0.5)
    """
    if _ARABIC.fullmatch(text):
        text = text.replace(",", "")
        return float(text) if "." in text else int(text)
    if text == "半":
        return 0.5
    total = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        elif character not in _ZEROS or not total:  # 二〇二〇 names the digits of a year and is no count
            return None
    return total + digit if text else None


def chinese_numeral(number: int) -> str:
    """1 to 9999 as Chinese headings count: 十一, 二十, 一百零三; larger numbers digit by digit.

    >>> [chinese_numeral(n) for n in (1, 10, 11, 20, 103, 110, 1001)]
    ['一', '十', '十一', '二十', '一百零三', '一百一十', '一千零一']
    """
    if not 0 < number < 10000:
        return "".join(_NAMES[int(digit)] for digit in str(number))
    out = ""
    gap = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            out += ("零" if gap and out else "") + _NAMES[digit] + _PLACES[place]
            gap = False
        else:
            gap = bool(out)
    return out.removeprefix("一") if 10 <= number < 20 else out


def tidy(value: float) -> int | float:
    """A whole number as ``int``; anything else rounded to a ten-thousandth, free of binary dust.

    >>> tidy(0.1 * 3 * 10), tidy(2.5)
    (3, 2.5)
    """
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
