"""What people of the city write: reports, comments, reasons. Put together from sentences by theme, never the same twice in a row."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

TEXTS = Path(__file__).parent / "texts"
_SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_MARKS = str.maketrans({",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "?": "\uff1f", "(": "\uff08", ")": "\uff09"})
_CHINESE = "\u4e00-\u9fff\uff00-\uff1f“”《》、。〔〕%"
_BESIDE = re.compile(
    rf"(?<=[{_CHINESE}])[,;:?()](?=[{_CHINESE}0-9]|$)|(?<=[0-9])[,;:?()](?=[{_CHINESE}])|(?<=[{_CHINESE}0-9])\)(?=[,;:、。]|$)"
)


def printed(text: str) -> str:
    """Text with the punctuation of Chinese print.

    >>> printed("本月开工3个,竣工2个(含1个续建)。")
    '本月开工3个\uff0c竣工2个\uff08含1个续建\uff09。'
    """
    before = ""
    while before != text:  # a mark beside a mark that was one of the others until now
        before, text = text, _BESIDE.sub(lambda found: found[0].translate(_MARKS), text)
    return text


@cache
def sentences() -> dict[str, dict[str, list[str]]]:
    """The sentences of reports by theme and part."""
    known: dict[str, dict[str, list[str]]] = _read("reports.yaml")
    return known


@cache
def words() -> dict[str, Any]:
    """The words of other acts."""
    known: dict[str, Any] = _read("words.yaml")
    return known


@cache
def work() -> tuple[dict[str, str], ...]:
    """The table of work that offices' spreadsheets are filled from."""
    with (TEXTS / "work.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(csv.DictReader(rows, delimiter="|"))


def _read(name: str) -> Any:
    return yaml.safe_load((TEXTS / name).read_text("utf-8"))


@dataclass
class Writer:
    """Fills sentences in. ``names``: what {county}, {park} and {unit} may stand for."""

    random: Random
    counties: tuple[str, ...]
    parks: tuple[str, ...]
    units: tuple[str, ...]
    _last: dict[str, str] = field(default_factory=dict)

    def fill(self, text: str, **given: object) -> str:
        """A sentence with its places filled."""
        counties = self.random.sample(self.counties, 2)
        values = {"county": counties[0], "county2": counties[1]}

        def value(found: re.Match[str]) -> str:
            name = found[1]
            if name in given:
                return str(given[name])
            if name not in values or name in ("n", "m", "h", "p"):
                values[name] = self._value(name)
            return values[name]

        return printed(_SLOT.sub(value, text))

    def _value(self, name: str) -> str:
        spans = {"n": (2, 9), "m": (11, 58), "h": (110, 890), "p": (61, 98)}
        if name in spans:
            return str(self.random.randint(*spans[name]))
        pool = {"park": self.parks, "unit": self.units, "firm": words()["firms"], "town": words()["towns"]}
        return str(self.random.choice(pool[name]))

    def progress(self, theme: str, opening: str = "") -> str:
        """One to three sentences on what was done."""
        known = sentences().get(theme) or sentences()["general"]
        count = self.random.choice((1, 2, 2, 3)) - bool(opening)
        chosen = self.random.sample(known["progress"], max(1, count))
        return "".join(filter(None, [printed(opening), *(self.fill(each) for each in chosen)]))

    def problems(self, theme: str) -> str:
        """A difficulty, or none."""
        known = sentences().get(theme) or sentences()["general"]
        return self.fill(self.choose(known["problems"])) if self.random.random() < 0.55 else ""

    def next_steps(self, theme: str) -> str:
        """One or two things to be done next."""
        known = sentences().get(theme) or sentences()["general"]
        return "".join(self.fill(each) for each in self.random.sample(known["next"], self.random.choice((1, 1, 2))))

    def word(self, kind: str, **given: object) -> str:
        """A comment or reason of a kind in words.yaml."""
        found = words()[kind]
        return self.fill(found if isinstance(found, str) else self.choose(found), **given)

    def choose(self, pool: list[str]) -> str:
        """One of a pool, not the one taken from it last."""
        last = self._last.get(pool[0])
        one = self.random.choice([each for each in pool if each != last] or pool)
        self._last[pool[0]] = one
        return one
