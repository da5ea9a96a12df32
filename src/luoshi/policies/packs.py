"""Policies as packs: the compilation that is kept, and the items as they stand now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from luoshi.kernel.spans import Span
from luoshi.packs.files import parse
from luoshi.packs.keys import with_lists
from luoshi.packs.model import ITEM_LISTS, Finding, Item, Pack, RepairRecord
from luoshi.policies import queries
from luoshi.policies.models import Compilation, Policy, Repair, ReviewItem
from luoshi.policies.rules.items import item_of


def compiled_pack(compilation: Compilation) -> Pack:
    """What the compiler gave, as it was kept. Raises ``PackError`` when the stored text was damaged."""
    return parse(compilation.pack, json_text=True).pack


def current_pack(policy: Policy, states: Collection[str] = (ReviewItem.State.ACCEPTED,)) -> Pack:
    """The pack of a policy as people left it: the items in ``states``, with keys, corrections in force, facts as on
    the policy. Three queries. Raises ``Compilation.DoesNotExist`` when nothing was compiled yet."""
    compilation = queries.latest_compilation(policy)
    if compilation is None:
        raise Compilation.DoesNotExist
    rows = policy.items.filter(state__in=list(states)).order_by("kind", "order", "pk")
    return with_items(with_facts(compiled_pack(compilation), policy), list(rows))


def with_items(pack: Pack, rows: Sequence[ReviewItem]) -> Pack:
    """The pack with the items of rows in place of its own."""
    lists: dict[str, list[Item]] = {kind: [] for kind in ITEM_LISTS}
    for row in rows:
        lists[row.kind].append(item_of(row.kind, row.data))
    return with_lists(pack, lists)


def with_facts(pack: Pack, policy: Policy) -> Pack:
    """The pack with the facts of the document as they stand on the policy."""
    facts: dict[str, Any] = {
        "title": policy.title or None,
        "number": policy.number or None,
        "issuer": policy.issuer or None,
        "issued": policy.issued_on.isoformat() if policy.issued_on else None,
        "published": policy.published_on.isoformat() if policy.published_on else None,
        "kind": policy.kind or None,
    }
    return replace(pack, document=replace(pack.document, **facts))


def repair_record(row: Repair) -> RepairRecord:
    """A repair as marking shows it: doubtful ones low, refused ones not at all (see ``shown_repairs``)."""
    confidence: Any = "low" if row.state == Repair.State.DOUBTFUL else "high"
    return RepairRecord(
        code=row.code, span=Span(row.start, row.end), before=row.before, after=row.after, reason=row.reason,
        confidence=confidence,
    )  # fmt: skip


def finding_record(row: Any) -> Finding:
    """A finding as the cards show it."""
    span = Span(row.start, row.end) if row.start is not None and row.end is not None else None
    return Finding(
        code=row.code, severity=row.severity, document="", clause=row.clause, message=row.message,
        message_en=row.message_en, related=tuple(row.related), span=span,
    )  # fmt: skip
