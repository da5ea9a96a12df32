"""What the tests of the pages about units share: a browser that is signed in, and what a reader sees."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.test import Client

from luoshi.kernel.actors import Role
from luoshi.units import services
from luoshi.units.models import Unit
from luoshi.units.services import NewUnit
from tests.factories import CITY, make_official, sign_in
from tests.units.city import a_unit, the_office

TAX_DAY = date(2018, 7, 1)


def signed_in(*roles: Role, jurisdiction: str = CITY, name: str = "周明") -> Client:
    """A browser of somebody who holds ``roles``."""
    code = jurisdiction
    office = Unit.objects.create(jurisdiction=code, kind="office", name=f"{name}办", short_name=f"{name}办")
    client = Client()
    sign_in(client, make_official(office, *roles, name=name))
    return client


def words(response: Any) -> str:
    """What a reader sees of an answer."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def merged() -> tuple[Unit, Unit, Unit]:
    national, local = a_unit("云溪市国家税务局", "市国税局"), a_unit("云溪市地方税务局", "市地税局")
    new = NewUnit(name="云溪市税务局", short_name="市税务局")
    heir, _ = services.merge_units(the_office(), [(national, None), (local, None)], into=new, on=TAX_DAY)
    return national, local, heir
