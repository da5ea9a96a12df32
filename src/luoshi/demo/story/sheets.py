"""The spreadsheets that the office kept before: read, mapped, checked, applied as one act each."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from luoshi.demo.days import months_before
from luoshi.demo.story import Story, answers, lives
from luoshi.demo.writing import printed, work
from luoshi.files.services import store
from luoshi.tasks import services, sheets
from luoshi.tasks.models import Task
from luoshi.tasks.services import MeasureDraft, PartDraft
from luoshi.units.models import Unit, UnitGroup

COLUMNS = ("序号", "工作任务", "牵头单位", "责任单位", "完成时限", "量化指标", "计量单位", "目标值")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the office's table."""

    title: str
    lead: str
    others: tuple[str, ...]
    due: date
    measure: str
    unit: str
    target: int | None
    theme: str


def plan(story: Story) -> None:
    """One table when the system begins, one for every year after that."""
    story.timeline.on(story.days.start + timedelta(days=9), lambda: bring_in(story, 0, 56), hour=10)
    story.timeline.on(story.days.back(21, 14), lambda: bring_in(story, 1, 40), hour=10)
    story.timeline.on(story.days.back(10, 12), lambda: bring_in(story, 2, 64), hour=10)


def bring_in(story: Story, turn: int, size: int) -> None:
    """The office brings in the year's table of work and gives every row its future."""
    lines = lines_of(story, turn, size)
    year = story.today.year
    name = ("督查台账(原电子表格)", f"{year}年市政府工作报告重点任务", f"{year}年市政府工作报告重点任务分解表")[turn]
    actor = story.cast.actor("ducha.officer")
    file = store(actor, workbook(name, lines, _names(story)), name=f"{name}.xlsx", kinds=("xlsx",))
    imported = sheets.read_sheet(actor, file)
    for row in imported.rows:
        if row["duplicate"] and not row.get("decided"):  # last year's work is not this year's
            imported = sheets.decide_row(actor, imported, imported.version, row["row"], "create")
    for fault in {fault["row"] for fault in imported.faults}:
        imported = sheets.decide_row(actor, imported, imported.version, fault, "skip")
    outcome = sheets.apply(actor, imported, imported.version)
    by_title = {line.title: line for line in lines}
    tasks = [task for task in outcome.created if task.title in by_title]
    _count(story, tasks, by_title)
    lives.begin(story, tasks, {task.pk: by_title[task.title].theme for task in tasks})
    answers.expect(story, [task.pk for task in outcome.created])


def _count(story: Story, tasks: list[Task], lines: dict[str, Line]) -> None:
    """What is counted, and the steps on the way of some."""
    actor = story.cast.actor("ducha.officer")
    for task in tasks:
        line = lines[task.title]
        if line.target:
            services.add_measure(actor, task, MeasureDraft(name=line.measure, unit=line.unit, target=line.target))
        if story.chance(0.18) and (line.due - story.today).days > 120:
            half = story.today + (line.due - story.today) / 2
            services.add_milestone(actor, task, "完成方案和任务分解", story.today + timedelta(days=45))
            services.add_milestone(actor, task, "完成过半", half)


def _names(story: Story) -> dict[str, str]:
    names = {key: unit.name for key, unit in story.city.units.items()}
    names |= {name: name for name in story.city.groups}
    if "sjzw" in names:
        names["spj"] = names["yhb"] = names["sjzw"]
    return names


def lines_of(story: Story, turn: int, size: int) -> list[Line]:
    """Rows drawn from the table of work, in its order, with figures of their own."""
    rows = [row for row in work() if _unit(story, row["lead"]) is not None]
    chosen = sorted(story.random.sample(range(len(rows)), min(size, len(rows))))
    made = []
    for index in chosen:
        row = rows[index]
        measured = row["target"][:1]
        spans = {"a": (3, 40), "b": (200, 4000)}
        if measured:
            low, high = row["target"][2:].split("-")
            spans[measured] = (int(low), int(high))
        figures = {name: story.random.randint(*span) for name, span in spans.items()}
        if figures["b"] > 400:
            figures["b"] = figures["b"] // 100 * 100
        made.append(
            Line(
                title=printed(row["title"].format(**figures)),
                lead=row["lead"],
                others=_others(story, row["with"]),
                due=_due(story.today, int(row["month"])),
                measure=row["measure"],
                unit=row["unit"],
                target=figures[measured] if measured else None,
                theme=row["theme"],
            )
        )
    return made


def _others(story: Story, text: str) -> tuple[str, ...]:
    """Who is responsible beside the lead: seldom all counties, mostly one bureau or nobody."""
    names = text.split(";")
    groups = [name for name in names if name in story.city.groups]
    units = [name for name in names if name not in story.city.groups]
    chosen = groups if story.chance(0.16) else []
    return (*(units[:1] if story.chance(0.6) else ()), *chosen)


def _due(today: date, month: int) -> date:
    """The last day of the next such month that leaves at least two months."""
    year = today.year
    while date(year, month, 1) < months_before(today, -2):
        year += 1
    return date(year, month, monthrange(year, month)[1])


def _unit(story: Story, key: str) -> Unit | None:
    unit = story.city.units.get(key)
    if unit is not None and unit.dissolved_on is not None and unit.dissolved_on <= story.today:
        unit = story.city.units.get("sjzw") if key in ("spj", "yhb") else None
    return unit


def parts_of(story: Story, lead: str, others: tuple[str, ...]) -> tuple[PartDraft, ...]:
    """The lead and whoever is responsible with it; units that were merged by their successor."""
    found: list[PartDraft] = []
    seen: set[int] = set()
    for role, key in (("lead", lead), *(("responsible", other) for other in others)):
        who = story.city.groups.get(key) or _unit(story, key)
        if isinstance(who, UnitGroup):
            found.append(PartDraft(role=role, group=who, printed=who.name))
        elif who is not None and who.pk not in seen:
            seen.add(who.pk)
            found.append(PartDraft(role=role, unit=who, printed=who.name))
    return tuple(found)


THEMES = {
    "industry": "做强产业链条", "tech": "科技创新", "project": "重点项目建设", "approval": "优化营商环境", "trade": "扩大开放合作",
    "logistics": "综合交通物流", "agriculture": "乡村全面振兴", "finance": "财政金融", "talent": "就业和人才", "environment": "生态环境保护",
    "safety": "安全生产和应急", "people": "民生实事", "culture": "文化旅游", "market": "公平竞争和市场监管", "land": "国土空间管控",
    "general": "综合事务",
}  # fmt: skip


def workbook(title: str, lines: list[Line], names: dict[str, str]) -> bytes:
    """The table as the office kept it: a title over all columns, headings, chapters merged, rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "任务台账"
    page.append([title])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    page["A1"].font, page["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    page.append(list(COLUMNS))
    for number, line in enumerate(lines, start=1):
        others = "、".join(names.get(key, key) for key in line.others)
        due = f"{line.due.year}年{line.due.month}月"
        page.append([number, line.title, names[line.lead], others, due, line.measure, line.unit, line.target])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
