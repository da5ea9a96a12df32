"""Named querysets over files."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from luoshi.files.access import policy
from luoshi.files.models import StoredFile, TurnedAway
from luoshi.kernel.actors import Actor


def visible(actor: Actor) -> QuerySet[StoredFile]:
    """The files an actor may see, latest first."""
    return policy.visible(actor, StoredFile.objects.all()).order_by("-id")


def of_object(where: Actor | str, on: models.Model) -> QuerySet[StoredFile]:
    """The files that hang on an object, in the order they were attached. For who may see the object."""
    rows: QuerySet[StoredFile] = StoredFile.objects.of(where).filter(
        links__object_kind=on._meta.label_lower, links__object_id=on.pk
    )
    return rows.order_by("links__id")


def of_objects(where: Actor | str, kind: str, ids: list[int]) -> dict[int, list[StoredFile]]:
    """The files of many objects of a kind, by object id, with one query."""
    found: dict[int, list[StoredFile]] = {}
    rows = StoredFile.objects.of(where).filter(links__object_kind=kind, links__object_id__in=ids)
    for file in rows.annotate(object_id=models.F("links__object_id")).order_by("links__id"):
        found.setdefault(file.object_id, []).append(file)
    return found


def turned_away(where: Actor | str) -> QuerySet[TurnedAway]:
    """Uploads that bore a secrecy mark, latest first; for the audit and security administrators."""
    rows: QuerySet[TurnedAway] = TurnedAway.objects.of(where).order_by("-id")
    return rows
