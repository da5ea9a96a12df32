"""A sheet of people and posts, read and judged row by row; nothing is written here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from luoshi.accounts.rules import Reach, reach_fault
from luoshi.accounts.sheets.columns import COLUMNS, ROLES_BY_WORD, heading_keys
from luoshi.kernel.actors import UNIT_ROLES, Role
from luoshi.kernel.speech import Phrase

LARGEST = 5_000_000  # bytes
MOST_ROWS = 5_000
_UNPACKED = 100_000_000
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row (1 is the heading) and column; row 0: the sheet as a whole."""

    row: int
    column: Phrase | None
    reason: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a person in a post."""

    row: int
    number: str
    name: str
    username: str
    telephone: str
    email: str
    unit: str
    section: str
    title: str
    part: str
    roles: tuple[Role, ...]
    area: str
    on: date


def read_sheet(file: IO[bytes], size: int) -> tuple[list[Row], list[Fault]]:
    """The rows of the first sheet, and every fault that shows without the database."""
    try:
        lines = list(_lines(file, size))
    except _Unreadable as fault:
        return [], [Fault(0, None, fault.reason)]
    if not lines:
        return [], [Fault(0, None, Phrase("表中没有内容", "The sheet is empty"))]
    keys = heading_keys([_text(value) for value in lines[0]])
    faults = [
        Fault(1, column.name, Phrase("缺少这一列", "this column is missing"))
        for column in COLUMNS
        if column.required and column.key not in keys.values()
    ]
    if faults:
        return [], faults
    rows = []
    for at, values in enumerate(lines[1:], start=2):
        cells = {key: values[column] if column < len(values) else None for column, key in keys.items()}
        if all(_text(value) == "" for value in cells.values()):
            continue
        row, found = judged(at, cells)
        faults += found
        if row is not None:
            rows.append(row)
    return rows, faults + _twice(rows)


def judged(at: int, cells: dict[str, Any]) -> tuple[Row | None, list[Fault]]:
    """One row of cells as a ``Row``, or its faults."""
    faults = []
    texts = {column.key: _text(cells.get(column.key)) for column in COLUMNS}
    names = {column.key: column.name for column in COLUMNS}
    for column in COLUMNS:
        if column.required and not texts[column.key]:
            faults.append(Fault(at, column.name, Phrase("未填写", "is empty")))
        elif column.key != "on" and len(texts[column.key]) > column.longest:
            faults.append(
                Fault(at, column.name, Phrase(f"超过{column.longest}个字", f"longer than {column.longest} characters"))
            )
    on = _day(cells.get("on"))
    if texts["on"] and on is None:
        faults.append(
            Fault(
                at,
                names["on"],
                Phrase(f"“{texts['on']}”不是日期,应如 2018-06-30", f"“{texts['on']}” is no date such as 2018-06-30"),
            )
        )
    username = texts["username"].lower()
    if username and not _NAME.fullmatch(username):
        faults.append(
            Fault(
                at,
                names["username"],
                Phrase(
                    "登录名由小写字母、数字、.-_ 组成,2 字以上",
                    "a sign-in name has letters, digits and .-_, two or more",
                ),
            )
        )
    part = texts["part"].upper() or "A"
    if part not in {"A", "B"}:
        faults.append(Fault(at, names["part"], Phrase("应为 A 或 B", "must be A or B")))
    roles, unknown = _roles(texts["roles"])
    for word in unknown:
        faults.append(Fault(at, names["roles"], Phrase(f"没有“{word}”这一角色", f"there is no role “{word}”")))
    for role in roles:
        if fault := reach_fault(role, Reach(1 if role in UNIT_ROLES else None, texts["area"])):
            faults.append(Fault(at, names["area"], fault))
    if faults or on is None:
        return None, faults
    plain = {key: texts[key] for key in ("number", "name", "telephone", "email", "unit", "section", "title", "area")}
    return Row(row=at, username=username, part=part, roles=roles, on=on, **plain), []


class _Unreadable(Exception):
    def __init__(self, zh: str, en: str) -> None:
        self.reason = Phrase(zh, en)


def _lines(file: IO[bytes], size: int) -> Iterator[list[Any]]:
    if size > LARGEST:
        raise _Unreadable("文件超过 5 MB", "The file is larger than 5 MB")
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _UNPACKED:
                raise _Unreadable("文件展开后过大", "The file is too large when unpacked")
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as fault:
        raise _Unreadable(
            "这不是 .xlsx 文件。请用模板填写后另存为 .xlsx",
            "This is no .xlsx file. Fill in the template and save as .xlsx",
        ) from fault
    try:
        for count, line in enumerate(book.worksheets[0].iter_rows(max_col=60, values_only=True)):
            if count > MOST_ROWS:
                raise _Unreadable(f"超过 {MOST_ROWS} 行,请分次导入", f"More than {MOST_ROWS} rows: import in parts")
            yield list(line)
    finally:
        book.close()


def _twice(rows: Iterable[Row]) -> list[Fault]:
    """One person with two names, and one sign-in name for two people."""
    faults, by_number, by_username = [], dict[str, Row](), dict[str, Row]()
    for row in rows:
        first = by_number.setdefault(row.number, row)
        if first.name != row.name:
            faults.append(
                Fault(
                    row.row,
                    COLUMNS[1].name,
                    Phrase(
                        f"与第{first.row}行工号相同而姓名不同", f"the staff number of row {first.row} with another name"
                    ),
                )
            )
        if row.username:
            owner = by_username.setdefault(row.username, row)
            if owner.number != row.number:
                faults.append(
                    Fault(
                        row.row,
                        COLUMNS[2].name,
                        Phrase(f"与第{owner.row}行登录名相同", f"the sign-in name of row {owner.row}"),
                    )
                )
    return faults


def _roles(text: str) -> tuple[tuple[Role, ...], list[str]]:
    words = [word.strip() for word in re.split(r"[、,,;;/]", text) if word.strip()]
    known = [ROLES_BY_WORD[word.lower()] for word in words if word.lower() in ROLES_BY_WORD]
    return tuple(dict.fromkeys(known)), [word for word in words if word.lower() not in ROLES_BY_WORD]


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", _text(value))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())
