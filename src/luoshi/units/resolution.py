"""From a name as printed in a document to the unit or group it means, and on to who answers today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Count, Max, Sum
from django.utils.timezone import localdate

from luoshi.compiler.lint.units import successions_of
from luoshi.kernel.speech import Phrase
from luoshi.units.lineage import successors_of
from luoshi.units.models import Jurisdiction, Unit, UnitGroup, UnitName
from luoshi.units.remembering import once
from luoshi.units.rules.dating import Stretch
from luoshi.units.rules.lineages import Lineage
from luoshi.units.rules.matching import Known, Match, NameIndex
from luoshi.units.rules.naming import plain_name
from luoshi.units.rules.words import filled

_LOADED: dict[str, tuple[object, NameIndex]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a printed name means as of the date of its document.

    ``unit``: the one unit; ``lineage``: its way to ``current``, who answers on the later day (None when that cannot
    be told without a person); ``group``: a collective; ``candidates``: units to choose from; none of them: unknown.
    """

    printed: str
    on: date
    reason: Phrase
    unit: Unit | None = None
    group: UnitGroup | None = None
    candidates: tuple[Unit, ...] = ()
    lineage: Lineage | None = None
    current: Unit | None = None
    dated: bool = True  # the name was borne on the day

    @property
    def kind(self) -> Literal["unit", "group", "candidates", "unknown"]:
        """How far the name led."""
        if self.unit is not None:
            return "unit"
        if self.group is not None:
            return "group"
        return "candidates" if self.candidates else "unknown"

    @property
    def certain(self) -> bool:
        """Whether no person need look: one group, or one unit with one living heir."""
        return self.group is not None or (self.current is not None and self.dated)


def resolve(jurisdiction: str, printed: str, on: date, *, until: date | None = None, matter: str = "") -> Resolution:
    """What ``printed`` meant on ``on``, and who answers for it on ``until`` (None: today), about ``matter``."""
    return resolve_many(jurisdiction, [printed], on, until=until, matter=matter)[printed]


def resolve_many(
    jurisdiction: str, printed: Iterable[str], on: date, *, until: date | None = None, matter: str = ""
) -> dict[str, Resolution]:
    """Each printed name with its meaning; the number of queries does not grow with the names."""
    index = index_of(jurisdiction)
    matches = {text: index.match(text, on) for text in dict.fromkeys(printed)}
    hints = {text: _by_reform(index, text, on) for text, match in matches.items() if not _found(match)}
    ids = {pk for m in matches.values() for pk in (m.unit, *m.candidates) if pk is not None}
    ids |= {pk for hint, _ in hints.values() for pk in hint}
    units = Unit.objects.in_bulk(ids)
    groups = UnitGroup.objects.in_bulk({m.group for m in matches.values() if m.group is not None})
    lines = successors_of([units[m.unit] for m in matches.values() if m.unit in units], until or localdate(), matter)
    heirs = Unit.objects.in_bulk({pk for line in lines.values() for pk in (line.end, *line.choices)})
    found = {}
    for text, match in matches.items():
        hinted, reason = hints.get(text, ((), None))
        line = lines.get(match.unit) if match.unit is not None else None
        found[text] = Resolution(
            printed=text, on=on, reason=reason or match.reason, dated=match.dated,
            unit=units.get(match.unit) if match.unit is not None else None,
            group=groups.get(match.group) if match.group is not None else None,
            candidates=tuple(units[pk] for pk in dict.fromkeys((*hinted, *match.candidates)) if pk in units),
            lineage=line,
            current=heirs.get(line.end) if line is not None and line.certain else None,
        )  # fmt: skip
    return found


def index_of(jurisdiction: str) -> NameIndex:
    """The names of a place; built again only after a change, asked for once in a request."""
    return once(("names", jurisdiction), lambda: _fresh(jurisdiction))


def _fresh(jurisdiction: str) -> NameIndex:
    revision = _revision(jurisdiction)
    kept = _LOADED.get(jurisdiction)
    if kept is None or kept[0] != revision:
        kept = (revision, _built(jurisdiction))
        _LOADED[jurisdiction] = kept
    return kept[1]


def _revision(jurisdiction: str) -> object:
    names = UnitName.objects.filter(jurisdiction=jurisdiction).aggregate(
        last=Max("pk"), at=Max("recorded_at"), gone=Count("withdrawn_at"), closed=Count("valid_to")
    )
    units = Unit.objects.filter(jurisdiction=jurisdiction).aggregate(n=Count("pk"), version=Sum("version"))
    groups = UnitGroup.objects.filter(jurisdiction=jurisdiction).aggregate(
        n=Count("pk"), last=Max("pk"), version=Sum("version")
    )
    place = Jurisdiction.objects.filter(pk=jurisdiction).values_list("name", flat=True).first() or ""
    return (*names.values(), *units.values(), *groups.values(), place)


def _built(jurisdiction: str) -> NameIndex:
    place = Jurisdiction.objects.filter(pk=jurisdiction).first()
    rows = UnitName.objects.filter(jurisdiction=jurisdiction, withdrawn_at__isnull=True).exclude(
        unit__kind=Unit.Kind.SECTION  # every bureau has its 综合科
    )
    known = []
    for row in rows.select_related("unit").order_by("pk"):
        life = Stretch(row.unit.founded_on or date.min, row.unit.dissolved_on)
        for text in dict.fromkeys(filter(None, (row.name, row.short_name))):
            known.append(
                Known(row.unit_id, text, Stretch(row.valid_from, row.valid_to), life, row.alias, row.unit.order)
            )
    groups = {g.pk: (g.name, *g.aliases) for g in UnitGroup.objects.filter(jurisdiction=jurisdiction)}
    return NameIndex(place.name if place else "", known, groups)


def _found(match: Match) -> bool:
    return match.unit is not None or match.group is not None


def _by_reform(index: NameIndex, printed: str, on: date) -> tuple[tuple[int, ...], Phrase | None]:
    """For a name nobody recorded: the unit that a national reform put in the place of such units, as a candidate."""
    if on is None or not index.place:
        return (), None
    name = plain_name(printed)
    for reform in successions_of(name, index.place[:-1]):
        level = name[0] if name[0] in "省市县区州" else index.place[-1]
        heir = index.match(f"{level}{reform.new.split('(')[0].split('、')[0]}", max(on, reform.since))
        if heir.unit is not None:
            reason = filled(
                "名录中没有“{name}”;按{basis},其职责自{day}起由以下单位承接,请核对",
                "{name} is not in the register; by the {basis_en} this unit took its place on {day}, check it",
                name=printed, basis=reform.basis, basis_en=reform.basis_en, day=reform.since,
            )  # fmt: skip
            return (heir.unit,), reason
    return (), None
