"""Printed cells without a frame, laid into the columns of their table by a small dynamic programme.

States are the columns, a heading over the whole row, a header printed again, and the end of the table. Every cell
costs what its shape has against its column; going on in a column, skipping columns and opening a row cost too. A cell
that suits its place costs less than nothing, so the table ends where text would cost more than leaving it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.compiler.tables.columns import UNIT_KINDS, ColumnKind
from luoshi.compiler.tables.shapes import Shape, is_total, shape_of
from luoshi.kernel.spans import Span

_NEVER = 1e6
_MARGIN = 10.0  # how much dearer going on may become than having ended, before the search is given up
_PATIENCE = 300  # tokens without gain after which it is given up as well
_NOISE = 0.4
_REPEATED = 4.0  # a cell does not repeat the words of the header
_BROKEN = -0.2  # a word that plainly goes on belongs to its cell, even at the table's end
_UNFIT = 5.0  # what no column of units holds: a sentence, a figure, a date
_NARROW = 14  # code points; lines no longer than this are broken for lack of room
_WELCOME = 1.0  # taken off the cost of every cell that is placed


@dataclass(slots=True)
class Token:
    """One printed cell or piece of a cell in plain form; ``blank`` is a line of white space (perhaps an empty cell)."""

    text: str
    span: Span
    blank: bool = False
    first: bool = True  # begins a printed line
    header: bool = False  # repeats a header cell of the table
    _shape: Shape | None = None

    @property
    def shape(self) -> Shape:
        if self._shape is None:
            self._shape = shape_of(self.text)
        return self._shape


@dataclass(slots=True)
class Effort:
    """How many cells may still be looked at in vain; keeps hostile text from costing more than its length."""

    left: int


@dataclass(slots=True)
class Row:
    """Tokens of one row by column; ``headings`` are full-width headings printed since the row before."""

    cells: dict[int, list[Token]] = field(default_factory=dict)
    headings: list[Token] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The rows found; ``cost``: the average per token taken (below zero: it fits); ``stray``: tokens in no row."""

    rows: tuple[Row, ...]
    taken: int
    seen: int  # tokens that were looked at
    cost: float
    stray: tuple[Token, ...] = ()


_SKIP = {
    ColumnKind.NUMBER: 0.5, ColumnKind.GROUP: 0.1, ColumnKind.TITLE: 1.2, ColumnKind.TASK: 6.0, ColumnKind.LEAD: 2.5,
    ColumnKind.UNITS: 2.0, ColumnKind.PERSON: 0.9, ColumnKind.DEADLINE: 1.4, ColumnKind.SCOPE: 0.9,
    ColumnKind.TEXT: 0.9, ColumnKind.REMARK: 0.0, ColumnKind.LABEL: 2.5, ColumnKind.FIGURE: 1.6,
    ColumnKind.UNKNOWN: 1.0,
}  # fmt: skip
_CONTINUE = {
    ColumnKind.NUMBER: 0.4, ColumnKind.GROUP: 1.0, ColumnKind.TITLE: 0.6, ColumnKind.TASK: 0.7, ColumnKind.LEAD: 0.5,
    ColumnKind.UNITS: 0.5, ColumnKind.PERSON: 0.5, ColumnKind.DEADLINE: 0.9, ColumnKind.SCOPE: 0.6,
    ColumnKind.TEXT: 0.7, ColumnKind.REMARK: 0.8, ColumnKind.LABEL: 0.9, ColumnKind.FIGURE: 6.0,
    ColumnKind.UNKNOWN: 0.8,
}  # fmt: skip


