"""Named questions about notices and deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.db.models import Count, QuerySet

from luoshi.accounts.models import Person
from luoshi.kernel.actors import Actor
from luoshi.notify.models import Delivery, Endpoint, Notice, Preference
from luoshi.units.settings import values


def notices_of(actor: Actor, *, unread: bool = False, kind: str = "") -> QuerySet[Notice]:
    """A person's notices, newest first."""
    rows = Notice.objects.filter(jurisdiction=actor.jurisdiction, person=actor.person)
    if unread:
        rows = rows.filter(read_at__isnull=True)
    return (rows.filter(kind=kind) if kind else rows).order_by("-id")


def unread_count(actor: Actor) -> int | None:
    """The number beside the bell: unread notices; None where there is none. One query on an index of unread rows."""
    if actor.person is None:
        return None
    return Notice.objects.filter(person=actor.person, read_at__isnull=True).count() or None


def counts_by_kind(rows: QuerySet[Notice]) -> dict[str, int]:
    """How many notices of each kind, the most frequent first. One query."""
    found = rows.order_by().values_list("kind").annotate(count=Count("pk"))
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def events_by_kind(rows: QuerySet[Notice]) -> dict[str, int]:
    """How many events of each kind, however many people were told of each. One query."""
    found = rows.order_by().values_list("kind").annotate(count=Count("position", distinct=True))
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be told, with what the place has set where they said nothing."""

    hour: int
    quiet: tuple[time, time]
    channels: tuple[str, ...]
    urgent_at_once: bool
    on_rest_days: bool


def wishes_of(jurisdiction: str, preference: Preference | None, on: date | None = None) -> Wishes:
    """A person's preference (None: none was ever said) over the settings of the place."""
    place = values(jurisdiction, on)
    said = preference or Preference(channels=["mail"])
    start, end = said.quiet_from or place["quiet_from"], said.quiet_until or place["quiet_until"]
    return Wishes(
        hour=place["digest_hour"] if said.digest_hour is None else said.digest_hour,
        quiet=(time.fromisoformat(start), time.fromisoformat(end)),
        channels=tuple(said.channels),
        urgent_at_once=said.urgent_at_once,
        on_rest_days=bool(place["digest_on_rest_days"]),
    )


def preference_of(actor: Actor) -> Preference:
    """The actor's preference; an unsaved one where they never said anything."""
    found = Preference.objects.filter(person=actor.person).first()
    return found or Preference(
        jurisdiction=actor.jurisdiction, person=Person.objects.get(pk=actor.person or 0), channels=["mail"], version=0
    )


def endpoints_of(actor: Actor) -> QuerySet[Endpoint]:
    """The ways out of a place, those in use first."""
    return (
        Endpoint.objects.filter(jurisdiction=actor.jurisdiction)
        .select_related("unit")
        .order_by("-active", "name", "pk")
    )


def deliveries_of(actor: Actor, state: str = "", endpoint: int | None = None) -> QuerySet[Delivery]:
    """What left the house, newest first."""
    rows = Delivery.objects.filter(jurisdiction=actor.jurisdiction).select_related("endpoint", "person")
    rows = rows.filter(state=state) if state else rows
    return (rows if endpoint is None else rows.filter(endpoint=endpoint)).order_by("-id")
