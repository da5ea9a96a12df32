"""A list as a workbook: the rows and columns shown, who took it, when and from where. Every export is journalled."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from luoshi.accounts.models import Person
from luoshi.journal.services import act, record
from luoshi.kernel.speech import Phrase
from luoshi.ui.language import current, said
from luoshi.ui.lists.columns import SheetValue
from luoshi.ui.lists.state import ListState

if TYPE_CHECKING:
    from luoshi.ui.lists.page import ListPage

MOST_ROWS = 100_000
_STEP = 1_000
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SPOOLED = 5_000_000
TOO_MANY = Phrase(
    "要导出的行超过 100,000,请先用筛选缩小范围,再分次导出",
    "More than 100,000 rows: narrow the list by filters and export in parts",
)


def workbook_response(page: ListPage, state: ListState) -> HttpResponseBase:
    """The workbook of all rows that ``state`` selects, in its order; refused above ``MOST_ROWS``."""
    keys = list(page.ordered(page.matching(state), state).values_list("pk", flat=True)[: MOST_ROWS + 1])
    if len(keys) > MOST_ROWS:
        return render(page.request, "ui/refused.html", {"reason": TOO_MANY}, status=409)
    _record(page, state, len(keys))
    file = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115  # FileResponse closes it
    book = Workbook(write_only=True)
    _fill(book, page, state, keys)
    book.save(file)
    file.seek(0)
    response = FileResponse(file, content_type=_TYPE)
    name = f"{said(page.title)}-{timezone.localdate():%Y%m%d}.xlsx"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _record(page: ListPage, state: ListState, rows: int) -> None:
    if page.actor.person is None:
        return  # programs read through the api, which keeps its own record
    person = Person.objects.filter(pk=page.actor.person, jurisdiction=page.actor.jurisdiction).first()
    if person is None:
        return
    used = sorted({name for name, _ in state.pairs})  # which filters, never the words typed
    with act():
        record(page.actor, "ui.exported", person, detail={"list": page.key, "rows": rows, "filters": used})


def _fill(book: Workbook, page: ListPage, state: ListState, keys: list[object]) -> None:
    columns = [c for c in page.columns if (c.key in state.columns if state.columns else c.default)]
    sheet = book.create_sheet(said(page.title)[:31].translate({ord(sign): " " for sign in "[]:*?/\\"}) or "list")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = source_line(page).replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 48 if column.primary or column.wide else 18
    sheet.append([_head(sheet, said(column.phrase)) for column in columns])
    for start in range(0, len(keys), _STEP):
        for row in page.fetched(keys[start : start + _STEP]):
            sheet.append([_cell(sheet, column.sheet_value(row)) for column in columns])
    about = book.create_sheet("来源" if current() == "zh" else "Source")
    about.column_dimensions["A"].width = 100
    for line in (
        said(page.title),
        source_line(page),
        page.request.build_absolute_uri(f"{page.request.path}?{state.view}"),
    ):
        about.append([_cell(about, line)])


def source_line(page: ListPage) -> str:
    """``张三 · 2018-06-15 09:30``: who took it and when."""
    user = getattr(page.request, "user", None)
    name = str(getattr(user, "person", "") or "")
    return " · ".join(filter(None, [name, timezone.localtime().strftime("%Y-%m-%d %H:%M")]))


def _head(sheet: Any, text: str) -> Any:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, value: SheetValue) -> Any:
    """A cell; text is never taken for a formula."""
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000]
    content: Any = value
    cell = WriteOnlyCell(sheet, value=content)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
