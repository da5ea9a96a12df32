"""Deadlines and periods as documents print them, read to the last day they cover."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from luoshi.kernel.spans import Span

Recurrence = Literal["yearly", "half-yearly", "quarterly", "monthly", "weekly"]
ONGOING = "ongoing"

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0"}
_COUNT = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
          "十一": 11, "十二": 12}  # fmt: skip
_YEAR = r"(?P<year>(?:19|20)\d{2}|二[〇零○O][一二三四五六七八九〇零○O]{2})"
_POINT = re.compile(
    rf"(?:{_YEAR}\s*(?:年度?|[-./](?=1[0-2]?\b|0?[1-9]\b))\s*"
    r"(?P<month>(?:1[0-2]|0?[1-9])(?!\d)|(?:十[一二]?|[一二三四五六七八九])(?![季个]))?"
    r"(?:(?<=[\d一二三四五六七八九十])\s*(?:月份?|[-./])\s*(?P<day>(?:3[01]|[12]\d|0?[1-9])(?!\d))?\s*[日号]?)?"
    r"(?P<part>[上下]半年|年?[中初底末]|第?[一二三四1-4]季度)?"
    r"|(?<![\d年])(?P<only_month>1[0-2]|[1-9])月份?(?:\s*(?P<only_day>\d{1,2})[日号])?"
    r"|(?P<compact>(?<![\d.])20[1-4]\d(?:1[0-2]|0?[1-9])(?:3[01]|[12]\d|0[1-9])?(?![\d.]))"
    r"|(?<![每一二两三四五六七八九十几数\d])(?:(?P<this>今年|本年度?|当年|全年)?(?P<only_part>年底|年末|年内|[上下]半年|第?[一二三四1-4]季度)))"
)
_MONTHS = re.compile(r"(?<![\d-])((?:1[0-2]|[1-9])月?[-至到])((?:1[0-2]|[1-9])月)")
_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PLAN = re.compile(r"[\"“]?十(?P<n>[一二三四五六])五[\"”]?(?:时期|规划)?(?:期?末|期间|期内|结束|时期)")
_FROM_THEN_ON = re.compile(r"(?:起|开始),?(?:持续|长期|常态化|每年|逐年)")
_ONGOING = re.compile(
    r"持续|长期|常态化|常抓不懈|久久为功|常年|坚持|不断|一直|每个?(?:年|月|季度?|周|半年)|逐年|(?<!\d)年年(?![底末初中])|定期|适时|全年推进|贯穿|日常|按月|按季|按年"
)
_RECURRENCE: tuple[tuple[re.Pattern[str], Recurrence], ...] = (
    (re.compile(r"每半年|半年一"), "half-yearly"),
    (re.compile(r"每个?季度?|按季|季度一"), "quarterly"),
    (re.compile(r"每个?月|按月|月度"), "monthly"),
    (re.compile(r"每周|按周"), "weekly"),
    (re.compile(r"每年|逐年|(?<!\d)年年(?![底末初中])|按年"), "yearly"),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """``value``: ISO date of the last day covered, or ``ongoing``; ``doubt`` says why a person should look."""

    value: str
    span: Span
    recurrence: Recurrence | None = None
    doubt: str | None = None


def last_day(year: int, month: int = 12, day: int | None = None) -> str | None:
    """ISO date of a day, or of the last day of a month or year; None when there is no such day.

    >>> last_day(2018, 6), last_day(2020, 2), last_day(2018, 2, 30)
    ('2018-06-30', '2020-02-29', None)
    """
    if not (1 <= month <= 12 and 1900 <= year <= 2999):
        return None
    if day is None:
        day = monthrange(year, month)[1]
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month_of_part(part: str) -> int:
    if "上半年" in part or part.endswith("中"):
        return 6
    if "季度" in part:
        mark = re.sub(r"第|季度", "", part)
        return 3 * (int(mark) if mark.isdigit() else _COUNT[mark])
    if part.endswith("初"):
        return 1
    return 12


def _number(text: str) -> int:
    if text in _COUNT:
        return _COUNT[text]
    return int("".join(_DIGITS.get(c, c) for c in text))


def dates(text: str, year: int | None = None) -> Iterator[Deadline]:
    """Every date, month, quarter, half-year or year in ``text`` (plain form), each read to its last day.

    ``year`` completes dates printed without one (``6月底前``).

    >>> [d.value for d in dates("2018年6月底前,2020年第三季度,十四五期末,9月30日", 2021)]
    ['2018-06-30', '2020-09-30', '2025-12-31', '2021-09-30']
    """
    found: list[Deadline] = []
    taken = 0
    text = _MONTHS.sub(lambda m: " " * len(m[1]) + m[2], text)
    for m in _POINT.finditer(text):
        value, doubt = _read(m, year)
        if value is not None:
            found.append(Deadline(value, Span(m.start(), m.end()), doubt=doubt))
            taken = m.end()
    for m in _PLAN.finditer(text):
        value = last_day(2015 + 5 * (_COUNT[m["n"]] - 2))
        if value is not None:
            found.append(Deadline(value, Span(m.start(), m.end())))
    if not found and taken == 0:
        for m in _BARE_YEAR.finditer(text):
            value = last_day(int(m.group()))
            if value is not None:
                found.append(Deadline(value, Span(m.start(), m.end()), doubt="只印有年份数字,按年末理解"))
    yield from sorted(found, key=lambda d: d.span)


def _read(m: re.Match[str], year: int | None) -> tuple[str | None, str | None]:
    if m["year"]:
        at = _number(m["year"])
        if m["day"] and m["month"]:
            return last_day(at, _number(m["month"]), int(m["day"])), None
        if m["month"]:
            return last_day(at, _number(m["month"])), None
        return last_day(at, _month_of_part(m["part"]) if m["part"] else 12), None
    if m["compact"]:
        digits = m["compact"]
        month, day = digits[4:], None
        if len(month) >= 3:
            month, day = month[:-2], int(month[-2:])
        return last_day(int(digits[:4]), int(month), day), "日期缺少“年”“月”字样"
    if year is None:
        return None, None
    if m["only_month"]:
        return last_day(year, int(m["only_month"]), int(m["only_day"]) if m["only_day"] else None), None
    return last_day(year, _month_of_part(m["only_part"])), None


def recurrence_of(text: str) -> Recurrence | None:
    """How often something recurs, when ``text`` says so.

    >>> recurrence_of("每半年召开一次"), recurrence_of("2020年底前")
    ('half-yearly', None)
    """
    return next((name for pattern, name in _RECURRENCE if pattern.search(text)), None)


def read_deadline(text: str, year: int | None = None) -> Deadline | None:
    """The deadline that a cell or phrase states: the last of several dates, or ``ongoing``; None when it states none.

    >>> read_deadline("2022年起持续推进").value
    'ongoing'
    >>> read_deadline("201712").value, read_deadline("持续推进").value, read_deadline("2017-2020年").value
    ('2017-12-31', 'ongoing', '2020-12-31')
    """
    found = list(dates(text, year))
    begun = _FROM_THEN_ON.match(text, found[-1].span.end) if found else None
    if begun:
        return Deadline(ONGOING, Span(found[0].span.start, begun.end()), recurrence_of(text))
    if found:
        last = max(found, key=lambda d: d.value)
        return Deadline(last.value, Span(found[0].span.start, found[-1].span.end), recurrence_of(text), last.doubt)
    ongoing = _ONGOING.search(text)
    if ongoing:
        return Deadline(ONGOING, Span(ongoing.start(), ongoing.end()), recurrence_of(text))
    whole = text.find("全年")
    if year is not None and whole >= 0:
        return Deadline(f"{year}-12-31", Span(whole, whole + 2), doubt="只写“全年”,按年末理解")
    return None
