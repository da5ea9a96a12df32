"""Programs' access, feeds, and the visibility matrix."""

from __future__ import annotations

from django.db import models

from luoshi.accounts.models.people import Person
from luoshi.journal.owned import Dated, Owned


class ApiToken(Owned):
    """A program's key. Only a hash is kept; the key is shown once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=8)
    hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)


class FeedKey(Owned):
    """The unguessable part of a subscription address (iCalendar); revocable, gives counts and titles as its person sees."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds")
    kind = models.CharField(max_length=20)
    hash = models.CharField(max_length=64, unique=True)
    query = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class Visibility(Owned, Dated):
    """One changed cell of the visibility matrix (``accounts.visibility.DEFAULTS``): ``audience`` may see ``what``."""

    what = models.CharField(max_length=40)
    audience = models.CharField(max_length=40)
    allowed = models.BooleanField()
    reason = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "valid_from"], name="visibility_by_day")]
