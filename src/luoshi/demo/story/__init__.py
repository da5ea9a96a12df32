"""What happened in the city since it began to use the system, told act by act."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from luoshi.demo.cast import Cast
from luoshi.demo.city.founding import City
from luoshi.demo.days import Days
from luoshi.demo.timeline import Timeline


@dataclass
class Story:
    """Everybody and everything the acts need."""

    city: City
    cast: Cast
    days: Days
    timeline: Timeline
    random: Random

    def plan(self) -> None:
        """Put the acts in their places in time."""

    def counts(self) -> dict[str, int]:
        return {}
