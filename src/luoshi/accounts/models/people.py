"""People and their way to sign in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from luoshi.journal.owned import Owned


class Person(Owned):
    """A person in the service of the jurisdiction. Names and telephones are personal: masked by default, erasable."""

    number = models.CharField(max_length=30, blank=True)  # staff number, by which sheets name people
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=30, blank=True)  # pinyin
    telephone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["jurisdiction", "name"], name="person_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "number"], condition=~models.Q(number=""), name="person_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The name of this person's key in the journal."""
        return f"person:{self.pk}"


class UserManager(BaseUserManager["User"]):
    """Accounts are made by ``accounts.services``; there is no superuser."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """An account. It carries no rights: those come from the posts its person holds (three separate administrators)."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    external_id = models.CharField(
        max_length=120, null=True, blank=True, unique=True
    )  # at the gateway or OIDC provider
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, blank=True)
    must_change_password = models.BooleanField(default=False)
    signed_out_at = models.DateTimeField(null=True, blank=True)  # sessions begun before are void
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    # Django asks these of any user model; rights never come from here.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_perms(self, perms: Any, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
