"""Loading the sample city: once, in the order of time, by the same services that people use."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from random import Random

from django.db import connection
from django.utils import timezone

from luoshi.accounts.services import new_password
from luoshi.demo.cast import Cast
from luoshi.demo.city.founding import CITY_CODE, City, found_city
from luoshi.demo.city.names import people_names
from luoshi.demo.city.staffing import staff
from luoshi.demo.clock import Clock, moment_of, running
from luoshi.demo.days import Days
from luoshi.demo.models import Loaded
from luoshi.demo.sign_ins import SignIn, keep, kept, open_accounts
from luoshi.demo.story import tell as tell_story
from luoshi.demo.timeline import Timeline
from luoshi.journal.sealing import seal
from luoshi.kernel.actors import system_actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.units.calendar import calendar_for
from luoshi.units.models import Jurisdiction

Told = Callable[[Phrase, dict[str, object]], None]

FOUNDING = Phrase("建立云溪市的单位和人员", "founding the units and people of Yunxi")
MONTH = Phrase("重演 {month}", "living through {month}")
SEALING = Phrase("封存日志", "sealing the journal")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading did: ``fresh`` False when the city was there already."""

    day: date
    fresh: bool
    sign_ins: list[SignIn] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def state() -> Loaded | None:
    """What was loaded before. Raises ``Refused`` where the database holds anything but invented cities."""
    rows = list(Loaded.objects.order_by("pk"))
    real = Jurisdiction.objects.exclude(code__in=[row.jurisdiction for row in rows]).first()
    if real is not None:
        raise Refused(
            f"这个数据库里有真实数据({real.name}),示例城市不能装在一起。请把 LUOSHI_HOME 或 LUOSHI_DATABASE_URL 指向另一处",
            f"this database holds real data ({real.name}); a sample city is not put beside it. Let LUOSHI_HOME or "
            "LUOSHI_DATABASE_URL name another place",
        )
    return next((row for row in rows if not row.scale), None)


def load(*, seed: int, password: str = "", months: int = 24, told: Told | None = None) -> Outcome:
    """Load the city as it stands today, with so many months of history. Once loaded, nothing changes. Raises ``Refused`` for a database with other data
    and for a city that was only half loaded (it has to be loaded afresh)."""
    known = state()
    if known is not None and known.finished_at is not None:
        return Outcome(known.day, fresh=False, sign_ins=kept())
    if known is not None:
        raise HalfLoaded
    tell = told or (lambda words, values: None)
    now = timezone.now()
    days = Days(timezone.localdate(), months)
    row = Loaded.objects.create(jurisdiction=CITY_CODE, name="云溪市", day=days.today, seed=seed, begun_at=now)
    random = Random(seed)  # noqa: S311  # an invented city, not a secret
    clock = Clock(moment_of(days.start, time(8, 40)))
    calendar = calendar_for(CITY_CODE)
    with quick(), undisturbed(), running(clock):
        tell(FOUNDING, {})
        timeline = Timeline(clock, now, lambda day: bool(calendar.is_workday(day)), random)
        cast = Cast(clock)
        system = system_actor(CITY_CODE, days.start)
        city: City = found_city(system, days)
        names = people_names(random)
        staff(system, city, cast, names, random, days.start)
        sign_ins = open_accounts(cast.actor("admin.security"), cast, password or new_password())
        keep(sign_ins)
        tell_story(city, cast, days, timeline, random, names)
        timeline.run(lambda day: tell(MONTH, {"month": f"{day:%Y-%m}"}))
    tell(SEALING, {})
    seal(CITY_CODE)
    row.finished_at = timezone.now()
    row.save(update_fields=["finished_at"])
    return Outcome(days.today, fresh=True, sign_ins=sign_ins, counts=counts())


def counts() -> dict[str, int]:
    """How much there is in the city."""
    from luoshi.accounts.models import Person
    from luoshi.journal.models import Event
    from luoshi.policies.models import Policy
    from luoshi.tasks.models import Report, Task
    from luoshi.units.models import Unit

    models = {"units": Unit, "people": Person, "policies": Policy, "tasks": Task, "reports": Report, "events": Event}
    return {name: model._default_manager.filter(jurisdiction=CITY_CODE).count() for name, model in models.items()}


class HalfLoaded(Refused):
    """Loading was cut off; what is there is no whole city."""

    def __init__(self) -> None:
        super().__init__("示例城市上次只装了一半", "the sample city was only half loaded")


@contextmanager
def undisturbed() -> Iterator[None]:
    """With a collector of cycles that seldom looks: it would go over everything that stays again and again."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextmanager
def quick() -> Iterator[None]:
    """On SQLite do not wait for the disk after every act: a loading that is cut off is begun anew anyway."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
