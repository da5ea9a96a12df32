"""Who may see and carry out plans."""

from __future__ import annotations

from typing import Any

from django.db import models

from luoshi.enactment.models import Plan
from luoshi.kernel.actors import OFFICE_ROLES, Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no

OUTSIDE = no("只有政策编辑、确认人和督查室办理入账", "Only policy editors, confirmers and the supervision office enact")
CONFIRMERS_ONLY = no("批准入账须由确认人办理", "Only a confirmer approves a plan")
SAME_PERSON = no(
    "方案由您生成,须由另一人批准", "You made this plan: another person has to approve it"
)  # fmt: skip


class PlanAccess:
    """One policy for list and object: offices of the jurisdiction; approval by another person than the maker."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        """Acts: ``enactment.see``, ``enactment.plan``, ``enactment.choose``, ``enactment.approve``."""
        if not actor.has(*OFFICE_ROLES):
            return OUTSIDE
        if isinstance(subject, Plan) and subject.jurisdiction != actor.jurisdiction:
            return OUTSIDE
        if act == "enactment.approve":
            if not actor.has(Role.CONFIRMER):
                return CONFIRMERS_ONLY
            if isinstance(subject, Plan) and subject.made_by == actor.opaque:
                return SAME_PERSON
        return YES

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Plans of the actor's jurisdiction, for offices only."""
        if not actor.has(*OFFICE_ROLES):
            return rows.none()
        return rows.filter(jurisdiction=actor.jurisdiction)


access = PlanAccess()
