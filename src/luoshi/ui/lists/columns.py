"""Columns of a list: what a cell shows, by what it sorts, what it gives to Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db.models import F, OrderBy
from django.db.models.expressions import Expression
from django.utils import timezone
from django.utils.text import slugify

from luoshi.kernel.speech import Phrase
from luoshi.ui.language import said

SheetValue = str | int | float | Decimal | date | datetime | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column.

    ``value``: a function of the row (default: its attribute ``key``, dots follow). ``template`` shows the cell with
    ``row``, ``value`` and ``page``; without it dates, numbers and words are shown in the manner of the product.
    ``sort``: a field path or expression, empty for a column that cannot sort. ``sheet``: what Excel gets (default: value).
    ``primary``: the column that names the row: it links to it and heads its card on a phone.
    """

    key: str
    phrase: Phrase
    value: Callable[[Any], Any] | None = None
    template: str = ""
    sort: str | Expression = ""
    sheet: Callable[[Any], SheetValue] | None = None
    default: bool = True
    align: Literal["start", "end"] = "start"
    primary: bool = False
    wide: bool = False

    def value_of(self, row: Any) -> Any:
        """What the cell shows."""
        if self.value is not None:
            return self.value(row)
        found = row
        for name in self.key.split("."):
            found = getattr(found, name, None)
        return found

    def sheet_value(self, row: Any) -> SheetValue:
        """What Excel gets: words in the current language, instants in local time without their zone."""
        found: Any = self.sheet(row) if self.sheet is not None else self.value_of(row)
        if isinstance(found, datetime):
            return timezone.localtime(found).replace(tzinfo=None) if timezone.is_aware(found) else found
        if found is None or isinstance(found, (int, float, Decimal, date)):
            return found
        return said(found)

    def order(self, descending: bool) -> OrderBy:
        """The expression to sort by; rows without a value come last either way."""
        expression = F(self.sort) if isinstance(self.sort, str) else self.sort
        return OrderBy(expression, descending=descending, nulls_last=True)

    @property
    def classes(self) -> str:
        """The style classes that all its cells have."""
        names = [
            f"col-{slugify(self.key)}",
            *(["num"] if self.align == "end" else ()),
            *(["list-primary"] if self.primary else ()),
        ]
        if self.wide or self.template:
            names.append("is-wide" if self.wide else "is-made")
        return " ".join(names)


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of one row; ``classes`` and ``label`` are those of the column, worked out once for the page."""

    column: Column
    row: Any
    classes: str
    label: str

    @property
    def value(self) -> Any:
        return self.column.value_of(self.row)
