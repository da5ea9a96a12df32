"""Which unit or group a printed name means on a day: an index of names and the order in which it is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.compiler.lint.naming import abbreviates
from luoshi.kernel.speech import Phrase
from luoshi.units.rules.dating import Stretch
from luoshi.units.rules.naming import Core, core_of, likeness, plain_group, plain_name, readings
from luoshi.units.rules.words import filled

MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Known:
    """One spelling of one unit: when it was borne, whether official, and when the unit existed."""

    unit: int
    text: str
    borne: Stretch
    life: Stretch
    alias: bool = False
    order: int = 1000

    def holds(self, on: date) -> bool:
        """Whether the unit existed and bore this name on the day."""
        return self.borne.holds(on) and self.life.holds(on)


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name means: one unit, one group, several candidates, or nothing; and why."""

    reason: Phrase
    unit: int | None = None
    group: int | None = None
    candidates: tuple[int, ...] = ()
    dated: bool = True  # the name was borne on the day of the document


class NameIndex:
    """The names of a place (its full name: 云溪市), ready to be asked many times."""

    def __init__(self, place: str, known: Iterable[Known], groups: Mapping[int, Iterable[str]]) -> None:
        self.place = place
        self.known = tuple(known)
        self._exact: dict[str, list[Known]] = defaultdict(list)
        self._core: dict[Core, list[Known]] = defaultdict(list)
        for one in self.known:
            self._exact[plain_name(one.text)].append(one)
            self._core[core_of(one.text, place)].append(one)
        self._groups = {plain_group(text): pk for pk, names in groups.items() for text in names}

    def match(self, printed: str, on: date) -> Match:
        """Exactly, as a group, by the core; names of the day before names of other days; likeness only proposes."""
        if not plain_name(printed):
            return Match(Phrase("名称为空", "The name is empty"))
        for text in readings(printed):
            group = self._groups.get(plain_group(text))
            if group is not None:
                return Match(
                    Phrase("是单位集合,按日期展开为成员单位", "A group, which stands for its members on the date"),
                    group=group,
                )
            found = self._decide(self._exact.get(text, []), on, _EXACT) or self._decide(
                self._core.get(core_of(text, self.place), []), on, _CORE
            )
            if found:
                return found
        return self._propose(readings(printed), on)

    def _decide(self, known: list[Known], on: date, how: Phrase) -> Match | None:
        """The one unit of these names; on the day first, at other times next; several are candidates."""
        for dated, pool in ((True, [k for k in known if k.holds(on)]), (False, known)):
            if not pool:
                continue
            official = [k for k in pool if not k.alias] or pool
            units = tuple(dict.fromkeys(k.unit for k in sorted(official, key=_nearest_to(on))))
            if len(units) > 1:
                if not dated and len({k.life for k in official}) > 1:
                    units = self._latest_before(official, on) or units
                if len(units) > 1:
                    return Match(_SEVERAL, candidates=units[:MOST_CANDIDATES], dated=dated)
            chosen = next(k for k in sorted(official, key=_nearest_to(on)) if k.unit == units[0])
            reason = (_ALIAS if chosen.alias and how is _EXACT else how) if dated else _not_that_day(chosen, on)
            return Match(reason, unit=units[0], dated=dated)
        return None

    def _latest_before(self, known: list[Known], on: date) -> tuple[int, ...]:
        """Of units that bore the name at different times, the one that bore it last before the day."""
        before = [k for k in known if k.borne.start <= on]
        return (max(before, key=lambda k: k.borne.start).unit,) if before else ()

    def _propose(self, texts: tuple[str, ...], on: date) -> Match:
        cores = [core_of(text, self.place) for text in texts]
        scored: dict[int, float] = {}
        for core, known in self._core.items():
            for wanted in cores:
                if core.level != wanted.level:
                    continue
                short, full = sorted((wanted.words, core.words), key=len)
                score = 0.9 if abbreviates(short, full) else likeness(short, full)
                if score >= 0.5:
                    for one in known:
                        points = score + (0.05 if one.holds(on) else 0)
                        scored[one.unit] = max(scored.get(one.unit, 0), points)
        best = sorted(scored, key=lambda pk: (-scored[pk], pk))[:MOST_CANDIDATES]
        return Match(_LIKE, candidates=tuple(best)) if best else Match(_UNKNOWN)


_EXACT = Phrase("与单位名称一致", "The name of the unit")
_ALIAS = Phrase("与单位别名一致", "An alias of the unit")
_CORE = Phrase(
    "去掉地名、展开简称后与单位名称一致", "The name of the unit without its place and with short forms written out"
)
_SEVERAL = Phrase("有几个单位都叫这个名称,请选择", "Several units bear this name; choose one")
_LIKE = Phrase("没有同名单位,以下单位名称相近,请核对", "No unit has this name; these are alike, check them")
_UNKNOWN = Phrase("名录中没有这个单位", "No such unit in the register")


def _nearest_to(on: date) -> Callable[[Known], tuple[bool, bool, int, int]]:
    def key(known: Known) -> tuple[bool, bool, int, int]:
        return (known.alias, not known.holds(on), known.order, known.unit)

    return key


def _not_that_day(known: Known, on: date) -> Phrase:
    """Why a name is not that of the day: borne before, or only later."""
    ends = [day for day in (known.borne.end, known.life.end) if day is not None]
    if ends and min(ends) <= on:
        return filled(
            "“{name}”是旧称,用至{day}", "{name} is a former name, borne until {day}", name=known.text, day=min(ends)
        )
    start = max(known.borne.start, known.life.start)
    return filled(
        "“{name}”自{day}起才使用,晚于文件日期",
        "{name} was borne only from {day}, after the document",
        name=known.text,
        day=start,
    )
