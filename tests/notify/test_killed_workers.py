"""Workers killed while they read the journal or send: notices are made once, no message is lost or hidden."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from luoshi.jobs.models import Job
from luoshi.jobs.models import State as JobState
from luoshi.jobs.services import enqueue
from luoshi.journal.models import Cursor
from luoshi.journal.sealing import seal
from luoshi.kernel.actors import Role
from luoshi.notify import services
from luoshi.notify.models import Delivery, Endpoint, Notice
from luoshi.notify.reading import CONSUMER, read_on
from luoshi.notify.services import EndpointDraft
from tests.factories import CITY, actor_of, make_official, make_unit
from tests.jobs.processes import kill, start, wait_until
from tests.notify.receiver import Receiver, answer
from tests.tasks.city import a_city, a_task

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = "tests.notify.a_worker"


def a_message(receiver: Receiver, kind: str) -> Delivery:
    """A message of one event that waits to be sent."""
    city, guard = a_city(), actor_of(make_official(make_unit("市大数据局"), Role.SECURITY_ADMIN))
    services.create_endpoint(guard, EndpointDraft(name="接收", kind=kind, address=receiver.url))
    if kind == "webhook":
        a_task(city)
        seal(CITY)
        read_on(CITY)
    else:
        services.test_endpoint(guard, Endpoint.objects.get())
    return Delivery.objects.get()


def killed_while_sending(receiver: Receiver, folder: Path) -> None:
    """A worker got through to a receiver that does not answer, and was killed."""
    worker = start(WORKER, str(folder))
    wait_until(lambda: receiver.got, alive=[worker])
    kill(worker)


def after_the_lease(folder: Path) -> None:
    """Another worker comes by when the lease is over."""
    Job.objects.filter(state=JobState.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert start(WORKER, str(folder), "once").wait() == 0


def test_a_webhook_killed_in_the_middle_is_sent_again_under_the_same_id(receiver: Receiver, tmp_path: Path) -> None:
    receiver.answers = [receiver.hangs, answer(200)]
    row = a_message(receiver, "webhook")
    killed_while_sending(receiver, tmp_path)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Delivery.State.SENDING, 1)
    after_the_lease(tmp_path)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Delivery.State.SENT, 2)
    assert [got.headers["webhook-id"] for got in receiver.got] == [str(row.message_id)] * 2
    assert receiver.got[0].body == receiver.got[1].body


def test_a_robot_killed_in_the_middle_is_not_told_twice_and_the_outcome_is_shown_as_unknown(
    receiver: Receiver, tmp_path: Path
) -> None:
    receiver.answers = [receiver.hangs, answer(200, {"errcode": 0})]
    row = a_message(receiver, "wecom")
    killed_while_sending(receiver, tmp_path)
    after_the_lease(tmp_path)
    row.refresh_from_db()
    assert (row.state, len(receiver.got)) == (Delivery.State.UNKNOWN, 1)
    assert "可能已经送到" in row.error_zh


def test_a_reader_killed_in_the_middle_makes_the_notices_and_messages_once(receiver: Receiver, tmp_path: Path) -> None:
    city, guard = a_city(), actor_of(make_official(make_unit("市大数据局"), Role.SECURITY_ADMIN))
    services.create_endpoint(guard, EndpointDraft(name="接收", kind="webhook", address=receiver.url))
    a_task(city)
    seal(CITY)
    enqueue("", "notify.read", key="reading")
    worker = start(WORKER, str(tmp_path), "slow")
    wait_until((tmp_path / "here").exists, alive=[worker])
    kill(worker)
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)
    assert not Cursor.objects.filter(name=CONSUMER, position__gt=0).exists()
    after_the_lease(tmp_path)
    assert (Notice.objects.count(), Delivery.objects.count(), len(receiver.got)) == (2, 1, 1)
    enqueue("", "notify.read", key="reading again")
    after_the_lease(tmp_path)
    assert (Notice.objects.count(), Delivery.objects.count(), len(receiver.got)) == (2, 1, 1)
