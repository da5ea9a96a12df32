"""Headings of which one byte was lost in GBK: ``?。ㄒ唬﹦`` is ``(一)…`` read from its second byte on.

Seen on pages copied by programs that strip the ideographic space before ``(一)`` byte by byte. The original is sought
among all texts that would print so; the number must fit those of the headings around it, the words those of the genre
and of the document itself. What is found is shifted forward again, and taken only if that gives what was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.kernel.numerals import chinese_numeral
from luoshi.kernel.spans import Span
from luoshi.texts.layers import Confidence, Edit
from luoshi.texts.plain import plain
from luoshi.texts.repairs.script import is_traditional, to_traditional
from luoshi.texts.repairs.shifted_bytes import Characters, Original, originals, shifted
from luoshi.texts.repairs.vocabulary import GENRE_WORDS, Vocabulary, value_of

# Behind the full stop (second byte of the space, first of the bracket) stands the pair of the bracket's second byte,
# A8, with the numeral's first: bopomofo, vowels with tones. Six and nine make pairs that vanish; then a line of a box.
_START = re.compile(r"[?？]?。[ㄅ-ㄩˊˋ˙āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêɑńňɡ]|[?？]。(?=[┌-╋﹉-﹒﹔-﹗﹙-﹦﹨-﹫])")
_HEADING = re.compile(r"^[ \t　]*[(（]([一二三四五六七八九十]{1,3}|\d{1,2})[)）]", re.M)
_GLOSS_REST = re.compile(r"[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6}[)）]")
_YEAR_REST = re.compile(r"[09]\d{2}年")

MOST_RUNS = 300  # a document of more damaged places than this is left to a person
MOST_SEARCHED = 20_000  # printed characters searched in one document
MOST_LENGTH = 1200  # printed characters of one damaged place
STRANGE = 4.0  # a guessed character that nowhere stands beside its neighbour
CLEAR = 3.0  # by how much the best reading must beat the second to be believed


def undo_shift(text: str) -> Iterator[Edit]:
    """Edits that undo every one-byte shift found in ``text``."""
    if _START.search(text) is None:
        return
    words = GENRE_WORDS
    if is_traditional(text):
        words = to_traditional(" ".join(GENRE_WORDS)).split()
    characters = Characters(Vocabulary(text, words))
    half = "（" not in text
    headings = [(m.start(), value_of(m.group(1)) or 0) for m in _HEADING.finditer(text)]
    number = position = seen = searched = 0
    for _ in range(MOST_RUNS):
        found = _START.search(text, position)
        if found is None or searched > MOST_SEARCHED:
            return
        while seen < len(headings) and headings[seen][0] < found.start():
            number = headings[seen][1] if headings[seen][0] >= position else number
            seen += 1
        start = text.index("。", found.start())
        line_end = text.find("\n", start, start + MOST_LENGTH)
        printed = text[start : line_end if line_end >= 0 else start + MOST_LENGTH]
        best, clear = _original(printed, number + 1, characters)
        searched += best.end if best else len(printed)
        position = found.end()
        if best is not None:
            number = value_of(best.text[2 : best.text.index("）")]) or number + 1
            edit = _edit(text, Span(found.start(), start + best.end), best, clear, half)
            position = edit.span.end
            yield edit


def _original(printed: str, expected: int, characters: Characters) -> tuple[Original | None, bool]:
    """The least surprising text that would print so, and whether no other comes near it."""
    starts = [
        (f"　（{chinese_numeral(n)}）", 0.0 if n == expected else 3.0 if n == 1 else 8.0 + abs(n - expected) / 10)
        for n in range(1, 40)
    ]
    found = originals(printed, starts, characters)
    best = next((o for o in found if _confirmed(o, printed)), None)
    if best is None:
        return None, False
    rivals = [o.surprise - best.surprise for o in found if o.text != best.text and _confirmed(o, printed)]
    return best, best.lost == 0 or (best.guess < STRANGE and (not rivals or min(rivals) >= CLEAR))


def _edit(text: str, span: Span, best: Original, clear: bool, half: bool) -> Edit:
    after, known = _seam(best, text, span.end)
    confidence: Confidence = "high" if clear and known else "low"
    reason = "GBK 编码错位一个字节,按字节还原,正向移位后与印出文字一致"
    if best.lost:
        reason += f";其中 {best.lost} 处字节已丢失,按标题序号和文中用词补出"
    if not (text[span.end - 1] in "?？" or text[span.end - 1].isascii()):
        confidence = "low"
        reason += ";错位直到行末,末尾可能还缺字"
    if confidence == "low":
        reason += ",请核对"
    after = after.lstrip("　")
    return Edit(span, plain(after) if half else after, "gbk-shift", reason, confidence)


def _confirmed(original: Original, printed: str) -> bool:
    """Whether ``original``, shifted forward again, gives what was printed."""
    forward, shown = plain(shifted(original.text)), plain(printed[: original.end])
    return forward in (shown, shown.removesuffix("?"))


def _seam(original: Original, text: str, end: int) -> tuple[str, bool]:
    """The original with what a question mark swallowed behind the damage: the bracket of a gloss, a digit of a year."""
    if text[end - 1] in "?？":
        if _GLOSS_REST.match(text, end):
            return original.text + "(", True
        if _YEAR_REST.match(text, end):
            return original.text + ("2" if text[end] == "0" else "1"), False
    return original.text, True
