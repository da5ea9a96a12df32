"""Ways out of the house: set up by the security administrator, tried, switched, and what died sent again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from luoshi.journal.models import Cursor
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.notify.access import policy
from luoshi.notify.channels.base import Failed
from luoshi.notify.channels.outside import parsed
from luoshi.notify.channels.webhook import new_secret
from luoshi.notify.delivering import enqueue_delivery
from luoshi.notify.kinds import KINDS
from luoshi.notify.models import Delivery, Endpoint
from luoshi.units.models import Unit

Kind, State = Endpoint.Kind, Delivery.State
MOST = 200  # endpoints of a place in use


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointDraft:
    """``address``: https address, or mailbox; empty in a change keeps the old one. ``secret``: of a DingTalk robot."""

    name: str
    kind: str
    address: str = ""
    secret: str = ""
    unit: Unit | None = None
    kinds: tuple[str, ...] = ()
    language: str = "zh"


def create_endpoint(actor: Actor, draft: EndpointDraft) -> tuple[Endpoint, str]:
    """A new way out, and for a webhook its secret, which is never shown again."""
    _require(actor)
    _check(actor, draft, fresh=True)
    if Endpoint.objects.filter(jurisdiction=actor.jurisdiction, active=True).count() >= MOST:
        raise Refused("启用的接收端点过多。", "There are too many endpoints in use.")
    made = new_secret() if draft.kind == Kind.WEBHOOK else ""
    with act():
        cursor = Cursor.objects.filter(name="notify", jurisdiction=actor.jurisdiction).first()
        row = Endpoint(
            jurisdiction=actor.jurisdiction, name=draft.name.strip(), kind=draft.kind, unit=draft.unit,
            subject=f"endpoint:{uuid.uuid4().hex}", kinds=sorted(draft.kinds), language=draft.language,
            created_by=actor.opaque, told_until=cursor.position if cursor else 0,
        )  # fmt: skip
        row.address, row.host = draft.address.strip(), _shown(draft)
        row.secret = made or draft.secret.strip() or None
        row.save()
        record(
            actor,
            "notify.endpoint_made",
            row,
            after=_facts(row),
            detail={"name": row.name, "kind": row.kind, "host": row.host},
        )
    return row, made


def change_endpoint(actor: Actor, endpoint: Endpoint, version: int | None, draft: EndpointDraft) -> Endpoint:
    """Name, unit, kinds, language; address and secret where new ones are given. Its kind stays."""
    _require(actor, endpoint)
    _check(actor, draft, fresh=False)
    with act():
        row = _locked(actor, endpoint)
        if version is not None and version != row.version:
            raise Refused(
                "他人刚刚修改过这个端点,请刷新后再改。", "Somebody changed this endpoint; reload and try again."
            )
        before = _facts(row)
        row.name, row.unit, row.kinds, row.language = (
            draft.name.strip(),
            draft.unit,
            sorted(draft.kinds),
            draft.language,
        )
        if draft.address.strip():
            row.address, row.host = draft.address.strip(), _shown(draft)
        if draft.secret.strip():
            row.secret = draft.secret.strip()
        row.version += 1
        row.save()
        record(
            actor, "notify.endpoint_changed", row, before=before, after=_facts(row),
            detail={"name": row.name, "host": row.host, "new_address": bool(draft.address.strip())},
        )  # fmt: skip
    return row


def renew_secret(actor: Actor, endpoint: Endpoint) -> str:
    """A new secret of a webhook, shown once; the old one is void at once."""
    _require(actor, endpoint)
    if endpoint.kind != Kind.WEBHOOK:
        raise Refused("只有网络回调有签名密钥。", "Only a webhook has a secret of ours.")
    made = new_secret()
    with act():
        row = _locked(actor, endpoint)
        row.secret = made
        row.version += 1
        row.save()
        record(actor, "notify.secret_renewed", row, detail={"name": row.name})
    return made


def switch_endpoint(actor: Actor, endpoint: Endpoint, *, active: bool) -> Endpoint:
    """Stop a way out, or use it again. Twice changes nothing."""
    _require(actor, endpoint)
    with act():
        row = _locked(actor, endpoint)
        if row.active != active:
            row.active, row.failures = active, 0
            row.version += 1
            row.save()
            record(
                actor,
                "notify.endpoint_started" if active else "notify.endpoint_stopped",
                row,
                detail={"name": row.name},
            )
    return row


def test_endpoint(actor: Actor, endpoint: Endpoint, token: str = "") -> Delivery:
    """Send a test message; the same ``token`` again is the same message."""
    _require(actor, endpoint)
    key = f"test:endpoint:{endpoint.pk}:{token or uuid.uuid4().hex}"[:120]
    with act():
        row = _locked(actor, endpoint)
        known: Delivery | None = Delivery.objects.filter(jurisdiction=row.jurisdiction, key=key).first()
        if known is not None:
            return known
        made: Delivery = Delivery.objects.create(
            jurisdiction=row.jurisdiction, key=key, kind="test", channel=row.kind, endpoint=row, allowed=1,
            payload={"counts": {}, "language": row.language},
        )  # fmt: skip
        record(actor, "notify.endpoint_tested", row, detail={"name": row.name})
        enqueue_delivery(made)
    return made


def send_again(actor: Actor, delivery: Delivery) -> Delivery:
    """A person decided: a message that died, or whose outcome is unknown, goes out again under the same id."""
    _require(actor, delivery)
    with act():
        row: Delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
        if row.state not in (State.DEAD, State.UNKNOWN):
            raise Refused(
                "只有投递失败或结果不明的消息可以重发。",
                "Only messages that died or whose outcome is unknown are sent again.",
            )
        was = str(row.state)
        row.state, row.next_at, row.allowed = State.WAITING, timezone.now(), row.attempts + 8
        row.error_zh = row.error_en = ""
        row.save(update_fields=["state", "next_at", "allowed", "error_zh", "error_en"])
        record(actor, "notify.sent_again", row, detail={"was": was, "channel": row.channel})
        enqueue_delivery(row, mark=f":again{timezone.now():%Y%m%d%H%M%S%f}")
    return row


def _require(actor: Actor, subject: Endpoint | Delivery | None = None) -> None:
    verdict = policy.allows(actor, "manage_endpoints", subject)
    if not verdict and verdict.reason is not None:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)


def _locked(actor: Actor, endpoint: Endpoint) -> Endpoint:
    row: Endpoint = Endpoint.objects.select_for_update(of=("self",)).get(
        pk=endpoint.pk, jurisdiction=actor.jurisdiction
    )
    return row


def _check(actor: Actor, draft: EndpointDraft, *, fresh: bool) -> None:
    if not 0 < len(draft.name.strip()) <= 60:
        raise Refused("请填写名称,最多 60 字。", "Give it a name of at most 60 characters.", field="name")
    if draft.kind not in Kind.values:
        raise Refused("没有这种接收端点。", "There is no such kind of endpoint.", field="kind")
    if set(draft.kinds) - set(KINDS) or draft.language not in ("zh", "en"):
        raise Refused("提醒种类或语言不对。", "A kind of notice or the language is not known.", field="kinds")
    if draft.unit is not None and draft.unit.jurisdiction != actor.jurisdiction:
        raise Refused("单位属于别的地区。", "The unit belongs to another place.", field="unit")
    address = draft.address.strip()
    if not address and not fresh:
        return
    if len(address) > 1000 or len(draft.secret) > 300:
        raise Refused("地址或密钥过长。", "The address or secret is too long.", field="address")
    if draft.kind == Kind.MAIL:
        try:
            validate_email(address)
        except ValidationError:
            raise Refused("请填写一个邮箱地址。", "Give a mail address.", field="address") from None
        return
    try:
        parsed(address)
    except Failed as failed:
        raise Refused(failed.phrase.zh, failed.phrase.en, field="address") from None


def _shown(draft: EndpointDraft) -> str:
    """What pages and the journal may show of an address: the host, or where mail goes without the mailbox's name."""
    address = draft.address.strip()
    if draft.kind == Kind.MAIL:
        return address.rpartition("@")[2][:200]
    return (parsed(address).hostname or "")[:200]


def _facts(row: Endpoint) -> dict[str, object]:
    return {
        "name": row.name, "kind": str(row.kind), "host": row.host, "unit": row.unit_id, "kinds": row.kinds,
        "language": row.language,
    }  # fmt: skip
