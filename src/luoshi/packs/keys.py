"""Keys: what an item is called for good, whatever becomes of the document or the compiler.

A key is given once, from the words of the item, and from then on carried over by matching (``packs.matching``). It
is never computed again for an item that has one, and never handed to another item: keys of items that have gone are
retired. Why so: docs/adr/0003-keys.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from luoshi.packs.matching import identity, match_items, squeeze
from luoshi.packs.model import ID_LETTERS, ITEM_LISTS, Item, Pack

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
KEY_LENGTH = 8


def items_of(pack: Pack, name: str) -> tuple[Any, ...]:
    """The items of one list of the pack (``tasks``, ``targets``, …)."""
    found: tuple[Any, ...] = getattr(pack, name)
    return found


def with_lists(pack: Pack, lists: Mapping[str, Sequence[Item]]) -> Pack:
    """The pack with some of its lists replaced."""
    changes: dict[str, Any] = {name: tuple(items) for name, items in lists.items()}
    return replace(pack, **changes)


def all_keys(pack: Pack) -> frozenset[str]:
    """Every key in use in the pack."""
    return frozenset(item.key for name in ITEM_LISTS for item in items_of(pack, name) if item.key)


def give_keys(pack: Pack, retired: Collection[str] = ()) -> Pack:
    """The pack with a fresh key for every item that has none; keys in use or in ``retired`` are not given again."""
    taken = set(retired) | all_keys(pack)
    bare = [name for name in ITEM_LISTS if not all(item.key for item in items_of(pack, name))]
    return with_lists(pack, {name: _keyed(name, items_of(pack, name), taken) for name in bare})


def carry_keys(old: Pack, new: Pack, retired: Collection[str] = ()) -> Pack:
    """``new`` with the keys of ``old`` on the items that are the same; the rest get fresh keys.

    ``old``: the pack as compiled before; ``new``: as compiled now, its own keys count for nothing; ``retired``: keys
    of items that went in earlier compilations. An item is the same when its words are, or when they are similar
    enough and its place fits (see ``match_items``): inserted, deleted, reworded and moved clauses keep their keys.
    """
    lists = {}
    for name in ITEM_LISTS:
        before, after = items_of(old, name), items_of(new, name)
        pairs = match_items(before, after)
        lists[name] = tuple(
            replace(item, key=before[pairs[i]].key if i in pairs else "") for i, item in enumerate(after)
        )
    return give_keys(with_lists(new, lists), retired={*retired, *all_keys(old)})


def retire(old: Pack, new: Pack, retired: Collection[str] = ()) -> frozenset[str]:
    """The keys that must not be given again after ``old`` was followed by ``new``."""
    return (frozenset(retired) | all_keys(old)) - all_keys(new)


def _keyed(name: str, items: Sequence[Item], taken: set[str]) -> tuple[Item, ...]:
    words = [identity(item) if not item.key else () for item in items]
    times = Counter(words)
    turns: dict[tuple[str, ...], int] = {}  # draws made for the same words, so that none is made twice
    out: list[Item] = []
    for item, said in zip(items, words, strict=True):
        if item.key:
            out.append(item)
            continue
        context: tuple[str, ...] = ()
        if times[said] > 1:  # the same words in several places: the headings above tell them apart
            context = (squeeze(item.part or ""), *(squeeze(heading) for heading in item.path))
        content = (*said, *context)
        key, turns[content] = _fresh(ID_LETTERS[name], content, taken, turns.get(content, 0))
        taken.add(key)
        out.append(replace(item, key=key))
    return tuple(out)


def _fresh(letter: str, words: tuple[str, ...], taken: Collection[str], turn: int) -> tuple[str, int]:
    """The first key for these words that is free (``t-7k2m9qxc``), from draw ``turn`` on, and the draw after it."""
    while True:
        content = "\x1f".join((letter, *words, *([str(turn)] if turn else [])))
        number = int.from_bytes(blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        key = letter + "-" + "".join([_ALPHABET[(number >> shift) & 31] for shift in range(0, 5 * KEY_LENGTH, 5)])
        turn += 1
        if key not in taken:
            return key, turn


def by_key(pack: Pack) -> Mapping[str, tuple[str, Item]]:
    """Every item by its key, with the name of its list."""
    return {item.key: (name, item) for name in ITEM_LISTS for item in items_of(pack, name)}
