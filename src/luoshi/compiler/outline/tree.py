"""The clause tree: nesting by mark, parts by title and annex, every code point in exactly one clause's own text."""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.compiler.draft import Clause, ClauseKind, Draft, Grid, Part
from luoshi.compiler.outline.markers import RANK, Mark, MarkKind, read_mark
from luoshi.compiler.outline.roles import Placed
from luoshi.kernel.spans import Span

_LINE = re.compile(r"[^\s][^\n]*")
_STOP = re.compile(r"[。;!?]")
_LISTED = re.compile(r"[(（〔\[【](?=[^()（）]{0,12}(?:牵头|责任|配合|主办|完成时限))")
_LABELLED_TASK = re.compile(  # the first of several labelled lines of one item: it is text, not a heading
    r"(?:(?:工作|任务|整改|建设|创建)(?:目标|任务|内容|措施)|目标任务|具体(?:任务|措施)|(?:主要|重点)(?:任务|内容)):[ ]*[^\s。;]"
)
_TITLE_AND_LIST = re.compile(  # 一、道路提升工程(牵头领导:张三;牵头单位:县交通局)
    r"[^()\s。;:,]{2,30}\((?=[^()]{0,12}(?:牵头|责任|配合|主办))(?:[^()。]|\([^()]{1,20}\)){4,260}\)[。;]?"
)
_APPEAL = re.compile(r"(?:全[市省县区州国]|各级|各地|各县|各部门|让我们)[^。]{0,24}要|.{0,6}紧密团结")
_RUN_IN = 45  # a title before the first full stop is no longer than this
_PARAGRAPH = 9
_FLAT = 10


def build(draft: Draft, placed: list[Placed]) -> Draft:
    """Fill ``draft.clauses`` and ``draft.parts``."""
    builder = _Builder(draft)
    builder.learn_order(placed)
    for index, place in enumerate(placed):
        following = placed[index + 1] if index + 1 < len(placed) else None
        if following is None or following.role in ("signature", "note", "furniture", "annex", "title"):
            builder.leave_item(place)
        builder.add(place)
    return builder.finish()


