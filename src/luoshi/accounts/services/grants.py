"""Roles of posts, portfolios of leaders, roles lent for a time."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from luoshi.accounts.models import Delegation, Portfolio, Post, PostHolding, RoleGrant
from luoshi.accounts.rules import LENDABLE, ROLE_NAMES, Reach, Term, common_term, reach_fault
from luoshi.accounts.services.posts import refuse_clash
from luoshi.journal.services import act, record
from luoshi.kernel.actors import UNIT_ROLES, Actor, Role
from luoshi.kernel.verdicts import Refused
from luoshi.units.models import Unit

LONGEST_DELEGATION = timedelta(days=366)


def grant_role(
    actor: Actor,
    post: Post,
    role: Role,
    *,
    on: date,
    unit: Unit | None = None,
    area: str = "",
    until: date | None = None,
) -> RoleGrant:
    """A post may act in ``role`` from ``on`` to before ``until``.

    A unit's role acts in ``unit`` (the post's own when it is not named); the others over ``area`` (a division code
    prefix) or in the whole jurisdiction. Refused by the separation of administrators for anybody who holds the post.
    """
    reach = Reach(unit.pk if unit else post.unit_id if role in UNIT_ROLES else None, area)
    if fault := reach_fault(role, reach):
        raise Refused(fault.zh, fault.en, field="unit")
    same = RoleGrant.objects.filter(post=post, role=role, unit=reach.unit, area=area).exclude(valid_to__lte=on)
    if same.exists():
        raise Refused("该岗位已有此权限", "This post has this right already", field="role")
    for holding in PostHolding.objects.filter(post=post).exclude(valid_to__lte=on):
        term = common_term(role, (holding.valid_from, holding.valid_to), (on, until))
        if term is not None:
            refuse_clash(holding.person_id, on, [term])
    with act():
        grant = RoleGrant.objects.create(
            jurisdiction=actor.jurisdiction,
            post=post,
            role=role,
            unit_id=reach.unit,
            area=area,
            valid_from=on,
            valid_to=until,
        )
        record(
            actor,
            "accounts.role_granted",
            post,
            detail={
                "role": role.value,
                "unit": reach.unit,
                "area": area,
                "from": on.isoformat(),
                "until": until and until.isoformat(),
            },
        )
    return grant


def end_grant(actor: Actor, grant: RoleGrant, *, on: date) -> None:
    """Take a role from a post: ``on`` is the first day without it. Roles lent from it end with it."""
    if grant.valid_to is not None and grant.valid_to <= on:
        return
    with act():
        grant.valid_to = max(on, grant.valid_from)
        grant.save(update_fields=["valid_to"])
        record(
            actor,
            "accounts.role_taken_away",
            grant.post,
            detail={"role": grant.role, "unit": grant.unit_id, "area": grant.area, "on": on.isoformat()},
        )


def set_portfolio(
    actor: Actor, post: Post, *, on: date, unit: Unit | None = None, theme: str = "", area: str = ""
) -> Portfolio:
    """A leader's post answers for a unit, a theme or an area (one of them) from ``on``."""
    if sum(map(bool, (unit, theme, area))) != 1:
        raise Refused("请在单位、专题、地区中选填一项", "Name one of unit, theme and area", field="unit")
    same = Portfolio.objects.filter(post=post, unit=unit, theme=theme, area=area).exclude(valid_to__lte=on)
    if same.exists():
        raise Refused("该岗位已分管此项", "This post answers for it already", field="unit")
    with act():
        row = Portfolio.objects.create(
            jurisdiction=actor.jurisdiction, post=post, unit=unit, theme=theme, area=area, valid_from=on
        )
        record(
            actor,
            "accounts.portfolio_given",
            post,
            detail={"unit": unit and unit.pk, "theme": theme, "area": area, "from": on.isoformat()},
        )
    return row


def end_portfolio(actor: Actor, row: Portfolio, *, on: date) -> None:
    """A leader's post answers no longer for a unit, theme or area."""
    if row.valid_to is not None and row.valid_to <= on:
        return
    with act():
        row.valid_to = max(on, row.valid_from)
        row.save(update_fields=["valid_to"])
        record(
            actor,
            "accounts.portfolio_taken",
            row.post,
            detail={"unit": row.unit_id, "theme": row.theme, "area": row.area, "on": on.isoformat()},
        )


def lend_role(
    actor: Actor, from_post: Post, to_post: Post, role: Role, *, on: date, until: date, reason: str = ""
) -> Delegation:
    """The holder of ``from_post`` lends one of its roles to ``to_post`` from ``on`` to before ``until``."""
    if until <= on:
        raise Refused("结束日期应晚于开始日期", "The end must come after the start", field="until")
    if until - on > LONGEST_DELEGATION:
        raise Refused("委托不得超过一年", "A role is lent for a year at most", field="until")
    if from_post == to_post or from_post.jurisdiction != to_post.jurisdiction:
        raise Refused("请选择同一辖区的另一岗位", "Choose another post of the same jurisdiction", field="to_post")
    if role not in LENDABLE:
        name = ROLE_NAMES[role]
        raise Refused(f"{name.zh}的权限不得委托", f"The role of {name.en.lower()} cannot be lent", field="role")
    if not RoleGrant.objects.filter(post=from_post, role=role).exclude(valid_to__lte=on).exists():
        raise Refused("该岗位没有此权限", "This post does not have this role", field="role")
    running = Delegation.objects.filter(from_post=from_post, to_post=to_post, role=role, valid_from__lt=until)
    if running.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).exists():
        raise Refused("此期间已有相同的委托", "The same role is lent to this post in that time already", field="on")
    for holding in PostHolding.objects.filter(post=to_post).exclude(valid_to__lte=on):
        term = common_term(role, (holding.valid_from, holding.valid_to), (on, until))
        if term is not None:
            refuse_clash(holding.person_id, on, [Term(role, term.start, term.end)])
    with act():
        row = Delegation.objects.create(
            jurisdiction=actor.jurisdiction,
            from_post=from_post,
            to_post=to_post,
            role=role,
            reason=reason.strip(),
            valid_from=on,
            valid_to=until,
        )
        record(
            actor,
            "accounts.role_lent",
            from_post,
            detail={"to": to_post.pk, "role": role.value, "from": on.isoformat(), "until": until.isoformat()},
            post=from_post.pk if from_post.pk in actor.posts() else None,
        )
    return row


def take_back_role(actor: Actor, row: Delegation, *, on: date) -> None:
    """End a lent role: ``on`` is the first day without it."""
    if row.valid_to is not None and row.valid_to <= on:
        return
    with act():
        row.valid_to = max(on, row.valid_from)
        row.save(update_fields=["valid_to"])
        record(
            actor,
            "accounts.role_taken_back",
            row.from_post,
            detail={"to": row.to_post_id, "role": row.role, "on": on.isoformat()},
        )
