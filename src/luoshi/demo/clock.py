"""A clock that the loader sets: acts of the invented past happen, for everything that asks Django the time, on their day.

Only ``running`` puts it in the place of the machine's clock, only while the sample city is loaded, and only in this
process. Nothing is edited afterwards: whatever a service records carries the time that the clock showed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.utils import timezone


class Clock:
    """Shows ``moment`` (aware); it never goes back."""

    def __init__(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("the clock needs a moment with a time zone")
        self.moment = moment.astimezone(UTC)

    def go_to(self, moment: datetime) -> None:
        """Go on to ``moment``; one already passed leaves the clock where it is."""
        self.moment = max(self.moment, moment.astimezone(UTC))

    def tick(self, seconds: float = 20) -> None:
        """Go on a little, as work takes time."""
        self.moment += timedelta(seconds=seconds)

    @property
    def today(self) -> date:
        """The day in the city."""
        return self.moment.astimezone(timezone.get_default_timezone()).date()


def moment_of(day: date, at: time) -> datetime:
    """A time of a day in the city."""
    return datetime.combine(day, at, timezone.get_default_timezone())


@contextmanager
def running(clock: Clock) -> Iterator[Clock]:
    """While this lasts, ``django.utils.timezone.now`` and all that rests on it show ``clock``."""

    class Shown(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return clock.moment if tz is None else clock.moment.astimezone(tz)

    module: Any = timezone
    kept = module.datetime
    module.datetime = Shown
    try:
        yield clock
    finally:
        module.datetime = kept
