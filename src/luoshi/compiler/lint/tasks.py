"""Tasks: without lead, without a measure, several in one row, a lead that is its own helper, lists that break off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from luoshi.compiler.draft import Grid, GridCell
from luoshi.compiler.lint.model import Checked, Remark, listed, listed_en, quote
from luoshi.packs.model import Task
from luoshi.texts.plain import plain


def _clauses(tasks: list[Task]) -> tuple[str, str]:
    names = [t.clause for t in tasks]
    return listed(names, 14), listed_en(names, 14)


def without_lead(checked: Checked) -> Iterator[Remark]:
    """Tasks nobody answers for; and tasks of several units of which none leads."""
    tasks = checked.pack.tasks
    nobody = [t for t in tasks if not t.leads and not t.participants]
    if nobody:
        words, words_en = _clauses(nobody)
        if len(nobody) == len(tasks):
            zh, en = f"全部{len(tasks)}项任务都没有责任单位", f"None of the {len(tasks)} tasks names a unit"
        else:
            zh, en = f"{len(nobody)}项任务没有责任单位:{words}", f"{len(nobody)} tasks name no unit: {words_en}"
        yield checked.whole(zh, en, nobody, weight=len(nobody) + 1000)
    several = [t for t in tasks if not t.leads and len(t.participants) > 1]
    if several:
        words, words_en = _clauses(several)
        yield checked.whole(
            f"{len(several)}项任务有多个责任单位而没有写明谁牵头:{words}",
            f"{len(several)} tasks name several units and no lead: {words_en}",
            several,
            severity="note",
            weight=len(several),
        )


_MEASURE = re.compile(
    r"\d{1,9}(?:\.\d{1,4})?\s{0,2}(?:%|‰|个百分点|亿|万|个工作日|个月|个|家|项|条|名|人|件|次|亩|公里|吨|倍|分钟|小时|天|日内|成)"
    r"|[一二三四五六七八九十百]{1,5}(?:个工作日|个百分点)|翻[一两]?番|全覆盖|[一二三]分之[一二三]|零[^\d,。]{1,4}$"
)


def without_measure(checked: Checked) -> Iterator[Remark]:
    """How many tasks hold no figure that they could be measured by (a date alone is none)."""
    tasks = checked.pack.tasks
    marks = sorted(item.span.start for items in (checked.pack.targets, checked.pack.time_limits) for item in items)

    def measured(task: Task) -> bool:
        index = bisect_left(marks, task.span.start)
        return (index < len(marks) and marks[index] < task.span.end) or bool(_MEASURE.search(plain(task.text)))

    found = [t for t in tasks if not measured(t)]
    if found:
        share = len(tasks) - len(found)
        yield checked.whole(
            f"{len(tasks)}项任务中只有{share}项({share * 100 // len(tasks)}%)能用自身文字里的数量衡量,其余{len(found)}项没有可量化的措辞",
            f"Only {share} of {len(tasks)} tasks ({share * 100 // len(tasks)}%) can be measured by a figure of their own; {len(found)} cannot",
            found,
            weight=len(found),
        )


_VERB = (
    "推进|推动|推行|推广|加强|加快|加大|建设|建立|构建|完善|健全|落实|实施|实行|开展|促进|提升|提高|优化|支持|鼓励|打造|培育|制定|制订|出台|组织|规范|深化|"
    "严格|严禁|查处|整治|清理|简化|编制|引进|引导|指导|督促|发展|扩大|降低|缩短|争取|创建|探索|做好|强化|统筹|发布|处理|调动|设立|成立|严肃|充分|对"
)
_STEP = re.compile(rf"(?:^|[,。;])(?:要|应|并|积极|全面|大力|进一步|定期|切实|着力)*(?:{_VERB})")
_LIMITS = re.compile(r"\d{1,4}个?(?:工作日|日|天|个月|小时)")
_QUOTED = re.compile(r"(?:“[^“”]{2,16}”[、,和 ]?){4,}")
_LONG = 160  # signs; an item of a plan without a table is a chapter of its own, told of in one remark


def several_in_one(checked: Checked) -> Iterator[Remark]:
    """Rows that hold several tasks: several limits and units 分别负责, several sentences, many verbs."""
    chapters = [t for t in checked.pack.tasks if t.clause not in checked.row_paths and len(t.text) > _LONG]
    if chapters:
        words, words_en = _clauses(chapters)
        length = sum(len(t.text) for t in chapters) // len(chapters)
        yield checked.whole(
            f"{len(chapters)}项任务是成段的综合条目(平均{length}字、多句并列),须逐句分解后才能计时验收:{words}",
            f"{len(chapters)} tasks are whole paragraphs ({length} signs on average): break them down before they can be clocked: {words_en}",
            chapters,
            severity="note",
        )
    for task in checked.pack.tasks:
        text = plain(task.text)
        sentences = [s for s in re.split(r"[。;]", text) if len(s) > 5]
        steps = len(_STEP.findall(text)) + (3 if _QUOTED.search(text) else 0)
        limits = len(_LIMITS.findall(text))
        units = len(task.leads) + len(task.participants)
        if limits >= 2 and units >= 2:
            yield checked.on(
                task,
                f"一行里有{limits}个时限、{units}个单位:「{quote(task.text)}」须拆分后才能分别计时、分别负责",
                f"One row with {limits} limits and {units} units: “{quote(task.text)}” must be split to be clocked",
                weight=100 + limits,
            )
        elif task.clause in checked.row_paths and (
            len(sentences) >= 3 or (steps >= 4 and len(sentences) > 1) or steps >= 5
        ):
            yield checked.on(
                task,
                f"一行里并列{len(sentences)}句、{steps}项举措,宜拆成可单独验收的任务:「{quote(task.text)}」",
                f"One row joins {len(sentences)} sentences and {steps} measures; split it into tasks that can be verified one by one: “{quote(task.text)}”",
                weight=len(sentences) * 2 + steps,
            )


_PUNISH = re.compile(r"查处|问责|追究|严肃处理|惩戒|惩处|约谈")
_PRAISE = re.compile(r"撑腰鼓劲|奖励|表彰|容错|激励|褒奖|鼓励")


def mixed_aims(checked: Checked) -> Iterator[Remark]:
    """Rows that mix punishing and rewarding: two procedures with other units, other evidence."""
    for task in checked.pack.tasks:
        if len(task.text) > _LONG or "激励和" in task.text or "奖惩" in task.text:
            continue
        punish, praise = _PUNISH.search(task.text), _PRAISE.search(task.text)
        if punish and praise and "。" in task.text:
            yield checked.on(
                task,
                f"一行里既有惩处(“{punish.group(0)}”)又有激励(“{praise.group(0)}”),程序和依据不同,应当分列:「{quote(task.text)}」",
                f"One row holds both punishment and encouragement, which follow different procedures: “{quote(task.text)}”",
            )


def lead_helps_itself(checked: Checked) -> Iterator[Remark]:
    """A unit printed both as lead and as participant of one task."""
    for task in checked.pack.tasks:
        for unit in (u for u in task.leads if u in task.participants):
            yield checked.on(
                task,
                f"{unit}既是牵头单位又列为责任(配合)单位:「{quote(task.text)}」",
                f"{unit} is named both as lead and as participant: “{quote(task.text)}”",
            )


_UNITS_COLUMN = re.compile(r"单位|部门|分工|负责|牵头")
_ROLE_END = re.compile(r"(?:牵头|负责|配合|落实|参与|主办|协办|实施)(?:落实|配合|实施)?[。;,)]*$")


def broken_off_lists(checked: Checked) -> Iterator[Remark]:
    """Cells of a units column that lack the closing word (牵头, 负责) which nearly all others have."""
    for grid in checked.draft.grids:
        for index, headings in enumerate(grid.columns):
            if not _UNITS_COLUMN.search("".join(headings)):
                continue
            cells = [(row, row.cells[index]) for row in grid.rows if index < len(row.cells)]
            filled = [
                (row, cell) for row, cell in cells if cell is not None and cell.text.strip() and not cell.inherited
            ]
            closed = [1 for _, cell in filled if _ROLE_END.search(_cell(cell))]
            if len(filled) < 5 or len(closed) < 0.8 * len(filled):
                continue
            for _, cell in filled:
                if not _ROLE_END.search(_cell(cell)):
                    yield _broken(checked, grid, cell)


def _cell(cell: GridCell) -> str:
    return re.sub(r"\s", "", plain(cell.text))


def _broken(checked: Checked, grid: Grid, cell: GridCell) -> Remark:
    return checked.at(
        cell.span,
        f"责任单位栏「{quote(cell.text)}」没有写明是牵头还是负责(同栏其他行都有),疑有脱字",
        f"The units cell “{quote(cell.text)}” does not say whether they lead or take part, as nearly all other rows of the table do; words may be missing",
    )
