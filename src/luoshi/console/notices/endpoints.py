"""Ways out of the house: for the security administrator."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luoshi.console.accounts.acting import attempted, carried_out, done
from luoshi.console.notices.forms import KIND_WORDS, EndpointForm
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.notify import services
from luoshi.notify.access import policy
from luoshi.notify.models import Delivery, Endpoint
from luoshi.notify.queries import deliveries_of, endpoints_of
from luoshi.notify.services import EndpointDraft
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists import Choice, Column, ListPage, Option
from luoshi.ui.lists.filters import Rows

State = Delivery.State
STATES: dict[str, tuple[Phrase, str]] = {
    State.WAITING: (Phrase("待发送", "waiting"), "gray"),
    State.SENDING: (Phrase("发送中", "being sent"), "blue"),
    State.SENT: (Phrase("已送达", "sent"), "green"),
    State.FAILED: (Phrase("失败待重试", "failed, tried again"), "amber"),
    State.DEAD: (Phrase("投递失败", "dead"), "red"),
    State.UNKNOWN: (Phrase("结果不明", "outcome unknown"), "amber"),
}
WHAT = {
    "digest": Phrase("每日汇总", "daily digest"), "urgent": Phrase("紧急提醒", "urgent notice"),
    "event": Phrase("新提醒", "new notices"), "test": Phrase("测试消息", "test message"),
}  # fmt: skip


@guard(policy, "manage_endpoints")
def endpoints(request: OfficialRequest) -> HttpResponse:
    """The ways out, with how they do."""
    dead = Count("deliveries", filter=Q(deliveries__state__in=(State.DEAD, State.UNKNOWN)))
    rows = list(endpoints_of(request.actor).annotate(troubled=dead))
    shown = [(row, KIND_WORDS[Endpoint.Kind(row.kind)], uuid.uuid4()) for row in rows]  # a test sent twice is one
    return render(request, "console/notices/endpoints.html", {"rows": shown, "mail": settings.NOTIFY_MAIL})


@guard(policy, "manage_endpoints")
@never_cache
def new(request: OfficialRequest) -> HttpResponse:
    """Set one up; the secret of a webhook is shown this once."""
    form = EndpointForm(request.POST or None, initial={"language": "zh"}, actor=request.actor, fresh=True)
    made: list[tuple[Endpoint, str]] = []

    def make(values: dict[str, Any]) -> None:
        made.append(services.create_endpoint(request.actor, _draft(values)))

    if carried_out(form, request.actor, make):
        if made and made[0][1]:
            return _secret_page(request, *made[0])
        return done(
            request, Phrase("接收端点已设立,请发一条测试消息", "Set up; send a test message"), "console:endpoints"
        )
    context = {"form": form, "heading": Phrase("新的接收端点", "New endpoint")}
    return render(request, "console/notices/endpoint_form.html", context)


@guard(policy, "manage_endpoints", model=Endpoint)
def edit(request: OfficialRequest, endpoint: Endpoint) -> HttpResponse:
    """Change one; an empty address or secret keeps the old."""
    initial = {
        "name": endpoint.name, "kind": endpoint.kind, "unit": endpoint.unit_id, "kinds": endpoint.kinds,
        "language": endpoint.language,
    }  # fmt: skip
    form = EndpointForm(
        request.POST or None, initial=initial, version=endpoint.version, actor=request.actor, fresh=False
    )

    def save(values: dict[str, Any]) -> None:
        services.change_endpoint(request.actor, endpoint, form.sent_version, _draft(values))

    if carried_out(form, request.actor, save):
        return done(request, Phrase("已保存", "Saved"), "console:endpoints")
    context = {"form": form, "heading": Phrase("修改接收端点", "Change the endpoint"), "endpoint": endpoint}
    return render(request, "console/notices/endpoint_form.html", context)


@guard(policy, "manage_endpoints", model=Endpoint)
@require_POST
@never_cache
def secret(request: OfficialRequest, endpoint: Endpoint) -> HttpResponse:
    """A new secret, shown this once."""
    try:
        key = services.renew_secret(request.actor, endpoint)
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return redirect("console:endpoint", endpoint.pk)
    return _secret_page(request, endpoint, key)


@guard(policy, "manage_endpoints", model=Endpoint)
@require_POST
def switch(request: OfficialRequest, endpoint: Endpoint) -> HttpResponse:
    """Stop one, or use it again."""
    active = request.POST.get("active") == "1"
    words = (
        Phrase("已启用", "In use again")
        if active
        else Phrase("已停用,不再向外发送", "Stopped; nothing goes there any more")
    )
    return attempted(
        request, words, lambda: services.switch_endpoint(request.actor, endpoint, active=active), "console:endpoints"
    )


@guard(policy, "manage_endpoints", model=Endpoint)
@require_POST
def test(request: OfficialRequest, endpoint: Endpoint) -> HttpResponse:
    """Send a test message; what became of it is seen among the deliveries."""
    services.test_endpoint(request.actor, endpoint, request.POST.get("token", "")[:64])
    done(
        request,
        Phrase("测试消息已交付发送,结果见下", "The test message is on its way; see below"),
        "console:deliveries",
    )
    return redirect(f"{reverse('console:deliveries')}?endpoint={endpoint.pk}")


@guard(policy, "manage_endpoints", model=Delivery)
@require_POST
def again(request: OfficialRequest, delivery: Delivery) -> HttpResponse:
    """Send a message again that died or whose outcome is unknown."""
    words = Phrase("已重新排队,消息编号不变", "Queued again under the same id")
    return attempted(request, words, lambda: services.send_again(request.actor, delivery), "console:deliveries")


def _of_endpoint(rows: Rows, value: Any, actor: Actor) -> Rows:
    return rows.filter(endpoint__in=[int(text) for text in value if str(text).isdecimal()])


def _endpoint_options(actor: Actor) -> list[Option]:
    return [Option(str(row.pk), row.name) for row in endpoints_of(actor)]


class DeliveryList(ListPage):
    """What left the house; what died or is unknown can be sent again."""

    key = "deliveries"
    title = Phrase("发送记录", "Deliveries")
    item = Phrase("条", "{n:message|messages}")
    columns = (
        Column(key="created_at", phrase=Phrase("时间", "Time"), sort="created_at", template="console/notices/cells/time.html"),
        Column(key="kind", phrase=Phrase("消息", "Message"), value=lambda row: row.what, primary=True),
        Column(key="to", phrase=Phrase("发往", "To"), value=lambda row: row.to),
        Column(
            key="state", phrase=Phrase("状态", "State"), template="console/notices/cells/state.html",
            sheet=lambda row: row.state_words.zh, wide=True,
        ),
        Column(key="attempts", phrase=Phrase("次数", "Attempts"), sort="attempts", align="end"),
        Column(key="message_id", phrase=Phrase("消息编号", "Id"), value=lambda row: str(row.message_id), default=False),
    )  # fmt: skip
    filters = (
        Choice(
            key="state", phrase=Phrase("状态", "State"), field="state",
            options=tuple(Option(str(key), words) for key, (words, _) in STATES.items()),
        ),
        Choice(key="endpoint", phrase=Phrase("接收端点", "Endpoint"), options=_endpoint_options, by=_of_endpoint),
    )  # fmt: skip
    order = ("-id",)
    related = ("endpoint",)
    template = "console/notices/deliveries.html"
    empty_title = Phrase("还没有发送记录", "Nothing was sent yet")
    empty_text = Phrase(
        "汇总和紧急提醒发出后,每一条的结果都在这里。", "Every digest and urgent notice is listed here with its outcome."
    )

    def rows(self, actor: Actor) -> Rows:
        return deliveries_of(actor).select_related(None).order_by()

    def present(self, rows: list[Any]) -> list[Any]:
        for row in rows:
            row.what = WHAT.get(row.kind, Phrase(row.kind, row.kind))
            row.state_words, row.tone = STATES[row.state]
            row.to = row.endpoint.name if row.endpoint_id else Phrase("个人邮箱", "a person's mailbox")
            row.stuck = row.state in (State.DEAD, State.UNKNOWN)
        return rows


@guard(policy, "manage_endpoints")
def deliveries(request: OfficialRequest) -> HttpResponse:
    """What left the house."""
    return DeliveryList(request).respond()


def _draft(values: dict[str, Any]) -> EndpointDraft:
    return EndpointDraft(
        name=values["name"], kind=values["kind"], address=values["address"], secret=values["secret"], unit=values["unit"],
        kinds=tuple(values["kinds"]), language=values["language"],
    )  # fmt: skip


def _secret_page(request: OfficialRequest, endpoint: Endpoint, key: str) -> HttpResponse:
    return render(request, "console/notices/secret.html", {"endpoint": endpoint, "key": key})
