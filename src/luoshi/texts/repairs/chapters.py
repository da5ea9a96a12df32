"""Chapters whose title was lost: the first of a set of rules is 总则, the last 附则."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit

_CHAPTER = re.compile(r"^[ \t\xa0　]*(第[一二三四五六七八九十]{1,3}章)[ \t\xa0　]*(\S?)[^\n]*$", re.M)
_PURPOSE = re.compile(r"(?:制定|制订)本|特制[定订]")
_END = re.compile(r"起(?:正式)?(?:施行|实施|执行)|负责解释|有效期")
_REACH = 900  # characters of a chapter that are looked at


def name_chapters(text: str) -> Iterator[Edit]:
    """Edits that propose 总则 and 附则 where a chapter stands without a title and its articles are of that kind."""
    if "章" not in text:
        return
    chapters = list(_CHAPTER.finditer(text))
    for number, found in enumerate(chapters):
        if found.group(2):
            continue
        end = chapters[number + 1].start() if number + 1 < len(chapters) else found.end() + _REACH
        body = text[found.end() : min(end, found.end() + _REACH)]
        title = ""
        if found.group(1) == "第一章" and _PURPOSE.search(body):
            title = "总则"
        elif number and _END.search(body[:300]):
            title = "附则"
        if title:
            reason = f"章名丢失,按内容惯例补作“{title}”,请核对"
            span = Span(found.start(1), len(found.group().rstrip()) + found.start())
            yield Edit(span, f"{found.group(1)} {title}", "lost-heading", reason, "low")
