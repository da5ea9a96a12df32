"""The only writers of what screens remember. These are conveniences of one person: drafts and views leave no events."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone

from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.ui.models import Draft, SavedView, SentForm

MOST_VIEWS = 100
MOST_LISTS = 30  # lists of which one person keeps views
LONGEST_DRAFT = 200_000  # characters of all fields together, with their names
MOST_DRAFTS = 200  # of one person; the oldest makes room
_SENT_KEPT = timedelta(days=2)


def save_view(actor: Actor, page: str, name: str, query: str, *, shared: bool = False) -> SavedView:
    """Keep a list under a name; the same name again takes the new query."""
    person = _person(actor)
    page, name, query = (text.replace("\x00", "") for text in (page, name, query))
    name = name.strip()
    if not name or len(name) > 60:
        raise Refused("请给视图起一个 60 字以内的名称", "Give the view a name of at most 60 characters", field="name")
    if len(query) > 2000:
        raise Refused("筛选条件太多,无法存为视图", "Too many filters to keep as a view", field="query")
    mine = SavedView.objects.filter(person_id=person, page=page)
    if mine.exclude(name=name).count() >= MOST_VIEWS:
        raise Refused(
            f"每个列表最多保存 {MOST_VIEWS} 个视图,请先删除不用的",
            f"A list keeps at most {MOST_VIEWS} views: delete one first",
        )
    others = SavedView.objects.filter(person_id=person).exclude(page=page).values("page").distinct()
    if others.count() >= MOST_LISTS:
        raise Refused("没有这样的列表", "There is no such list")
    clean = QueryDict(query).urlencode()
    view, _ = SavedView.objects.update_or_create(
        person_id=person,
        page=page,
        name=name,
        defaults={"jurisdiction": actor.jurisdiction, "query": clean, "shared": shared},
    )
    return view


def drop_view(actor: Actor, pk: int) -> None:
    """Forget one's own view; anyone else's stays."""
    SavedView.objects.filter(pk=pk, person_id=_person(actor), jurisdiction=actor.jurisdiction).delete()


def save_draft(actor: Actor, key: str, content: Mapping[str, Sequence[str]]) -> datetime:
    """Keep what was typed into the form ``key``; the moment it was kept."""
    key = key.replace("\x00", "")
    if not key or len(key) > 120:
        raise Refused("草稿没有名称", "The draft has no name", field="key")
    plain = {_bare(name): [_bare(str(value)) for value in values] for name, values in content.items()}
    if sum(len(text) for name, values in plain.items() for text in (name, *values)) > LONGEST_DRAFT:
        raise Refused("草稿过长,无法自动保存,请直接提交", "The draft is too long to be kept: submit the form")
    now = timezone.now()
    _, made = Draft.objects.update_or_create(
        person_id=_person(actor),
        key=key,
        defaults={"jurisdiction": actor.jurisdiction, "content": plain, "saved_at": now},
    )
    if made:
        kept = Draft.objects.filter(person_id=_person(actor)).order_by("-saved_at", "-pk")
        Draft.objects.filter(pk__in=list(kept.values_list("pk", flat=True)[MOST_DRAFTS : 2 * MOST_DRAFTS])).delete()
    return now


def _bare(text: str) -> str:
    """A text without what a database cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def drop_draft(actor: Actor, key: str) -> None:
    """The form was sent: its draft has served."""
    if actor.person is not None:
        Draft.objects.filter(person_id=actor.person, key=key).delete()


def claim(actor: Actor, token: str) -> bool:
    """Whether this form is carried out for the first time. Call it inside the act: refused again if the act fails.

    An empty or broken token counts as a first time, so that a form without one still works.
    """
    try:
        wanted = uuid.UUID(token)
    except ValueError:
        return True
    person = _person(actor)
    try:
        with transaction.atomic():
            SentForm.objects.create(person_id=person, token=wanted)
    except IntegrityError:
        return False
    SentForm.objects.filter(person_id=person, sent_at__lt=timezone.now() - _SENT_KEPT).delete()
    return True


def _person(actor: Actor) -> int:
    if actor.person is None:
        raise Refused("程序没有视图和草稿", "Programs keep no views or drafts", forbidden=True)
    return actor.person
