"""What the security administrator watches: lockouts, everybody's keys; sheets in and out."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.accounts import services
from luoshi.accounts.access import policy
from luoshi.accounts.models import ApiToken, User
from luoshi.accounts.sheets.columns import COLUMNS
from luoshi.accounts.sheets.importing import FaultsFound, take_in
from luoshi.accounts.sheets.reading import Fault, read_sheet
from luoshi.accounts.sheets.writing import TYPE, people_workbook, template
from luoshi.accounts.tokens import SCOPES
from luoshi.console.accounts.acting import done
from luoshi.console.accounts.forms import SheetForm
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.ui.lists import Boolean, Column, ListPage
from luoshi.ui.lists.filters import Rows


def attempts_of(actor: Actor) -> list[AccessAttempt]:
    """Failed sign-ins of the last day for names of the actor's place, and for names that nobody has."""
    since = timezone.now() - timedelta(days=1)
    others = User.objects.exclude(person__jurisdiction=actor.jurisdiction).values("username")
    return list(
        AccessAttempt.objects.filter(attempt_time__gt=since)
        .exclude(username__in=others)
        .order_by("-attempt_time")[:200]
    )


@guard(policy, "manage_lockouts")
def lockouts(request: OfficialRequest) -> HttpResponse:
    """Names whose sign-in rests, and recent failures."""
    rests_since = timezone.now() - settings.AXES_COOLOFF_TIME
    rows = attempts_of(request.actor)
    names = set(User.objects.filter(username__in=[row.username for row in rows]).values_list("username", flat=True))
    for row in rows:
        row.rests = row.failures_since_start >= settings.AXES_FAILURE_LIMIT and row.attempt_time > rests_since
        row.known = row.username in names
    return render(request, "accounts/lockouts.html", {"rows": rows, "limit": settings.AXES_FAILURE_LIMIT})


@guard(policy, "manage_lockouts")
@require_POST
def release(request: OfficialRequest, pk: int) -> HttpResponse:
    """Let a name sign in again at once."""
    row = next((row for row in attempts_of(request.actor) if row.pk == pk), None)
    if row is None:
        raise Http404
    services.release_name(request.actor, row.username)
    return done(request, Phrase("已解除,可以重新登录", "Released: the name can sign in again"), "console:lockouts")


class TokenList(ListPage):
    """Everybody's keys, without the keys."""

    key = "tokens"
    title = Phrase("接口令牌", "Tokens")
    item = Phrase("个令牌", "{n:token|tokens}")
    columns = (
        Column(key="name", phrase=Phrase("用途", "For"), sort="name", primary=True),
        Column(key="person", phrase=Phrase("持有人", "Person"), sort="person__name", value=lambda row: row.person.name),
        Column(key="prefix", phrase=Phrase("前缀", "Begins"), value=lambda row: f"{row.prefix}…"),
        Column(key="scopes", phrase=Phrase("范围", "Scopes"), value=lambda row: "、".join(said(SCOPES.get(s, s)) for s in row.scopes), wide=True),
        Column(key="expires_at", phrase=Phrase("有效至", "Until"), sort="expires_at"),
        Column(key="last_used_on", phrase=Phrase("最近使用", "Last used"), sort="last_used_on"),
        Column(key="state", phrase=Phrase("状态", "State"), template="accounts/cells/token.html", sheet=lambda row: row.state),
    )  # fmt: skip
    filters = (Boolean(key="ended", phrase=Phrase("含已失效", "With ended ones"), by=lambda rows, value, actor: rows),)
    order = ("-pk",)
    related = ("person",)

    def rows(self, actor: Actor) -> Rows:
        rows = policy.visible(actor, ApiToken.objects.all())
        if self.request.GET.get("ended"):
            return rows
        return rows.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())

    def present(self, rows: list[Any]) -> list[Any]:
        for row in rows:
            over = row.revoked_at is not None or row.expires_at <= timezone.now()
            row.state = Phrase("已失效", "ended") if over else Phrase("有效", "works")
            row.over = over
        return rows


@guard(policy, "manage_tokens")
def tokens(request: OfficialRequest) -> HttpResponse:
    """Everybody's keys."""
    return TokenList(request).respond()


@guard(policy, "manage_tokens", model=ApiToken)
@require_POST
def revoke(request: OfficialRequest, token: ApiToken) -> HttpResponse:
    """End anybody's key."""
    services.revoke_token(request.actor, token)
    return done(request, Phrase("令牌已撤销", "The token was revoked"), "console:tokens")


@guard(policy, "import_people")
@never_cache
def import_people(request: OfficialRequest) -> HttpResponse:
    """Take a sheet of people and posts in: every fault at once, or all of it."""
    form = SheetForm(request.POST or None, request.FILES or None)
    faults: list[Fault] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        rows, faults = read_sheet(file, file.size)
        if not faults:
            try:
                outcome = take_in(request.actor, rows)
            except FaultsFound as found:
                faults = found.faults
            else:
                return render(request, "accounts/import_done.html", {"outcome": outcome, "rows": len(rows)})
    context = {"form": form, "faults": faults[:500], "count": len(faults), "columns": COLUMNS}
    return render(request, "accounts/import.html", context, status=422 if faults else 200)


@guard(policy, "import_people")
def import_template(request: OfficialRequest) -> HttpResponse:
    """The empty sheet."""
    return _file(template(current()), said(Phrase("人员岗位导入模板", "people-and-posts")))


@guard(policy, "export_people")
@require_POST
def export_people(request: OfficialRequest) -> HttpResponse:
    """Everybody in a post as a workbook; masked, unless asked for in full. The journal says who took it."""
    content = people_workbook(
        request.actor,
        language=current(),
        plain=request.GET.get("plain") == "1",
        reader=str(getattr(request.user, "person", "")),
        on=request.actor.on,
    )
    return _file(content, f"{said(Phrase('人员岗位', 'people'))}-{request.actor.on.isoformat()}")


def _file(content: bytes, name: str) -> HttpResponse:
    response = FileResponse(BytesIO(content), as_attachment=True, filename=f"{name}.xlsx", content_type=TYPE)
    return response  # type: ignore[return-value]  # a streaming response is one
