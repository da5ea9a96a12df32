"""Changing the visibility matrix."""

from __future__ import annotations

from datetime import date

from luoshi.accounts.models import Visibility
from luoshi.accounts.visibility import AUDIENCE_WORDS, FIXED, WHAT_WORDS, Audience, What, matrix_on
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.units.remembering import forget


def change_visibility(
    actor: Actor, what: What, audience: Audience, allowed: bool, *, on: date, reason: str
) -> Visibility | None:
    """Change one cell from ``on`` (today or later) on; None when it is so already. Refused for fixed cells."""
    words = WHAT_WORDS[what], AUDIENCE_WORDS[audience]
    if (what, audience) in FIXED:
        raise Refused(
            f"“{words[0].zh}”对“{words[1].zh}”的可见性由产品固定,不能更改",
            f"Whether {words[1].en.lower()} sees {words[0].en.lower()} is fixed and cannot be changed",
        )
    if not reason.strip():
        raise Refused("请写明更改的理由或依据", "Give the reason or basis of the change", field="reason")
    if on < actor.on:
        raise Refused("不能更改过去的可见范围", "What was visible in the past cannot be changed", field="on")
    with act():
        cell = Visibility.objects.of(actor).filter(what=what, audience=audience)
        open_row = cell.filter(valid_to__isnull=True).order_by("-valid_from", "-pk").first()
        if matrix_on(actor.jurisdiction, on)[what, audience] == allowed and (
            open_row is None or open_row.valid_from <= on
        ):
            return None
        if open_row is not None:
            open_row.valid_to = max(on, open_row.valid_from)
            open_row.save(update_fields=["valid_to"])
        row = Visibility.objects.create(
            jurisdiction=actor.jurisdiction,
            what=what.value,
            audience=audience.value,
            allowed=allowed,
            reason=reason.strip()[:200],
            valid_from=on,
            supersedes=open_row,
        )
        record(
            actor,
            "accounts.visibility_changed",
            row,
            detail={
                "what": what.value,
                "audience": audience.value,
                "allowed": allowed,
                "from": on.isoformat(),
                "reason": row.reason,
            },
        )
    forget()
    return row
