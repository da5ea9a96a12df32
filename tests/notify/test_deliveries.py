"""Messages on their way: one digest a day, urgent ones at once, tried again, dead, sent again by a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from luoshi.accounts.models import Person
from luoshi.jobs.running import run_due
from luoshi.journal.sealing import seal
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import Refused
from luoshi.notify import services
from luoshi.notify.announcing import make_digests
from luoshi.notify.delivering import claim, settle, take_up_forgotten
from luoshi.notify.models import Delivery, Endpoint, Notice
from luoshi.notify.reading import read_on
from luoshi.notify.services import EndpointDraft, PreferenceDraft
from luoshi.tasks import services as tasks
from tests.factories import CITY, actor_of, make_official, make_unit
from tests.notify.receiver import Receiver, answer
from tests.tasks.city import City, a_submitted_report, a_task

State = Delivery.State
MONDAY = timezone.make_aware(datetime(2026, 3, 2, 9, 0))
SUNDAY = MONDAY - timedelta(days=1)


@pytest.fixture
def guard(city: City) -> Actor:
    """The security administrator."""
    return actor_of(make_official(make_unit("市大数据局"), Role.SECURITY_ADMIN))


def with_mail(actor: Actor) -> Actor:
    Person.objects.filter(pk=actor.person or 0).update(email=f"p{actor.person}@yunling.example")
    return actor


def happened(city: City, number: int = 1) -> None:
    for _ in range(number):
        a_task(city)
    seal(CITY)
    read_on(CITY)


def a_hook(guard: Actor, receiver: Receiver, **fields: Any) -> Endpoint:
    draft = {"name": "督查平台", "kind": "webhook", "address": receiver.url} | fields
    return services.create_endpoint(guard, EndpointDraft(**draft))[0]


def test_one_digest_a_day_counts_what_is_unread(city: City, mail: None, mailoutbox: Any) -> None:
    drafter = with_mail(city.planning.drafter)
    happened(city, 3)
    assert len(make_digests(CITY, MONDAY)) == 1
    assert make_digests(CITY, MONDAY + timedelta(hours=1)) == []
    happened(city)
    assert make_digests(CITY, MONDAY + timedelta(hours=2)) == []
    run_due()
    (sent,) = mailoutbox
    assert "待签收任务 3 项。" in sent.body and "企业手续" not in sent.body
    assert sent.to == [f"p{drafter.person}@yunling.example"]
    assert len(make_digests(CITY, MONDAY + timedelta(days=1))) == 1


def test_what_was_read_on_the_page_needs_no_mail(city: City, mail: None) -> None:
    drafter = with_mail(city.planning.drafter)
    happened(city)
    services.mark_all_read(drafter)
    assert make_digests(CITY, MONDAY) == []


@pytest.mark.parametrize("moment", [SUNDAY, MONDAY.replace(hour=7), MONDAY.replace(hour=22)])
def test_no_digest_on_a_day_of_rest_before_its_hour_or_in_the_quiet_hours(
    city: City, mail: None, moment: datetime
) -> None:
    with_mail(city.planning.drafter)
    happened(city)
    assert make_digests(CITY, moment) == []


def test_everyone_has_their_own_hour(city: City, mail: None) -> None:
    early, late = with_mail(city.planning.drafter), with_mail(city.finance.drafter)
    services.save_preference(late, PreferenceDraft(digest_hour=14), None)
    happened(city)
    assert [row.person_id for row in make_digests(CITY, MONDAY)] == [early.person]
    assert [row.person_id for row in make_digests(CITY, MONDAY.replace(hour=14))] == [late.person]


def test_who_wants_no_mail_gets_none(city: City, mail: None) -> None:
    drafter = with_mail(city.planning.drafter)
    services.save_preference(drafter, PreferenceDraft(channels=()), None)
    happened(city)
    assert make_digests(CITY, MONDAY) == []


def test_what_is_urgent_goes_at_once_and_not_again_in_the_digest(city: City, mail: None, mailoutbox: Any) -> None:
    drafter = with_mail(city.planning.drafter)
    report = a_submitted_report(city.planning, a_task(city))
    report.refresh_from_db()
    tasks.return_report(city.supervisor, report, report.version, "请补充数据")
    seal(CITY)
    read_on(CITY)
    run_due()
    (sent,) = mailoutbox
    assert sent.subject == "【落实】云岭市:紧急提醒" and "督查室退回 1 项" in sent.body
    (digest,) = make_digests(CITY, MONDAY)
    assert digest.payload["counts"] == {"assigned": 1}
    assert digest.person_id == drafter.person


def test_a_webhook_is_told_of_every_batch_of_its_unit_once_per_event(
    city: City, guard: Actor, receiver: Receiver
) -> None:
    a_hook(guard, receiver)
    a_hook(guard, receiver, name="发改", unit=city.planning.unit, kinds=("assigned",))
    a_hook(guard, receiver, name="无关", unit=city.science.unit)
    happened(city, 2)
    run_due()
    counts = sorted(str(got.json["data"]["counts"]) for got in receiver.got)
    assert counts == ["{'assigned': 2}", "{'assigned': 2}"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_group_robot_gets_one_digest_a_day(city: City, guard: Actor, receiver: Receiver) -> None:
    receiver.answers = [answer(200, {"errcode": 0})]
    a_hook(guard, receiver, kind="wecom", unit=city.planning.unit)
    happened(city, 2)
    assert len(make_digests(CITY, MONDAY)) == 1
    assert make_digests(CITY, MONDAY) == []
    run_due()
    assert "待签收任务 2 项" in receiver.got[0].json["text"]["content"]
    assert make_digests(CITY, MONDAY + timedelta(days=1)) == []


def test_a_failed_message_is_tried_again_under_the_same_id(city: City, guard: Actor, receiver: Receiver) -> None:
    receiver.answers = [answer(500), answer(500), answer(200)]
    a_hook(guard, receiver)
    happened(city)
    run_due()
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.error_zh) == (State.FAILED, 1, "对方答复 500。")
    assert timezone.now() < row.next_at <= timezone.now() + timedelta(seconds=30)
    for _ in range(2):
        run_due(now=timezone.now() + timedelta(hours=1))
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == (State.SENT, 3, None)
    assert len({got.headers["webhook-id"] for got in receiver.got}) == 1
    assert len({got.body for got in receiver.got}) == 1


def test_what_fails_for_good_is_dead_is_seen_and_can_be_sent_again(
    city: City, guard: Actor, receiver: Receiver
) -> None:
    receiver.answers = [answer(410), answer(200)]
    hook = a_hook(guard, receiver)
    happened(city)
    run_due()
    row = Delivery.objects.get()
    hook.refresh_from_db()
    assert (row.state, hook.failures) == (State.DEAD, 1)
    with pytest.raises(Refused):
        services.send_again(city.supervisor, row)
    services.send_again(guard, row)
    run_due()
    row.refresh_from_db()
    hook.refresh_from_db()
    assert (row.state, row.attempts, hook.failures) == (State.SENT, 2, 0)
    with pytest.raises(Refused):
        services.send_again(guard, row)


def test_attempts_end(city: City, guard: Actor, receiver: Receiver) -> None:
    receiver.answers = [answer(503)]
    a_hook(guard, receiver)
    happened(city)
    for day in range(10):
        run_due(now=timezone.now() + timedelta(days=day))
    row = Delivery.objects.get()
    assert (row.state, row.attempts, len(receiver.got)) == (State.DEAD, 8, 8)


def test_a_robot_that_hangs_leaves_the_outcome_unknown_and_a_person_decides(
    city: City, guard: Actor, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.answers = [answer(200, {"not": "a robot"}), answer(200, {"errcode": 0})]
    hook = a_hook(guard, receiver, kind="dingtalk")
    row = services.test_endpoint(guard, hook)
    run_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.UNKNOWN, 1)
    services.send_again(guard, row)
    run_due()
    row.refresh_from_db()
    assert row.state == State.SENT


def test_a_stopped_endpoint_is_told_nothing(city: City, guard: Actor, receiver: Receiver) -> None:
    hook = a_hook(guard, receiver)
    happened(city)
    services.switch_endpoint(guard, hook, active=False)
    run_due()
    assert receiver.got == []
    assert Delivery.objects.get().state == State.DEAD
    happened(city)
    assert Delivery.objects.count() == 1


def test_addresses_and_secrets_are_kept_encrypted(city: City, guard: Actor, receiver: Receiver) -> None:
    hook, secret = services.create_endpoint(
        guard, EndpointDraft(name="群", kind="webhook", address=receiver.url + "?key=geheim")
    )
    raw = Endpoint.objects.filter(pk=hook.pk).values_list("address_sealed", "secret_sealed").get()
    assert b"geheim" not in bytes(raw[0]) and secret.encode() not in bytes(raw[1] or b"")
    again = Endpoint.objects.get(pk=hook.pk)
    assert (again.secret, again.host) == (secret, "127.0.0.1")


def test_an_address_inside_cannot_be_set_up(city: City, guard: Actor, settings: Any) -> None:
    settings.NOTIFY_ALLOWED = []
    with pytest.raises(Refused) as refused:
        services.create_endpoint(guard, EndpointDraft(name="内", kind="webhook", address="http://10.0.0.1/x"))
    assert refused.value.field == "address"


def test_only_the_security_administrator_sets_up_ways_out(city: City, receiver: Receiver) -> None:
    for actor in (city.supervisor, city.system_admin, city.planning.unit_head):
        with pytest.raises(Refused):
            a_hook(actor, receiver)
    assert Endpoint.objects.count() == 0


def test_an_attempt_that_was_overtaken_changes_nothing(city: City, guard: Actor, receiver: Receiver) -> None:
    a_hook(guard, receiver)
    happened(city)
    first = claim(Delivery.objects.get().pk)
    second = claim(first.pk) if first else None
    assert first is not None and second is not None and second.attempts == 2
    assert settle(second, None) == State.SENT
    from luoshi.notify.channels import Failed

    assert settle(first, Failed("x", "x")) == State.SENT


def test_a_message_whose_job_was_lost_is_taken_up(city: City, guard: Actor, receiver: Receiver) -> None:
    from luoshi.jobs.models import Job

    a_hook(guard, receiver)
    happened(city)
    Job.objects.all().delete()
    assert take_up_forgotten(timezone.now()) == 0
    later = timezone.now() + timedelta(hours=1)
    assert take_up_forgotten(later) == 1
    run_due()
    assert Delivery.objects.get().state == State.SENT


def test_preferences_are_checked_and_two_windows_are_told(city: City) -> None:
    me = city.planning.drafter
    services.save_preference(me, PreferenceDraft(quiet_from="20:00", quiet_until="07:30"), 0)
    with pytest.raises(Refused):
        services.save_preference(me, PreferenceDraft(), 0)
    for wrong in (
        PreferenceDraft(digest_hour=24),
        PreferenceDraft(quiet_from="25:00"),
        PreferenceDraft(quiet_from="20:00"),
    ):
        with pytest.raises(Refused):
            services.save_preference(me, wrong, 1)


def test_nobody_reads_the_notices_of_others(city: City) -> None:
    happened(city)
    notice = Notice.objects.filter(person=city.planning.drafter.person).get()
    assert services.mark_read(city.finance.drafter, [notice.pk]) == 0
    assert services.mark_read(city.planning.drafter, [notice.pk]) == 1
