"""Opinions on the draft division of work: asked of the units, given item by item, ruled on by the office."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone

from luoshi.journal.services import act, record
from luoshi.kernel.actors import UNIT_ROLES, Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.access import asked, opinion_access
from luoshi.policies.models import Opinion, OpinionRound, Policy, ReviewItem
from luoshi.policies.services.acting import Changed, in_review, locked, name_of, require, written_reason
from luoshi.policies.services.correcting import correct
from luoshi.policies.shares import shares_of
from luoshi.units.calendar import calendar_for

OUTCOMES = ("adopted", "partly", "declined")
LONGEST = 2000
MOST_DAYS = 60


def open_round(
    actor: Actor, policy: Policy, *, workdays: int = 5, note: str = "", without: Collection[int] = ()
) -> OpinionRound:
    """Send the draft division of work to every unit it gives work to (but those in ``without``).

    ``workdays``: the limit in working days from today. Raises ``Refused`` while another round is open, and when no
    unit is named.
    """
    if not 1 <= workdays <= MOST_DAYS:
        raise Refused(
            f"期限应为 1 至 {MOST_DAYS} 个工作日。",
            f"The limit must be 1 to {MOST_DAYS} working days.",
            field="workdays",
        )
    with act():
        row = in_review(actor, policy, "ask_opinions")
        if row.opinion_rounds.filter(closed_at=None).exists():
            raise Refused("上一轮征求意见还没有结束。", "The last round of opinions is still open.")
        found = [unit for unit in shares_of(row, actor.on) if unit not in without]
        if not found:
            raise Refused(
                "分工里还没有已认定的单位,无从征求。请先认定单位名称。",
                "The division names no known unit yet; settle the names of units first.",
            )
        due = calendar_for(row.jurisdiction).add(actor.on, workdays).value
        made = OpinionRound.objects.create(
            jurisdiction=row.jurisdiction, policy=row, number=row.opinion_rounds.count() + 1, due_on=due,
            note=note.strip()[:LONGEST], opened_by=actor.opaque,
        )  # fmt: skip
        Opinion.objects.bulk_create(
            [Opinion(jurisdiction=row.jurisdiction, round=made, unit_id=unit, key="") for unit in found]
        )
        record(
            actor,
            "policies.opinions_asked",
            made,
            detail={"policy": row.pk, "units": len(found), "due_on": due.isoformat()},
        )
    return made


def answer(actor: Actor, round_: OpinionRound, unit: int, key: str, stance: str, text: str = "") -> Opinion:
    """What a unit says about one item of its share (or, with an empty key, about the whole).

    May be changed until the round closes; after the due day it is taken and shown as late. Raises ``Refused`` for
    items outside the unit's share, and objections or suggestions without words.
    """
    if stance not in (Opinion.Stance.AGREES, Opinion.Stance.OBJECTS, Opinion.Stance.SUGGESTS):
        raise Refused("请选择同意、有异议或建议修改。", "Choose agree, object or suggest.", field="stance")
    with act():
        fresh = _open_round(actor, round_)
        _demand_unit(actor, fresh, unit)
        share = shares_of(fresh.policy, actor.on, {unit}).get(unit)
        if key and (share is None or key not in share.parts):
            raise Refused("这一项不在您单位的分工里。", "This item is not in your unit's share.", forbidden=True)
        words = written_reason(text, needed=stance != Opinion.Stance.AGREES, field="text", longest=LONGEST)
        opinion, _ = Opinion.objects.get_or_create(
            round=fresh, unit_id=unit, key=key, defaults={"jurisdiction": fresh.jurisdiction}
        )
        if opinion.outcome:
            raise Refused(
                "办公室已经处理了这条意见,不能再改。", "The office has ruled on this opinion; it cannot be changed."
            )
        before = {"stance": opinion.stance, "text": opinion.text}
        opinion.stance, opinion.text = stance, words
        opinion.given_by, opinion.given_at = actor.opaque, timezone.now()
        opinion.save()
        record(
            actor, "policies.opinion_given", opinion, before=before, after={"stance": stance, "text": words},
            detail={"policy": fresh.policy_id, "round": fresh.number, "unit": unit, "key": key, "stance": stance,
                    "late": is_late(opinion, fresh)},
        )  # fmt: skip
    return opinion


def agree_with_rest(actor: Actor, round_: OpinionRound, unit: int) -> Opinion:
    """The unit has nothing more to say: it agrees with whatever it gave no opinion on."""
    return answer(actor, round_, unit, "", Opinion.Stance.AGREES)


def is_late(opinion: Opinion, round_: OpinionRound) -> bool:
    """Whether an opinion came after the due day."""
    return opinion.given_at is not None and timezone.localdate(opinion.given_at) > round_.due_on


def rule(
    actor: Actor,
    opinion: Opinion,
    outcome: str,
    reason: str = "",
    *,
    changes: Mapping[str, Any] | None = None,
    seen_item: int | None = None,
    seen: str | None = None,
) -> Opinion:
    """The office's answer to an opinion: adopted, partly or declined, with a reason unless adopted.

    ``changes``: fields of the item that change with it (see ``correct``). ``seen``: the outcome the person saw.
    """
    if outcome not in OUTCOMES:
        raise Refused("请选择采纳、部分采纳或不采纳。", "Choose adopted, partly adopted or declined.", field="outcome")
    with act():
        policy = locked(actor, opinion.round.policy_id)
        require(actor, "rule_opinions", policy)
        fresh: Opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
        if seen is not None and seen != fresh.outcome:
            raise Changed(name_of(fresh.outcome_by), None, {"outcome": fresh.outcome, "reason": fresh.outcome_reason})
        why = written_reason(reason, needed=outcome != "adopted", field="reason", longest=LONGEST)
        if changes and fresh.key:
            item = ReviewItem.objects.get(policy=policy, key=fresh.key)
            correct(actor, item, seen_item, changes, why=f"采纳{fresh.unit}意见"[:300])
        fresh.outcome, fresh.outcome_reason, fresh.outcome_by = outcome, why, actor.opaque
        fresh.save()
        record(
            actor, "policies.opinion_ruled", fresh, after={"outcome": outcome, "reason": why},
            detail={"policy": policy.pk, "key": fresh.key, "unit": fresh.unit_id, "outcome": outcome, "changed": bool(changes)},
        )  # fmt: skip
    return fresh


def close_round(actor: Actor, round_: OpinionRound) -> OpinionRound:
    """End a round: silence is recorded as silence. Raises ``Refused`` while objections are not ruled on."""
    with act():
        policy = locked(actor, round_.policy_id)
        require(actor, "rule_opinions", policy)
        fresh: OpinionRound = OpinionRound.objects.select_for_update().get(pk=round_.pk)
        if fresh.closed_at is not None:
            return fresh
        open_ = fresh.opinions.filter(stance__in=(Opinion.Stance.OBJECTS, Opinion.Stance.SUGGESTS), outcome="").count()
        if open_:
            raise Refused(
                f"还有 {open_} 条意见没有处理,请先给出处理结果。",
                f"{open_} opinions are not ruled on; give each an outcome first.",
            )
        fresh.closed_at = timezone.now()
        fresh.save()
        silent = fresh.opinions.filter(key="", stance=Opinion.Stance.ASKED).count()
        record(actor, "policies.opinions_closed", fresh, detail={"policy": policy.pk, "silent": silent})
    return fresh


def _open_round(actor: Actor, round_: OpinionRound) -> OpinionRound:
    fresh: OpinionRound | None = (
        OpinionRound.objects.of(actor)
        .select_for_update(of=("self",))
        .select_related("policy")
        .filter(pk=round_.pk)
        .first()
    )
    if fresh is None:
        raise Refused("没有这一轮征求意见。", "There is no such round of opinions.", forbidden=True)
    if fresh.closed_at is not None:
        raise Refused("这一轮征求意见已经结束。", "This round of opinions is closed.")
    return fresh


def _demand_unit(actor: Actor, round_: OpinionRound, unit: int) -> None:
    verdict = opinion_access.allows(actor, "answer", round_)
    if not verdict and verdict.reason is not None:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)
    if unit not in asked(actor, round_) or not actor.has(*UNIT_ROLES, unit=unit):
        raise Refused("您不能代这个单位答复。", "You cannot answer for this unit.", forbidden=True)
