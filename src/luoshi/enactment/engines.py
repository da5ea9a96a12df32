"""What turns items of a pack into running objects: one engine per kind of item, registered by its app's floor.

A kind without an engine waits: its items are recorded and enacted by a later plan, once the engine is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.policies.models import Policy, ReviewItem

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A running object that may be the same real thing: how like (0 to 1) and how it is called."""

    object_id: int
    share: float
    number: str
    title: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item on its way to a running object."""

    key: str
    clause: str
    facts: Facts


class Engine(Protocol):
    """Facts are JSON: what the object is made from, and what a later version is compared with."""

    object_kind: str

    def facts(self, policy: Policy, items: Sequence[ReviewItem]) -> Mapping[str, Facts]:
        """The facts of each item by key."""

    def similar(self, policy: Policy, facts: Mapping[str, Facts]) -> Mapping[str, Likeness]:
        """Running objects of other sources that say the same, at most one per key."""

    def drift(self, ids: Mapping[str, int], before: Mapping[str, Facts]) -> Mapping[str, Mapping[str, Any]]:
        """By key, the fields in which the running object was changed by people since: field -> value now."""

    def create(self, actor: Actor, policy: Policy, wanted: Sequence[Wanted]) -> Mapping[str, int]:
        """Make the objects; their ids by key."""

    def link(self, actor: Actor, policy: Policy, wanted: Wanted, object_id: int) -> None:
        """Give a running object one more source."""

    def change(self, actor: Actor, policy: Policy, wanted: Wanted, object_id: int, before: Facts) -> None:
        """Carry over the fields in which ``wanted`` differs from ``before``; others stay as people made them."""

    def withdraw(self, actor: Actor, policy: Policy, key: str, object_id: int, reason: str) -> None:
        """Take back the object, or only this source when it has others; history stays."""


_ENGINES: dict[str, Engine] = {}

# kinds whose items stay text: they bind, but nothing runs (coverage shows them); links between texts come with chains
TEXT_ONLY = frozenset({"provisions", "citations"})

AWAITED: Mapping[str, Phrase] = {
    "targets": Phrase("指标引擎", "the indicator engine"),
    "incentives": Phrase("政策兑现引擎", "the incentive engine"),
    "time_limits": Phrase("办件时限引擎", "the case clock engine"),
    "registers": Phrase("登记册引擎", "the register engine"),
    "bodies": Phrase("会议引擎", "the meeting engine"),
}


def register(kind: str, engine: Engine) -> None:
    """Let items of ``kind`` be enacted by ``engine``."""
    _ENGINES[kind] = engine


def engine_for(kind: str) -> Engine | None:
    """The engine of a kind, None while there is none."""
    return _ENGINES.get(kind)


def enactable(kinds: Iterable[str]) -> list[str]:
    """The kinds of which a plan speaks, in order."""
    return [kind for kind in kinds if kind not in TEXT_ONLY]
