"""One page of a list as the template shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from luoshi.kernel.speech import Phrase
from luoshi.ui.filling import filled
from luoshi.ui.language import said
from luoshi.ui.lists.columns import Cell, Column
from luoshi.ui.lists.filters import Filter, Option
from luoshi.ui.lists.state import PAGE_SIZES, ListState
from luoshi.ui.navigation import address

if TYPE_CHECKING:
    from luoshi.ui.lists.page import ListPage
    from luoshi.ui.models import SavedView


FILTERS_IN_SIGHT = 6


@dataclass(frozen=True, slots=True)
class Header:
    """A column's head: how it sorts now and what a click does."""

    column: Column
    direction: str  # "", "ascending", "descending"
    query: str


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter and the query without it."""

    phrase: Phrase
    told: str
    query: str


@dataclass(frozen=True, slots=True)
class Control:
    """A filter as a menu: its choices and what is chosen."""

    filter: Filter
    value: Any
    options: tuple[Option, ...]
    chosen: tuple[Option, ...]
    url: str

    @property
    def active(self) -> bool:
        return self.value is not None

    @property
    def first(self) -> str:
        return self.value[0].isoformat() if self.value and self.value[0] else ""

    @property
    def last(self) -> str:
        return self.value[1].isoformat() if self.value and self.value[1] else ""

    @property
    def keys(self) -> set[str]:
        return {str(one) for one in self.value or ()}


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its cells."""

    row: Any
    url: str
    tone: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Shown:
    """The table, what surrounds it, and the addresses that its controls lead to."""

    page: ListPage
    state: ListState
    rows: list[Any]
    more: bool
    total: int
    exact: bool

    @property
    def columns(self) -> list[Column]:
        """The columns shown: the chosen ones in the declared order, else the default ones."""
        wanted = self.state.columns
        return [c for c in self.page.columns if (c.key in wanted if wanted else c.default)]

    @cached_property
    def headers(self) -> list[Header]:
        found = []
        for column in self.columns:
            now = ""
            if self.state.sort.removeprefix("-") == column.key:
                now = "descending" if self.state.sort.startswith("-") else "ascending"
            following = {"": column.key, "ascending": f"-{column.key}", "descending": ""}[now]
            found.append(Header(column, now, self.state.query(sort=following)))
        return found

    def lines(self) -> Iterator[Line]:
        columns = [(column, column.classes, said(column.phrase)) for column in self.columns]
        for row in self.rows:
            cells = tuple(Cell(column, row, classes, label) for column, classes, label in columns)
            yield Line(row, self.page.url_of(row), self.page.tone_of(row), cells)

    @cached_property
    def chips(self) -> list[Chip]:
        found = []
        if self.state.words:
            found.append(Chip(Phrase("搜索", "Search"), f"“{self.state.words}”", self.state.query(drop=["q"])))
        for each in self.page.filters:
            if each.key in self.state.values:
                told = each.told(self.state.values[each.key], self.page.actor)
                found.append(Chip(each.phrase, told, self.state.query(drop=each.names)))
        return found

    @cached_property
    def controls(self) -> list[Control]:
        found = []
        for each in self.page.filters:
            if not each.shown:
                continue
            value = self.state.values.get(each.key)
            chosen = each.chosen(value, self.page.actor) if value and hasattr(each, "chosen") else ()
            url = address(getattr(each, "url_name", ""))
            found.append(Control(each, value, tuple(each.options_for(self.page.actor)), tuple(chosen), url))
        return found

    @property
    def first_controls(self) -> list[Control]:
        """The filters in sight: the first ones and those in use."""
        return [control for at, control in enumerate(self.controls) if at < FILTERS_IN_SIGHT or control.active]

    @property
    def more_controls(self) -> list[Control]:
        """The filters behind "more"."""
        return [control for control in self.controls[FILTERS_IN_SIGHT:] if not control.active]

    @property
    def first(self) -> int:
        return (self.state.page - 1) * self.state.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def pages(self) -> int | None:
        return -(-self.total // self.state.size) if self.exact else None

    @property
    def first_query(self) -> str:
        return self.state.query(page=1)

    @property
    def previous_query(self) -> str:
        return self.state.query(page=self.state.page - 1)

    @property
    def next_query(self) -> str:
        return self.state.query(page=self.state.page + 1)

    @property
    def cleared_query(self) -> str:
        return self.state.query(drop=[name for name, _ in self.state.pairs])

    @property
    def sheet_query(self) -> str:
        return self.state.query(page=None, format="xlsx")

    @property
    def count_query(self) -> str:
        return self.state.query(page=self.state.page, count="exact")

    @property
    def view_query(self) -> str:
        return self.state.view

    @property
    def sizes(self) -> tuple[int, ...]:
        return PAGE_SIZES

    @property
    def column_query(self) -> list[tuple[str, str]]:
        """Search and filters as hidden fields of the form that chooses columns."""
        return [*self.state.pairs, ("sort", self.state.sort)]

    @cached_property
    def counted_word(self) -> str:
        """What is counted, fitting the number."""
        return filled(said(self.page.item), {"n": self.total}, escape=False)

    @cached_property
    def views(self) -> list[SavedView]:
        """Saved views of this list: one's own and the shared ones."""
        from luoshi.ui.models import SavedView

        actor = self.page.actor
        if actor.person is None:
            return []
        mine = SavedView.objects.filter(jurisdiction=actor.jurisdiction, page=self.page.key)
        return list(mine.filter(Q(person_id=actor.person) | Q(shared=True)).order_by("shared", "name")[:50])

    @property
    def subscribe_url(self) -> str:
        return address(self.page.subscribe_url_name) if self.page.subscribe_url_name else ""

    @cached_property
    def bulk(self) -> list[tuple[Any, str]]:
        """Bulk acts with their addresses."""
        return [(act, url) for act in self.page.bulk if (url := address(act.url_name))]
