"""What a national reform means for the units of one place: a plan to be looked at."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from luoshi.compiler.lexicons.unit_reforms import Succession as Reform
from luoshi.compiler.lint.units import successions_of
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.units.models import Jurisdiction, Unit, UnitName
from luoshi.units.queries import units_of
from luoshi.units.resolution import index_of
from luoshi.units.rules.naming import LEVELS

_NAMES = Path(__file__).parent / "successor_names.csv"


@dataclass(frozen=True, slots=True)
class Template:
    """A national reform: its successions between two days (``until`` included)."""

    key: str
    title: Phrase
    since: date
    until: date


TEMPLATES: dict[str, Template] = {
    one.key: one
    for one in (
        Template("2018", Phrase("2018—2019年机构改革", "Reform of 2018 to 2019"), date(2018, 3, 1), date(2019, 6, 30)),
        Template(
            "2023", Phrase("2021—2024年机构改革", "Reforms of 2021 to 2024"), date(2021, 1, 1), date(2024, 12, 31)
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of the plan: ``predecessors`` end ``on``, ``successor`` (or a unit to be founded) follows.

    ``certain`` False: places chose different names, verify. ``name``, ``short_name``: of the successor.
    """

    key: str
    predecessors: tuple[Unit, ...]
    on: date
    name: str
    short_name: str
    basis: str
    basis_en: str
    certain: bool
    successor: Unit | None = None
    kind: str = "bureau"

    @property
    def phrase(self) -> Phrase:
        """What the line would do."""
        if self.successor is not None:
            return Phrase("并入现有单位", "merged into an existing unit")
        return Phrase("新设单位承接", "a new unit takes over")


def apply_reform(jurisdiction: str, template: str) -> list[Proposal]:
    """The plan of a reform for the units of a place that have not ended; changes nothing.

    Units already passed on are left out, so that the plan of an approved reform is empty. Raises Refused for an
    unknown template or a place without a name.
    """
    reform = TEMPLATES.get(template)
    place = Jurisdiction.objects.filter(pk=jurisdiction).first()
    if reform is None or place is None:
        raise Refused(
            "没有这一改革模板,或地区名称尚未登记",
            "There is no such reform, or the place has no name yet",
            field="template",
        )
    stem = place.name[:-1]
    lines: dict[tuple[str, date, str], tuple[Reform, list[Unit]]] = {}
    names = _names_by_unit(jurisdiction)
    living = units_of(jurisdiction).filter(dissolved_on__isnull=True)
    for unit in living.exclude(kind__in=[Unit.Kind.SECTION, Unit.Kind.SUPERIOR]):
        for found in _of_unit(unit, names.get(unit.pk, []), stem):
            alive = unit.founded_on is None or unit.founded_on < found.since
            if alive and reform.since <= found.since <= reform.until:
                key = (found.new, found.since, _before(unit.name, found))
                lines.setdefault(key, (found, []))[1].append(unit)
                break
    proposals = (
        _proposal(jurisdiction, found, before, tuple(units)) for (_, _, before), (found, units) in lines.items()
    )
    return sorted((p for p in proposals if p is not None), key=lambda p: (p.on, p.key))


def _names_by_unit(jurisdiction: str) -> dict[int, list[UnitName]]:
    rows = UnitName.objects.filter(jurisdiction=jurisdiction, alias=False, withdrawn_at__isnull=True)
    found: dict[int, list[UnitName]] = {}
    for row in rows.order_by("valid_from", "pk"):
        found.setdefault(row.unit_id, []).append(row)
    return found


def _of_unit(unit: Unit, names: list[UnitName], stem: str) -> list[Reform]:
    """The reforms that meet a name the unit bears on the day of the reform."""
    found: list[Reform] = []
    for name in names:
        for text in filter(None, (name.name, name.short_name)):
            for reform in successions_of(text, stem):
                borne = name.valid_from < reform.since and (name.valid_to is None or name.valid_to > reform.since)
                if borne and reform not in found:
                    found.append(reform)
    return found


def _before(name: str, reform: Reform) -> str:
    """What stands before the kind of body in a name: 云溪市, 市, 清源县."""
    cut = max((name.rfind(level) for level in LEVELS), default=-1)
    return name[: cut + 1]


def _proposal(jurisdiction: str, reform: Reform, before: str, units: tuple[Unit, ...]) -> Proposal | None:
    name, short = _usual_names().get(reform.new, (reform.new.split("(")[0].split("、")[0],) * 2)
    level = before[-1:] if before else ""
    heir = index_of(jurisdiction).match(before + name, reform.since)
    successor = Unit.objects.filter(pk=heir.unit).first() if heir.unit is not None else None
    if successor is not None and successor in units:
        units = tuple(unit for unit in units if unit != successor)
    if not units:
        return None
    return Proposal(
        f"{reform.since:%Y%m%d}-{'-'.join(str(unit.pk) for unit in units)}", units, reform.since, before + name,
        level + short, reform.basis, reform.basis_en, reform.certain, successor, units[0].kind,
    )  # fmt: skip


@cache
def _usual_names() -> dict[str, tuple[str, str]]:
    with _NAMES.open(encoding="utf-8", newline="") as rows:
        return {row["lexicon"]: (row["name"], row["short_name"]) for row in csv.DictReader(rows)}
