"""Deadlines: missing, standing without a review date, before or only days after the document was issued or published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from luoshi.compiler.lint.model import Checked, Remark, day_of, listed, listed_en
from luoshi.kernel.workdays import add_workdays, workdays_between
from luoshi.packs.model import Task

_ALLOCATED = re.compile(r"自(20\d\d)年(?:起|开始)[^。;]{0,30}?(?:目标|任务)[^。;]{0,8}?分解")
_PERIOD = re.compile(r"(20\d\d)年?-(20\d\d)年?")
_SOON = 10  # working days after issue that no unit can plan a task in


def _numbers(tasks: list[Task]) -> tuple[str, str]:
    names = [t.clause for t in tasks]
    return listed(names, 14), listed_en(names, 14)


def due_at_birth(checked: Checked) -> Iterator[Remark]:
    """Tasks due before, or only days after, the day the document was issued or published: one remark per deadline."""
    facts = checked.pack.document
    issued, published = day_of(facts.issued), day_of(facts.published)
    if issued is None:
        return
    latest = max(add_workdays(issued, _SOON).value, published or issued)
    groups: dict[date, list[Task]] = {}
    for task in checked.pack.tasks:
        due = day_of(task.deadline)
        if due is not None and due <= latest:
            groups.setdefault(due, []).append(task)
    for due, tasks in sorted(groups.items()):
        words, words_en = _numbers(tasks)
        days = (due - issued).days
        said = f"落款日期{issued}" if facts.signed or published != issued else f"发布日期{issued}"
        if days < 0:
            zh, en = f"比{said}早{-days}天", f"{-days} days before the document was issued ({issued})"
        elif days == 0:
            zh, en = f"就在{said}当天", f"on the day of issue ({issued})"
        else:
            working = workdays_between(issued, due).value
            zh = f"距{said}只有{days}天({working}个工作日)"
            en = f"only {days} days ({working} working days) after the document was issued ({issued})"
        hidden = published is not None and published > due
        if hidden and published is not None:
            zh += f",且早于公开日期{published}:公开时已经过期"
            en += f", and before it was published ({published}): overdue when first read"
        yield checked.whole(
            f"{len(tasks)}项任务的完成时限{due},{zh}。涉及:{words}",
            f"{len(tasks)} tasks are due on {due}, {en}: {words_en}",
            tasks,
            severity="error" if days < 0 or hidden else "warning",
            weight=len(tasks) + (100 if days < 0 else 0),
        )


def without_deadline(checked: Checked) -> Iterator[Remark]:
    """Tasks for which neither a date nor words of a time (同步推进) are printed: one remark for all of them."""
    tasks = checked.pack.tasks
    found = [t for t in tasks if t.deadline is None and t.text_deadline is None]
    if found:
        words, words_en = _numbers(found)
        if len(found) == len(tasks):
            zh, en = f"全部{len(tasks)}项任务都没有完成时限", f"None of the {len(tasks)} tasks has a deadline"
        else:
            zh = f"{len(tasks)}项任务中{len(found)}项没有完成时限:{words}"
            en = f"{len(found)} of {len(tasks)} tasks have no deadline: {words_en}"
        yield checked.whole(zh, en, found, weight=len(found))


def standing(checked: Checked) -> Iterator[Remark]:
    """Standing tasks (持续推进, 长期坚持) that name no date or period at which they are reviewed."""
    found = [
        t for t in checked.pack.tasks if t.deadline == "ongoing" and t.recurrence is None and t.text_deadline is None
    ]
    if found:
        words, words_en = _numbers(found)
        yield checked.whole(
            f"{len(checked.pack.tasks)}项任务中{len(found)}项“持续推进”而没有检查评估时间,无法到期提醒:{words}",
            f"{len(found)} of {len(checked.pack.tasks)} tasks are standing tasks without a review date: {words_en}",
            found,
            weight=len(found),
        )


def split_periods(checked: Checked) -> Iterator[Remark]:
    """A plan whose period begins in one year and whose targets are allocated from a later one."""
    for sentence in checked.running:
        if "分解" not in sentence.text or "自20" not in sentence.text:
            continue
        allocation = _ALLOCATED.search(sentence.text)
        if not allocation:
            continue
        before = list(_PERIOD.finditer(checked.draft.plain, max(0, sentence.span.start - 6000), sentence.span.start))
        if before and int(before[-1].group(1)) < int(allocation.group(1)) <= int(before[-1].group(2)):
            yield checked.at(
                sentence.span,
                f"计划期为{before[-1].group(0)},目标自{allocation.group(1)}年起才分解下达:此前年度的数额由谁承担没有写明",
                f"The plan runs {before[-1].group(1)}-{before[-1].group(2)}, its targets are allocated only from {allocation.group(1)}: "
                f"nobody answers for the years before",
            )
