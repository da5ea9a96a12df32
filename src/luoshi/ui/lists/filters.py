"""Filters of a list. Their state is the query string, so that a filtered list can be shared by its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import QueryDict

from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.language import current, said

Rows = QuerySet[Any]
Narrow = Callable[[Rows, Any, Actor], Rows]
_LONGEST = 200
_KEY_DIGITS = 18
_FIRST_YEAR, _LAST_YEAR = 1000, 9000  # beyond them a day has no midnight in every zone


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter; ``initials`` (pinyin) let it be found by its first letters."""

    value: str
    phrase: Phrase | str
    initials: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter: reads its value from the query, narrows rows, says what it does.

    ``field``: the path it looks at (default: ``key``); ``by``: a function (rows, value, actor) -> rows instead.
    """

    key: str
    phrase: Phrase
    field: str = ""
    by: Narrow | None = None
    shown: bool = True
    template: ClassVar[str] = ""

    @property
    def path(self) -> str:
        return self.field or self.key

    @property
    def names(self) -> tuple[str, ...]:
        """The names it uses in the query string."""
        return (self.key,)

    def read(self, query: QueryDict, actor: Actor) -> Any:
        """The value in the query, None when there is none. Raises ValueError for one that cannot be meant."""
        raise NotImplementedError

    def narrow(self, rows: Rows, value: Any, actor: Actor) -> Rows:
        """The rows that pass."""
        return self.by(rows, value, actor) if self.by else self.narrowed(rows, value)

    def narrowed(self, rows: Rows, value: Any) -> Rows:
        raise NotImplementedError

    def told(self, value: Any, actor: Actor) -> str:
        """The value in words."""
        return str(value)

    def options_for(self, actor: Actor) -> Sequence[Option]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Filter):
    """One or several of known options: a sequence, or a function of the actor."""

    options: Sequence[Option] | Callable[[Actor], Sequence[Option]] = ()
    many: bool = True
    template: ClassVar[str] = "ui/lists/choice.html"

    def options_for(self, actor: Actor) -> Sequence[Option]:
        return self.options(actor) if callable(self.options) else self.options

    def read(self, query: QueryDict, actor: Actor) -> list[str] | None:
        asked = [value for value in query.getlist(self.key) if value]
        if not asked:
            return None
        known = {option.value for option in self.options_for(actor)}
        if unknown := [value for value in asked if value not in known]:
            raise ValueError(unknown[0])
        return list(dict.fromkeys(asked if self.many else asked[:1]))

    def narrowed(self, rows: Rows, value: Any) -> Rows:
        return rows.filter(**{f"{self.path}__in": value})

    def told(self, value: Any, actor: Actor) -> str:
        words = {option.value: said(option.phrase) for option in self.options_for(actor)}
        return ("、" if current() == "zh" else ", ").join(words.get(one, one) for one in value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picker(Filter):
    """Objects chosen by name or pinyin initials, by id: units, policies, people.

    ``options``: all of them (up to some hundreds), as for ``Choice``; or ``url_name``: a route giving
    ``[{"value", "text", "initials"}]`` for ``?q=``, and ``named``: a function (ids, actor) -> {id: name}.
    """

    options: Sequence[Option] | Callable[[Actor], Sequence[Option]] = ()
    url_name: str = ""
    named: Callable[[Iterable[int], Actor], dict[int, str]] | None = None
    template: ClassVar[str] = "ui/lists/picker.html"

    def options_for(self, actor: Actor) -> Sequence[Option]:
        return self.options(actor) if callable(self.options) else self.options

    def chosen(self, value: Any, actor: Actor) -> list[Option]:
        """The chosen ones with their names."""
        if self.named is not None:
            return [Option(str(pk), name) for pk, name in self.named(value, actor).items()]
        return [option for option in self.options_for(actor) if int(option.value) in value]

    def read(self, query: QueryDict, actor: Actor) -> list[int] | None:
        asked = [value for value in query.getlist(self.key) if value][:50]
        if unknown := [value for value in asked if not is_key(value)]:
            raise ValueError(unknown[0][:20])
        return [int(value) for value in dict.fromkeys(asked)] or None

    def narrowed(self, rows: Rows, value: Any) -> Rows:
        return rows.filter(**{f"{self.path}__in": value})

    def told(self, value: Any, actor: Actor) -> str:
        return ("、" if current() == "zh" else ", ").join(said(option.phrase) for option in self.chosen(value, actor))


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange(Filter):
    """From a day to a day, both included; ``key_from`` and ``key_to`` in the query."""

    template: ClassVar[str] = "ui/lists/dates.html"

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.key}_from", f"{self.key}_to")

    def read(self, query: QueryDict, actor: Actor) -> tuple[date | None, date | None] | None:
        first, last = (date.fromisoformat(text) if (text := query.get(name)) else None for name in self.names)
        if unknown := [day for day in (first, last) if day and not _FIRST_YEAR <= day.year <= _LAST_YEAR]:
            raise ValueError(unknown[0])
        if first and last and last < first:
            first, last = last, first
        return (first, last) if first or last else None

    def narrowed(self, rows: Rows, value: Any) -> Rows:
        first, last = value
        if first:
            rows = rows.filter(**{f"{self.path}__gte": first})
        return rows.filter(**{f"{self.path}__lte": last}) if last else rows

    def told(self, value: Any, actor: Actor) -> str:
        first, last = value
        if first and last:
            return first.isoformat() if first == last else f"{first} – {last}"
        if first:
            return f"{first} 起" if current() == "zh" else f"from {first}"
        return f"至 {last}" if current() == "zh" else f"until {last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Filter):
    """Words contained in a field; with ``paths`` in any of several."""

    paths: tuple[str, ...] = ()
    template: ClassVar[str] = "ui/lists/text.html"

    def read(self, query: QueryDict, actor: Actor) -> str | None:
        return plain(query.get(self.key, "")) or None

    def narrowed(self, rows: Rows, value: Any) -> Rows:
        return rows.filter(containing(value, self.paths or (self.path,)))

    def told(self, value: Any, actor: Actor) -> str:
        return f"“{value}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boolean(Filter):
    """On or not. ``narrowed_by`` is the condition when on (default: the field is true)."""

    condition: Q | None = None
    template: ClassVar[str] = "ui/lists/boolean.html"

    def read(self, query: QueryDict, actor: Actor) -> bool | None:
        return True if query.get(self.key) in {"1", "on", "true"} else None

    def narrowed(self, rows: Rows, value: Any) -> Rows:
        return rows.filter(self.condition if self.condition is not None else Q(**{self.path: True}))

    def told(self, value: Any, actor: Actor) -> str:
        return ""


def is_key(text: str) -> bool:
    """Whether a text is a number that a database can hold as a key.

    >>> is_key("17"), is_key("9" * 19), is_key("²")
    (True, False, False)
    """
    return text.isascii() and text.isdigit() and len(text) <= _KEY_DIGITS


def plain(text: str) -> str:
    """Words as typed, without what a database cannot hold, at most 200 characters."""
    return text.replace("\x00", "").strip()[:_LONGEST]


def containing(words: str, paths: Iterable[str]) -> Q:
    """The condition that every word occurs in one of the fields."""
    every = Q()
    for word in words.split()[:8]:
        one = Q()
        for path in paths:
            one |= Q(**{f"{path}__icontains": word})
        every &= one
    return every
