"""The clauses of a policy with the items read from each, for the page of a policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from luoshi.kernel.speech import Phrase
from luoshi.papers.review.words import LISTS
from luoshi.policies.models import Clause, Policy, ReviewItem
from luoshi.policies.rules.items import headline
from luoshi.ui.language import said

QUIET = ("furniture",)


@dataclass(frozen=True, slots=True)
class Shown:
    """One item beside its clause."""

    row: ReviewItem
    kind: str
    headline: str
    units: tuple[str, ...]
    deadline: str
    low: bool


@dataclass(slots=True)
class Place:
    """One clause with its items."""

    clause: Clause
    items: list[Shown] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join(self.clause.text.split())


def clauses_with_items(policy: Policy, *, drafts: bool) -> tuple[list[Place], list[Shown]]:
    """Every clause that says something, in order, and the items that stand in none. Two queries.

    ``drafts``: with undecided items, for those who review.
    """
    places = {c.path: Place(c) for c in policy.clauses.exclude(kind__in=QUIET).order_by("order")}
    states = ("accepted", "pending") if drafts else ("accepted",)
    loose: list[Shown] = []
    for row in policy.items.filter(state__in=states).order_by("kind", "order"):
        place = places.get(row.clause)
        (place.items if place else loose).append(shown(row))
    return [p for p in places.values() if p.words or p.items], loose


def shown(row: ReviewItem) -> Shown:
    """An item in a few words."""
    data: dict[str, Any] = row.data
    units = [*(data.get("leads") or ()), *(data.get("participants") or ()), *(data.get("owners") or ())]
    deadline = data.get("deadline") or ""
    return Shown(
        row, said(LISTS[row.kind]), headline(row.kind, data), tuple(dict.fromkeys(units)),
        said(Phrase("持续推进", "ongoing")) if deadline == "ongoing" else deadline,
        row.confidence == "low" and row.state == "pending",
    )  # fmt: skip


def shown_many(rows: Iterable[ReviewItem]) -> list[Shown]:
    """Items in a few words each."""
    return [shown(row) for row in rows]
