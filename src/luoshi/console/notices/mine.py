"""My notices: the page, reading, and how I want to be told."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from luoshi.console.accounts.acting import carried_out, done
from luoshi.console.notices.forms import PreferenceForm
from luoshi.console.notices.links import url_of
from luoshi.kernel.speech import Phrase
from luoshi.notify import services
from luoshi.notify.access import policy
from luoshi.notify.kinds import KINDS, Theme, title
from luoshi.notify.models import Notice
from luoshi.notify.queries import counts_by_kind, notices_of, preference_of, wishes_of
from luoshi.notify.telling import tell
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current

PAGE = 50
TONES = {Theme.WORK: "blue", Theme.BACK: "amber", Theme.NEWS: "gray", Theme.GUARD: "red"}


@guard(policy, "list")
def notices(request: OfficialRequest) -> HttpResponse:
    """What I was told, newest first by days; what is unread first, everything under ``?all=1``; ``kind`` narrows."""
    everything, kind = request.GET.get("all") == "1", request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    before = _number(request.GET.get("before", ""))
    rows = notices_of(request.actor, unread=not everything, kind=kind)
    page = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    counts = counts_by_kind(notices_of(request.actor, unread=not everything))
    shown: list[dict[str, Any]] = [
        {"told": told, "url": url_of(told.notice) if told.seen else "", "tone": _tone(told.kind.theme, told.notice)}
        for told in tell(request.actor, page[:PAGE], current())
    ]
    days = [
        (day, list(of_day))
        for day, of_day in groupby(shown, key=lambda each: timezone.localdate(each["told"].notice.created_at))
    ]
    return render(
        request,
        "console/notices/notices.html",
        {
            "days": days, "everything": everything, "kind": kind, "total": sum(counts.values()),
            "kinds": [(name, title(name), count) for name, count in counts.items()],
            "newest": page[0].pk if page else 0, "older": page[PAGE - 1].pk if len(page) > PAGE else 0,
            "unread": sum(counts.values()) if not everything else notices_of(request.actor, unread=True).count(),
            "here": request.get_full_path(),
        },
    )  # fmt: skip


def _tone(theme: Theme, notice: Notice) -> str:
    return "red" if notice.urgent else TONES[theme]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


@guard(policy, "read", model=Notice)
@require_POST
def follow(request: OfficialRequest, notice: Notice) -> HttpResponse:
    """Read a notice by going to its object."""
    services.mark_read(request.actor, [notice.pk])
    (told,) = tell(request.actor, [notice], current())
    return redirect((url_of(notice) if told.seen else "") or "console:notices")


@guard(policy, "read", model=Notice)
@require_POST
def read(request: OfficialRequest, notice: Notice) -> HttpResponse:
    """A notice is read."""
    services.mark_read(request.actor, [notice.pk])
    return redirect(_back(request))


@guard(policy, "read")
@require_POST
def read_all(request: OfficialRequest) -> HttpResponse:
    """Everything up to the newest notice shown (of the kind shown) is read."""
    kind = request.POST.get("kind", "")
    count = services.mark_all_read(request.actor, kind if kind in KINDS else "", _number(request.POST.get("until", "")))
    words = Phrase(f"已将 {count} 条通知标为已读", f"{count} notices marked as read")
    return done(request, words, "console:notices")


def _back(request: HttpRequest) -> str:
    """The list the button stood in: our own page only."""
    back = request.POST.get("back", "")
    here = reverse("console:notices")
    return back if back == here or back.startswith(f"{here}?") else here


@guard(policy, "prefer")
def preferences(request: OfficialRequest) -> HttpResponse:
    """How I want to be told."""
    row = preference_of(request.actor)
    place = wishes_of(request.actor.jurisdiction, None)
    initial: dict[str, Any] = {
        "digest_hour": "" if row.digest_hour is None else str(row.digest_hour), "quiet_from": row.quiet_from,
        "quiet_until": row.quiet_until, "by_mail": "mail" in row.channels, "urgent_at_once": row.urgent_at_once,
    }  # fmt: skip
    form = PreferenceForm(request.POST or None, initial=initial, version=row.version, place=place)

    def save(values: dict[str, Any]) -> None:
        hour = values["digest_hour"]
        draft = services.PreferenceDraft(
            digest_hour=int(hour) if hour else None, quiet_from=values["quiet_from"], quiet_until=values["quiet_until"],
            channels=("mail",) if values["by_mail"] else (), urgent_at_once=values["urgent_at_once"],
        )  # fmt: skip
        services.save_preference(request.actor, draft, form.sent_version)

    if carried_out(form, request.actor, save):
        return done(request, Phrase("通知方式已保存", "Saved"), "console:notices")
    context = {"form": form, "place": place, "address": row.person.email, "mail": settings.NOTIFY_MAIL}
    return render(request, "console/notices/preferences.html", context)
