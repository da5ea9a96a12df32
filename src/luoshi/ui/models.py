"""What the screens themselves remember: saved views, drafts, forms already sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from luoshi.accounts.models import Person
from luoshi.journal.owned import Owned


class SavedView(Owned):
    """A list as someone wants to see it again: the query string under a name; ``shared`` with everyone of the place."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=40)  # ``ListPage.key``
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "page", "name"], name="one_view_of_a_name"),
        ]
        indexes: ClassVar = [models.Index(fields=["jurisdiction", "page", "shared"], name="view_of_page")]

    def __str__(self) -> str:
        return self.name


class Draft(Owned):
    """What a person has typed into a form and not yet sent; one per person and form."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)  # ``report:17``
    content = models.JSONField(default=dict)  # field name -> list of values
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="one_draft_of_a_form")]


class SentForm(models.Model):
    """A form that was carried out: sending it again does nothing. Kept for two days."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "token"], name="a_form_is_sent_once")]
