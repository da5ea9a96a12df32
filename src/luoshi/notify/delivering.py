"""One message on its way: claimed, sent outside of any transaction, settled together with its job."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from luoshi.jobs.models import Job
from luoshi.jobs.services import enqueue
from luoshi.kernel.speech import Language, Phrase
from luoshi.notify.channels import Destination, Failed, Message, channel_of
from luoshi.notify.models import Delivery, Endpoint
from luoshi.notify.rules import wait_after
from luoshi.units.models import Jurisdiction

KIND = "notify.deliver"
State = Delivery.State
DUE = (State.WAITING, State.FAILED)
FORGOTTEN, LOST = timedelta(minutes=15), timedelta(hours=1)

VANISHED = Phrase(
    "发送进程在发送中中断,消息可能已经送到。请核实后再决定是否重发。",
    "The process stopped while sending; the message may have arrived. Find out before sending it again.",
)
GONE = Phrase("收件人或接收端点已停用。", "The person or the endpoint is no longer in use.")


def enqueue_delivery(delivery: Delivery, mark: str = "") -> Job:
    """Ask a worker to send a message when it is due; the same attempt asked for twice is one job."""
    return enqueue(
        delivery.jurisdiction, KIND, {"delivery": delivery.pk}, key=f"{KIND}:{delivery.pk}:{delivery.attempts}{mark}",
        run_after=delivery.next_at,
    )  # fmt: skip


def claim(number: int) -> Delivery | None:
    """Take a message for one attempt; None when there is nothing to do with it.

    One found in the middle of being sent was left by a worker that vanished: through a channel whose receivers tell
    repetitions by the id it is sent again, else its outcome is unknown and a person decides.
    """
    with transaction.atomic():
        row = Delivery.objects.select_for_update(of=("self",)).filter(pk=number).first()
        if row is None or row.state not in (*DUE, State.SENDING):
            return None
        if row.state == State.SENDING and not channel_of(row.channel).repeatable:
            _set(row, State.UNKNOWN, VANISHED)
            return None
        row.state, row.attempts, row.started_at = State.SENDING, row.attempts + 1, timezone.now()
        row.save(update_fields=["state", "attempts", "started_at"])
    return row


def attempt(delivery: Delivery) -> Failed | None:
    """Send a claimed message once; what went wrong, or None. No transaction may be open."""
    destination = destination_of(delivery)
    if destination is None:
        return Failed(GONE.zh, GONE.en, final=True)
    try:
        channel_of(delivery.channel).send(destination, message_of(delivery))
    except Failed as failed:
        return failed
    return None


def settle(delivery: Delivery, failed: Failed | None) -> str:
    """Keep the outcome of an attempt, and ask for the next one where there is to be one; the state it has now."""
    with transaction.atomic():
        row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
        if row.state != State.SENDING or row.attempts != delivery.attempts:
            return str(row.state)  # another attempt has overtaken this one
        _count_failures(row, failed)
        if failed is None:
            row.state, row.sent_at, row.error_zh, row.error_en = State.SENT, timezone.now(), "", ""
            row.save(update_fields=["state", "sent_at", "error_zh", "error_en"])
        elif failed.unsure and not channel_of(row.channel).repeatable:
            _set(row, State.UNKNOWN, failed.phrase)
        elif failed.final or row.attempts >= row.allowed:
            _set(row, State.DEAD, failed.phrase)
        else:
            row.next_at = timezone.now() + wait_after(row.attempts)
            _set(row, State.FAILED, failed.phrase)
            enqueue_delivery(row)
        return str(row.state)


def _set(row: Delivery, state: str, words: Phrase) -> None:
    row.state, row.error_zh, row.error_en = state, words.zh[:300], words.en[:300]
    row.save(update_fields=["state", "error_zh", "error_en", "next_at"])


def _count_failures(row: Delivery, failed: Failed | None) -> None:
    if row.endpoint_id is not None:
        Endpoint.objects.filter(pk=row.endpoint_id).update(failures=0 if failed is None else F("failures") + 1)


def destination_of(delivery: Delivery) -> Destination | None:
    """Where a message goes today; None when its person or endpoint is out of use."""
    endpoint, person = delivery.endpoint, delivery.person
    if endpoint is not None:
        address, secret = endpoint.address, endpoint.secret
        if not (endpoint.active or delivery.kind == "test") or not isinstance(address, str):
            return None
        return Destination(address=address, secret=secret if isinstance(secret, str) else "")
    if person is None or person.erased_at is not None or not person.email:
        return None
    return Destination(address=person.email)


def message_of(delivery: Delivery) -> Message:
    """The message of a delivery; the same at every attempt."""
    payload: Mapping[str, Any] = delivery.payload
    language: Language = "en" if payload.get("language") == "en" else "zh"
    place = Jurisdiction.objects.filter(pk=delivery.jurisdiction).first()
    name = delivery.jurisdiction if place is None else (language == "en" and place.name_en) or place.name
    return Message(
        id=delivery.message_id, kind=delivery.kind, counts=payload.get("counts", {}), link=link(), language=language,
        place=name, at=delivery.created_at,
    )  # fmt: skip


def link() -> str:
    """Where a message leads: the reader's own notices."""
    try:
        return settings.ADDRESS + reverse("console:notices")
    except NoReverseMatch:
        return str(settings.ADDRESS)


def take_up_forgotten(now: datetime | None = None) -> int:
    """Messages whose job was lost are asked for again; how many. Those stuck in the middle for long become unknown."""
    moment = now or timezone.now()
    forgotten = Delivery.objects.filter(state__in=DUE, next_at__lt=moment - FORGOTTEN).order_by("pk")[:500]
    for row in (rows := list(forgotten)):
        enqueue_delivery(row, mark=f":{moment:%Y-%m-%dT%H}")
    for row in Delivery.objects.filter(state=State.SENDING, started_at__lt=moment - LOST).order_by("pk")[:500]:
        _set(row, State.UNKNOWN, VANISHED)
    return len(rows)
