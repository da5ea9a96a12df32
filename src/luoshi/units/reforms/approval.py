"""A person approves lines of a reform's plan, with the local names and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.units.models import Succession, Unit
from luoshi.units.reforms.proposal import apply_reform
from luoshi.units.services import NewUnit, merge_units


@dataclass(frozen=True, slots=True)
class Decision:
    """An approved line: the plan's ``key``, and what the person changed; ``into`` an existing unit, else a new one."""

    key: str
    on: date
    name: str
    short_name: str = ""
    into: Unit | None = None


def approve_reform(actor: Actor, template: str, decisions: Sequence[Decision]) -> list[Succession]:
    """Carry out the approved lines of the plan in one act; all of them or, with a Refused, none."""
    with act():
        plan = {proposal.key: proposal for proposal in apply_reform(actor.jurisdiction, template)}
        made: list[Succession] = []
        founded: dict[str, Unit] = {}
        for decision in sorted(decisions, key=lambda one: (one.on, one.key)):
            line = plan.get(decision.key)
            if line is None:
                raise Refused(
                    "方案已变化,请重新查看后再批准",
                    "The plan has changed; look at it again before approving",
                    field=decision.key,
                )
            heir = decision.into or founded.get(decision.name)
            into = heir or NewUnit(
                name=decision.name, short_name=decision.short_name, kind=line.kind, area=line.predecessors[0].area,
                order=min(unit.order for unit in line.predecessors),
            )  # fmt: skip
            try:
                successor, rows = merge_units(
                    actor, [(unit, None) for unit in line.predecessors], into=into, on=decision.on, basis=line.basis
                )
            except Refused as refused:
                raise Refused(refused.phrase.zh, refused.phrase.en, field=decision.key) from refused
            founded[decision.name] = successor
            made += rows
        return made
