"""The last step: a draft, in repaired coordinates, becomes a pack in raw coordinates."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from luoshi import __version__
from luoshi.compiler.draft import Draft
from luoshi.packs.keys import give_keys
from luoshi.packs.model import ID_LETTERS, ClauseRecord, Item, Pack, RepairRecord, SourceRecord

AnyItem = TypeVar("AnyItem", bound=Item)


def assemble(draft: Draft) -> Pack:
    """The pack of a finished draft: items numbered in reading order and keyed, every span in raw text."""
    to_raw = draft.repaired.to_raw
    lists = {
        name: tuple(_located(item, draft, f"{letter}{number:03d}") for number, item in _ordered(getattr(draft, name)))
        for name, letter in ID_LETTERS.items()
    }
    consultation = draft.consultation
    pack = Pack(
        compiler=f"luoshi/{__version__}",
        sources=tuple(
            SourceRecord(name=s.name, sha256=s.sha256, reader=s.reader, start=start, length=len(s.raw))
            for s, start in zip(draft.sources, draft.offsets, strict=True)
        ),
        document=draft.document,
        clauses=tuple(
            ClauseRecord(
                path=c.path,
                kind=c.kind,
                level=c.level,
                number=c.number,
                marker=c.marker,
                title=c.title,
                span=to_raw(c.span),
                own=to_raw(c.own),
                parent=None if c.parent is None else draft.clauses[c.parent].path,
                text=c.own.of(draft.text),
            )
            for c in draft.clauses
        ),
        consultation=consultation and replace(consultation, span=to_raw(consultation.span)),
        repairs=tuple(
            RepairRecord(
                code=r.code, span=r.span, before=r.before, after=r.after, reason=r.reason, confidence=r.confidence
            )
            for r in draft.repaired.repairs
        ),
        **lists,
    )
    return give_keys(pack)


def _ordered(items: tuple[AnyItem, ...]) -> list[tuple[int, AnyItem]]:
    return list(enumerate(sorted(items, key=lambda item: item.span.start), 1))


def _located(item: AnyItem, draft: Draft, identifier: str) -> AnyItem:
    to_raw = draft.repaired.to_raw
    spans = {name: tuple(to_raw(s) for s in found) for name, found in item.spans.items()}
    return replace(item, id=identifier, span=to_raw(item.span), spans=spans)


assert {f.name for f in fields(Pack)} >= set(ID_LETTERS)
