"""What follows sign-in and a changed password."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.account.signals import user_logged_in as entered
from allauth.mfa.signals import authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from luoshi.accounts.middleware import SECOND_FACTOR, begin
from luoshi.accounts.models import User
from luoshi.accounts.sessions import actor_of
from luoshi.journal.services import act, record


@receiver(user_logged_in, dispatch_uid="accounts.begin")
def begin_session(sender: type[User], request: HttpRequest | None, user: User, **facts: Any) -> None:
    """Note when the session began; everything on the request that spoke of someone else is forgotten."""
    if request is None:
        return
    begin(request)
    request.__dict__.pop("_luoshi_actor", None)


@receiver(password_changed, dispatch_uid="accounts.password_changed")
def password_is_own(sender: type[User], request: HttpRequest, user: User, **facts: Any) -> None:
    """A person chose the password: the first one is done with, every other session is void."""
    with act():
        user.must_change_password = False
        user.signed_out_at = timezone.now()
        user.save(update_fields=["must_change_password", "signed_out_at"])
        record(actor_of(user.person), "accounts.password_changed", user)
    begin(request)


@receiver(authenticator_removed, dispatch_uid="accounts.second_factor_removed")
def second_factor_removed(sender: Any, request: HttpRequest, user: User, **facts: Any) -> None:
    """Ask again whether one is needed."""
    request.session.pop(SECOND_FACTOR, None)


@receiver(entered, dispatch_uid="accounts.signed_in")
def note_sign_in(sender: type[User], request: HttpRequest, user: User, **facts: Any) -> None:
    """The journal tells who signed in and when (GB/T 22239-2019, 8.1.4.3)."""
    with act():
        record(actor_of(user.person), "accounts.signed_in", user)
