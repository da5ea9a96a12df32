"""Every route carries its decision: which policy, which act, which object. A route without one fails the build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Verdict

View = Callable[..., HttpResponseBase]


class Policy(Protocol):
    """The access policy of an app (its ``access.py``); the same rules for lists and for single objects."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        """Whether ``actor`` may do ``act`` (on ``subject``, None for acts without an object)."""

    def visible(self, actor: Actor, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The rows of a queryset that ``actor`` may see."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a route decides by: shown in the access matrix (docs/access.md) and walked by its test."""

    act: str
    policy: Policy | None
    model: type[models.Model] | None = None
    argument: str = ""
    public: str = ""  # why anyone may come here
    scope: str = ""  # of the token by which a program comes here; people do not


class OfficialRequest(HttpRequest):
    """A request after the middleware: with its actor."""

    actor: Actor
    htmx: Any


def guard(
    policy: Policy, act: str, *, model: type[models.Model] | None = None, argument: str = "pk"
) -> Callable[[View], View]:
    """The view is entered only when ``policy`` allows ``act``.

    With ``model``, the object is fetched by the route's ``argument`` among the rows visible to the actor and handed
    to the view in the argument's place: an invisible row is 404, a visible one whose act is refused is 403 with the
    reason. A policy with ``offers`` is asked that for a row fetched so: it decides the act without looking a second
    time whether the row is visible. Not signed in leads to the sign-in page.
    """

    def bind(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = cast("Actor | None", getattr(request, "actor", None))
            if actor is None:
                return redirect_to_login(request.get_full_path())
            subject: Any = None
            if model is not None:
                rows = policy.visible(actor, model._default_manager.all())
                subject = rows.filter(pk=kwargs.pop(argument)).first()
                if subject is None:
                    raise Http404
                args = (subject, *args)
            decide = getattr(policy, "offers", policy.allows) if subject is not None else policy.allows
            verdict = decide(actor, act, subject)
            if not verdict:
                return render(request, "ui/refused.html", {"reason": verdict.reason}, status=403)
            return view(request, *args, **kwargs)

        entered.decision = Decision(act, policy, model, argument if model else "")  # type: ignore[attr-defined]  # read by the route check
        return entered

    return bind


def unattended(view: View) -> View:
    """A route that pages ask by themselves, again and again: it does not keep a resting session alive."""
    view.unattended = True  # type: ignore[attr-defined]  # read by the middleware of sessions
    return view


def public(why: str) -> Callable[[View], View]:
    """A route open to anyone, with the reason in words."""

    def bind(view: View) -> View:
        view.decision = Decision("public", None, public=why)  # type: ignore[attr-defined]  # read by the route check
        return view

    return bind
