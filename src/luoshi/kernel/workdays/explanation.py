"""Why a date is the due date: the days of rest that were skipped, and the make-up days that were counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from luoshi.kernel.speech import Phrase
from luoshi.kernel.workdays.notices import SATURDAY, Notices, literal
from luoshi.kernel.workdays.values import Override

Kind = Literal["weekend", "holiday", "make-up", "local"]

SATURDAYS, SUNDAYS = Phrase("周六", "Saturday"), Phrase("周日", "Sunday")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayRemark:
    """One day that is not what its day of the week says, or a weekend, and the ``reason`` in both languages.

    ``kind``: an ordinary ``weekend``; a public ``holiday``; a national ``make-up`` day, worked; or a ``local`` rule.
    """

    day: date
    working: bool
    kind: Kind
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring days with one reason, from ``first`` to ``last``, both included."""

    first: date
    last: date
    kind: Kind
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Explanation:
    """The days of a count in order: ``skipped`` days of rest, and days ``made_up``, which were counted though they are
    a weekend or a public holiday. ``provisional`` when a day on the way has no published calendar."""

    skipped: tuple[DayRemark, ...]
    made_up: tuple[DayRemark, ...]
    provisional: bool

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The skipped days, neighbours with one reason together: 国庆节 is one line from its first day to its last."""
        return tuple(_stretches(self.skipped))

    @property
    def counted(self) -> tuple[Stretch, ...]:
        """The days made up, likewise."""
        return tuple(_stretches(self.made_up))


def remark(day: date, notices: Notices, overrides: Mapping[date, Override]) -> DayRemark | None:
    """What is to be said about one day; nothing about an ordinary working day."""
    local = overrides.get(day)
    national = notices.is_workday(day)
    if local is not None and (local.working != national or not national):
        return DayRemark(day, local.working, "local", literal(local.name, local.name_en))
    if day in notices.made_up:
        name = notices.made_up[day]
        return DayRemark(day, True, "make-up", Phrase(f"{name.zh}调休上班", f"make-up day for {name.en}"))
    if day in notices.holidays:
        return DayRemark(day, False, "holiday", notices.holidays[day])
    if day.weekday() >= SATURDAY:
        return DayRemark(day, False, "weekend", SATURDAYS if day.weekday() == SATURDAY else SUNDAYS)
    return None


def _stretches(row: Sequence[DayRemark]) -> Iterator[Stretch]:
    if not row:
        return
    first = row[0]
    for one, following in pairwise(row):
        if following.day - one.day != _DAY or (following.kind, following.reason) != (one.kind, one.reason):
            yield Stretch(first.day, one.day, one.kind, one.reason)
            first = following
    yield Stretch(first.day, row[-1].day, first.kind, first.reason)
