"""Units: two spellings of one, two run together, merged or renamed before their task is due or before the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from luoshi.compiler.lexicons.unit_reforms import LOCAL_BODIES, NATIONAL_BODIES, Succession, local_successions
from luoshi.compiler.lint.model import Checked, Remark, day_of, listed, listed_en, reference
from luoshi.compiler.lint.naming import abbreviates, canonical_unit
from luoshi.kernel.spans import Span
from luoshi.packs.model import Item, Task
from luoshi.texts.plain import plain


def _units(task: Task) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*task.leads, *task.participants)))


def _level(name: str, area: str) -> str:
    """The level a unit is of, as far as its name says; a city's own name counts as its level."""
    if area and name.startswith(area):
        return "市"
    return name[0] if name[:1] in "省市县区州乡镇" else ""


def two_spellings(documents: Sequence[Checked]) -> Iterator[Remark]:
    """Units of one place whose names are spellings of one: by the lexicon of short forms, or by abbreviation."""
    printed: dict[tuple[str, str], Counter[str]] = {}
    where: dict[str, Checked] = {}
    items: dict[str, list[Item]] = {}
    for checked in documents:
        for task in checked.pack.tasks:
            for name in (n for n in _units(task) if not n.endswith(")")):
                key = (_level(name, checked.area), canonical_unit(name, checked.area))
                printed.setdefault(key, Counter())[name] += 1
                where.setdefault(name, checked)
                items.setdefault(name, []).append(task)
    for (level, core), names in _merge_abbreviations(printed).items():
        if len(names) < 2:
            continue
        shown = [f"{n}({c}处)" for n, c in names.most_common()]
        rare = names.most_common()[-1][0]
        sure = (level, core) in printed and len(printed[level, core]) == len(names)
        yield where[rare].on(
            items[rare][0],
            f"{'同一单位' if sure else '疑为同一单位'}有{len(names)}种写法:{listed(shown)},请统一",
            f"One unit is {'' if sure else 'probably '}spelled in {len(names)} ways: {listed_en(list(names))}",
            severity=None if sure else "note",
            weight=sum(names.values()) + (1000 if sure else 0),
        )


def _merge_abbreviations(printed: dict[tuple[str, str], Counter[str]]) -> dict[tuple[str, str], Counter[str]]:
    """Join groups of one level of which one core abbreviates the other."""
    by_ends: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for level, core in printed:
        if core[:1] in "省市县区州各":  # nothing is left of the name but its level and an office
            continue
        by_ends.setdefault((level, core[:1], core[-1:]), []).append((level, core))
    merged = {key: Counter(names) for key, names in printed.items()}
    for keys in by_ends.values():
        keys.sort(key=lambda k: len(k[1]))
        for index, short in enumerate(keys):
            fuller = [k for k in keys[index + 1 :] if abbreviates(short[1], k[1])]
            if len(fuller) == 1 and short in merged and fuller[0] in merged:
                merged[fuller[0]] += merged.pop(short)
    return merged


_RUN = re.compile(
    r"(?=([市省县区州])((?:(?!和|及|与|或|、)[\u4e00-\u9fff]){1,9}?[委局办院])\1((?:(?!和|及|与|或)[\u4e00-\u9fff]){1,12}?(?:委|局|办|院|厅|中心|部|会)))"
)
_NOT_TWO = re.compile(r"^(?:委|政府|人民政府)$")


def run_together(checked: Checked) -> Iterator[Remark]:
    """Two units printed without a comma between them (市发改委市经信委)."""
    text = checked.draft.plain
    seen: set[str] = set()
    known = {name for task in checked.pack.tasks for name in _units(task)}
    for found in _RUN.finditer(text):
        level, first, second = found.groups()
        if _NOT_TWO.match(first) or first in ("委", "委办", "府办", "政府办", "级"):
            continue
        pair = f"{level}{first}{level}{second}"
        one = level + first
        if pair in seen or not (one in known or any(pair in name for name in known)):
            continue
        seen.add(pair)
        span = Span(found.start(), found.start() + len(pair))
        yield checked.at(
            span,
            f"“{pair}”是两个单位连写,中间脱漏顿号:{one}、{level}{second}",
            f"“{pair}” runs two units together; a comma is missing between {one} and {level}{second}",
        )


@dataclass
class _Hit:
    """Former units of a document that one body followed, with the tasks they are named in."""

    succession: Succession
    names: dict[str, None] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    leads: set[str] = field(default_factory=set)

    def add(self, name: str, task: Task) -> None:
        self.names[name] = None
        self.tasks[reference(task)] = task
        if name in task.leads:
            self.leads.add(reference(task))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Succession, bool], ...]:
    return (
        *((re.compile(rf"^(?:{s.old})$"), s, True) for s in NATIONAL_BODIES),
        *((re.compile(rf"^.+?(?:{s.old})$"), s, False) for s in LOCAL_BODIES),
        *((re.compile(rf"^{s.old}$"), s, False) for s in local_successions()),
    )


