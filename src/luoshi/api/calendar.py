"""iCalendar subscriptions: deadlines, limits to acknowledge and days of reports, as their person sees them today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from luoshi.accounts.tokens import FEED_KINDS, feed_of
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Language, Phrase
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, TaskState
from luoshi.tasks.place import thresholds_of
from luoshi.tasks.queries import due_on, due_parts
from luoshi.tasks.reach import in_portfolio
from luoshi.tasks.rules.months import closes_cycle, period_of, shifted
from luoshi.ui.guard import public
from luoshi.units.models import Unit

MOST = 2000  # entries of a calendar
BACK = timedelta(days=90)  # how long past entries stay
MONTHS = 3  # of reports ahead

_DUE = Phrase("期限:{title}", "Due: {title}")
_REVIEW = Phrase("评估:{title}", "Review: {title}")
_ANSWER = Phrase("签收:{title}", "Acknowledge: {title}")
_REPORT = Phrase("{unit} {period} 进展报送截止", "Last day of reports for {period}, {unit}")


@public("the address itself is the key: 256 bits of chance, kept as a hash, revocable by its person")
@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar behind a subscription address; 304 where nothing changed, 404 for an address that does not hold."""
    found = feed_of(key)
    if found is None:
        return HttpResponse(status=404, content_type="text/plain")
    feed, reader = found
    actor = replace(reader, scopes=frozenset({"tasks:read"}))  # a subscription reads the ledger and nothing else
    language: Language = "en" if (feed.person.user.language or "").startswith("en") else "zh"
    body = written(actor, feed.kind, language)
    tag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    known = parse_etags(request.headers.get("If-None-Match", ""))
    same = known == ["*"] or tag in {each.removeprefix("W/") for each in known}
    response: HttpResponse = HttpResponseNotModified() if same else HttpResponse(body)
    if not same:
        response.headers["Content-Type"] = "text/calendar; charset=utf-8"
        response.headers["Content-Disposition"] = 'inline; filename="luoshi.ics"'
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def written(actor: Actor, kind: str, language: Language = "zh") -> bytes:
    """A calendar as bytes; the same facts give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Luoshi//Deadlines//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", FEED_KINDS[kind].say(language) if kind in FEED_KINDS else "Luoshi")
    made.add("x-wr-timezone", settings.TIME_ZONE)
    for event in (*_deadlines(actor, kind, language), *_answers(actor, language), *_reports(actor, language)):
        made.add_component(event)
    return bytes(made.to_ical())


def _deadlines(actor: Actor, kind: str, language: Language) -> Iterator[Event]:
    since = actor.on - BACK
    rows: QuerySet[TaskState] = policy.visible(actor, TaskState.objects.all()).filter(
        Q(due_on__gte=since) | Q(due_on__isnull=True, review_on__gte=since), withdrawn=False, closed_on__isnull=True
    )
    rows = rows.filter(_concerned(actor, kind)).select_related("task").order_by("due_on", "task")
    for row in rows[:MOST]:
        day, words = (row.due_on, _DUE) if row.due_on else (row.review_on, _REVIEW)
        assert day is not None
        title = words.say(language, title=_safe(row.task.title))
        yield _event(actor, f"task-{row.task_id}", day, title, row.task.created_at, f"/tasks/{row.task_id}/")


def _concerned(actor: Actor, kind: str) -> Q:
    """The tasks of the actor's units, and of a leader's portfolio when it is the person's own calendar."""
    parts = Assignment.objects.filter(
        jurisdiction=actor.jurisdiction, unit__in=actor.units(), valid_to__isnull=True
    ).values("task")
    portfolio = in_portfolio(actor) if kind != "unit" else None
    return Q(pk__in=parts) | (Q(pk__in=portfolio) if portfolio is not None else Q(pk__in=()))


def _answers(actor: Actor, language: Language) -> Iterator[Event]:
    rows = policy.visible(actor, Assignment.objects.all()).filter(
        unit__in=actor.units(), valid_to__isnull=True, state=Assignment.State.GIVEN, answer_due_on__gte=actor.on - BACK,
        task__withdrawn_on__isnull=True,
    )  # fmt: skip
    for row in rows.select_related("task").order_by("answer_due_on", "pk")[:MOST]:
        title = _ANSWER.say(language, title=_safe(row.task.title))
        yield _event(actor, f"answer-{row.pk}", row.answer_due_on, title, row.task.created_at, f"/tasks/{row.task_id}/")


def _reports(actor: Actor, language: Language) -> Iterator[Event]:
    months = thresholds_of(actor.jurisdiction, actor.on).report_months
    for unit in Unit.objects.filter(pk__in=actor.units(), jurisdiction=actor.jurisdiction).order_by("pk"):
        for ahead in range(MONTHS):
            period = shifted(period_of(actor.on), ahead)
            if not closes_cycle(period, months) or not due_parts(actor, period, unit.pk).exists():
                continue
            title = _REPORT.say(language, unit=_safe(str(unit)), period=period)
            begin = datetime.combine(date(int(period[:4]), int(period[5:]), 1), time(), tzinfo=UTC)
            yield _event(actor, f"report-{unit.pk}-{period}", due_on(actor, period), title, begin, "/")


def _event(actor: Actor, name: str, day: date, title: str, stamp: datetime, path: str) -> Event:
    """A whole day. The UID stays the same however often it is fetched; the stamp is when the thing came into being."""
    event = Event()
    event.add("uid", f"{name}.{actor.jurisdiction}@luoshi")
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    event.add("url", settings.ADDRESS + path)
    return event


def _safe(text: str) -> str:
    return " ".join(text.split())
