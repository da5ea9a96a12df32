"""The cells of a list: ``{% list_cells line %}``. Written here and not in a template, for a page has hundreds of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from luoshi.kernel.speech import Phrase
from luoshi.ui.language import said
from luoshi.ui.lists.columns import Cell
from luoshi.ui.lists.shown import Line
from luoshi.ui.templatetags.words import day, moment, thousands

register = template.Library()
NOTHING = format_html('<span class="quiet">{}</span>', "—")
YES, NO = Phrase("是", "Yes"), Phrase("否", "No")


@register.simple_tag(takes_context=True)
def list_cells(context: Context, line: Line) -> SafeString:
    """The ``td`` of a row: a column's template is given ``row`` and ``value``; other values are shown by their kind."""
    return mark_safe("".join(_cell(context, line, cell) for cell in line.cells))  # noqa: S308  # each is escaped


def _cell(context: Context, line: Line, cell: Cell) -> str:
    value = cell.value
    made = cell.column.template
    content = _made(context, made, line.row, value) if made else plain(value, number=cell.column.align == "end")
    if cell.column.primary and line.url:
        content = format_html('<a class="list-link" href="{}">{}</a>', line.url, content)
    empty = " is-empty" if not made and value in (None, "") else ""  # a card on a phone leaves the line out
    return format_html('<td class="{}{}" data-label="{}">{}</td>', cell.classes, empty, cell.label, content)


def _made(context: Context, name: str, row: Any, value: Any) -> SafeString:
    engine = context.template.engine  # type: ignore[union-attr]  # inside a page there is one
    with context.push(row=row, value=value):
        return engine.get_template(name).render(context)


def plain(value: Any, *, number: bool = False) -> SafeString:
    """A value in the manner of the product: days, moments, yes and no, numbers with their thousands, words."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime):
        return format_html("<time>{}</time>", moment(value))
    if isinstance(value, date):
        return format_html('<time datetime="{0}">{0}</time>', day(value))
    if isinstance(value, bool):
        return conditional_escape(said(YES if value else NO))
    if number and isinstance(value, (int, Decimal)):
        return conditional_escape(thousands(value))
    return conditional_escape(said(value))
