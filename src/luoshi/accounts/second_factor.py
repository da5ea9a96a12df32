"""Who must have a second factor, and who has one."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from luoshi.accounts.models import User
from luoshi.accounts.sessions import grants_on
from luoshi.kernel.actors import ADMIN_ROLES


def must_have_second_factor(user: User) -> bool:
    """Administrators must, where the setting says so."""
    if not settings.SECOND_FACTOR_FOR_ADMINISTRATORS:
        return False
    return any(grant.role in ADMIN_ROLES for grant in grants_on(user.person_id, timezone.localdate()))


def has_second_factor(user: User) -> bool:
    """Whether one-time passwords are set up for the account."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())
