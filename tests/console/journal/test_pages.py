"""The audit administrator's pages and the system administrator's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests import factories

from luoshi.accounts import services
from luoshi.jobs.models import Job
from luoshi.jobs.running import run_due
from luoshi.journal.models import Event
from luoshi.journal.sealing import seal
from luoshi.kernel.actors import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client: Client) -> factories.Official:
    official = factories.make_official(factories.make_unit("市审计局"), Role.AUDIT_ADMIN, name="审计员")
    factories.sign_in(client, official)
    return official


@pytest.fixture
def happened() -> Event:
    security = factories.make_official(factories.make_unit(), Role.SECURITY_ADMIN, name="安全员")
    drafter = factories.make_official(factories.make_unit("市科技局"), Role.DRAFTER, name="张晓明")
    actor = factories.actor_of(security)
    services.stand_in(
        actor, drafter.post, factories.make_person("李敏"), on=actor.on, until=actor.on.replace(year=2099)
    )
    seal(factories.CITY)
    return Event.objects.get(act="accounts.post_taken")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_open(client: Client, auditor: factories.Official, happened: Event, language: str) -> None:
    for address in (
        "/journal/",
        f"/journal/events/{happened.pk}/",
        "/journal/seals/",
        "/journal/exports/",
        "/visibility/",
    ):
        assert client.get(address, {"lang": language}).status_code == 200, address


def test_events_read_as_sentences_with_names_and_opaque_ids(
    client: Client, auditor: factories.Official, happened: Event
) -> None:
    page = client.get("/journal/").content.decode()
    assert "安全员任命李敏担任该岗位" in page
    assert happened.actor in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"actor": "安全员"}, True),
        ({"actor": "无此人"}, False),
        ({"subject": "accounts"}, True),
        ({"subject": "tasks"}, False),
        ({"object": "accounts.post"}, True),
        ({"object": "tasks.task 1"}, False),
        ({"act": "post_taken"}, True),
        ({"day_from": "2000-01-01", "day_to": "2001-01-01"}, False),
        ({"day_from": "2020-01-01"}, True),
    ],
)
def test_the_journal_is_searched(
    client: Client, auditor: factories.Official, happened: Event, query: dict[str, str], found: bool
) -> None:
    assert ("担任该岗位" in client.get("/journal/", query).content.decode()) is found


def test_the_list_stays_within_a_few_queries(
    client: Client, auditor: factories.Official, happened: Event, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        client.get("/journal/")


def test_an_event_shows_its_digest_and_seal_and_no_personal_value(
    client: Client, auditor: factories.Official, happened: Event
) -> None:
    person = services.create_person(factories.the_system(), name="赵六", telephone="13755556666")
    event = Event.objects.get(act="accounts.person_entered", object_id=person.pk)
    page = client.get(f"/journal/events/{event.pk}/").content.decode()
    assert event.digest in page and "13755556666" not in page
    sealed = client.get(f"/journal/events/{happened.pk}/").content.decode()
    assert "第1号封存" in sealed and "摘要相符" in sealed


def test_a_verification_runs_in_the_background(client: Client, auditor: factories.Official, happened: Event) -> None:
    answer = client.post("/journal/seals/verify/")
    again = client.post("/journal/seals/verify/")
    assert answer.headers["Location"] == again.headers["Location"]
    assert Job.objects.filter(kind="journal.verify").count() == 1
    run_due()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "未发现改动" in page


def test_events_of_another_place_are_not_found(client: Client, auditor: factories.Official) -> None:
    services.create_person(factories.the_system(factories.NEIGHBOUR), name="邻居")
    event = Event.objects.get(jurisdiction=factories.NEIGHBOUR)
    assert client.get(f"/journal/events/{event.pk}/").status_code == 404
    assert "登记了此人" not in client.get("/journal/").content.decode()


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SUPERVISOR, Role.DRAFTER])
def test_nobody_else_reads_the_journal(client: Client, role: Role, happened: Event) -> None:
    factories.sign_in(client, factories.make_official(factories.make_unit("某局"), role))
    for address in ("/journal/", "/journal/seals/", "/journal/exports/"):
        assert client.get(address).status_code == 403
    assert client.get(f"/journal/events/{happened.pk}/").status_code == 404
    assert client.post("/journal/seals/verify/").status_code == 403


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_system_administrator_sees_the_machine(client: Client, language: str, happened: Event) -> None:
    factories.sign_in(client, factories.make_official(factories.make_unit("信息中心"), Role.SYSTEM_ADMIN))
    Job.objects.create(jurisdiction=factories.CITY, kind="policies.compile", created_by="system", state="failed")
    page = client.get("/system/", {"lang": language})
    assert page.status_code == 200
    assert "张晓明" not in page.content.decode()
    assert "policies.compile" in client.get("/system/jobs/", {"state": "failed", "lang": language}).content.decode()


def test_a_failed_job_is_tried_again(client: Client) -> None:
    factories.sign_in(client, factories.make_official(factories.make_unit("信息中心"), Role.SYSTEM_ADMIN))
    job = Job.objects.create(jurisdiction=factories.CITY, kind="jobs.sweep", created_by="system", state="failed")
    client.post(f"/system/jobs/{job.pk}/retry/")
    job.refresh_from_db()
    assert job.state == "queued"


def test_others_do_not_see_the_machine(client: Client) -> None:
    factories.sign_in(client, factories.make_official(factories.make_unit(), Role.SUPERVISOR))
    assert client.get("/system/").status_code == 403
