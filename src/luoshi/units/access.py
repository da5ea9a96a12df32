"""Who may see and change units: every official sees those of the place; the offices in charge change them."""

from __future__ import annotations

from typing import Any

from django.db import models

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no

EDITING = frozenset({Role.SECURITY_ADMIN, Role.SUPERVISOR})
ACTS = {
    "units.view": "see units, groups, areas, working days and settings",
    "units.export": "take units out as a sheet",
    "units.edit": "found, rename, merge, split, end units; groups; areas; local working days; settings; bring in a sheet",
}


class UnitsPolicy:
    """``units.view`` and ``units.export`` for officials of the place, ``units.edit`` for those in charge of units.

    A system administrator, who runs the machine only, sees nothing here. A program needs the scope ``units.read`` or
    ``units.write``.
    """

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        """Whether ``actor`` may do one of ``ACTS`` (on a row of this app)."""
        if act not in ACTS:
            raise ValueError(f"units knows no act {act}")
        if subject is not None and getattr(subject, "jurisdiction", actor.jurisdiction) != actor.jurisdiction:
            return no("该对象不属于本地区", "This belongs to another jurisdiction")
        if actor.is_system:
            return YES
        if not _sees(actor):
            return no("系统管理员不查看单位信息", "A system administrator sees no units")
        if not _in_scope(actor, "units.write" if act == "units.edit" else "units.read"):
            return no("该令牌无权访问单位信息", "This token has no right to units")
        if act == "units.edit" and not actor.has(*EDITING):
            return no(
                "单位信息由督查室或安全管理员维护,如需更改请与其联系",
                "Units are kept by the supervision office or a security administrator; ask them",
            )
        return YES

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows of the actor's jurisdiction, or none."""
        may = actor.is_system or (_sees(actor) and _in_scope(actor, "units.read"))
        return rows.filter(jurisdiction=actor.jurisdiction) if may else rows.none()


def _sees(actor: Actor) -> bool:
    return any(grant.role is not Role.SYSTEM_ADMIN for grant in actor.grants)


def _in_scope(actor: Actor, scope: str) -> bool:
    return actor.channel != "token" or scope in actor.scopes


policy = UnitsPolicy()
