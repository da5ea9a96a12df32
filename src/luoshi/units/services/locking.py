"""Two people at one row: the second is told, and nothing is lost."""

from __future__ import annotations

from typing import TypeVar

from django.utils.timezone import localtime

from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.units.models import Unit, UnitGroup
from luoshi.units.rules.words import filled

Row = TypeVar("Row", Unit, UnitGroup)


class Changed(Refused):
    """Somebody else changed the row since it was read: ``by`` is the opaque id of who did (``person:17``), ``version``
    that of the row now."""

    def __init__(self, zh: str, en: str, *, by: str, version: int) -> None:
        super().__init__(zh, en, field="version")
        self.by = by
        self.version = version


def locked(actor: Actor, row: Row, version: int | None) -> Row:
    """The row as it is now, locked for this transaction, its ``version`` raised (saved by the caller).

    ``version`` is the one the person saw; None for acts that build on nothing seen. Raises ``Changed`` when it is old
    and ``Refused`` for a row of another jurisdiction.
    """
    now = type(row)._default_manager.select_for_update().filter(pk=row.pk, jurisdiction=actor.jurisdiction).first()
    if now is None:
        raise Refused("该对象不属于本地区", "This belongs to another jurisdiction", forbidden=True)
    if version is not None and now.version != version:
        last = Event.objects.filter(
            jurisdiction=actor.jurisdiction, object_kind=now._meta.label_lower, object_id=now.pk
        ).order_by("-pk").first()  # fmt: skip
        by = last.actor if last else ""
        mine = by == actor.opaque
        said = filled(
            "“{name}”已被{who}{at}修改,您看到的不是最新内容。请核对后再提交,您填写的内容已保留",
            "{name} was changed by {who_en} {at_en} after you opened it. Check and submit again; what you entered is kept",
            name=now, who="您本人在另一窗口" if mine else "另一位同事", who_en="you, in another window," if mine else "a colleague",
            at=f"于{localtime(last.recorded_at):%m月%d日%H:%M}" if last else "",
            at_en=f"on {localtime(last.recorded_at):%Y-%m-%d %H:%M}" if last else "",
        )  # fmt: skip
        raise Changed(said.zh, said.en, by=by, version=now.version)
    now.version += 1
    return now
