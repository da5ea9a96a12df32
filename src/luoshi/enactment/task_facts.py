"""What a task of a pack says, as facts a running task is made from. No queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from luoshi.texts.plain import plain

FIRST_SENTENCE = re.compile(r"^[^。;!?\n]+")  # of the plain form
ORDINAL = re.compile(r"^(?:第[一二三四五六七八九十百]+[章节条]|\(?[一二三四五六七八九十百\d]+\)?[、.]?)\s*")
MARKS = "。.:、, \n"
TITLE = 60  # characters of a title cut from the text
SHORT = 8  # a printed title below this is a mere label (工作保障): the first sentence follows it
COUNTED = frozenset(
    ("家", "个", "件", "项", "名", "人", "次", "户", "所", "套", "宗", "批", "条", "座", "场", "篇", "亩", "公里")
) | {"平方公里", "万人", "万人次", "亿元", "万元", "亿美元", "万美元"}  # units of things that can be counted
REVIEW_AFTER = timedelta(days=183)  # a standing task is looked at after half a year unless people say otherwise


@dataclass(frozen=True, slots=True)
class Reading:
    """Whom a printed name means here."""

    unit: int | None = None
    group: int | None = None
    outside: bool = False


def facts_of(
    data: Mapping[str, Any],
    readings: Mapping[str, Reading],
    measures: Iterable[Mapping[str, Any]],
    *,
    clause: str,
    since: date | None,
) -> dict[str, Any]:
    """The facts of one task: words, parts with their units or groups, deadline, counted quantities, gaps.

    ``data``: the item's fields (packs.model.Task as JSON); ``since``: when the document was issued, from which the
    review of a standing task counts.
    """
    parts = parts_of(data, readings)
    gaps = []
    if not any(part["role"] == "lead" for part in parts):
        gaps.append("no_lead")
    if any(part["unit"] is None and part["group"] is None for part in parts):
        gaps.append("outside")
    deadline = deadline_of(data, since)
    if deadline["kind"] == "none":
        gaps.append("no_deadline")
    return {
        "title": title_of(data),
        "text": str(data.get("text") or ""),
        "printed_number": str(data.get("number") or ""),
        "theme": theme_of(data.get("path") or ()),
        "strength": str(data.get("strength") or ""),
        "open_ended": bool(data.get("open_ended")),
        "deadline": deadline,
        "parts": parts,
        "measures": [measure for target in measures if (measure := measure_of(target))],
        "spans": {name: [list(span) for span in spans] for name, spans in spans_of(data).items()},
        "gaps": gaps,
        "clause": clause,
    }


def title_of(data: Mapping[str, Any]) -> str:
    """A title: the printed one, with the first sentence when it is a mere label; else the first sentence.

    >>> title_of({"title": "工作保障", "text": "工作保障。保障经费。"})
    '工作保障:保障经费'
    """
    printed = str(data.get("title") or "").strip()
    rest = str(data.get("text") or "").strip().removeprefix(printed)
    rest = rest[len(plain(rest)) - len(plain(rest).lstrip(MARKS)) :]
    found = FIRST_SENTENCE.match(plain(rest))
    sentence = rest[: found.end() if found else TITLE].strip()
    if printed and (len(printed) >= SHORT or not sentence):
        return printed[:TITLE]
    whole = f"{printed}:{sentence}" if printed else sentence
    return whole if len(whole) <= TITLE else whole[: TITLE - 1].rstrip(MARKS) + "…"


def theme_of(path: Iterable[str]) -> str:
    """The chapter, without its number.

    >>> theme_of(["一、优化审批环境", "(一)减事项"])
    '优化审批环境'
    """
    first = next(iter(path), "")
    found = ORDINAL.match(plain(str(first)))
    return str(first)[found.end() if found else 0 :].strip()[:100]


def parts_of(data: Mapping[str, Any], readings: Mapping[str, Reading]) -> list[dict[str, Any]]:
    """One part per printed name: the first lead leads, further ones lead jointly; a unit named twice keeps its first part."""
    printed = [
        ("lead" if place == 0 else "joint_lead", str(name)) for place, name in enumerate(data.get("leads") or ())
    ]
    printed += [("responsible", str(name)) for name in data.get("participants") or ()]
    seen: set[tuple[int | None, int | None, str]] = set()
    parts = []
    for role, name in printed:
        reading = readings.get(name, Reading(outside=True))
        who = (reading.unit, reading.group, "" if reading.unit or reading.group else name)
        if who in seen:
            continue
        seen.add(who)
        parts.append({"role": role, "unit": reading.unit, "group": reading.group, "printed": name})
    return parts


def deadline_of(data: Mapping[str, Any], since: date | None) -> dict[str, Any]:
    """Kind, dates and printed words. A date that merely stands in the text is shown, not taken for the deadline."""
    printed = str((data.get("printed") or {}).get("deadline") or data.get("deadline") or "")
    recurrence = str(data.get("recurrence") or "")
    value = data.get("deadline")
    if value == "ongoing":
        review = (since + REVIEW_AFTER).isoformat() if since else None
        return {
            "kind": "standing",
            "due_on": None,
            "review_on": review,
            "recurrence": recurrence,
            "printed": "持续推进",
        }
    if value:
        return {"kind": "date", "due_on": str(value), "review_on": None, "recurrence": recurrence, "printed": printed}
    if recurrence:
        return {"kind": "recurring", "due_on": None, "review_on": None, "recurrence": recurrence, "printed": printed}
    inside = str(data.get("text_deadline") or "")
    return {"kind": "none", "due_on": None, "review_on": None, "recurrence": "", "printed": inside and f"文中:{inside}"}


def measure_of(target: Mapping[str, Any]) -> dict[str, Any] | None:
    """A counted quantity from a target of the same clause; None for rates, shares and ranges.

    >>> measure_of({"indicator": "新增高新技术企业", "value": 20, "unit": "家", "kind": "annual"})
    {'name': '新增高新技术企业', 'unit': '家', 'decimals': 0, 'target': 20}
    """
    value, unit = target.get("value"), str(target.get("unit") or "")
    if unit not in COUNTED or target.get("kind") == "growth" or not isinstance(value, (int, float)):
        return None
    exact = Decimal(str(value)).normalize()
    exponent = exact.as_tuple().exponent
    decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
    return {
        "name": str(target.get("indicator") or "")[:100],
        "unit": unit,
        "decimals": decimals,
        "target": int(exact.scaleb(decimals)),
    }


def spans_of(data: Mapping[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """The spans per field, with the whole item's under ``item``; half-open, into the policy's raw text."""
    found = {str(name): [_ends(span) for span in spans] for name, spans in (data.get("spans") or {}).items()}
    if data.get("span"):
        found["item"] = [_ends(data["span"])]
    return found


def _ends(span: Any) -> tuple[int, int]:
    if isinstance(span, Mapping):
        return int(span["start"]), int(span["end"])
    return int(span[0]), int(span[1])
