"""Signing in: passwords, lockout, first password, second factor, gateway, limits of a session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import timezone
from tests import factories

from luoshi.accounts import services
from luoshi.accounts.models import User
from luoshi.kernel.actors import Role

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def drafter() -> factories.Official:
    return factories.make_official(factories.make_unit(), Role.DRAFTER)


def _enter(client: Client, name: str, password: str = factories.PASSWORD) -> Any:
    return client.post(LOGIN, {"login": name, "password": password})


def test_the_right_password_opens_a_session(client: Client, drafter: factories.Official) -> None:
    assert _enter(client, drafter.user.username.upper()).status_code == 302
    assert client.get("/me/").status_code == 200


def test_the_page_says_what_the_network_may_hold(client: Client) -> None:
    page = client.get(LOGIN)
    assert "严禁处理国家秘密" in page.content.decode()
    english = client.get(LOGIN, {"lang": "en"}).content.decode()
    assert "never state secrets" in english and "Sign-in name" in english


def test_a_wrong_name_and_a_wrong_password_read_the_same(client: Client, drafter: factories.Official) -> None:
    wrong_password = _enter(client, drafter.user.username, "wrong-Password-1").content.decode()
    wrong_name = _enter(Client(), "nobody", "wrong-Password-1").content.decode()
    import re

    def shown(page: str) -> list[str]:
        return re.findall(r'class="field-error"[^>]*>([^<]*)|data-faults>(.*?)</div>', page, re.S)

    assert shown(wrong_password) == shown(wrong_name) != []


def test_five_wrong_passwords_close_the_name_for_a_while(client: Client, drafter: factories.Official) -> None:
    answers = [_enter(client, drafter.user.username, "wrong-Password-1").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    right = _enter(client, drafter.user.username)
    assert right.status_code == 429
    assert "15 分钟" in right.content.decode()
    assert _enter(Client(), "nobody-else", "x").status_code == 200


def test_nobody_can_sign_up_or_ask_for_mail(client: Client) -> None:
    for address in ("signup/", "email/", "password/reset/", "password/set/", "3rdparty/", "confirm-email/x/"):
        assert client.get(f"/accounts/{address}").status_code == 404


def test_whoever_holds_no_post_does_not_get_in(client: Client, drafter: factories.Official) -> None:
    services.end_holding(factories.the_system(), drafter.person.holdings.get(), on=factories.TODAY)
    answer = _enter(client, drafter.user.username)
    assert answer.status_code == 403
    assert "没有担任任何岗位" in answer.content.decode()
    assert client.get("/me/").status_code == 302


def test_the_first_password_is_changed_before_anything_else(client: Client, drafter: factories.Official) -> None:
    first = services.reset_password(factories.the_system(), drafter.user)
    _enter(client, drafter.user.username, first)
    assert client.get("/me/").headers["Location"] == "/accounts/password/change/"
    refused = client.post(
        "/accounts/password/change/", {"oldpassword": first, "password1": "short", "password2": "short"}
    )
    assert refused.status_code == 200
    client.post(
        "/accounts/password/change/",
        {"oldpassword": first, "password1": "Blue-Rivers-7", "password2": "Blue-Rivers-7"},
    )
    assert client.get("/me/").status_code == 200
    assert User.objects.get(pk=drafter.user.pk).must_change_password is False


def test_a_changed_password_ends_the_sessions_elsewhere(client: Client, drafter: factories.Official) -> None:
    elsewhere = Client()
    for each in (elsewhere, client):
        _enter(each, drafter.user.username)
    new = {"password1": "Blue-Rivers-7", "password2": "Blue-Rivers-7"}
    client.post("/accounts/password/change/", {"oldpassword": factories.PASSWORD, **new})
    assert client.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302


def test_signing_out_everywhere_ends_every_session(client: Client, drafter: factories.Official) -> None:
    factories.sign_in(client, drafter)
    services.sign_out_everywhere(factories.actor_of(drafter), drafter.user)
    assert client.get("/me/").status_code == 302


def test_a_session_ends_after_its_longest_time(client: Client, drafter: factories.Official) -> None:
    factories.sign_in(client, drafter)
    session = client.session
    session["began_at"] = (timezone.now() - timedelta(hours=8, minutes=1)).isoformat()
    session.save()
    assert client.get("/me/").status_code == 302


def test_a_locked_account_is_out_at_once_and_stays_out(client: Client, drafter: factories.Official) -> None:
    factories.sign_in(client, drafter)
    services.lock_account(factories.the_system(), drafter.user, reason="离职")
    assert client.get("/me/").status_code == 302
    assert _enter(client, drafter.user.username).status_code in {200, 302}
    assert client.get("/me/").status_code == 302


def test_administrators_must_set_up_a_second_factor(client: Client) -> None:
    administrator = factories.make_official(factories.make_unit(), Role.SECURITY_ADMIN)
    _enter(client, administrator.user.username)
    assert client.get("/me/").headers["Location"] == "/accounts/2fa/totp/activate/"
    htmx = client.get("/me/", headers={"HX-Request": "true"})
    assert htmx.headers["HX-Redirect"] == "/accounts/2fa/totp/activate/"


def test_the_setting_lets_a_trial_installation_do_without(client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR_ADMINISTRATORS = False
    administrator = factories.make_official(factories.make_unit(), Role.SECURITY_ADMIN)
    _enter(client, administrator.user.username)
    assert client.get("/me/").status_code == 200


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_with_a_second_factor_the_password_alone_is_not_enough(client: Client) -> None:
    administrator = factories.make_official(factories.make_unit(), Role.SECURITY_ADMIN)
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(administrator.user, secret)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))
    assert _enter(client, administrator.user.username).headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/me/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/accounts/2fa/authenticate/", {"code": _code(secret)}).status_code == 302
    assert client.get("/me/").status_code == 200


def test_an_administrator_cannot_switch_the_second_factor_off(client: Client) -> None:
    administrator = factories.make_official(factories.make_unit(), Role.SECURITY_ADMIN)
    TOTP.activate(administrator.user, "JBSWY3DPEHPK3PXP")
    _enter(client, administrator.user.username)
    client.post("/accounts/2fa/authenticate/", {"code": _code("JBSWY3DPEHPK3PXP")})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=administrator.user).exists()


@pytest.fixture
def gateway(settings: Any, drafter: factories.Official) -> factories.Official:
    settings.GATEWAY_HEADER = "X-Card-Holder"
    settings.GATEWAY_PROXIES = ["10.0.0.1"]
    drafter.user.external_id = "card-7"
    drafter.user.save()
    return drafter


def test_the_gateway_names_who_comes(client: Client, gateway: factories.Official) -> None:
    page = client.get("/me/", headers={"X-Card-Holder": "card-7"}, REMOTE_ADDR="10.0.0.1")
    assert page.status_code == 200
    assert page.wsgi_request.actor.channel == "gateway"  # type: ignore[attr-defined]  # set by the middleware


def test_the_header_from_elsewhere_is_refused(client: Client, gateway: factories.Official) -> None:
    page = client.get("/me/", headers={"X-Card-Holder": "card-7"}, REMOTE_ADDR="10.0.0.2")
    assert page.status_code == 400
    assert "不是从网关发来的" in page.content.decode()


def test_without_the_header_a_session_of_the_gateway_is_over(client: Client, gateway: factories.Official) -> None:
    client.get("/me/", headers={"X-Card-Holder": "card-7"}, REMOTE_ADDR="10.0.0.1")
    assert client.get("/me/", REMOTE_ADDR="10.0.0.1").status_code == 302


def test_another_card_is_another_person(client: Client, gateway: factories.Official) -> None:
    client.get("/me/", headers={"X-Card-Holder": "card-7"}, REMOTE_ADDR="10.0.0.1")
    unknown = client.get("/me/", headers={"X-Card-Holder": "card-8"}, REMOTE_ADDR="10.0.0.1")
    assert unknown.status_code == 403


def test_behind_a_gateway_no_password_is_asked_for_or_taken(client: Client, gateway: factories.Official) -> None:
    assert 'type="password"' not in client.get(LOGIN).content.decode()
    assert _enter(client, gateway.user.username).status_code == 403
    assert client.get("/me/").status_code == 302


def test_without_a_gateway_the_header_means_nothing(client: Client, drafter: factories.Official) -> None:
    assert client.get("/me/", headers={"X-Card-Holder": "card-7"}).status_code == 302


def test_what_a_page_asks_by_itself_does_not_keep_a_resting_session(client: Client, db: None) -> None:
    from luoshi.accounts.middleware import SEEN
    from luoshi.console.policies.views.review import presence
    from luoshi.console.tasks.ledger import tasks

    assert getattr(presence, "unattended", False)
    assert not getattr(tasks, "unattended", False)
    factories.sign_in(client, factories.make_official(factories.make_unit(), Role.SUPERVISOR))
    session = client.session
    long_ago = (timezone.now() - timedelta(minutes=5)).isoformat()
    session[SEEN] = long_ago
    session.save()
    client.get("/policies/999999/progress/")
    assert client.session[SEEN] == long_ago
    client.get("/tasks/")
    assert client.session[SEEN] > long_ago
