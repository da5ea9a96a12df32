"""The edit form of an item: from the model to inputs and back."""

from __future__ import annotations

from typing import Any

import pytest

from luoshi.console.policies.fields import form_of, read, written
from luoshi.kernel.verdicts import Refused
from luoshi.packs.model import ITEM_LISTS
from luoshi.policies.rules.items import changed, data_of


def blank(kind: str, **fields: Any) -> dict[str, Any]:
    return data_of(ITEM_LISTS[kind]()) | fields


def typed(kind: str, data: dict[str, Any], **more: str) -> dict[str, str]:
    """What a browser sends of the form, as it was opened but for ``more``."""
    fields = form_of(kind, data)
    sent = {f.name: f.value for f in fields if f.widget != "check" or f.value}
    return sent | {f"{f.name}_sent": "1" for f in fields if f.widget == "check"} | more


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("tasks", blank("tasks", text="推进。", leads=["市发改委"], open_ended=True, title="")),
        ("targets", blank("targets", indicator="增速", value=[10, 15.5], op=">=", unit="%", year=2026)),
        ("incentives", blank("incentives", text="奖励。", amount=200000, rate=0.3)),
        ("time_limits", blank("time_limits", service="开办企业", days=3, day_kind="working")),
        ("bodies", blank("bodies", name="领导小组", convenors=["市委副书记、市长", "副市长"], cadence="quarterly")),
        ("bodies", blank("bodies", name="领导小组", convenors=["市委常委、秘书长"])),
        ("citations", blank("citations", title="某条例", relation="implements")),
    ],
)
def test_a_form_saved_as_it_was_opened_changes_nothing(kind: str, data: dict[str, Any]) -> None:
    assert changed(kind, data, read(kind, typed(kind, data), data=data))[1] == {}


@pytest.mark.parametrize(
    ("kind", "field", "text", "value"),
    [
        ("tasks", "leads", "市发改委、市财政局,市商务局", ["市发改委", "市财政局", "市商务局"]),
        ("tasks", "leads", "市委副书记、市长\n副市长", ["市委副书记、市长", "副市长"]),
        ("tasks", "deadline", "2026-12-31", "2026-12-31"),
        ("tasks", "deadline", "", None),
        ("targets", "value", "10-15", [10, 15]),
        ("targets", "value", "10 至 15.5", [10, 15.5]),
        ("targets", "value", "1,200", 1200),
        ("targets", "year", "2026", 2026),
        ("incentives", "amount", "200,000", 200000),
    ],
)
def test_what_people_write_becomes_values(kind: str, field: str, text: str, value: Any) -> None:
    data = blank(kind)
    assert read(kind, typed(kind, data, **{field: text}), data=data).get(field) == value


@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [("targets", "value", "很多"), ("targets", "value", "15-10"), ("targets", "year", "26"), ("time_limits", "ratio", "1.5"),
     ("tasks", "deadline", "下月"), ("incentives", "rate", "三成")],
)  # fmt: skip
def test_what_is_no_value_is_refused_at_its_field(kind: str, field: str, text: str) -> None:
    data = blank(kind, text="甲", indicator="乙", service="丙")
    with pytest.raises(Refused) as refused:
        changed(kind, data, read(kind, typed(kind, data, **{field: text}), data=data))
    assert refused.value.field == field


def test_an_unticked_box_says_no() -> None:
    data = blank("tasks", text="甲", open_ended=True)
    sent = typed("tasks", data)
    del sent["open_ended"]
    assert read("tasks", sent, data=data)["open_ended"] is False


def test_numbers_are_written_without_dust() -> None:
    assert written(0.1 + 0.2) == "0.3"
