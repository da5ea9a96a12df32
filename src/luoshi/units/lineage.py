"""What became of units, read from the recorded successions in a bounded number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from luoshi.units.models import Succession, Unit
from luoshi.units.queries import official_names
from luoshi.units.rules.lineages import Edge, Lineage, Step, follow


def successions_in(jurisdiction: str) -> QuerySet[Succession]:
    """The successions of a place that were not withdrawn."""
    return Succession.objects.filter(jurisdiction=jurisdiction, withdrawn_at__isnull=True).order_by("on", "pk")


def edge_of(row: Succession) -> Edge:
    """A row of the table as the rules see it."""
    return Edge(row.predecessor_id, row.successor_id, row.kind, row.on, row.matter, row.principal, row.basis, row.pk)


def edges_in(jurisdiction: str) -> list[Edge]:
    """The successions of a place as the rules see them."""
    return [edge_of(row) for row in successions_in(jurisdiction)]


def successors_of(units: Iterable[Unit], on: date, matter: str = "") -> dict[int, Lineage]:
    """The lineage of each unit until ``on``, by unit id; three queries however many units. All of one jurisdiction.

    ``matter``: what the task is about, which decides where a split or transferred duty went.
    """
    starts = list(units)
    if not starts:
        return {}
    by_predecessor: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges_in(starts[0].jurisdiction):
        by_predecessor[edge.predecessor].append(edge)
    touched = {u.pk for u in starts} | {e.successor for edges in by_predecessor.values() for e in edges}
    ended = dict(Unit.objects.filter(pk__in=touched).values_list("pk", "dissolved_on"))
    found = {u.pk: follow(u.pk, on, by_predecessor, ended, matter) for u in starts}
    return _named(found)


def successor_of(unit: Unit, on: date, matter: str = "") -> Lineage:
    """Who answers on a day for what was given to ``unit``, step by step (a task about ``matter``)."""
    return successors_of([unit], on, matter)[unit.pk]


def _named(found: dict[int, Lineage]) -> dict[int, Lineage]:
    """The lineages with the names their units bore on the day of each step: the predecessor's last, the successor's first."""
    ids = {pk for line in found.values() for pk in (line.start, line.end, *line.choices)}
    ids |= {pk for line in found.values() for step in line.steps for pk in (step.edge.predecessor, step.edge.successor)}
    dated: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for name in official_names().filter(unit__in=ids).order_by("valid_from", "pk"):
        dated[name.unit_id].append((name.valid_from, name.short_name or name.name))
    missing = (
        {pk: str(unit) for pk, unit in Unit.objects.in_bulk(ids - dated.keys()).items()} if ids - dated.keys() else {}
    )

    def borne(pk: int, on: date, *, before: bool) -> str:
        names = dated.get(pk)
        if not names:
            return missing.get(pk, "")
        past = [text for start, text in names if (start < on if before else start <= on)]
        return past[-1] if past else names[0][1]

    def steps_of(line: Lineage) -> tuple[Step, ...]:
        return tuple(
            Step(
                step.edge,
                borne(step.edge.predecessor, step.edge.on, before=True),
                borne(step.edge.successor, step.edge.on, before=False),
            )
            for step in line.steps
        )

    latest = {pk: borne(pk, date.max, before=False) for pk in ids}
    return {pk: replace(line, steps=steps_of(line), names=latest) for pk, line in found.items()}


def touching(unit: Unit, *, withdrawn: bool = False) -> QuerySet[Succession]:
    """The successions a unit took part in, either side, by date."""
    rows = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit)).select_related("predecessor", "successor")
    return (rows if withdrawn else rows.filter(withdrawn_at__isnull=True)).order_by("on", "pk")
