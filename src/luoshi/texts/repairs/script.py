"""Traditional script to simplified, for a document that is printed in it as a whole (OpenCC, t2s)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from luoshi.texts.layers import Substitution

# Characters that are common in such documents and have no place in simplified script.
_TRADITIONAL = (
    "業務發展經濟產實創領導會議關國際區縣與為從進對動後開門體這將個們時說話員學點電車長東風見貝賣買貿資質認證設計設"
    "規劃級網絡線統結組織營構機權標準積極環境強優億負責貫徹應擴據戰術視護億單雙參專轉輸運運辦協調團圍"
)
_SEEN = re.compile(f"[{''.join(sorted(set(_TRADITIONAL)))}]")
_SIMPLIFIED = re.compile(
    "[业务发展经济产实创领导会议关国际区县与为从进对动后开门体这将个们时说话员学点电车长东风见贝卖买贸资质认证设计规划]"
)
# 著 is both 着 and 著; OpenCC leaves it.
_ZHE = re.compile(r"(?<![显卓名专编原论土昭巨遗所])著(?![名作者述录称书])")
_SURROGATES = re.compile("([\ud800-\udfff]+)")
_SAMPLE = 4000  # characters of every sample looked at


def is_traditional(text: str) -> bool:
    """Whether the text as a whole is in traditional script; looks at three samples.

    >>> is_traditional("全面推進產業轉型升級,優化營商環境。"), is_traditional("全面推进产业转型升级,在臺灣設立窗口。")
    (True, False)
    """
    middle = len(text) // 2
    samples = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:])
    traditional = sum(len(_SEEN.findall(s)) for s in samples)
    if traditional < 6 and traditional * 10 < len(text):
        return False
    return traditional > 5 * sum(len(_SIMPLIFIED.findall(s)) for s in samples)


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)


def _convert(name: str, text: str) -> str:
    """``text`` through OpenCC, which takes UTF-8: lone surrogates, which have no place there, are kept as they are."""
    converter = _converter(name)
    return "".join(p if _SURROGATES.match(p) else str(converter.convert(p)) for p in _SURROGATES.split(text) if p)


def to_traditional(text: str) -> str:
    """``text`` in traditional script."""
    return _convert("s2t", text)


def to_simplified(text: str) -> str:
    """``text`` in simplified script, character for character of the same length."""
    converted = _convert("t2s", text)
    if len(converted) != len(text):
        letters = {c: _convert("t2s", c) for c in set(text)}
        converted = "".join(letters[c] if len(letters[c]) == 1 else c for c in text)
    return _ZHE.sub("着", converted)


def simplify(text: str) -> Substitution | None:
    """The whole text in simplified script, where it is printed in traditional script."""
    if not is_traditional(text):
        return None
    after = to_simplified(text)
    changed = sum(a != b for a, b in zip(text, after, strict=True))
    return Substitution(after, "script", f"全文为繁体字,按 OpenCC 对照表逐字转为简体,共改 {changed} 字")
