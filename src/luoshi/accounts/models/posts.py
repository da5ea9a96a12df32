"""Posts bear duties; people hold posts for a time."""

from __future__ import annotations

from django.db import models

from luoshi.accounts.models.people import Person
from luoshi.journal.owned import Dated, Owned
from luoshi.kernel.actors import Role
from luoshi.units.models import Unit


class Post(Owned):
    """A post in a unit: 局长, 综合科科长, 联络员, 分管副市长."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    section = models.CharField(max_length=60, blank=True)
    deputy_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="deputies")
    order = models.PositiveIntegerField(default=100)
    abolished_on = models.DateField(null=True, blank=True)  # first day without it
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "unit", "order"], name="post_of_unit")]

    def __str__(self) -> str:
        return self.title


class PostHolding(Owned, Dated):
    """A person holds a post. ``part``: A the holder, B the stand-in of the A/B rule."""

    class Part(models.TextChoices):
        A = "A"
        B = "B"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    part = models.CharField(max_length=1, choices=Part.choices, default=Part.A)

    class Meta:
        indexes = [
            models.Index(fields=["person", "valid_from"], name="holding_of_person"),
            models.Index(fields=["post", "valid_from"], name="holding_of_post"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "part"], condition=models.Q(valid_to__isnull=True), name="one_holder_of_each_part"
            )
        ]


class RoleGrant(Owned, Dated):
    """A post may act in a role: in its unit (``unit``), over an area (``area`` code prefix), or everywhere."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["post", "valid_from"], name="grant_of_post"),
            models.Index(fields=["jurisdiction", "role"], name="grant_by_role"),
        ]


class Portfolio(Owned, Dated):
    """What a leader answers for: units, themes or areas (one of them per row)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="portfolios")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(max_length=60, blank=True)
    area = models.CharField(max_length=12, blank=True)


class Delegation(Owned, Dated):
    """A post lends a role to another post for a time: 'passes reports for me while I am away'."""

    from_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="lent")
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="borrowed")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    reason = models.CharField(max_length=200, blank=True)
