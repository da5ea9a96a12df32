"""Things done, for the journal to tell of."""

from __future__ import annotations

from luoshi.journal.models import Cursor, Event
from luoshi.journal.services import act, record, record_many
from tests.factories import CITY, an_actor


def a_thing(jurisdiction: str = CITY) -> Cursor:
    """Any saved row of a jurisdiction."""
    return Cursor.objects.get_or_create(jurisdiction=jurisdiction, name="thing")[0]


def a_deed(name: str = "things.turned", jurisdiction: str = CITY, **about: object) -> Event:
    with act():
        return record(an_actor(jurisdiction=jurisdiction), name, a_thing(jurisdiction), **about)  # type: ignore[arg-type]  # handed through


def some_deeds(count: int, jurisdiction: str = CITY) -> list[Event]:
    """Events with a detail each, in order."""
    thing = a_thing(jurisdiction)
    with act():
        actor = an_actor(jurisdiction=jurisdiction)
        return [record(actor, "things.turned", thing, detail={"turn": n, "way": "左"}) for n in range(count)]


def a_bulk_deed(rows: int = 3, jurisdiction: str = CITY) -> Event:
    thing = a_thing(jurisdiction)
    with act():
        actor = an_actor(jurisdiction=jurisdiction)
        return record_many(actor, "things.imported", thing, [{"row": n, "name": f"第{n}行"} for n in range(rows)])