def placing(kind: ColumnKind, shape: Shape, lone: bool) -> float:
    """What speaks against a cell of this shape in a column of this kind; 0 when nothing does.

    ``lone``: there is one column of units only, so that short and long lists suit it alike.
    """
    length = shape.length
    if kind is ColumnKind.NUMBER:
        return 0.0 if shape.ordinal is not None else 9.0
    if kind is ColumnKind.TASK:
        return _placing_task(shape)
    if kind in UNIT_KINDS:
        return _placing_units(kind, shape, lone)
    if kind is ColumnKind.DEADLINE:
        return _placing_deadline(shape)
    if kind is ColumnKind.FIGURE:
        return (
            0.0 if shape.figure or shape.dash else 0.3 if shape.year else 1.8 if shape.deadline or length <= 6 else 5.0
        )
    if kind is ColumnKind.PERSON:
        return 0.0 if shape.person and not shape.units else 1.5 if length <= 20 and not shape.digits else 5.0
    if kind is ColumnKind.LABEL:
        return 5.0 if shape.digits or shape.dash else 2.0 if shape.stopped or length > 40 else 0.0
    if shape.digits:
        return 2.0 if kind in (ColumnKind.REMARK, ColumnKind.TEXT, ColumnKind.UNKNOWN) else 6.0
    if kind is ColumnKind.GROUP:
        return (
            5.0
            if shape.stopped or length > 40
            else 3.5
            if shape.units or shape.deadline
            else 0.6
            if length <= 24
            else 1.5
        )
    if kind is ColumnKind.TITLE:
        return 2.0 if shape.stopped or length > 60 else 2.5 if shape.units or shape.deadline else 0.3
    if kind is ColumnKind.SCOPE:
        return 0.4 if length <= 20 else 2.5
    if kind is ColumnKind.REMARK:
        return 0.9 if length <= 8 and not (shape.units or shape.deadline) else 1.3 if length <= 30 else 1.9
    return 1.2 if shape.units or shape.deadline else 0.6


def _placing_task(shape: Shape) -> float:
    if shape.digits or shape.dash:
        return 6.0
    if shape.stopped and shape.length > 4:
        return 0.0 if not (shape.units and shape.length < 30) else 1.5
    if shape.units or shape.deadline:
        return 3.0 if shape.length < 40 else 1.0
    return 0.1 if shape.length > 24 else 0.4 if shape.length >= 10 else 0.9


def _placing_units(kind: ColumnKind, shape: Shape, lone: bool) -> float:
    if shape.units:
        if lone:
            return 0.0
        if kind is ColumnKind.LEAD:
            return 0.6 if shape.pieces >= 3 or shape.open_list else 0.0
        return 0.25 if shape.pieces == 1 and not shape.open_list else 0.0
    if shape.dash:
        return 0.5
    if shape.digits or shape.deadline or shape.stopped or shape.marker:
        return 7.0
    if shape.length <= 9:
        return 0.8 if shape.prefixed else 1.3 if shape.pieces == 1 else 2.5
    return 1.0 if shape.unit_share >= 0.5 else 2.5 if shape.length <= 40 and shape.pieces > 1 else 5.0


def _placing_deadline(shape: Shape) -> float:
    if shape.deadline:
        return 0.0
    if shape.dash:
        return 0.5
    if shape.timely:
        return 0.6 if shape.length <= 24 else 1.2 if shape.length <= 60 else 2.2
    return 5.0 if shape.digits or shape.units or shape.length > 30 else 2.3


def align(
    tokens: Iterable[Token], kinds: Sequence[ColumnKind], joins: Callable[[str, str], bool], width: int = 0
) -> Alignment:
    """Lay tokens into rows of ``kinds`` until the table ends. ``joins`` tells that two pieces are one printed name.

    ``width`` is the length of the longest line nearby: a line much shorter was not broken for lack of room.

    Takes from ``tokens`` only a few more than the table holds. Time grows with tokens times columns squared.
    """
    return _Search(tuple(kinds), joins, width).run(tokens)


