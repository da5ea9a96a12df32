"""Small factories shared by the tests. Add to them; do not change what is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from django.test import Client

from luoshi.accounts import sessions
from luoshi.accounts.models import Person, Post, PostHolding, RoleGrant, User
from luoshi.kernel.actors import UNIT_ROLES, Actor, Grant, Role, system_actor
from luoshi.units.models import Area, Jurisdiction, Unit, UnitName

CITY = "990100"  # the division code of an invented city
NEIGHBOUR = "990200"
TODAY = date(2026, 3, 2)
LONG_AGO = date(2016, 1, 1)  # from when what the factories make is valid
PASSWORD = "Green-Hills-4"
_COUNT = count(1)


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


@dataclass(frozen=True)
class Official:
    """A person with an account and a post, as ``make_official`` builds one."""

    user: User
    person: Person
    post: Post


def make_city(code: str = CITY, name: str = "云岭市") -> Jurisdiction:
    """An invented city with its area, made once."""
    city, _ = Jurisdiction.objects.get_or_create(code=code, defaults={"name": name, "short_name": name[:-1]})
    Area.objects.get_or_create(
        jurisdiction=code, code=code, valid_from=LONG_AGO, defaults={"name": name, "kind": Area.Kind.CITY}
    )
    return city


def make_unit(
    name: str = "市发展和改革委员会", *, short_name: str = "", kind: str = Unit.Kind.BUREAU, jurisdiction: str = CITY,
    area: Area | None = None, parent: Unit | None = None,
) -> Unit:  # fmt: skip
    """A unit with its name of today."""
    make_city(jurisdiction) if jurisdiction == CITY else make_city(jurisdiction, "邻水市")
    unit = Unit.objects.create(
        jurisdiction=jurisdiction, name=name, short_name=short_name or name, kind=kind, area=area, parent=parent
    )
    UnitName.objects.create(
        jurisdiction=jurisdiction, unit=unit, name=name, short_name=short_name or name, valid_from=LONG_AGO
    )
    return unit


def make_post(unit: Unit, *roles: Role, title: str = "岗位", area: str = "") -> Post:
    """A post of a unit with ``roles``, of old."""
    post = Post.objects.create(jurisdiction=unit.jurisdiction, unit=unit, title=title)
    for role in roles:
        RoleGrant.objects.create(
            jurisdiction=unit.jurisdiction, post=post, role=role.value, area=area, valid_from=LONG_AGO,
            unit=unit if role in UNIT_ROLES else None,
        )  # fmt: skip
    return post


def make_person(name: str = "", *, jurisdiction: str = CITY, telephone: str = "13800001234") -> Person:
    """A person without account or post."""
    return Person.objects.create(
        jurisdiction=jurisdiction, name=name or f"张{next(_COUNT)}", telephone=telephone, number=f"N{next(_COUNT)}"
    )


def make_official(unit: Unit, *roles: Role, name: str = "", area: str = "", title: str = "岗位") -> Official:
    """A person with an account who holds a post of ``unit`` with ``roles``."""
    person = make_person(name, jurisdiction=unit.jurisdiction)
    post = make_post(unit, *roles, title=title, area=area)
    PostHolding.objects.create(jurisdiction=unit.jurisdiction, post=post, person=person, valid_from=LONG_AGO)
    user = User(username=f"u{person.pk}", person=person)
    user.set_password(PASSWORD)
    user.save()
    return Official(user, person, post)


def sign_in(client: Client, official: Official) -> None:
    """Sign the official in, past the second factor of administrators."""
    client.force_login(official.user, backend="luoshi.accounts.backends.AccountBackend")
    session = client.session
    session["second_factor"] = True
    session.save()


def actor_of(official: Official, on: date | None = None) -> Actor:
    """The actor that an official is (today when no day is given)."""
    return sessions.actor_of(official.person, on)
