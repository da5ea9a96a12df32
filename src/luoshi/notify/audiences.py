"""The people behind the rules: who holds the posts that an event concerns, on the day it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from luoshi.accounts.models import Delegation, Person, PostHolding, RoleGrant
from luoshi.accounts.sessions import actor_of
from luoshi.journal.models import Event
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import UNIT_ROLES, Actor, Role
from luoshi.notify.rules import OF_ROLE, Audience, Rule
from luoshi.policies.models import Opinion, Policy
from luoshi.tasks.models import Assignment, Closure, InstructionRecipient, LightException, Objection, Report

Found = set[tuple[int, int | None]]
"""People, each with the unit through whose post they are told (None: through no unit's)."""
_HEADS = {Report.State.SECTION: Role.SECTION_HEAD, Report.State.HEAD: Role.UNIT_HEAD}


@dataclass
class Directory:
    """Who holds what on a day in a place; remembered while one batch of events is read."""

    jurisdiction: str
    on: date

    def __post_init__(self) -> None:
        self._actors: dict[int, Actor | None] = {}
        self._in_role: dict[tuple[Role, int | None], frozenset[int]] = {}

    def actor(self, person: int) -> Actor | None:
        """The actor a person is today; None for one who has no account in use, or was erased."""
        if person not in self._actors:
            row = Person.objects.filter(
                pk=person, jurisdiction=self.jurisdiction, erased_at__isnull=True, user__is_active=True
            ).first()
            self._actors[person] = None if row is None else actor_of(row, self.on)
        return self._actors[person]

    def in_role(self, roles: Iterable[Role], unit: int | None = None) -> frozenset[int]:
        """The people who act in one of ``roles`` (in ``unit``), through a post held or a right lent to them."""
        return frozenset().union(*(self._holders(role, unit) for role in roles))

    def of_posts(self, posts: Iterable[int]) -> frozenset[int]:
        """The people who hold one of ``posts``."""
        held = PostHolding.objects.filter(valid_on(self.on), post__in=list(posts), jurisdiction=self.jurisdiction)
        return frozenset(held.values_list("person", flat=True))

    def _holders(self, role: Role, unit: int | None) -> frozenset[int]:
        if (role, unit) not in self._in_role:
            grants = RoleGrant.objects.filter(valid_on(self.on), jurisdiction=self.jurisdiction, role=role)
            if unit is not None:
                grants = grants.filter(unit=unit)
            posts = set(grants.values_list("post", flat=True))
            lent = Delegation.objects.filter(valid_on(self.on), role=role, from_post__in=posts)
            people = self.of_posts(posts | set(lent.values_list("to_post", flat=True)))
            self._in_role[role, unit] = frozenset(p for p in people if self._has(p, role, unit))
        return self._in_role[role, unit]

    def _has(self, person: int, role: Role, unit: int | None) -> bool:
        actor = self.actor(person)
        return actor is not None and actor.has(role, unit=unit)


def people_for(rule: Rule, event: Event, directory: Directory) -> Found:
    """Who is concerned by an event through a rule, whether or not they may see its object."""
    if rule.to in OF_ROLE:
        if rule.to == Audience.VERIFIERS and not _report(event, Report.State.SUBMITTED):
            return set()
        return {(person, None) for person in directory.in_role(OF_ROLE[rule.to])}
    return _FINDING[rule.to](rule, event, directory)


def _drafters(directory: Directory, units: Iterable[int]) -> Found:
    return {(person, unit) for unit in units for person in directory.in_role((Role.DRAFTER,), unit)}


def _open_parts(event: Event) -> Q:
    return Q(task=event.object_id, jurisdiction=event.jurisdiction, valid_to__isnull=True)


def _parts(rule: Rule, event: Event, directory: Directory) -> Found:
    return _drafters(directory, set(Assignment.objects.filter(_open_parts(event)).values_list("unit", flat=True)))


def _unanswered(rule: Rule, event: Event, directory: Directory) -> Found:
    rows = Assignment.objects.filter(_open_parts(event), state=Assignment.State.GIVEN)
    return _drafters(directory, set(rows.values_list("unit", flat=True)))


def _named(rule: Rule, event: Event, directory: Directory) -> Found:
    ids = [unit for unit in event.detail.get("ids", ()) if isinstance(unit, int)]
    if rule.unit_at is not None:
        ids = ids[rule.unit_at : rule.unit_at + 1]
    if rule.kind != "released":
        rows = Assignment.objects.filter(_open_parts(event), unit__in=ids, state=Assignment.State.GIVEN)
        ids = list(rows.values_list("unit", flat=True))
    return _drafters(directory, ids)


def _report(event: Event, *states: str) -> Report | None:
    """The report of an event, while it is in one of ``states``: what has gone on since needs no notice."""
    rows = Report.objects.filter(pk=event.detail.get("report"), jurisdiction=event.jurisdiction)
    return rows.filter(state__in=states).first()


def _reporter(rule: Rule, event: Event, directory: Directory) -> Found:
    report = _report(event, Report.State.RETURNED)
    return set() if report is None else _drafters(directory, [report.unit_id])


def _next_hand(rule: Rule, event: Event, directory: Directory) -> Found:
    report = _report(event, *_HEADS)
    if report is None:
        return set()
    role = _HEADS[Report.State(report.state)]
    return {(person, report.unit_id) for person in directory.in_role((role,), report.unit_id)}


def _objector(rule: Rule, event: Event, directory: Directory) -> Found:
    rows = Objection.objects.filter(pk=event.detail.get("objection"), jurisdiction=event.jurisdiction)
    return _drafters(directory, rows.values_list("assignment__unit", flat=True))


def _asker(rule: Rule, event: Event, directory: Directory) -> Found:
    model: type[Closure] | type[LightException] = Closure if "closure" in event.detail else LightException
    row = model.objects.filter(pk=event.detail.get(rule.keep[0]), jurisdiction=event.jurisdiction).first()
    return set() if row is None else _opaque([row.asked_by])


def _recipients(rule: Rule, event: Event, directory: Directory) -> Found:
    rows = InstructionRecipient.objects.filter(task=event.object_id, jurisdiction=event.jurisdiction)
    return {(person, None) for person in directory.of_posts(rows.values_list("post", flat=True))}


def _round(rule: Rule, event: Event, directory: Directory) -> Found:
    rows = Opinion.objects.filter(round=event.object_id, jurisdiction=event.jurisdiction)
    units = set(rows.values_list("unit", flat=True))
    return {(person, unit) for unit in units for person in directory.in_role(UNIT_ROLES, unit)}


def _unit(rule: Rule, event: Event, directory: Directory) -> Found:
    unit = event.detail.get("unit")
    return _drafters(directory, [unit]) if isinstance(unit, int) else set()


def _author(rule: Rule, event: Event, directory: Directory) -> Found:
    row = Policy.objects.filter(pk=event.object_id, jurisdiction=event.jurisdiction).first()
    return set() if row is None else _opaque([row.created_by, row.submitted_by])


def _people(rule: Rule, event: Event, directory: Directory) -> Found:
    return _opaque([str(event.detail.get("from", "")), str(event.detail.get("to", ""))])


def _opaque(names: Iterable[str]) -> Found:
    numbers = (name.removeprefix("person:") for name in names if name.startswith("person:"))
    return {(int(number), None) for number in numbers if number.isdecimal()}


_FINDING: dict[Audience, Callable[[Rule, Event, Directory], Found]] = {
    Audience.PARTS: _parts, Audience.UNANSWERED: _unanswered, Audience.NAMED: _named, Audience.REPORTER: _reporter,
    Audience.NEXT_HAND: _next_hand, Audience.OBJECTOR: _objector, Audience.ASKER: _asker,
    Audience.RECIPIENTS: _recipients, Audience.ROUND: _round, Audience.UNIT: _unit, Audience.AUTHOR: _author,
    Audience.PEOPLE: _people,
}  # fmt: skip
