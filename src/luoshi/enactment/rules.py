"""What a plan holds: decided from the items, what they became before, and what runs already. No queries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from luoshi.tasks.likeness import SURE

StepAct = Literal["create", "change", "link", "keep", "withdraw", "wait", "skip"]
Choice = Literal["", "link", "create", "skip"]
CHOICES: dict[str, tuple[str, ...]] = {
    "create": ("", "skip"),
    "link": ("link", "create", "skip"),
    "change": ("", "skip"),
    "withdraw": ("", "skip"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemNow:
    """An accepted item of the policy as it stands."""

    kind: str
    key: str
    title: str
    clause: str
    facts: dict[str, Any] | None  # None where no engine reads this kind yet


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBefore:
    """What an item of the same policy family became earlier."""

    kind: str
    key: str
    title: str
    clause: str
    state: Literal["live", "waiting", "withdrawn"]
    object_kind: str = ""
    object_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """A running object that says nearly the same."""

    object_id: int
    share: float
    number: str
    title: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a plan."""

    act: StepAct
    kind: str
    key: str
    title: str
    clause: str = ""
    object_kind: str = ""
    object_id: int | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    note: dict[str, Any] = field(default_factory=dict)
    choice: Choice = ""


def steps_of(
    items: Iterable[ItemNow],
    befores: Iterable[ItemBefore],
    likes: Mapping[tuple[str, str], Like],
    drift: Mapping[tuple[str, str], Mapping[str, Any]],
    object_kinds: Mapping[str, str],
) -> list[Step]:
    """The steps in the order of the document, withdrawn items last.

    ``likes`` and ``drift`` are by (kind, key); ``object_kinds`` names what the engine of a kind makes.
    """
    known = {(b.kind, b.key): b for b in befores}
    steps = []
    for item in items:
        place = (item.kind, item.key)
        steps.append(
            _step(item, known.pop(place, None), likes.get(place), drift.get(place, {}), object_kinds.get(item.kind, ""))
        )
    steps += [
        _gone(before, drift.get((before.kind, before.key), {}))
        for before in known.values()
        if before.state != "withdrawn"
    ]
    return steps


def _step(
    item: ItemNow, before: ItemBefore | None, like: Like | None, drift: Mapping[str, Any], object_kind: str
) -> Step:
    if item.facts is None:
        act: StepAct = "keep" if before is not None and before.state == "waiting" else "wait"
        return Step(act=act, kind=item.kind, key=item.key, title=item.title, clause=item.clause)
    if before is not None and before.state == "live":
        if before.facts == item.facts:
            return Step(
                act="keep", kind=item.kind, key=item.key, title=item.title, clause=item.clause,
                object_kind=before.object_kind, object_id=before.object_id,
            )  # fmt: skip
        changed = changed_fields(before.facts, item.facts)
        return Step(
            act="change", kind=item.kind, key=item.key, title=item.title, clause=item.clause,
            object_kind=before.object_kind, object_id=before.object_id, before=before.facts, after=item.facts,
            note={"fields": changed, "drift": {name: value for name, value in drift.items() if name in changed}},
        )  # fmt: skip
    if like is not None:
        return Step(
            act="link", kind=item.kind, key=item.key, title=item.title, clause=item.clause,
            object_kind=object_kind, object_id=like.object_id, after=item.facts, choice="link" if like.share >= SURE else "",
            note={"share": round(like.share, 2), "number": like.number, "title": like.title, "source": like.source},
        )  # fmt: skip
    note = {"again": True} if before is not None and before.state == "withdrawn" else {}
    return Step(
        act="create", kind=item.kind, key=item.key, title=item.title, clause=item.clause,
        object_kind=object_kind, after=item.facts, note=note,
    )  # fmt: skip


def _gone(before: ItemBefore, drift: Mapping[str, Any]) -> Step:
    return Step(
        act="withdraw", kind=before.kind, key=before.key, title=before.title, clause=before.clause,
        object_kind=before.object_kind, object_id=before.object_id, before=before.facts,
        note={"drift": dict(drift)} if drift else {},
    )  # fmt: skip


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of facts that differ, sorted.

    >>> changed_fields({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": None})
    ['b']
    """
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def undecided(steps: Iterable[tuple[str, str]]) -> int:
    """How many of (act, choice) still wait for a person: proposed links without a choice."""
    return sum(act == "link" and not choice for act, choice in steps)


def basis_of(parts: Iterable[object]) -> str:
    """A digest of everything a plan was made from; another digest at approval makes the plan stale."""
    text = json.dumps(list(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
