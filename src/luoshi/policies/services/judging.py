"""Judging what the compiler remarked: doubtful repairs, and findings that are let stand."""

from __future__ import annotations

from django.utils import timezone

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import Finding, Policy, Repair, ReviewItem
from luoshi.policies.services.acting import Changed, in_review, name_of, written_reason
from luoshi.policies.services.storing import mark_refused


def judge_repair(actor: Actor, policy: Policy, repair: Repair, *, holds: bool, seen: str = "") -> int:
    """Accept or refuse a repair. Refusing one makes the undecided items it touches doubtful; how many they are.

    ``seen``: the state the person saw. The text shown follows: a refused repair is shown as printed.
    """
    state = Repair.State.ACCEPTED if holds else Repair.State.REFUSED
    with act():
        row = in_review(actor, policy)
        fresh = row.repairs.select_for_update().filter(pk=repair.pk).first()
        if fresh is None:
            raise Refused("这处修复已随重新编译更新,请刷新。", "This repair went with a new compilation; reload.")
        if fresh.state == state:
            return 0
        if seen and seen != fresh.state:
            raise Changed(name_of(fresh.decided_by), fresh.decided_at, {"state": fresh.state})
        before = fresh.state
        fresh.state, fresh.decided_by, fresh.decided_at = state, actor.opaque, timezone.now()
        fresh.save()
        touched = [] if holds else _touched(row, fresh)
        record(
            actor, "policies.repair_judged", row, before={"state": before}, after={"state": str(state)},
            detail={"repair": fresh.order, "code": fresh.code, "holds": holds, "to_check": len(touched)},
        )  # fmt: skip
    return len(touched)


def _touched(policy: Policy, repair: Repair) -> list[ReviewItem]:
    rows = [item for item in policy.items.filter(state=ReviewItem.State.PENDING) if mark_refused(item, [repair])]
    for item in rows:
        item.version += 1
    ReviewItem.objects.bulk_update(rows, ("data", "confidence", "version"), 500)
    return rows


def answer_finding(actor: Actor, policy: Policy, finding: Finding, reason: str, *, seen: str | None = None) -> Finding:
    """Let a finding stand, with the reason. Answering again replaces the reason."""
    with act():
        row = in_review(actor, policy)
        fresh: Finding | None = row.findings.select_for_update().filter(pk=finding.pk).first()
        if fresh is None:
            raise Refused("这条意见已随重新编译更新,请刷新。", "This finding went with a new compilation; reload.")
        if seen is not None and fresh.answer != seen:
            raise Changed(name_of(fresh.answered_by), fresh.answered_at, {"answer": fresh.answer})
        fresh.answer = written_reason(reason, needed=True)
        fresh.answered_by, fresh.answered_at = actor.opaque, timezone.now()
        fresh.save()
        record(
            actor, "policies.finding_answered", row, after={"answer": fresh.answer},
            detail={"code": fresh.code, "finding": fresh.order}, clause=f"policy:{row.pk}#{fresh.clause}"[:200],
        )  # fmt: skip
    return fresh


def reopen_finding(actor: Actor, policy: Policy, finding: Finding) -> Finding:
    """Take an answer back."""
    with act():
        row = in_review(actor, policy)
        fresh: Finding = row.findings.select_for_update().get(pk=finding.pk)
        if fresh.answered_at is not None:
            fresh.answer, fresh.answered_by, fresh.answered_at = "", "", None
            fresh.save()
            record(actor, "policies.finding_reopened", row, detail={"code": fresh.code, "finding": fresh.order})
    return fresh
