"""What allauth asks of an installation: no sign-up, one address of a client, accounts mapped and never made."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from luoshi.accounts.addresses import client_address
from luoshi.accounts.models import PostHolding, User
from luoshi.accounts.second_factor import must_have_second_factor
from luoshi.journal.owned import valid_on


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Accounts are opened by the security administrator; whoever holds no post today does not get in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:
        """After the right password, before a session begins."""
        stopped: HttpResponse | None = super().pre_login(request, user, **facts)
        if stopped is not None:
            return stopped
        if not PostHolding.objects.filter(valid_on(timezone.localdate()), person=user.person_id).exists():
            return render(request, "account/no_post.html", status=403)
        return None

    def add_message(self, *args: Any, **facts: Any) -> None:
        """No greeting and no good-bye: pages say what they did themselves."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """Secrets of second factors are encrypted with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as fault:
            raise ValueError("the secret of a second factor was encrypted with another master key") from fault

    def get_totp_label(self, user: User) -> str:
        return user.username

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Administrators keep theirs; a lost one is reset by the security administrator."""
        return not must_have_second_factor(authenticator.user)


def _box() -> Fernet:
    key = hashlib.sha256(b"luoshi second factor\0" + settings.SUBJECT_MASTER_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """An OIDC provider tells who someone is, never what they may do, and never makes an account.

    The claim ``OIDC_CLAIM`` is looked up as the account's ``external_id`` at every sign-in; no lasting link is kept,
    so that a changed mapping holds at once.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        known = claim_of(sociallogin.account.extra_data, settings.OIDC_CLAIM)
        user = User.objects.filter(external_id=known, is_active=True).first() if known else None
        if user is None:
            raise ImmediateHttpResponse(render(request, "account/not_known.html", status=403))
        sociallogin.user = user

    def on_authentication_error(self, request: HttpRequest, provider: Any, **facts: Any) -> None:
        raise ImmediateHttpResponse(render(request, "account/provider_failed.html", status=502))


def claim_of(data: dict[str, Any], claim: str) -> str:
    """The value of a claim in what the provider sent (ID token first, then userinfo); empty when it is missing.

    >>> claim_of({"id_token": {"sub": "7"}, "userinfo": {"employee": "A12"}}, "employee")
    'A12'
    """
    for part in (data.get("id_token"), data.get("userinfo"), data):
        if isinstance(part, dict) and isinstance(part.get(claim), str | int):
            return str(part[claim]).strip()
    return ""
