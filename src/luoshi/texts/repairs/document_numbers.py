"""Brackets lost from document numbers: ``清政发〔201713号`` is 〔2017〕13号 (GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Confidence, Edit

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_OPENED = re.compile(rf"([〔﹝\[［【]) ?({_YEAR}) ?(第? ?\d{{1,4}}) ?号")
_CLOSED = re.compile(rf"(?<=[发办函字政党令规通知文电组厅委])({_YEAR}) ?([〕﹞\]］】]) ?(第? ?\d{{1,4}}) ?号")
_BARE = re.compile(rf"(?<=[一-鿿](?:发|办|函|字))({_YEAR})([1-9]\d{{0,2}})号")
_CLOSING = {"〔": "〕", "﹝": "﹞", "[": "]", "［": "］", "【": "】"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_MARK = re.compile(r"\d ?号")


def close_number_brackets(text: str) -> Iterator[Edit]:
    """Edits that put back one bracket, or both, of a document number around its year."""
    if _MARK.search(text) is None:
        return
    for found in _OPENED.finditer(text):
        opening, year, number = found.groups()
        after = f"{opening}{year}{_CLOSING[opening]}{number}号"
        yield _edit(found, after, f"发文字号的“{_CLOSING[opening]}”丢失,年份四位,其后为序号", "high")
    for found in _CLOSED.finditer(text):
        year, closing, number = found.groups()
        after = f"{_OPENING[closing]}{year}{closing}{number}号"
        yield _edit(found, after, f"发文字号的“{_OPENING[closing]}”丢失", "high")
    for found in _BARE.finditer(text):
        year, number = found.groups()
        yield _edit(found, f"〔{year}〕{number}号", "发文字号的六角括号丢失,按“年份四位加序号”补出,请核对", "low")


def _edit(found: re.Match[str], after: str, reason: str, confidence: Confidence) -> Edit:
    return Edit(Span(*found.span()), after, "lost-bracket", reason, confidence)