class _Search:
    """Viterbi over columns 0..n-1, HEADING n, HEADER n+1; the end is tracked beside them."""

    def __init__(self, kinds: tuple[ColumnKind, ...], joins: Callable[[str, str], bool], width: int) -> None:
        self.full = max(4, 0.6 * width)
        self.kinds = kinds
        self.joins = joins
        self.count = count = len(kinds)
        self.heading, self.again = count, count + 1
        self.lone = sum(k in UNIT_KINDS for k in kinds) == 1
        self.has_group = ColumnKind.GROUP in kinds
        skip = [self.skip(k) for k in kinds]
        self.until = [sum(skip[:j]) for j in range(count)]  # columns left empty before j
        self.rest = [sum(skip[i + 1 :]) for i in range(count)] + [0.0, 0.0]
        self.skipped = [[sum(skip[i + 1 : j]) for j in range(count)] for i in range(count)]

    def skip(self, kind: ColumnKind) -> float:
        if kind is ColumnKind.UNITS and not self.lone:
            return 1.3
        return _SKIP[kind]

    def run(self, tokens: Iterable[Token]) -> Alignment:
        states = self.count + 2
        cost = [_NEVER] * states
        cost[self.again] = 0.0  # just after the header
        last = [0] * states  # the row number last read on the best way to each state
        before: list[Token | None] = [None] * states
        moves: list[list[tuple[int, bool]]] = []  # per token and state: where from, and whether a row opens
        seen: list[Token] = []
        best, best_at, best_state = 0.0, 0, self.again
        for token in tokens:
            seen.append(token)
            cost, last, before, step = self.step(token, cost, last, before)
            moves.append(step)
            ends = [c + self.rest[s] for s, c in enumerate(cost)]
            low = min(ends)
            if low < best:
                best, best_at, best_state = low, len(seen), ends.index(low)
            if low > best + _MARGIN or len(seen) > best_at + _PATIENCE:
                break
        return self.trace(seen, moves, best_at, best_state, best)

    def step(
        self, token: Token, cost: list[float], last: list[int], before: list[Token | None]
    ) -> tuple[list[float], list[int], list[Token | None], list[tuple[int, bool]]]:
        if token.blank:
            return self.blank(cost, last, before)
        states = self.count + 2
        new_cost, new_last = [_NEVER] * states, [0] * states
        new_before: list[Token | None] = [None] * states
        step = [(0, False)] * states
        closing = [cost[s] + self.rest[s] for s in range(states)]
        closed = min(closing)
        closer = closing.index(closed)
        nearest, nearest_at = _NEVER, 0  # the best column before j, less what is skipped up to it
        for j in range(self.count):
            fit = placing(self.kinds[j], token.shape, self.lone)
            value, source, opens = closed + self.until[j] + (0.0 if token.first else 3.0), closer, True
            if j and cost[j - 1] - self.until[j] < nearest:
                nearest, nearest_at = cost[j - 1] - self.until[j], j - 1
            if nearest + self.until[j] < value:
                value, source, opens = nearest + self.until[j], nearest_at, False
            value += fit + _REPEATED * token.header
            number = last[source]
            if self.kinds[j] is ColumnKind.NUMBER:
                value += _sequence(token.shape.ordinal, last[source])
                number = token.shape.ordinal or number
            more = cost[j] + self.continuing(j, before[j], token, fit) + _WELCOME
            if more < value:
                value, source, opens, number = more, j, False, last[j]
            new_cost[j], new_last[j], step[j] = value - _WELCOME, number, (source, opens)
            new_before[j] = token
        if token.header:
            new_cost[self.again] = closed
            new_last[self.again], step[self.again] = last[closer], (closer, False)
        new_cost[self.heading] = closed + self.as_heading(token) - _WELCOME
        new_last[self.heading], step[self.heading] = last[closer], (closer, False)
        return new_cost, new_last, new_before, step

    def continuing(self, column: int, before: Token | None, token: Token, fit: float) -> float:
        """What speaks against ``token`` going on in the cell of the token before it."""
        kind = self.kinds[column]
        shape = token.shape
        if before is None:
            return _NEVER if kind in (ColumnKind.NUMBER, ColumnKind.FIGURE) else fit + _CONTINUE[kind]
        if kind is ColumnKind.NUMBER:
            suits = before.shape.ordinal is not None and not (shape.digits or shape.units or shape.stopped)
            return _CONTINUE[kind] + (self.full < _NARROW) if suits and shape.length <= 30 else _NEVER
        if kind in UNIT_KINDS:
            if fit >= _UNFIT:
                return fit + _CONTINUE[kind]
            broken = before.text[-1:] in "、,(" or token.text[:1] in "、,)" or self.joins(before.text, token.text)
            return (_BROKEN if broken else _CONTINUE[kind] + (0.3 if shape.pieces > 1 else 0.0)) + min(
                fit, 0.5 if broken else 9.0
            )
        if kind is ColumnKind.TASK:
            broken = not before.shape.stopped and before.shape.length >= self.full
            return min(fit, 1.0) * 0.4 if broken and not shape.digits else fit + _CONTINUE[kind]
        if kind is ColumnKind.DEADLINE and before.shape.year:
            return _BROKEN
        return fit + _CONTINUE[kind]

    def as_heading(self, token: Token) -> float:
        shape = token.shape
        if shape.marker and shape.ordinal is None and not shape.stopped and shape.length <= 60:
            return 1.1
        if shape.stopped or shape.length > 30 or shape.digits or shape.units or shape.deadline or is_total(token.text):
            return 9.0
        return 3.2 if self.has_group else 2.2

    def blank(
        self, cost: list[float], last: list[int], before: list[Token | None]
    ) -> tuple[list[float], list[int], list[Token | None], list[tuple[int, bool]]]:
        """White space on a line of its own: an empty cell of the next column, or nothing."""
        states = self.count + 2
        value = [c + _NOISE for c in cost]
        number, previous = list(last), list(before)
        step = [(s, False) for s in range(states)]
        closing = [cost[s] + self.rest[s] for s in range(states)]
        closed = min(closing)
        closer = closing.index(closed)
        for j in range(self.count):
            empty = 0.1 + 0.25 * self.skip(self.kinds[j])
            ways = [(cost[i] + self.skipped[i][j] + empty, i, False) for i in range(j)]
            ways.append((closed + self.until[j] + empty, closer, True))
            low = min(ways)
            if low[0] < value[j]:
                value[j], step[j] = low[0], (low[1], low[2])
                number[j], previous[j] = last[low[1]], None
        return value, number, previous, step

    def trace(
        self, seen: list[Token], moves: list[list[tuple[int, bool]]], end: int, state: int, cost: float
    ) -> Alignment:
        path: list[tuple[int, bool]] = []
        for index in range(end - 1, -1, -1):
            source, opens = moves[index][state]
            path.append((state, opens))
            state = source
        rows: list[Row] = []
        stray: list[Token] = []
        pending: list[Token] = []
        for token, (at, opens) in zip(seen, reversed(path), strict=False):
            if at == self.heading:
                if not token.blank:
                    pending.append(token)
                continue
            if at == self.again:
                continue
            if opens:
                rows.append(Row(headings=pending))
                pending = []
            if token.blank or not rows:
                continue
            rows[-1].cells.setdefault(at, []).append(token)
        stray.extend(pending)
        rows = [row for row in rows if row.cells]
        return Alignment(tuple(rows), end, len(seen), cost / end if end else 0.0, tuple(stray))


def _sequence(ordinal: int | None, last: int) -> float:
    """Numbers run on by one; a page break prints the last again; a group may begin at 1 anew."""
    if ordinal is None:
        return 0.0
    if ordinal == last + 1:
        return -1.0
    return 0.2 if ordinal == last else 0.8 if ordinal == 1 or ordinal == last + 2 else 2.5
