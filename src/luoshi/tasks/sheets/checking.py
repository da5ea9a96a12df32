"""Every row of a table checked: what it says, what is wrong, which clause or running task it is like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from luoshi.compiler.units import read_units
from luoshi.kernel.periods import ONGOING, read_deadline
from luoshi.kernel.speech import Phrase
from luoshi.policies.models import Policy, ReviewItem
from luoshi.tasks.likeness import SURE, closest
from luoshi.tasks.models import TaskState
from luoshi.tasks.sheets.tables import FIELDS, Line, Table
from luoshi.texts.plain import plain
from luoshi.units.resolution import Resolution, resolve_many

Row = dict[str, Any]
LABEL = 40  # characters of a row that is a heading of the rows below it
_SERIAL = re.compile(r"4\d{4}|3[6-9]\d{3}")  # days since 1899-12-30, as Excel shows a date in a general cell
_TOTAL = re.compile(r"^(?:合计|总计|小计)")
_ROLES = (("lead", "lead"), ("responsible", "responsible"), ("participant", "participant"))
AT_ONCE = 2000


@dataclass(slots=True)
class Checked:
    """The rows, ready to be kept as JSON, and the faults of all of them."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Row] = field(default_factory=list)


def checked_rows(
    jurisdiction: str, table: Table, columns: Mapping[int, str], names: Mapping[str, Mapping[str, Any]], on: date
) -> Checked:
    """What every row says, and all faults at once. ``columns``: place -> field; ``names``: what people said of names."""
    outcome = Checked()
    by_field = {name: place for place, name in columns.items()}
    year = _year(table.title) or on.year
    theme = ""
    for line in table.lines:
        label = _label(line, by_field)
        if label is not None:
            theme = label or theme
            continue
        row = _row(line, by_field, year, theme)
        outcome.rows.append(row)
    printed = [part["printed"] for row in outcome.rows for part in row["parts"]]
    meanings = resolve_many(jurisdiction, printed, on)
    for row in outcome.rows:
        _find_units(row, meanings, names)
        _fault_row(row, table, by_field, outcome.faults)
    _match(jurisdiction, outcome.rows)
    return outcome


def _label(line: Line, by_field: Mapping[str, int]) -> str | None:
    """The heading that a row without a task of its own is for the rows below; empty for a row of totals."""
    words = list(dict.fromkeys(line.cells.values()))
    if words and _TOTAL.match(plain(words[0])):
        return ""
    if len(words) == 1 and len(words[0]) <= LABEL:
        return re.sub(r"^[一二三四五六七八九十]+、|^\([一二三四五六七八九十]+\)", "", plain(words[0])).strip()
    return None


def _row(line: Line, by_field: Mapping[str, int], year: int, theme: str) -> Row:
    def cell(name: str) -> str:
        return line.cells.get(by_field[name], "") if name in by_field else ""

    title, text = " ".join(cell("title").split()), cell("text")
    parts, open_ended, inside = _parts({name: cell(name) for name, _ in _ROLES}, year)
    day = line.dates.get(by_field["deadline"]) if "deadline" in by_field else None
    deadline = _deadline(cell("deadline") or inside, day, year)
    return {
        "row": line.number, "number": cell("number"), "title": title[:300], "text": text or cell("title"),
        "theme": cell("theme") or theme, "parts": parts, "open_ended": open_ended, "deadline": deadline,
        "source": cell("source"), "clause": cell("clause"), "progress": cell("progress"), "remark": cell("remark"),
        "match": None, "duplicate": None, "choice": "create", "imported": True,
    }  # fmt: skip


def _parts(cells: Mapping[str, str], year: int) -> tuple[list[Row], bool, str]:
    """Units as printed with their roles; whether a list ends in 等; a deadline that stood among them."""
    parts: list[Row] = []
    open_ended, inside = False, ""
    for name, role in _ROLES:
        printed = cells[name]
        if not printed:
            continue
        read = read_units(plain(printed), year, "lead" if role == "lead" else "participant", printed)
        open_ended |= read.open_ended
        if read.deadline is not None:
            inside = read.deadline.value
        leads = list(read.lead_names)
        if role == "responsible" and not cells["lead"] and not leads and read.first_leads:
            leads = list(read.participant_names[:1])
        for unit in leads:
            first = not any(part["role"] == "lead" for part in parts)
            parts.append({"role": "lead" if first else "joint_lead", "printed": unit})
        parts += [{"role": role, "printed": unit} for unit in read.participant_names if unit not in leads]
    return parts, open_ended, inside


def _deadline(text: str, day: date | None, year: int) -> Row:
    """Kind, dates, the printed words, and a fault or doubt in words."""
    if day is not None:
        return {"kind": "date", "due_on": day.isoformat(), "printed": text}
    words = plain(text).strip()
    if not words:
        return {"kind": "none", "due_on": None, "printed": ""}
    if _SERIAL.fullmatch(words):
        found = date(1899, 12, 30) + timedelta(days=int(words))
        return {"kind": "date", "due_on": found.isoformat(), "printed": text, "doubt": "number"}
    read = read_deadline(words, year)
    if read is None:
        return {"kind": "none", "due_on": None, "printed": text, "unread": True}
    if read.value == ONGOING:
        return {"kind": "standing", "due_on": None, "printed": text, "recurrence": read.recurrence or ""}
    return {"kind": "date", "due_on": read.value, "printed": text, "recurrence": read.recurrence or ""}


