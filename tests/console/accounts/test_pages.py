"""The pages of accounts open, in both languages, and their acts do what they say."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests import factories

from luoshi.accounts.models import Delegation, Person, Post, PostHolding, RoleGrant, User, Visibility
from luoshi.accounts.sessions import actor_of
from luoshi.accounts.visibility import Audience, What
from luoshi.journal.models import Event
from luoshi.kernel.actors import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> factories.Official:
    official = factories.make_official(factories.make_unit("市委机要局"), Role.SECURITY_ADMIN, name="安全员")
    factories.sign_in(client, official)
    return official


@pytest.fixture
def drafter() -> factories.Official:
    return factories.make_official(factories.make_unit(), Role.DRAFTER, name="张晓明", title="联络员")


def _send(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, {"form_token": str(uuid4()), **values})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_of_the_security_administrator_open(
    client: Client, administrator: factories.Official, drafter: factories.Official, language: str
) -> None:
    person, post, user = drafter.person.pk, drafter.post.pk, drafter.user.pk
    for address in (
        "/me/", "/me/tokens/new/", "/people/", "/people/new/", "/people/import/", f"/people/{person}/",
        f"/people/{person}/edit/", f"/people/{person}/account/", f"/people/{person}/erase/", f"/users/{user}/lock/",
        f"/users/{user}/external-id/", "/posts/", "/posts/new/", f"/posts/{post}/", f"/posts/{post}/edit/",
        f"/posts/{post}/hand-over/", f"/posts/{post}/appoint/", f"/posts/{post}/stand-in/", f"/posts/{post}/grant/",
        f"/posts/{post}/portfolio/", "/visibility/", "/visibility/light/peer/", "/lockouts/", "/tokens/",
        "/people/options?q=z", "/posts/options?q=联络",
    ):  # fmt: skip
        page = client.get(address, {"lang": language})
        assert page.status_code == 200, address


def test_lists_stay_within_a_few_queries(
    client: Client, administrator: factories.Official, django_assert_max_num_queries: Any
) -> None:
    unit = factories.make_unit("市科技局")
    for _ in range(30):
        factories.make_official(unit, Role.DRAFTER)
    for address in ("/people/", "/posts/"):
        client.get(address)
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


def test_lists_mask_telephones_and_looking_is_journalled(
    client: Client, administrator: factories.Official, drafter: factories.Official
) -> None:
    assert "138****1234" in client.get("/people/").content.decode()
    assert drafter.person.telephone not in client.get(f"/people/{drafter.person.pk}/").content.decode()
    full = client.post(f"/people/{drafter.person.pk}/contact/")
    assert drafter.person.telephone in full.content.decode()
    assert Event.objects.filter(act="accounts.contact_revealed", object_id=drafter.person.pk).count() == 1


def test_a_person_is_entered_given_an_account_and_a_post(client: Client, administrator: factories.Official) -> None:
    unit = factories.make_unit("市商务局")
    _send(client, "/people/new/", name="李敏", number="A7", telephone="13912345678")
    person = Person.objects.get(number="A7")
    assert person.initials == "lm"
    page = _send(client, f"/people/{person.pk}/account/", username="LiMin").content.decode()
    account = User.objects.get(person=person)
    assert account.username == "limin" and account.must_change_password
    password = page.split('class="key">')[1].split("<")[0]
    assert account.check_password(password)
    _send(client, "/posts/new/", unit=unit.pk, title="联络员", order=10)
    post = Post.objects.get(unit=unit)
    today = factories.actor_of(administrator).on.isoformat()
    _send(client, f"/posts/{post.pk}/appoint/", person=person.pk, on=today)
    _send(client, f"/posts/{post.pk}/grant/", role="drafter", on=today)
    assert actor_of(person).has(Role.DRAFTER, unit=unit.pk)


def test_a_form_sent_twice_acts_once(client: Client, administrator: factories.Official) -> None:
    values = {"form_token": str(uuid4()), "name": "李敏"}
    for _ in range(2):
        assert client.post("/people/new/", values).status_code == 302
    assert Person.objects.filter(name="李敏").count() == 1


def test_the_second_of_two_editors_is_told(
    client: Client, administrator: factories.Official, drafter: factories.Official
) -> None:
    address = f"/people/{drafter.person.pk}/edit/"
    _send(client, address, name="张小明", version=1)
    page = _send(client, address, name="张大明", version=1)
    assert page.status_code == 200 and "他人已修改" in page.content.decode()
    assert "张大明" in page.content.decode()
    assert Person.objects.get(pk=drafter.person.pk).name == "张小明"


def test_a_post_is_handed_over_and_the_sheet_prints(
    client: Client, administrator: factories.Official, drafter: factories.Official
) -> None:
    coming = factories.make_person("李敏")
    today = factories.actor_of(administrator).on
    answer = _send(client, f"/posts/{drafter.post.pk}/hand-over/", to_person=coming.pk, on=today.isoformat())
    sheet = client.get(answer.headers["Location"])
    assert "张晓明" in sheet.content.decode() and "李敏" in sheet.content.decode()
    assert not factories.actor_of(drafter).grants
    book = client.get(answer.headers["Location"], {"format": "xlsx"})
    page = load_workbook(BytesIO(book.content)).active
    assert page is not None and page["B2"].value == "张晓明"


def test_separation_of_administrators_is_said_beside_the_field(
    client: Client, administrator: factories.Official, drafter: factories.Official
) -> None:
    today = factories.actor_of(administrator).on.isoformat()
    page = _send(client, f"/posts/{drafter.post.pk}/grant/", role="audit_admin", on=today)
    assert "三员分立" in page.content.decode()
    assert not RoleGrant.objects.filter(post=drafter.post, role="audit_admin").exists()


def test_the_holder_lends_a_role_and_takes_it_back(client: Client, drafter: factories.Official) -> None:
    colleague = factories.make_official(drafter.post.unit, Role.SECTION_HEAD)
    factories.sign_in(client, drafter)
    today = factories.actor_of(drafter).on
    _send(
        client, f"/me/posts/{drafter.post.pk}/lend/", role="drafter", to_post=colleague.post.pk,
        on=today.isoformat(), until=(today + timedelta(days=7)).isoformat(), reason="学习",
    )  # fmt: skip
    assert factories.actor_of(colleague).has(Role.DRAFTER)
    client.post(f"/me/lent/{Delegation.objects.get().pk}/take-back/")
    assert not factories.actor_of(colleague).has(Role.DRAFTER)


def test_nobody_lends_the_role_of_another_post(client: Client, drafter: factories.Official) -> None:
    colleague = factories.make_official(drafter.post.unit, Role.SECTION_HEAD)
    factories.sign_in(client, drafter)
    assert client.get(f"/me/posts/{colleague.post.pk}/lend/").status_code == 403


def test_a_token_is_shown_once(client: Client, drafter: factories.Official) -> None:
    factories.sign_in(client, drafter)
    made = _send(client, "/me/tokens/new/", name="台账", scopes=["tasks:read"], days="30").content.decode()
    key = made.split('class="key">')[1].split("<")[0]
    assert key.startswith("lsh_")
    assert key not in client.get("/me/").content.decode()


def test_a_cell_of_the_matrix_changes_with_a_reason(client: Client, administrator: factories.Official) -> None:
    today = factories.actor_of(administrator).on.isoformat()
    no_reason = _send(client, "/visibility/light/participant/", allowed="1", on=today)
    assert no_reason.status_code == 200
    _send(client, "/visibility/light/participant/", allowed="1", on=today, reason="联席会议纪要")
    row = Visibility.objects.get()
    assert (row.what, row.audience, row.allowed) == (What.LIGHT, Audience.PARTICIPANT, True)
    assert "联席会议纪要" in client.get("/visibility/").content.decode()


def test_a_locked_name_is_released(
    client: Client, administrator: factories.Official, drafter: factories.Official
) -> None:
    other = Client()
    for _ in range(5):
        other.post("/accounts/login/", {"login": drafter.user.username, "password": "wrong-Password-1"})
    page = client.get("/lockouts/").content.decode()
    assert drafter.user.username in page
    address = page.split('action="/lockouts/')[1].split('"')[0]
    client.post(f"/lockouts/{address}")
    again = other.post("/accounts/login/", {"login": drafter.user.username, "password": factories.PASSWORD})
    assert again.status_code == 302


def test_an_erased_person_leaves_no_name(client: Client, administrator: factories.Official) -> None:
    person = factories.make_person("王五")
    _send(client, f"/people/{person.pk}/erase/", reason="离职满三年,本人申请")
    person.refresh_from_db()
    assert (person.name, person.telephone, person.number) == ("", "", "")
    assert client.get(f"/people/{person.pk}/").status_code == 200


def test_a_colleague_sees_the_unit_and_not_the_next(client: Client, drafter: factories.Official) -> None:
    near = factories.make_official(drafter.post.unit, Role.SECTION_HEAD)
    far = factories.make_official(factories.make_unit("市财政局"), Role.DRAFTER)
    factories.sign_in(client, drafter)
    assert client.get(f"/people/{near.person.pk}/").status_code == 200
    assert client.get(f"/people/{far.person.pk}/").status_code == 404
    page = client.get("/people/").content.decode()
    assert near.person.name in page and far.person.name not in page
    assert client.get("/people/new/").status_code == 403


def test_the_system_administrator_sees_no_people(client: Client) -> None:
    official = factories.make_official(factories.make_unit(), Role.SYSTEM_ADMIN)
    factories.sign_in(client, official)
    assert client.get("/people/").status_code == 403
    assert client.get("/posts/").status_code == 403
    assert client.get("/visibility/").status_code == 403


def test_ended_holdings_stay_in_the_history(
    client: Client, administrator: factories.Official, drafter: factories.Official
) -> None:
    holding = PostHolding.objects.get(person=drafter.person)
    client.post(f"/holdings/{holding.pk}/end/")
    assert "张晓明" in client.get(f"/posts/{drafter.post.pk}/").content.decode()
