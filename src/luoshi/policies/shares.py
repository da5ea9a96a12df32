"""The division of work as it stands: which unit has which items, by the readings of names and today's groups."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from luoshi.policies.models import Policy, ReviewItem
from luoshi.policies.queries import LIVE
from luoshi.policies.rules.shares import Meaning, Share, shares
from luoshi.units.queries import members_on

KINDS = ("tasks", "targets")


def meanings(policy: Policy, on: date) -> dict[str, Meaning]:
    """What the printed names of a policy mean on a day, groups resolved to their members. Two queries."""
    rows = list(policy.unit_readings.all())
    members = members_on({row.group_id for row in rows if row.group_id}, on)
    found: dict[str, Meaning] = {}
    for row in rows:
        if row.unit_id:
            found[row.printed] = Meaning(frozenset({row.unit_id}))
        elif row.group_id:
            found[row.printed] = Meaning(frozenset(unit.pk for unit in members.get(row.group_id, ())))
    return found


def shares_of(policy: Policy, on: date, units: Collection[int] | None = None) -> dict[int, Share]:
    """The share of each unit (of ``units`` when given) in the items that count."""
    items = policy.items.filter(kind__in=KINDS, state__in=LIVE).order_by("kind", "order").values_list("key", "data")
    found = shares(items, meanings(policy, on))
    return found if units is None else {unit: share for unit, share in found.items() if unit in units}


def items_of_share(policy: Policy, share: Share) -> list[ReviewItem]:
    """The items of a share in reading order."""
    return list(policy.items.filter(key__in=list(share.parts)).order_by("-kind", "order"))
