"""The period that an address asks for, and those around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from luoshi.console.reports.words import period_words
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks import queries
from luoshi.tasks.place import calendars_of
from luoshi.tasks.rules import period_of
from luoshi.tasks.rules.months import is_period, shifted

SHOWN = 13  # periods in the switcher


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period with its limit: ``left`` working days (negative: that many late)."""

    key: str
    due_on: date
    left: int

    @property
    def phrase(self) -> Phrase:
        return period_words(self.key)

    @property
    def late(self) -> bool:
        return self.left < 0

    @property
    def days_late(self) -> int:
        return -self.left


def named_period(text: str) -> str:
    """A period of an address; anything else is not found."""
    if not is_period(text) or not text.isascii():
        raise Http404
    return text


def asked_period(actor: Actor, text: str) -> Period:
    """The period asked for; the running one when none is, or one to come."""
    now = period_of(actor.on)
    key = text if text.isascii() and is_period(text) and text <= now else now
    return described(actor, key)


def described(actor: Actor, key: str) -> Period:
    """A period with its last day and the working days left."""
    due = queries.due_on(actor, key)
    return Period(key, due, workdays_left(actor, due))


def workdays_left(actor: Actor, due: date) -> int:
    """Working days from today to a last day (0: today); negative when it has passed."""
    calendar = calendars_of(actor.jurisdiction, {None})[None]
    count = calendar.between(actor.on, due).value
    if count == 0 and due < actor.on:
        return -1  # passed on days of rest since
    return count


def choices(actor: Actor, key: str) -> list[tuple[str, Phrase]]:
    """The periods of the switcher, the latest first; the one shown is always among them."""
    latest = period_of(actor.on)
    found = [shifted(latest, -back) for back in range(SHOWN)]
    if key not in found:
        found.append(key)
    return [(each, period_words(each)) for each in found]
