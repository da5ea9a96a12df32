"""Targets that are incomplete: without base, year, unit or owner; ranges that leave discretion; figures only in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.compiler.lint.figures import columns_of, figure, grown, shown, total_kind
from luoshi.compiler.lint.model import Checked, Remark, day_of, listed, listed_en, quote
from luoshi.compiler.lint.naming import indicator_identity
from luoshi.compiler.lint.rates import amount, period_of
from luoshi.packs.model import Target


def _names(targets: list[Target]) -> tuple[str, str]:
    names = list(dict.fromkeys(t.indicator or quote(t.text) for t in targets))
    return listed(names, 8), listed_en(names, 8)


def without_base(checked: Checked) -> Iterator[Remark]:
    """Growth and doubling that do not say from what: one remark, with the base that level and rate imply."""
    targets = checked.pack.targets
    levels = {
        indicator_identity(t.indicator): t
        for t in targets
        if t.kind == "level"
        and t.year
        and t.unit not in ("%", "倍", "")
        and isinstance(t.value, (int, float))
        and checked.home(t.scope) == checked.area
        and t.base_value is None
        and not checked.in_table(checked.place(t.span).start)
    }
    found = [
        t
        for t in targets
        if t.value is not None and t.base_value is None and t.base_year is None and _grows(checked, t)
    ]
    if not found:
        return
    words, words_en = [], []
    for target in found:
        name = target.indicator or quote(target.text)
        key = indicator_identity(target.indicator)[0]
        level = next((t for k, t in levels.items() if k[0].startswith(key) and not k[1] and len(key) >= 2), None)
        implied = _implied_base(
            checked, target, level if level and checked.home(target.scope) == checked.area else None
        )
        words.append(name + (f"(按增长率倒推{implied[0]})" if implied else ""))
        words_en.append(name + (f" (implied: {implied[1]})" if implied else ""))
    doubled = [t for t in found if t.unit == "倍"]
    tail = f";其中“翻番”没有基年的:{listed([t.indicator for t in doubled])}" if doubled else ""
    tail_en = f"; doubling without a base year: {listed_en([t.indicator for t in doubled])}" if doubled else ""
    yield checked.whole(
        f"{len(found)}个增长类指标没有写明基期数值:{listed(words, 12)}{tail}",
        f"{len(found)} growth targets state no base: {listed_en(words_en, 12)}{tail_en}",
        found,
        weight=len(found),
    )


def _grows(checked: Checked, target: Target) -> bool:
    """Growth over several years, or a multiple. 增长7% in the plan for one year is reckoned from the year before."""
    if target.unit == "倍":
        return True
    if target.kind != "growth":
        return False
    issued = day_of(checked.pack.document.issued)
    over_years = "年均" in target.text or "每年" in target.text or "逐年" in target.text
    return over_years or target.year is None or issued is None or target.year > issued.year


def _implied_base(checked: Checked, growth: Target, level: Target | None) -> tuple[str, str] | None:
    period = period_of(checked, growth)
    if level is None or period is None or level.year is None or not isinstance(growth.value, (int, float)):
        return None
    years = level.year - (period[0] - 1)
    if growth.kind != "growth" or not 0 < years <= 10:
        return None
    factor = grown(amount(growth), years)
    if not factor:  # 下降100%: nothing is left to reckon back from
        return None
    base = amount(level) / factor
    return f"{period[0] - 1}年约{shown(base)}{level.unit}", f"about {shown(base)} in {period[0] - 1}"


def without_year(checked: Checked) -> Iterator[Remark]:
    """Targets with a value and no year to reach it in; yearly ones need none. One remark for all of them."""
    found = [t for t in checked.pack.targets if t.year is None and t.kind != "annual" and t.value is not None]
    if found:
        zh, en = _names(found)
        yield checked.whole(
            f"{len(found)}个指标没有写明完成年份:{zh}",
            f"{len(found)} targets name no year: {en}",
            found,
            weight=len(found),
        )


def without_unit(checked: Checked) -> Iterator[Remark]:
    """Targets whose value has no unit; zero needs none. One remark for all of them."""
    found = [t for t in checked.pack.targets if not t.unit and t.value not in (None, 0)]
    if found:
        zh, en = _names(found)
        yield checked.whole(
            f"{len(found)}个指标没有计量单位:{zh}",
            f"{len(found)} targets have no unit of measure: {en}",
            found,
            weight=len(found),
        )


def _bare(text: str) -> str:
    return re.sub(r"[\s,、。;:“”\"'()]", "", text)


def without_owner(checked: Checked) -> Iterator[Remark]:
    """Targets that no unit answers for: neither named there, nor in a task that holds or repeats them."""
    tasks = [t for t in checked.pack.tasks if t.leads or t.participants]
    if not tasks and not any(t.owners for t in checked.pack.targets):
        return
    said = _bare("\n".join(t.text for t in tasks))
    repeated: dict[str, bool] = {}

    def owned(target: Target) -> bool:
        task = checked.task_at(target.span.start)
        if target.owners or (task is not None and (task.leads or task.participants)):
            return True
        if checked.in_table(checked.place(target.span).start):
            return True
        name = _bare(re.sub(r"\([^()]*\)", "", target.indicator))
        if name not in repeated:
            repeated[name] = name in said
        return repeated[name]

    found = [t for t in checked.pack.targets if t.indicator and t.span.end and not owned(t)]
    if found:
        zh, en = _names(found)
        yield checked.whole(
            f"{len(found)}个指标没有责任单位:{zh}",
            f"{len(found)} targets are owned by no unit: {en}",
            found,
            weight=len(found),
        )


_QUANTITY = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)([\u4e00-\u9fff%]{1,4})")


def only_in_table(checked: Checked) -> Iterator[Remark]:
    """Totals of a target table that the text never mentions."""
    said: set[str] = set()
    for sentence in checked.running:
        for quantity in _QUANTITY.finditer(re.sub(r"\s", "", sentence.text)):
            figure_said, unit = quantity.groups()
            said.update(figure_said + unit[:length] for length in range(1, len(unit) + 1))
    for grid in checked.draft.grids:
        if re.search(r"全省|全国", grid.caption):  # a superior's table, reprinted
            continue
        row = next((r for r in grid.rows if total_kind(r) == "total"), None)
        if row is None:
            continue
        columns = [c for c in columns_of(grid) if c.year is None and c.unit]
        stated = [(c, v) for c in columns if (v := figure(row, c.index)) is not None]
        missing = [(c, v) for c, v in stated if f"{shown(v)}{c.unit}" not in said]
        if missing and len(missing) < len(stated):
            words = [f"{c.name}{shown(v)}{c.unit}" for c, v in missing]
            yield checked.at(
                row.span,
                f"「{quote(grid.caption or '表')}」合计中的{listed(words)}只见于表格,正文目标里没有",
                f"{listed_en(words)}: stated only in the table “{quote(grid.caption or 'table')}”, not among the targets of the text",
            )


def ranges(checked: Checked) -> Iterator[Remark]:
    """Targets and amounts given as a range or as 最高 X: who decides inside it is not said."""
    targets = [t for t in checked.pack.targets if isinstance(t.value, tuple)]
    if targets:
        words = [
            f"{t.indicator}{shown(float(t.value[0]))}-{shown(float(t.value[1]))}{t.unit}"
            for t in targets
            if isinstance(t.value, tuple)
        ]
        yield checked.whole(
            f"{len(targets)}个目标值是区间,考核取值没有写明:{listed(words)}",
            f"{len(targets)} targets are ranges; which value counts is not said: {listed_en(words)}",
            targets,
        )
    paid = [i for i in checked.pack.incentives if isinstance(i.amount, tuple) or i.cap is not None]
    if paid:
        words = [f"「{quote(i.text, 18)}」" for i in paid]
        yield checked.whole(
            f"{len(paid)}项奖补金额是区间或“最高”,没有写明裁量标准和决定机关:{listed(words, 4)}",
            f"{len(paid)} incentives give a range or a maximum without saying who decides by what standard: {listed_en(words, 4)}",
            paid,
        )
