"""Bringing a workbook in: tried out whole, row by row; kept only when nothing is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from luoshi.journal.owned import valid_on
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.units import services
from luoshi.units.models import Area, Unit, UnitGroup, UnitName
from luoshi.units.rules.naming import plain_group, plain_name
from luoshi.units.rules.words import filled
from luoshi.units.services import NewUnit
from luoshi.units.sheets.reading import Book, Fault, Row, read_book


@dataclass(slots=True)
class Outcome:
    """What a workbook says: its faults, or what it adds and changes; ``done`` when that was carried out."""

    faults: list[Fault] = field(default_factory=list)
    added: list[Phrase] = field(default_factory=list)
    changed: list[Phrase] = field(default_factory=list)
    same: int = 0
    done: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.faults or self.added or self.changed)


class _Undo(Exception):
    """Takes the tried-out changes back."""


def bring_in(actor: Actor, content: bytes, *, apply: bool) -> Outcome:
    """Try a workbook out and, with ``apply`` and without a fault, keep it: all of it or nothing.

    Rows that say what is already recorded change nothing, so the same file may come twice.
    """
    book = read_book(content)
    outcome = Outcome(faults=list(book.faults))
    try:
        with act():
            _Import(actor, book, outcome).run()
            if outcome.faults or not apply:
                raise _Undo
            outcome.done = True
    except _Undo:
        pass
    outcome.faults.sort(key=lambda fault: (fault.sheet, fault.row, fault.column))
    return outcome


class _Import:
    """One run over the rows of a book."""

    def __init__(self, actor: Actor, book: Book, outcome: Outcome) -> None:
        self.actor, self.book, self.outcome = actor, book, outcome
        self.wrong = {(fault.sheet, fault.row) for fault in book.faults}
        self.listed = {plain_name(r.values.get("name") or ""): r.number for r in book.rows.get("units", [])}
        self.areas = {a.code: a for a in Area.objects.filter(valid_on(actor.on), jurisdiction=actor.jurisdiction)}
        self.units: dict[str, list[Unit]] = {}
        names = UnitName.objects.filter(jurisdiction=actor.jurisdiction, alias=False, withdrawn_at__isnull=True)
        for name in names.exclude(unit__kind=Unit.Kind.SECTION).select_related("unit").order_by("pk"):
            self._know(name.name, name.unit)
            self._know(name.short_name, name.unit)

    def run(self) -> None:
        for row in self._in_order(self.book.rows.get("units", [])):
            self._try(row, self.unit)
        for row in self.book.rows.get("names", []):
            self._try(row, self.former_name)
        self.members(self.book.rows.get("groups", []))

    def _try(self, row: Row, step: Callable[[Row], object]) -> None:
        """One row in a savepoint of its own, so that all faults are told at once."""
        if (row.sheet, row.number) in self.wrong:
            self._names_known(row)
            return
        try:
            with transaction.atomic():
                step(row)
        except Refused as refused:
            self.outcome.faults.append(row.fault(refused.phrase, refused.field))

    def _names_known(self, row: Row) -> None:
        """A row that cannot be read whole still says whose names in it nobody knows."""
        for key in ("parent", "unit", "member"):
            name = row.values.get(key)
            if name and plain_name(name) not in self.listed:
                try:
                    self._find(name, key)
                except Refused as refused:
                    self.outcome.faults.append(row.fault(refused.phrase, key))

    def _know(self, name: str, unit: Unit) -> None:
        if name and unit not in self.units.setdefault(plain_name(name), []):
            self.units[plain_name(name)].append(unit)

    def _find(self, name: str, key: str) -> Unit:
        """The one unit of a name, the living one first. Raises Refused."""
        known = self.units.get(plain_name(name), [])
        living = [unit for unit in known if unit.dissolved_on is None] or known
        if len(living) == 1:
            return living[0]
        if living:
            raise _refused(
                "有{n}个单位叫“{name}”,请写全称",
                "{n} units are called {name}; write the full name",
                key,
                name=name,
                n=len(living),
            )
        if plain_name(name) in self.listed:
            at = self.listed[plain_name(name)]
            raise _refused(
                "“{name}”所在的第{n}行有误,请先改好",
                "Row {n}, which is about {name}, needs a change first",
                key,
                name=name,
                n=at,
            )
        raise _refused(
            "没有“{name}”这个单位,请先在“单位”表中登记",
            "There is no unit {name}; add it to the sheet Units",
            key,
            name=name,
        )

    def _in_order(self, rows: list[Row]) -> list[Row]:
        """Parents before what is under them; a name twice is a fault."""
        first: dict[tuple[str, str, date | None], Row] = {}
        for row in rows:
            name, parent = row.values.get("name") or "", row.values.get("parent") or ""
            section = plain_name(parent) if row.values.get("kind") == Unit.Kind.SECTION else ""
            key = (plain_name(name), section, row.values.get("founded_on"))
            if name and key in first:
                what = filled("与第{n}行重复", "The same as row {n}", n=first[key].number)
                self.outcome.faults.append(row.fault(what, "name"))
                self.wrong.add((row.sheet, row.number))
            first.setdefault(key, row)
        waiting = {plain_name(row.values.get("name") or ""): row for row in rows}
        ordered: list[Row] = []

        def visit(row: Row, above: frozenset[int]) -> None:
            parent = waiting.get(plain_name(row.values.get("parent") or ""))
            if parent is not None and parent.number not in above and parent not in ordered:
                visit(parent, above | {row.number})
            if row not in ordered:
                ordered.append(row)

        for row in rows:
            visit(row, frozenset({row.number}))
        return ordered

    def unit(self, row: Row) -> None:
        values = row.values
        parent = self._find(values["parent"], "parent") if values.get("parent") else None
        area = None
        if code := values.get("area"):
            area = self.areas.get(code)
            if area is None:
                raise _refused("没有代码为{code}的区划", "There is no area with the code {code}", "area", code=code)
        known = self._known(values, parent)
        if known is None:
            unit = services.found_unit(
                self.actor,
                NewUnit(
                    name=values["name"], short_name=values.get("short_name") or "", kind=values["kind"], parent=parent,
                    area=area, order=1000 if values.get("order") is None else values["order"], aliases=values.get("aliases") or (),
                ),
                on=values.get("founded_on"), until=values.get("dissolved_on"),
            )  # fmt: skip
            if unit.kind != Unit.Kind.SECTION:
                self._know(unit.name, unit)
                self._know(unit.short_name, unit)
            self.outcome.added.append(filled("新增单位{name}", "new unit {name}", name=unit.name))
            return
        self._update(known, row, parent, area)

    def _known(self, values: dict[str, object], parent: Unit | None) -> Unit | None:
        name = str(values["name"])
        if values["kind"] == Unit.Kind.SECTION:
            return Unit.objects.filter(
                jurisdiction=self.actor.jurisdiction, parent=parent, kind="section", name=name
            ).first()
        known = [unit for unit in self.units.get(plain_name(name), []) if plain_name(unit.name) == plain_name(name)]
        ended = values.get("dissolved_on")
        return next(
            (u for u in known if u.dissolved_on == ended), next((u for u in known if u.dissolved_on is None), None)
        )

    def _update(self, unit: Unit, row: Row, parent: Unit | None, area: Area | None) -> None:
        values, before = row.values, Unit.objects.get(pk=unit.pk)
        short = values.get("short_name")
        if short and short != before.short_name:
            raise _refused(
                "简称与已登记的“{now}”不同;如已改称,请在单位页面更名", "The short name on record is {now}; rename the unit on its page", "short_name",
                now=before.short_name,
            )  # fmt: skip
        after = services.edit_unit(
            self.actor, before, kind=values["kind"], parent=parent or before.parent, area=area or before.area,
            order=before.order if values.get("order") is None else values["order"], version=None,
        )  # fmt: skip
        version = after.version
        names = before.names.filter(alias=True).count()
        for alias in values.get("aliases") or ():
            services.add_alias(self.actor, before, name=alias)
        ended = values.get("dissolved_on")
        if ended and before.dissolved_on is None:
            services.dissolve(self.actor, before, on=ended)
        changed = (
            version != before.version
            or names != before.names.filter(alias=True).count()
            or (ended and not before.dissolved_on)
        )
        self._tell(bool(changed), filled("更新单位{name}", "changed unit {name}", name=before.name))

    def former_name(self, row: Row) -> None:
        unit = self._find(row.values["unit"], "unit")
        count = unit.names.count()
        services.add_former_name(
            self.actor, unit, name=row.values["name"], short_name=row.values.get("short_name") or "", on=row.values.get("on"),
            until=row.values["until"], basis=row.values.get("basis") or "",
        )  # fmt: skip
        said = filled(
            "补记{unit}的曾用名{name}", "former name {name} of {unit}", unit=unit.name, name=row.values["name"]
        )
        self._tell(count != unit.names.count(), said)

    def members(self, rows: list[Row]) -> None:
        """The rows of one group and one date are one change of its members, one event of its history."""
        joining: dict[tuple[int, date, str], list[tuple[Row, Unit]]] = defaultdict(list)
        groups = {plain_group(g.name): g for g in UnitGroup.objects.filter(jurisdiction=self.actor.jurisdiction)}
        for row in rows:
            self._try(row, lambda row: self._member(row, groups, joining))
        by_key = {group.pk: group for group in groups.values()}
        for (pk, on, basis), found in joining.items():
            self._join(by_key[pk], found, on, basis)

    def _join(self, group: UnitGroup, found: list[tuple[Row, Unit]], on: date, basis: str) -> None:
        units = [unit for _, unit in found]
        self._try(found[0][0], lambda _row: services.change_members(self.actor, group, add=units, on=on, basis=basis))
        for row, unit in found:
            self._leave(row, group, unit)

    def _member(
        self, row: Row, groups: dict[str, UnitGroup], joining: dict[tuple[int, date, str], list[tuple[Row, Unit]]]
    ) -> None:
        values, key = row.values, plain_group(row.values["group"])
        unit, on, until = self._find(values["member"], "member"), values["on"], values.get("until")
        if until is not None and until <= on:
            raise _refused("退出日期须晚于加入日期", "It must leave after it joins", "until")
        if unit.dissolved_on is not None and unit.dissolved_on <= on:
            raise _refused(
                "{unit}已于{day}撤销,不能加入", "{unit} was dissolved on {day} and cannot join", "on",
                unit=unit, day=unit.dissolved_on,
            )  # fmt: skip
        if key not in groups:
            groups[key] = services.define_group(
                self.actor, name=values["group"], aliases=values.get("aliases") or (), on=on
            )
            self.outcome.added.append(filled("新增集合{name}", "new group {name}", name=values["group"]))
        said = filled("{unit}加入{group}", "{unit} joins {group}", unit=unit.name, group=groups[key].name)
        known = groups[key].memberships.filter(unit=unit, withdrawn_at__isnull=True, valid_from=on).first()
        if known is None:
            joining[groups[key].pk, on, values.get("basis") or ""].append((row, unit))
        elif until is not None and known.valid_to != until:
            self._leave(row, groups[key], unit)
        self._tell(known is None or (until is not None and known.valid_to != until), said)

    def _leave(self, row: Row, group: UnitGroup, unit: Unit) -> None:
        until = row.values.get("until")
        if until is not None:
            self._try(row, lambda _row: services.change_members(self.actor, group, remove=[unit], on=until))

    def _tell(self, changed: bool, said: Phrase) -> None:
        if changed:
            self.outcome.changed.append(said)
        else:
            self.outcome.same += 1


def _refused(zh: str, en: str, key: str, **values: object) -> Refused:
    said = filled(zh, en, **values)
    return Refused(said.zh, said.en, field=key)
