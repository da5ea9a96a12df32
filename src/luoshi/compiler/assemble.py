"""The last step: a draft, in repaired coordinates, becomes a pack in raw coordinates."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import fields, replace
from typing import TypeVar

from luoshi import __version__
from luoshi.compiler.draft import Draft
from luoshi.kernel.spans import Span
from luoshi.packs.keys import give_keys
from luoshi.packs.model import ID_LETTERS, ClauseRecord, Item, Pack, RepairRecord, SourceRecord
from luoshi.texts.layers import Repair

AnyItem = TypeVar("AnyItem", bound=Item)


def assemble(draft: Draft) -> Pack:
    """The pack of a finished draft: items numbered in reading order and keyed, every span in raw text."""
    to_raw = draft.repaired.to_raw
    doubtful = _Doubtful(draft)
    lists = {
        name: tuple(
            _located(doubtful.marked(item), draft, f"{letter}{number:03d}")
            for number, item in _ordered(getattr(draft, name))
        )
        for name, letter in ID_LETTERS.items()
    }
    consultation = draft.consultation
    pack = Pack(
        compiler=f"luoshi/{__version__}",
        sources=tuple(
            SourceRecord(
                name=s.name,
                sha256=s.sha256,
                reader=s.reader,
                start=start,
                length=len(s.raw),
                remarks=tuple(map(str, s.remarks)),
            )
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


class _Doubtful:
    """Doubtful repairs by place: an item that rests on one is marked low, with the printed words beside its value."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.repairs = [r for r in draft.repaired.repairs if r.confidence == "low"]
        self.starts = [r.place.start for r in self.repairs]

    def touching(self, span: Span) -> list[Repair]:
        first = max(bisect_left(self.starts, span.start) - 1, 0)
        return [r for r in self.repairs[first : bisect_left(self.starts, span.end)] if r.place.end > span.start]

    def marked(self, item: AnyItem) -> AnyItem:
        found = self.touching(item.span)
        if not found:
            return item
        printed = {
            name: "、".join(self.draft.repaired.to_raw(s).of(self.draft.repaired.raw) for s in spans)
            for name, spans in item.spans.items()
            if name != "text" and any(self.touching(s) for s in spans)
        }
        words = "、".join(dict.fromkeys(f"“{r.before.strip()}”按“{r.after.strip()}”理解" for r in found[:5]))
        return replace(
            item, confidence="low", reasons=(*item.reasons, f"原文有存疑的修复:{words}"), printed=printed | item.printed
        )


def _located(item: AnyItem, draft: Draft, identifier: str) -> AnyItem:
    to_raw = draft.repaired.to_raw
    spans = {name: tuple(to_raw(s) for s in found) for name, found in item.spans.items()}
    return replace(item, id=identifier, span=to_raw(item.span), spans=spans)


assert {f.name for f in fields(Pack)} >= set(ID_LETTERS)
