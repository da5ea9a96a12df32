"""Calendar subscriptions: what is in them, that they stay the same, and end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from luoshi.accounts import services as accounts
from luoshi.accounts.models import FeedKey, Person, PostHolding
from luoshi.accounts.sessions import actor_of
from luoshi.kernel.actors import Actor
from luoshi.tasks import services
from tests.tasks.city import City, a_city, a_task

DUE = timezone.localdate() + timedelta(days=40)


@pytest.fixture
def city(db: None) -> City:
    return a_city()


def an_address(actor: Actor, kind: str = "deadlines") -> str:
    person = Person.objects.get(pk=actor.person or 0)
    return f"/feeds/{accounts.create_feed_key(actor_of(person), person, kind=kind)[1]}.ics"


def entries(client: Client, address: str) -> dict[str, Any]:
    """The events of a calendar by their titles."""
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(each["SUMMARY"]): each for each in Calendar.from_ical(answer.content).walk("VEVENT")}


def due(city: City, title: str = "建成审批系统", **fields: Any) -> Any:
    return a_task(city, title, deadline=services.DeadlineDraft(due_on=DUE), **fields)


def test_deadlines_are_whole_days_with_titles(client: Client, city: City) -> None:
    task = due(city)
    found = entries(client, an_address(city.finance.drafter))
    event = found["期限:建成审批系统"]
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DUE, DUE + timedelta(days=1))
    assert str(event["UID"]) == f"task-{task.pk}.990100@luoshi"
    assert any(title.startswith("市财政局 20") and title.endswith("进展报送截止") for title in found)


def test_a_leader_subscribes_to_the_portfolio(client: Client, city: City) -> None:
    due(city)
    due(city, "科技局的事", parts=(services.PartDraft(role="lead", unit=city.science.unit),))
    assert set(entries(client, an_address(city.leader))) == {"期限:建成审批系统"}
    assert set(entries(client, an_address(city.mayor))) == {"期限:建成审批系统", "期限:科技局的事"}


def test_only_what_the_person_sees(client: Client, city: City) -> None:
    due(city)
    assert "期限:建成审批系统" not in entries(client, an_address(city.science.drafter))
    assert entries(client, an_address(city.system_admin)) == {}


def test_nothing_changed_is_304_and_a_change_is_not(client: Client, city: City) -> None:
    task = due(city)
    address = an_address(city.planning.drafter)
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    later = services.DeadlineDraft(due_on=DUE + timedelta(days=5))
    services.set_deadline(city.supervisor, task, later, "延期")
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert f"task-{task.pk}.990100@luoshi" in changed.content.decode()


def test_a_revoked_address_and_a_wrong_one_are_not_found(client: Client, city: City) -> None:
    address = an_address(city.planning.drafter)
    assert client.get("/feeds/lsh_wrong.ics").status_code == 404
    accounts.revoke_feed_key(city.planning.drafter, FeedKey.objects.get())
    assert client.get(address).status_code == 404


def test_it_ends_with_the_post(client: Client, city: City) -> None:
    due(city)
    address = an_address(city.finance.drafter)
    PostHolding.objects.filter(person=city.finance.drafter.person).update(valid_to=timezone.localdate())
    assert entries(client, address) == {}


def test_titles_cannot_break_out_of_their_line(client: Client, city: City) -> None:
    due(city, "甲;乙,丙\r\nSUMMARY:丁")
    address = an_address(city.planning.drafter)
    assert "期限:甲;乙,丙 SUMMARY:丁" in entries(client, address)


def test_the_same_facts_in_a_bounded_number_of_queries(
    client: Client, city: City, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        due(city, f"任务{number}")
    address = an_address(city.planning.drafter)
    with django_assert_max_num_queries(25):
        assert len(entries(client, address)) == 13
