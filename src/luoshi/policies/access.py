"""Who may see and do what with policies: one policy for lists and for single documents.

Drafts belong to the offices (editors, confirmers, supervisors). A confirmed policy is seen by its distribution level:
public and internal by every official, limited by the offices and by the units it gives work to. Administrators see
none. A unit asked for its opinion sees its share of the draft, through the round (``OpinionPolicy``).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import OFFICE_ROLES, UNIT_ROLES, Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no
from luoshi.policies.models import Opinion, OpinionRound, Policy, UnitReading

EDITORS = frozenset({Role.EDITOR, Role.SUPERVISOR})
OFFICIALS = OFFICE_ROLES | UNIT_ROLES | {Role.LEADER}
OPEN = (Policy.Level.PUBLIC, Policy.Level.INTERNAL)
ACTS = {
    "list": OFFICIALS, "view": OFFICIALS, "download": OFFICIALS, "difference": OFFICIALS,
    "upload": EDITORS, "review": EDITORS, "edit": EDITORS, "compile": EDITORS, "submit": EDITORS, "ask_opinions": EDITORS,
    "rule_opinions": EDITORS, "view_draft": OFFICE_ROLES, "confirm": frozenset({Role.CONFIRMER}),
    "return": frozenset({Role.CONFIRMER}), "withdraw": frozenset({Role.CONFIRMER, Role.SUPERVISOR}),
}  # fmt: skip


class PolicyAccess:
    """The access policy of policy documents."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        """Whether the actor may do ``act`` (a key of ``ACTS``) on a policy."""
        roles = ACTS.get(act)
        if roles is None:
            return no("没有这种操作。", "There is no such act.")
        if actor.is_system:
            return YES
        if not actor.has(*roles):
            return no(
                f"您的岗位没有“{_WORDS.get(act, ('查看', 'view'))[0]}”政策的职责。",
                f"Your posts do not include the duty to {_WORDS.get(act, ('查看', 'view'))[1]} policies.",
            )
        if subject is None:
            return YES
        if subject.jurisdiction != actor.jurisdiction:
            return no("这份政策属于别的地区。", "This policy belongs to another jurisdiction.")
        if actor.has(*OFFICE_ROLES):
            return YES
        if not self.visible(actor, Policy.objects.filter(pk=subject.pk)).exists():
            return no("这份政策的发放范围不包括您所在的单位。", "This policy is not distributed to your unit.")
        return YES

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The policies among ``rows`` that the actor may open."""
        rows = rows.filter(jurisdiction=actor.jurisdiction)
        if actor.is_system or actor.has(*OFFICE_ROLES):
            return rows
        if not actor.has(*OFFICIALS):
            return rows.none()
        seen = Q(level__in=OPEN)
        units = actor.units()
        if units:
            seen |= Q(Exists(_shares(actor, units)))
        return rows.filter(seen, confirmed_at__isnull=False)


def _shares(actor: Actor, units: frozenset[int]) -> models.QuerySet[Any]:
    """The readings by which a policy gives work to one of ``units``, by itself or through a group."""
    member = valid_on(actor.on, "group__memberships__") & Q(
        group__memberships__unit__in=units, group__memberships__withdrawn_at__isnull=True
    )
    return UnitReading.objects.filter(Q(unit__in=units) | member, policy=OuterRef("pk"))


class OfPolicy:
    """The same decision for rows that belong to a policy (items, files, rounds): by way of their ``policy``."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        return access.allows(actor, act, None if subject is None else subject.policy)

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        policies = access.visible(actor, Policy.objects.all())
        return rows.filter(jurisdiction=actor.jurisdiction, policy__in=policies).select_related("policy")


class OpinionAccess:
    """Rounds of opinion: the offices see all of a round, a unit that was asked sees and answers its own share."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        if act == "answer":
            if not actor.has(*UNIT_ROLES):
                return no("只有被征求意见的单位可以答复。", "Only units that were asked can answer.")
            if subject is None or asked(actor, subject):
                return YES
            return no("这一轮没有征求您单位的意见。", "Your unit was not asked in this round.")
        return of_policy.allows(actor, act, subject)

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        rows = rows.filter(jurisdiction=actor.jurisdiction).select_related("policy")
        if actor.is_system or actor.has(*OFFICE_ROLES):
            return rows
        own = Opinion.objects.filter(round=OuterRef("pk"), unit__in=actor.units())
        return rows.filter(Exists(own))


def asked(actor: Actor, round_: OpinionRound) -> frozenset[int]:
    """The units of the actor that were asked in a round."""
    units = actor.units()
    if not units:
        return frozenset()
    found = Opinion.objects.filter(round=round_, unit__in=units).values_list("unit", flat=True)
    return frozenset(found)


_WORDS = {
    "upload": ("上传", "upload"), "edit": ("审校", "review"), "review": ("审校", "review"), "submit": ("送审", "submit"),
    "confirm": ("确认", "confirm"), "return": ("退回", "return"), "withdraw": ("撤回", "withdraw"), "compile": ("编译", "compile"),
    "ask_opinions": ("征求意见", "ask for opinions on"), "rule_opinions": ("处理意见", "rule on opinions on"),
    "view_draft": ("查看草稿", "see drafts of"),
}  # fmt: skip

access = PolicyAccess()
of_policy = OfPolicy()
opinion_access = OpinionAccess()
