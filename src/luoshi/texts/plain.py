"""The plain form of a text: same length, full-width letters, digits and punctuation made half-width."""

from __future__ import annotations

_FULL = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_ODD = {
    "\u3000": " ", "\xa0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u200b": " ", "\ufeff": " ", "\t": " ",
    "﹒": ".", "﹐": ",", "﹔": ";", "﹕": ":", "﹙": "(", "﹚": ")", "﹝": "〔", "﹞": "〕", "﹪": "%",
    "－": "-", "—": "-", "–": "-", "─": "-", "~": "-", "～": "-", "﹣": "-", "‐": "-", "−": "-",
    "•": "·", "・": "·", "‧": "·", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\r": "\n",
    "％": "%", "‰": "‰", "＂": "\"",
}  # fmt: skip
_PLAIN = str.maketrans(_FULL | _ODD)


def plain(text: str) -> str:
    """``text`` with every full-width form and odd dash or space in its one plain form; the length stays the same.

    >>> plain("（一）２０１８－２０２０年，增长１５％")
    '(一)2018-2020年,增长15%'
    """
    return text.translate(_PLAIN)
