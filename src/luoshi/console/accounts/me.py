"""My account: who I am, how I sign in, my keys, what I lend."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.accounts import services
from luoshi.accounts.access import own_posts, policy
from luoshi.accounts.models import ApiToken, Delegation, FeedKey, Person, Post, PostHolding, RoleGrant, User
from luoshi.accounts.rules import LENDABLE, ROLE_NAMES
from luoshi.accounts.tokens import FEED_KINDS, SCOPES
from luoshi.console.accounts.acting import attempted, carried_out, done
from luoshi.console.accounts.forms import LendForm, TokenForm
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import COOKIE

_YEAR = 365 * 24 * 3600


@guard(policy, "own_account")
def account(request: OfficialRequest) -> HttpResponse:
    """What I am, how I sign in, my keys, what I lent and was lent."""
    actor, person = request.actor, _me(request)
    factors = {a.type: a for a in Authenticator.objects.filter(user=person.user)}
    recovery = factors.get(Authenticator.Type.RECOVERY_CODES)
    return render(
        request,
        "accounts/me.html",
        {
            "person": person,
            "holdings": _holdings(person, actor.on),
            "role_names": ROLE_NAMES,
            "totp": Authenticator.Type.TOTP in factors,
            "recovery_left": len(recovery.wrap().get_unused_codes()) if recovery else None,
            "through_gateway": actor.channel == "gateway",
            "sessions": UserSession.objects.filter(user=person.user).order_by("-last_seen_at"),
            "this_session": request.session.session_key,
            "tokens": _with_scopes(ApiToken.objects.filter(person=person, revoked_at__isnull=True).order_by("-pk")),
            "feeds": _with_kinds(FeedKey.objects.filter(person=person, revoked_at__isnull=True).order_by("-pk")),
            "lent": _running(
                policy.visible(actor, Delegation.objects.all()).filter(from_post__in=own_posts(actor)), actor.on
            ),
            "borrowed": _running(
                policy.visible(actor, Delegation.objects.all()).filter(to_post__in=own_posts(actor)), actor.on
            ),
            "lendable": Post.objects.filter(
                pk__in={g.post for g in actor.grants if g.role in LENDABLE and g.delegated_from is None}
            ).select_related("unit"),
            "idle": int(settings.SESSION_IDLE.total_seconds() // 60),
        },
    )


@guard(policy, "own_account")
@require_POST
def language(request: OfficialRequest) -> HttpResponse:
    """Remember my language, for this browser and for the next."""
    chosen = "en" if request.POST.get("language") == "en" else "zh"
    services.choose_language(request.actor, _me(request).user, chosen)
    response = redirect("console:my_account")
    response.set_cookie(COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@guard(policy, "own_account")
@require_POST
def sign_out_everywhere(request: OfficialRequest) -> HttpResponse:
    """End all my sessions, this one too."""
    services.sign_out_everywhere(request.actor, _me(request).user)
    return redirect("account_login")


@guard(policy, "own_account", model=UserSession)
@require_POST
def end_session(request: OfficialRequest, session: UserSession) -> HttpResponse:
    """End one of my sessions."""
    services.end_session(request.actor, session)
    return done(request, Phrase("已结束该会话", "The session was ended"), "console:my_account")


@guard(policy, "manage_own_keys")
@never_cache
def new_token(request: OfficialRequest) -> HttpResponse:
    """A new key for a program, shown this once."""
    form = TokenForm(request.POST or None, initial={"days": 90})
    made: list[str] = []

    def make(values: dict[str, Any]) -> None:
        lasting = timedelta(days=values["days"])
        made.append(
            services.create_token(
                request.actor, _me(request), name=values["name"], scopes=values["scopes"], lasting=lasting
            )[1]
        )

    if carried_out(form, request.actor, make):
        return render(request, "accounts/key_made.html", {"key": made[0]}) if made else redirect("console:my_account")
    return render(request, "accounts/my_form.html", {"form": form, "heading": Phrase("新的接口令牌", "New token")})


@guard(policy, "manage_own_keys", model=ApiToken)
@require_POST
def revoke_token(request: OfficialRequest, token: ApiToken) -> HttpResponse:
    """End a key of mine."""
    services.revoke_token(request.actor, token)
    return done(
        request, Phrase("令牌已撤销,立即失效", "The token was revoked and no longer works"), "console:my_account"
    )


@guard(policy, "manage_own_keys", model=FeedKey)
@require_POST
def revoke_feed(request: OfficialRequest, feed: FeedKey) -> HttpResponse:
    """End a subscription of mine."""
    services.revoke_feed_key(request.actor, feed)
    return done(request, Phrase("订阅已撤销", "The subscription was revoked"), "console:my_account")


@guard(policy, "lend_role", model=Post)
def lend(request: OfficialRequest, post: Post) -> HttpResponse:
    """Lend a role of my post for a time."""
    today = request.actor.on
    form = LendForm(
        request.POST or None, actor=request.actor, post=post, initial={"on": today, "until": today + timedelta(days=7)}
    )
    if carried_out(form, request.actor, lambda v: services.lend_role(
        request.actor, post, v["to_post"], v["role"], on=v["on"], until=v["until"], reason=v["reason"]
    )):  # fmt: skip
        return done(request, Phrase("已委托,到期自动收回", "Lent; it ends by itself"), "console:my_account")
    heading = Phrase(f"委托“{post.title}”的权限", f"Lend rights of “{post.title}”")
    return render(request, "accounts/my_form.html", {"form": form, "heading": heading})


@guard(policy, "take_back_role", model=Delegation)
@require_POST
def take_back(request: OfficialRequest, row: Delegation) -> HttpResponse:
    """Take a lent role back today."""
    return attempted(
        request,
        Phrase("委托已收回", "The role was taken back"),
        lambda: services.take_back_role(request.actor, row, on=request.actor.on),
        "console:my_account",
    )


def _me(request: OfficialRequest) -> Person:
    user = request.user
    assert isinstance(user, User)
    return user.person


def _holdings(person: Person, on: date) -> list[dict[str, Any]]:
    """Posts held on a day, with what each may do."""
    rows = PostHolding.objects.filter(valid_on(on), person=person).select_related("post", "post__unit")
    grants: dict[int, list[Phrase]] = {}
    for grant in RoleGrant.objects.filter(valid_on(on), post__in=rows.values("post")):
        grants.setdefault(grant.post_id, []).append(ROLE_NAMES[Role(grant.role)])
    return [
        {"holding": row, "post": row.post, "roles": grants.get(row.post_id, [])}
        for row in rows.order_by("post__unit__order", "pk")
    ]


def _running(rows: QuerySet[Delegation], on: date) -> list[dict[str, Any]]:
    """Lent roles that have not ended, with their names."""
    found = rows.exclude(valid_to__lte=on).select_related("from_post__unit", "to_post__unit")
    return [{"row": row, "role": ROLE_NAMES[Role(row.role)]} for row in found.order_by("valid_from", "pk")]


def _with_scopes(rows: QuerySet[ApiToken]) -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {
            "token": token,
            "scopes": [SCOPES[scope] for scope in token.scopes if scope in SCOPES],
            "expired": token.expires_at <= now,
        }
        for token in rows
    ]


def _with_kinds(rows: QuerySet[FeedKey]) -> list[dict[str, Any]]:
    return [{"feed": feed, "words": FEED_KINDS.get(feed.kind, feed.kind)} for feed in rows]