@lru_cache(maxsize=8192)
def successions_of(name: str, area: str = "") -> tuple[Succession, ...]:
    """What is known to have followed a unit of this name, earliest first; ``area`` is the place of the document.

    >>> [s.new for s in successions_of("清源县国税局")], successions_of("市税务局")
    (['税务局'], ())
    """
    bare = re.sub(r"\([^()]*\)$", "", plain(name))
    found = [s for pattern, s, _ in _patterns() if pattern.match(bare) and s.area in ("", area)]
    return tuple(sorted(found, key=lambda s: s.since))


def _horizon(checked: Checked) -> date:
    """The last day the document looks ahead to: its latest deadline or target year; else five years from issue."""
    issued = day_of(checked.pack.document.issued) or date.min
    days = [due for t in checked.pack.tasks if (due := day_of(t.deadline))]
    days += [date(t.year, 12, 31) for t in checked.pack.targets if t.year]
    return max((d for d in days if d > issued), default=issued.replace(year=issued.year + 5, day=1))


def _former(checked: Checked, ended: bool) -> list[_Hit]:
    """Former units by what followed them: those that end before a task is due, or that had ended before the issue."""
    issued = day_of(checked.pack.document.issued)
    if issued is None:
        return []
    horizon = _horizon(checked)
    hits: dict[tuple[str, date], _Hit] = {}
    for task in checked.pack.tasks:
        due = day_of(task.deadline) or horizon
        for name in _units(task):
            first = next(iter(successions_of(name, checked.area)), None)
            if first is not None and (first.since <= issued if ended else issued < first.since <= due):
                hits.setdefault((first.new, first.since), _Hit(first)).add(name, task)
    return list(hits.values())


def ends_before_due(checked: Checked) -> Iterator[Remark]:
    """Units that were merged or renamed while their tasks ran; places likewise."""
    for hit in _former(checked, ended=False):
        s, tasks = hit.succession, list(hit.tasks.values())
        yield checked.whole(
            f"{listed(hit.names)}自{s.since:%Y年%m月}起为{s.new}({s.basis}),早于{len(tasks)}项任务的期限(其中牵头{len(hit.leads)}项),"
            f"须转交承接单位{_verify(s)[0]}",
            f"{listed_en(hit.names)}: from {s.since:%Y-%m} {s.new} ({s.basis_en}), before {len(tasks)} tasks are due "
            f"({len(hit.leads)} as lead); hand them to the successor{_verify(s)[1]}",
            tasks,
            weight=len(tasks),
        )
    yield from _areas(checked)


def ended_before_issue(checked: Checked) -> Iterator[Remark]:
    """Units that no longer existed when the document was issued."""
    for hit in _former(checked, ended=True):
        s, tasks = hit.succession, list(hit.tasks.values())
        yield checked.whole(
            f"{listed(hit.names)}在成文前已不存在({s.since:%Y年%m月}起为{s.new},{s.basis}),仍列入{len(tasks)}项任务{_verify(s)[0]}",
            f"{listed_en(hit.names)} no longer existed when the document was issued ({s.since:%Y-%m}: {s.new}, {s.basis_en}), "
            f"yet {len(tasks)} tasks name it{_verify(s)[1]}",
            tasks,
            severity=None if s.certain else "note",  # some places kept the name
            weight=len(tasks),
        )


def _verify(succession: Succession) -> tuple[str, str]:
    if succession.certain:
        return "", ""
    return ";各地名称不一,请按本地“三定”规定核实", "; names differ between places, verify"


def _areas(checked: Checked) -> Iterator[Remark]:
    """Places that change their name while targets bind them (local data)."""
    issued = day_of(checked.pack.document.issued)
    if issued is None:
        return
    for succession in local_successions():
        pattern = re.compile(rf"^{succession.old}(?:人民政府|政府)?$")
        found = [t for t in checked.pack.targets if t.scope and pattern.match(t.scope)]
        running = [t for t in found if t.year and issued < succession.since <= date(t.year, 12, 31)]
        if running:
            yield checked.whole(
                f"{running[0].scope}自{succession.since:%Y年%m月%d日}起为{succession.new}({succession.basis}),{len(running)}个目标期限在其后",
                f"{running[0].scope} becomes {succession.new} on {succession.since} ({succession.basis_en}); {len(running)} targets run beyond it",
                running,
                weight=1000,
            )