class _Builder:
    """Grows the clause list in reading order; ``stack`` holds the open numbered clauses of the present part."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.plain = draft.plain
        self.clauses: list[Clause] = []
        self.parts: list[Part] = []
        self.stack: list[tuple[int, int]] = []  # rank, clause
        self.paths: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        self.prefix = ""
        self.ranks: dict[MarkKind, int] = dict(RANK)
        self.bundle = ""
        self.bundles = 0

    # -- events -----------------------------------------------------------------------------------------------------

    def add(self, place: Placed) -> None:
        segment = place.segment
        match place.role:
            case "title":
                self.title(place)
            case "annex":
                self.annex(place)
            case "table":
                self.table(segment.start, segment.grid)
            case "front" | "note" | "signature" | "furniture":
                self.stack.clear() if place.role == "signature" else None
                self.put(segment.start, place.role, _FLAT, "", "", Span(segment.start, segment.end), step=place.role)
            case _:
                self.text(place)

    def title(self, place: Placed) -> None:
        start, end = place.segment.start, place.segment.end
        text = self.words(start, end)
        if place.joined and self.clauses:
            above = self.clauses[-1]
            joined = above.title + text
            self.clauses[-1] = replace(above, title=joined, body=Span(above.body.start, end))
            part = self.parts[-1]
            if part.clause == above.index:
                self.parts[-1] = replace(part, title=joined)
            return
        if self.clauses and self.clauses[-1].kind == "annex" and not self.parts[-1].title:
            index = self.put(start, "title", _FLAT, "", text, Span(start, end), step="题")
            self.parts[-1] = replace(self.parts[-1], title=text, clause=index)
            return
        if len(self.parts) == 1 and not self.parts[0].title and not self.has_body():
            self.parts[0] = replace(self.parts[0], title=text, clause=len(self.clauses))
            self.put(start, "title", _FLAT, "", text, Span(start, end), step="题")
            return
        if self.parts and self.has_body():
            self.bundles += 1
            self.bundle = self.prefix = f"文{self.bundles}/"
        self.open_part(start, text, annex=False)
        self.put(start, "title", _FLAT, "", text, Span(start, end), step="题")

    def has_body(self) -> bool:
        return any(c.kind in ("item", "article", "paragraph", "heading", "chapter", "table") for c in self.clauses)

    def annex(self, place: Placed) -> None:
        name = f"附件{place.number or ''}"
        self.prefix = f"{self.bundle}{name}/"
        start, end = place.segment.start, place.segment.end
        self.open_part(start, place.rest, annex=True)
        self.put(start, "annex", _FLAT, name, place.rest, Span(start, end), step="")

    def open_part(self, start: int, title: str, *, annex: bool) -> None:
        self.stack.clear()
        self.parts.append(Part(len(self.parts), title, len(self.clauses), Span(start, start), annex))

    def table(self, start: int, index: int | None) -> None:
        assert index is not None
        grid = self.draft.grids[index]
        table = self.put(start, "table", _FLAT, "", grid.caption, Span(start, start), step="表", grid=index)
        at = start
        for number, row in enumerate(grid.rows):
            begin = max(row.span.start, at + 1)
            if begin >= grid.span.end and number:
                begin = at + 1
            for heading in self.lines_between(at if number == 0 else grid.rows[number - 1].span.end, begin):
                if number and at < heading.start < begin:
                    self.group(heading, table, index)
            at = begin
            self.put(
                begin, "row", _FLAT + 1, "", "", Span(begin, max(begin, row.span.end)),
                step=_row_step(grid, number), parent=table, grid=index, row=number,
            )  # fmt: skip

    def lines_between(self, start: int, end: int) -> list[Span]:
        """The printed lines between two rows: group headings."""
        return (
            [Span(start + m.start(), start + m.end()) for m in _LINE.finditer(self.plain[start:end])]
            if start < end
            else []
        )

    def group(self, heading: Span, table: int, index: int) -> None:
        """A group heading between rows, as a clause of its own; it is shown, not read for tasks."""
        mark = read_mark(self.plain, heading.start, heading.end)
        words = self.words(heading.start, heading.end)
        step = mark.number if mark is not None else words[:12]
        self.put(heading.start, "table", _FLAT, "", words, heading, step=step, parent=table, grid=index)

    def text(self, place: Placed) -> None:
        segment = place.segment
        mark = segment.mark
        if mark is None and (level := self.heading_level(place)) is not None:
            self.nest(level)
            words = self.words(segment.start, segment.end)
            index = self.put(
                segment.start, "heading", level, "", words, Span(segment.start, segment.end), step=words[:12]
            )
            self.stack.append((level, index))
            return
        if mark is None:
            self.put(segment.start, "paragraph", _PARAGRAPH, "", "", Span(segment.start, segment.end), step="¶")
            return
        self.numbered(mark, segment.start, segment.end)

    def heading_level(self, place: Placed) -> int | None:
        block = place.segment.line.block
        if block is not None and block.kind == "heading" and block.level is not None and len(place.segment.text) < 60:
            return max(block.level - 1, 0)
        return None

    def numbered(self, mark: Mark, start: int, end: int) -> None:
        mark = replace(mark, end=min(mark.end, end))
        rank = self.ranks[mark.kind]
        self.nest(rank)
        title_end = self.title_end(mark, end)
        title = self.words(mark.end, title_end) if title_end is not None else ""
        title = _LISTED.split(title, maxsplit=1)[0]
        rest = title_end if title_end is not None else mark.end
        heading = title_end is not None and not self.plain[rest:end].strip("。;: ")
        kind: ClauseKind = "heading" if heading else "item"
        match mark.kind:
            case "chapter" | "section" | "article" as named:
                kind = named
        body = Span(mark.end, end)
        index = self.put(start, kind, rank, mark.printed, title, body, step=mark.step, number=mark.number)
        self.stack.append((rank, index))
        if heading:
            return
        inner = read_mark(self.plain, mark.end, end)  # "一、(一)…" printed on one line
        if inner is not None and inner.value == 1 and inner.rank > mark.rank:
            self.clauses[index] = replace(self.clauses[index], title="", body=Span(inner.start, inner.start))
            self.numbered(inner, inner.start, end)

    def title_end(self, mark: Mark, end: int) -> int | None:
        if _LABELLED_TASK.match(self.plain, mark.end, end):
            return None
        if mark.kind in ("first", "second") and _TITLE_AND_LIST.fullmatch(self.plain, mark.end, end):
            return end
        stop = _STOP.search(self.plain, mark.end, min(end, mark.end + _RUN_IN + 1))
        if stop is not None:
            return stop.start() if self.plain[stop.start()] == "。" else None
        if end - mark.end <= _RUN_IN + 20:
            return end if self.plain[end - 1] not in ":," else end - 1
        return None

    # -- growth -----------------------------------------------------------------------------------------------------

    def learn_order(self, placed: list[Placed]) -> None:
        """Measures in articles under 一、 二、 nest the other way round than regulations: 一、 stands above 第一条."""
        opening = [m.kind for p in placed if p.role == "text" and (m := p.segment.mark) is not None and m.value == 1]
        if "article" in opening and "first" in opening[: opening.index("article")]:
            self.ranks |= {"article": 4, "second": 5, "third": 6, "fourth": 7, "fifth": 8}

    def leave_item(self, place: Placed) -> None:
        """A closing appeal behind the last item (全市上下要…) belongs to the document, not to that item."""
        appeals = place.role == "text" and place.segment.mark is None and _APPEAL.match(place.segment.text)
        if appeals and self.stack and self.clauses[self.stack[-1][1]].kind == "item":
            self.stack.clear()

    def nest(self, rank: int) -> None:
        while self.stack and self.stack[-1][0] >= rank:
            self.stack.pop()

    def words(self, start: int, end: int) -> str:
        return re.sub(r"\s+", "", self.draft.text[start:end])

    def put(
        self, start: int, kind: ClauseKind, level: int, marker: str, title: str, body: Span, *, step: str,
        number: str | None = None, parent: int | None = None, grid: int | None = None, row: int | None = None,
    ) -> int:  # fmt: skip
        if not self.parts:
            self.parts.append(Part(0, "", 0, Span(0, 0)))
        flat = kind in ("front", "note", "signature", "furniture", "title", "annex", "table") or level == _FLAT
        if parent is None and self.stack and kind not in ("front", "signature", "furniture", "title", "annex"):
            parent = self.stack[-1][1]
        base = self.clauses[parent].path + "/" if parent is not None and not (flat and kind != "table") else self.prefix
        index = len(self.clauses)
        self.clauses.append(
            Clause(
                index, self.path(base, step, kind), kind, level, number, marker, title,
                Span(start, start), Span(start, start), body, parent, len(self.parts) - 1, grid, row,
            )
        )  # fmt: skip
        return index

    def path(self, base: str, step: str, kind: ClauseKind) -> str:
        if step in ("¶", "表", "front", "note", "signature", "furniture"):
            word = {"front": "题头", "note": "附注", "signature": "落款", "furniture": "页面"}.get(step, step)
            self.counts[base + word] = self.counts.get(base + word, 0) + 1
            candidate = f"{base}{word}{self.counts[base + word]}"
        else:
            candidate = (base + step) or "首"
            if kind == "annex":
                candidate = base.rstrip("/")
        again = self.paths.get(candidate, 0)
        self.paths[candidate] = again + 1
        return candidate if not again else self.path_again(candidate, again + 1)

    def path_again(self, candidate: str, count: int) -> str:
        while f"{candidate}~{count}" in self.paths:
            count += 1
        self.paths[f"{candidate}~{count}"] = 1
        self.paths[candidate] = count
        return f"{candidate}~{count}"

    def finish(self) -> Draft:
        """Close all spans: own texts tile the text, a clause's span covers its children."""
        length = len(self.draft.text)
        if not self.clauses:
            self.put(0, "paragraph", _PARAGRAPH, "", "", Span(0, 0), step="¶")
        starts = [c.own.start for c in self.clauses]
        starts[0] = 0
        ends = [*starts[1:], length]
        spans = list(ends)
        for i in range(len(self.clauses) - 1, -1, -1):
            parent = self.clauses[i].parent
            if parent is not None:
                spans[parent] = max(spans[parent], spans[i])
        clauses = tuple(
            Clause(
                c.index, c.path, c.kind, c.level, c.number, c.marker, c.title, Span(a, max(a, b)), Span(a, max(a, s)),
                Span(min(max(c.body.start, a), b), max(min(c.body.end, b), min(max(c.body.start, a), b))),
                c.parent, c.part, c.grid, c.row,
            )
            for c, a, b, s in zip(self.clauses, starts, ends, spans, strict=True)
        )  # fmt: skip
        part_starts = [0, *(starts[p.clause] for p in self.parts[1:])]
        parts = tuple(
            replace(p, span=Span(a, max(a, b)))
            for p, a, b in zip(self.parts, part_starts, [*part_starts[1:], length], strict=True)
        )
        return self.draft.having(clauses=clauses, parts=parts)


def _row_step(grid: Grid, number: int) -> str:
    """The step of a row in a clause path: the number of its group and its own printed number, else its place."""
    row = grid.rows[number]
    group = ""
    if row.group:
        mark = read_mark(row.group[0], 0, len(row.group[0]))
        group = f"{mark.number}/" if mark is not None else ""
    printed = next(
        (c.text.strip(" .、") for c in row.cells[:2] if c is not None and c.text.strip(" .、").isdigit()), None
    )
    return f"{group}{printed or f'行{number + 1}'}"
