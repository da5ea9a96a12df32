"""The journal as a list, and one event of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from luoshi.accounts.models import Person
from luoshi.accounts.queries import names_for
from luoshi.accounts.rules import ROLE_NAMES
from luoshi.accounts.visibility import AUDIENCE_WORDS, WHAT_WORDS
from luoshi.journal.access import policy
from luoshi.journal.canonical import hashed, text_of
from luoshi.journal.history import tell
from luoshi.journal.models import Event, Sealing, Unsealed
from luoshi.journal.sentences import registered
from luoshi.journal.services import rows_of
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.ui.lists import Choice, Column, DateRange, ListPage, Option, Text
from luoshi.ui.lists.filters import Filter, Rows

SUBJECTS: dict[str, Phrase] = {
    "accounts": Phrase("人员与权限", "People and rights"),
    "units": Phrase("单位与日历", "Units and calendar"),
    "policies": Phrase("政策", "Policies"),
    "enactment": Phrase("入账", "Enactment"),
    "tasks": Phrase("任务", "Tasks"),
    "parties": Phrase("企业与群众", "Parties"),
    "files": Phrase("文件", "Files"),
    "jobs": Phrase("后台作业", "Background work"),
    "notify": Phrase("通知", "Notices"),
    "journal": Phrase("日志", "Journal"),
    "ui": Phrase("界面与导出", "Screens and exports"),
}
_ROLES = {role.value for role in Role}
_WHAT = {what.value: words for what, words in WHAT_WORDS.items()}
_AUDIENCE = {audience.value: words for audience, words in AUDIENCE_WORDS.items()}
_PERSON = re.compile(r"person:\d+")
_OBJECT = re.compile(r"([a-z]+\.[a-z]+)(?:[ :#](\d+))?")


def _by_subject(rows: Rows, value: list[str], actor: Actor) -> Rows:
    from django.db.models import Q

    wanted = Q()
    for subject in value:
        wanted |= Q(act__startswith=f"{subject}.")
    return rows.filter(wanted)


def _by_actor(rows: Rows, value: str, actor: Actor) -> Rows:
    """An opaque id, or a name: then everybody of that name in the place."""
    if _PERSON.fullmatch(value) or value in {"system", "command", "token"}:
        return rows.filter(actor=value)
    people = Person.objects.filter(jurisdiction=actor.jurisdiction, name=value).values_list("pk", flat=True)[:50]
    return rows.filter(actor__in=[f"person:{pk}" for pk in people])


def _by_object(rows: Rows, value: str, actor: Actor) -> Rows:
    """``tasks.task 17``, ``tasks.task``, or ``person:17`` for what was done to a person or told of one."""
    if _PERSON.fullmatch(value):
        return rows.filter(object_kind="accounts.person", object_id=int(value.removeprefix("person:")))
    found = _OBJECT.fullmatch(value.strip().lower())
    if found is None:
        return rows.none()
    rows = rows.filter(object_kind=found[1])
    return rows.filter(object_id=int(found[2])) if found[2] else rows


def _by_day(rows: Rows, value: tuple[date | None, date | None], actor: Actor) -> Rows:
    first, last = value
    if first:
        rows = rows.filter(recorded_at__gte=_midnight(first))
    return rows.filter(recorded_at__lt=_midnight(last + timedelta(days=1))) if last else rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class EventList(ListPage):
    """The journal of the place, newest first."""

    key = "journal"
    title = Phrase("日志", "Journal")
    item = Phrase("条", "{n:entry|entries}")
    columns = (
        Column(key="recorded_at", phrase=Phrase("时间", "When"), sort="id"),
        Column(key="sentence", phrase=Phrase("事项", "What"), primary=True, template="journal/cells/sentence.html", wide=True),
        Column(key="who", phrase=Phrase("行为人", "Who"), template="journal/cells/who.html", sheet=lambda row: f"{said(row.who)} {row.actor}"),
        Column(key="act", phrase=Phrase("行为", "Act")),
        Column(key="object", phrase=Phrase("对象", "Object"), value=lambda row: f"{row.object_kind} {row.object_id}"),
        Column(key="state", phrase=Phrase("封存", "Seal"), template="journal/cells/seal.html", sheet=lambda row: row.seal_number),
        Column(key="digest", phrase=Phrase("摘要", "Digest"), default=False),
    )  # fmt: skip
    filters: ClassVar[Sequence[Filter]] = (
        DateRange(key="day", phrase=Phrase("日期", "Day"), by=_by_day),
        Choice(
            key="subject",
            phrase=Phrase("范围", "Subject"),
            options=tuple(Option(key, words) for key, words in SUBJECTS.items()),
            by=_by_subject,
        ),
        Text(key="actor", phrase=Phrase("行为人(姓名或编号)", "Who (name or id)"), by=_by_actor),
        Text(key="object", phrase=Phrase("对象(如 tasks.task 17)", "Object (such as tasks.task 17)"), by=_by_object),
        Text(key="act", phrase=Phrase("行为", "Act"), paths=("act",)),
    )
    search_in = ("act", "clause", "object_kind")
    search_hint = Phrase("行为、条款或对象", "Act, clause or object")
    order = ("-id",)
    template = "journal/events.html"

    def rows(self, actor: Actor) -> Rows:
        return policy.visible(actor, Event.objects.all())

    def present(self, rows: list[Any]) -> list[Any]:
        return shown(rows)

    def url_of(self, row: Any) -> str:
        return reverse("console:journal_event", args=[row.pk])


class ExportList(EventList):
    """Who took what out, when."""

    key = "journal_exports"
    title = Phrase("导出记录", "Exports")
    template = "ui/list.html"
    filters = tuple(each for each in EventList.filters if each.key in {"day", "actor"})

    def rows(self, actor: Actor) -> Rows:
        return super().rows(actor).filter(act__endswith="exported")


def shown(rows: list[Any]) -> list[Any]:
    """Events with ``sentence``, ``who`` and ``seal_number``: three queries however many."""
    seals = dict(Sealing.objects.filter(event__in=rows).values_list("event_id", "seal__number"))
    told = tell([in_words(row) for row in rows], language=current())
    named = names_for({row.actor for row in rows} | {p for line in told for p in _PERSON.findall(line.sentence)})
    for row, line in zip(rows, told, strict=True):
        row.sentence = with_names(line.sentence, named)
        row.who = named[row.actor]
        row.seal_number = seals.get(row.pk)
    return rows


def in_words(event: Event) -> Event:
    """A copy of an event of accounts whose roles and cells of the matrix read as words."""
    if not event.act.startswith("accounts.") or not isinstance(event.detail, dict):
        return event
    told, detail = copy(event), dict(event.detail)
    if detail.get("role") in _ROLES:
        detail["role"] = said(ROLE_NAMES[Role(detail["role"])])
    if event.act == "accounts.visibility_changed":
        detail["what"] = said(_WHAT.get(str(detail.get("what")), ""))
        detail["audience"] = said(_AUDIENCE.get(str(detail.get("audience")), ""))
        detail["allowed"] = said(Phrase("可见", "seen") if detail.get("allowed") else Phrase("不可见", "hidden"))
    told.detail = detail
    return told


def with_names(sentence: str, named: Mapping[str, object]) -> str:
    """A sentence with names in place of opaque people."""
    return _PERSON.sub(lambda found: said(named.get(found[0], found[0])), sentence)


@guard(policy, "journal.read")
def events(request: OfficialRequest) -> HttpResponse:
    """The journal of the place."""
    return EventList(request).respond(acts=len(registered()))


@guard(policy, "journal.read")
def exports(request: OfficialRequest) -> HttpResponse:
    """Everything that was exported."""
    return ExportList(request).respond()


@guard(policy, "journal.read", model=Event)
def event(request: OfficialRequest, event: Event) -> HttpResponse:
    """One event: what was done, its digests, its seal, the other events of the same act. Personal values stay closed."""
    sealing = Sealing.objects.filter(event=event).select_related("seal").first()
    same_act = policy.visible(request.actor, Event.objects.filter(act_id=event.act_id).exclude(pk=event.pk))
    rows = rows_of(event)
    return render(
        request,
        "journal/event.html",
        {
            "event": shown([event])[0],
            "intact": hashed(text_of(event)) == event.digest,
            "sealing": sealing,
            "waiting": sealing is None and Unsealed.objects.filter(event_id=event.pk).exists(),
            "others": shown(list(same_act.order_by("pk")[:50])),
            "detail": {key: value for key, value in event.detail.items() if key != "rows"},
            "rows": [" · ".join(f"{key} {value}" for key, value in row.items()) for row in rows[:200]],
            "rows_count": len(rows),
        },
    )
