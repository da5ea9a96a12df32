"""The answer of an access policy."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.kernel.speech import Phrase


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an act is allowed, and if not, why, in words for the person who asked. True and false like ``allowed``."""

    allowed: bool
    reason: Phrase | None = None

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(zh: str, en: str) -> Verdict:
    """A refusal with its reason."""
    return Verdict(allowed=False, reason=Phrase(zh, en))


class Refused(Exception):
    """A business act that cannot be done: what is wrong, where, and what to do, in both languages.

    Services raise it before anything is written; pages show it beside the form, programs get status 409 (or 403
    for ``forbidden``).
    """

    def __init__(self, zh: str, en: str, *, field: str = "", forbidden: bool = False) -> None:
        super().__init__(zh)
        self.phrase = Phrase(zh, en)
        self.field = field
        self.forbidden = forbidden
