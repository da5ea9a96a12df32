"""What people take along: text for the chat group, and the address of their calendar."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.accounts import services as accounts
from luoshi.accounts.access import policy as account_policy
from luoshi.accounts.models import FeedKey, Person
from luoshi.accounts.tokens import FEED_KINDS
from luoshi.console.accounts.acting import done
from luoshi.journal.services import act
from luoshi.kernel.actors import UNIT_ROLES
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.notify.access import policy
from luoshi.notify.group_text import LISTS, lines, text_of
from luoshi.tasks.access import policy as task_policy
from luoshi.tasks.rules.months import is_period, period_of, shifted
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.ui.services import claim

TITLES = {
    "unanswered": Phrase("未签收", "Not acknowledged"), "unreported": Phrase("未报送", "Not reported"),
    "returned": Phrase("退回未重报", "Returned, not sent again"),
}  # fmt: skip


@guard(task_policy, "verify_list")
def group_text(request: OfficialRequest) -> HttpResponse:
    """Who has not acknowledged, reported or sent again, as text for the chat group; a fragment for htmx."""
    which = request.GET.get("list", "unanswered")
    which = which if which in LISTS else "unanswered"
    period = request.GET.get("period", "")
    period = period if is_period(period) else period_of(request.actor.on)
    rows = lines(request.actor, which, period)
    link = settings.ADDRESS if settings.ADDRESS_GIVEN else request.build_absolute_uri("/")
    context = {
        "which": which, "titles": TITLES.items(), "period": period, "rows": rows,
        "periods": [shifted(period_of(request.actor.on), -back) for back in range(3)],
        "count": sum(row.count for row in rows),
        "text": text_of(which, period, rows, timezone.localtime(), link, current()),
    }  # fmt: skip
    part = request.headers.get("HX-Request") and request.headers.get("HX-Target") == "group-text-part"
    return render(request, f"console/notices/{'group_text_part' if part else 'group_text'}.html", context)


@guard(policy, "subscribe")
def calendar(request: OfficialRequest) -> HttpResponse:
    """My subscriptions."""
    return _calendar(request)


@guard(policy, "subscribe")
@require_POST
@never_cache
def subscribe(request: OfficialRequest) -> HttpResponse:
    """Make an address; it is shown this once. The same form sent twice makes one."""
    person, made = Person.objects.get(pk=request.actor.person or 0), ""
    try:
        with act():
            if claim(request.actor, request.POST.get("form_token", "")):
                made = accounts.create_feed_key(request.actor, person, kind=request.POST.get("kind", ""))[1]
    except Refused as refused:
        messages.error(request, said(refused.phrase))
    if not made:
        return redirect("console:calendar")
    return _calendar(request, request.build_absolute_uri(reverse("api:calendar", args=[made])))


def _calendar(request: OfficialRequest, address: str = "") -> HttpResponse:
    actor = request.actor
    feeds = list(FeedKey.objects.filter(person=actor.person, revoked_at__isnull=True).order_by("-pk"))
    shown = [(feed, FEED_KINDS.get(feed.kind, Phrase(feed.kind, feed.kind))) for feed in feeds]
    kinds = [
        (key, words, uuid.uuid4()) for key, words in FEED_KINDS.items() if key != "unit" or actor.units(UNIT_ROLES)
    ]
    return render(request, "console/notices/calendar.html", {"feeds": shown, "kinds": kinds, "address": address})


@guard(account_policy, "manage_own_keys", model=FeedKey)
@require_POST
def unsubscribe(request: OfficialRequest, feed: FeedKey) -> HttpResponse:
    """End an address at once."""
    accounts.revoke_feed_key(request.actor, feed)
    return done(request, Phrase("订阅已撤销,地址立即失效", "Revoked; the address no longer works"), "console:calendar")
