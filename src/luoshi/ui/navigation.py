"""The places of the frame: each console subject registers its own when its app is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase

CountQuery = Callable[[Actor], int | None]
COUNTED_UP_TO = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the navigation.

    ``roles``: who needs it (empty: everyone signed in). ``count_query``: what waits there for the actor; it runs on
    every full page, so it must be one indexed query that stops counting (``counted``). ``section``: a heading under which it stands. ``menu``: ``main``
    is the left column, ``me`` the menu behind the person's name.
    """

    key: str
    phrase: Phrase
    url_name: str
    roles: frozenset[Role] = frozenset()
    count_query: CountQuery | None = None
    icon: str = "point"
    order: int = 100
    section: Phrase | None = None
    menu: str = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place as one request shows it."""

    key: str
    phrase: Phrase
    url: str
    icon: str
    section: Phrase | None
    count: int | None = None
    current: bool = False

    @property
    def told(self) -> str:
        """The count as it is shown: ``12``, ``999+``."""
        return "" if self.count is None else str(self.count) if self.count <= COUNTED_UP_TO else f"{COUNTED_UP_TO}+"


_PLACES: dict[str, Place] = {}
_NOTICES: list[CountQuery] = []


def counted(rows: QuerySet[Any]) -> int | None:
    """How many rows wait, counted no further than what is shown; None for none."""
    return rows.order_by()[: COUNTED_UP_TO + 1].count() or None


def register(*places: Place) -> None:
    """Add places; one with a known key replaces it."""
    for place in places:
        _PLACES[place.key] = place


def count_notices_with(query: CountQuery) -> None:
    """How the number beside the bell is counted (one indexed query)."""
    _NOTICES[:] = [query]


def notices_of(actor: Actor | None) -> int | None:
    """Unread notices of the actor; None when nothing counts them."""
    return _NOTICES[0](actor) if actor is not None and _NOTICES else None


def places_of(actor: Actor | None, menu: str = "main") -> list[Place]:
    """The registered places the actor needs, in order."""
    if actor is None:
        return []
    wanted = (p for p in _PLACES.values() if p.menu == menu and (not p.roles or actor.has(*p.roles)))
    return sorted(wanted, key=lambda place: (place.order, place.key))


def entries(request: HttpRequest, actor: Actor | None, menu: str = "main") -> list[Entry]:
    """The places as entries; the one whose address leads furthest to this page is current."""
    found: list[Entry] = []
    for place in places_of(actor, menu):
        url = address(place.url_name)
        if url:
            count = place.count_query(actor) if place.count_query and actor else None
            found.append(
                Entry(key=place.key, phrase=place.phrase, url=url, icon=place.icon, section=place.section, count=count)
            )
    return list(_with_current(found, request.path))


def _with_current(found: list[Entry], path: str) -> Iterable[Entry]:
    leading = [e.url for e in found if path == e.url or (e.url != "/" and path.startswith(e.url))]
    longest = max(leading, key=len, default=None)
    return (replace(entry, current=entry.url == longest) for entry in found)


def address(url_name: str) -> str:
    """The address of a route, empty when the installation has no such route."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
