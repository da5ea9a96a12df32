"""Items made of others or anew: one split into several, several merged into one, one added that was not read."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.packs.keys import give_keys, with_lists
from luoshi.packs.model import ID_LETTERS, ITEM_LISTS, DocumentFacts, Item, Pack
from luoshi.policies import queries
from luoshi.policies.models import Clause, Policy, ReviewItem
from luoshi.policies.rules.items import Data, changed, data_of, item_of
from luoshi.policies.services.acting import in_review, written_reason
from luoshi.policies.services.deciding import State, decide, item_for, keep, snapshot
from luoshi.policies.services.naming import add_missing_names

MOST_PARTS = 30
UNIONS = ("leads", "participants", "owners", "members", "convenors")


def split(
    actor: Actor, item: ReviewItem, seen: int | None, parts: Sequence[Mapping[str, Any]], *, accepting: bool = True
) -> list[ReviewItem]:
    """Put several items in the place of one; each part gives the fields in which it differs from the whole.

    The whole is kept as replaced. The parts stand in its clause, keep its spans, and are accepted unless told
    otherwise, as a person wrote them. Raises ``Refused`` for fewer than two parts or faulty fields (``1.text``).
    """
    if not 2 <= len(parts) <= MOST_PARTS:
        raise Refused(f"请拆成 2 至 {MOST_PARTS} 项。", f"Split it into 2 to {MOST_PARTS} items.")
    with act() as act_id:
        policy, row = item_for(actor, item, seen)
        _demand_open(row)
        made = [_part(row, number, part) for number, part in enumerate(parts)]
        if len({str(sorted(d.items(), key=str)) for d in made}) != len(made):
            raise Refused(
                "拆出的几项内容完全相同,请写明各自的内容。", "The parts say the very same; write what each one says."
            )
        before = snapshot(row)
        decide(row, actor, State.REPLACED, "")
        keep(actor, row, "split", before, act_id=act_id, joint=True, detail={"parts": len(made)})
        step = _room_after(policy, row) / (len(made) + 1)
        out = _make(actor, policy, row.kind, made, act_id, origin=ReviewItem.Origin.SPLIT, made_from=[row.key],
                    orders=[row.order + step * (n + 1) for n in range(len(made))], accepting=accepting)  # fmt: skip
        add_missing_names(policy)
    return out


def merge(
    actor: Actor,
    policy: Policy,
    items: Sequence[tuple[ReviewItem, int | None]],
    fields: Mapping[str, Any] | None = None,
) -> ReviewItem:
    """Make one item of several of a kind, each with the version the person saw; ``fields`` overrule what is joined.

    Texts are laid end to end, units united, everything else is the first one's.
    """
    if len(items) < 2 or len(items) > MOST_PARTS:
        raise Refused(f"请选择 2 至 {MOST_PARTS} 项来合并。", f"Choose 2 to {MOST_PARTS} items to merge.")
    with act() as act_id:
        in_review(actor, policy)
        rows = [item_for(actor, item, seen)[1] for item, seen in items]
        if len({row.pk for row in rows}) != len(rows) or any(row.policy_id != policy.pk for row in rows):
            raise Refused("请选择这份政策中不同的几项。", "Choose different items of this policy.")
        if len({row.kind for row in rows}) != 1:
            raise Refused("只能合并同一类的内容。", "Only items of one kind can be merged.")
        for row in rows:
            _demand_open(row)
        rows.sort(key=lambda row: row.order)
        data, _ = changed(rows[0].kind, _joined(rows), fields or {})
        for row in rows:
            before = snapshot(row)
            decide(row, actor, State.REPLACED, "")
            keep(actor, row, "merged", before, act_id=act_id, joint=True)
        made = _make(actor, policy, rows[0].kind, [data], act_id, origin=ReviewItem.Origin.MERGED,
                     made_from=[row.key for row in rows], orders=[rows[0].order + 0.001], accepting=True)  # fmt: skip
        add_missing_names(policy)
    return made[0]


def add(
    actor: Actor,
    policy: Policy,
    kind: str,
    fields: Mapping[str, Any],
    *,
    start: int | None = None,
    end: int | None = None,
    why: str = "",
) -> ReviewItem:
    """Add an item that was not read: from a passage of the raw text (code points ``[start, end)``), or free.

    Raises ``Refused`` for unknown kinds, passages outside the text, and faulty fields.
    """
    if kind not in ITEM_LISTS:
        raise Refused("请选择内容的种类。", "Choose what kind of item it is.", field="kind")
    with act() as act_id:
        row = in_review(actor, policy)
        data = data_of(ITEM_LISTS[kind]())
        order = 1e6
        if start is not None and end is not None:
            data, order = _passage(row, data, start, end), _place(row, kind, start)
        data, _ = changed(kind, data, fields)
        data["corrected"] = ["item"]
        why = written_reason(why, needed=False, field="why")
        made = _make(actor, row, kind, [data], act_id, origin=ReviewItem.Origin.ADDED, made_from=[], orders=[order],
                     accepting=True, why=why)  # fmt: skip
        add_missing_names(row)
    return made[0]


def _demand_open(row: ReviewItem) -> None:
    if row.state not in (State.PENDING, State.ACCEPTED):
        raise Refused("这一项已被退回或拆并,请先重新打开。", "The item was rejected, split or merged; reopen it first.")


def _part(row: ReviewItem, number: int, part: Mapping[str, Any]) -> Data:
    try:
        data, _ = changed(row.kind, row.data, part)
    except Refused as fault:
        raise Refused(fault.phrase.zh, fault.phrase.en, field=f"{number}.{fault.field}") from None
    return {**data, "corrected": ["item"]}


def _joined(rows: Sequence[ReviewItem]) -> Data:
    data = dict(rows[0].data)
    texts = [row.data.get("text", "").strip() for row in rows]
    data["text"] = "".join(dict.fromkeys(text for text in texts if text))
    for field in UNIONS:
        if field in data:
            data[field] = list(dict.fromkeys(name for row in rows for name in row.data.get(field, ())))
    if "participants" in data:
        data["participants"] = [name for name in data["participants"] if name not in data.get("leads", ())]
    spans = [row.data["span"] for row in rows if row.data.get("span") and row.data["span"] != [0, 0]]
    data["span"] = [min(s[0] for s in spans), max(s[1] for s in spans)] if spans else [0, 0]
    data["spans"] = {}
    for row in rows:
        for field, places in (row.data.get("spans") or {}).items():
            data["spans"].setdefault(field, []).extend(places)
    data["corrected"] = ["item"]
    return data


def _make(
    actor: Actor, policy: Policy, kind: str, made: Sequence[Data], act_id: uuid.UUID, *, origin: str,
    made_from: list[str], orders: Sequence[float], accepting: bool, why: str = "",
) -> list[ReviewItem]:  # fmt: skip
    """Rows for new items, with fresh keys and display numbers."""
    keyed = _keyed(policy, kind, made)
    out = []
    for data, order in zip(keyed, orders, strict=True):
        item = ReviewItem(
            jurisdiction=policy.jurisdiction, policy=policy, kind=kind, key=data["key"], display=data["id"], order=order,
            clause=data.get("clause", "")[:200], data=data, base=None, confidence=data.get("confidence", "high"),
            origin=origin, made_from=made_from,
        )  # fmt: skip
        if accepting:
            item.confidence = data["confidence"] = "high"
            decide(item, actor, State.ACCEPTED, why)
        keep(actor, item, "added", None, act_id=act_id, joint=True, detail={"origin": str(origin), "from": made_from})
        out.append(item)
    return out


def _keyed(policy: Policy, kind: str, made: Sequence[Data]) -> list[Data]:
    rows = list(policy.items.values_list("kind", "key", "display"))
    compilation = queries.latest_compilation(policy)
    retired = {key for _, key, _ in rows} | set(compilation.retired if compilation else ())
    numbers = [int(shown[1:]) for own, _, shown in rows if own == kind and shown[1:].isdecimal()]
    items: list[Item] = [item_of(kind, {**data, "key": "", "id": ""}) for data in made]
    pack = give_keys(with_lists(Pack(compiler="", sources=(), document=DocumentFacts()), {kind: items}), retired)
    keys = [item.key for item in getattr(pack, kind)]
    first = max(numbers, default=0) + 1
    return [
        {**data, "key": key, "id": f"{ID_LETTERS[kind]}{first + n:03d}"}
        for n, (data, key) in enumerate(zip(made, keys, strict=True))
    ]


def _room_after(policy: Policy, row: ReviewItem) -> float:
    following = (
        policy.items.filter(kind=row.kind, order__gt=row.order)
        .order_by("order")
        .values_list("order", flat=True)
        .first()
    )
    return (following - row.order) if following is not None else 1.0


def _place(policy: Policy, kind: str, start: int) -> float:
    """The place in reading order of an item that begins at ``start``."""
    orders = [
        (item.data.get("span") or [0])[0] <= start and item.order
        for item in policy.items.filter(kind=kind).only("data", "order").order_by("order")
    ]
    before = [order for order in orders if order is not False]
    return (max(before) + 0.5) if before else -0.5


def _passage(policy: Policy, data: Data, start: int, end: int) -> Data:
    compilation = queries.latest_compilation(policy)
    raw = compilation.raw_text if compilation else ""
    if not 0 <= start < end <= len(raw):
        raise Refused(
            "选取的段落不在原文内,请重新选取。", "The passage is not within the text; select it again.", field="start"
        )
    clause: Clause | None = (
        policy.clauses.filter(own_start__lte=start, own_end__gt=start).order_by("-level", "-order").first()
    )
    text = " ".join(raw[start:end].split()) if "\n" in raw[start:end] else raw[start:end].strip()
    return {**data, "text": text, "span": [start, end], "clause": clause.path if clause else ""}
