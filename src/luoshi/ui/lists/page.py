"""A list page: declared by a subclass, answers a request with the page, its table alone, or a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.db.models import OrderBy, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.lists.columns import Column
from luoshi.ui.lists.export import workbook_response
from luoshi.ui.lists.filters import Filter, Rows, containing, is_key
from luoshi.ui.lists.shown import Shown
from luoshi.ui.lists.state import ListState, read_state

COUNTED_UP_TO = 10_000
MOST_SELECTED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAct:
    """An act on selected rows. ``url_name`` is a route that takes the POST, previews it, and acts on confirmation."""

    key: str
    phrase: Phrase
    url_name: str
    icon: str = ""


class ListPage:
    """Declare ``key``, ``title``, ``columns`` and ``rows``; the rest has defaults. One instance serves one request."""

    key: ClassVar[str]
    title: ClassVar[Phrase]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    search_in: ClassVar[Sequence[str]] = ()
    search_hint: ClassVar[Phrase] = Phrase("搜索", "Search")
    order: ClassVar[Sequence[str | OrderBy]] = ()
    related: ClassVar[Sequence[str]] = ()  # select_related of the rows shown
    prefetch: ClassVar[Sequence[Any]] = ()
    bulk: ClassVar[Sequence[BulkAct]] = ()
    item: ClassVar[Phrase] = Phrase("项", "{n:item|items}")  # what is counted
    template: ClassVar[str] = "ui/list.html"
    opens_in_place: ClassVar[bool] = (
        False  # rows open beside the list on wide screens (their page extends ``frame.base``)
    )
    empty_title: ClassVar[Phrase] = Phrase("还没有内容", "Nothing here yet")
    empty_text: ClassVar[Phrase] = Phrase("", "")
    subscribe_url_name: ClassVar[str] = ""  # a route that makes a feed of ``?query=``

    def __init__(self, request: HttpRequest, actor: Actor | None = None) -> None:
        self.request = request
        self.actor: Actor = actor if actor is not None else request.actor  # type: ignore[attr-defined]  # see ui.guard

    # What a subclass says.

    def rows(self, actor: Actor) -> Rows:
        """All rows the actor may see (from the access policy), unsorted."""
        raise NotImplementedError

    def url_of(self, row: Any) -> str:
        """Where a row leads; empty for nowhere."""
        return ""

    def present(self, rows: list[Any]) -> list[Any]:
        """The rows of one page as the cells show them: the place for lights and names fetched in bulk.

        Each must keep ``pk``; the order must stay.
        """
        return rows

    def search(self, rows: Rows, words: str) -> Rows:
        """The rows that hold the words; default: every word in one of ``search_in``."""
        return rows.filter(containing(words, self.search_in)) if self.search_in else rows

    @property
    def searchable(self) -> bool:
        """Whether there is anything to search in."""
        return bool(self.search_in) or type(self).search is not ListPage.search

    def context(self) -> Mapping[str, Any]:
        """More for the template: empty-state act, tiles above the table."""
        return {}

    def tone_of(self, row: Any) -> str:
        """A tone for the whole row: ``muted`` or ``attention``; usually none."""
        return ""

    # What it gives.

    def state_of(self, query: QueryDict) -> ListState:
        return read_state(query, self.columns, self.filters, self.actor)

    def matching(self, state: ListState) -> Rows:
        """The rows that a state selects, unsorted."""
        rows = self.rows(self.actor)
        for each in self.filters:
            if each.key in state.values:
                rows = each.narrow(rows, state.values[each.key], self.actor)
        return self.search(rows, state.words) if state.words else rows  # last: the dearest condition on the fewest rows

    def count(self, query: str) -> int:
        """The exact count of what an address with this query string opens: use it for tiles that link here."""
        return self.matching(self.state_of(QueryDict(query))).count()

    def counted(self, state: ListState) -> tuple[int, bool]:
        """The number of rows and whether it is exact: beyond ``COUNTED_UP_TO`` counting stops unless asked for."""
        rows = self.matching(state).order_by()
        if self.request.GET.get("count") == "exact":
            return rows.count(), True
        found = rows.values("pk")[: COUNTED_UP_TO + 1].count()
        return (found, True) if found <= COUNTED_UP_TO else (COUNTED_UP_TO, False)

    def ordered(self, rows: Rows, state: ListState) -> Rows:
        """Sorted as asked, with the key last, so that pages never overlap."""
        by: list[str | OrderBy] = list(self.order)
        if state.sort:
            column = next(c for c in self.columns if c.key == state.sort.removeprefix("-"))
            by = [column.order(state.sort.startswith("-")), *by]
        return rows.order_by(*by, "pk")

    def known(self, keys: Sequence[Any]) -> Rows:
        """The rows of keys that were found among those visible. Where ``rows`` adds nothing to a row, a subclass may
        take them by their keys alone and spare the database deciding twice."""
        return self.rows(self.actor).filter(pk__in=keys)

    def fetched(self, keys: Sequence[Any]) -> list[Any]:
        """The rows of these keys, with all that their cells need, in the order of the keys."""
        rows = self.known(keys).order_by()
        if self.related:
            rows = rows.select_related(*self.related)
        if self.prefetch:
            rows = rows.prefetch_related(*self.prefetch)
        found = {row.pk: row for row in rows}
        return self.present([found[key] for key in keys if key in found])

    def shown(self, state: ListState) -> Shown:
        """One page. First the keys by the index, then those rows only: deep pages of long lists stay quick."""
        first = (state.page - 1) * state.size
        keys = list(
            self.ordered(self.matching(state), state).values_list("pk", flat=True)[first : first + state.size + 1]
        )
        more = len(keys) > state.size
        rows = self.fetched(keys[: state.size])
        if state.page == 1 and not more:
            total, exact = len(keys), True
        else:
            total, exact = self.counted(state)
        return Shown(page=self, state=state, rows=rows, more=more, total=total, exact=exact)

    def selected(self, data: QueryDict) -> QuerySet[Any]:
        """The rows chosen for a bulk act, among those visible: ticked ones, or (``all=1``) what ``query`` selects.

        At most ``MOST_SELECTED``; sorted as the list was.
        """
        state = self.state_of(QueryDict(data.get("query", "")))
        if data.get("all") == "1":
            rows = self.matching(state)
        else:
            keys = [int(key) for key in data.getlist("row")[:MOST_SELECTED] if is_key(key)]
            rows = self.rows(self.actor).filter(pk__in=keys)
        return self.ordered(rows, state)[:MOST_SELECTED]

    def respond(self, **context: Any) -> HttpResponse:
        """The answer to ``request``: a page; for htmx the list alone; for ``?format=xlsx`` the workbook."""
        state = self.state_of(self.request.GET)
        if self.request.GET.get("format") == "xlsx":
            return cast(HttpResponse, workbook_response(self, state))  # a file streams; views need not know
        partly = bool(getattr(self.request, "htmx", False)) and self.request.headers.get("HX-Target") == "list"
        shown = self.shown(state)
        told = {**self.context(), **context, "list": shown, "page": self}
        response = render(self.request, "ui/lists/list.html" if partly else self.template, told)
        if partly:
            response["HX-Push-Url"] = f"{self.request.path}?{state.query()}".rstrip("?")
        patch_vary_headers(response, ["HX-Request"])
        return response
