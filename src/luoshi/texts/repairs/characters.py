"""Characters that only look like the right ones: radicals, compatibility forms, marks without width, look-alikes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit

_INVISIBLE = "\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e"
_RADICAL = "⺀-⿕豈-﫿"
_LOOK_ALIKE = {"髙": "高", "戸": "户", "黒": "黑", "産": "产", "歩": "步", "靑": "青", "錄": "录"}
_VARIANTS = "".join(_LOOK_ALIKE)
MOST = 50_000
_ODD = re.compile(f"[{_INVISIBLE}]+|[{_RADICAL}{_VARIANTS}]+")
_SHORT = {
    "⺠": "民",
    "⻓": "长",
    "⻔": "门",
    "⻋": "车",
    "⻢": "马",
    "⻅": "见",
    "⻛": "风",
    "⻜": "飞",
    "⻬": "齐",
    "⻰": "龙",
}


def mend_characters(text: str) -> Iterator[Edit]:
    """Edits that take out marks without width and put the usual character for a radical or compatibility form."""
    for found in islice(_ODD.finditer(text), MOST):
        printed = found.group()
        span = Span(*found.span())
        if printed[0] in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad" or "\u202a" <= printed[0] <= "\u202e":
            yield Edit(span, "", "invisible", "夹在文字中间的不可见字符")
            continue
        after = "".join(_usual(c) for c in printed)
        if after != printed:
            yield Edit(span, after, "look-alike", "形近的部首或兼容码位,换成通用字")


def _usual(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if character in _LOOK_ALIKE:
        return _LOOK_ALIKE[character]
    normal = unicodedata.normalize("NFKC", character)
    return normal if len(normal) == 1 else character
