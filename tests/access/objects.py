"""One object of any model in any place: built from its fields, so that new models need nothing here.

``SPECIAL`` is the one table of models that need more than their required fields to be what they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.db import models
from django.utils import timezone

from luoshi.journal.models import Event
from luoshi.units.models import Area, Jurisdiction, Unit, UnitName
from tests import factories

_SERIAL = count(1000)


@dataclass
class Place:
    """Where an object belongs: a unit with its people, and what was built there."""

    key: str
    unit: Unit
    official: factories.Official
    built: dict[type[models.Model], models.Model] = field(default_factory=dict)

    def object_of(self, model: type[models.Model]) -> Any:
        """The object of a model in this place, made once."""
        if model not in self.built:
            make: Any = SPECIAL.get(model._meta.label, _from_fields)
            self.built[model] = make(self, model)
        return self.built[model]


def _from_fields(place: Place, model: type[models.Model]) -> Any:
    made = model(**{each.name: _value(place, each) for each in model._meta.concrete_fields if _needed(each)})
    if hasattr(made, "jurisdiction"):
        made.jurisdiction = place.unit.jurisdiction
    made.save(force_insert=True)
    return made


def _needed(each: models.Field[Any, Any]) -> bool:
    if isinstance(each, models.ForeignKey) and each.related_model is Unit:
        return each.name == "unit" or not each.null  # what may name a unit belongs to the place's
    if any(each.name in constraint.fields for constraint in each.model._meta.total_unique_constraints):
        return not each.null
    automatic = each.primary_key or getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False)
    return not (automatic or each.null or each.has_default() or (each.blank and not each.is_relation))


def _value(place: Place, each: models.Field[Any, Any]) -> Any:
    if isinstance(each, models.ForeignKey):
        return place.object_of(each.related_model)
    if each.choices:
        return each.choices[0][0]
    for kind, make in _PLAIN:
        if isinstance(each, kind):
            return make(each)
    raise NotImplementedError(f"tests/access/objects.py: a value for {each!r}")


_PLAIN: tuple[tuple[type[models.Field[Any, Any]], Callable[[Any], Any]], ...] = (
    (models.UUIDField, lambda _: uuid4()),
    (models.JSONField, lambda _: {}),
    (models.BinaryField, lambda _: b"x"),
    (models.DateTimeField, lambda _: datetime(2026, 1, 1, tzinfo=UTC)),
    (models.DateField, lambda _: date(2016, 1, 1)),
    (models.BooleanField, lambda _: True),
    (models.FloatField, lambda _: 1.0),
    (models.IntegerField, lambda _: next(_SERIAL)),
    (models.GenericIPAddressField, lambda _: "10.0.0.1"),
    (models.CharField, lambda each: f"x{next(_SERIAL)}"[-each.max_length :]),
    (models.TextField, lambda _: "x"),
)


def _unit(place: Place, model: Any) -> Unit:
    return place.unit


def _confirmed(place: Place, model: Any) -> Any:
    made = _from_fields(place, model)
    model.objects.filter(pk=made.pk).update(state="confirmed", confirmed_at=timezone.now(), level="internal")
    made.refresh_from_db()
    return made


def _review_item(place: Place, model: Any) -> Any:
    from luoshi.policies.models import Policy

    policy = place.object_of(Policy)
    data = {"id": "T1", "key": "t1", "text": "落实", "clause": "一", "spans": {}, "confidence": "high"}
    return model.objects.create(
        jurisdiction=place.unit.jurisdiction, policy=policy, kind="tasks", key="t1", display="T1", order=1.0, clause="一",
        data=data, confidence="high",
    )  # fmt: skip


def _task(place: Place, model: Any) -> Any:
    """A task whose lead is the place's unit."""
    from luoshi.tasks.models import Assignment
    from luoshi.tasks.state import rebuild

    made = _from_fields(place, model)
    Assignment.objects.create(
        jurisdiction=place.unit.jurisdiction, task=made, unit=place.unit, role="lead", valid_from=factories.LONG_AGO
    )
    rebuild([made.pk])
    return made


def _assignment(place: Place, model: Any) -> Any:
    from luoshi.tasks.models import Task

    return model.objects.get(task=place.object_of(Task))


def _report(place: Place, model: Any) -> Any:
    """A draft of the place's unit."""
    from luoshi.tasks.models import Assignment

    part: Any = place.object_of(Assignment)
    return model.objects.create(
        jurisdiction=part.jurisdiction, assignment=part, task=part.task, unit=part.unit, period="2026-02"
    )


def _event(place: Place, model: Any) -> Event:
    from luoshi.journal.services import act, record
    from luoshi.kernel.actors import system_actor

    with act():
        return record(system_actor(place.unit.jurisdiction, factories.TODAY), "access.tested", place.unit)


def _user_session(place: Place, model: Any) -> Any:
    session = SessionStore()
    session.create()
    return model.objects.create(
        user=place.official.user, session_key=session.session_key, ip="10.0.0.1", user_agent="x"
    )


def _delegation(place: Place, model: Any) -> Any:
    return model.objects.create(
        jurisdiction=place.unit.jurisdiction,
        from_post=place.official.post,
        to_post=factories.make_post(place.unit),
        role="drafter",
        valid_from=factories.LONG_AGO,
    )


def _stored_file(place: Place, model: Any) -> Any:
    made = _from_fields(place, model)
    model.objects.filter(pk=made.pk).update(sha256=f"{made.pk:064x}")
    made.refresh_from_db()
    return made


def _delivery(place: Place, model: Any) -> Any:
    """A message to an endpoint of the place."""
    from luoshi.notify.models import Endpoint

    endpoint: Any = place.object_of(Endpoint)
    return model.objects.create(
        jurisdiction=endpoint.jurisdiction, key=f"x{next(_SERIAL)}", kind="test", channel="webhook", endpoint=endpoint
    )


SPECIAL: dict[str, Callable[[Place, Any], Any]] = {
    "units.Unit": _unit,
    "units.Jurisdiction": lambda place, model: Jurisdiction.objects.get(pk=place.unit.jurisdiction),
    "units.Area": lambda place, model: (
        place.unit.area or Area.objects.filter(jurisdiction=place.unit.jurisdiction).first()
    ),
    "units.UnitName": lambda place, model: UnitName.objects.filter(unit=place.unit).first(),
    "accounts.Person": lambda place, model: place.official.person,
    "accounts.User": lambda place, model: place.official.user,
    "accounts.Post": lambda place, model: place.official.post,
    "accounts.PostHolding": lambda place, model: place.official.person.holdings.first(),
    "accounts.RoleGrant": lambda place, model: place.official.post.grants.first(),
    "accounts.Delegation": _delegation,
    "usersessions.UserSession": _user_session,
    "journal.Event": _event,
    "files.StoredFile": _stored_file,
    "policies.Policy": _confirmed,
    "policies.ReviewItem": _review_item,
    "notify.Delivery": _delivery,
    "tasks.Task": _task,
    "tasks.Assignment": _assignment,
    "tasks.Report": _report,
}
