"""What printed names of units mean in a policy: found by the units themselves, else decided by a person."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies import queries
from luoshi.policies.models import Policy, UnitReading
from luoshi.policies.services.acting import in_review
from luoshi.units.models import Unit, UnitGroup
from luoshi.units.resolution import resolve_many
from luoshi.units.services.names import add_alias


def read_names(actor: Actor, policy: Policy) -> int:
    """Look up every printed name of the items; names that a person settled stay. How many are unknown."""
    used = queries.used_names(policy)
    known = {row.printed: row for row in policy.unit_readings.all()}
    if policy.previous is not None:
        known = {row.printed: row for row in policy.previous.unit_readings.filter(decided_at__isnull=False)} | known
    made = [
        _copied(policy, known[name]) for name in sorted(used) if name in known and known[name].policy_id != policy.pk
    ]
    made += _looked_up(policy, [name for name in sorted(used) if name not in known])
    UnitReading.objects.bulk_create(made)
    unused = [
        row.pk
        for row in known.values()
        if row.policy_id == policy.pk and row.printed not in used and not row.decided_at
    ]
    policy.unit_readings.filter(pk__in=unused).delete()
    return len(queries.unsettled_names(policy))


def settle_name(
    actor: Actor,
    policy: Policy,
    printed: str,
    *,
    unit: Unit | None = None,
    group: UnitGroup | None = None,
    outside: bool = False,
    as_alias: bool = False,
) -> UnitReading:
    """Say what a printed name means: a unit, a group, or nobody of this place. Holds for all items of the policy.

    ``as_alias``: remember the name as an alias of the unit, so that the next policy needs no question. Raises
    ``Refused`` unless exactly one is chosen, and for units of other places.
    """
    if sum((unit is not None, group is not None, outside)) != 1:
        raise Refused(
            "请选择一个单位、一个集体,或“不属于本地区”。",
            "Choose a unit, a group, or “not of this place”.",
            field="unit",
        )
    for chosen in (unit, group):
        if chosen is not None and chosen.jurisdiction != actor.jurisdiction:
            raise Refused("这个单位属于别的地区。", "This unit belongs to another place.", field="unit", forbidden=True)
    with act():
        row = in_review(actor, policy)
        reading = row.unit_readings.filter(printed=printed[:100]).first()
        if reading is None:
            raise Refused(
                f"这份政策里没有“{printed[:40]}”这个名称。",
                f'"{printed[:40]}" is not named in this policy.',
                field="unit",
            )
        before = _facts(reading)
        reading.unit, reading.group, reading.outside = unit, group, outside
        reading.certain, reading.decided_by, reading.decided_at = True, actor.opaque, timezone.now()
        reading.save()
        if as_alias and unit is not None:
            add_alias(actor, unit, name=printed, basis=f"《{row.title[:60]}》")
        record(
            actor, "policies.name_settled", row, before=before, after=_facts(reading),
            detail={"printed": printed[:100], "unit": unit.pk if unit else None, "group": group.pk if group else None,
                    "outside": outside, "alias": as_alias and unit is not None},
        )  # fmt: skip
    return reading


def reopen_name(actor: Actor, policy: Policy, printed: str) -> UnitReading:
    """Take a decision about a printed name back."""
    with act():
        row = in_review(actor, policy)
        reading = row.unit_readings.filter(printed=printed[:100]).first()
        if reading is None:
            raise Refused("没有这个名称。", "There is no such name.")
        before = _facts(reading)
        reading.unit = reading.group = None
        reading.outside = reading.certain = False
        reading.decided_by, reading.decided_at = "", None
        reading.save()
        record(
            actor,
            "policies.name_reopened",
            row,
            before=before,
            after=_facts(reading),
            detail={"printed": printed[:100]},
        )
    return reading


def add_missing_names(policy: Policy) -> None:
    """Readings for names that a correction brought in; called by acts that change items, in their transaction."""
    known = set(policy.unit_readings.values_list("printed", flat=True))
    UnitReading.objects.bulk_create(_looked_up(policy, sorted(queries.used_names(policy).keys() - known)))


def _looked_up(policy: Policy, names: Sequence[str]) -> list[UnitReading]:
    """Readings (unsaved) of names as the units of the place know them on the day of the document."""
    on = policy.issued_on or policy.published_on or timezone.localdate()
    return [
        UnitReading(
            jurisdiction=policy.jurisdiction,
            policy=policy,
            printed=name,
            unit=found.unit,
            group=found.group,
            certain=found.certain,
        )
        for name, found in resolve_many(policy.jurisdiction, names, on).items()
    ]


def _copied(policy: Policy, before: UnitReading) -> UnitReading:
    return UnitReading(
        jurisdiction=policy.jurisdiction, policy=policy, printed=before.printed, unit=before.unit, group=before.group,
        outside=before.outside, certain=True, decided_by=before.decided_by, decided_at=before.decided_at,
    )  # fmt: skip


def _facts(reading: UnitReading) -> dict[str, object]:
    return {"unit": reading.unit_id, "group": reading.group_id, "outside": reading.outside}
