"""What follows what: mergers, splits, transfers of duties, and taking back what was recorded in error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from luoshi.journal.owned import valid_on
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.units import subscribers
from luoshi.units.lineage import edges_in
from luoshi.units.models import GroupMember, Succession, Unit
from luoshi.units.queries import name_of
from luoshi.units.rules.lineages import WHOLE, Edge, circle
from luoshi.units.rules.words import refusal
from luoshi.units.services.founding import NewUnit, end, found_unit
from luoshi.units.services.locking import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One heir of a split: who, for which ``matter`` (words parted by 、), and whether it takes what no matter names."""

    successor: Unit | NewUnit
    matter: str = ""
    principal: bool = False


def merge_units(
    actor: Actor,
    predecessors: Sequence[tuple[Unit, int | None]],
    *,
    into: Unit | NewUnit,
    on: date,
    basis: str = "",
    carry_groups: bool = True,
) -> tuple[Unit, list[Succession]]:
    """``predecessors`` (each with the version the person saw) end ``on`` and ``into`` takes all their duties.

    ``into`` may be founded by the act. ``carry_groups``: the successor joins the groups its predecessors were in.
    Refused: a circle, a predecessor that has ended, a successor that does not exist on the day, nobody to merge.
    """
    with act():
        if not predecessors:
            raise refusal("请选择要合并的单位", "Choose the units to merge", field="predecessors")
        if isinstance(into, Unit) and any(unit.pk == into.pk for unit, _ in predecessors):
            raise refusal("{unit}不能合并给自己", "{unit} cannot be merged into itself", field="into", unit=into)
        rows = [locked(actor, unit, version) for unit, version in sorted(predecessors, key=lambda pair: pair[0].pk)]
        for row in rows:
            end(row, on)
            row.save()  # before the successor is founded, which may bear a predecessor's name
        successor = _heir(actor, into, on, basis)
        made = [_succeed(actor, row, successor, "merge", on, basis=basis) for row in rows]
        if carry_groups:
            _carry_groups(made)
        for row in rows:
            record(
                actor, "units.unit_merged", row, after={"into": successor.pk, "on": str(on)},
                detail={"from": row.name, "into": successor.name, "on": str(on), "basis": basis},
            )  # fmt: skip
        record(
            actor, "units.unit_took_over", successor, after={"from": [row.pk for row in rows], "on": str(on)},
            detail={"from": [row.name for row in rows], "into": successor.name, "on": str(on), "basis": basis},
        )  # fmt: skip
        subscribers.tell_recorded(actor, made)
        return successor, made


def split_unit(
    actor: Actor,
    unit: Unit,
    shares: Sequence[Share],
    *,
    on: date,
    dissolves: bool = True,
    basis: str = "",
    version: int | None = None,
) -> list[Succession]:
    """The duties of ``unit`` pass to several heirs by matter. ``dissolves``: it ends; else it keeps what no matter names.

    Refused: fewer heirs than two for a unit that ends (that is a merger), an heir without matter that is not the
    principal, two principals, a circle.
    """
    with act():
        row = locked(actor, unit, version)
        _check_shares(row, shares, dissolves)
        if dissolves:
            end(row, on)
        elif row.dissolved_on is not None and row.dissolved_on <= on:
            raise refusal(
                "{unit}已于{day}撤销", "{unit} was dissolved on {day}", field="on", unit=row, day=row.dissolved_on
            )
        row.save()
        made = []
        for share in shares:
            heir = _heir(actor, share.successor, on, basis)
            made.append(
                _succeed(
                    actor,
                    row,
                    heir,
                    "split",
                    on,
                    matter=share.matter,
                    principal=share.principal and dissolves,
                    basis=basis,
                )
            )
        heirs = [one.successor.name for one in made]
        record(
            actor, "units.unit_split", row, after={"into": [one.successor_id for one in made], "on": str(on)},
            detail={"from": row.name, "into": heirs, "matters": [s.matter for s in shares], "on": str(on), "basis": basis},
        )  # fmt: skip
        for one in made:
            record(
                actor, "units.unit_took_over", one.successor, after={"from": [row.pk], "on": str(on)},
                detail={"from": [row.name], "into": one.successor.name, "matter": one.matter, "on": str(on), "basis": basis},
            )  # fmt: skip
        subscribers.tell_recorded(actor, made)
        return made


def transfer_duty(
    actor: Actor, unit: Unit, *, to: Unit, matter: str, on: date, basis: str = "", version: int | None = None
) -> Succession:
    """One duty moves from ``on``; both units stay. ``matter`` describes it in words parted by 、."""
    with act():
        row = locked(actor, unit, version)
        if not matter.strip():
            raise refusal("请写明划转的职责", "Say which duty moves", field="matter")
        _check_exists(row, on, "on")
        made = _succeed(
            actor, row, _heir(actor, to, on, basis), "transfer", on, matter=matter, principal=False, basis=basis
        )
        row.save()
        for one in (row, made.successor):
            record(
                actor, "units.duty_transferred", one, after={"from": row.pk, "to": to.pk, "matter": matter, "on": str(on)},
                detail={"from": row.name, "to": to.name, "matter": matter, "on": str(on), "basis": basis},
            )  # fmt: skip
        subscribers.tell_recorded(actor, [made])
        return made


