"""Secrecy marks (密级标志) in the layout of official documents. Pure.

GB/T 9704-2012, 7.2.2: the level and, after a star, the period of secrecy stand at the upper left of the first page,
``机密★1年``, below the copy number. So a mark is a line of its own in the head of a document, or a level with a star
anywhere. 机密 and 秘密 in running text (商业秘密, 保守秘密, 工作秘密) are no mark, nor is a mark that is quoted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

HEAD_LINES = 30
"""Lines with text that count as the head: about a first page."""
LINE = 4000
"""Characters of a line that are looked at around a star; lines are cut into pieces of this length."""

_LEVEL = r"(?P<level>[绝絕]密|[机機]密|[秘祕]密)"
_STAR = "[★☆⭐✩✪✫✭✮✯✰⋆﹡✱✲*·•※]"
_TRUE_STAR = "[★☆⭐✩✪✫✭✮✯✰]"
_PERIOD = (
    r"(?:保密期限[::]?)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:年|个月|個月|月)|[长長]期|启用前|啟用前|解密前)"
)
_COPY = r"(?:(?:份号[::]?|N[oO][.:]?|编号[::]?|第)?\d{1,8}号?)?"
_URGENCY = r"(?:[特加]急|[特加]提|平急|急件)?"
_ALONE = re.compile(
    rf"{_COPY}{_URGENCY}(?:密级(?:和保密期限)?[::]?)?[(\[【〔「]?{_STAR}?{_LEVEL}(?:级|文件)?{_STAR}*(?:{_PERIOD})?[)\]】〕」]?"
    rf"{_URGENCY}"
)
_STARRED = re.compile(rf"(?P<before>^|.)(?<!商业)(?<!工作){_LEVEL}{_TRUE_STAR}")
_QUOTES = frozenset("“‘\"'「『《<")
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[(\[【〔]{_LEVEL}(?:{_STAR}?{_PERIOD})?[)\]】〕]",
        rf"(?<!商业)(?<!工作){_LEVEL}{_TRUE_STAR}",
        rf"^{_LEVEL}[-_.]",
    )
)
_SPACE = re.compile(r"[\s\u3000\u00a0\u200b-\u200d\ufeff]+")
_PLAIN_LEVEL = str.maketrans("絕機祕", "绝机秘")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was found: its level, 绝密, 机密 or 秘密."""

    level: str


def squeezed(line: str) -> str:
    """A line in half-width forms and without any space: ``秘 密 ★ 10 年`` is printed with gaps.

    >>> squeezed("秘　密 ★ １０ 年")
    '秘密★10年'
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", line))


def find_mark(lines: Iterable[str], head: int = HEAD_LINES) -> Mark | None:
    """The first mark in a document's lines; ``head``: how many lines with text are its head.

    >>> find_mark(["000012", "机密★1年", "特急", "云溪市人民政府文件"])
    Mark(level='机密')
    >>> find_mark(["关于保守商业机密的通知", "各单位要保守秘密,标有“秘密★1年”的不得上传。"]) is None
    True
    """
    seen, bare = 0, list[str]()
    for line in lines:
        for piece in _pieces(line):
            text = squeezed(piece)
            if not text:
                continue
            starred = _starred(text)
            if starred:
                return Mark(starred)
            if seen < head and len(text) <= 40 and (alone := _ALONE.fullmatch(text)):
                bare.append(_level(alone))
            seen += 1
    # a form that lists the levels to choose from is not marked with all of them
    return Mark(bare[0]) if bare and len(set(bare)) < 3 else None


def mark_in_name(name: str) -> Mark | None:
    """A mark in a file's name.

    >>> mark_in_name("(机密)会议纪要.docx"), mark_in_name("商业秘密保护办法.pdf")
    (Mark(level='机密'), None)
    """
    for pattern in _NAMED:
        if found := pattern.search(squeezed(name)):
            return Mark(_level(found))
    return None


def _pieces(line: str) -> Iterable[str]:
    if len(line) <= LINE:
        return (line,)
    return (line[start : start + LINE + 20] for start in range(0, len(line), LINE))


def _starred(text: str) -> str | None:
    for found in _STARRED.finditer(text):
        if found["before"] not in _QUOTES:
            return _level(found)
    return None


def _level(found: re.Match[str]) -> str:
    return found["level"].translate(_PLAIN_LEVEL)
