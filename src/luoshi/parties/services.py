"""Organisations outside government: entered once, reported for by a unit."""

from __future__ import annotations

from django.db.models import F

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.parties.access import policy
from luoshi.parties.models import Party
from luoshi.parties.rules import checked_code, checked_name
from luoshi.units.models import Unit


def enter_party(
    actor: Actor, *, name: str, kind: str, credit_code: str = "", represented_by: Unit | None = None
) -> Party:
    """Enter an organisation. Raises ``Refused`` for a name or code that is there already, and for a wrong code."""
    _require(actor)
    name, code = checked_name(name), checked_code(credit_code)
    _check(actor, None, name, kind, code, represented_by)
    with act():
        made: Party = Party.objects.create(
            jurisdiction=actor.jurisdiction, name=name, kind=kind, credit_code=code, represented_by=represented_by
        )
        record(actor, "parties.entered", made, after=_facts(made), detail={"name": name})
    return made


def change_party(
    actor: Actor,
    party: Party,
    *,
    seen: int,
    name: str,
    kind: str,
    credit_code: str = "",
    represented_by: Unit | None = None,
) -> Party:
    """Change an organisation that the person saw in version ``seen``."""
    _require(actor)
    name, code = checked_name(name), checked_code(credit_code)
    _check(actor, party, name, kind, code, represented_by)
    with act():
        changed = (
            Party.objects.of(actor)
            .filter(pk=party.pk, version=seen)
            .update(name=name, kind=kind, credit_code=code, represented_by=represented_by, version=F("version") + 1)
        )
        if not changed:
            raise Refused("已有他人改动,请刷新后再改", "Somebody else changed this: reload and change it again")
        before = _facts(party)
        party.refresh_from_db()
        record(actor, "parties.changed", party, before=before, after=_facts(party), detail={"name": name})
    return party


def _require(actor: Actor) -> None:
    verdict = policy.allows(actor, "edit")
    if not verdict and verdict.reason:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)


def _check(actor: Actor, party: Party | None, name: str, kind: str, code: str, unit: Unit | None) -> None:
    if kind not in Party.Kind.values:
        raise Refused("请选择类别", "Choose the kind", field="kind")
    if unit is not None and unit.jurisdiction != actor.jurisdiction:
        raise Refused(
            "代为填报的单位不属于本地区", "The unit that reports for it is of another place", field="represented_by"
        )
    others = Party.objects.of(actor)
    if party is not None:
        others = others.exclude(pk=party.pk)
    if others.filter(name=name).exists():
        raise Refused(f"“{name}”已经登记", f"{name} is entered already", field="name")
    if code and others.filter(credit_code=code).exists():
        raise Refused(
            "这个统一社会信用代码已经登记在另一单位名下",
            "Another organisation bears this credit code",
            field="credit_code",
        )


def _facts(party: Party) -> dict[str, object]:
    return {"name": party.name, "kind": party.kind, "code": party.credit_code, "unit": party.represented_by_id}
