"""Who acts: posts of the city by short keys, and the person who holds one on a day as an actor."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from luoshi.accounts.models import Person, Post, PostHolding
from luoshi.accounts.sessions import actor_of
from luoshi.demo.clock import Clock
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import Actor


@dataclass
class Cast:
    """Posts under keys such as ``gxj.head``, ``gxj.section``, ``gxj.liaison``, ``ducha.chief``, ``mayor``."""

    clock: Clock
    posts: dict[str, Post] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)  # unit id -> key
    _known: dict[str, Actor] = field(default_factory=dict)

    def holder(self, key: str) -> Person:
        """The person who holds a post today."""
        holding = PostHolding.objects.select_related("person").get(
            valid_on(self.clock.today), post=self.posts[key], part="A"
        )
        person: Person = holding.person
        return person

    def actor(self, key: str) -> Actor:
        """The holder of a post, acting today with the rights they have; read again after ``forget``."""
        if key not in self._known:
            self._known[key] = actor_of(self.holder(key), self.clock.today)
        return replace(self._known[key], on=self.clock.today)

    def forget(self) -> None:
        """Rights or holders changed, or will have changed by today."""
        self._known.clear()

    def of_unit(self, unit: int, part: str) -> str:
        """The key of a unit's post: ``head``, ``section`` or ``liaison``; the head where it has no section head."""
        key = f"{self.units[unit]}.{part}"
        return key if key in self.posts else f"{self.units[unit]}.liaison"

    def speaks_for(self, unit: int) -> bool:
        """Whether the unit has a liaison here (superiors and small bodies have none)."""
        return unit in self.units and f"{self.units[unit]}.liaison" in self.posts
