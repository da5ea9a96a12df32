"""From a request, or from a person, to the actor: who acts, with which rights, today."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from luoshi.accounts.models import Delegation, Person, RoleGrant, User
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import Actor, Channel, Grant, Role

_CACHE = "_luoshi_actor"
GATEWAY = "gateway"  # in the session: the account came through the key-card gateway


def actor_for(request: HttpRequest) -> Actor | None:
    """Who acts in a request; None for someone not signed in.

    Rights are read anew in every request, so that they end with the post, the grant or the delegation. At most four
    queries: session, account with person, roles of the posts held, roles lent to them. Kept on the request.
    """
    if hasattr(request, _CACHE):
        return cast("Actor | None", getattr(request, _CACHE))
    user = getattr(request, "user", None)
    actor = None
    if isinstance(user, User) or (user is not None and user.is_authenticated):
        channel: Channel = "gateway" if request.session.get(GATEWAY) else "web"
        actor = actor_of(cast("User", user).person, channel=channel)
    setattr(request, _CACHE, actor)
    return actor


def actor_of(person: Person, on: date | None = None, *, channel: Channel = "web") -> Actor:
    """The actor that ``person`` is on a day (today when None)."""
    day = on or timezone.localdate()
    return Actor(
        jurisdiction=person.jurisdiction,
        on=day,
        person=person.pk,
        grants=grants_on(person.pk, day) if person.erased_at is None else (),
        channel=channel,
    )


def grants_on(person: int, on: date) -> tuple[Grant, ...]:
    """What a person may do on a day: through posts held (as A or B), and through roles lent to these posts."""
    held = RoleGrant.objects.filter(
        valid_on(on), _stands("post__", on), valid_on(on, "post__holdings__"), post__holdings__person=person
    ).values_list("role", "unit", "area", "post")
    lent = Delegation.objects.filter(
        valid_on(on),
        _stands("to_post__", on),
        _stands("from_post__", on),
        valid_on(on, "to_post__holdings__"),
        valid_on(on, "from_post__grants__"),
        to_post__holdings__person=person,
        from_post__grants__role=F("role"),
    ).values_list("role", "from_post__grants__unit", "from_post__grants__area", "to_post", "from_post")
    found = [Grant(role=Role(role), unit=unit, area=area, post=post) for role, unit, area, post in held]
    found += [
        Grant(role=Role(role), unit=unit, area=area, post=post, delegated_from=lender)
        for role, unit, area, post, lender in lent
    ]
    return tuple(dict.fromkeys(found))


def _stands(prefix: str, on: date) -> Q:
    """The post at ``prefix`` is not abolished on the day."""
    return Q(**{f"{prefix}abolished_on__isnull": True}) | Q(**{f"{prefix}abolished_on__gt": on})