def _find_units(row: Row, meanings: Mapping[str, Resolution], names: Mapping[str, Mapping[str, Any]]) -> None:
    for part in row["parts"]:
        said = names.get(part["printed"])
        meaning = meanings[part["printed"]]
        part |= {"unit": None, "group": None, "outside": False, "name": ""}
        if said is not None:
            part |= {key: said.get(key) for key in ("unit", "group") if said.get(key)}
            part["outside"] = bool(said.get("outside"))
        elif meaning.group is not None:
            part |= {"group": meaning.group.pk, "name": meaning.group.name}
        elif meaning.current is not None:
            part |= {"unit": meaning.current.pk, "name": str(meaning.current)}
        else:
            part["candidates"] = [[unit.pk, str(unit)] for unit in meaning.candidates[:8]]
        part["reason"] = [meaning.reason.zh, meaning.reason.en]


def _fault_row(row: Row, table: Table, by_field: Mapping[str, int], faults: list[Row]) -> None:
    def fault(name: str, zh: str, en: str) -> None:
        place = by_field.get(name)
        heading = table.headings[place] if place is not None and place < len(table.headings) else FIELDS[name][0].zh
        faults.append({"row": row["row"], "column": heading, "field": name, "zh": zh, "en": en})

    if not row["title"]:
        fault("title", "没有任务名称", "no title")
    for part in row["parts"]:
        if part["unit"] is None and part["group"] is None and not part["outside"]:
            where = {"lead": "lead", "joint_lead": "lead"}.get(part["role"], part["role"])
            where = where if where in by_field else "responsible"
            offered = "、".join(name for _, name in part.get("candidates", ()))
            more_zh, more_en = (f",是否为:{offered}", f"; perhaps {offered}") if offered else ("", "")
            fault(where, f"“{part['printed']}”不是本地区的单位{more_zh}", f"{part['printed']} is no unit here{more_en}")
    if row["deadline"].get("unread"):
        fault(
            "deadline",
            f"“{row['deadline']['printed']}”不是日期或时限",
            f"{row['deadline']['printed']} is no date or limit",
        )


def _match(jurisdiction: str, rows: Sequence[Row]) -> None:
    """The clause of a confirmed policy each row is likest to, and the running task."""
    wanted = {row["row"]: row["text"] if len(row["text"]) > len(row["title"]) else row["title"] for row in rows}
    titles = {row["row"]: row["title"] for row in rows}
    items = ReviewItem.objects.filter(
        jurisdiction=jurisdiction, kind="tasks", state=ReviewItem.State.ACCEPTED, policy__state=Policy.State.CONFIRMED
    ).select_related("policy")
    known = {item.pk: item for item in items.iterator(AT_ONCE)}
    texts = [(pk, str(item.data.get("text") or "")) for pk, item in known.items()]
    matches = _best(
        closest(wanted, texts), closest(titles, ((pk, str(i.data.get("title") or "")) for pk, i in known.items()))
    )
    running = TaskState.objects.filter(jurisdiction=jurisdiction, withdrawn=False, closed_on__isnull=True)
    said = list(running.values_list("task", "task__title", "task__text", "task__number").iterator(AT_ONCE))
    same = _best(
        closest(titles, ((task, title) for task, title, *_ in said)),
        closest(wanted, ((t, x) for t, _, x, _ in said if x)),
    )
    named = {task: (title, number) for task, title, _, number in said}
    for row in rows:
        if row["row"] in matches:
            row.update(_matched(known[matches[row["row"]][0]], matches[row["row"]][1]))
        if row["row"] in same:
            task, score = same[row["row"]]
            title, number = named[task]
            row["duplicate"] = {"task": task, "title": title, "number": number, "score": score}
            row["choice"] = "link" if score >= SURE else "create"


def _matched(item: ReviewItem, score: float) -> Row:
    zh = f"与《{item.policy}》{item.clause} 的文字 {score:.0%} 相同"
    en = f"{score:.0%} of its words are those of {item.policy}, {item.clause}"
    return {
        "match": {
            "policy": item.policy_id, "policy_title": str(item.policy), "item_key": item.key, "clause": item.clause,
            "quote": str(item.data.get("text") or ""), "score": score, "reason": [zh, en],
        },
        "imported": False,
    }  # fmt: skip


def _best(*found: Mapping[int, tuple[int, float]]) -> dict[int, tuple[int, float]]:
    best: dict[int, tuple[int, float]] = {}
    for one in found:
        for key, value in one.items():
            if key not in best or value[1] > best[key][1]:
                best[key] = value
    return best


def _year(title: str) -> int | None:
    found = re.search(r"(20[0-4]\d)\s*年", plain(title))
    return int(found[1]) if found else None


def phrases(remarks: Iterable[Sequence[str]]) -> list[Phrase]:
    """Remarks as they were kept, as phrases."""
    return [Phrase(zh, en) for zh, en in remarks]
