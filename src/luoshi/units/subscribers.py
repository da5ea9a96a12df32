"""Who wants to know, in the same transaction, that units changed: upper floors register here when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from luoshi.kernel.actors import Actor
from luoshi.units.models import Succession

SuccessionHandler = Callable[[Actor, Sequence[Succession]], None]
RulesHandler = Callable[[Actor], None]

_RECORDED: list[SuccessionHandler] = []
_WITHDRAWN: list[SuccessionHandler] = []
_RULES: list[RulesHandler] = []


def on_succession(recorded: SuccessionHandler, withdrawn: SuccessionHandler | None = None) -> None:
    """Call ``recorded`` with the successions of an act, ``withdrawn`` with those taken back."""
    if recorded not in _RECORDED:
        _RECORDED.append(recorded)
    if withdrawn is not None and withdrawn not in _WITHDRAWN:
        _WITHDRAWN.append(withdrawn)


def on_rules_changed(handler: RulesHandler) -> None:
    """Call ``handler`` when a setting or a local working day changed: what was counted by them is to be counted again."""
    if handler not in _RULES:
        _RULES.append(handler)


def tell_recorded(actor: Actor, rows: Sequence[Succession]) -> None:
    """Successions were recorded."""
    for handler in _RECORDED:
        handler(actor, rows)


def tell_withdrawn(actor: Actor, rows: Sequence[Succession]) -> None:
    """Successions were withdrawn."""
    for handler in _WITHDRAWN:
        handler(actor, rows)


def tell_rules(actor: Actor) -> None:
    """A setting or a local working day of the actor's place changed."""
    for handler in _RULES:
        handler(actor)
