"""Rules of passwords beyond those of Django (GB/T 22239-2019: identity information is complex)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from luoshi.accounts.models import User
from luoshi.kernel.speech import Phrase

_NEEDED = Phrase(
    "密码须含大写字母、小写字母、数字、符号中的至少三类。",
    "A password has at least three of: capital letters, small letters, digits, signs.",
)


def kinds_of_characters(password: str) -> int:
    """How many of the four kinds are in a password: capitals, small letters, digits, others.

    >>> kinds_of_characters("Abc-12"), kinds_of_characters("abcdef")
    (4, 1)
    """
    kinds = (
        str.isupper,
        str.islower,
        str.isdecimal,
        lambda c: not c.isupper() and not c.islower() and not c.isdecimal(),
    )
    return sum(any(kind(character) for character in password) for kind in kinds)


class KindsOfCharacters:
    """Three kinds of characters, or a length of 16 and more, which is worth as much."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < 16 and kinds_of_characters(password) < 3:
            raise ValidationError(_said(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _said()


def _said() -> str:
    return _NEEDED.say("en" if (get_language() or "").startswith("en") else "zh")
