"""Thresholds and choices change by date; what held before stays on record."""

from __future__ import annotations

from datetime import date

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.units import subscribers
from luoshi.units.models import DatedSetting
from luoshi.units.remembering import forget
from luoshi.units.rules.words import refusal
from luoshi.units.settings import definition, in_force, rows_of


def set_setting(actor: Actor, key: str, value: object, *, on: date, reason: str = "") -> DatedSetting:
    """``key`` is ``value`` from ``on`` until the next recorded change. The value in force again writes nothing.

    Raises Refused for an unknown key or a value out of its range, with the reason in words.
    """
    kind = definition(key)
    checked = kind.checked(value)
    with act():
        rows = [row for row in rows_of(actor.jurisdiction) if row.key == key]
        known = in_force(rows, on)
        if known is not None and known.value == checked:
            return known
        if not reason.strip():
            raise refusal("请说明调整的依据或原因", "Say why it changes, or on what basis", field="reason")
        later = [row for row in rows if row.valid_from > on]
        same_day = known if known is not None and known.valid_from == on else None
        if known is not None and same_day is None:
            known.valid_to = on
            known.save(update_fields=["valid_to"])
        made = DatedSetting.objects.create(
            jurisdiction=actor.jurisdiction, key=key, value=checked, reason=reason.strip()[:200], valid_from=on,
            valid_to=min((row.valid_from for row in later), default=None), supersedes=same_day,
        )  # fmt: skip
        before = kind.default if known is None else known.value
        record(
            actor, "units.setting_changed", made, before={"value": before}, after={"value": checked},
            detail={"key": key, "from": before, "to": checked, "on": str(on), "reason": reason},
        )  # fmt: skip
        forget()
        subscribers.tell_rules(actor)
        return made
