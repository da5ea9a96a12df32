"""A sheet of people and posts, taken in: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi.accounts.models import Person, Post, PostHolding, RoleGrant, User
from luoshi.accounts.services import (
    change_person,
    create_account,
    create_person,
    create_post,
    grant_role,
    hold,
    new_password,
)
from luoshi.accounts.sheets.columns import COLUMNS
from luoshi.accounts.sheets.reading import Fault, Row
from luoshi.journal.owned import valid_on
from luoshi.journal.services import act
from luoshi.kernel.actors import UNIT_ROLES, Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.units.models import Unit, UnitName

_NAMES = {column.key: column.name for column in COLUMNS}


@dataclass(slots=True)
class Outcome:
    """What an import did: counts, and the first passwords of new accounts (shown once, kept nowhere)."""

    people: int = 0
    changed: int = 0
    posts: int = 0
    holdings: int = 0
    roles: int = 0
    passwords: list[tuple[str, str, str]] = field(default_factory=list)  # name, sign-in name, password


class FaultsFound(Exception):
    """The sheet has faults; nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def take_in(actor: Actor, rows: list[Row]) -> Outcome:
    """Take a sheet in as one act. What is there already stays; a person whose particulars differ is changed.

    Raises ``FaultsFound`` with every fault of every row; then nothing was changed.
    """
    units, faults = _units(actor, rows)
    outcome = Outcome()
    try:
        with act():
            for row in rows:
                if row.unit not in units:
                    continue
                try:
                    _take_row(actor, row, units[row.unit], outcome)
                except Refused as refused:
                    faults.append(Fault(row.row, _NAMES.get(refused.field), refused.phrase))
            if faults:
                raise FaultsFound(sorted(faults, key=lambda fault: fault.row))
    except FaultsFound:
        raise
    return outcome


def _take_row(actor: Actor, row: Row, unit: Unit, outcome: Outcome) -> None:
    person = _person(actor, row, outcome)
    user = User.objects.filter(person=person).first()
    if row.username and user is None:
        password = new_password()
        create_account(actor, person, username=row.username, password=password)
        outcome.passwords.append((row.name, row.username, password))
    elif row.username and user is not None and user.username != row.username:
        raise Refused(
            f"此人的登录名已是“{user.username}”", f"this person's sign-in name is “{user.username}”", field="username"
        )
    post = Post.objects.filter(
        jurisdiction=actor.jurisdiction, unit=unit, section=row.section, title=row.title, abolished_on__isnull=True
    ).first()
    if post is None or _another_holds(post, person, row):
        post = _own_post(actor, person, unit, row) or create_post(actor, unit, row.title, section=row.section)
        outcome.posts += not post.holdings.exists()
    if not PostHolding.objects.filter(valid_on(row.on), post=post, person=person, part=row.part).exists():
        hold(actor, post, person, on=row.on, part=row.part)
        outcome.holdings += 1
    for role in row.roles:
        place = {"unit": unit} if role in UNIT_ROLES else {"unit__isnull": True, "area": row.area}
        if not RoleGrant.objects.filter(valid_on(row.on), post=post, role=role, **place).exists():
            grant_role(actor, post, role, on=row.on, area=row.area if role not in UNIT_ROLES else "")
            outcome.roles += 1


def _person(actor: Actor, row: Row, outcome: Outcome) -> Person:
    person = Person.objects.filter(jurisdiction=actor.jurisdiction, number=row.number).first()
    wanted = {"name": row.name, "telephone": row.telephone, "email": row.email}
    if person is None:
        outcome.people += 1
        return create_person(actor, number=row.number, **wanted)
    if any(value and getattr(person, key) != value for key, value in wanted.items()):
        kept = {key: value or getattr(person, key) for key, value in wanted.items()}
        outcome.changed += 1
        return change_person(actor, person, seen=person.version, number=row.number, **kept)
    return person


def _another_holds(post: Post, person: Person, row: Row) -> bool:
    """Posts of one title in one section: 科员 and another 科员."""
    held = PostHolding.objects.filter(valid_on(row.on), post=post, part=row.part)
    return held.exclude(person=person).exists()


def _own_post(actor: Actor, person: Person, unit: Unit, row: Row) -> Post | None:
    own = PostHolding.objects.filter(valid_on(row.on), person=person, part=row.part, post__unit=unit)
    held = own.filter(post__section=row.section, post__title=row.title).select_related("post").first()
    return held.post if held else None


def _units(actor: Actor, rows: list[Row]) -> tuple[dict[str, Unit], list[Fault]]:
    """Units by the names in the sheet: names of any time, full or short; a name of two units is a fault."""
    wanted = {row.unit for row in rows}
    found: dict[str, set[int]] = {}
    for field_name in ("name", "short_name"):
        named = UnitName.objects.filter(jurisdiction=actor.jurisdiction, **{f"{field_name}__in": wanted})
        for name, unit in named.values_list(field_name, "unit"):
            found.setdefault(name, set()).add(unit)
    units = Unit.objects.in_bulk({pk for pks in found.values() for pk in pks})
    faults, by_name = [], {}
    for row in rows:
        pks = found.get(row.unit, set())
        if not pks:
            faults.append(
                Fault(row.row, _NAMES["unit"], Phrase(f"没有“{row.unit}”这个单位", f"there is no unit “{row.unit}”"))
            )
        elif len(pks) > 1:
            faults.append(
                Fault(
                    row.row,
                    _NAMES["unit"],
                    Phrase(
                        f"“{row.unit}”有{len(pks)}个单位,请写全称",
                        f"“{row.unit}” is the name of {len(pks)} units: write it in full",
                    ),
                )
            )
        else:
            by_name[row.unit] = units[next(iter(pks))]
    return by_name, faults
