"""Keeping what a compilation gave, all at once, joined with what people decided before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.packs.files import dump_json
from luoshi.packs.keys import items_of
from luoshi.packs.model import ITEM_LISTS, DocumentFacts, Pack
from luoshi.policies import queries
from luoshi.policies.compiling import Reading
from luoshi.policies.models import (
    Clause,
    Compilation,
    Finding,
    Policy,
    PolicyFile,
    Repair,
    ReviewItem,
)
from luoshi.policies.packs import compiled_pack
from luoshi.policies.rules.carrying import Before, Carried, Row, carry, fresh_rows
from luoshi.policies.services.acting import longest_of
from luoshi.policies.services.naming import read_names

BATCH = 500
FACTS = {
    "title": "title",
    "number": "number",
    "issuer": "issuer",
    "kind": "kind",
    "issued": "issued_on",
    "published": "published_on",
}
"""Facts of the document, and the fields of a policy that show them."""


def store_reading(actor: Actor, policy: Policy, reading: Reading) -> dict[str, int]:
    """Replace what the last compilation gave, in the running transaction; how many items and findings there are.

    ``policy`` is locked. The first compilation of a new version takes keys and decisions over from the version before.
    """
    with act():
        before = _before(policy)
        carried = carry(before, reading.pack) if before else _first(reading.pack)
        number = _keep(policy, reading, carried)
        _facts(policy, carried.pack.document)
        refused = _repairs(policy, reading.pack)
        _clauses(policy, reading.pack)
        _items(policy, carried.rows, refused)
        _findings(policy, reading.pack, _renamed(reading.pack, carried.base))
        _sources(policy, reading)
        policy.state = Policy.State.REVIEW
        policy.failure = policy.failure_en = ""
        policy.version += 1
        policy.save()
        unknown = read_names(actor, policy)
        counts = {
            "items": len(carried.rows), "findings": len(reading.pack.findings), "unknown_units": unknown,
            "conflicts": carried.conflicts, "kept": carried.kept,
        }  # fmt: skip
        record(
            actor,
            "policies.compiled",
            policy,
            detail=counts | {"compilation": number, "compiler": reading.pack.compiler},
        )
    return counts


def store_failure(actor: Actor, policy: Policy, zh: str, en: str) -> None:
    """Say on the policy why its files cannot be read; what an earlier compilation gave stays."""
    with act():
        policy.state = Policy.State.FAILED
        policy.failure, policy.failure_en = zh, en
        policy.version += 1
        policy.save(update_fields=["state", "failure", "failure_en", "version"])
        record(actor, "policies.compile_failed", policy, detail={"attempt": policy.attempt})


def _first(pack: Pack) -> Carried:
    return Carried(pack, pack, _placed(fresh_rows(pack)), ())


def _placed(rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(replace(row, order=float(place)) for place, row in enumerate(rows))


def _before(policy: Policy) -> Before | None:
    """What this compilation follows: the one before it, or that of the version before."""
    source = policy
    compilation = queries.latest_compilation(policy)
    if compilation is None and policy.previous is not None:
        source = policy.previous
        compilation = queries.latest_compilation(source)
    if compilation is None:
        return None
    rows = tuple(_row(item) for item in source.items.order_by("kind", "order", "pk"))
    facts = (
        dict(source.corrections.filter(kind="document").order_by("pk").values_list("field", "after"))
        if source.pk == policy.pk
        else {}
    )
    return Before(compiled_pack(compilation), tuple(compilation.retired), rows, facts, other=source.pk != policy.pk)


def _row(item: ReviewItem) -> Row:
    return Row(
        kind=item.kind, key=item.key, data=item.data, base=item.base, state=item.state, origin=item.origin,
        confidence=item.confidence, reason=item.reason, decided_by=item.decided_by, decided_at=item.decided_at,
        made_from=tuple(item.made_from), display=item.display, order=item.order,
    )  # fmt: skip


def _keep(policy: Policy, reading: Reading, carried: Carried) -> int:
    last = queries.latest_compilation(policy)
    number = (last.number if last else 0) + 1
    Compilation.objects.create(
        jurisdiction=policy.jurisdiction, policy=policy, number=number, compiler=carried.base.compiler[:60],
        pack=dump_json(carried.base), raw_text=reading.raw, retired=list(carried.retired),
        remarks=[list(remark) for remark in reading.remarks],
    )  # fmt: skip
    return number


def _facts(policy: Policy, facts: DocumentFacts) -> None:
    for name, field in FACTS.items():
        value: Any = getattr(facts, name)
        if field.endswith("_on"):
            setattr(policy, field, date.fromisoformat(value) if value else None)
        elif value or name != "title":
            longest = longest_of(field)
            setattr(policy, field, " ".join((value or "").split())[:longest])


def _repairs(policy: Policy, pack: Pack) -> list[Repair]:
    """Write the repairs; judgements of the same repair stay. Gives those that a person refused."""
    judged = {
        (row.code, row.start, row.end, row.after): row
        for row in policy.repairs.filter(state__in=(Repair.State.ACCEPTED, Repair.State.REFUSED))
    }
    policy.repairs.all().delete()
    made: list[Repair] = []
    for order, repair in enumerate(pack.repairs):
        known = judged.get((repair.code, repair.span.start, repair.span.end, repair.after))
        state = Repair.State.SURE if repair.confidence == "high" else Repair.State.DOUBTFUL
        made.append(
            Repair(
                jurisdiction=policy.jurisdiction,
                policy=policy,
                order=order,
                code=repair.code,
                start=repair.span.start,
                end=repair.span.end,
                before=repair.before,
                after=repair.after,
                reason=repair.reason,
                state=known.state if known else state,
                decided_by=known.decided_by if known else "",
                decided_at=known.decided_at if known else None,
            )
        )
    Repair.objects.bulk_create(made, BATCH)
    return [repair for repair in made if repair.state == Repair.State.REFUSED]


def _clauses(policy: Policy, pack: Pack) -> None:
    policy.clauses.all().delete()
    rows = [
        Clause(
            jurisdiction=policy.jurisdiction,
            policy=policy,
            order=order,
            path=c.path[:200],
            parent=(c.parent or "")[:200],
            kind=c.kind,
            level=c.level,
            number=(c.number or "")[:40],
            marker=c.marker[:40],
            title=c.title,
            text=c.text,
            start=c.span.start,
            end=c.span.end,
            own_start=c.own.start,
            own_end=c.own.end,
        )
        for order, c in enumerate(pack.clauses)
    ]
    Clause.objects.bulk_create(rows, BATCH)


def _items(policy: Policy, rows: Iterable[Row], refused: Sequence[Repair]) -> None:
    """Rows of the same key are changed in place, so that their history stays theirs; the rest are made or taken away."""
    known = {(item.kind, item.key): item for item in policy.items.all()}
    fresh, changed = [], []
    for row in rows:
        item = known.pop((row.kind, row.key), None)
        if item is None:
            fresh.append(
                _filled(ReviewItem(jurisdiction=policy.jurisdiction, policy=policy, kind=row.kind, key=row.key), row)
            )
        else:
            item.version += 1
            changed.append(_filled(item, row))
    for item in (*fresh, *changed):
        mark_refused(item, refused)
    gone = [item.pk for item in known.values()]
    policy.decisions.filter(item__in=gone).delete()
    policy.items.filter(pk__in=gone).delete()
    ReviewItem.objects.bulk_create(fresh, BATCH)
    fields = ("display", "order", "clause", "data", "base", "confidence", "state", "origin", "made_from", "reason",
              "decided_by", "decided_at", "version")  # fmt: skip
    ReviewItem.objects.bulk_update(changed, fields, BATCH)


def _filled(item: ReviewItem, row: Row) -> ReviewItem:
    item.display, item.order, item.clause = row.display[:20], row.order, row.data.get("clause", "")[:200]
    item.data, item.base, item.confidence = row.data, row.base, row.confidence
    item.state, item.origin, item.made_from = row.state, row.origin, list(row.made_from)
    item.reason, item.decided_by, item.decided_at = row.reason, row.decided_by, row.decided_at
    return item


REFUSED_REPAIR = "这里的一处修复已被人工否定(原文印作“{before}”),请对照原文核对"


def mark_refused(item: ReviewItem, refused: Sequence[Repair]) -> bool:
    """Make an undecided item doubtful where a refused repair touches the words it was read from."""
    if item.state != ReviewItem.State.PENDING:
        return False
    span = item.data.get("span") or [0, 0]
    touched = [r for r in refused if r.start <= span[1] and span[0] <= max(r.end, r.start + 1) and span[0] != span[1]]
    for repair in touched:
        why = REFUSED_REPAIR.format(before=repair.before[:20])
        reasons = [*(r for r in item.data.get("reasons", ()) if r != why), why]
        item.data = {**item.data, "confidence": "low", "reasons": reasons}
        item.confidence = "low"
    return bool(touched)


def _renamed(fresh: Pack, base: Pack) -> dict[str, str]:
    """Keys of the fresh compilation -> the keys that its items carry on."""
    return {
        new.key: kept.key
        for kind in ITEM_LISTS
        for new, kept in zip(items_of(fresh, kind), items_of(base, kind), strict=True)
    }


def _findings(policy: Policy, pack: Pack, keys: dict[str, str]) -> None:
    """Write the findings; an answer given to the same finding of the same place stays."""
    answered = {(f.code, f.clause, f.message): f for f in policy.findings.exclude(answered_at=None)}
    policy.findings.all().delete()
    made = []
    for order, finding in enumerate(pack.findings):
        known = answered.get((finding.code, finding.clause[:200], finding.message))
        made.append(
            Finding(
                jurisdiction=policy.jurisdiction,
                policy=policy,
                order=order,
                code=finding.code[:10],
                severity=finding.severity,
                clause=finding.clause[:200],
                message=finding.message,
                message_en=finding.message_en,
                related=[keys.get(name, name) for name in finding.related],
                start=finding.span.start if finding.span else None,
                end=finding.span.end if finding.span else None,
                answer=known.answer if known else "",
                answered_by=known.answered_by if known else "",
                answered_at=known.answered_at if known else None,
            )
        )
    Finding.objects.bulk_create(made, BATCH)


def _sources(policy: Policy, reading: Reading) -> None:
    rows = list(policy.files.order_by("order"))
    for row, source, start in zip(rows, reading.sources, reading.offsets, strict=True):
        row.start, row.length, row.reader = start, len(source.raw), source.reader[:60]
        row.raw_sha256 = sha256(source.raw.encode("utf-8", "surrogatepass")).hexdigest()
    PolicyFile.objects.bulk_update(rows, ("start", "length", "reader", "raw_sha256"))
