"""What people do with their own notices."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.notify.models import Preference
from luoshi.notify.queries import notices_of, preference_of

CHANNELS = ("mail",)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def mark_read(actor: Actor, notices: Iterable[int]) -> int:
    """The actor has read these of their notices (ids); how many were unread. Reading is no business act: no event."""
    return notices_of(actor, unread=True).filter(pk__in=list(notices)).update(read_at=timezone.now())


def mark_all_read(actor: Actor, kind: str = "", until: int | None = None) -> int:
    """All of the actor's notices (of a kind) up to the id ``until``, the newest they saw; how many were unread."""
    rows = notices_of(actor, unread=True, kind=kind)
    return (rows if until is None else rows.filter(pk__lte=until)).update(read_at=timezone.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceDraft:
    """A person's wishes; None and empty follow the place."""

    digest_hour: int | None = None
    quiet_from: str = ""
    quiet_until: str = ""
    channels: tuple[str, ...] = CHANNELS
    urgent_at_once: bool = True


def save_preference(actor: Actor, draft: PreferenceDraft, version: int | None) -> Preference:
    """Keep the wishes. ``version``: the one the person saw. Raises ``Refused`` for hours that are none, and when it
    was changed meanwhile (in another window)."""
    if draft.digest_hour is not None and not 0 <= draft.digest_hour <= 23:
        raise Refused("汇总时间应为 0 至 23 时。", "The hour must be from 0 to 23.", field="digest_hour")
    for name in ("quiet_from", "quiet_until"):
        if (text := getattr(draft, name)) and not _TIME.fullmatch(text):
            raise Refused("应为时刻,如 21:00。", "A time such as 21:00.", field=name)
    if bool(draft.quiet_from) != bool(draft.quiet_until):
        raise Refused("免打扰的开始和结束须同时填写。", "Give both ends of the quiet hours.", field="quiet_until")
    if set(draft.channels) - set(CHANNELS):
        raise Refused("没有这种送达方式。", "There is no such way to be told.", field="channels")
    with act():
        row: Preference = Preference.objects.select_for_update().filter(person=actor.person).first() or preference_of(
            actor
        )
        if version is not None and version != row.version:
            raise Refused("您已在别处改过提醒设置,请刷新后再改。", "You changed this elsewhere; reload and try again.")
        row.digest_hour, row.channels, row.urgent_at_once = (
            draft.digest_hour,
            list(draft.channels),
            draft.urgent_at_once,
        )
        row.quiet_from, row.quiet_until = draft.quiet_from, draft.quiet_until
        row.version += 1
        row.save()
        record(actor, "notify.preference_saved", row, detail={"channels": row.channels, "hour": row.digest_hour})
    return row
