"""Before a view: the gateway's word, the limits of a session, and what must be done first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.addresses import within
from luoshi.accounts.models import User
from luoshi.accounts.second_factor import has_second_factor
from luoshi.accounts.sessions import GATEWAY, actor_for, actor_of
from luoshi.journal.services import act, record
from luoshi.kernel.actors import ADMIN_ROLES

Handler = Callable[[HttpRequest], HttpResponse]

BEGAN, SEEN, ENDED, SECOND_FACTOR = "began_at", "seen_at", "session_ended", "second_factor"
_SEEN_STEP = timedelta(minutes=1)  # a session is written at most once a minute
_BACKEND = "luoshi.accounts.backends.AccountBackend"


class GatewayMiddleware:
    """Sign-in by a key-card gateway, which names the person in a header.

    The header is taken from the gateway's own addresses only; from anywhere else a request that carries it is
    refused. Without a gateway configured the header means nothing.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.GATEWAY_HEADER:
            stopped = self._sign_in(request)
            if stopped is not None:
                return stopped
        return self.get_response(request)

    def _sign_in(self, request: HttpRequest) -> HttpResponse | None:
        named = request.headers.get(settings.GATEWAY_HEADER, "").strip()
        if named and not within(request.META.get("REMOTE_ADDR", ""), settings.GATEWAY_PROXIES):
            return render(request, "account/gateway_refused.html", status=400)
        user = request.user if request.user.is_authenticated else None
        if user is not None and user.external_id != named:
            logout(request)
        if not named or request.user.is_authenticated:
            return None
        known = User.objects.select_related("person").filter(external_id=named, is_active=True).first()
        if known is None:
            return render(request, "account/not_known.html", status=403)
        login(request, known, backend=_BACKEND)
        request.session[GATEWAY] = True
        with act():
            record(actor_of(known.person, channel="gateway"), "accounts.signed_in", known)
        return None


class SessionMiddleware:
    """Ends sessions that rested too long, lasted too long or were signed out elsewhere; sends to what comes first."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now()
            ended = why_ended(request, now)
            if ended:
                logout(request)
                request.session[ENDED] = ended
            else:
                first = _what_first(request)
                if first and request.path not in (first, *_ALWAYS_OPEN()):
                    return _sent_to(request, first)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """A request that a person made keeps the session; what a page asks by itself (``unattended``) does not."""
        if request.user.is_authenticated and not getattr(view, "unattended", False):
            _keep(request, timezone.now())


def why_ended(request: HttpRequest, now: datetime) -> str:
    """Why a session is over: ``idle``, ``longest``, ``elsewhere``; empty for one that goes on."""
    user = request.user
    assert isinstance(user, User)
    began, seen = _moment(request.session.get(BEGAN)), _moment(request.session.get(SEEN))
    if began is None or (user.signed_out_at is not None and began <= user.signed_out_at):
        return "elsewhere"
    if now - began > settings.SESSION_LONGEST:
        return "longest"
    if seen is None or now - seen > settings.SESSION_IDLE:
        return "" if request.session.get(GATEWAY) else "idle"
    return ""


def begin(request: HttpRequest) -> None:
    """Note when a session begins."""
    now = timezone.now().isoformat()
    request.session[BEGAN] = request.session[SEEN] = now


def _keep(request: HttpRequest, now: datetime) -> None:
    seen = _moment(request.session.get(SEEN))
    if seen is None or now - seen >= _SEEN_STEP:
        request.session[SEEN] = now.isoformat()


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def _ALWAYS_OPEN() -> tuple[str, ...]:
    return (reverse("account_logout"), reverse("account_reauthenticate"), reverse("mfa_reauthenticate"))


def _what_first(request: HttpRequest) -> str:
    """The page to which an account must go before any other: a new password, or the second factor of administrators."""
    user = request.user
    assert isinstance(user, User)
    if request.session.get(GATEWAY):
        return ""  # the card is the password and the second factor
    if user.must_change_password:
        return reverse("account_change_password")
    if not settings.SECOND_FACTOR_FOR_ADMINISTRATORS or request.session.get(SECOND_FACTOR):
        return ""
    actor = actor_for(request)
    if actor is None or not actor.has(*ADMIN_ROLES):
        return ""
    if has_second_factor(user):
        request.session[SECOND_FACTOR] = True
        return ""
    return reverse("mfa_activate_totp")


def _sent_to(request: HttpRequest, page: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": page})
    return HttpResponseRedirect(page)
