"""Pinyin glosses put behind characters by pages that convert the script: ``創(chuàng)新`` is 創新."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit
from luoshi.texts.repairs.script import is_traditional

_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ"
_GLOSS = re.compile(rf"(?<=[㐀-鿿])[(（] ?[a-zü{_TONED}ńňǹ]{{1,6}} ?[)）]")
_HAS_TONE = re.compile(f"[{_TONED}ńňǹ]")
_ANY = re.compile(rf"[(（] ?[a-zü]{{0,4}}[{_TONED}ńňǹ]")
_SYLLABLE = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[aoeiuü]{1,3}(?:ng?|r)?)")
ENOUGH = 3  # glosses with a tone mark that make a damaged page; a single one may be the author's own


def drop_glosses(text: str) -> Iterator[Edit]:
    """Edits that take out pinyin glosses, where the page as a whole is strewn with them."""
    if _ANY.search(text) is None:
        return
    found = list(_GLOSS.finditer(text))
    toned = [m for m in found if _HAS_TONE.search(m.group())]
    if len(toned) < ENOUGH and not (toned and is_traditional(text)):
        return
    for gloss in found:
        syllable = gloss.group()[1:-1].strip()
        if _HAS_TONE.search(syllable) or (_SYLLABLE.fullmatch(syllable) and len(toned) >= 4 * ENOUGH):
            yield Edit(Span(*gloss.span()), "", "gloss", "网页转换字体时在汉字后插入的拼音注音,原文没有")
