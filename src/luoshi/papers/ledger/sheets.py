"""What stands on the sheets of the ledger: titles, columns with their widths, and the cell of every item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from luoshi.kernel.speech import Language, Phrase
from luoshi.packs.model import Body, Finding, Incentive, Item, Pack, Register, Target, Task, TimeLimit
from luoshi.papers.terms import RECURRENCES, REGISTER_KINDS, TARGET_KINDS, comparison

CellKind = Literal["text", "number", "date", "money"]
Content = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and what stands in it for one item."""

    heading: Phrase
    width: int
    cell: Callable[[Any, Language], Content]
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the sentence that stands in it when it is empty, its columns, and its rows."""

    name: Phrase
    empty: Phrase
    columns: tuple[Column, ...]
    rows: Callable[[Pack], Sequence[Any]]


ONGOING = Phrase("持续推进", "ongoing")
OPEN_ENDED = Phrase("等", "and others")
CONFIDENCE = {"high": Phrase("高", "high"), "low": Phrase("低,请核对", "low, please check")}
CORRECTED = Phrase("人工更正:{fields}", "corrected: {fields}")
PRINTED = Phrase("原文印作:{words}", "printed as: {words}")
SEVERITY = {
    "error": Phrase("错误", "error"), "warning": Phrase("警告", "warning"), "note": Phrase("提示", "note"),
}  # fmt: skip
DAY_KIND = {"working": Phrase("工作日", "working days"), "calendar": Phrase("自然日", "calendar days")}
STANDING_BODY = Phrase("议事机构", "standing body")


def joined(words: Sequence[str], language: Language) -> str:
    """Words in one cell, with the enumeration comma of the language."""
    return ("、" if language == "zh" else ", ").join(words)


def said(table: dict[str, Phrase], word: str | None, language: Language) -> str | None:
    """A word of the model in the reader's language; the word itself where the table has none."""
    if word is None:
        return None
    return table[word].say(language) if word in table else word


def participants(task: Task, language: Language) -> str:
    """The participating units; a list that the document leaves open ends in 等."""
    names = joined(task.participants, language)
    if not task.open_ended:
        return names
    return names + OPEN_ENDED.say("zh") if language == "zh" else f"{names} {OPEN_ENDED.say('en')}".strip()


def deadline(task: Task, language: Language) -> Content:
    """A real date where it is one, so that the office can sort and filter by it."""
    if task.deadline is None or task.deadline == "ongoing":
        recurrence = said(RECURRENCES, task.recurrence, language)
        ongoing = ONGOING.say(language) if task.deadline else None
        return joined([word for word in (ongoing, recurrence) if word], language) or None
    try:
        return date.fromisoformat(task.deadline)
    except ValueError:
        return task.deadline


def figures(value: Any) -> Content:
    """One number as a number; a range as words."""
    if isinstance(value, (tuple, list)):
        return "-".join(f"{part:,}" for part in value)
    number: int | float | None = value
    return number


def headings(item: Item, language: Language) -> str:
    """The bundled document and the headings above an item, outermost first."""
    return " / ".join(([item.part] if item.part else []) + list(item.path))


def check(item: Item, language: Language) -> str:
    """Confidence, and why; what a person corrected; what was printed where the value is a reading of it."""
    parts = [CONFIDENCE[item.confidence].say(language)]
    parts += item.reasons
    if item.printed:
        parts.append(PRINTED.say(language, words=joined([w for w in item.printed.values() if w], language)))
    if item.corrected:
        parts.append(CORRECTED.say(language, fields=joined(item.corrected, language)))
    return (";" if language == "zh" else "; ").join(parts)


def _field(name: str) -> Callable[[Any, Language], Content]:
    def cell(item: Any, language: Language) -> Content:
        value: Content = getattr(item, name)
        return value

    return cell


def _units(name: str) -> Callable[[Any, Language], Content]:
    return lambda item, language: joined(getattr(item, name), language) or None


ID = Column(Phrase("序号", "No."), 7, _field("id"))
PLACE = Column(Phrase("所在章节", "Headings"), 24, headings)
TEXT = Column(Phrase("原文", "Source text"), 46, _field("text"))
CLAUSE = Column(Phrase("条款", "Clause"), 12, _field("clause"))
CHECK = Column(Phrase("可信度与核对事项", "Confidence and what to check"), 26, check)
KEY = Column(Phrase("键", "Key"), 12, _field("key"))


def register_rows(pack: Pack) -> list[Register | Body]:
    """Registers and standing bodies together, in the order in which they are printed."""
    rows: list[Register | Body] = [*pack.registers, *pack.bodies]
    return sorted(rows, key=lambda row: row.span.start)


def register_kind(row: Register | Body, language: Language) -> str | None:
    return said(REGISTER_KINDS, row.kind, language) if isinstance(row, Register) else STANDING_BODY.say(language)


def cadence(row: Register | Body, language: Language) -> str | None:
    return said(RECURRENCES, row.cadence, language) if isinstance(row, Body) else None


def convenors(row: Register | Body, language: Language) -> str | None:
    return joined(row.convenors, language) or None if isinstance(row, Body) else None


def target_figure(target: Target, language: Language) -> str:
    """The target as a reader says it: ≥ 2.8%."""
    operator = comparison(target.op)
    return f"{operator}{figures(target.value) if target.value is not None else '?'}{target.unit}"


