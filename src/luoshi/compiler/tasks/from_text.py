"""Tasks from running text: every responsibility list closes one.

Follows the conventions of the labels: a list ends the item (or the sentences since the last list of the item); a
list behind the last of several sub-items without lists of their own closes the whole item; a lead printed in a
heading is inherited by the items under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from luoshi.compiler.draft import Clause, Draft
from luoshi.compiler.facts import plan_year
from luoshi.compiler.lexicons.strength import strength_of
from luoshi.compiler.outline.markers import Mark, read_mark
from luoshi.compiler.tasks.lists import Located, ResponsibilityList, find_lists
from luoshi.compiler.tasks.unlisted import tasks_without_lists
from luoshi.compiler.tasks.wording import heal, trimmed
from luoshi.compiler.units import declares_first_leads
from luoshi.kernel.periods import dates, recurrence_of
from luoshi.kernel.spans import Span
from luoshi.packs.model import Task
from luoshi.texts.plain import plain

_GOVERNING = re.compile(r"^(?:力争|争取|确保)?(?:到|至|在)?(?:20\d{2}年)(?:底|末|年底)?(?:前|之前)?[,:]")
_SECOND = re.compile(r"[。;]\s*(?:2[.、]|\(2\)|②)")  # sub-items printed on in one paragraph
_SUB_ITEMS = 12
_LABELLED_END = re.compile(r"\n *[一-鿿]{2,8}:[^\n。]{1,40}$")
_BULLET = re.compile(r"[-*•●■◆▲○▪➢][ ]+")
_LABELLED_NEXT = re.compile(r"[ 。;]{0,4}\n[ ]*[一-鿿]{0,6}(?:时限|时间|期限|节点|单位|部门|科室|领导|责任人)[ ]*:")
_AROUND = " \n。;"
_LEAST_BELOW = 12
_FAMILIAR = 3  # so many lists make the brackets of a document known as lists
_HOSTS = ("item", "heading", "article", "chapter", "section")


def tasks_from_text(draft: Draft) -> Draft:
    """Add the tasks that stand in running text to those that tables gave."""
    lists = find_lists(draft, plan_year(draft.document))
    decomposed = _decomposed(draft, lists)
    reader = _Reader(draft, lists, decomposed)
    tasks = list(reader.run())
    if not lists and not draft.tasks:
        tasks = list(tasks_without_lists(draft))
    return draft.having(tasks=draft.tasks + tuple(tasks))


def _decomposed(draft: Draft, lists: list[ResponsibilityList]) -> set[int]:
    """Parts whose body an annex table decomposes: the table's rows are the tasks, the body's items are not."""
    rows: dict[int, int] = {}
    part_of = {c.path: c.part for c in draft.clauses if c.kind in ("row", "table")}
    for task in draft.tasks:
        part = part_of.get(task.clause)
        if part is not None:
            rows[part] = rows.get(part, 0) + 1
    out: set[int] = set()
    for part, count in rows.items():
        if not draft.parts[part].annex:
            continue
        body = part - 1
        while body > 0 and draft.parts[body].annex:
            body -= 1
        inside = sum(draft.parts[body].span.covers(item.span) for item in lists)
        if inside * 2 < count:
            out.update(range(body, part))
    if any(draft.parts[p].annex for p in rows) and 0 not in out:
        first = draft.parts[0]
        if not any(first.span.covers(item.span) for item in lists):
            out.add(0)
    return out


class _Reader:
    def __init__(self, draft: Draft, lists: list[ResponsibilityList], skipped: set[int]) -> None:
        self.draft = draft
        self.lists = Located(lists)
        self.skipped = skipped
        self.first_leads = any(item.units.first_leads for item in lists) or (
            bool(lists) and declares_first_leads(draft.plain)
        )
        self.lists_printed = sum(item.closed for item in lists)
        self.children: dict[int | None, list[int]] = {}
        for clause in draft.clauses:
            self.children.setdefault(clause.parent, []).append(clause.index)

    def run(self) -> Iterator[Task]:
        opened: tuple[Clause, int] | None = None  # a loose paragraph, and where it and the lists right below it end
        for index in self.children.get(None, []):
            clause = self.draft.clauses[index]
            if clause.kind == "furniture":
                continue
            passed = clause.part in self.skipped
            loose = clause.kind in ("paragraph", "note") and not passed
            if opened and loose and self.is_list(clause):
                opened = (opened[0], clause.own.end)
                continue
            if opened:
                yield from self.cut(opened[0], opened[0].body.start, opened[1], ())
            opened = (clause, clause.own.end) if loose else None
            if clause.kind in _HOSTS and not passed:
                yield from self.host(clause, ())
        if opened:
            yield from self.cut(opened[0], opened[0].body.start, opened[1], ())

    def is_list(self, clause: Clause) -> bool:
        """Is a paragraph a responsibility list and nothing else?"""
        own = self.lists.within(clause.body.start, clause.own.end)
        at = clause.body.start
        for item in own:
            if self.draft.plain[at : item.span.start].strip(_AROUND):
                return False
            at = item.span.end
        return bool(own) and not self.draft.plain[at : clause.own.end].strip(_AROUND)

    def numbered(self, clause: Clause) -> list[Clause]:
        return [
            self.draft.clauses[i] for i in self.children.get(clause.index, []) if self.draft.clauses[i].kind in _HOSTS
        ]

    def host(self, clause: Clause, inherited: tuple[ResponsibilityList, ...]) -> Iterator[Task]:
        """The tasks of a numbered clause and of everything under it."""
        if not self.lists.within(clause.span.start, clause.span.end) and not inherited:
            return
        inner = self.numbered(clause)
        first = inner[0].own.start if inner else clause.span.end
        own = self.lists.within(clause.body.start, first)
        if clause.kind != "item" and own and own[0].span.end <= clause.body.end and clause.span.end > clause.own.end:
            yield from self.under_heading(clause, inner, first, (*inherited, own[0]))
            return
        if (
            clause.kind == "heading"
            and inner
            and own
            and not self.draft.plain[clause.body.end : own[0].span.start].strip()
        ):
            yield from self.under_heading(clause, inner, first, (*inherited, *own))
            return
        with_lists = [c for c in inner if self.lists.within(c.span.start, c.span.end)]
        if not own and with_lists and with_lists == inner[-1:] and self.closes_all(clause, inner):
            last = list(self.lists.within(inner[-1].span.start, inner[-1].span.end))
            start = clause.body.start if clause.kind == "item" else clause.own.end
            yield self.task(clause, start, last, inherited, sub_items=True)
            return
        if inherited and not own and not with_lists:
            yield from self.inheriting(clause, inherited)
            return
        after = self.behind_lists(clause, own) if own and not inner else None
        if after is not None:
            yield self.build(clause, after, clause.span.end, own[0], (*inherited, *own[1:]), number=None)
            return
        start = clause.body.start
        stop = own[0].span.start if own else first
        if clause.kind == "heading" and self.draft.plain[clause.body.end : stop].strip():
            start = clause.body.end  # a heading alone on its line goes into the path, not into the text
        yield from self.cut(clause, start, first, inherited)
        for child in inner:
            yield from self.host(child, inherited)

    def behind_lists(self, clause: Clause, own: Sequence[ResponsibilityList]) -> int | None:
        """Where the task begins that is printed below its lists, when these stand right under a lone heading."""
        at = clause.body.end
        for item in own:
            if self.draft.plain[at : item.span.start].strip(_AROUND):
                return None
            at = item.span.end
        text = self.draft.plain[at : clause.span.end].strip(_AROUND)
        return at if clause.kind == "heading" and len(text) >= _LEAST_BELOW else None

    def under_heading(
        self, clause: Clause, inner: list[Clause], first: int, inherited: tuple[ResponsibilityList, ...]
    ) -> Iterator[Task]:
        """A list printed in a heading: the items under it inherit it; without items the paragraphs are one task."""
        rest = self.lists.within(clause.body.end, clause.span.end)
        if not inner and not rest:
            text_end = clause.span.end
            yield self.build(clause, clause.body.end, text_end, inherited[-1], (), number=None)
            return
        if not inner:
            yield from self.cut(clause, clause.body.end, first, inherited)
        inherited = tuple(item for item in inherited if item.span.end <= first)
        for child in inner:
            yield from self.host(child, inherited)

    def inheriting(self, clause: Clause, inherited: tuple[ResponsibilityList, ...]) -> Iterator[Task]:
        end = clause.span.end
        yield self.build(clause, clause.body.start, end, inherited[-1], inherited[:-1], number=clause.number)

    def closes_all(self, clause: Clause, inner: list[Clause]) -> bool:
        """Does the list behind the last sub-item close the whole clause?"""
        if len(inner) > _SUB_ITEMS or inner[0].level < 5:
            return False
        if len(inner) == 1 and self.numbered(inner[0]):
            return False
        if len(inner) == 1 and not _SECOND.search(self.draft.plain, inner[0].body.start, inner[0].span.end):
            return False
        last = self.lists.within(inner[-1].span.start, inner[-1].span.end)
        ends = [*(item.span.start for item in last[1:]), clause.span.end]
        return not any(
            self.draft.plain[item.span.end : end].strip("。; \n") for item, end in zip(last, ends, strict=True)
        )

    def cut(self, clause: Clause, start: int, end: int, inherited: tuple[ResponsibilityList, ...]) -> Iterator[Task]:
        """One task for each list in a stretch of text; lists that follow each other directly are one."""
        runs: list[tuple[int, list[ResponsibilityList]]] = []
        for item in self.lists.within(start, end):
            if runs and not self.draft.plain[runs[-1][1][-1].span.end : item.span.start].strip(" \n。;,"):
                runs[-1][1].append(item)
            else:
                runs.append((runs[-1][1][-1].span.end if runs else start, [item]))
        marks = self.inner_marks(clause, runs)
        for (at, found), mark in zip(runs, marks, strict=True):
            task = self.task(clause, mark.end if mark else at, found, inherited)
            yield replace(task, number=mark.number) if mark and task.number is not None else task

    def inner_marks(self, clause: Clause, runs: list[tuple[int, list[ResponsibilityList]]]) -> list[Mark | None]:
        """The marks of sub-items printed on in one paragraph, each with its own list: ``1.X。(1)…(甲局)(2)…(乙局)``."""
        none: list[Mark | None] = [None] * len(runs)
        if len(runs) < 2 or clause.kind != "item":
            return none
        starts = [trimmed(self.draft.plain, at, found[0].span.start)[0] for at, found in runs]
        marks = [
            read_mark(self.draft.plain, at, found[0].span.start) for at, (_, found) in zip(starts, runs, strict=True)
        ]
        if any(m is None or m.value != i or m.rank <= clause.level for i, m in enumerate(marks[1:], start=2)):
            return none
        following = marks[1]
        assert following is not None
        opening = self.draft.plain.find(
            following.printed.replace("2", "1", 1).replace("②", "①"), runs[0][0], runs[0][1][0].span.start
        )
        first = read_mark(self.draft.plain, opening, runs[0][1][0].span.start) if opening >= 0 else None
        return [first, *marks[1:]]

    def task(
        self, clause: Clause, start: int, found: ResponsibilityList | list[ResponsibilityList],
        inherited: tuple[ResponsibilityList, ...], *, sub_items: bool = False,
    ) -> Task:  # fmt: skip
        lists = found if isinstance(found, list) else [found]
        heading_in_path = start >= clause.body.end and clause.kind != "item"
        number = None if heading_in_path else clause.number
        end = lists[0].span.end if lists[0].in_sentence else lists[0].span.start
        task = self.build(clause, start, end, lists[0], (*inherited, *lists[1:]), number=number)
        if sub_items and task.confidence == "high":
            return replace(task, confidence="low", reasons=("分项未分别列责任单位,按整项一个任务理解",))
        return task

    def build(
        self, clause: Clause, start: int, end: int, own: ResponsibilityList,
        more: tuple[ResponsibilityList, ...], *, number: str | None,
    ) -> Task:  # fmt: skip
        draft = self.draft
        start, end = trimmed(draft.plain, start, end)
        bullet = _BULLET.match(draft.plain, start, end)
        start = bullet.end() if bullet else start
        text = heal(draft.text[start:end])
        leads, participants, reasons = self.roles(own, more)
        deadline = own.units.deadline or next((m.units.deadline for m in more if m.units.deadline), None)
        printed = list(dates(draft.plain[start:end], None))
        governing = _GOVERNING.match(draft.plain[start:end])
        if deadline is None and governing and printed:
            value: str | None = printed[0].value
            recurrence, doubt = None, None
        else:
            value = deadline.value if deadline else None
            recurrence, doubt = (deadline.recurrence, deadline.doubt) if deadline else (None, None)
        reasons += [doubt] if doubt else []
        reasons += self.doubts(own, text, draft.plain[start:end], bool(leads or participants))
        if _LABELLED_NEXT.match(draft.plain, max(item.span.end for item in (own, *more))):
            reasons.append("责任清单下面有一行没有读懂的栏目")
        path = draft.path_of(clause.index)
        if number is None and clause.title and clause.kind in _HOSTS:
            path = (*path, clause.marker + clause.title)
        units = tuple(Span(u.span.start + own.inner, u.span.end + own.inner) for u in own.units.units)
        return Task(
            part=draft.part_of(clause.index), path=path, clause=clause.path, text=text, span=Span(start, max(end, own.span.end)),
            spans={"text": (Span(start, end),), "units": units} if units else {"text": (Span(start, end),)},
            confidence="low" if reasons else "high", reasons=tuple(reasons), number=number,
            title=clause.title if number and text.startswith(clause.title) and clause.title != text.rstrip("。") else None,
            leads=leads, participants=participants, open_ended=own.units.open_ended or any(m.units.open_ended for m in more),
            deadline=value, text_deadline=printed[-1].value if printed else None,
            recurrence=recurrence or recurrence_of(draft.plain[start:end]), strength=strength_of(text),
        )  # fmt: skip

    def roles(
        self, own: ResponsibilityList, more: tuple[ResponsibilityList, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
        leads = own.units.lead_names
        participants = own.units.participant_names
        for other in more:
            leads = _with(leads, other.units.lead_names)
            participants = _with(participants, other.units.participant_names)
        if self.first_leads and not leads and participants:
            leads, participants = participants[:1], participants[1:]
        reasons = []
        if own.bare and not self.first_leads and self.lists_printed < _FAMILIAR * (2 if own.single else 1):
            reasons.append("括号内只有单位名称,未写牵头或负责")
        return leads, participants, reasons

    def doubts(self, own: ResponsibilityList, text: str, printed: str, named: bool) -> list[str]:
        out = list(own.units.doubts)
        if not own.closed:
            out.append("责任单位括号没有收尾")
        if any(not u.sure for u in own.units.units):
            out.append("有单位名称形式不常见")
        if not named:
            out.append("未读出责任单位")
        if len(text) < 6:
            out.append("任务文字过短")
        elif len(text) > 2500:
            out.append("任务文字过长,可能含有多项任务")
        if _LABELLED_END.search(printed):
            out.append("任务末尾有一行没有读懂的栏目")
        return out


def _with(names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """``names`` and those of ``more`` that are not among them, however their brackets are printed."""
    known = {plain(name) for name in names}
    return names + tuple(name for name in more if plain(name) not in known)
