"""Numbers as automatic numbering prints them (ECMA-376 Part 1, 17.18.59 ST_NumberFormat), for Chinese documents."""

from __future__ import annotations

from luoshi.kernel.numerals import chinese_numeral

_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
     "koreanCounting", "ideographLegalTraditional", "chineseLegalSimplified", "japaneseLegal")
)  # fmt: skip
_LEGAL_FORMATS = frozenset(("ideographLegalTraditional", "chineseLegalSimplified", "japaneseLegal"))


def roman_numeral(number: int) -> str:
    """A positive number in small Roman letters.

    >>> roman_numeral(14)
    'xiv'
    """
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _letters(number: int) -> str:
    """a to z, then aa, bb, … as word processors count."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def numeral(number: int, number_format: str) -> str:
    """``number`` in a number format of WordprocessingML; formats not known here print as decimal.

    >>> [numeral(3, f) for f in ("decimal", "chineseCounting", "decimalEnclosedCircle", "upperRoman")]
    ['3', '三', '③', 'III']
    """
    if number_format in ("none", "bullet"):
        return ""
    if not 0 < number < 10000:
        return str(number)
    if number_format in _CHINESE:
        text = chinese_numeral(number)
        return text.translate(_LEGAL) if number_format in _LEGAL_FORMATS else text
    if number_format in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if number_format.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x245F + number)
    if number_format == "decimalEnclosedParen" and number <= 20:
        return chr(0x2473 + number)
    if number_format == "decimalEnclosedFullstop" and number <= 20:
        return chr(0x2487 + number)
    if number_format == "ideographEnclosedCircle" and number <= 10:
        return chr(0x327F + number)
    if number_format == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format == "ideographTraditional" and number <= 10:
        return _STEMS[number - 1]
    if number_format == "ideographZodiac" and number <= 12:
        return _BRANCHES[number - 1]
    if number_format in ("lowerRoman", "upperRoman"):
        return roman_numeral(number) if number_format == "lowerRoman" else roman_numeral(number).upper()
    if number_format in ("lowerLetter", "upperLetter"):
        return _letters(number) if number_format == "lowerLetter" else _letters(number).upper()
    return str(number)
