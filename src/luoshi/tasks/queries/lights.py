"""The lights of ``rules.lights`` as conditions on state rows: what a count counted is what its list shows."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, CharField, Q, Value, When

from luoshi.tasks.rules import LightKind


def light_condition(kind: LightKind, today: date, prefix: str = "") -> Q:
    """The condition that a state row (reached by ``prefix``, with ``__``) shows ``kind`` on a day; as ``kind_of``."""

    def at(name: str, value: object) -> Q:
        return Q(**{f"{prefix}{name}": value})

    def not_yet(name: str) -> Q:
        return at(f"{name}__isnull", True) | at(f"{name}__gt", today)

    if kind == "withdrawn":
        return at("withdrawn", True)
    found = at("withdrawn", False)
    if kind == "stopped":
        return found & at("closed_on__isnull", False) & at("closed_as", "stopped")
    if kind == "closed":
        return found & at("closed_on__isnull", False) & ~at("closed_as", "stopped")
    found &= at("closed_on__isnull", True)
    for name, reached in (("overdue_on", "overdue"), ("behind_on", "behind"), ("due_soon_on", "due_soon")):
        if kind == reached:
            return found & at(f"{name}__lte", today)
        found &= not_yet(name)
    if kind == "standing":
        return found & at("deadline_kind", "standing")
    found &= ~at("deadline_kind", "standing")
    return found & at("due_on__isnull", kind == "no_deadline")


def light_case(today: date, prefix: str = "") -> Case:
    """The kind of light as an expression, to count by: the conditions of ``light_condition`` in their order, each
    without what the ones before it have ruled out."""

    def reached(name: str) -> Q:
        return Q(**{f"{prefix}{name}__lte": today})

    steps: tuple[tuple[LightKind, Q], ...] = (
        ("withdrawn", Q(**{f"{prefix}withdrawn": True})),
        ("stopped", Q(**{f"{prefix}closed_on__isnull": False, f"{prefix}closed_as": "stopped"})),
        ("closed", Q(**{f"{prefix}closed_on__isnull": False})),
        ("overdue", reached("overdue_on")),
        ("behind", reached("behind_on")),
        ("due_soon", reached("due_soon_on")),
        ("standing", Q(**{f"{prefix}deadline_kind": "standing"})),
        ("no_deadline", Q(**{f"{prefix}due_on__isnull": True})),
    )
    whens = [When(condition, then=Value(kind)) for kind, condition in steps]
    return Case(*whens, default=Value("normal"), output_field=CharField())
