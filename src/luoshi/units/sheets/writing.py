"""The workbook going out: an empty one to fill in, or all that is recorded, in the same form it is read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Language
from luoshi.units.models import GroupMember, Jurisdiction, Unit, UnitName
from luoshi.units.queries import units_of
from luoshi.units.services.names import LONG_AGO
from luoshi.units.sheets.layout import GROUPS, KIND_WORDS, LAYOUTS, NAMES, UNITS, Layout


def template_book(language: Language = "zh") -> bytes:
    """An empty workbook with heads, notes and the list of kinds."""
    return _saved({layout.key: () for layout in LAYOUTS}, language)


def export_book(actor: Actor, units: Iterable[Unit] | None = None, language: Language = "zh") -> bytes:
    """All units of the actor's place (or these), their former names, and the groups; the export is journalled."""
    chosen = list(units if units is not None else units_of(actor.jurisdiction).select_related("parent", "area"))
    names = _names_of(chosen)
    rows = {
        UNITS.key: [_unit_row(unit, names[unit.pk], language) for unit in chosen],
        NAMES.key: [_name_row(unit, name) for unit in chosen for name in names[unit.pk] if _former(name)],
        GROUPS.key: [_member_row(row) for row in _members(actor.jurisdiction)],
    }
    place = Jurisdiction.objects.filter(pk=actor.jurisdiction).first()
    if place is not None and place.code.isdigit():
        with act():
            record(actor, "units.exported", place, detail={"rows": sum(len(each) for each in rows.values())})
    return _saved(rows, language)


def _names_of(units: Sequence[Unit]) -> dict[int, list[UnitName]]:
    found: dict[int, list[UnitName]] = defaultdict(list)
    rows = UnitName.objects.filter(unit__in=[unit.pk for unit in units], withdrawn_at__isnull=True)
    for name in rows.order_by("valid_from", "pk"):
        found[name.unit_id].append(name)
    return found


def _former(name: UnitName) -> bool:
    return not name.alias and name.valid_to is not None


def _members(jurisdiction: str) -> Iterable[GroupMember]:
    rows = GroupMember.objects.filter(jurisdiction=jurisdiction, withdrawn_at__isnull=True).select_related(
        "group", "unit"
    )
    return rows.order_by("group__name", "valid_from", "unit__order", "pk")


def _unit_row(unit: Unit, names: list[UnitName], language: Language) -> tuple[Any, ...]:
    aliases = "、".join(name.name for name in names if name.alias)
    return (
        unit.name, unit.short_name if unit.short_name != unit.name else None, KIND_WORDS[unit.kind].say(language),
        unit.parent.name if unit.parent else None, unit.area.code if unit.area else None, unit.order, unit.founded_on,
        unit.dissolved_on, aliases or None,
    )  # fmt: skip


def _name_row(unit: Unit, name: UnitName) -> tuple[Any, ...]:
    start: date | None = None if name.valid_from <= LONG_AGO else name.valid_from
    return (unit.name, name.name, name.short_name or None, start, name.valid_to, name.basis or None)


def _member_row(row: GroupMember) -> tuple[Any, ...]:
    return (
        row.group.name,
        "、".join(row.group.aliases) or None,
        row.unit.name,
        row.valid_from,
        row.valid_to,
        row.basis or None,
    )


def _saved(rows: Mapping[str, Iterable[tuple[Any, ...]]], language: Language) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for layout in LAYOUTS:
        sheet = book.create_sheet(layout.title.say(language))
        _heads(sheet, layout, language)
        for number, values in enumerate(rows[layout.key], start=2):
            for column, value in enumerate(values, start=1):
                _put(sheet, number, column, value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _heads(sheet: Worksheet, layout: Layout, language: Language) -> None:
    for number, field in enumerate(layout.fields, start=1):
        cell = sheet.cell(1, number, field.head.say(language) + ("*" if field.required else ""))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EDEFF2")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        if field.note is not None:
            cell.comment = Comment(field.note.say(language), "Luoshi")
        sheet.column_dimensions[get_column_letter(number)].width = field.width
        if field.kind == "kind":
            words = ",".join(words.say(language) for words in KIND_WORDS.values())
            choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            sheet.add_data_validation(choice)
            choice.add(f"{get_column_letter(number)}2:{get_column_letter(number)}2000")
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """A value; text is never taken for a formula."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
