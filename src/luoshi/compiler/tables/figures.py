"""Tables of figures that were flattened to a cell per line: their columns show in the rhythm of names and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.compiler.draft import Draft, Grid, GridRow, Line
from luoshi.compiler.tables.alignment import Effort, Token, align
from luoshi.compiler.tables.building import Joins, build_rows, heal
from luoshi.compiler.tables.captions import above, blank_before, ends_tables, notes_below, unit_of
from luoshi.compiler.tables.columns import ColumnKind, column_kind, squeeze
from luoshi.compiler.tables.headers import layout
from luoshi.kernel.spans import Span

_FIGURE = re.compile(
    r"[约≥≤><+\-]?\s?\d[\d,]{0,14}(?:\.\d{1,8})?(?:\s?-\s?\d[\d,]{0,14}(?:\.\d{1,8})?)?\s?[%‰]?(?:以上|以下|左右|以内)?|[-/]{1,3}"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:实际|目标|完成)?")
_CAPTION = re.compile(
    r"^(?:专栏|附?表|图)\s*[\d一二三四五六七八九]|.{4}(?:表|情况|一览|清单|安排|分解)$|(?=.{8}).*(?:时期|规划|主要|发展|20\d\d年).*(?:指标|目标)(?:体系)?$"
)
_LONGEST = 30  # code points of a cell
_REACH = 40  # lines that a header may take
_MOST = 4000  # cells of a run that are looked at to find its rhythm
_WIDEST = 14


@dataclass(frozen=True, slots=True)
class _Cell:
    index: int  # of its line
    text: str
    figure: bool | None  # None for a line of white space


@dataclass(frozen=True, slots=True)
class _Body:
    start: int  # index of the first line of the first row
    count: int  # columns
    kinds: tuple[ColumnKind, ...]


def begins_figures(lines: Sequence[Line], index: int) -> bool:
    """Whether line ``index`` is a figure among figures, so that a table may stand around it."""
    text = lines[index].text
    if len(text) > 12 or not (text[0].isdigit() and _FIGURE.fullmatch(text)):
        return False
    near = lines[index + 1 : index + 9]
    return sum(len(n.text) <= 16 and _is_figure(n.text) for n in near) >= 3 and all(len(n.text) <= 60 for n in near[:3])


def find_figures(
    draft: Draft, index: int, joins: Joins, bounds: tuple[int, int], effort: Effort
) -> tuple[Grid, int] | None:
    """The table of figures around line ``index``, with the index of the first line after it; None for none.

    ``bounds``: the line from which a header may stand above ``index``, and the code point where a real table begins.
    """
    low, limit = bounds
    lines = draft.lines
    first, start = _run_start(draft, index, low)
    end = _run_end(lines, index, limit)
    tried = [(align(_tokens(draft, body.start, end), body.kinds, joins), body) for body in _rhythms(draft, start, end)]
    effort.left -= end - start
    if not tried:
        return None
    found, body = min(tried, key=lambda way: way[0].cost * way[0].taken)
    pieces, stray = _pieces(draft, start, body)
    labels = next((i for i, kind in enumerate(body.kinds) if kind is ColumnKind.FIGURE), 0)
    whole = sum(len(row.cells) >= 0.6 * body.count for row in found.rows)
    if not labels or whole < 2 or whole < 0.6 * len(found.rows) or found.cost > -0.4:
        return None
    columns = layout(pieces, body.count, labels)
    rows = build_rows(found.rows, body.kinds, draft.text, joins)
    rows = _with_total(tuple(replace(r, group=(*stray, *r.group)) for r in rows) if stray else rows, body.kinds)
    caption, unit = above(lines, first, draft.text)
    after = next((i for i in range(body.start, len(lines)) if lines[i].span.start >= rows[-1].span.end), len(lines))
    doubts = () if columns and columns[1] < 4 else ("表头未能完整还原",)
    return Grid(
        lines[start].span.join(rows[-1].span), columns[0] if columns else ((),) * body.count, rows,
        caption=caption, unit=unit, origin="flattened", notes=notes_below(draft, after), doubtful=doubts,
    ), after  # fmt: skip


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _run_start(draft: Draft, index: int, low: int) -> tuple[int, int]:
    """The first line of the header, and the same again: where its caption and unit are looked for above."""
    lines = draft.lines
    start = index
    while start > low and index - start < _REACH:
        text = lines[start - 1].text
        if squeeze(lines[start].text) in ("序号", "编号") or unit_of(text) or ends_tables(text):
            break
        if (
            len(text) > 20
            or _CAPTION.search(text)
            or text[-1] in "。;:!?表"
            or (blank_before(draft, start) and _looks_like_caption(text))
        ):
            break
        start -= 1
    return start, start


def _looks_like_caption(text: str) -> bool:
    return len(text) > 8 and column_kind(text) is None


def _run_end(lines: Sequence[Line], index: int, limit: int) -> int:
    end = index
    while end < len(lines) and lines[end].span.start < limit:
        text = lines[end].text
        if len(text) > _LONGEST or text[-1] in "。;:" or ends_tables(text):
            break
        end += 1
    return end


def _rhythms(draft: Draft, start: int, end: int) -> list[_Body]:
    """Where the rows begin and how many columns they have: the period at which names and figures come again.

    Lines of white space may be empty cells or nothing at all, so both are tried.
    """
    lines = draft.lines
    plain: list[_Cell] = []
    spaced: list[_Cell] = []
    for index in range(start, min(end, start + _MOST)):
        if index > start and blank_before(draft, index):
            spaced.append(_Cell(index, "", None))
        cell = _Cell(index, lines[index].text, _is_figure(lines[index].text))
        plain.append(cell)
        spaced.append(cell)
    found = [_periodic(run) for run in ((plain, spaced) if len(spaced) > len(plain) else (plain,))]
    return list(dict.fromkeys(body for body in found if body is not None))


def _periodic(run: Sequence[_Cell]) -> _Body | None:
    best: tuple[float, int] | None = None
    for period in range(2, min(_WIDEST, len(run) // 2) + 1):
        same = sum(_alike(run[i], run[i + period]) for i in range(len(run) - period)) / (len(run) - period)
        if same >= 0.7 and (best is None or same > best[0] + 0.02):
            best = (same, period)
    if best is None:
        return None
    period = best[1]
    for i in range(len(run) - 2 * period + 1):
        if _repeats(run, i, period) and _is_row(run[i : i + period]):
            return _phase(run, i, period)
    return None


def _alike(one: _Cell, other: _Cell) -> float:
    if one.figure is None or other.figure is None:
        return 0.8
    return float(one.figure == other.figure)


def _repeats(run: Sequence[_Cell], at: int, period: int) -> bool:
    return all(_alike(run[j], run[j + period]) for j in range(at, at + period))


def _is_row(window: Sequence[_Cell]) -> bool:
    """A window with names and figures, not only years (which stand in headers)."""
    figures = [cell.text for cell in window if cell.figure]
    return 0 < len(figures) < len(window) and not all(_YEAR.fullmatch(text) for text in figures)


def _phase(run: Sequence[_Cell], first: int, period: int) -> _Body:
    """The line at which a row begins: its number 1, or its name."""
    places = range(first, min(first + period, len(run) - 2 * period + 1))
    best = max(places, key=lambda s: (_beginning(run, s, period) + _repeats(run, s, period), -s))
    kinds: list[ColumnKind] = []
    for column in range(period):
        figures = sum(cell.figure is True for cell in run[best + column :: period])
        names = sum(cell.figure is False for cell in run[best + column :: period])
        if figures > names:
            numbered = column == 0 and run[best].text.rstrip(".、") == "1"
            kinds.append(ColumnKind.NUMBER if numbered else ColumnKind.FIGURE)
        else:
            kinds.append(ColumnKind.TEXT if ColumnKind.LABEL in kinds else ColumnKind.LABEL)
    return _Body(run[best].index, period, tuple(kinds))


def _beginning(run: Sequence[_Cell], at: int, period: int) -> int:
    if run[at].figure is not False:
        numbered = run[at].text.rstrip(".、") == "1" and run[at + period].text.rstrip(".、") == "2"
        return 5 if numbered and not run[at + 1].figure else -2
    if at and not run[at - 1].figure:
        return 1 if at == period else 0
    return 3 if at == period else 2


def _pieces(draft: Draft, start: int, body: _Body) -> tuple[list[str], tuple[str, ...]]:
    """The pieces of the header, and headings that stand between it and the first row."""
    pieces: list[str] = []
    for index in range(start, body.start):
        if index > start and blank_before(draft, index):
            pieces.append("")
        pieces.append(squeeze(draft.lines[index].text))
    stray: list[str] = []
    years = any(_YEAR.fullmatch(p) for p in pieces)
    while years and pieces and len(pieces) > body.count and not _ends_header(pieces):
        stray.insert(0, heal(pieces.pop()))
    return pieces, tuple(s for s in stray if s)


def _ends_header(pieces: Sequence[str]) -> bool:
    """Does the last piece go on with what the header's last words did (a year after years, 目标 after 目标)?"""
    last = pieces[-1]
    if _YEAR.fullmatch(last):
        return True
    return last in pieces[:-1] or not any(_YEAR.fullmatch(p) for p in pieces[-2:-1])


