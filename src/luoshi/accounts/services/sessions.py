"""Ending sessions."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.utils import timezone

from luoshi.accounts.models import User
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor


def end_sessions(user: User) -> None:
    """Void every session of an account begun until now; part of another act, which the journal names."""
    user.signed_out_at = timezone.now()
    user.save(update_fields=["signed_out_at"])


def sign_out_everywhere(actor: Actor, user: User) -> None:
    """Void every session of an account, as an act of its own."""
    with act():
        end_sessions(user)
        record(actor, "accounts.signed_out_everywhere", user)


def end_session(actor: Actor, session: UserSession) -> None:
    """Void one session of an account."""
    with act():
        record(actor, "accounts.session_ended", session.user)
        session.end()


def choose_language(actor: Actor, user: User, language: str) -> None:
    """Remember the language of a person's screens (``zh`` or ``en``)."""
    if user.language == language:
        return
    with act():
        user.language = language
        user.save(update_fields=["language"])
        record(actor, "accounts.language_chosen", user, detail={"language": language})
