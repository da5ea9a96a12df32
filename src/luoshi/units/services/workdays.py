"""Local days off and make-up days: recorded, replaced, taken back."""

from __future__ import annotations

from datetime import date, timedelta

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.units import subscribers
from luoshi.units.calendar import overrides_in_force
from luoshi.units.models import Area, WorkdayOverride
from luoshi.units.remembering import forget
from luoshi.units.rules.words import refusal

_DAY = timedelta(days=1)


def record_override(
    actor: Actor, *, day: date, is_workday: bool, name: str, area: Area | None = None, basis: str = ""
) -> WorkdayOverride:
    """``day`` is (not) a working day in ``area`` or, without one, everywhere here; replaces an earlier word on it.

    Saying the same again changes nothing. What upper floors counted by the calendar is counted again (``subscribers``).
    """
    with act():
        name = name.strip()
        if not name:
            raise refusal("请填写放假或调休的名称", "Enter what the day is for", field="name")
        if area is not None and area.jurisdiction != actor.jurisdiction:
            raise refusal("该区划不属于本地区", "The area belongs to another jurisdiction", field="area")
        known = _known(actor, day, area)
        if known is not None and (known.is_workday, known.name) == (is_workday, name):
            return known
        made = _write(actor, day, area, is_workday, name, basis, supersedes=known)
        record(
            actor, "units.workday_recorded", made,
            before=None if known is None else {"is_workday": known.is_workday, "name": known.name},
            after={"day": str(day), "is_workday": is_workday, "name": name},
            detail={"day": str(day), "is_workday": is_workday, "name": name, "area": area.name if area else "", "basis": basis},
        )  # fmt: skip
        forget()
        subscribers.tell_rules(actor)
        return made


def withdraw_override(actor: Actor, override: WorkdayOverride, why: str) -> WorkdayOverride:
    """Take back a local word on a day; the national calendar holds again. Twice changes nothing."""
    with act():
        if not why.strip():
            raise refusal("请说明撤回的原因", "Say why it is withdrawn", field="why")
        known = _known(actor, override.valid_from, override.area)
        if known is None:
            return override
        made = _write(
            actor,
            override.valid_from,
            override.area,
            known.is_workday,
            known.name,
            why,
            supersedes=known,
            withdrawn=True,
        )
        record(
            actor, "units.workday_withdrawn", made, before={"is_workday": known.is_workday, "name": known.name},
            detail={"day": str(override.valid_from), "name": known.name, "area": known.area.name if known.area else "", "why": why},
        )  # fmt: skip
        forget()
        subscribers.tell_rules(actor)
        return made


def _known(actor: Actor, day: date, area: Area | None) -> WorkdayOverride | None:
    rows = WorkdayOverride.objects.filter(jurisdiction=actor.jurisdiction, valid_from=day).order_by("pk")
    rows = rows.filter(area__isnull=True) if area is None else rows.filter(area=area)
    return next(iter(overrides_in_force(list(rows.select_related("area")))), None)


def _write(
    actor: Actor, day: date, area: Area | None, is_workday: bool, name: str, basis: str, *,
    supersedes: WorkdayOverride | None, withdrawn: bool = False,
) -> WorkdayOverride:  # fmt: skip
    return WorkdayOverride.objects.create(
        jurisdiction=actor.jurisdiction, area=area, is_workday=is_workday, name=name[:60], basis=basis.strip()[:200],
        valid_from=day, valid_to=day + _DAY, supersedes=supersedes, withdrawn=withdrawn,
    )  # fmt: skip