def _tokens(draft: Draft, start: int, end: int) -> Iterator[Token]:
    for index in range(start, end):
        line = draft.lines[index]
        if index > start and blank_before(draft, index):
            yield Token("", Span(line.span.start, line.span.start), blank=True)
        yield Token(line.text, line.span)


def _with_total(rows: tuple[GridRow, ...], kinds: Sequence[ColumnKind]) -> tuple[GridRow, ...]:
    """A last row whose name is lost is the total when its figures are the sums of those above."""
    if len(rows) < 3 or rows[-1].total:
        return rows
    labels = [i for i, kind in enumerate(kinds) if kind in (ColumnKind.LABEL, ColumnKind.NUMBER)]
    if any((cell := rows[-1].cells[i]) is not None and not cell.inherited for i in labels):
        return rows
    sums = [_adds_up(rows, i) for i, kind in enumerate(kinds) if kind is ColumnKind.FIGURE and rows[-1].cells[i]]
    if sums and sum(sums) * 2 >= len(sums):
        cells = tuple(None if i in labels else cell for i, cell in enumerate(rows[-1].cells))
        return (*rows[:-1], replace(rows[-1], cells=cells, total=True))
    return rows


def _adds_up(rows: Sequence[GridRow], column: int) -> bool:
    values = [_number(cell.text) if (cell := row.cells[column]) else 0.0 for row in rows]
    return abs(sum(values[:-1]) - values[-1]) <= 0.005 * abs(values[-1]) + 0.06


def _number(text: str) -> float:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return float(found.group().replace(",", "")) if found else 0.0
