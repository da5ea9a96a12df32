"""A task's words: cut clean and healed."""

from __future__ import annotations

import re


def trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space, and without stops left over from the list before it, at its ends."""
    while start < end and plain[start] in " \n。;,、":
        start += 1
    while end > start and plain[end - 1] in " \n":
        end -= 1
    return start, end


_GAP = re.compile(r"(?<=[A-Za-z0-9])[ ](?=[A-Za-z0-9])|\s+")


def heal(text: str) -> str:
    """Line breaks and stray spaces inside a text removed; a space between Latin words stays.

    >>> heal("推广 “ 先建后验 ” 与\\nSmart City 建设")
    '推广“先建后验”与Smart City建设'
    """
    return _GAP.sub(lambda m: m.group() if m.group() == " " and m.start() and _latin(text, m) else "", text)


def _latin(text: str, m: re.Match[str]) -> bool:
    return text[m.start() - 1].isascii() and text[m.end() : m.end() + 1].isascii() and text[m.start() - 1].isalpha()
