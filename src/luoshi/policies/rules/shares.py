"""Which items are whose: by the printed names and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PARTS = (("leads", "lead"), ("participants", "participant"), ("owners", "participant"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a printed name means: the ids of the units that it stands for."""

    units: frozenset[int] = frozenset()


@dataclass(slots=True)
class Share:
    """What falls to one unit: keys of items with the part it has in each (lead before participant)."""

    unit: int
    parts: dict[str, str] = field(default_factory=dict)


def shares(items: Iterable[tuple[str, Mapping[str, Any]]], meanings: Mapping[str, Meaning]) -> dict[int, Share]:
    """The share of every unit that is named: ``items`` are (key, data), ``meanings`` by printed name.

    >>> given = shares([("t-1", {"leads": ["市发改委"], "participants": ["各县"]})],
    ...     {"市发改委": Meaning(frozenset({1})), "各县": Meaning(frozenset({1, 2}))})
    >>> {unit: share.parts for unit, share in given.items()}
    {1: {'t-1': 'lead'}, 2: {'t-1': 'participant'}}
    """
    found: dict[int, Share] = {}
    for key, data in items:
        for name, part in PARTS:
            for printed in data.get(name) or ():
                meaning = meanings.get(printed[:100])
                for unit in sorted(meaning.units) if meaning else ():
                    found.setdefault(unit, Share(unit)).parts.setdefault(key, part)
    return found
