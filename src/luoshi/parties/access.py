"""Who may see and change the organisations outside government."""

from __future__ import annotations

from typing import Any

from django.db import models

from luoshi.kernel.actors import OFFICE_ROLES, UNIT_ROLES, Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no

EDITING = frozenset({Role.EDITOR, Role.SUPERVISOR, Role.SECURITY_ADMIN})
SEEING = OFFICE_ROLES | UNIT_ROLES | EDITING | {Role.LEADER}
ELSEWHERE = no("该单位不属于本地区。", "This organisation belongs to another place.")
NOT_YOURS = no("您的岗位没有这项职责。", "Your posts do not include this duty.")


class PartiesPolicy:
    """Organisations are named in published documents: every official sees those of the jurisdiction."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        """Acts: ``list``, ``view``, ``edit``."""
        if subject is not None and subject.jurisdiction != actor.jurisdiction:
            return ELSEWHERE
        roles = {"list": SEEING, "view": SEEING, "edit": EDITING}.get(act, frozenset())
        return YES if actor.is_system or actor.has(*roles) else NOT_YOURS

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Those of the actor's jurisdiction."""
        if not (actor.is_system or actor.has(*SEEING)):
            return rows.none()
        return rows.filter(jurisdiction=actor.jurisdiction)


policy = PartiesPolicy()
