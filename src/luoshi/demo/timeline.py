"""What happens when: acts wait in the order of their moments; what lies after the day of loading has not happened yet."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from luoshi.demo.clock import Clock, moment_of
from luoshi.tasks.state import together
from luoshi.units.remembering import remembered

Act = Callable[[], object]
DAY = timedelta(days=1)


@dataclass
class Timeline:
    """Acts in the order of time. ``is_workday`` tells the days on which people sit at their desks."""

    clock: Clock
    until: datetime
    is_workday: Callable[[date], bool]
    random: Random
    done: int = 0
    _waiting: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    def at(self, moment: datetime, act: Act) -> None:
        """Do ``act`` at ``moment``; acts of one moment keep their order. What lies before the beginning is left out."""
        if moment < self.clock.moment:
            return
        heapq.heappush(self._waiting, (moment, next(self._order), act))

    def on(self, day: date, act: Act, *, hour: int | None = None) -> None:
        """Do ``act`` in office hours of ``day``, or of the next working day."""
        day = self.working(day)
        self.at(moment_of(day, self.office_time(hour)), act)

    def after(self, workdays: int, act: Act) -> None:
        """Do ``act`` so many working days from now (0: later today, or tomorrow when the office has closed)."""
        day = self.clock.today
        for _ in range(workdays):
            day = self.working(day + DAY)
        moment = moment_of(self.working(day), self.office_time(None))
        soonest = self.clock.moment + timedelta(minutes=self.random.randint(4, 50))
        if moment < soonest:
            moment = soonest if workdays == 0 and soonest.hour < 10 else moment_of(self.working(day + DAY), time(8, 50))
        self.at(moment, act)

    def run(self, told: Callable[[date], None] | None = None) -> None:
        """Do everything up to ``until``. ``told`` hears of the first act of every month."""
        month: tuple[int, int] | None = None
        while self._waiting and self._waiting[0][0] <= self.until:
            moment, _, act = heapq.heappop(self._waiting)
            self.clock.go_to(moment)
            today = self.clock.today
            if told is not None and (today.year, today.month) != month:
                month = (today.year, today.month)
                told(today)
            with remembered(), together():  # one sitting of one person
                act()
            self.done += 1
            self.clock.tick()

    @property
    def waiting(self) -> int:
        """How many acts lie ahead."""
        return len(self._waiting)

    def working(self, day: date) -> date:
        """The day itself, or the next one on which people work."""
        while not self.is_workday(day):
            day += DAY
        return day

    def office_time(self, hour: int | None) -> time:
        """A time when people are at work (Chinese offices rest from 12 to 14)."""
        hour = self.random.choice((8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 16, 17)) if hour is None else hour
        return time(hour, self.random.randint(31 if hour == 8 else 1, 58), self.random.randint(0, 59))
