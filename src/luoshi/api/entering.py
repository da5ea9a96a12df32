"""How a program comes in: a token for its person, a scope, and the same access policies as on the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, cast

from django.db import models
from django.http import HttpRequest
from ninja.security import HttpBearer

from luoshi.accounts.tokens import actor_for_token
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import Decision, Policy

NOT_KNOWN = Phrase("令牌无效、已过期或已撤销。", "The token is not known, has expired or was revoked.")
NO_SCOPE = Phrase("令牌没有 {scope} 权限范围。", "The token lacks the scope {scope}.")
NOT_FOUND = Phrase("没有这一项,或不在您的职责范围内。", "There is no such thing, or it is outside your duties.")
NOT_ALLOWED = Phrase("您的岗位没有这项职责。", "Your posts do not include this duty.")

DECISIONS: dict[str, Decision] = {}
"""By the name of the route; ``urls`` puts them on the views that the framework makes."""


class Denied(Exception):
    """Answered with a status and a reason in both languages."""

    def __init__(self, status: int, reason: Phrase) -> None:
        super().__init__(reason.en)
        self.status, self.reason = status, reason


class Token(HttpBearer):
    """``Authorization: Bearer lsh_…``; the actor has the rights of the token's person on this day."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = actor_for_token(token)
        request.actor = actor  # type: ignore[attr-defined]  # in place of the session's, which counts for nothing here
        return actor


class ApiRequest(HttpRequest):
    """A request that came in: its actor, and the object of the route where it has one."""

    actor: Actor
    subject: Any


def reads(
    name: str, scope: str, policy: Policy, act: str, *, model: type[models.Model] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The operation ``name`` is entered only with a token of ``scope`` whose person the policy allows ``act``.

    With ``model`` the object is fetched by ``pk`` among the rows visible to that person, as ``request.subject``: what
    they may not see is 404, as if it were not there.
    """

    def bind(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            coming = cast("ApiRequest", request)
            actor = coming.actor
            if scope not in actor.scopes:
                raise Denied(403, Phrase(NO_SCOPE.say("zh", scope=scope), NO_SCOPE.say("en", scope=scope)))
            subject: Any = None
            if model is not None:
                subject = policy.visible(actor, model._default_manager.all()).filter(pk=kwargs["pk"]).first()
                if subject is None:
                    raise Denied(404, NOT_FOUND)
            verdict = policy.allows(actor, act, subject)
            if not verdict:
                raise Denied(403, verdict.reason or NOT_ALLOWED)
            coming.subject = subject
            return view(coming, *args, **kwargs)

        # the framework reads parameters here, where names mean what they mean in the view's own module
        entered.__signature__ = signature(view, eval_str=True)  # type: ignore[attr-defined]  # as inspect documents it
        DECISIONS[name] = Decision(act, policy, model, "pk" if model else "", scope=scope)
        return entered

    return bind
