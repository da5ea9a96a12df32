"""Who acts: a person in posts with roles, a program with a token, or the system itself. Pure; built once per request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

Channel = Literal["web", "gateway", "token", "command", "system"]


class Role(StrEnum):
    """What a post may do; a grant binds a role to a unit or an area for a time."""

    EDITOR = "editor"  # compiles and reviews policies
    CONFIRMER = "confirmer"  # confirms what another person reviewed, approves enactment
    SUPERVISOR = "supervisor"  # the supervision office: ledger, verification, rulings
    DRAFTER = "drafter"  # a unit's liaison: acknowledges, drafts reports
    SECTION_HEAD = "section_head"  # passes reports of the section
    UNIT_HEAD = "unit_head"  # passes reports out of the unit
    LEADER = "leader"  # a leader with a portfolio
    SYSTEM_ADMIN = "system_admin"  # runs the machine, sees no business data
    SECURITY_ADMIN = "security_admin"  # people, posts, rights
    AUDIT_ADMIN = "audit_admin"  # the journal


UNIT_ROLES = frozenset({Role.DRAFTER, Role.SECTION_HEAD, Role.UNIT_HEAD})
OFFICE_ROLES = frozenset({Role.EDITOR, Role.CONFIRMER, Role.SUPERVISOR})
ADMIN_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role held now: where (unit id; area code prefix, empty for the whole jurisdiction), through which post."""

    role: Role
    unit: int | None = None
    area: str = ""
    post: int | None = None
    delegated_from: int | None = None  # post id of who lent it


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts in one jurisdiction on one day. ``person`` is an opaque id, never a name."""

    jurisdiction: str
    on: date
    person: int | None = None
    grants: tuple[Grant, ...] = ()
    channel: Channel = "web"
    scopes: frozenset[str] = field(default_factory=frozenset)  # of a token; empty on the web means all rights held

    def has(self, *roles: Role, unit: int | None = None) -> bool:
        """Whether one of ``roles`` is held, in ``unit`` when it is given."""
        return any(grant.role in roles and (unit is None or grant.unit == unit) for grant in self.grants)

    def units(self, roles: Iterable[Role] = UNIT_ROLES) -> frozenset[int]:
        """The units in which one of ``roles`` is held."""
        wanted = frozenset(roles)
        return frozenset(g.unit for g in self.grants if g.unit is not None and g.role in wanted)

    def posts(self) -> frozenset[int]:
        """The posts held or lent."""
        return frozenset(g.post for g in self.grants if g.post is not None)

    def through(self, *roles: Role, unit: int | None = None) -> Grant | None:
        """The grant by which an act is done, for the journal."""
        for grant in self.grants:
            if grant.role in roles and (unit is None or grant.unit == unit):
                return grant
        return None

    @property
    def is_system(self) -> bool:
        return self.channel == "system"

    @property
    def opaque(self) -> str:
        """How the journal names the actor: ``person:17``, ``system``."""
        return f"person:{self.person}" if self.person is not None else self.channel


def system_actor(jurisdiction: str, on: date) -> Actor:
    """The product itself: jobs, sealing, loading."""
    return Actor(jurisdiction=jurisdiction, on=on, channel="system")