def withdraw_succession(actor: Actor, succession: Succession, why: str) -> None:
    """Take back a succession recorded in error: the predecessor lives again unless another one still ends it.

    The row stays with its date of withdrawal, so history shows what was believed. Twice changes nothing. A successor
    that the act founded stays until a person dissolves it.
    """
    with act():
        row = locked(actor, succession.predecessor, None)
        made = Succession.objects.select_for_update().select_related("successor").get(pk=succession.pk)
        if made.withdrawn_at is not None:
            return
        if not why.strip():
            raise refusal("请说明撤回的原因", "Say why it is withdrawn", field="why")
        now = timezone.now()
        made.withdrawn_at, made.withdrawn_why = now, why.strip()[:200]
        made.save(update_fields=["withdrawn_at", "withdrawn_why"])
        GroupMember.objects.filter(succession=made, withdrawn_at__isnull=True).update(withdrawn_at=now)
        _carry_groups(list(made.successor.inheritances.filter(kind="merge", on=made.on, withdrawn_at__isnull=True)))
        others = row.successions.filter(withdrawn_at__isnull=True, kind__in=WHOLE, on=made.on)
        revived = made.kind in WHOLE and row.dissolved_on == made.on and not others.exists()
        if revived:
            row.dissolved_on = None
        row.save()
        for one in (row, made.successor):
            record(
                actor, "units.succession_withdrawn", one, before={"succession": made.pk}, after={"revived": revived},
                detail={"from": row.name, "into": made.successor.name, "on": str(made.on), "why": why, "revived": revived},
            )  # fmt: skip
        subscribers.tell_withdrawn(actor, [made])


def _heir(actor: Actor, into: Unit | NewUnit, on: date, basis: str) -> Unit:
    if isinstance(into, NewUnit):
        return found_unit(actor, into, on=on, basis=basis)
    heir = locked(actor, into, None)
    _check_exists(heir, on, "into")
    return heir


def _check_exists(unit: Unit, on: date, field: str) -> None:
    if unit.dissolved_on is not None and unit.dissolved_on <= on:
        raise refusal(
            "{unit}在{on}已不存在({day}撤销)", "{unit} does not exist on {on}: it was dissolved on {day}",
            field=field, unit=unit, on=on, day=unit.dissolved_on,
        )  # fmt: skip
    if unit.founded_on is not None and unit.founded_on > on:
        raise refusal(
            "{unit}在{on}尚未成立({day}成立)", "{unit} does not exist yet on {on}: it was founded on {day}",
            field=field, unit=unit, on=on, day=unit.founded_on,
        )  # fmt: skip


def _succeed(
    actor: Actor,
    row: Unit,
    heir: Unit,
    kind: str,
    on: date,
    *,
    matter: str = "",
    principal: bool = True,
    basis: str = "",
) -> Succession:
    """Record one succession, or give back the one that says the same."""
    matter = matter.strip()
    known = row.successions.filter(successor=heir, on=on, matter=matter, withdrawn_at__isnull=True).first()
    if known is not None:
        return known
    new = Edge(row.pk, heir.pk, kind, on, matter)
    if way := circle(edges_in(actor.jurisdiction), new):
        names = [name_of(pk, on, short=True) for pk in way]
        raise refusal(
            "{heir}的职责已(经{way})转到{unit},再由{heir}承接{unit}会成为循环。请先撤回其中记错的一条",
            "What {heir} did has already passed to {unit} (by {way}); {heir} cannot take it over again. Withdraw the wrong record first",
            field="into", heir=heir, unit=row, way=" → ".join(names),
        )  # fmt: skip
    made = Succession.objects.create(
        jurisdiction=actor.jurisdiction, predecessor=row, successor=heir, kind=kind, on=on, matter=matter[:200],
        principal=principal, basis=basis.strip()[:200],
    )  # fmt: skip
    heir.save(update_fields=["version"])
    return made


def _check_shares(unit: Unit, shares: Sequence[Share], dissolves: bool) -> None:
    if len(shares) < (2 if dissolves else 1):
        raise refusal(
            "分设须有两个以上承接单位;全部职责归一个单位的,请用“合并”", "A split needs two heirs or more; if one takes all, record a merger",
            field="shares",
        )  # fmt: skip
    known = [share.successor.pk for share in shares if isinstance(share.successor, Unit)]
    if unit.pk in known or len(known) != len(set(known)):
        raise refusal("承接单位重复,或就是原单位本身", "An heir is named twice or is the unit itself", field="shares")
    principals = [share for share in shares if share.principal]
    if len(principals) > 1:
        raise refusal("只能有一个承接其余职责的单位", "Only one heir can take what is not named", field="shares")
    if dissolves and any(not share.matter.strip() and not share.principal for share in shares):
        raise refusal(
            "请写明每个承接单位的职责,或指定由其中一个承接其余职责",
            "Say what each heir takes, or that it takes what is not named",
            field="shares",
        )
    if not dissolves and any(not share.matter.strip() for share in shares):
        raise refusal("原单位保留时,请写明划出的职责", "The unit stays: say which duties leave it", field="shares")


def _carry_groups(made: Sequence[Succession]) -> None:
    """The successor joins, on the day, the groups its predecessors were in."""
    for one in made:
        here = GroupMember.objects.filter(withdrawn_at__isnull=True).filter(valid_on(one.on))
        joined = set(here.filter(unit=one.successor).values_list("group_id", flat=True))
        for member in here.filter(unit=one.predecessor).exclude(group_id__in=joined):
            GroupMember.objects.create(
                jurisdiction=one.jurisdiction, group_id=member.group_id, unit=one.successor, valid_from=one.on,
                basis=one.basis, succession=one,
            )  # fmt: skip
