"""Round brackets that lost their partner: the end of a responsibility list, a span of years, a short cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit

_LIST = re.compile(
    r"[(（](?=(?:责任|牵头|配合|负责|主办|协办|参与|参加|完成|主要责任)[^()（）\n]{0,12}[::])[^()（）\n]{2,400}$", re.M
)
_YEARS = re.compile(r"^[ \t\xa0　]*(20\d{2} ?(?:年)?[-—－–~～至] ?20\d{2} ?年[)）])[ \t\xa0　]*$", re.M)
_COUNT = re.compile(r"^[ \t\xa0　]*(\d{1,4}[个家项名条户][)）])[ \t\xa0　]*$", re.M)
_SHORT = re.compile(
    r"^[ \t\xa0　]*([一-鿿]{2,14}[(（][一-鿿A-Za-z]{1,12})[ \t\xa0　]*\n(?=([^\n]*\n?[^\n]*\n?[^\n]*))", re.M
)
_CLOSES_FIRST = re.compile(r"[^()（）]*[)）]")
_ENDING = re.compile(r"[。;；,，\s　]*$")


def close_brackets(text: str) -> Iterator[Edit]:
    """Edits that put the missing bracket of a pair back where the line shows where it stood."""
    if "(" not in text and ")" not in text and "（" not in text and "）" not in text:
        return
    edits = [*_lists(text), *_openings(text), *_cells(text)]
    end = -1
    for edit in sorted(edits, key=lambda e: e.span):
        if edit.span.start >= end:
            yield edit
            end = edit.span.end


def _partner(bracket: str) -> str:
    return {"(": ")", "（": "）", ")": "(", "）": "（"}[bracket]


def _lists(text: str) -> Iterator[Edit]:
    for found in _LIST.finditer(text):
        printed = found.group()
        following = text[found.end() : found.end() + 300].lstrip().partition("\n")[0]
        if "。" in printed.rstrip("。 \t　") or _CLOSES_FIRST.match(following):
            continue
        cut = _ENDING.search(printed)
        at = found.start() + (cut.start() if cut else len(printed))
        span = Span(at - 1, at)
        yield Edit(span, text[at - 1] + _partner(printed[0]), "lost-bracket", "责任清单到行末没有收括号")


def _openings(text: str) -> Iterator[Edit]:
    for found in _YEARS.finditer(text):
        printed = found.group(1)
        after = _partner(printed[-1]) + printed
        yield Edit(Span(*found.span(1)), after, "lost-bracket", "起止年份独占一行,前括号丢失")
    for found in _COUNT.finditer(text):
        printed = found.group(1)
        after = _partner(printed[-1]) + printed
        yield Edit(Span(*found.span(1)), after, "lost-bracket", "只有后括号,前括号丢失,请核对", "low")


def _cells(text: str) -> Iterator[Edit]:
    """A short line that opens a bracket which none of the next lines closes."""
    for found in _SHORT.finditer(text):
        following = found.group(2)
        if _CLOSES_FIRST.match(following.replace("\n", "")):
            continue
        printed = found.group(1)
        opening = "(" if "(" in printed else "（"
        yield Edit(Span(*found.span(1)), printed + _partner(opening), "lost-bracket", "短行内括号未收,请核对", "low")
