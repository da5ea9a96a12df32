"""Small factories shared by the tests. Add to them; do not change what is there."""

from __future__ import annotations

from datetime import date

from luoshi.kernel.actors import Actor, Grant, Role, system_actor

CITY = "990100"  # the division code of an invented city
NEIGHBOUR = "990200"
TODAY = date(2026, 3, 2)


def an_actor(
    *roles: Role, person: int = 1, unit: int | None = None, post: int | None = None, area: str = "",
    jurisdiction: str = CITY, on: date = TODAY,
) -> Actor:  # fmt: skip
    """A person who holds ``roles`` in ``unit`` through ``post``."""
    grants = tuple(Grant(role=role, unit=unit, post=post, area=area) for role in roles)
    return Actor(jurisdiction=jurisdiction, on=on, person=person, grants=grants)


def the_system(jurisdiction: str = CITY, on: date = TODAY) -> Actor:
    """The product itself."""
    return system_actor(jurisdiction, on)
