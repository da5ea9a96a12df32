"""Passwords, checked by allauth; the account comes with its person."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from luoshi.accounts.models import User


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth is not typed
    """The backend of accounts. It gives no permissions: rights come from posts (``accounts.sessions``)."""

    def get_user(self, user_id: int) -> User | None:
        """The account of a session with its person, in one query; None when it is closed."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
