"""What lint works with: a compiled document, a check, and the remark a check makes."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from luoshi.compiler.draft import Clause, Draft, Sentence
from luoshi.compiler.lint.naming import area_of
from luoshi.kernel.spans import Span
from luoshi.kernel.speech import Phrase
from luoshi.packs.model import Item, Pack, Severity, Task

LONGEST_SENTENCE = 3000


@dataclass(frozen=True, eq=False)
class Checked:
    """A document as lint sees it: its pack, and the draft whose sentences and grids the pack was made from.

    ``name`` is what findings call the document (a file name). The items are the pack's, which may have been corrected
    since; text and outline are the draft's.
    """

    draft: Draft
    pack: Pack
    name: str

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.own.start for clause in self.draft.clauses]

    def clause_at(self, place: int) -> Clause | None:
        """The clause whose own text holds ``place`` of the repaired text."""
        index = bisect_right(self._starts, place) - 1
        return self.draft.clauses[index] if index >= 0 else None

    def path_at(self, place: int) -> str:
        """The path of that clause; empty where there is none."""
        clause = self.clause_at(place)
        return clause.path if clause else ""

    def raw(self, span: Span) -> Span:
        """A span of the repaired text, in the raw text."""
        return self.draft.repaired.to_raw(span)

    def place(self, span: Span) -> Span:
        """A span of the raw text, in the repaired text."""
        return self.draft.repaired.from_raw(span)

    def at(self, span: Span, zh: str, en: str, **more: Any) -> Remark:
        """A remark about a stretch of the repaired text."""
        clause = self.path_at(span.start)
        return Remark(document=self.name, clause=clause, message=phrase(zh, en), span=self.raw(span), **more)

    def on(self, item: Item, zh: str, en: str, **more: Any) -> Remark:
        """A remark about an item of the pack; it is the first of ``related``."""
        related = (reference(item), *(r for r in more.pop("related", ()) if r != reference(item)))
        message = phrase(zh, en)
        return Remark(document=self.name, clause=item.clause, message=message, span=item.span, related=related, **more)

    def whole(self, zh: str, en: str, items: Iterable[Item] = (), **more: Any) -> Remark:
        """A remark about the document as a whole, or about many of its items together."""
        found = tuple(items)
        clause = found[0].clause if len(found) == 1 else ""
        span = found[0].span if found else None
        message = phrase(zh, en)
        return Remark(document=self.name, clause=clause, message=message, span=span, related=references(found), **more)

    @cached_property
    def row_paths(self) -> frozenset[str]:
        """The paths of clauses that are rows of a table."""
        return frozenset(c.path for c in self.draft.clauses if c.kind == "row")

    @cached_property
    def row_tasks(self) -> tuple[Task, ...]:
        """The tasks that were read from rows of a table."""
        return tuple(t for t in self.pack.tasks if t.clause in self.row_paths)

    @cached_property
    def running(self) -> tuple[Sentence, ...]:
        """The sentences of running text, outside every grid (a flattened table's cells are lines, too).

        What is longer than any sentence a person writes is left out: patterns with gaps are kept from it.
        """
        return tuple(
            s for s in self.draft.sentences if len(s.text) <= LONGEST_SENTENCE and not self.in_table(s.span.start)
        )

    @cached_property
    def _grids(self) -> list[Span]:
        return sorted(g.span for g in self.draft.grids)

    def in_table(self, place: int) -> bool:
        """Is this place of the repaired text inside a table?"""
        index = bisect_right(self._grids, Span(place, sys.maxsize)) - 1
        return index >= 0 and place < self._grids[index].end

    def task_at(self, place: int) -> Task | None:
        """The task whose words hold ``place`` of the raw text."""
        index = bisect_right(self._task_starts, place) - 1
        task = self._placed_tasks[index] if index >= 0 else None
        return task if task is not None and place < task.span.end else None

    @cached_property
    def _placed_tasks(self) -> list[Task]:
        return sorted((t for t in self.pack.tasks if t.span.end), key=lambda t: t.span.start)

    @cached_property
    def _task_starts(self) -> list[int]:
        return [t.span.start for t in self._placed_tasks]

    @cached_property
    def area(self) -> str:
        """The name stem of the place that issued the document (云溪 of 云溪市人民政府), or an empty string."""
        return area_of(self.pack.document)[0]

    def home(self, scope: str | None) -> str:
        """The place a target binds, as far as it can be told: all names of the document's own place are one."""
        stem, level = area_of(self.pack.document)
        return stem if not scope or scope in (stem, stem + level, "全" + level, "我" + level) else scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a check noticed. ``weight`` ranks remarks of one check; a higher one is shown first.

    ``span`` is in the raw text. ``severity`` is given where it differs from the check's own.
    """

    document: str
    clause: str
    message: Phrase
    related: tuple[str, ...] = ()
    span: Span | None = None
    weight: float = 0.0
    severity: Severity | None = None


Single = Callable[[Checked], Iterable[Remark]]
Cross = Callable[[Sequence[Checked]], Iterable[Remark]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One entry of the catalogue.

    ``single`` looks at one document, ``cross`` at all that were given together (also at a single one).
    ``limit`` is how many findings a person is shown before the rest is only counted.
    """

    code: str
    severity: Severity
    title: Phrase
    explanation: Phrase
    example: Phrase
    single: Single | None = None
    cross: Cross | None = None
    limit: int = 12


def reference(item: Item) -> str:
    """How a finding refers to an item: its stable key, before it has one its number or its clause."""
    return item.key or item.id or item.clause


def references(items: Iterable[Item]) -> tuple[str, ...]:
    """What findings call these items, each once."""
    return tuple(dict.fromkeys(reference(item) for item in items))


def day_of(text: str | None) -> date | None:
    """A date as the pack holds it; None for ``ongoing``, for nothing, and for what is no whole date.

    >>> day_of("2018-06-30"), day_of("ongoing"), day_of(None)
    (datetime.date(2018, 6, 30), None, None)
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def quote(text: str, length: int = 24) -> str:
    """The beginning of a text for a message, without line breaks.

    >>> quote("推进政务服务标准化,建立全市统一的标准体系。", 10)
    '推进政务服务标准化,…'
    """
    words = "".join(text.split())
    return words if len(words) <= length else words[:length] + "…"


def phrase(zh: str, en: str) -> Phrase:
    """A finished sentence (braces in quoted text are kept as they are)."""
    return Phrase(zh.replace("{", "{{").replace("}", "}}"), en.replace("{", "{{").replace("}", "}}"))


def listed(words: Iterable[str], most: int = 6) -> str:
    """Words with the enumeration comma, cut after ``most`` with their number.

    >>> listed(["甲", "乙", "丙"], 2)
    '甲、乙等3个'
    """
    found = list(words)
    if len(found) <= most:
        return "、".join(found)
    return "、".join(found[:most]) + f"等{len(found)}个"


def listed_en(words: Iterable[str], most: int = 6) -> str:
    """Words with commas, cut after ``most`` with the number of the others.

    >>> listed_en(["one", "two", "three"], 2)
    'one, two and 1 more'
    """
    found = list(words)
    if len(found) <= most:
        return ", ".join(found)
    return ", ".join(found[:most]) + f" and {len(found) - most} more"
