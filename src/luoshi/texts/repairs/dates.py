"""Dates that lost 年, 月 and 日: ``20171229`` under a signature, ``20186`` in a column of deadlines.

A bare number is a date only where its place says so. Elsewhere it is not touched.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit

_COMPACT = re.compile(r"^[ \t\xa0　]*(20[0-3]\d)(\d{1,4})[ \t\xa0　]*$", re.M)
_MONTH_LEFT = re.compile(r"(?<!\d)(20[0-4]\d)(1[0-2]|0?[1-9])月")
_DAY_RUN_ON = re.compile(r"(?<!\d)(20[0-4]\d)年(\d{3,4})日")
_COLUMN = re.compile(
    r"^[ \t\xa0　]*(?:完成|办结|办理|责任|推进|整改|落实|任务)?(?:时限|时间|期限|进度|节点)(?:要求|安排|节点)?[ \t\xa0　]*$|"
    r"^[ \t\xa0　]*(?:截止|截至|时间)(?:时间|日期|节点|进度)[ \t\xa0　]*$",
    re.M,
)
_SIGNER = re.compile(r"(?:办公室|办公厅|委员会|人民政府|政府|委|局|厅|部|院|会|办|中心|领导小组|党工委|管委会)$")
_HAN = re.compile(r"[一-鿿]")
_ANY_MONTH = re.compile(r"20\d{3,4}月|年\d{3,4}日")


def complete_dates(text: str) -> Iterator[Edit]:
    """Edits that put 年, 月 and 日 back where a line, a column or the rest of the date says that it is one."""
    if _ANY_MONTH.search(text):
        yield from _partial(text)
    lines = list(_COMPACT.finditer(text))
    if not lines:
        return
    column = _COLUMN.search(text)
    deadlines = [m for m in lines if column and m.start() > column.end() and _deadline(text, m)]
    taken = set()
    if len(deadlines) >= 2 and column:
        for found in deadlines:
            taken.add(found.start())
            after = f"{found.group(1)}年{int(found.group(2))}月"
            yield _edit(found, after, f"所在列为“{column.group().strip()}”,“年”“月”二字丢失")
    for found in lines:
        if found.start() not in taken and _SIGNER.search(_line_before(text, found.start())):
            yield from _signed(found)


def _partial(text: str) -> Iterator[Edit]:
    for found in _MONTH_LEFT.finditer(text):
        after = f"{found.group(1)}年{found.group(2)}月"
        yield Edit(Span(*found.span()), after, "lost-date", "年份后“年”字丢失,其后为月份")
    for found in _DAY_RUN_ON.finditer(text):
        readings = _month_and_day(found.group(1), found.group(2))
        if len(readings) == 1:
            month, day = readings[0]
            after = f"{found.group(1)}年{month}月{day}日"
            yield Edit(Span(*found.span()), after, "lost-date", "“月”字丢失,只有这一种读法成日期")


def _deadline(text: str, found: re.Match[str]) -> bool:
    """A month in a cell behind a cell of words (a figure stands among figures)."""
    month = found.group(2)
    if len(month) > 2 or not 1 <= int(month) <= 12:
        return False
    return _HAN.search(_line_before(text, found.start())) is not None


def _line_before(text: str, start: int) -> str:
    """The nearest printed line above; looks back 300 characters."""
    return text[max(0, start - 300) : start].rstrip().rpartition("\n")[2].strip()


def _signed(found: re.Match[str]) -> Iterator[Edit]:
    year, rest = found.groups()
    readings = _month_and_day(year, rest)
    if not readings or len(rest) < 3:
        return
    month, day = readings[0]
    reason = "落款单位之下的日期,“年”“月”“日”三字丢失"
    if len(readings) == 1:
        yield _edit(found, f"{year}年{month}月{day}日", reason)
        return
    other = "、".join(f"{m}月{d}日" for m, d in readings[1:])
    edit = _edit(found, f"{year}年{month}月{day}日", f"{reason};也可读作{other},请核对")
    yield Edit(edit.span, edit.after, edit.code, edit.reason, "low")


def _month_and_day(year: str, digits: str) -> list[tuple[int, int]]:
    """Every reading of the digits as month and day; four digits with zeros have one."""
    readings = []
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        if not 1 <= len(day) <= 2 or not 1 <= int(month) <= 12:
            continue
        if (len(digits) == 4 and cut == 1) or (len(digits) < 4 and "0" in (month[0], day[0])):
            continue
        if 1 <= int(day) <= monthrange(int(year), int(month))[1]:
            readings.append((int(month), int(day)))
    return readings


def _edit(found: re.Match[str], after: str, reason: str) -> Edit:
    start = found.start(1)
    return Edit(Span(start, found.end(2)), after, "lost-date", reason)
