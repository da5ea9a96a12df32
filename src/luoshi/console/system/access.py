"""Who sees how the machine is."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no


class SystemPolicy:
    """The system administrator sees the machine: versions, sizes, queues; no row of business."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        if act == "view_system" and (actor.is_system or actor.has(Role.SYSTEM_ADMIN)):
            return YES
        return no("这一项由系统管理员查看", "This is for the system administrator")

    def visible(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.none()


policy = SystemPolicy()
