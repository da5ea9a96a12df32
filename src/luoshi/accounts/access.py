"""Who may see and change people, posts, rights, keys; the same answer for lists and for single rows."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from luoshi.accounts.models import (
    ApiToken,
    Delegation,
    FeedKey,
    Person,
    Portfolio,
    Post,
    PostHolding,
    RoleGrant,
    User,
    Visibility,
)
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import UNIT_ROLES, Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no

SECURITY_ACTS = frozenset(
    {
        "manage_people",  # enter and change people, accounts, passwords, locks
        "manage_posts",  # set up, change, abolish; who holds them; handovers
        "manage_rights",  # roles of posts, portfolios
        "manage_tokens",  # see and revoke everybody's keys
        "manage_lockouts",
        "change_visibility",
        "erase_person",
        "import_people",
        "export_people",
    }
)
LOOKING_ACTS = frozenset({"list_people", "view_person", "list_posts", "view_post"})
OWN_ACTS = frozenset({"own_account", "manage_own_keys"})
MATRIX_ROLES = (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.SUPERVISOR)

_NOT_SECURITY = no("这一项由安全管理员办理", "This is done by the security administrator")
_NO_BUSINESS = no(
    "系统管理员和审计管理员不查看人员和岗位", "System and audit administrators do not see people and posts"
)
_NOT_HOLDER = no("只有岗位的担任者可以委托该岗位的权限", "Only the holder of a post lends its rights")
_NO_PROGRAM = no("接口程序不能办理账号事务", "A program does not act on accounts")


class AccountsPolicy:
    """The policy of this app."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        """Whether ``actor`` may do ``act`` on a row that is visible to them."""
        if actor.is_system:
            return YES
        if actor.channel == "token":
            return _NO_PROGRAM
        if act in OWN_ACTS:
            return YES if actor.person is not None else _NO_PROGRAM
        if act in SECURITY_ACTS:
            return YES if actor.has(Role.SECURITY_ADMIN) else _NOT_SECURITY
        if act in LOOKING_ACTS:
            return self._looks(actor, act, subject)
        if act == "reveal":
            return self._reveals(actor)
        if act == "lend_role":
            return YES if isinstance(subject, Post) and subject.pk in own_posts(actor) else _NOT_HOLDER
        if act == "take_back_role":
            return self._takes_back(actor, subject)
        if act == "view_visibility":
            return YES if actor.has(*MATRIX_ROLES) else _NOT_SECURITY
        return no("没有这一项权限", "There is no such right")

    def visible(self, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of one of this app's tables that ``actor`` may see."""
        if rows.model is User:
            return rows.filter(person__in=self.visible(actor, Person.objects.all()))
        if rows.model is UserSession:
            return rows.filter(user__person=actor.person)
        rows = rows.filter(jurisdiction=actor.jurisdiction)
        if actor.is_system or actor.has(Role.SECURITY_ADMIN):
            return rows
        condition = _seen(rows.model, actor)
        return rows.filter(condition) if condition is not None else rows.none()

    def _looks(self, actor: Actor, act: str, subject: Any) -> Verdict:
        if actor.has(Role.SECURITY_ADMIN, Role.SUPERVISOR, Role.LEADER, *UNIT_ROLES):
            return YES
        if isinstance(subject, Person) and subject.pk == actor.person:
            return YES
        if isinstance(subject, Post) and subject.pk in own_posts(actor):
            return YES
        return _NO_BUSINESS

    def _reveals(self, actor: Actor) -> Verdict:
        allowed = actor.has(Role.SECURITY_ADMIN, Role.SUPERVISOR, *UNIT_ROLES)
        return YES if allowed else no("您的职责不需要查看完整的个人信息", "Your duties do not need full personal data")

    def _takes_back(self, actor: Actor, subject: Any) -> Verdict:
        if actor.has(Role.SECURITY_ADMIN):
            return YES
        return YES if isinstance(subject, Delegation) and subject.from_post_id in own_posts(actor) else _NOT_HOLDER


def own_posts(actor: Actor) -> frozenset[int]:
    """Posts whose rights are the actor's own, not lent."""
    return frozenset(g.post for g in actor.grants if g.post is not None and g.delegated_from is None)


def _seen(model: type[Any], actor: Actor) -> Q | None:
    """The condition for those who are no security administrators; None: nothing."""
    if model is Person:
        mine = Q(pk=actor.person)
        units = _units(actor)
        if units is None:
            return mine
        return mine | Q(pk__in=PostHolding.objects.filter(valid_on(actor.on), units("post__unit")).values("person"))
    if model is Post:
        units = _units(actor)
        return Q(pk__in=own_posts(actor)) if units is None else units("unit") | Q(pk__in=own_posts(actor))
    if model in (PostHolding, RoleGrant, Portfolio):
        units = _units(actor)
        return Q(post__in=own_posts(actor)) if units is None else units("post__unit") | Q(post__in=own_posts(actor))
    if model is Delegation:
        return Q(from_post__in=own_posts(actor)) | Q(to_post__in=own_posts(actor))
    if model in (ApiToken, FeedKey):
        return Q(person=actor.person)
    if model is Visibility:
        return Q() if actor.has(*MATRIX_ROLES) else None
    return None


def _units(actor: Actor) -> Any:
    """A function from the path to a unit to the condition that its people and posts are seen; None: no unit's."""
    areas = {grant.area for grant in actor.grants if grant.role in (Role.SUPERVISOR, Role.LEADER)}
    own = actor.units()
    if not areas and not own:
        return None

    def condition(path: str) -> Q:
        if "" in areas:
            return Q(**{f"{path}__isnull": False})  # everything: an empty Q would vanish beside an "or"
        found = Q(**{f"{path}__in": own})
        for area in areas:
            found |= Q(**{f"{path}__area__code__startswith": area})
        return found

    return condition


policy = AccountsPolicy()
