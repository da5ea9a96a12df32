"""The condition of the text and of what was read from it: doubtful repairs, doubtful tables, items marked low; consultations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from luoshi.compiler.lines import MOST_LINES, MOST_SENTENCES, USUAL_LINE
from luoshi.compiler.lint.model import Checked, Remark, listed, listed_en, quote
from luoshi.compiler.passages import LONGEST_PROSE
from luoshi.packs.model import RepairRecord


def doubtful_repairs(checked: Checked) -> Iterator[Remark]:
    """Repairs marked low: those of spam by what they propose, the others by kind. Spam is never printed again."""
    groups: dict[tuple[str, str], list[RepairRecord]] = {}
    for repair in checked.pack.repairs:
        if repair.confidence == "low":
            single = repair.after if repair.code == "spam" else ""
            groups.setdefault((repair.code, single or repair.reason), []).append(repair)
    for found in groups.values():
        first = found[0]
        places = [checked.path_at(checked.place(r.span).start) for r in found]
        if first.code == "spam":
            yield checked.at(
                checked.place(first.span),
                f"原文被垃圾信息覆盖,暂作“{first.after or '(删去)'}”({len(found)}处):{first.reason},须人工确认",
                f"Spam stands in the text; “{first.after or '(removed)'}” is proposed ({len(found)} places) and needs a person's decision",
                related=tuple(dict.fromkeys(places)),
                weight=10.0 + len(found),
            )
        else:
            words = [f"“{quote(r.before, 12)}”→“{quote(r.after, 12)}”" for r in found]
            yield checked.at(
                checked.place(first.span),
                f"{len(found)}处低把握修复待确认:{listed(dict.fromkeys(words), 4)}({first.reason})",
                f"{len(found)} repairs are doubtful and wait for a decision: {listed_en(dict.fromkeys(words), 4)}",
                related=tuple(dict.fromkeys(places)),
                weight=float(len(found)),
            )


def doubtful_tables(checked: Checked) -> Iterator[Remark]:
    """Tables whose cells did not fill their rows or columns, each with what made the reader doubt."""
    for grid in checked.draft.grids:
        if grid.doubtful:
            yield checked.at(
                grid.span,
                f"表「{quote(grid.caption or '(无题)')}」须核对:{listed(grid.doubtful, 4)}",
                f"The table “{quote(grid.caption or '(untitled)')}” needs a look: {listed_en(grid.doubtful, 4)}",
            )


_LISTS = (
    ("tasks", "任务", "tasks"),
    ("targets", "指标", "targets"),
    ("incentives", "奖补", "incentives"),
    ("time_limits", "时限", "time limits"),
)


def doubtful_items(checked: Checked) -> Iterator[Remark]:
    """How many items are marked low, with the reasons given most often."""
    for name, zh, en in _LISTS:
        items = getattr(checked.pack, name)
        low = [i for i in items if i.confidence == "low"]
        if low:
            reasons = list(dict.fromkeys(r for i in low for r in i.reasons))
            yield checked.whole(
                f"{len(items)}项{zh}中有{len(low)}项把握低,须人工核对" + (f":{listed(reasons, 4)}" if reasons else ""),
                f"{len(low)} of {len(items)} {en} were read with low confidence and need a look",
                low,
                weight=len(low),
            )


def unread_text(checked: Checked) -> Iterator[Remark]:
    """Text behind the bounds of what is read: kept in the outline, but no item can come from it."""
    draft = checked.draft
    if len(draft.lines) > max(MOST_LINES, len(draft.plain) // USUAL_LINE):
        yield checked.at(
            draft.lines[-1].span,
            f"第{len(draft.lines)}行起文字过碎,只保留、不识别:请核对文件是否转换有误",
            f"from line {len(draft.lines)} on the text is kept but not read: it is in too many short lines; check how the file was converted",
        )
    counted: dict[int, int] = {}
    for sentence in draft.sentences:
        counted[sentence.clause] = counted.get(sentence.clause, 0) + 1
        if len(sentence.text) > LONGEST_PROSE:
            yield checked.at(
                sentence.span,
                f"有{len(sentence.text)}字没有句号,未全部识别:请核对文件是否转换有误",
                f"{len(sentence.text)} characters without a full stop were not read in full; check how the file was converted",
            )
    for clause, count in counted.items():
        if count >= MOST_SENTENCES:
            yield checked.at(
                draft.clauses[clause].body,
                f"一段超过{MOST_SENTENCES}句,其后只保留、不识别",
                f"more than {MOST_SENTENCES} sentences in one clause: what follows is kept but not read",
            )


def _moment(text: str | None) -> datetime | None:
    """An instant as printed; a bare date as deadline runs to the end of that day."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


_DATE_LENGTH = len("2020-01-01")
_SHORTEST = 7


def form_closes_early(checked: Checked) -> Iterator[Remark]:
    """A form that closes before the deadline the text states; a window of a few days."""
    window = checked.pack.consultation
    if window is None:
        return
    opens, closes, deadline = (_moment(t) for t in (window.opens, window.closes, window.deadline))
    if deadline is not None and window.deadline and len(window.deadline) == _DATE_LENGTH:
        deadline = deadline.replace(hour=23, minute=59)
    place = checked.place(window.span)
    if (
        closes is not None
        and deadline is not None
        and closes < deadline
        and window.closes
        and len(window.closes) > _DATE_LENGTH
    ):
        hours = (deadline - closes).total_seconds() / 3600
        lost = f"{hours:.0f}小时" if hours < 48 else f"{hours / 24:.0f}天"
        lost_en = f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
        yield checked.at(
            place,
            f"征求意见表单{closes:%Y-%m-%d %H:%M}关闭,早于文中所述截止时间{deadline:%Y-%m-%d %H:%M}:有{lost}在期限内却无法提交意见",
            f"The form closes at {closes:%Y-%m-%d %H:%M}, before the stated deadline {deadline:%Y-%m-%d %H:%M}: for {lost_en} a timely comment cannot be filed",
            weight=2.0,
        )
    end = max((m for m in (closes, deadline) if m is not None), default=None)
    if opens is not None and end is not None and 0 <= (end - opens).days < _SHORTEST:
        yield checked.at(
            place,
            f"征求意见只有{max((end - opens).days, 1)}天;重大行政决策公开征求意见一般不少于30日(《重大行政决策程序暂行条例》第十五条),缩短应当说明理由",
            f"Only {max((end - opens).days, 1)} days for comments; major administrative decisions need 30 days as a rule, a shorter time needs a stated reason",
            severity="note",
        )
