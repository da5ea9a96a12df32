"""Line breaks inside a paragraph: text set in lines of one width, titles broken over two lines.

Cells of tables printed one to a line are not touched: they are short, and nothing shows that two belong together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from luoshi.kernel.spans import Span
from luoshi.texts.layers import Edit

_LINE = re.compile(r"[^\n]+")
_STOP = "。;；!！?？::."
_MARKER = re.compile(
    r"[ \t\xa0　]*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、)）](?!\d)|"
    r"第[一二三四五六七八九十百\d]{1,4}[章节条部]|[①-⑳]|——|附件|附表|附录|注[:：]|[-•·●■◆]|[(（](?:责任|牵头|配合))"
)
_INDENT = re.compile(r"[ \xa0]{2,}|　|\t")
_UNIT_END = re.compile(r"(?:办公室|办公厅|委员会|人民政府|政府|委|局|厅|部|院|牵头|负责|\d日)$")
# What stands in a cell of its own behind a task: units, or how long.
_CELL = re.compile(
    r"(?:各|市|县|区|省|州|国家|中央)?[^。;]{0,60}(?:局|委|办|厅|部|院|会|中心|政府|公司|单位|部门|县区|园区|牵头|负责|配合)$|"
    r"(?:持续|长期|常年|全年|每年|立即)[^。;]{0,8}$"
)
_HALF = re.compile(r"[,;:!?()<>]")
_HAN = re.compile(r"[一-鿿]")
LONG = 16  # characters from which a line may have been broken for its width
MOST = 200  # seams that are checked against the rest of the text
NEAR = 200_000  # characters before and behind a seam in which its words are sought
NARROWEST, WIDEST = 36, 120  # columns of a page set in lines of one width; a Chinese character takes two
RAGGED = 6  # columns that a full line may fall short, since no line begins with a comma or a closing bracket


def join_lines(text: str) -> Iterator[Edit]:
    """Edits that take out line breaks inside a paragraph or a title."""
    lines = [Span(*m.span()) for m in _LINE.finditer(text) if not m.group().isspace()]
    if len(lines) < 2:
        return
    widths = _widths(text, lines)
    full = _full_width(text, lines, widths)
    indented = sum(bool(_INDENT.match(text, s.start)) for s in lines) >= 3 if full else False
    checked = 0
    for number, (above, below) in enumerate(pairwise(lines)):
        if len(above) < LONG:
            continue
        upper, lower = text[above.start : above.end].rstrip(), text[below.start : below.end]
        if _MARKER.match(lower) or (upper[-1] in _STOP and not indented):
            continue
        reason = ""
        if full and widths[number] >= full - RAGGED and not _INDENT.match(lower):
            reason = f"正文按每行约 {full // 2} 字硬换行,段落未完"
        elif upper[-1] not in _STOP and len(upper) < WIDEST and not _UNIT_END.search(upper) and checked < MOST:
            checked += 1
            reason = _seam(text[max(above.start - NEAR, 0) : below.end + NEAR], upper, lower.strip())
        if reason:
            start = above.start + len(upper)
            end = below.start + len(lower) - len(lower.lstrip())
            yield Edit(Span(start, end), "", "line-break", reason)


def _widths(text: str, lines: list[Span]) -> list[int]:
    """The columns of every line, half-width punctuation counted as the full-width one it may have been.

    Empty for a text of few lines or with lines that are too long for a page.
    """
    if len(lines) < 8 or sum(len(s) > WIDEST for s in lines) * 20 > len(lines):
        return []
    printed = (text[s.start : s.end].rstrip() for s in lines)
    return [len(line.encode("gbk", "replace")) + len(_HALF.findall(line)) for line in printed]


def _full_width(text: str, lines: list[Span], widths: list[int]) -> int:
    """The width of a page that is set in lines of one width; 0 where paragraphs stand on lines of their own.

    On such a page a good part of the lines is full, and full lines mostly end within a sentence.
    """
    counts = Counter(widths)
    least = max(4, len(widths) // 5)
    above = 0
    for width in sorted(counts, reverse=True):
        if not NARROWEST <= width <= WIDEST:
            above += counts[width]
            continue
        if above * 20 > len(widths):
            return 0
        if sum(counts[w] for w in range(width - RAGGED, width + 1)) >= least:
            full = [s for s, w in zip(lines, widths, strict=True) if width - RAGGED <= w <= width]
            unfinished = sum(text[s.start : s.end].rstrip()[-1] not in _STOP for s in full)
            return width if unfinished >= len(full) * 0.7 else 0
        above += counts[width]
    return 0


def _seam(text: str, upper: str, lower: str) -> str:
    """Why two lines are one, from the words at the seam and in the ``text`` around; empty where nothing shows it."""
    opened = max(upper.rfind("《"), upper.rfind("〈"))
    if opened >= 0 and not re.search("[》〉]", upper[opened:]) and re.match(r"[^《〈\n]{0,80}[》〉]", lower):
        return "书名号跨行,上下两行为一"
    bracket = max(upper.rfind("("), upper.rfind("（"))
    if bracket >= 0 and not re.search("[)）]", upper[bracket:]) and re.match(r"[^(（\n]{0,40}[)）]", lower):
        return "括号跨行,上下两行为一"
    if not ((_HAN.match(upper[-1]) or upper[-1] in ")）》”") and lower and _HAN.match(lower[0])):
        return ""
    if _CELL.match(lower):
        return ""
    words = (upper[-1:] + lower[:3], upper[-2:] + lower[:2], upper[-3:] + lower[:1])
    if any(len(w) == 4 and w in text for w in words):
        return "换行处两边连成的词在文中别处出现,上下两行为一"
    return ""
