"""Taking the last decision about an item back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import Decision, ReviewItem
from luoshi.policies.services.correcting import note
from luoshi.policies.services.deciding import KEPT, State, item_for, snapshot


def undo(actor: Actor, item: ReviewItem, seen: int | None) -> list[ReviewItem]:
    """Put an item back as it was before its latest decision; a split or merge is taken back as a whole.

    Items that the act had made are taken out of the review again (kept as replaced). Raises ``Refused`` when there is
    nothing to take back, or when one of the items of a joint act was changed since.
    """
    with act():
        policy, row = item_for(actor, item, seen)
        last = _last(row)
        if last is None:
            raise Refused("这一项还没有可以撤销的操作。", "There is nothing to take back on this item.")
        rows = policy.decisions.filter(act_id=last.act_id, undone_at__isnull=True).select_related("item")
        together = list(rows) if last.joint else [last]
        for decision in together:
            latest = _last(decision.item)
            if latest is None or latest.pk != decision.pk:
                raise Refused(
                    f"“{decision.item.display}”后来又改动过,不能整体撤销。请先撤销那一项的改动。",
                    f'"{decision.item.display}" was changed since; take that change back first.',
                )
        out = [_restored(actor, decision) for decision in together]
        now = timezone.now()
        Decision.objects.filter(pk__in=[d.pk for d in together]).update(undone_at=now)
        for decision, restored in zip(together, out, strict=True):
            record(
                actor, "policies.item_undone", restored, before=decision.after, after=snapshot(restored),
                detail={"key": restored.key, "kind": restored.kind, "undone": decision.act},
            )  # fmt: skip
    return out


def _last(item: ReviewItem) -> Decision | None:
    found: Decision | None = item.decisions.filter(undone_at__isnull=True).order_by("-pk").first()
    return found


def _restored(actor: Actor, decision: Decision) -> ReviewItem:
    item: ReviewItem = ReviewItem.objects.select_for_update().get(pk=decision.item_id)
    if decision.before is None:
        item.state, item.reason, item.decided_by, item.decided_at = State.REPLACED, "", actor.opaque, timezone.now()
    else:
        fields = _changed_fields(item.data, decision.before["data"])
        note(actor, item.policy, item, fields, "撤销")
        for name in KEPT:
            setattr(item, name, decision.before[name])
        at = decision.before["decided_at"]
        item.decided_at = parse_datetime(at) if at else None
    item.version += 1
    item.save()
    return item


def _changed_fields(now: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What a correction had changed, to be noted as changed back."""
    if before.get("corrected") == now.get("corrected"):
        return {}
    return {
        name: (value, before.get(name))
        for name, value in now.items()
        if name != "corrected" and value != before.get(name)
    }
