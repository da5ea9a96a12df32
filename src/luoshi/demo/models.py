"""What was loaded: so that loading twice changes nothing, and a database with real data is left alone."""

from __future__ import annotations

from django.db import models

from luoshi.journal.owned import Owned


class Loaded(Owned):
    """One invented city in this database; ``finished_at`` is empty while it is being loaded, or when that was cut off."""

    name = models.CharField(max_length=60)
    day = models.DateField()  # the day on which its story ends
    seed = models.BigIntegerField()
    scale = models.BooleanField(default=False)  # one of many, made for measurements
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["jurisdiction"], name="loaded_once")]
