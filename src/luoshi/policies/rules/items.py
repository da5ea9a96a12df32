"""Items of a pack as rows keep them (plain data), and the changes a person may make to their fields."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, cast

from luoshi.kernel.verdicts import Refused
from luoshi.packs.corrections import GIVEN
from luoshi.packs.edits import RUN_TOGETHER
from luoshi.packs.fields import hints_of, read_field, read_record
from luoshi.packs.files import as_data
from luoshi.packs.model import ITEM_LISTS, Item
from luoshi.packs.nodes import PackError, node_of

Data = dict[str, Any]
Value = Any

OWNERS = ("leads", "participants", "owners")
"""Fields that name who answers for an item; each name in them must be known before a policy is confirmed."""

UNIT_FIELDS = (*OWNERS, "members", "convenors")
NOT_EDITED = GIVEN | {"reasons", "printed", "confidence", "part", "path", "clause"}
LONGEST_TEXT, MOST_NAMES, LONGEST_NAME = 20_000, 200, 100
BOUNDS = {
    "year": (1900, 2999),
    "base_year": (1900, 2999),
    "times": (1, 366),
    "days": (0, 36_500),
    "ratio": (0, 1),
    "rate": (0, 100),
}
NEEDED = {
    "tasks": ("text",), "targets": ("indicator",), "incentives": ("text",), "time_limits": ("service",),
    "registers": ("name",), "provisions": ("text",), "bodies": ("name",), "citations": (),
}  # fmt: skip
_SEVERAL = re.compile("[，；;,]|(?<=[局委办厅部院府室处会区县市])、")


def editable(kind: str) -> tuple[str, ...]:
    """The fields of a kind of item that a person may correct, in the order of the model, its own before the shared."""
    record: Any = ITEM_LISTS[kind]
    every: Any = Item
    own = [name for name in hints_of(record) if name not in NOT_EDITED]
    shared = [name for name in own if name in hints_of(every)]
    return tuple(name for name in own if name not in shared) + tuple(shared)


def data_of(item: Item) -> Data:
    """An item as plain data, as rows keep it."""
    return cast(Data, as_data(item))


def item_of(kind: str, data: Mapping[str, Any]) -> Item:
    """The item of plain data. Raises ``PackError`` for data that are no such item."""
    return cast(Item, read_record(ITEM_LISTS[kind], node_of(dict(data))))


def changed(
    kind: str, data: Mapping[str, Any], changes: Mapping[str, Value]
) -> tuple[Data, dict[str, tuple[Value, Value]]]:
    """Data with ``changes`` of fields, and what really changed: field -> (before, after).

    Raises ``Refused`` (naming the field) for unknown fields, values of the wrong type and values out of bounds.
    """
    allowed = editable(kind)
    fresh, real = dict(data), {}
    for field, given in changes.items():
        if field not in allowed:
            raise Refused(f"没有“{field}”这个可以更正的字段。", f'There is no field "{field}" to correct.', field=field)
        value = _checked(kind, field, given)
        if value != data.get(field):
            real[field] = (data.get(field), value)
            fresh[field] = value
    for field in NEEDED[kind]:
        if not fresh.get(field):
            raise Refused("这一栏不能为空。", "This must not be empty.", field=field)
    if real:
        fresh["corrected"] = sorted({*data.get("corrected", ()), *real})
    return fresh, real


def _checked(kind: str, field: str, value: Value) -> Value:
    """A value as the model takes it, as plain data. Raises ``Refused``."""
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise Refused(f"最多 {LONGEST_TEXT} 字。", f"At most {LONGEST_TEXT} characters.", field=field)
    if isinstance(value, str):
        value = value.replace("\x00", "")
    try:
        taken = as_data(read_field(ITEM_LISTS[kind], field, node_of(value)))
    except PackError as error:
        error.place = None
        zh, en = error.say("zh").removeprefix(f"“{field}”"), error.say("en").replace(f'"{field}"', "it", 1)
        raise Refused(f"{zh}。", f"{en[:1].upper()}{en[1:]}.", field=field) from None
    if isinstance(taken, float) and not math.isfinite(taken):
        raise Refused("不是有效的数字。", "This is no valid number.", field=field)
    bounds = BOUNDS.get(field)
    if bounds and isinstance(taken, (int, float)) and not bounds[0] <= taken <= bounds[1]:
        low, high = bounds
        raise Refused(f"应当在 {low} 和 {high} 之间。", f"It must lie between {low} and {high}.", field=field)
    if (
        isinstance(taken, list)
        and taken
        and isinstance(taken[0], (int, float))
        and len(taken) == 2
        and taken[0] > taken[1]
    ):
        raise Refused(
            "幅度的两端写反了:前小后大。", "The range is reversed: the lower figure comes first.", field=field
        )
    if field in UNIT_FIELDS:
        _check_names(field, taken)
    return taken


def _check_names(field: str, names: list[str]) -> None:
    if len(names) > MOST_NAMES:
        raise Refused(f"最多 {MOST_NAMES} 个名称。", f"At most {MOST_NAMES} names.", field=field)
    if len(set(names)) != len(names):
        raise Refused("同一名称写了两次。", "A name stands twice.", field=field)
    for name in names:
        if len(name) > LONGEST_NAME:
            raise Refused(f"“{name[:20]}…”过长。", f'"{name[:20]}…" is too long.', field=field)
        if _SEVERAL.search(name):
            values = {"field": field, "name": name[:60]}
            raise Refused(RUN_TOGETHER.say("zh", **values), RUN_TOGETHER.say("en", **values), field=field)


def names_in(kind: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The printed names of those who answer for an item, each once."""
    return tuple(dict.fromkeys(name for field in OWNERS for name in (data.get(field) or ())))


def headline(kind: str, data: Mapping[str, Any], length: int = 60) -> str:
    """A few words by which a person knows the item."""
    words = data.get("title") or data.get("indicator") or data.get("service") or data.get("name") or data.get("who")
    words = str(words or data.get("text") or data.get("number") or "").split("。", maxsplit=1)[0]
    words = " ".join(words.split())
    return words if len(words) <= length else words[: length - 1] + "…"


def says(data: Mapping[str, Any]) -> Data:
    """What an item says, apart from what the compiler notes about it."""
    aside = GIVEN | {"confidence", "reasons", "part", "path", "clause", "printed"}
    return {name: value for name, value in data.items() if name not in aside}
