"""Who may see notices and what left the house: everyone their own notices; addresses outside the security administrator."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no
from luoshi.notify.models import Delivery, Endpoint, Notice, Preference

OWN_ACTS = frozenset({"list", "read", "prefer", "subscribe"})
_NOT_SECURITY = no("这一项由安全管理员办理", "This is done by the security administrator")
_NOBODY = no("请以本人身份登录", "Sign in as yourself")
_OTHERS = no("这是他人的提醒", "This notice is another person's")


class NoticePolicy:
    """The policy of this app."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        """Whether the actor may do ``act``: on their own notices, or (``manage_endpoints``) on ways out of the house."""
        if actor.is_system:
            return YES
        if act in OWN_ACTS:
            if actor.person is None or actor.channel == "token":
                return _NOBODY
            return YES if subject is None or subject.person_id == actor.person else _OTHERS
        if act == "manage_endpoints":
            if actor.channel == "token" or not actor.has(Role.SECURITY_ADMIN):
                return _NOT_SECURITY
            return YES if subject is None or subject.jurisdiction == actor.jurisdiction else _NOT_SECURITY
        return no("没有这一项权限", "There is no such right")

    def visible(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of one of this app's tables that the actor may see."""
        rows = rows.filter(jurisdiction=actor.jurisdiction)
        if actor.is_system:
            return rows
        if rows.model in (Notice, Preference):
            return rows.filter(person=actor.person)
        if rows.model in (Endpoint, Delivery) and actor.has(Role.SECURITY_ADMIN):
            return rows
        return rows.none()


policy = NoticePolicy()
