"""How a list is looked at: read from the query string and written back, so that an address says everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.lists.columns import Column
from luoshi.ui.lists.filters import Filter, plain

PAGE_SIZES = (25, 50, 100, 200)
_FURTHEST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """Search words, filter values, sort, columns, page size and page; ``faults`` says what of the address was not used."""

    words: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    pairs: tuple[tuple[str, str], ...] = ()  # the canonical query of search and filters
    sort: str = ""  # column key, ``-`` before it for descending; empty for the list's own order
    columns: tuple[str, ...] = ()  # empty for the default ones
    size: int = PAGE_SIZES[1]
    page: int = 1
    faults: tuple[Phrase, ...] = ()

    def query(self, *, drop: Iterable[str] = (), **changes: str | int | None) -> str:
        """The query string of this state, with changes; None or the default leaves a name out.

        A change of anything but the page leads back to the first page.
        """
        left_out = set(drop)
        pairs = [(name, value) for name, value in self.pairs if name not in left_out]
        rest: dict[str, str | int | None] = {
            "sort": self.sort,
            "cols": ",".join(self.columns),
            "size": self.size if self.size != PAGE_SIZES[1] else None,
            "page": self.page if not changes and not left_out and self.page > 1 else None,
        }
        rest |= changes
        if rest["page"] == 1:
            rest["page"] = None
        return urlencode([*pairs, *((name, value) for name, value in rest.items() if value)])

    @property
    def view(self) -> str:
        """What a saved view keeps: everything but the page."""
        return self.query(page=None)

    @property
    def narrowed(self) -> bool:
        return bool(self.pairs)


def read_state(query: QueryDict, columns: Sequence[Column], filters: Sequence[Filter], actor: Actor) -> ListState:
    """The state that an address asks for. Whatever cannot be meant is left out and named in ``faults``."""
    values: dict[str, Any] = {}
    pairs: list[tuple[str, str]] = []
    faults: list[Phrase] = []
    words = plain(query.get("q", ""))
    if words:
        pairs.append(("q", words))
    for each in filters:
        try:
            value = each.read(query, actor)
        except ValueError:
            faults.append(
                Phrase(
                    f"筛选“{each.phrase.zh}”的取值无法识别,已忽略",
                    f"The value for “{each.phrase.en}” is not understood and was ignored",
                )
            )
            continue
        if value is None:
            continue
        values[each.key] = value
        pairs += [(name, text) for name in each.names for text in query.getlist(name) if text][:100]
    sort = query.get("sort", "")
    sortable = {column.key for column in columns if column.sort}
    known = {column.key for column in columns}
    asked = [key for key in (query.getlist("col") or query.get("cols", "").split(",")) if key in known]
    return ListState(
        words=words,
        values=values,
        pairs=tuple(pairs),
        sort=sort if sort.removeprefix("-") in sortable else "",
        columns=() if asked == [column.key for column in columns if column.default] else tuple(asked),
        size=size if (size := _number(query.get("size"), PAGE_SIZES[1])) in PAGE_SIZES else PAGE_SIZES[1],
        page=min(max(_number(query.get("page"), 1), 1), _FURTHEST_PAGE),
        faults=tuple(faults),
    )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
