"""What became of a unit: the chain of successions it passes through, and the circles that may not be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from luoshi.kernel.speech import Phrase
from luoshi.units.rules.words import literal

WHOLE = frozenset({"merge", "split", "rename"})  # kinds by which a unit as such passes on; ``transfer`` moves one duty
KIND_WORDS = {
    "merge": Phrase("合并", "merged into"),
    "split": Phrase("分设", "split, passed to"),
    "rename": Phrase("更名重组", "became"),
    "transfer": Phrase("职责划转", "duty transferred to"),
}


@dataclass(frozen=True, slots=True)
class Edge:
    """A recorded succession in ids: from ``on``, duties of ``predecessor`` are ``successor``'s."""

    predecessor: int
    successor: int
    kind: str
    on: date
    matter: str = ""
    principal: bool = True
    basis: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a lineage with the names both bore on that day."""

    edge: Edge
    predecessor_name: str = ""
    successor_name: str = ""

    @property
    def phrase(self) -> Phrase:
        """``市国税局 → 2018-07-01 合并 → 市税务局`` as words."""
        kind, matter = KIND_WORDS[self.edge.kind], self.edge.matter
        about_zh, about_en = (f"({matter})", f" ({matter})") if matter else ("", "")
        zh = f"{self.predecessor_name} → {self.edge.on:%Y-%m-%d} {kind.zh}{about_zh} → {self.successor_name}"
        en = f"{self.predecessor_name}: {kind.en} {self.successor_name} on {self.edge.on:%Y-%m-%d}{about_en}"
        return Phrase(literal(zh), literal(en))


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a unit's duties are: from ``start`` over ``steps`` to ``end``.

    ``choices``: when the last unit was split and nothing says which successor takes the matter, the ids to choose
    from; ``end`` is then the unit that was split. ``ended``: the last unit no longer exists and nobody followed.
    """

    start: int
    end: int
    steps: tuple[Step, ...] = ()
    choices: tuple[int, ...] = ()
    ended: bool = False
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Whether somebody else answers now."""
        return self.start != self.end

    @property
    def certain(self) -> bool:
        """Whether one living unit answers."""
        return not self.choices and not self.ended

    @property
    def phrase(self) -> Phrase:
        """The whole way as one sentence: ``市国税局 →2018-07-01 合并→ 市税务局``."""
        if not self.steps:
            name = literal(self.names.get(self.start, ""))
            return Phrase(name, name)
        zh = literal(self.steps[0].predecessor_name)
        en = zh
        for step in self.steps:
            word = KIND_WORDS[step.edge.kind]
            zh += literal(f" →{step.edge.on:%Y-%m-%d} {word.zh}→ {step.successor_name}")
            en += literal(f", {word.en} {step.successor_name} on {step.edge.on:%Y-%m-%d}")
        return Phrase(zh, en)


def concerns(matter: str, about: str) -> bool:
    """Whether a duty described by ``matter`` is what a task is ``about``: one of its words is found there, or the reverse.

    >>> concerns("价格监督检查、反垄断", "开展价格监督检查专项行动"), concerns("反垄断", "植树造林"), concerns("", "任何")
    (True, False, False)
    """
    words = [word for word in re.split(r"[、,,;;\s]+", matter) if word]
    return bool(about) and any(word in about or about in word for word in words)


def follow(
    start: int, on: date, edges: Mapping[int, Iterable[Edge]], ended: Mapping[int, date | None], about: str = ""
) -> Lineage:
    """The lineage of ``start`` until ``on`` (successions of that day included), for a task ``about`` something.

    ``edges`` by predecessor; ``ended``: first day without each unit. Steps go forward in time only and each
    succession is used once, so that a duty may come back but never turns for ever.
    """
    here, since = start, date.min
    steps: list[Step] = []
    used: set[Edge] = set()
    while True:
        open_edges = [e for e in edges.get(here, ()) if since <= e.on <= on and e not in used]
        gone = ended.get(here)
        over = gone is not None and gone <= on
        ways = _ways(open_edges, over, about)
        if len({e.successor for e in ways}) != 1:
            choices = tuple(dict.fromkeys(e.successor for e in ways))
            return Lineage(start, here, tuple(steps), choices, ended=over and not choices)
        edge = min(ways, key=lambda e: (e.on, e.id))
        used.add(edge)
        steps.append(Step(edge))
        here, since = edge.successor, edge.on


def _ways(edges: list[Edge], over: bool, about: str) -> list[Edge]:
    """The successions that apply: those whose matter it is; else, when the unit is no more, the principal heir."""
    named = [e for e in edges if concerns(e.matter, about)]
    if named:
        first = min(e.on for e in named)
        return [e for e in named if e.on == first]
    if not over:
        return []
    whole = [e for e in edges if e.kind in WHOLE]
    return [e for e in whole if e.principal] or whole


def circle(edges: Iterable[Edge], new: Edge) -> tuple[int, ...]:
    """The way back from the successor of ``new`` to its predecessor, if there is one: the circle that ``new`` would close.

    A duty that moved may move back later (``transfer``); a unit that was succeeded may not succeed its successor.

    >>> circle([Edge(1, 2, "merge", date(2018, 7, 1))], Edge(2, 1, "merge", date(2019, 1, 1)))
    (1, 2)
    """
    if new.predecessor == new.successor:
        return (new.predecessor,)
    relevant = [e for e in edges if _same_sort(e, new)]
    ways: dict[int, tuple[int, ...]] = {new.successor: (new.successor,)}
    waiting = [new.successor]
    while waiting:
        here = waiting.pop()
        for edge in relevant:
            if edge.predecessor == here and edge.successor not in ways:
                ways[edge.successor] = (*ways[here], edge.successor)
                waiting.append(edge.successor)
    return ways.get(new.predecessor, ())


def _same_sort(edge: Edge, new: Edge) -> bool:
    if new.kind == "transfer":
        return edge.kind == "transfer" and edge.on == new.on and edge.matter == new.matter
    return edge.kind in WHOLE
