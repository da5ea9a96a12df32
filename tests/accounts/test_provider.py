"""Sign-in by an OIDC provider: it tells who someone is, and neither makes accounts nor gives rights."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests import factories

from luoshi.accounts.adapters import claim_of
from luoshi.accounts.models import User
from luoshi.kernel.actors import Role

pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """A provider with one person, over plain HTTP on this machine."""

    who: dict[str, str]

    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]  # of an HTTPServer
        if self.path.startswith("/.well-known"):
            self._answer(
                {
                    "issuer": base, "authorization_endpoint": f"{base}/authorize", "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo", "jwks_uri": f"{base}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )  # fmt: skip
        else:
            self._answer(self.who)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({"access_token": "a", "token_type": "Bearer"})

    def _answer(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def provider(settings: Any) -> Iterator[type[Provider]]:
    server = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OIDC_ISSUER = f"http://127.0.0.1:{server.server_port}"
    settings.OIDC_CLAIM = "employee"
    app = {
        "provider_id": "city", "name": "统一身份认证", "client_id": "luoshi", "secret": "s",
        "settings": {"server_url": settings.OIDC_ISSUER},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield Provider
    server.shutdown()
    server.server_close()


def _enter(client: Client) -> Any:
    begun = client.post("/accounts/oidc/city/login/")
    asked = parse_qs(urlsplit(begun.headers["Location"]).query)
    return client.get("/accounts/oidc/city/login/callback/", {"code": "c", "state": asked["state"][0]})


def test_a_known_person_is_signed_in_with_the_rights_of_the_post(client: Client, provider: type[Provider]) -> None:
    drafter = factories.make_official(factories.make_unit(), Role.DRAFTER)
    User.objects.filter(pk=drafter.user.pk).update(external_id="E7")
    provider.who = {"sub": "1", "employee": "E7", "groups": "administrators"}
    assert _enter(client).status_code == 302
    page = client.get("/me/")
    assert page.status_code == 200
    actor = page.wsgi_request.actor  # type: ignore[attr-defined]  # set by the middleware
    assert actor.person == drafter.person.pk and {grant.role for grant in actor.grants} == {Role.DRAFTER}
    assert not SocialAccount.objects.exists()


def test_an_unknown_person_gets_no_account(client: Client, provider: type[Provider]) -> None:
    factories.make_official(factories.make_unit(), Role.DRAFTER)
    provider.who = {"sub": "2", "employee": "E8", "email": "someone@city.gov.cn"}
    answer = _enter(client)
    assert answer.status_code == 403 and "没有对应的账号" in answer.content.decode()
    assert User.objects.count() == 1
    assert client.get("/me/").status_code == 302


def test_a_changed_mapping_holds_at_the_next_sign_in(client: Client, provider: type[Provider]) -> None:
    drafter = factories.make_official(factories.make_unit(), Role.DRAFTER)
    User.objects.filter(pk=drafter.user.pk).update(external_id="E7")
    provider.who = {"sub": "1", "employee": "E7"}
    _enter(client)
    User.objects.filter(pk=drafter.user.pk).update(external_id=None)
    assert _enter(Client()).status_code == 403


def test_a_locked_account_stays_out(client: Client, provider: type[Provider]) -> None:
    drafter = factories.make_official(factories.make_unit(), Role.DRAFTER)
    User.objects.filter(pk=drafter.user.pk).update(external_id="E7", is_active=False)
    provider.who = {"sub": "1", "employee": "E7"}
    assert _enter(client).status_code == 403


def test_the_sign_in_page_offers_the_provider(client: Client, provider: type[Provider]) -> None:
    assert "用统一身份认证登录" in client.get("/accounts/login/").content.decode()


def test_a_missing_claim_is_nobody() -> None:
    assert claim_of({"userinfo": {"sub": "1"}}, "employee") == ""
    assert claim_of({"id_token": {"employee": ["E7"]}}, "employee") == ""
