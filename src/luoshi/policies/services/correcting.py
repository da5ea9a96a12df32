"""Fields of items and facts of the document set right by a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies.models import Correction, Policy, ReviewItem
from luoshi.policies.rules.items import changed
from luoshi.policies.services.acting import demand_version, in_review, longest_of, written_reason
from luoshi.policies.services.deciding import State, decide, item_for, keep, snapshot
from luoshi.policies.services.naming import add_missing_names

FACTS = ("title", "short_title", "number", "issuer", "kind", "issued_on", "published_on", "theme", "level")
NAMES = {"issued_on": "issued", "published_on": "published"}  # as the pack calls them
OWN = ("short_title", "theme", "level")  # of the policy only, not read from its text


def correct(
    actor: Actor,
    item: ReviewItem,
    seen: int | None,
    changes: Mapping[str, Any],
    *,
    why: str = "",
    accepting: bool = False,
) -> ReviewItem:
    """Set fields of an item (plain data, see ``rules.items``); with ``accepting`` it is accepted as well.

    One ``Correction`` per field. An accepted item stays accepted as it now stands. Raises ``Changed`` and ``Refused``
    (naming the field).
    """
    with act() as act_id:
        policy, row = item_for(actor, item, seen)
        if row.state not in (State.PENDING, State.ACCEPTED):
            raise Refused("这一项已被退回或拆并,请先重新打开。", "The item was rejected or split; reopen it first.")
        data, real = changed(row.kind, row.data, changes)
        why = written_reason(why, needed=False, field="why")
        if not real and not (accepting and row.state == State.PENDING):
            return row
        if not real and row.confidence == "low":
            written_reason(why, needed=True, field="why")
        before = snapshot(row)
        note(actor, policy, row, real, why)
        row.data = data
        if accepting:
            decide(row, actor, State.ACCEPTED, why)
        keep(actor, row, "corrected", before, act_id=act_id, detail={"fields": sorted(real), "accepted": accepting})
        if {"leads", "participants", "owners"} & real.keys():
            add_missing_names(policy)
    return row


def note(
    actor: Actor, policy: Policy, item: ReviewItem, real: Mapping[str, tuple[Any, Any]], why: str
) -> list[Correction]:
    """Write a ``Correction`` for every field that changed."""
    return Correction.objects.bulk_create(
        [
            Correction(
                jurisdiction=policy.jurisdiction,
                policy=policy,
                kind=item.kind,
                key=item.key,
                field=field,
                before=was,
                after=to,
                who=actor.opaque,
                why=why,
            )
            for field, (was, to) in real.items()
        ]
    )


def correct_facts(actor: Actor, policy: Policy, seen: int | None, changes: Mapping[str, Any], why: str = "") -> Policy:
    """Set facts of the document: title, number, issuer, dates, kind; and its short title, theme and level."""
    with act():
        row = in_review(actor, policy)
        demand_version(row, seen, *_latest(row))
        before, after = {}, {}
        for field, given in changes.items():
            if field not in FACTS:
                raise Refused("没有这个可以更正的事实。", "There is no such fact to correct.", field=field)
            value = _fact(row, field, given)
            if value != getattr(row, field):
                before[field], after[field] = getattr(row, field), value
                setattr(row, field, value)
        if not after:
            return row
        row.version += 1
        row.save()
        for field, value in after.items():
            if field not in OWN:
                Correction.objects.create(
                    jurisdiction=row.jurisdiction, policy=row, kind="document", key="document", field=NAMES.get(field, field),
                    before=_plain(before[field]), after=_plain(value), who=actor.opaque, why=written_reason(why, needed=False),
                )  # fmt: skip
        record(actor, "policies.facts_corrected", row, before=before, after=after, detail={"fields": sorted(after)})
    return row


def _latest(policy: Policy) -> tuple[str, Any]:
    latest = policy.corrections.filter(kind="document").order_by("-pk").first()
    return (latest.who, latest.at) if latest else ("system", None)


def _fact(policy: Policy, field: str, value: Any) -> Any:
    if field.endswith("_on"):
        if value is not None and not isinstance(value, date):
            raise Refused("请填写日期,如 2018-06-30。", "Give a date such as 2018-06-30.", field=field)
        return value
    text = " ".join(str(value or "").split())
    longest = longest_of(field)
    if len(text) > longest:
        raise Refused(f"最多 {longest} 字。", f"At most {longest} characters.", field=field)
    if field == "title" and not text:
        raise Refused("标题不能为空。", "The title must not be empty.", field=field)
    if field == "level" and text not in Policy.Level.values:
        raise Refused("请选择发放范围。", "Choose who the document is meant for.", field=field)
    return text


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else (value or None)
