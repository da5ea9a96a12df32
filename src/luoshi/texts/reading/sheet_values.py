"""A sheet's values as its reader sees them: numbers and dates in their number format (ECMA-376 Part 1, 18.8.31)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DATE_TOKENS = re.compile(r"yyyy|yy|mm?m?m?|dd?|hh?|ss?|AM/PM|上午/下午", re.IGNORECASE)
_NUMBER = re.compile(r"[#0?](?:[#0?,]*)(?:\.[#0?]+)?")


def shown(value: object, number_format: str | None) -> str:
    """The words in a cell.

    >>> shown(0.125, "0.0%"), shown(1234567.5, "#,##0.00"), shown(datetime(2021, 3, 5), 'yyyy"年"m"月"d"日"')
    ('12.5%', '1,234,567.50', '2021年3月5日')
    >>> shown(0.1 + 0.2, "General"), shown(3, "0"), shown(None, None)
    ('0.3', '3', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    form = number_format or "General"
    if isinstance(value, (datetime, date, time)):
        return _date(value, form)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, form)
    return str(value)


def _number(value: float, form: str) -> str:
    sections = form.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1].strip() else sections[0]
    if value < 0 and section is not sections[0]:
        value = -value
    literal = _QUOTED.sub(lambda found: found.group(1) or found.group(2) or "", section)
    pattern = _NUMBER.search(_QUOTED.sub("", section))
    if "general" in section.lower() or "@" in section or pattern is None or "E+" in section or "/" in literal:
        return _general(value)
    digits = pattern.group()
    after = digits.partition(".")[2]
    percent = "%" in literal
    try:
        scaled = Decimal(repr(value)) * (100 if percent else 1)
        for _ in range(len(digits) - len(digits.rstrip(","))):
            scaled /= 1000
        rounded = scaled.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    except InvalidOperation:
        return _general(value)
    text = f"{rounded:,f}" if "," in digits.rstrip(",") else f"{rounded:f}"
    width = digits.partition(".")[0].count("0")
    if "," not in digits and width > 1:
        text = "-" * (rounded < 0) + f"{abs(rounded):f}".zfill(width + (len(after) + 1 if after else 0))
    optional = len(after) - len(after.rstrip("#"))
    while optional and "." in text and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return literal.replace(digits, text.rstrip("."), 1).strip() if digits in literal else text


def _general(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.15g}"


def _date(value: datetime | date | time, form: str) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    section = form.split(";", maxsplit=1)[0]
    literal = _QUOTED.sub(lambda found: found.group(1) or found.group(2) or "", section)
    if "y" not in literal.lower() and "d" not in literal.lower() and "m" not in literal.lower():
        return moment.strftime("%Y-%m-%d %H:%M" if moment.hour or moment.minute else "%Y-%m-%d")
    if re.search(r"mm[-/]dd[-/]yy", literal):  # built-in format 14, which Chinese systems print year first
        return f"{moment.year}/{moment.month}/{moment.day}"
    after_hour = False

    def part(found: re.Match[str]) -> str:
        nonlocal after_hour
        mark = found.group().lower()
        minutes = mark.startswith("m") and after_hour
        after_hour = mark.startswith("h") or (after_hour and mark not in ("d", "dd"))
        if mark == "yyyy":
            return f"{moment.year:04d}"
        if mark == "yy":
            return f"{moment.year % 100:02d}"
        number = {
            "m": moment.minute if minutes else moment.month,
            "d": moment.day,
            "h": moment.hour,
            "s": moment.second,
        }
        if mark[0] in number and "/" not in mark:
            return f"{number[mark[0]]:02d}" if len(mark) == 2 else str(number[mark[0]])
        return ""

    return _DATE_TOKENS.sub(part, literal).strip()
