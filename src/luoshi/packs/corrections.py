"""Corrections: what a person changed in a pack, as records that are replayed on any later compilation.

A record says which field of which item (by key) the compiler gave as ``was`` and a person set ``to``. An added item
has ``was`` None, a removed one ``to`` None, both with the field ``item``. The pack file and the review page make
the same records. Why records and not patches: docs/adr/0004-corrections.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from luoshi.kernel.spans import NOWHERE
from luoshi.kernel.speech import Phrase
from luoshi.packs.keys import items_of, with_lists
from luoshi.packs.model import ID_LETTERS, ITEM_LISTS, Item, Pack

WHOLE = "item"  # the field of a record that adds or removes an item
FACTS = "document"  # the key of records about the document's own facts
GIVEN = frozenset(("id", "key", "span", "spans", "corrected"))  # given by the compiler, never corrected

CONFLICT = Phrase(
    "人工更正了 {fields},但编译器的新结果与更正时不同;请核对后把 confidence 改为 high",
    "{fields} corrected by a person, but the compiler now gives something else; check, then set confidence to high",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing a person set right. ``was`` and ``to`` are values of the model (an item where ``field`` is WHOLE)."""

    key: str
    section: str  # tasks, targets, …; document
    field: str
    was: Any
    to: Any
    who: str | None = None
    why: str | None = None
    on: str | None = None  # ISO date
    about: str = ""  # the first words of the item, for people who read the records


@dataclass(frozen=True, slots=True)
class Conflict:
    """A correction whose item the compiler now reads differently; ``now`` is the compiler's value."""

    correction: Correction
    now: Any


@dataclass(frozen=True, slots=True)
class Replayed:
    """A pack with corrections in force; ``orphans``: records whose item is no longer there. Nothing is dropped."""

    pack: Pack
    conflicts: tuple[Conflict, ...] = ()
    orphans: tuple[Correction, ...] = ()


def correctable(record: type) -> tuple[str, ...]:
    """The fields of an item, or of the document's facts, that a person may correct."""
    return tuple(f.name for f in fields(record) if f.name not in GIVEN)


def replay(pack: Pack, corrections: Sequence[Correction]) -> Replayed:
    """Put corrections in force on a compiled pack.

    Where the compiler still gives what it gave, or already gives what the person set, the correction simply holds.
    Where it gives something else the person's value stands too, but the item is marked low with the reason, and
    the conflict is reported. Corrections of items that have gone are reported as orphans.
    """
    lists = {name: list(items_of(pack, name)) for name in ITEM_LISTS}
    conflicts: list[Conflict] = []
    orphans: list[Correction] = []
    facts = pack.document
    by_item: dict[tuple[str, str], list[Correction]] = {}
    for correction in corrections:
        if correction.section == FACTS:
            now = getattr(facts, correction.field)
            if now not in (correction.was, correction.to):
                conflicts.append(Conflict(correction, now))
            facts = _changed(facts, {correction.field: correction.to})
        else:
            by_item.setdefault((correction.section, correction.key), []).append(correction)
    for (name, key), records in by_item.items():
        items = lists[name]
        place = next((i for i, item in enumerate(items) if item.key == key), None)
        whole = next((r for r in records if r.field == WHOLE), None)
        if place is None:
            if whole is not None and whole.to is not None:
                _insert(items, whole.to, name)
            orphans.extend(r for r in records if r.field != WHOLE)
        elif whole is not None and whole.to is None:
            if _said(items[place]) != _said(whole.was):
                conflicts.append(Conflict(whole, items[place]))
            del items[place]
        elif whole is not None:  # the compiler now finds what a person had added
            items[place], found = _agreed(items[place], whole)
            conflicts.extend(found)
        else:
            items[place], found = _corrected(items[place], records)
            conflicts.extend(found)
    made = with_lists(replace(pack, document=facts), lists)
    return Replayed(made, tuple(conflicts), tuple(orphans))


def _changed(record: Any, values: Mapping[str, Any]) -> Any:
    return replace(record, **values)


def _said(item: Any) -> Any:
    """What an item says, apart from what the compiler notes about it."""
    return _changed(
        item, {"id": "", "span": NOWHERE, "spans": {}, "confidence": "high", "reasons": (), "corrected": ()}
    )


def _corrected(item: Item, records: Sequence[Correction]) -> tuple[Item, list[Conflict]]:
    if not records:
        return item, []
    conflicts = [Conflict(r, now) for r in records if (now := getattr(item, r.field)) not in (r.was, r.to)]
    changed: Item = _changed(item, {r.field: r.to for r in records})
    changed = replace(changed, corrected=tuple(sorted({*item.corrected, *(r.field for r in records)})))
    if conflicts:
        reason = CONFLICT.say("zh", fields="、".join(c.correction.field for c in conflicts))
        changed = replace(changed, confidence="low", reasons=(*changed.reasons, reason))
    return changed, conflicts


def _agreed(item: Item, addition: Correction) -> tuple[Item, list[Conflict]]:
    added = replace(addition.to, id=item.id, span=item.span, spans=item.spans, corrected=(WHOLE,))
    if _said(item) == _said(added):
        return replace(item, corrected=(WHOLE,)), []
    reason = CONFLICT.say("zh", fields=WHOLE)
    return replace(added, confidence="low", reasons=(*added.reasons, reason)), [Conflict(addition, item)]


def _insert(items: list[Item], item: Item, name: str) -> None:
    """Put an added item where its words stand, with the next free number."""
    numbers = [int(i.id[1:]) for i in items if i.id[1:].isdecimal()]
    item = replace(item, id=f"{ID_LETTERS[name]}{max(numbers, default=0) + 1:03d}", corrected=(WHOLE,))
    after = len(items)
    if item.span != NOWHERE:
        after = next((i for i, other in enumerate(items) if other.span.start > item.span.start), len(items))
    items.insert(after, item)
