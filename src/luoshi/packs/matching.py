"""Which item of a new compilation is which item of the one before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from unicodedata import is_normalized, normalize

from luoshi.packs.model import Item

_NOT_WORDS = re.compile(r"[\W_]+")
# the fields that name an item among others read from the same words
NAMING = ("indicator", "scope", "year", "unit", "service", "name", "who", "condition", "title", "number")
RARE = 6  # runs of characters of an item that are looked up, the rarest first
CROWD = 24  # a run that stands in more items than this tells nothing
NEAR = 3  # items looked at on each side of the place where an item should stand
ENOUGH = 0.5  # likeness, with place, from which two items are the same
FAINT = 0.2  # likeness of the words below which place alone does not count
NEARLY = 0.5  # likeness that every naming field needs

Shingles = Counter[str]


def squeeze(text: str) -> str:
    """The words alone, in one form (NFKC): no white space, no punctuation.

    >>> squeeze("（一）加快 建设,")
    '一加快建设'
    """
    words = _NOT_WORDS.sub("", text)
    return words if is_normalized("NFKC", words) else _NOT_WORDS.sub("", normalize("NFKC", words))


def names_of(item: Item) -> tuple[str, ...]:
    """The values of the naming fields of an item, empty where it has none."""
    fields = NAMING if not hasattr(item, "leads") else ()
    values = (getattr(item, field, None) for field in fields)
    return tuple(squeeze(str(value)) if value else "" for value in values)


def identity(item: Item) -> tuple[str, ...]:
    """What an item says: its words and its naming fields; equal for items that say the same."""
    return (squeeze(item.text), *names_of(item))


def shingles(text: str) -> Shingles:
    """The pairs of neighbouring characters, counted."""
    return Counter(text[i : i + 2] for i in range(max(len(text) - 1, 1)))


def likeness(a: Shingles, b: Shingles) -> float:
    """Shared pairs over all pairs (Dice), 0 to 1."""
    size = a.total() + b.total()
    if len(b) < len(a):
        a, b = b, a
    return 2 * sum(min(count, b[pair]) for pair, count in a.items()) / size if size else 0.0


def match_items(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """For every item of ``new`` that stands in ``old``: index in ``new`` -> index in ``old``, one to one.

    Items that say the same come first, those in the same place before others; then items with similar words,
    the likest first, where standing in the same clause or between the same neighbours helps. Time grows with the
    number of items and their candidates, not with their product.
    """
    pairs = _same_words(old, new)
    placed = set(pairs.values())
    left_old = [i for i in range(len(old)) if i not in placed]
    left_new = [j for j in range(len(new)) if j not in pairs]
    if left_old and left_new:
        pairs |= _similar_words(old, new, left_old, left_new, _Gaps(pairs, len(old), len(new)))
    return pairs


def _same_words(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    groups: dict[tuple[str, ...], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i, item in enumerate(old):
        groups[identity(item)][0].append(i)
    for j, item in enumerate(new):
        groups[identity(item)][1].append(j)
    pairs: dict[int, int] = {}
    for befores, afters in groups.values():
        if not (befores and afters):
            continue
        placed: set[int] = set()
        for place in (_exact_place, _headings, _whole_group):
            free: dict[tuple[str, ...], list[int]] = defaultdict(list)
            for i in reversed(befores):
                if i in placed:
                    continue
                free[place(old[i])].append(i)
            for j in afters:
                if j not in pairs and (waiting := free.get(place(new[j]))):
                    pairs[j] = waiting.pop()
                    placed.add(pairs[j])
    return pairs


def _exact_place(item: Item) -> tuple[str, ...]:
    return (item.part or "", item.clause, *item.path)


def _headings(item: Item) -> tuple[str, ...]:
    return (squeeze(item.part or ""), *(squeeze(heading) for heading in item.path))


def _whole_group(_: Item) -> tuple[str, ...]:
    return ()


class _Gaps:
    """Where an unmatched item stands: between which matched neighbours."""

    def __init__(self, pairs: dict[int, int], olds: int, news: int) -> None:
        self._new = sorted(pairs)
        self._old_edges = [-1, *(pairs[j] for j in self._new), olds]
        self._new_edges = [-1, *self._new, news]

    def fits(self, old: int, new: int) -> bool:
        place = bisect_right(self._new, new)
        return self._old_edges[place] < old < self._old_edges[place + 1]

    def olds(self, new: int) -> range:
        """The old items that stand about as far into the gap as ``new`` does."""
        place = bisect_right(self._new, new)
        start, end = self._old_edges[place] + 1, self._old_edges[place + 1]
        into = (new - self._new_edges[place]) / (self._new_edges[place + 1] - self._new_edges[place])
        middle = start + int(into * max(end - start, 0))
        return range(max(start, middle - NEAR), min(end, middle + NEAR + 1))


def _similar_words(
    old: Sequence[Item], new: Sequence[Item], left_old: list[int], left_new: list[int], gaps: _Gaps
) -> dict[int, int]:
    words_old = {i: shingles(squeeze(old[i].text)) for i in left_old}
    words_new = {j: shingles(squeeze(new[j].text)) for j in left_new}
    holders: dict[str, list[int]] = defaultdict(list)
    for i in left_old:
        for run in _runs(old[i]):
            holders[run].append(i)
    scored: list[tuple[float, int, int, int]] = []
    for j in left_new:
        for i in _candidates(_runs(new[j]), holders) | (set(gaps.olds(j)) & words_old.keys()):
            score = _score(old[i], new[j], likeness(words_old[i], words_new[j]), gaps.fits(i, j))
            if score >= ENOUGH:
                scored.append((-score, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in used and j not in pairs:
            pairs[j] = i
            used.add(i)
    return pairs


def _runs(item: Item) -> set[str]:
    """The runs of three and of two characters by which an item is looked up."""
    words = squeeze(item.text)
    return {words[i : i + size] for size in (3, 2) for i in range(max(len(words) - size + 1, 1))}


def _candidates(runs: Iterable[str], holders: dict[str, list[int]]) -> set[int]:
    known = sorted((len(holders[run]), run) for run in runs if run in holders)
    return {i for size, run in known[:RARE] if size <= CROWD for i in holders[run]}


def _score(old: Item, new: Item, words: float, fits: bool) -> float:
    if words < FAINT:
        return 0.0
    likenesses = [
        1.0 if a == b else likeness(shingles(a), shingles(b))
        for a, b in zip(names_of(old), names_of(new), strict=True)
        if a and b
    ]
    if any(near < NEARLY for near in likenesses):
        return 0.0
    if likenesses:
        words = (words + sum(likenesses) / len(likenesses)) / 2
    return words + 0.15 * fits + 0.1 * (old.clause == new.clause and old.part == new.part)
