"""Named questions about policies and their review."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import BigIntegerField, Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from luoshi.kernel.actors import Actor, Role
from luoshi.policies.access import access
from luoshi.policies.models import (
    Compilation,
    Finding,
    Opinion,
    Policy,
    Repair,
    ReviewItem,
    ReviewPresence,
    UnitReading,
)
from luoshi.policies.rules.items import names_in
from luoshi.policies.rules.submission import Obstacle, obstacles

State = ReviewItem.State
LIVE = (State.PENDING, State.ACCEPTED)
"""Items that count: neither rejected nor replaced."""

PRESENT_SECONDS = 60
_LOW = Q(items__confidence="low", items__state=State.PENDING)


def visible(actor: Actor) -> QuerySet[Policy]:
    """The policies an actor may open, newest first."""
    rows: QuerySet[Policy] = access.visible(actor, Policy.objects.all()).order_by("-id")
    return rows


def listed(rows: QuerySet[Policy]) -> QuerySet[Policy]:
    """Policies with ``items_decided``, ``items_all``, ``items_low`` for a list: one query however many."""
    live = Q(items__state__in=LIVE)
    return rows.annotate(
        items_all=Count("items", filter=live),
        items_decided=Count("items", filter=Q(items__state=State.ACCEPTED)),
        items_low=Count("items", filter=_LOW),
    )


def latest_compilation(policy: Policy) -> Compilation | None:
    """What the compiler gave last."""
    found: Compilation | None = policy.compilations.order_by("-number").first()
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """Items of a review counted: by kind and state, and what is doubtful."""

    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    low: dict[str, int] = field(default_factory=dict)  # undecided and doubtful, by kind

    @property
    def total(self) -> int:
        return sum(states[s] for states in self.kinds.values() for s in LIVE)

    @property
    def accepted(self) -> int:
        return sum(states[State.ACCEPTED] for states in self.kinds.values())

    @property
    def rejected(self) -> int:
        return sum(states[State.REJECTED] for states in self.kinds.values())

    @property
    def low_total(self) -> int:
        return sum(self.low.values())

    @property
    def pending_high(self) -> int:
        return self.total - self.accepted - self.low_total

    @property
    def percent(self) -> int:
        return 100 * self.accepted // self.total if self.total else 0


def tally(policy: Policy) -> Tally:
    """One query however many items."""
    kinds: dict[str, Counter[str]] = {}
    low: Counter[str] = Counter()
    rows = policy.items.order_by().values_list("kind", "state", "confidence").annotate(n=Count("id"))
    for kind, state, confidence, number in rows:
        kinds.setdefault(kind, Counter())[state] += number
        if confidence == "low" and state == State.PENDING:
            low[kind] += number
    return Tally(kinds, dict(low))


def unsettled_names(policy: Policy) -> list[UnitReading]:
    """The printed names, used by items that count, of which nobody knows yet what they mean."""
    rows = list(
        policy.unit_readings.filter(unit__isnull=True, group__isnull=True, outside=False).order_by("printed", "pk")
    )
    if not rows:
        return []
    used = set(used_names(policy))
    return [row for row in rows if row.printed in used]


def used_names(policy: Policy) -> Counter[str]:
    """How many items that count name each printed unit."""
    counted: Counter[str] = Counter()
    rows = policy.items.filter(kind__in=("tasks", "targets"), state__in=LIVE).values_list("kind", "data")
    for kind, data in rows:
        counted.update(name[:100] for name in names_in(kind, data))
    return counted


def obstacles_of(policy: Policy, *, with_pending: bool = True) -> tuple[Obstacle, ...]:
    """What stands in the way of submitting."""
    counted = tally(policy)
    return obstacles(
        low=counted.low_total,
        units=len(unsettled_names(policy)),
        repairs=doubtful_repairs(policy).count(),
        pending=counted.pending_high if with_pending else 0,
    )


def doubtful_repairs(policy: Policy) -> QuerySet[Repair]:
    """Repairs that wait for a person."""
    rows: QuerySet[Repair] = policy.repairs.filter(state=Repair.State.DOUBTFUL).order_by("order")
    return rows


def open_findings(policy: Policy) -> QuerySet[Finding]:
    """Findings nobody has answered."""
    rows: QuerySet[Finding] = policy.findings.filter(answered_at__isnull=True).order_by("order")
    return rows


def items(policy: Policy, kind: str = "") -> QuerySet[ReviewItem]:
    """The items of a review (of one kind) in reading order, without those split or merged into others."""
    rows = policy.items.exclude(state=State.REPLACED)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("kind", "order", "pk")


def versions(policy: Policy) -> QuerySet[Policy]:
    """All versions of the same policy, the first first."""
    family = policy.family or policy.pk
    rows: QuerySet[Policy] = (
        Policy.objects.of(policy.jurisdiction)
        .annotate(of_family=Coalesce(F("family"), F("id"), output_field=BigIntegerField()))
        .filter(of_family=family)
        .order_by("id")
    )
    return rows


def present(policy: Policy, without: int | None = None) -> list[ReviewPresence]:
    """Who else has the review open now."""
    since = timezone.now() - timedelta(seconds=PRESENT_SECONDS)
    rows = policy.presences.filter(seen_at__gte=since).order_by("person")
    return [row for row in rows if row.person != without]


def waiting(actor: Actor) -> int:
    """How many policies wait for the actor: to review for editors, to confirm for confirmers."""
    states = []
    if actor.has(Role.EDITOR, Role.SUPERVISOR):
        states += [Policy.State.REVIEW, Policy.State.FAILED]
    if actor.has(Role.CONFIRMER):
        states.append(Policy.State.SUBMITTED)
    return Policy.objects.of(actor).filter(state__in=states).count() if states else 0


def waiting_opinions(actor: Actor) -> int:
    """How many open rounds wait for an answer of the actor's units."""
    units = actor.units()
    if not units:
        return 0
    silent = Opinion.objects.of(actor).filter(
        unit__in=units, key="", stance=Opinion.Stance.ASKED, round__closed_at=None
    )
    return silent.values("round").distinct().count()
