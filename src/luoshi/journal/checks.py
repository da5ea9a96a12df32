"""Django system checks of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning

from luoshi.journal.triggers import check_triggers


def triggers_are_there(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning for every trigger that is missing. No error, since ``migrate``, which runs checks, mends it."""
    return [
        Warning(
            f"the database does not protect its journal: trigger {name} is missing or changed",
            hint="luoshi migrate makes it again; then run luoshi journal verify",
            id="journal.W001",
        )
        for alias in databases or ()
        for name in check_triggers(alias)
    ]
