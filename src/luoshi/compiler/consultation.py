"""The window for public comment: the page's own dates, the deadline that the text states, and the ways to answer."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

from luoshi.compiler.draft import Clause, Draft
from luoshi.kernel.spans import Span
from luoshi.packs.model import Consultation

_DAY = (
    r"(?:(?P<{0}year>20\d{{2}})\s{{0,2}}[-/.年]\s{{0,2}})?(?P<{0}month>\d{{1,2}})\s{{0,2}}[-/.月]\s{{0,2}}(?P<{0}day>\d{{1,2}})日?"
    r"(?:\s{{0,3}}(?P<{0}half>上午|下午|晚上|晚|中午)?\s{{0,2}}(?P<{0}hour>\d{{1,2}})[:时点](?P<{0}minute>\d{{2}})?分?(?::\d{{2}})?)?"
)
_WINDOW = re.compile(
    r"(?:起止(?:日期|时间)|(?:征求意见|意见征集|征集意见|征求|征集|调查|公示|公告|反馈|听取意见)(?:的)?(?:时间|日期|期限|期|时限))(?:自|从|是)?(?:为)?\s{0,2}:?\s{0,2}(?:自|从)?"
    + _DAY.format("from_")
    + r"(?:起)?\s{0,3}(?:-{1,3}|至|到)\s{0,3}"
    + _DAY.format("to_")
)
_DEADLINE = re.compile(
    r"(?:于|在|截至|截止|截止到|截止至|截止(?:时间|日期)(?:为|:|是)?|时间(?:截至|截止)(?:到|至)?|至)\s{0,2}"
    + _DAY.format("")
    + r"(?P<before>\s{0,2}(?:之前|以前|前|止|截止))?"
)
_ASKED = re.compile(r"意见|建议|反馈|异议|征集|公示")
_LABEL = (
    r"(?:联系电话|咨询电话|联系方式|电话|传真号?码?|电子邮箱|电子信箱|电子邮件|邮箱|E-?mail|e-?mail"
    r"|通讯地址|通信地址|邮寄地址|联系地址|地址|邮政编码|邮编|网址)"
)
_CHANNEL = re.compile(
    rf"(?P<label>{_LABEL})\s{{0,3}}(?:为|:)\s{{0,3}}(?P<value>[^\s,;。]{{3,60}}?)(?=\s|[,;。)]|{_LABEL}|(?<=\d)(?=[一-鿿])(?!号)|$)"
)
_NEAR = 1500  # characters before and after the dates in which the ways to answer stand
_FIRST_CLAUSES = 400
_MOST_DATES = 200  # tried in one clause
_SENTENCE = 300  # characters of a sentence on either side of a date


def read_consultation(draft: Draft) -> Draft:
    """The consultation that the document or its page announces; unchanged when it announces none."""
    opens = closes = deadline = None
    first: Clause | None = None
    span: Span | None = None
    for clause in islice(draft.clauses, _FIRST_CLAUSES):
        text = draft.plain[clause.own.start : clause.own.end]
        if not _ASKED.search(text) and "起止" not in text:
            continue
        window = _WINDOW.search(text) if opens is None else None
        if window:
            opens = _instant(window, "from_", None)
            closes = _instant(window, "to_", int(opens[:4]) if opens else None)
            first, span = first or clause, _joined(span, clause, window)
        stated = None if deadline else _stated(text)
        if stated:
            deadline = _instant(stated, "", _year(draft, closes))
            if deadline:
                first, span = first or clause, _joined(span, clause, stated)
    if first is None or span is None or not (opens or deadline):
        return draft
    channels, span = _channels(draft, span)
    return draft.having(
        consultation=Consultation(
            opens=opens, closes=closes, deadline=deadline, channels=channels, clause=first.path, span=span
        )
    )


def _joined(span: Span | None, clause: Clause, found: re.Match[str]) -> Span:
    place = Span(clause.own.start + found.start(), clause.own.start + found.end())
    return place if span is None else span.join(place)


def _stated(text: str) -> re.Match[str] | None:
    """A date in a sentence that asks for comments, with a word that makes it a limit."""
    for found in islice(_DEADLINE.finditer(text), _MOST_DATES):
        limited = found.group("before") or found.group().startswith(("截", "时间截"))
        if not limited:
            continue
        low, high = max(0, found.start() - _SENTENCE), found.end() + _SENTENCE
        start = max(text.rfind("。", low, found.start()) + 1, text.rfind("\n", low, found.start()) + 1, low)
        end = text.find("。", found.end(), high)
        if re.search(r"意见|建议|反馈|异议", text[start : end if end >= 0 else high]):
            return found
    return None


def _year(draft: Draft, closes: str | None) -> int | None:
    known = closes or draft.document.published or draft.document.issued
    return int(known[:4]) if known else None


def _instant(found: re.Match[str], prefix: str, year: int | None) -> str | None:
    """The date as ISO 8601, with the time where one is printed; None where the day does not exist or has no year."""
    printed = found.group(f"{prefix}year")
    year = int(printed) if printed else year
    if year is None:
        return None
    try:
        day = date(year, int(found.group(f"{prefix}month")), int(found.group(f"{prefix}day")))
    except ValueError:
        return None
    if found.group(f"{prefix}hour") is None:
        return day.isoformat()
    hour, minute = int(found.group(f"{prefix}hour")), int(found.group(f"{prefix}minute") or 0)
    if found.group(f"{prefix}half") in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    return f"{day.isoformat()}T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else day.isoformat()


def _channels(draft: Draft, span: Span) -> tuple[tuple[str, ...], Span]:
    """The ways to answer near the dates, each with its label, as printed."""
    start, end = max(0, span.start - _NEAR), min(len(draft.plain), span.end + _NEAR)
    found: dict[str, Span] = {}
    for channel in _CHANNEL.finditer(draft.plain, start, end):
        found.setdefault(f"{channel.group('label')}:{channel.group('value')}", Span(channel.start(), channel.end()))
    for place in found.values():
        span = span.join(place)
    return tuple(found), span
