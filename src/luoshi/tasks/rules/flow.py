"""The way of a report: drafter, section head, unit head, office. Which hands it must pass is a choice of the place."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from luoshi.kernel.actors import UNIT_ROLES, Role

EDITABLE = frozenset({"draft", "returned", "withdrawn"})
IN_UNIT = EDITABLE | {"section", "head"}
SENT = frozenset({"submitted", "verified"})  # has left the unit and was not sent back
STEPS: tuple[str, ...] = (Role.DRAFTER, Role.SECTION_HEAD, Role.UNIT_HEAD)

_LEVEL = {Role.DRAFTER: 0, Role.SECTION_HEAD: 1, Role.UNIT_HEAD: 2}
_WAITS_FOR = {"section": 1, "head": 2}
_WAITING = {1: "section", 2: "head"}


def level_of(roles: Collection[Role]) -> int:
    """The highest step the roles held in the unit stand for; -1 for none.

    >>> level_of({Role.DRAFTER, Role.UNIT_HEAD}), level_of(set())
    (2, -1)
    """
    return max((_LEVEL[role] for role in roles if role in UNIT_ROLES), default=-1)


def next_state(state: str, steps: Sequence[str], roles: Collection[Role]) -> str | None:
    """Where a report goes when somebody with ``roles`` in its unit passes it on; None when they cannot.

    Steps below the person's own are skipped: a unit head who drafts sends it out at once.

    >>> next_state("draft", STEPS, {Role.DRAFTER}), next_state("draft", ("drafter",), {Role.DRAFTER})
    ('section', 'submitted')
    >>> next_state("section", STEPS, {Role.DRAFTER}) is None
    True
    """
    own = level_of(roles)
    if own < 0 or state not in IN_UNIT or own < _WAITS_FOR.get(state, 0):
        return None
    done = max(own, _WAITS_FOR.get(state, 0))
    ahead = sorted(_LEVEL[Role(step)] for step in steps if step in STEPS and _LEVEL[Role(step)] > done)
    return _WAITING[ahead[0]] if ahead else "submitted"


def possible_acts(state: str, roles: Collection[Role], *, office: bool = False) -> frozenset[str]:
    """What somebody with ``roles`` in the report's unit, or of the office, can do with it in ``state``.

    >>> sorted(possible_acts("section", {Role.SECTION_HEAD}))
    ['edit', 'pass_on', 'send_back', 'withdraw']
    >>> sorted(possible_acts("submitted", (), office=True))
    ['return', 'verify']
    """
    own = level_of(roles)
    acts: set[str] = set()
    if own >= 0:
        if state in EDITABLE:
            acts |= {"edit", "pass_on"}
        elif state in _WAITS_FOR and own >= _WAITS_FOR[state]:
            acts |= {"edit", "pass_on", "send_back"}
        if state in _WAITS_FOR or state == "submitted":
            acts.add("withdraw")
    if office and state == "submitted":
        acts |= {"verify", "return"}
    if office and state == "verified":
        acts.add("return")  # a verification found wrong
    return frozenset(acts)
