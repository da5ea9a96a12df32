"""Who was erased leaves no sign-in behind: no address, no browser, no second factor, no failed attempt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessLog
from django.test import Client
from django.urls import reverse

from luoshi.accounts import services
from luoshi.accounts.models import User
from luoshi.kernel.actors import Role
from tests import factories

pytestmark = pytest.mark.django_db


def test_traces_of_signing_in_go_with_the_person(client: Client) -> None:
    unit = factories.make_unit("市财政局")
    gone = factories.make_official(unit, Role.DRAFTER)
    admin = factories.actor_of(factories.make_official(unit, Role.SECURITY_ADMIN))
    name = gone.user.username
    client.post(reverse("account_login"), {"login": name, "password": "wrong"})
    Client().post(reverse("account_login"), {"login": name, "password": factories.PASSWORD})
    client.post(reverse("account_login"), {"login": name, "password": "wrong"})
    Authenticator.objects.create(user=gone.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert AccessAttempt.objects.filter(username=name).exists()
    gone.person.holdings.update(valid_to=admin.on - timedelta(days=1))

    services.erase_person(admin, gone.person, reason="依申请")

    for model in (AccessAttempt, AccessLog):
        assert not model.objects.filter(username=name).exists(), model
    for model in (Authenticator, UserSession):
        assert not model.objects.filter(user=gone.user).exists(), model
    assert not User.objects.filter(username=name).exists()