def share(incentive: Incentive, language: Language) -> str | None:
    if incentive.rate is None:
        return None
    rate = f"{round(incentive.rate * 100, 6):g}%"
    if not incentive.base:
        return rate
    return f"{incentive.base}的{rate}" if language == "zh" else f"{rate} of {incentive.base}"


def ratio(limit: TimeLimit, language: Language) -> str | None:
    """The share of the statutory limit, where the text prints no days."""
    return None if limit.ratio is None else f"{round(limit.ratio * 100, 2):g}%"


def document_of(finding: Finding, language: Language) -> str:
    return finding.document


def message(finding: Finding, language: Language) -> str:
    return finding.message_en if language == "en" and finding.message_en else finding.message


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        Phrase("任务台账", "Tasks"),
        Phrase("本文件中没有读出任务。", "No tasks were read from this document."),
        (
            ID,
            Column(Phrase("编号", "Number"), 7, _field("number")),
            PLACE,
            Column(Phrase("任务内容", "Task"), 50, _field("text")),
            Column(Phrase("牵头单位", "Lead"), 16, _units("leads")),
            Column(Phrase("责任(配合)单位", "Responsible and participating"), 26, participants),
            Column(Phrase("完成时限", "Deadline"), 13, deadline, "date"),
            CLAUSE, CHECK, KEY,
        ),
        lambda pack: pack.tasks,
    ),
    Sheet(
        Phrase("指标", "Targets"),
        Phrase("本文件中没有读出量化指标。", "No targets were read from this document."),
        (
            ID,
            Column(Phrase("指标", "Indicator"), 24, _field("indicator")),
            Column(Phrase("目标", "Target"), 14, target_figure),
            Column(Phrase("目标值", "Value"), 12, lambda t, _: figures(t.value), "number"),
            Column(Phrase("单位", "Unit"), 8, _field("unit")),
            Column(Phrase("口径", "Kind"), 10, lambda t, language: said(TARGET_KINDS, t.kind, language)),
            Column(Phrase("年份", "Year"), 8, _field("year")),
            Column(Phrase("基期", "Base year"), 8, _field("base_year")),
            Column(Phrase("基期值", "Base value"), 11, _field("base_value"), "number"),
            Column(Phrase("适用范围", "Scope"), 14, _field("scope")),
            Column(Phrase("责任单位", "Owners"), 16, _units("owners")),
            PLACE, TEXT, CLAUSE, CHECK, KEY,
        ),
        lambda pack: pack.targets,
    ),
    Sheet(
        Phrase("奖补", "Incentives"),
        Phrase("本文件中没有读出奖补政策。", "No incentives were read from this document."),
        (
            ID,
            Column(Phrase("对象", "Recipient"), 22, _field("who")),
            Column(Phrase("条件", "Condition"), 32, _field("condition")),
            Column(Phrase("金额(元)", "Amount (yuan)"), 16, lambda i, _: figures(i.amount), "money"),
            Column(Phrase("最高(元)", "Cap (yuan)"), 16, _field("cap"), "money"),
            Column(Phrase("比例", "Share"), 18, share),
            PLACE, TEXT, CLAUSE, CHECK, KEY,
        ),
        lambda pack: pack.incentives,
    ),
    Sheet(
        Phrase("时限", "Time limits"),
        Phrase("本文件中没有读出办理时限。", "No time limits were read from this document."),
        (
            ID,
            Column(Phrase("事项", "Service"), 30, _field("service")),
            Column(Phrase("时限", "Days"), 8, _field("days"), "number"),
            Column(Phrase("占法定时限", "Of the statutory limit"), 11, ratio),
            Column(Phrase("日的口径", "Kind of days"), 12, lambda t, language: said(DAY_KIND, t.day_kind, language)),
            Column(Phrase("条件", "Condition"), 24, _field("condition")),
            PLACE, TEXT, CLAUSE, CHECK, KEY,
        ),
        lambda pack: pack.time_limits,
    ),
    Sheet(
        Phrase("名录与机制", "Registers and bodies"),
        Phrase("本文件中没有读出名录、平台或机制。", "No registers or bodies were read from this document."),
        (
            ID,
            Column(Phrase("名称", "Name"), 28, _field("name")),
            Column(Phrase("类别", "Kind"), 14, register_kind),
            Column(Phrase("成员", "Members"), 30, _units("members")),
            Column(Phrase("召集人(组长)", "Convenors"), 16, convenors),
            Column(Phrase("频次", "Meets"), 10, cadence),
            PLACE, TEXT, CLAUSE, CHECK, KEY,
        ),
        register_rows,
    ),
    Sheet(
        Phrase("问题清单", "Findings"),
        Phrase("检查没有发现问题。", "The checks found nothing."),
        (
            Column(Phrase("代码", "Code"), 10, _field("code")),
            Column(Phrase("程度", "Severity"), 8, lambda f, language: said(SEVERITY, f.severity, language)),
            Column(Phrase("问题", "Finding"), 70, message),
            Column(Phrase("条款", "Clause"), 16, _field("clause")),
            Column(Phrase("相关", "Related"), 26, _units("related")),
            Column(Phrase("文件", "Document"), 24, document_of),
        ),
        lambda pack: pack.findings,
    ),
)  # fmt: skip
