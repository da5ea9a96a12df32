"""Signing in and out."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, PasswordChangeView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.accounts.middleware import ENDED
from luoshi.ui.guard import public


class SignInView(LoginView):  # type: ignore[misc]  # allauth is not typed
    """The sign-in page; says why the last session ended."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**given)
        return {**found, "ended": self.request.session.get(ENDED, ""), "provider": _provider()}


class ChangePasswordView(PasswordChangeView):  # type: ignore[misc]  # allauth is not typed
    """A new password; after the first sign-in before anything else."""

    def get_success_url(self) -> str:
        return self.request.session.pop("after_password", "") or reverse("console:my_account")


change_password = ChangePasswordView.as_view()
_form = SignInView.as_view()


@public("who signs in is not known yet")
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """The sign-in page. Behind a gateway there is no password form, and a password sent is not looked at."""
    if settings.GATEWAY_HEADER and not request.user.is_authenticated:
        return render(request, "account/through_gateway.html", status=403 if request.method == "POST" else 200)
    response: HttpResponse = _form(request)
    return response


@public("everyone may leave")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("account_login")


def second_factors(request: HttpRequest) -> HttpResponse:
    """allauth leads here after a change; all of it stands on my account."""
    return redirect("console:my_account")


def _provider() -> dict[str, str] | None:
    """The name and address of the OIDC provider, when one is configured."""
    if not settings.OIDC_ISSUER:
        return None
    return {"name": settings.OIDC_NAME, "url": reverse("openid_connect_login", kwargs={"provider_id": "city"})}
