"""What happened in the city since it began to use the system, told act by act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from luoshi.accounts.models import Person
from luoshi.accounts.services import create_person
from luoshi.demo.cast import Cast
from luoshi.demo.city.founding import City
from luoshi.demo.days import Days
from luoshi.demo.timeline import Timeline
from luoshi.demo.writing import Writer
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import Policy


@dataclass
class Life:
    """What the story has in mind for one task; the ledger knows nothing of it."""

    task: int
    theme: str
    given: date
    due: date | None
    finish: date | None  # the day on which it is really done; None: not in this story
    ending: str = "completed"  # Closure.Kind
    measure: int | None = None
    decimals: int = 0
    target: int = 0  # scaled
    reported: int = 0  # scaled, so far
    pace: float = 1.05
    closing: bool = False
    notes: set[str] = field(default_factory=set)

    def share(self, day: date) -> float:
        """How much of the work is done by a day, 0 to 1."""
        end = self.finish or self.due
        if end is None or end <= self.given:
            return 0.0
        whole = max((end - self.given).days, 1)
        gone = (day - self.given).days / whole
        return max(0.0, min(gone * self.pace, 1.0 if self.finish else 0.93))


@dataclass
class Story:
    """Everybody and everything the acts need; what they leave for one another."""

    city: City
    cast: Cast
    days: Days
    timeline: Timeline
    random: Random
    writer: Writer
    names: Iterator[str]
    lives: dict[int, Life] = field(default_factory=dict)
    policies: dict[str, Policy] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)  # acts that the system did not allow, by reason
    sent_back: set[str] = field(default_factory=set)  # policies that the confirmer returned once
    _numbers: int = 3000

    @property
    def today(self) -> date:
        """The day that the clock shows."""
        return self.timeline.clock.today

    def newcomer(self) -> Person:
        """Somebody who comes into the service of the city."""
        self._numbers += 1
        number = f"YX{self._numbers}"
        return create_person(
            self.cast.actor("admin.security"), name=next(self.names), number=number,
            telephone=f"0000-555{self.random.randint(1000, 9999)}", email=f"{number.lower()}@yunxi.example",
        )  # fmt: skip

    def chance(self, share: float) -> bool:
        """True in so large a share of cases."""
        return self.random.random() < share

    def refusal(self, what: str, refused: Refused) -> None:
        """An act of the story that the rules did not allow: people would do something else; count it."""
        self.refused[f"{what}: {refused.phrase.zh}"] += 1


def tell(city: City, cast: Cast, days: Days, timeline: Timeline, random: Random, names: Iterator[str]) -> Story:
    """The story with all its acts put in their places in time."""
    from luoshi.demo.story import before, changes, given, months, policies, sheets

    counties = tuple(unit.short_name for unit in city.units.values() if unit.kind == "county")
    parks = tuple(unit.short_name for unit in city.units.values() if unit.kind == "park")
    bureaux = tuple(unit.short_name for unit in city.units.values() if unit.kind == "bureau" and not unit.dissolved_on)
    story = Story(city, cast, days, timeline, random, Writer(random, counties, parks, bureaux), names)
    before.plan(story)
    changes.plan(story)
    sheets.plan(story)
    policies.plan(story)
    given.plan(story)
    months.plan(story)
    return story
