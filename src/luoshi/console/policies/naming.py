"""Names of people for histories."""

from __future__ import annotations

from luoshi.accounts.queries import names_for
from luoshi.ui.language import said


def names_of(actors: frozenset[str]) -> dict[str, str]:
    """Opaque actors -> how people call them, in the current language."""
    return {key: said(name) for key, name in names_for(actors).items()}
