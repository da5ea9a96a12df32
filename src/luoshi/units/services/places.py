"""The jurisdictions an installation holds."""

from __future__ import annotations

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.units.models import Jurisdiction
from luoshi.units.rules.words import refusal


def establish(actor: Actor, *, name: str, short_name: str = "", name_en: str = "") -> Jurisdiction:
    """The jurisdiction of the actor under its full name (云溪市); the same again changes nothing.

    ``short_name`` is the stem that printed names carry (云溪); without it the name less its last sign.
    """
    with act():
        code, name = actor.jurisdiction, name.strip()
        if len(name) < 2:
            raise refusal("请填写地区全称,如云溪市", "Enter the full name of the place, such as 云溪市", field="name")
        facts = {"name": name, "short_name": (short_name or name[:-1]).strip(), "name_en": name_en.strip()}
        known = Jurisdiction.objects.filter(pk=code).first()
        if known is not None and facts == {key: getattr(known, key) for key in facts}:
            return known
        made, _ = Jurisdiction.objects.update_or_create(code=code, defaults=facts)
        if code.isdigit():
            record(actor, "units.jurisdiction_established", made, after=facts, detail={"name": name})
        return made
