"""What people decided, carried from the rows of one compilation to the next: records to replay, states to restore."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from luoshi.packs.corrections import FACTS, WHOLE, Correction, Replayed, replay
from luoshi.packs.files import as_data
from luoshi.packs.keys import all_keys, carry_keys, items_of, retire
from luoshi.packs.model import ITEM_LISTS, DocumentFacts, Item, Pack
from luoshi.policies.rules.items import Data, item_of, says

PENDING, ACCEPTED, REJECTED, REPLACED = "pending", "accepted", "rejected", "replaced"
COMPILED = "compiled"
GONE = "重新编译后没有再读出这一项;此前已由人工处理,予以保留,请核对"
REREAD = "原文或编译结果与人工退回时不同,请重新核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A review item as rows keep it, as far as carrying it over needs."""

    kind: str
    key: str
    data: Data
    base: Data | None
    state: str
    origin: str
    confidence: str
    reason: str = ""
    decided_by: str = ""
    decided_at: Any = None
    made_from: tuple[str, ...] = ()
    display: str = ""
    order: float = 0.0


@dataclass(frozen=True, slots=True)
class Carried:
    """A fresh compilation with all that people did before.

    ``base``: the compilation with its keys carried over; ``pack``: with corrections in force; ``rows`` in order.
    """

    base: Pack
    pack: Pack
    rows: tuple[Row, ...]
    retired: tuple[str, ...]
    conflicts: int = 0
    kept: int = 0  # items that are no longer read but had been worked on


@dataclass(frozen=True, slots=True)
class Before:
    """The state before: the last compilation, its retired keys, the rows, and corrected facts of the document.

    ``other``: of the version before, whose items may have left the text; only what people corrected or added there
    is kept for a look.
    """

    pack: Pack
    retired: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)  # field -> value set by a person
    other: bool = False


def fresh_rows(pack: Pack) -> tuple[Row, ...]:
    """The rows of a first compilation."""
    return tuple(_row(kind, item, item) for kind in ITEM_LISTS for item in items_of(pack, kind))


def carry(before: Before, compiled: Pack) -> Carried:
    """Join a new compilation with what people did to the one before it; nothing that a person did is dropped."""
    kept_keys = {row.key for row in before.rows}
    base = carry_keys(before.pack, compiled, {*before.retired, *kept_keys} - all_keys(before.pack))
    replayed = replay(base, [*_facts(before), *(r for row in before.rows for r in _records(row))])
    known = {(row.kind, row.key): row for row in before.rows}
    rows: list[Row] = []
    for kind in ITEM_LISTS:
        shown = {item.key: item for item in items_of(replayed.pack, kind)}
        given = {item.key: item for item in items_of(base, kind)}
        for key in dict.fromkeys([*given, *shown]):
            rows.append(_joined(kind, shown.get(key), given.get(key), known.get((kind, key))))
        rows.extend(
            _lost(row)
            for row in before.rows
            if row.kind == kind and row.key not in given and row.key not in shown and _touched(row, before.other)
        )
    retired = retire(before.pack, base, before.retired)
    return Carried(
        base,
        replayed.pack,
        _numbered(rows),
        tuple(sorted(retired)),
        _conflicts(replayed),
        sum(r.base is None and r.origin == COMPILED for r in rows),
    )


def _conflicts(replayed: Replayed) -> int:
    return len(replayed.conflicts)


def _facts(before: Before) -> Iterable[Correction]:
    for name, value in before.facts.items():
        to = tuple(value) if isinstance(value, list) else value
        if hasattr(DocumentFacts, name):
            yield Correction(key=FACTS, section=FACTS, field=name, was=getattr(before.pack.document, name), to=to)


def _records(row: Row) -> Iterable[Correction]:
    """The records of ``packs.corrections`` that a row amounts to."""
    item = item_of(row.kind, row.data)
    given = item_of(row.kind, row.base) if row.base is not None else None
    if given is None:
        if row.state != REPLACED:
            yield Correction(key=row.key, section=row.kind, field=WHOLE, was=None, to=item)
        return
    if row.state in (REJECTED, REPLACED):
        yield Correction(key=row.key, section=row.kind, field=WHOLE, was=given, to=None)
        return
    for name in row.data.get("corrected", ()):
        if name != WHOLE and hasattr(item, name):
            yield Correction(
                key=row.key, section=row.kind, field=name, was=getattr(given, name), to=getattr(item, name)
            )


def _joined(kind: str, shown: Item | None, given: Item | None, before: Row | None) -> Row:
    if before is None:
        item = shown or given
        assert item is not None  # a key comes from one of the two
        return _row(kind, item, given)
    if shown is None:  # rejected or replaced before
        assert given is not None
        fresh = _row(kind, given, given)
        same = before.base is not None and says(before.base) == says(fresh.data)
        if same or before.state == REPLACED:
            return replace(
                fresh,
                data=before.data if same else fresh.data,
                state=before.state,
                origin=before.origin,
                made_from=before.made_from,
                **_decision(before),
            )
        return _low(fresh, REREAD)
    fresh = _row(kind, shown, given)
    fresh = replace(fresh, origin=before.origin, made_from=before.made_from)
    if before.state == REJECTED:  # an added item that was rejected stays so
        return replace(fresh, state=REJECTED, **_decision(before))
    if before.state == REPLACED:
        return replace(fresh, state=REPLACED, **_decision(before))
    told = fresh.confidence == "high" or fresh.data["reasons"] == before.data.get("reasons")
    if before.state == ACCEPTED and told and says(before.data) == says(fresh.data):
        return replace(fresh, state=ACCEPTED, **_decision(before))
    return fresh


def _decision(row: Row) -> dict[str, Any]:
    return {"reason": row.reason, "decided_by": row.decided_by, "decided_at": row.decided_at}


def _touched(row: Row, other: bool) -> bool:
    return row.base is not None and ((row.state == ACCEPTED and not other) or bool(row.data.get("corrected")))


def _lost(row: Row) -> Row:
    """An item that people worked on and that is no longer read: kept, and to be looked at."""
    return _low(replace(row, base=None, state=PENDING, reason="", decided_by="", decided_at=None), GONE)


def _low(row: Row, why: str) -> Row:
    reasons = [*(r for r in row.data.get("reasons", ()) if r != why), why]
    return replace(row, confidence="low", data={**row.data, "confidence": "low", "reasons": reasons})


def _row(kind: str, item: Item, given: Item | None) -> Row:
    data = as_data(item)
    return Row(
        kind=kind, key=item.key, data=data, base=None if given is None else as_data(given), state=PENDING,
        origin=COMPILED, confidence=item.confidence, display=item.id,
    )  # fmt: skip


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of each kind in reading order."""
    out: list[Row] = []
    for kind in ITEM_LISTS:
        own = [row for row in rows if row.kind == kind]
        own.sort(key=lambda row: (row.data["span"][0] if row.data.get("span") else 0, row.display))
        out.extend(replace(row, order=float(place)) for place, row in enumerate(own))
    return tuple(out)
