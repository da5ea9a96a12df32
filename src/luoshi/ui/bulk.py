"""Preview of a bulk act: which rows it will change, which it will not and why, before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from luoshi.kernel.verdicts import Verdict
from luoshi.ui.parts import Words


@dataclass(frozen=True, slots=True)
class Held:
    """A row that the act leaves alone, with the reason."""

    row: Any
    reason: Words


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk act will do. ``fields`` are sent again on confirmation, beside ``row`` for each accepted one."""

    title: Words
    verb: Words
    accepted: Sequence[Any]
    held: Sequence[Held]
    back_url: str
    fields: Sequence[tuple[str, str]] = field(default=())


def preview(
    title: Words,
    verb: Words,
    rows: Iterable[Any],
    judge: Callable[[Any], Verdict],
    *,
    back_url: str,
    data: QueryDict | None = None,
    keep: Iterable[str] = (),
) -> Preview:
    """Sort rows by ``judge``; ``keep`` names fields of ``data`` that the confirmation needs again."""
    accepted: list[Any] = []
    held: list[Held] = []
    for row in rows:
        verdict = judge(row)
        if verdict:
            accepted.append(row)
        else:
            held.append(Held(row, verdict.reason or ""))
    fields = [(name, value) for name in keep for value in (data.getlist(name) if data else ())]
    return Preview(title, verb, accepted, held, back_url, fields)
