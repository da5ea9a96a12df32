"""A small invented city to try the acts on."""

from __future__ import annotations

from datetime import date
from typing import Any

from luoshi.kernel.actors import Actor, Role
from luoshi.units import services
from luoshi.units.models import Unit
from luoshi.units.services import NewUnit
from tests.factories import CITY, an_actor

REFORM = date(2019, 1, 1)


def the_office(jurisdiction: str = CITY) -> Actor:
    """Somebody of the supervision office."""
    return an_actor(Role.SUPERVISOR, person=7, unit=1, post=3, jurisdiction=jurisdiction)


def a_place(actor: Actor | None = None, name: str = "云溪市") -> Actor:
    """The jurisdiction under its name; gives back who works there."""
    actor = actor or the_office()
    services.establish(actor, name=name)
    return actor


def a_unit(name: str, short_name: str = "", *, actor: Actor | None = None, on: date | None = None, **new: Any) -> Unit:
    """A unit of the city, there from the beginning unless ``on`` says otherwise."""
    return services.found_unit(actor or the_office(), NewUnit(name=name, short_name=short_name, **new), on=on)
