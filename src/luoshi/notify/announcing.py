"""What goes out and when: urgent notices at once, programs at once, everything else in one digest a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from luoshi.accounts.models import Person, User
from luoshi.notify.delivering import enqueue_delivery
from luoshi.notify.models import Delivery, Endpoint, Notice, Preference
from luoshi.notify.queries import Wishes, events_by_kind, wishes_of
from luoshi.notify.rules import digest_is_due
from luoshi.units.calendar import calendar_for

AT_ONCE = (Endpoint.Kind.WEBHOOK,)
"""Kinds of endpoints that are told of every batch of events; the others get a digest a day, and what is urgent."""


def announce(jurisdiction: str, made: Sequence[Notice]) -> list[Delivery]:
    """The messages that fresh notices ask for at once; in the transaction that made them."""
    if not made:
        return []
    return [*_urgent_mail(jurisdiction, made), *_endpoints(jurisdiction, made)]


def _urgent_mail(jurisdiction: str, made: Sequence[Notice]) -> list[Delivery]:
    by_person: dict[int, list[Notice]] = defaultdict(list)
    for notice in made:
        if notice.urgent:
            by_person[notice.person_id].append(notice)
    if not by_person or not settings.NOTIFY_MAIL:
        return []
    found = []
    preferences = Preference.objects.in_bulk(by_person, field_name="person_id") if by_person else {}
    for person, language in _reachable(by_person):
        wishes = wishes_of(jurisdiction, preferences.get(person))
        if "mail" in wishes.channels and wishes.urgent_at_once:
            notices = by_person[person]
            key = f"urgent:{person}:{max(notice.position for notice in notices)}"
            counts = Counter(notice.kind for notice in notices)
            found.append(_made(jurisdiction, key, "urgent", "mail", counts, language, person=person))
            Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(told_at=timezone.now())
    return found


def _endpoints(jurisdiction: str, made: Sequence[Notice]) -> list[Delivery]:
    found = []
    for endpoint in Endpoint.objects.filter(jurisdiction=jurisdiction, active=True):
        if endpoint.kind == Endpoint.Kind.MAIL and not settings.NOTIFY_MAIL:
            continue
        at_once = endpoint.kind in AT_ONCE
        concerned = {
            (notice.position, notice.kind)
            for notice in made
            if (endpoint.unit_id is None or notice.unit_id == endpoint.unit_id)
            and (not endpoint.kinds or notice.kind in endpoint.kinds)
            and (at_once or notice.urgent)
        }
        if concerned:
            last, kind = max(position for position, _ in concerned), "event" if at_once else "urgent"
            counts = Counter(name for _, name in concerned)
            key = f"{kind}:endpoint:{endpoint.pk}:{last}"
            found.append(_made(jurisdiction, key, kind, endpoint.kind, counts, endpoint.language, endpoint=endpoint.pk))
    return found


def make_digests(jurisdiction: str, now: datetime | None = None) -> list[Delivery]:
    """The digests that are due in a place; one for each person and day, and for each group robot and unit's mailbox."""
    moment = timezone.localtime(now)
    workday = bool(calendar_for(jurisdiction).is_workday(moment.date()).value)
    found = []
    with transaction.atomic():
        if settings.NOTIFY_MAIL:
            found += _personal(jurisdiction, moment, workday)
        for endpoint in Endpoint.objects.filter(jurisdiction=jurisdiction, active=True).exclude(kind__in=AT_ONCE):
            if endpoint.kind == Endpoint.Kind.MAIL and not settings.NOTIFY_MAIL:
                continue
            wishes = wishes_of(jurisdiction, None, moment.date())
            if _due(moment, wishes, workday):
                found += _of_endpoint(endpoint, moment)
    return found


def _personal(jurisdiction: str, moment: datetime, workday: bool) -> list[Delivery]:
    untold = Notice.objects.filter(jurisdiction=jurisdiction, told_at__isnull=True, read_at__isnull=True)
    people = set(untold.order_by().values_list("person", flat=True).distinct())
    if not people:
        return []
    preferences = Preference.objects.in_bulk(people, field_name="person_id")
    keys = {person: f"digest:{person}:{moment.date()}" for person in people}
    done = set(Delivery.objects.filter(jurisdiction=jurisdiction, key__in=keys.values()).values_list("key", flat=True))
    found = []
    for person, language in _reachable(people):
        wishes = wishes_of(jurisdiction, preferences.get(person), moment.date())
        if keys[person] in done or "mail" not in wishes.channels or not _due(moment, wishes, workday):
            continue
        counts: Counter[str] = Counter()
        mine = list(untold.filter(person=person).values_list("pk", "kind"))
        counts.update(kind for _, kind in mine)
        found.append(_made(jurisdiction, keys[person], "digest", "mail", counts, language, person=person))
        Notice.objects.filter(pk__in=[pk for pk, _ in mine]).update(told_at=moment)
    return found


def _of_endpoint(endpoint: Endpoint, moment: datetime) -> list[Delivery]:
    key = f"digest:endpoint:{endpoint.pk}:{moment.date()}"
    rows = Notice.objects.filter(jurisdiction=endpoint.jurisdiction, position__gt=endpoint.told_until)
    rows = rows.filter(unit=endpoint.unit_id) if endpoint.unit_id else rows
    rows = rows.filter(kind__in=endpoint.kinds) if endpoint.kinds else rows
    counts = events_by_kind(rows)
    if not counts or Delivery.objects.filter(jurisdiction=endpoint.jurisdiction, key=key).exists():
        return []
    last = rows.aggregate(last=Max("position"))["last"]
    Endpoint.objects.filter(pk=endpoint.pk).update(told_until=last)
    return [_made(endpoint.jurisdiction, key, "digest", endpoint.kind, counts, endpoint.language, endpoint=endpoint.pk)]


def _due(moment: datetime, wishes: Wishes, workday: bool) -> bool:
    return digest_is_due(moment, wishes.hour, wishes.quiet, workday=workday or wishes.on_rest_days)


def _reachable(people: Any) -> list[tuple[int, str]]:
    """Those of ``people`` with a mailbox and an account in use, and their language. One query."""
    rows = Person.objects.filter(pk__in=list(people), erased_at__isnull=True, user__is_active=True).exclude(email="")
    languages = dict(User.objects.filter(person__in=rows).values_list("person", "language"))
    return [(pk, "en" if languages.get(pk, "").startswith("en") else "zh") for pk in sorted(languages)]


def _made(
    jurisdiction: str, key: str, kind: str, channel: str, counts: Mapping[str, int], language: str,
    *, person: int | None = None, endpoint: int | None = None,
) -> Delivery:  # fmt: skip
    ordered = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    delivery: Delivery = Delivery.objects.create(
        jurisdiction=jurisdiction, key=key, kind=kind, channel=channel, person_id=person, endpoint_id=endpoint,
        payload={"counts": ordered, "language": language},
    )  # fmt: skip
    enqueue_delivery(delivery)
    return delivery
