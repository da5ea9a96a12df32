"""Plan, choose, approve and apply: the only writers of plans and of what they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.db.models import F
from django.utils import timezone

from luoshi.enactment import engines, rules
from luoshi.enactment.access import access
from luoshi.enactment.engines import Wanted
from luoshi.enactment.models import Enacted, Plan, PlanStep
from luoshi.enactment.queries import enacted_of, family_of
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.packs.model import ITEM_LISTS
from luoshi.parties.queries import reporting_units
from luoshi.policies.models import Policy, ReviewItem, UnitReading

CHOICES_KEPT = Phrase("选择已保存", "Choices kept")
APPLIED = Phrase("已批准并一次办结:台账已更新", "Approved and applied as one act: the ledger is up to date")
UNCONFIRMED = Refused("政策还没有由另一人确认,不能批准入账", "The policy is not confirmed by another person yet")
NAMING = ("title", "indicator", "service", "name", "text")  # what an item is called by, the first it has
STALE = Refused(
    "方案生成后,政策、单位或已入账事项有变化:请重新生成方案再批准",
    "The policy, its units or what runs has changed since this plan was made: make the plan again, then approve",
)


def make_plan(actor: Actor, policy: Policy, *, withdraw: bool = False, reason: str = "") -> Plan:
    """What enacting ``policy`` (or withdrawing it) would do now. Changes nothing that runs; drops older open plans.

    Refused for a policy that is not confirmed, for a withdrawal without a reason, and for one never enacted.
    """
    _may(actor, "enactment.plan")
    if policy.state not in (Policy.State.SUBMITTED, Policy.State.CONFIRMED):
        raise Refused("政策还没有核对完送审,不能拟订入账方案", "The policy is not reviewed and submitted yet")
    if withdraw and not reason.strip():
        raise Refused("请写明撤回的理由", "Say why it is withdrawn", field="reason")
    steps = _withdrawal(policy) if withdraw else _enactment(policy)
    if withdraw and not steps:
        raise Refused("这份政策没有已入账的事项可撤回", "Nothing of this policy runs")
    with act():
        Plan.objects.of(actor).filter(policy=policy, state=Plan.State.DRAFT).update(state=Plan.State.DROPPED)
        plan: Plan = Plan.objects.create(
            jurisdiction=policy.jurisdiction,
            policy=policy,
            act=Plan.Act.WITHDRAW if withdraw else Plan.Act.ENACT,
            basis=_basis(policy),
            made_by=actor.opaque,
            reason=reason.strip(),
        )
        PlanStep.objects.bulk_create(
            [
                PlanStep(
                    jurisdiction=policy.jurisdiction, plan=plan, order=order, act=step.act, kind=step.kind, key=step.key,
                    title=step.title[:300], clause=step.clause, object_kind=step.object_kind, object_id=step.object_id,
                    before=step.before, after=step.after, note=step.note, choice=step.choice,
                )
                for order, step in enumerate(steps, start=1)
            ],
            batch_size=500,
        )  # fmt: skip
        record(actor, "enactment.planned", plan, detail={"policy": policy.pk, "steps": len(steps), "act": plan.act})
    return plan


def choose(actor: Actor, plan: Plan, steps: Mapping[int, str], *, version: int) -> Plan:
    """Answer steps of a draft plan: ``link`` or ``create`` for likenesses, ``skip`` to leave out, '' to take back.

    ``steps``: step id -> choice; ``version``: of the plan as the person saw it.
    """
    _may(actor, "enactment.choose", plan)
    _open(plan)
    rows = {row.pk: row for row in plan.steps.filter(pk__in=steps)}
    for number, choice in steps.items():
        row = rows.get(number)
        if row is None or choice not in rules.CHOICES.get(row.act, ()):
            raise Refused("这一步不能这样选择", "This step has no such choice")
    with act():
        _claim(plan, version, state=Plan.State.DRAFT)
        for number, choice in steps.items():
            rows[number].choice = choice
        PlanStep.objects.bulk_update(rows.values(), ["choice"])
        record(actor, "enactment.chosen", plan, detail={"choices": {rows[n].key: c for n, c in steps.items()}})
    plan.refresh_from_db()
    return plan


def drop(actor: Actor, plan: Plan) -> None:
    """Give up a draft plan."""
    _may(actor, "enactment.plan", plan)
    _open(plan)
    with act():
        _claim(plan, plan.version, state=Plan.State.DROPPED)
        record(actor, "enactment.dropped", plan)


def approve(actor: Actor, plan: Plan, *, version: int) -> Plan:
    """Approve and apply a plan, wholly or not at all; by a confirmer who did not make it.

    A plan already applied is returned as it is: approving twice changes nothing. Refused when links are undecided
    and when what it was made from has changed (the plan is then stale).
    """
    if plan.state == Plan.State.APPLIED:
        return plan
    verdict = access.allows(actor, "enactment.approve", plan)
    if not verdict and verdict.reason:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)
    _open(plan)
    if plan.policy.state != Policy.State.CONFIRMED:
        raise UNCONFIRMED
    open_links = rules.undecided(plan.steps.values_list("act", "choice"))
    if open_links:
        raise Refused(
            f"还有 {open_links} 项疑似重复的任务没有选择“并入”或“另建”",
            f"{open_links} likely duplicates are undecided: link or create each",
        )
    if _basis(plan.policy) != plan.basis:
        Plan.objects.filter(pk=plan.pk, state=Plan.State.DRAFT).update(state=Plan.State.STALE)
        raise STALE
    with act():
        _claim(
            plan,
            version,
            state=Plan.State.APPLIED,
            approved_by=actor.opaque,
            approved_at=timezone.now(),
            applied_at=timezone.now(),
        )
        if _basis(plan.policy) != plan.basis:  # changed between the look and the claim
            raise STALE
        done = _apply(actor, plan)
        record(actor, "enactment.applied", plan, detail={"policy": plan.policy_id, "done": done})
    plan.refresh_from_db()
    return plan


# planning


def _enactment(policy: Policy) -> list[rules.Step]:
    items = list(
        ReviewItem.objects.of(policy.jurisdiction)
        .filter(policy=policy, state=ReviewItem.State.ACCEPTED, kind__in=engines.enactable(ITEM_LISTS))
        .order_by("order", "id")
    )
    facts: dict[tuple[str, str], dict[str, Any]] = {}
    likes: dict[tuple[str, str], rules.Like] = {}
    drift: dict[tuple[str, str], Mapping[str, Any]] = {}
    befores = [_before(row) for row in enacted_of(policy)]
    object_kinds = {}
    for kind in ITEM_LISTS:
        engine = engines.engine_for(kind)
        if engine is None:
            continue
        object_kinds[kind] = engine.object_kind
        made = engine.facts(policy, [item for item in items if item.kind == kind])
        facts |= {(kind, key): value for key, value in made.items()}
        live = {b.key: b for b in befores if b.kind == kind and b.state == "live" and b.object_id is not None}
        found = engine.drift(
            {key: cast(int, b.object_id) for key, b in live.items()}, {key: b.facts for key, b in live.items()}
        )
        drift |= {(kind, key): value for key, value in found.items()}
        new = {key: value for key, value in made.items() if key not in live}
        for key, like in engine.similar(policy, new).items():
            likes[kind, key] = rules.Like(
                object_id=like.object_id, share=like.share, number=like.number, title=like.title, source=like.source
            )
    now = [
        rules.ItemNow(
            kind=item.kind,
            key=item.key,
            title=_title(item, facts.get((item.kind, item.key))),
            clause=item.clause,
            facts=facts.get((item.kind, item.key)),
        )
        for item in sorted(items, key=lambda item: (list(ITEM_LISTS).index(item.kind), item.order))
    ]
    return rules.steps_of(now, befores, likes, drift, object_kinds)


def _withdrawal(policy: Policy) -> list[rules.Step]:
    return rules.steps_of((), [_before(row) for row in enacted_of(policy)], {}, {}, {})


def _before(row: Enacted) -> rules.ItemBefore:
    return rules.ItemBefore(
        kind=row.kind, key=row.key, title=str(row.facts.get("title") or row.key), clause=str(row.facts.get("clause") or ""),
        state=cast(Any, row.state), object_kind=row.object_kind, object_id=row.object_id, facts=row.facts,
    )  # fmt: skip


def _title(item: ReviewItem, facts: dict[str, Any] | None) -> str:
    said = (facts or {}).get("title") or next((item.data[name] for name in NAMING if item.data.get(name)), None)
    return str(said or item.display)


def _basis(policy: Policy) -> str:
    """Everything that a plan depends on: items, readings of units, what was enacted."""
    return rules.basis_of(
        (
            policy.pk,
            list(
                ReviewItem.objects.filter(policy=policy).order_by("id").values_list("kind", "key", "state", "version")
            ),
            list(
                UnitReading.objects.filter(policy=policy)
                .order_by("id")
                .values_list("printed", "unit", "group", "outside")
            ),
            sorted(
                reporting_units(
                    policy.jurisdiction, policy.unit_readings.filter(outside=True).values_list("printed", flat=True)
                ).items()
            ),
            list(enacted_of(policy).order_by("id").values_list("kind", "key", "state", "object_id", "changed_at")),
        )
    )


# applying


def _apply(actor: Actor, plan: Plan) -> dict[str, int]:
    done: dict[str, int] = defaultdict(int)
    creations: dict[str, list[PlanStep]] = defaultdict(list)
    for step in plan.steps.order_by("order"):
        if step.choice == "skip" or step.act in (PlanStep.Act.KEEP, PlanStep.Act.SKIP):
            done["skip" if step.choice == "skip" else "keep"] += 1
        elif step.act == PlanStep.Act.CREATE or (step.act == PlanStep.Act.LINK and step.choice == "create"):
            creations[step.kind].append(step)
            done["create"] += 1
        else:
            _carry_out(actor, plan, step)
            done[step.act] += 1
    for kind, steps in creations.items():
        engine = _engine(kind)
        wanted = [Wanted(step.key, step.clause, step.after or {}) for step in steps]
        made = engine.create(actor, plan.policy, wanted)
        _remember_all(plan, steps, engine.object_kind, made)
    return dict(done)


def _carry_out(actor: Actor, plan: Plan, step: PlanStep) -> None:
    policy = plan.policy
    if step.act == PlanStep.Act.WAIT:
        _remember(plan, step, Enacted.State.WAITING, "", None)
        return
    wanted = Wanted(step.key, step.clause, step.after or {})
    if step.act == PlanStep.Act.WITHDRAW:
        if step.object_id is not None:
            _engine(step.kind).withdraw(actor, policy, step.key, step.object_id, plan.reason or policy.title)
        enacted_of(policy).filter(kind=step.kind, key=step.key).update(
            state=Enacted.State.WITHDRAWN, plan=plan, changed_at=timezone.now()
        )
        return
    if step.object_id is None:
        raise STALE
    if step.act == PlanStep.Act.LINK:
        _engine(step.kind).link(actor, policy, wanted, step.object_id)
    else:
        _engine(step.kind).change(actor, policy, wanted, step.object_id, step.before or {})
    _remember(plan, step, Enacted.State.LIVE, step.object_kind, step.object_id)


def _engine(kind: str) -> engines.Engine:
    engine = engines.engine_for(kind)
    if engine is None:
        raise STALE
    return engine


def _remember(plan: Plan, step: PlanStep, state: str, object_kind: str, object_id: int | None) -> None:
    facts = {**(step.after or {}), "title": step.title, "clause": step.clause} if step.after is None else step.after
    Enacted.objects.update_or_create(
        jurisdiction=plan.jurisdiction, family=family_of(plan.policy), kind=step.kind, key=step.key,
        defaults={"policy": plan.policy, "plan": plan, "object_kind": object_kind, "object_id": object_id, "facts": facts, "state": state},
    )  # fmt: skip


def _remember_all(plan: Plan, steps: Iterable[PlanStep], object_kind: str, made: Mapping[str, int]) -> None:
    family = family_of(plan.policy)
    Enacted.objects.bulk_create(
        [
            Enacted(
                jurisdiction=plan.jurisdiction, family=family, kind=step.kind, key=step.key, policy=plan.policy, plan=plan,
                object_kind=object_kind, object_id=made[step.key], facts=step.after or {}, state=Enacted.State.LIVE,
                changed_at=timezone.now(),
            )
            for step in steps
        ],
        update_conflicts=True,
        unique_fields=["jurisdiction", "family", "kind", "key"],
        update_fields=["policy", "plan", "object_kind", "object_id", "facts", "state", "changed_at"],
        batch_size=200,
    )  # fmt: skip


def _may(actor: Actor, name: str, plan: Plan | None = None) -> None:
    verdict = access.allows(actor, name, plan)
    if not verdict and verdict.reason:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)


def _open(plan: Plan) -> None:
    if plan.state != Plan.State.DRAFT:
        raise Refused("这份方案已经办结或作废", "This plan is no longer open")


def _claim(plan: Plan, version: int, **changes: Any) -> None:
    """Take the plan as seen; another person who was quicker is named by the history, nothing is lost."""
    taken = Plan.objects.filter(pk=plan.pk, version=version, state=Plan.State.DRAFT).update(
        version=F("version") + 1, **changes
    )
    if not taken:
        raise Refused("方案刚被他人改动,请刷新后再办", "Somebody else just changed this plan: reload and try again")
