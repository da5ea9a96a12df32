"""The template, and people and posts as a workbook; personal values are masked unless the reader may have them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from luoshi.accounts.masking import masked_email, masked_name, masked_telephone
from luoshi.accounts.models import PostHolding, RoleGrant
from luoshi.accounts.rules import ROLE_NAMES
from luoshi.accounts.sheets.columns import COLUMNS
from luoshi.journal.owned import valid_on
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Language
from luoshi.units.models import Jurisdiction

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(language: Language) -> bytes:
    """An empty sheet with headings, and a second sheet that explains them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "人员岗位" if language == "zh" else "People and posts"
    for at, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, at, column.name.say(language))
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = 18
        if column.key == "number":
            for row in range(2, 200):
                sheet.cell(row, at).number_format = "@"
    parts = DataValidation(type="list", formula1='"A,B"', allow_blank=True)
    sheet.add_data_validation(parts)
    parts.add(f"{get_column_letter(9)}2:{get_column_letter(9)}2000")
    sheet.freeze_panes = "A2"
    about = book.create_sheet("说明" if language == "zh" else "About")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 22, 70
    must = "必填" if language == "zh" else "required"
    for column in COLUMNS:
        about.append(
            [column.name.say(language), " ".join([must if column.required else "", column.hint.say(language)]).strip()]
        )
    about.append([])
    about.append(
        [
            "角色" if language == "zh" else "Roles",
            ("、" if language == "zh" else ", ").join(n.say(language) for n in ROLE_NAMES.values()),
        ]
    )
    return _bytes(book)


def people_workbook(actor: Actor, *, language: Language, plain: bool, reader: str, on: date) -> bytes:
    """Everybody in a post on a day, in the columns of the import; journalled. ``plain``: personal values unmasked."""
    rows = (
        PostHolding.objects.filter(valid_on(on), jurisdiction=actor.jurisdiction)
        .select_related("person", "person__user", "post", "post__unit")
        .order_by("post__unit__order", "post__unit_id", "post__order", "post_id", "part")
    )
    roles: dict[int, list[RoleGrant]] = {}
    for grant in RoleGrant.objects.filter(valid_on(on), jurisdiction=actor.jurisdiction).order_by("pk"):
        roles.setdefault(grant.post_id, []).append(grant)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("人员岗位" if language == "zh" else "People and posts")
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, column.name.say(language)) for column in COLUMNS])
    count = 0
    for holding in rows.iterator(chunk_size=1000):
        sheet.append([_safe(sheet, value) for value in _line(holding, roles.get(holding.post_id, ()), language, plain)])
        count += 1
    about = book.create_sheet("来源" if language == "zh" else "Source")
    about.append([reader])
    about.append([on.isoformat()])
    place = Jurisdiction.objects.get(pk=actor.jurisdiction)
    with act():
        record(actor, "accounts.people_exported", place, detail={"rows": count, "plain": plain})
    return _bytes(book)


def _line(holding: PostHolding, grants: Iterable[RoleGrant], language: Language, plain: bool) -> list[Any]:
    person, post = holding.person, holding.post
    user = getattr(person, "user", None)
    words = [ROLE_NAMES[Role(grant.role)].say(language) for grant in grants]
    return [
        person.number,
        person.name if plain else masked_name(person.name),
        user.username if user else "",
        person.telephone if plain else masked_telephone(person.telephone),
        person.email if plain else masked_email(person.email),
        post.unit.name,
        post.section,
        post.title,
        holding.part,
        ("、" if language == "zh" else ", ").join(words),
        next((grant.area for grant in grants if grant.area), ""),
        holding.valid_from.isoformat(),
    ]


def _bold(sheet: Any, text: str) -> Any:
    cell = _safe(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _safe(sheet: Any, value: Any) -> Any:
    """A cell whose text is never taken for a formula."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _bytes(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
