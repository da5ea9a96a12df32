"""What differs between two packs: items added, removed and changed, and clauses moved and reworded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from luoshi.packs.keys import items_of
from luoshi.packs.matching import match_items, squeeze
from luoshi.packs.model import ITEM_LISTS, ClauseRecord, DocumentFacts, Item, Pack, Provision

# what follows from the place in the text or from the compiler's care, not from what the item says
ASIDE = frozenset(("id", "key", "part", "path", "clause", "span", "spans", "reasons", "printed", "corrected"))
UNSEEN = frozenset(("furniture",))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with another value."""

    field: str
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item that stands in both packs and says something else."""

    old: Item
    new: Item
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ListDifference:
    """The differences of one list (``tasks``, …), each in reading order."""

    added: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()
    changed: tuple[ItemChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """The differences of the outline. ``moved``: under another clause or in another order; ``renumbered``: neither,
    only its path differs because of what stands before it."""

    added: tuple[ClauseRecord, ...] = ()
    removed: tuple[ClauseRecord, ...] = ()
    moved: tuple[tuple[ClauseRecord, ClauseRecord], ...] = ()
    reworded: tuple[tuple[ClauseRecord, ClauseRecord], ...] = ()
    renumbered: tuple[tuple[ClauseRecord, ClauseRecord], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved or self.reworded or self.renumbered)


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences between two packs; false when there are none."""

    document: tuple[FieldChange, ...]
    lists: dict[str, ListDifference]
    clauses: ClauseDifference

    def __bool__(self) -> bool:
        return bool(self.document or self.clauses or any(self.lists.values()))


def compare(old: Pack, new: Pack) -> Difference:
    """The differences from ``old`` to ``new``: items are the same by key, else by words and place."""
    return Difference(
        document=_changes(old.document, new.document, tuple(f.name for f in fields(DocumentFacts))),
        lists={name: _compare_lists(items_of(old, name), items_of(new, name), name) for name in ITEM_LISTS},
        clauses=_compare_clauses(old.clauses, new.clauses),
    )


def _changes(old: Any, new: Any, names: Sequence[str]) -> tuple[FieldChange, ...]:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return tuple(FieldChange(name, was, now) for name, was, now in pairs if was != now)


def _compare_lists(old: Sequence[Item], new: Sequence[Item], name: str) -> ListDifference:
    compared = tuple(f.name for f in fields(ITEM_LISTS[name]) if f.name not in ASIDE)
    pairs = _pair(old, new)
    changed = (ItemChange(old[i], item, _changes(old[i], item, compared)) for j, item in enumerate(new)
               if (i := pairs.get(j)) is not None)  # fmt: skip
    kept = set(pairs.values())
    return ListDifference(
        added=tuple(item for j, item in enumerate(new) if j not in pairs),
        removed=tuple(item for i, item in enumerate(old) if i not in kept),
        changed=tuple(change for change in changed if change.fields),
    )


def _pair(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    places = {item.key: i for i, item in enumerate(old) if item.key}
    pairs = {j: places[item.key] for j, item in enumerate(new) if item.key in places}
    kept = set(pairs.values())
    rest_old = [i for i in range(len(old)) if i not in kept]
    rest_new = [j for j in range(len(new)) if j not in pairs]
    found = match_items([old[i] for i in rest_old], [new[j] for j in rest_new])
    return pairs | {rest_new[j]: rest_old[i] for j, i in found.items()}


def _compare_clauses(old: Sequence[ClauseRecord], new: Sequence[ClauseRecord]) -> ClauseDifference:
    old = [c for c in old if c.kind not in UNSEEN]
    new = [c for c in new if c.kind not in UNSEEN]
    pairs = match_items([_worded(c) for c in old], [_worded(c) for c in new])
    kept = set(pairs.values())
    same = {old[i].path: new[j].path for j, i in pairs.items()}
    in_order = _longest_rise([pairs[j] for j in sorted(pairs)])
    moved, reworded, renumbered = [], [], []
    for j in sorted(pairs):
        before, after = old[pairs[j]], new[j]
        elsewhere = before.parent is not None and same.get(before.parent, before.parent) != after.parent
        if elsewhere or pairs[j] not in in_order:
            moved.append((before, after))
        elif before.path != after.path:
            renumbered.append((before, after))
        if squeeze(_words(before)) != squeeze(_words(after)):
            reworded.append((before, after))
    return ClauseDifference(
        added=tuple(c for j, c in enumerate(new) if j not in pairs),
        removed=tuple(c for i, c in enumerate(old) if i not in kept),
        moved=tuple(moved),
        reworded=tuple(reworded),
        renumbered=tuple(renumbered),
    )


def _words(clause: ClauseRecord) -> str:
    """The text of a clause without its printed number, which changes when others come and go."""
    return clause.text.strip().removeprefix(clause.marker)


def _worded(clause: ClauseRecord) -> Item:
    return Provision(text=_words(clause), clause=clause.path, path=(clause.parent or "",))


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """The longest run of numbers that rises, so that as few as possible count as moved.

    >>> sorted(_longest_rise([0, 3, 1, 2, 4]))
    [0, 1, 2, 4]
    """
    ends: list[int] = []  # the smallest number that ends a rise of each length
    before: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        before[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    found: list[int] = []
    last: int | None = ends[-1] if ends else None
    while last is not None:
        found.append(last)
        last = before[last]
    return frozenset(found)
