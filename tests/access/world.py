"""Two cities, units in two areas, and one official of each role: who comes to every route."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from luoshi.kernel.actors import Actor, Role
from luoshi.units.models import Area, Unit
from tests import factories
from tests.access.objects import Place

NORTH, SOUTH = "990102", "990103"


@dataclass(frozen=True)
class Visitor:
    """Someone who comes: the heading of a column of the matrix."""

    key: str
    official: factories.Official

    @cached_property
    def actor(self) -> Actor:
        return factories.actor_of(self.official)


@dataclass(frozen=True)
class World:
    """The visitors belong to the unit of ``own``; ``other`` is a unit beside it, ``away`` in another area, ``foreign`` in
    another city."""

    visitors: tuple[Visitor, ...]
    own: Place
    other: Place
    away: Place
    foreign: Place

    @property
    def places(self) -> tuple[Place, ...]:
        return (self.own, self.other, self.away, self.foreign)


def make_world() -> World:
    """The world of the access test."""
    factories.make_city()
    north, south = _area(NORTH, "北区"), _area(SOUTH, "南区")
    own = _place("own", factories.make_unit("北区发展和改革局", area=north))
    other = _place("other", factories.make_unit("北区财政局", area=north))
    away = _place("away", factories.make_unit("南区科技局", area=south))
    foreign = _place("foreign", factories.make_unit("邻市科技局", jurisdiction=factories.NEIGHBOUR))
    visitors = [Visitor(role.value, factories.make_official(own.unit, role, title=role.value)) for role in Role]
    visitors += [
        Visitor("supervisor_area", factories.make_official(own.unit, Role.SUPERVISOR, area=NORTH, title="分管")),
        Visitor("no_role", factories.make_official(own.unit, title="无角色")),
    ]
    return World(tuple(visitors), own, other, away, foreign)


def _area(code: str, name: str) -> Area:
    return Area.objects.create(
        jurisdiction=factories.CITY, code=code, name=name, kind=Area.Kind.DISTRICT, valid_from=factories.LONG_AGO
    )


def _place(key: str, unit: Unit) -> Place:
    return Place(key, unit, factories.make_official(unit, Role.DRAFTER, title="对象"))
