"""The pages of notices: reading, wishes, ways out, text for the group, calendar."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from luoshi.accounts.models import FeedKey, User
from luoshi.journal.sealing import seal
from luoshi.kernel.actors import Actor, Role
from luoshi.notify.models import Delivery, Endpoint, Notice, Preference
from luoshi.notify.reading import read_on
from luoshi.tasks import services
from tests.factories import CITY, Official, make_official, make_unit, sign_in
from tests.tasks.city import City, a_city, a_submitted_report, a_task

NOTICES = "/notices/"
HOOK = {"name": "数据平台", "kind": "webhook", "address": "https://hooks.example.com/x", "language": "zh"}


@pytest.fixture
def city(db: None) -> City:
    return a_city()


@pytest.fixture
def guard(city: City) -> Official:
    return make_official(make_unit("市大数据局"), Role.SECURITY_ADMIN)


def come(client: Client, actor: Actor) -> None:
    """Sign in as somebody of the city."""
    user = User.objects.get(person=actor.person)
    sign_in(client, Official(user, user.person, user.person.holdings.get().post))


def told(city: City, *titles: str) -> None:
    for title in titles:
        a_task(city, title)
    seal(CITY)
    read_on(CITY)


def page(client: Client, address: str = NOTICES, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_is_unread_stands_first_and_the_bell_counts_it(client: Client, city: City) -> None:
    told(city, "压缩企业开办时间", "清理中介服务")
    come(client, city.planning.drafter)
    shown = page(client)
    assert shown.index("清理中介服务") < shown.index("压缩企业开办时间")
    assert '<b class="top-count">2</b>' in shown
    assert "待签收任务 2" in shown or "市发改委承担任务" in shown


def test_a_notice_is_read_by_following_it(client: Client, city: City) -> None:
    told(city, "压缩企业开办时间")
    come(client, city.planning.drafter)
    notice = Notice.objects.get(person=city.planning.drafter.person)
    answer = client.post(f"{NOTICES}{notice.pk}/open/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/tasks/{notice.object_id}/")
    assert "都看完了" in page(client)
    assert "压缩企业开办时间" in page(client, all="1")


def test_all_of_a_kind_up_to_the_newest_shown_are_read_at_once(client: Client, city: City) -> None:
    told(city, "任务甲")
    services.set_deadline(city.supervisor, services_task(), services.DeadlineDraft(due_on=timezone.localdate()), "提前")
    told(city)
    come(client, city.planning.drafter)
    newest = Notice.objects.filter(person=city.planning.drafter.person).latest("id").pk
    client.post(f"{NOTICES}read/", {"kind": "deadline", "until": newest})
    left = Notice.objects.filter(person=city.planning.drafter.person, read_at__isnull=True)
    assert [row.kind for row in left] == ["assigned"]
    client.post(f"{NOTICES}read/", {"until": left.get().pk - 1})
    assert left.count() == 1


def services_task() -> Any:
    from luoshi.tasks.models import Task

    return Task.objects.get()


def test_the_notices_of_others_are_not_there(client: Client, city: City) -> None:
    told(city, "压缩企业开办时间")
    notice = Notice.objects.get(person=city.planning.drafter.person)
    come(client, city.finance.drafter)
    assert client.post(f"{NOTICES}{notice.pk}/read/").status_code == 404
    assert client.get(f"{NOTICES}{notice.pk}/open/").status_code in (404, 405)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_after_reading_one_comes_back_to_the_list_and_nowhere_else(client: Client, city: City) -> None:
    told(city, "任务甲")
    come(client, city.planning.drafter)
    notice = Notice.objects.get(person=city.planning.drafter.person)
    for back, to in (("/notices/?all=1", "/notices/?all=1"), ("https://evil.example/", NOTICES), ("//evil", NOTICES)):
        assert client.post(f"{NOTICES}{notice.pk}/read/", {"back": back}).headers["Location"] == to


def test_a_page_of_notices_takes_a_bounded_number_of_queries(
    client: Client, city: City, django_assert_max_num_queries: Any
) -> None:
    told(city, *(f"任务{number}" for number in range(60)))
    come(client, city.planning.drafter)
    page(client)
    with django_assert_max_num_queries(30):
        shown = page(client)
    assert shown.count('class="notice ') == 50 and "更早的通知" in shown
    before = Notice.objects.filter(person=city.planning.drafter.person).order_by("-id")[49].pk
    assert page(client, before=before).count('class="notice ') == 10


def test_wishes_are_kept_and_checked(client: Client, city: City) -> None:
    come(client, city.planning.drafter)
    address = f"{NOTICES}preferences/"
    good = {"by_mail": "on", "digest_hour": "17", "quiet_from": "20:00", "quiet_until": "07:00", "version": "0"}
    assert client.post(address, good).status_code == 302
    row = Preference.objects.get()
    assert (row.digest_hour, row.urgent_at_once, row.channels) == (17, False, ["mail"])
    answer = client.post(address, {**good, "quiet_until": "", "version": "1"})
    assert "须同时填写" in answer.content.decode()
    assert "在别处改过" in client.post(address, good).content.decode()


def test_the_secret_of_a_webhook_is_shown_once(client: Client, guard: Official) -> None:
    sign_in(client, guard)
    answer = client.post(f"{NOTICES}endpoints/new/", HOOK)
    row = Endpoint.objects.get()
    assert str(row.secret) in answer.content.decode() and "no-store" in answer.headers["Cache-Control"]
    listed, edited = page(client, f"{NOTICES}endpoints/"), page(client, f"{NOTICES}endpoints/{row.pk}/")
    for shown in (listed, edited):
        assert str(row.secret) not in shown and "hooks.example.com/x" not in shown and "hooks.example.com" in shown


def test_an_endpoint_is_changed_stopped_tried_and_renewed(client: Client, guard: Official) -> None:
    sign_in(client, guard)
    client.post(f"{NOTICES}endpoints/new/", HOOK)
    row = Endpoint.objects.get()
    secret = row.secret
    changed = {**HOOK, "name": "新名称", "address": "", "version": row.version}
    assert client.post(f"{NOTICES}endpoints/{row.pk}/", changed).status_code == 302
    assert "他人刚刚修改过" in client.post(f"{NOTICES}endpoints/{row.pk}/", changed).content.decode()
    for token in ("a", "a", "b"):
        client.post(f"{NOTICES}endpoints/{row.pk}/test/", {"token": token})
    client.post(f"{NOTICES}endpoints/{row.pk}/secret/")
    client.post(f"{NOTICES}endpoints/{row.pk}/switch/")
    row.refresh_from_db()
    assert (row.name, row.active, row.address) == ("新名称", False, HOOK["address"])
    assert row.secret != secret
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("address", ["http://10.0.0.1/", "ftp://x/", "https://u:p@example.com/"])
def test_a_wrong_address_is_told_beside_its_field(client: Client, guard: Official, address: str) -> None:
    sign_in(client, guard)
    shown = client.post(f"{NOTICES}endpoints/new/", {**HOOK, "address": address}).content.decode()
    assert 'id="id_address_error"' in shown and not Endpoint.objects.exists()


def test_dead_messages_are_listed_and_sent_again(client: Client, guard: Official) -> None:
    sign_in(client, guard)
    client.post(f"{NOTICES}endpoints/new/", HOOK)
    client.post(f"{NOTICES}endpoints/{Endpoint.objects.get().pk}/test/")
    Delivery.objects.update(state="dead", error_zh="对方答复 410。", error_en="gone")
    shown = page(client, f"{NOTICES}deliveries/", state="dead")
    assert "对方答复 410。" in shown and "重发" in shown
    row = Delivery.objects.get()
    client.post(f"{NOTICES}deliveries/{row.pk}/again/")
    row.refresh_from_db()
    assert row.state == "waiting"


def test_only_the_security_administrator_sees_the_ways_out(client: Client, city: City, guard: Official) -> None:
    come(client, city.supervisor)
    for address in ("endpoints/", "endpoints/new/", "deliveries/"):
        assert client.get(NOTICES + address).status_code == 403


def test_text_for_the_group_names_units_and_counts_only(client: Client, city: City) -> None:
    task = a_task(city, "压缩企业开办时间")
    a_task(city, "清理中介服务")
    come(client, city.supervisor)
    shown = page(client, f"{NOTICES}group/")
    assert "市发改委 2 项(其中 2 项已超时限)" in shown and "共 2 个单位、4 项。" in shown
    assert "压缩企业开办时间" not in shown
    assert "2026-03 进展尚未报送" in page(client, f"{NOTICES}group/", list="unreported", period="2026-03")
    report = a_submitted_report(city.finance, task)
    report.refresh_from_db()
    services.return_report(city.supervisor, report, report.version, "补充")
    assert "市财政局 1 项" in page(client, f"{NOTICES}group/", list="returned")


def test_units_get_no_text_about_others(client: Client, city: City) -> None:
    come(client, city.planning.unit_head)
    assert client.get(f"{NOTICES}group/").status_code == 403


def test_a_calendar_address_is_shown_once_works_and_ends(client: Client, city: City) -> None:
    come(client, city.planning.drafter)
    address = f"{NOTICES}calendar/"
    sent = {"kind": "unit", "form_token": "0f0e0d0c-aaaa-4bbb-8ccc-123456789012"}
    shown = client.post(f"{address}new/", sent).content.decode()
    client.post(f"{address}new/", sent)
    assert FeedKey.objects.count() == 1
    feed = shown.partition("http://testserver")[2].partition("<")[0]
    assert feed.startswith("/feeds/lsh_") and feed not in page(client, address)
    assert client.get(feed).status_code == 200
    client.post(f"{address}{FeedKey.objects.get().pk}/revoke/")
    assert client.get(feed).status_code == 404


def test_the_pages_speak_english(client: Client, city: City) -> None:
    told(city, "压缩企业开办时间")
    come(client, city.planning.drafter)
    assert "has a part in" in page(client, lang="en")
