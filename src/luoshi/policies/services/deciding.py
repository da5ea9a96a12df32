"""What a person decides about one item: it is so, it is not, look again; and many sure ones at once.

Every decision takes the version of the item that the person saw, raises its version, leaves a ``Decision`` with the
item whole before and after (so that it can be taken back), and is an event on the item.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils import timezone

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import Decision, EditDraft, Policy, ReviewItem
from luoshi.policies.services.acting import Changed, in_review, name_of, written_reason

State = ReviewItem.State
KEPT = ("data", "state", "confidence", "reason", "decided_by", "origin", "made_from", "clause")
BULK = 2000


def snapshot(item: ReviewItem) -> dict[str, Any]:
    """The item whole, as decisions and events keep it."""
    facts = {name: getattr(item, name) for name in KEPT}
    return facts | {"decided_at": item.decided_at.isoformat() if item.decided_at else None}


def item_for(actor: Actor, item: ReviewItem, seen: int | None) -> tuple[Policy, ReviewItem]:
    """The locked policy and the item of now. Raises ``Changed`` when the person saw an older one."""
    policy = in_review(actor, item.policy_id)
    row: ReviewItem = ReviewItem.objects.select_for_update().get(pk=item.pk)
    if seen is not None and seen != row.version:
        latest = row.decisions.order_by("-pk").first()
        who, when = (latest.by, latest.at) if latest else ("system", timezone.now())
        raise Changed(name_of(who), when, {**row.data, "state": row.state, "version": row.version})
    return policy, row


def keep(
    actor: Actor,
    item: ReviewItem,
    what: str,
    before: dict[str, Any] | None,
    *,
    act_id: uuid.UUID,
    joint: bool = False,
    detail: dict[str, Any] | None = None,
) -> None:
    """Save an item that was changed, with its decision and its event."""
    if before is not None:
        item.version += 1
    item.save()
    after = snapshot(item)
    Decision.objects.create(
        jurisdiction=item.jurisdiction, policy_id=item.policy_id, item=item, act=what, act_id=act_id, joint=joint,
        before=before, after=after, by=actor.opaque,
    )  # fmt: skip
    EditDraft.objects.filter(policy_id=item.policy_id, item=item.key, person=actor.person or 0).delete()
    record(
        actor, f"policies.item_{what}", item, before=before, after=after,
        detail={"key": item.key, "kind": item.kind} | (detail or {}), clause=f"policy:{item.policy_id}#{item.clause}"[:200],
    )  # fmt: skip


def decide(item: ReviewItem, actor: Actor, state: str, reason: str) -> None:
    """Put the marks of a decision on an item (unsaved)."""
    item.state, item.reason = state, reason
    item.decided_by, item.decided_at = (actor.opaque, timezone.now()) if state != State.PENDING else ("", None)


def accept(actor: Actor, item: ReviewItem, seen: int | None, reason: str = "") -> ReviewItem:
    """The item is so. A doubtful one needs a reason. Accepting an accepted one again changes nothing."""
    with act() as act_id:
        _, row = item_for(actor, item, seen)
        if row.state == State.ACCEPTED:
            return row
        _demand(row, State.PENDING)
        corrected = row.confidence == "low" and bool(row.data.get("corrected"))
        why = written_reason(reason, needed=row.confidence == "low" and not corrected)
        before = snapshot(row)
        decide(row, actor, State.ACCEPTED, why)
        keep(actor, row, "accepted", before, act_id=act_id)
    return row


def reject(actor: Actor, item: ReviewItem, seen: int | None, reason: str) -> ReviewItem:
    """It is no such item, and why. It is kept and shown."""
    with act() as act_id:
        _, row = item_for(actor, item, seen)
        if row.state == State.REJECTED:
            return row
        _demand(row, State.PENDING, State.ACCEPTED)
        before = snapshot(row)
        decide(row, actor, State.REJECTED, written_reason(reason, needed=True))
        keep(actor, row, "rejected", before, act_id=act_id)
    return row


def reopen(actor: Actor, item: ReviewItem, seen: int | None) -> ReviewItem:
    """Look at the item again."""
    with act() as act_id:
        _, row = item_for(actor, item, seen)
        if row.state == State.PENDING:
            return row
        _demand(row, State.ACCEPTED, State.REJECTED)
        before = snapshot(row)
        decide(row, actor, State.PENDING, "")
        keep(actor, row, "reopened", before, act_id=act_id)
    return row


def accept_sure(actor: Actor, policy: Policy, *, kind: str = "", keys: Iterable[str] = ()) -> int:
    """Accept the undecided items that are not doubtful (of a kind, or those of ``keys``); how many there were.

    Doubtful ones are never accepted in bulk, whatever was asked for. One event for all.
    """
    with act() as act_id:
        row = in_review(actor, policy)
        found = row.items.filter(state=State.PENDING, confidence="high")
        if kind:
            found = found.filter(kind=kind)
        wanted = list(keys)
        if wanted:
            found = found.filter(key__in=wanted)
        items = list(found.order_by("pk")[:BULK])
        if not items:
            return 0
        now = timezone.now()
        decisions = []
        for item in items:
            before = snapshot(item)
            item.state, item.decided_by, item.decided_at = State.ACCEPTED, actor.opaque, now
            decisions.append(
                Decision(
                    jurisdiction=row.jurisdiction,
                    policy=row,
                    item=item,
                    act="accepted",
                    act_id=act_id,
                    before=before,
                    after=snapshot(item),
                    by=actor.opaque,
                )
            )
        ReviewItem.objects.filter(pk__in=[i.pk for i in items], state=State.PENDING).update(
            state=State.ACCEPTED, decided_by=actor.opaque, decided_at=now, version=F("version") + 1
        )
        Decision.objects.bulk_create(decisions, 500)
        keys_digest = sorted(item.key for item in items)
        record(
            actor,
            "policies.items_accepted",
            row,
            after={"keys": keys_digest},
            detail={"count": len(items), "kind": kind},
        )
        return len(items)


def _demand(item: ReviewItem, *states: str) -> None:
    if item.state in states:
        return
    words = {
        State.PENDING: ("未核对", "undecided"), State.ACCEPTED: ("已接受", "accepted"),
        State.REJECTED: ("已退回", "rejected"), State.REPLACED: ("已拆分或合并", "split or merged"),
    }  # fmt: skip
    zh, en = words[State(item.state)]
    raise Refused(f"这一项现在是“{zh}”,请先重新打开再处理。", f"The item is {en} now; reopen it first.")
