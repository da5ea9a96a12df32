"""From an edited pack file to the records of what a person corrected in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from luoshi.kernel.spans import NOWHERE, Span
from luoshi.kernel.speech import Phrase
from luoshi.packs.corrections import FACTS, WHOLE, Correction, correctable, replay
from luoshi.packs.files import Loaded
from luoshi.packs.keys import by_key, give_keys, items_of, with_lists
from luoshi.packs.model import ITEM_LISTS, DocumentFacts, Item, Pack
from luoshi.packs.nodes import PackError, Place

UNIT_LISTS = frozenset(("leads", "participants", "owners", "convenors", "members"))
_FULL_WIDTH = re.compile(
    "[，；;,]|(?<=[局委办厅部院府室处会区县市])、"
)  # how an input method for Chinese writes a comma
FIXED = ("clauses", "repairs", "sources", "consultation")
NO_KEY = Phrase(
    "没有键为“{key}”的条目。新增条目请删去 key 一行;改过键的请恢复原样",
    'there is no item with the key "{key}". Delete the key line of an item that is new; restore a key that was changed',
)
SAME_KEY = Phrase(
    "键“{key}”出现两次。复制出来的新条目请删去 key 一行",
    'the key "{key}" stands twice. Delete the key line of the copy that is to be a new item',
)
NO_CLAUSE = Phrase(
    "没有“{clause}”这一条款(运行 luoshi show 可查看条款编号)",
    'there is no clause "{clause}" (luoshi show lists the clauses)',
)
RUN_TOGETHER = Phrase(
    "“{field}”中的“{name}”看来是几个单位。请用半角逗号加空格隔开,如 [甲局, 乙局]",
    '"{name}" in "{field}" looks like several units. Part them by a comma and a space, such as [a, b]',
)
NOT_HERE = Phrase(
    "“{section}”由编译器写出,不能在这里更正{where};请恢复原样(未写入任何文件)。全部替换时请只替换 {section} 之前的条目",
    '"{section}" is written by the compiler and cannot be corrected here{where}; restore it (nothing was written). '
    "When replacing words throughout, stop before {section}",
)


@dataclass(frozen=True, slots=True)
class Author:
    """Whose corrections these are, when nothing else is said beside the item."""

    who: str | None = None
    why: str | None = None
    on: str | None = None


def take_up(
    base: Pack, corrections: Sequence[Correction], edited: Loaded, author: Author, retired: frozenset[str] = frozenset()
) -> tuple[Correction, ...]:
    """The records after a person edited the pack file.

    ``base``: what the compiler gave when the file was written; ``corrections``: the records in force in it then;
    ``edited``: the file as it is now; ``retired``: keys that must not be given again. A field set back to the
    compiler's value withdraws its record. Setting ``confidence`` to high on an item in conflict confirms its
    records against the compiler's present values. Raises ``PackError`` for unknown and repeated keys and for changes
    that cannot be taken up.
    """
    shown = replay(base, corrections).pack
    for section in FIXED:
        if getattr(edited.pack, section) != getattr(shown, section):
            raise PackError(
                NOT_HERE, section=section, where=_where(getattr(shown, section), getattr(edited.pack, section))
            )
    taking = _Taking(base, shown, edited, author, corrections)
    taking.facts()
    for name in ITEM_LISTS:
        taking.items(name)
    for name in ITEM_LISTS:
        taking.additions(name, retired)
    return tuple(taking.records.values())


def _where(was: Any, now: Any) -> Phrase:
    """Which of the compiler's records a person changed first: a clause by its path, another by its number."""
    if not isinstance(was, tuple) or not isinstance(now, tuple):
        return Phrase("", "")
    place = next((i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    record = was[place] if place < len(was) else now[place]
    name = str(getattr(record, "path", place + 1)).replace("{", "").replace("}", "")
    return Phrase(f"(改动在 {name})", f" (changed: {name})")


class _Taking:
    """The edits of one file being taken up, record by record."""

    def __init__(
        self, base: Pack, shown: Pack, edited: Loaded, author: Author, corrections: Sequence[Correction]
    ) -> None:
        self.base, self.shown, self.edited, self.author = base, shown, edited, author
        self.records = {(r.section, r.key, r.field): r for r in corrections}
        self.in_file, self.compiled = by_key(shown), by_key(base)

    def facts(self) -> None:
        for field in correctable(DocumentFacts):
            value = getattr(self.edited.pack.document, field)
            if value != getattr(self.shown.document, field):
                was = getattr(self.base.document, field)
                self._record(Correction(key=FACTS, section=FACTS, field=field, was=was, to=value), self.author)

    def items(self, name: str) -> None:
        """Items whose fields were changed, items taken out, and removed items put back."""
        seen: set[str] = set()
        for index, item in enumerate(items_of(self.edited.pack, name)):
            if not item.key:
                continue
            place = self.edited.places.get((name, index))
            if item.key in seen:
                raise PackError(SAME_KEY, place, key=item.key)
            seen.add(item.key)
            known = self.in_file.get(item.key) or self.compiled.get(item.key)
            if known is None or known[0] != name:
                raise PackError(NO_KEY, place, key=item.key)
            self._item(name, item, self._signed(name, index), place)
        for item in items_of(self.shown, name):
            if item.key not in seen:
                self._removal(name, item)

    def additions(self, name: str, retired: frozenset[str]) -> None:
        """Items without a key are new: they get one, and the clause and span their words stand in."""
        fresh = [i for i, item in enumerate(items_of(self.edited.pack, name)) if not item.key]
        if not fresh:
            return
        items = [self._placed(name, i) for i in fresh]
        taken = retired | {r.key for r in self.records.values()}
        keyed = give_keys(with_lists(self.base, {name: (*items_of(self.base, name), *items)}), retired=taken)
        for index, item in zip(fresh, items_of(keyed, name)[-len(items) :], strict=True):
            added = replace(item, id="", corrected=())
            self._record(_whole(name, item, None, added), self._signed(name, index))

    def _signed(self, name: str, index: int) -> Author:
        note = self.edited.notes.get((name, index))
        if note is None:
            return self.author
        return replace(self.author, who=note.by or self.author.who, why=note.why or self.author.why)

    def _item(self, name: str, item: Item, author: Author, place: Place | None) -> None:
        if item.key in self.in_file:
            shown = self.in_file[item.key][1]
        else:  # removed once, and now put back
            del self.records[name, item.key, WHOLE]
            shown = self.compiled[item.key][1]
        touched = [f for f in correctable(ITEM_LISTS[name]) if getattr(item, f) != getattr(shown, f)]
        if not touched:
            return
        if "clause" in touched and all(clause.path != item.clause for clause in self.base.clauses):
            raise PackError(NO_CLAUSE, place, clause=item.clause)
        _check_units(item, shown, place)
        if item.key not in self.compiled:  # a person had added it
            own = self.records[name, item.key, WHOLE]
            added = replace(item, id="", span=own.to.span, spans=own.to.spans, corrected=())
            self._record(_whole(name, item, None, added), author)
            return
        given = self.compiled[item.key][1]
        if "confidence" in touched and item.confidence == "high":
            self._confirm(name, given)
        for field in touched:
            was, to = getattr(given, field), getattr(item, field)
            if field == "reasons" and set(to) <= set(shown.reasons) and set(was) <= set(to):
                continue  # only the reason of a conflict was taken out
            about = item.text[:40]
            self._record(Correction(key=item.key, section=name, field=field, was=was, to=to, about=about), author)

    def _confirm(self, name: str, given: Item) -> None:
        for place, record in self.records.items():
            if place[:2] == (name, given.key) and record.field != WHOLE:
                self.records[place] = replace(record, was=getattr(given, record.field))

    def _removal(self, name: str, item: Item) -> None:
        if item.key in self.compiled:
            self._record(_whole(name, item, self.compiled[item.key][1], None), self.author)
        else:
            self.records.pop((name, item.key, WHOLE), None)

    def _record(self, correction: Correction, author: Author) -> None:
        """Keep a record, or withdraw it where the person went back to the compiler's value."""
        place = (correction.section, correction.key, correction.field)
        if correction.was == correction.to:
            self.records.pop(place, None)
        else:
            self.records[place] = replace(correction, who=author.who, why=author.why, on=author.on)

    def _placed(self, name: str, index: int) -> Any:
        """An added item with the clause and span its words stand in, where they are found in the document."""
        item = items_of(self.edited.pack, name)[index]
        _check_units(item, None, self.edited.places.get((name, index)))
        clauses = [c for c in self.base.clauses if not item.clause or c.path == item.clause]
        if item.clause and not clauses:
            raise PackError(NO_CLAUSE, self.edited.places.get((name, index)), clause=item.clause)
        for clause in clauses:
            if item.text and (at := clause.text.find(item.text)) >= 0:
                start = clause.own.start + at
                unrepaired = len(clause.own) == len(clause.text)
                span = Span(start, start + len(item.text)) if unrepaired else clause.own
                return replace(item, clause=clause.path, span=span, spans={})
        return replace(item, span=clauses[0].own if item.clause else NOWHERE, spans={})


def _check_units(item: Item, shown: Item | None, place: Place | None) -> None:
    """Raises ``PackError`` where a person wrote several units as one, with the comma of a Chinese keyboard."""
    for field in UNIT_LISTS:
        for unit in getattr(item, field, None) or ():
            if _FULL_WIDTH.search(unit) and unit not in (getattr(shown, field, None) or ()):
                raise PackError(RUN_TOGETHER, place, field=field, name=unit[:60])


def _whole(name: str, item: Item, was: Item | None, to: Item | None) -> Correction:
    """The record of an item added (``was`` None) or removed (``to`` None)."""
    return Correction(key=item.key, section=name, field=WHOLE, was=was, to=to, about=item.text[:40])
