"""Passages: the sentences of running text and, after them, those of table cells, each printed once.

A task table often repeats the body. What a pass has read from the body is not read again from the table; a
document whose table alone holds it is read from the table.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from zlib import crc32

from luoshi.compiler.draft import Draft
from luoshi.compiler.lines import SENTENCE
from luoshi.kernel.spans import Span
from luoshi.texts.plain import plain

_LONGEST = 1500
LONGEST_PROSE = 20_000  # a "sentence" longer than this is no prose; it is kept and not read
_KEYS = 6
_MOST_KEPT = 20
_COMPARED = 200
_RESPONSIBILITY = re.compile(r"[(〔\[【](?:牵头|责任|主办|负责|配合|完成时限)[^()〔〕\[\]【】]{0,400}[)〕\]】]?[。;]?$")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence. ``exact``: ``text`` is the plain text at ``span``, character for character."""

    text: str
    span: Span
    clause: int
    tabular: bool = False
    exact: bool = True

    def place(self, start: int, end: int) -> Span:
        """Where ``text[start:end]`` is printed; the whole passage where a healed cell no longer tells."""
        return Span(self.span.start + start, self.span.start + end) if self.exact else self.span

    def printed(self, draft: Draft, start: int, end: int) -> str:
        """The words as printed, line breaks inside them healed."""
        if not self.exact:
            return self.text[start:end]
        return self.place(start, end).of(draft.text).replace("\n", "").strip()


def passages(draft: Draft) -> Iterator[Passage]:
    """Every sentence of running text in reading order, then every sentence of every table cell."""
    for sentence in draft.sentences:
        yield from _pieces(Passage(sentence.text, sentence.span, sentence.clause))
    rows = {(c.grid, c.row): c.index for c in draft.clauses if c.kind == "row"}
    tables = {c.grid: c.index for c in draft.clauses if c.kind == "table"}
    for g, grid in enumerate(draft.grids):
        for r, row in enumerate(grid.rows):
            clause = rows.get((g, r), tables.get(g))
            if clause is None:
                continue
            for cell in row.cells:
                if cell is None or cell.inherited or len(cell.text) < 8:
                    continue
                exact = len(cell.text) == len(cell.span)
                for found in SENTENCE.finditer(plain(cell.text)):
                    start = cell.span.start
                    span = Span(start + found.start(), start + found.end()) if exact else cell.span
                    yield from _pieces(Passage(found.group(), span, clause, tabular=True, exact=exact))


def _pieces(passage: Passage) -> Iterator[Passage]:
    """A passage without its responsibility list; a very long one cut at commas, one of monstrous length left out."""
    text = passage.text
    if len(text) > LONGEST_PROSE:
        return
    if len(text) <= _LONGEST:
        listed = _RESPONSIBILITY.search(text) if text.rstrip("。;")[-1:] in ")〕]】" else None
        end = listed.start() if listed else len(text)
        if not end:  # nothing but the list
            return
        yield (
            passage
            if listed is None
            else Passage(text[:end], passage.place(0, end), passage.clause, passage.tabular, passage.exact)
        )
        return
    start = 0
    while start < len(text):
        end = min(start + _LONGEST, len(text))
        if end < len(text):
            comma = text.rfind(",", start + _LONGEST // 2, end)
            end = comma + 1 if comma > 0 else end
        yield Passage(text[start:end], passage.place(start, end), passage.clause, passage.tabular, passage.exact)
        start = end


def squeezed(text: str) -> str:
    """``text`` without punctuation and space, for comparison."""
    return "".join(_WORD.findall(text))


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of ``text`` without its punctuation."""
    bare = squeezed(text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


class Printed:
    """What has been read so far, so that the same words in another clause are known again.

    Candidates are found by the least hashes of their pairs of characters, so that a document of any length is read in
    linear time.
    """

    def __init__(self) -> None:
        self._exact: dict[tuple[Hashable, str], str] = {}
        self._known: dict[tuple[Hashable, int], list[tuple[str, frozenset[str]]]] = {}

    def again(self, text: str, clause: str, values: Hashable) -> bool:
        """Whether another clause has printed these words with the same values; if not, they are kept in mind."""
        first = self._exact.setdefault((values, text), clause)
        if first != clause:
            return True
        pairs = pairs_of(text[:_COMPARED])
        hashes = sorted(crc32(pair.encode("utf-8", "surrogatepass")) for pair in pairs)[:_KEYS]
        for number in hashes:
            for other, words in self._known.get((values, number), ()):
                if other != clause and same_words(pairs, words):
                    return True
        for number in hashes:
            kept = self._known.setdefault((values, number), [])
            if len(kept) < _MOST_KEPT:
                kept.append((clause, pairs))
        return False


def same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts, as pairs of characters, say the same: seven tenths of the shorter stand in the longer."""
    shorter = min(len(one), len(other))
    if not shorter or shorter < 0.3 * max(len(one), len(other)):
        return False  # a phrase such as 免收滞纳金 stands in many longer sentences
    return len(one & other) >= 0.7 * shorter
