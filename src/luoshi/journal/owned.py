"""What every row of the product has: the jurisdiction that owns it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from luoshi.kernel.actors import Actor

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[Row_co]):
    """Rows of one place at a time."""

    def of(self, where: Actor | str) -> OwnedQuerySet[Row_co]:
        """The rows of a jurisdiction, or of the actor's."""
        code = where if isinstance(where, str) else where.jurisdiction
        return self.filter(jurisdiction=code)


class Owned(models.Model):
    """``jurisdiction`` is the division code (GB/T 2260) of the government whose data this is."""

    jurisdiction = models.CharField(max_length=12, editable=False)

    objects: models.Manager[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


class Dated(models.Model):
    """A fact whose past matters: valid from (included) to (excluded), when it was recorded, what it replaces.

    Rows are never rewritten but for closing ``valid_to`` of the open one; a correction is a new row that supersedes.
    """

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    supersedes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def valid_on(day: object, prefix: str = "") -> models.Q:
    """The condition that a dated row holds on ``day``; ``prefix`` is the path to it, with ``__``."""
    return models.Q(**{f"{prefix}valid_from__lte": day}) & (
        models.Q(**{f"{prefix}valid_to__isnull": True}) | models.Q(**{f"{prefix}valid_to__gt": day})
    )
