"""Automatic numbering and outline levels of a .docx, rendered as the text that Word prints.

ECMA-376 Part 1, 17.9: a paragraph names a numbering instance (``num``) and a level; instances share the counters of
their abstract numbering; a level restarts when a higher one is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from luoshi.texts.reading.numerals import numeral
from luoshi.texts.reading.word_markup import number, switched_on, value, w

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts and prints."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None  # the level whose counting restarts this one; None: any higher one
    legal: bool = False  # print all places as decimal
    style: str | None = None  # the paragraph style that stands for this level


@dataclass(slots=True)
class _Instance:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]  # levels whose count begins anew with this instance


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style gives: outline level (0 is the highest) and numbering."""

    outline: int | None = None
    numbering: str | None = None
    level: int | None = None


@dataclass(slots=True)
class Numbering:
    """The counters of one document; ``label`` is to be asked for every numbered paragraph in reading order."""

    instances: dict[str, _Instance] = field(default_factory=dict)
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, instance: str, style: str | None) -> int:
        """The level that a paragraph style stands for, 0 where the definition names none."""
        known = self.instances.get(instance)
        levels = known.levels.items() if known and style else ()
        return next((index for index, level in levels if level.style == style), 0)

    def label(self, instance: str, level: int) -> str:
        """The printed number of the next paragraph at ``level``, with the space after it; empty where none."""
        known = self.instances.get(instance)
        if known is None or level not in known.levels:
            return ""
        counts = self.counters.setdefault(known.abstract, [None] * LEVELS)
        own = known.levels[level]
        if level in known.starts and (instance, level) not in self.begun:
            self.begun.add((instance, level))
            counts[level] = known.starts[level]
        else:
            before = counts[level]
            counts[level] = own.start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            restart = known.levels[deeper].restart if deeper in known.levels else None
            if restart is None or level < restart:
                counts[deeper] = None
        return self._printed(known, counts, own, level)

    def _printed(self, known: _Instance, counts: list[int | None], own: Level, level: int) -> str:
        if own.number_format == "bullet":
            return _PRIVATE.sub("•", own.text) if own.text.strip() else ""

        def place(found: re.Match[str]) -> str:
            index = int(found.group(1)) - 1
            of = known.levels.get(index, own)
            count = counts[index] if counts[index] is not None else of.start
            form = "decimal" if own.legal and index != level else of.number_format
            return numeral(count if count is not None else 1, form)

        label = _PLACE.sub(place, own.text)
        if not label or own.suffix == "nothing" or label[-1] in "、.．)）】〕]:：":
            return label
        return label + " "


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Paragraph styles with what they inherit from the styles they are based on."""
    if root is None:
        return {}
    own: dict[str, tuple[str | None, Style]] = {}
    for element in root.iterfind(w("style")):
        name = value(element, "styleId")
        if name and value(element, "type") == "paragraph":
            base = value(element.find(w("basedOn")))
            own[name] = (base, style_of(element.find(w("pPr"))))
    return {name: _resolved(name, own) for name in own}


def _resolved(name: str, own: dict[str, tuple[str | None, Style]]) -> Style:
    outline = numbering = level = None
    at: str | None = name
    for _ in range(20):  # styles that are based on each other in a circle end here
        if at is None or at not in own:
            break
        at, style = own[at]
        outline = style.outline if outline is None else outline
        level = style.level if level is None else level
        numbering = style.numbering if numbering is None else numbering
    return Style(outline, numbering, level)


def style_of(properties: etree._Element | None) -> Style:
    """The outline level and numbering in paragraph properties."""
    if properties is None:
        return Style()
    outline = properties.find(w("outlineLvl"))
    numbering = properties.find(w("numPr"))
    level = numbering.find(w("ilvl")) if numbering is not None else None
    return Style(
        number(value(outline), LEVELS) if outline is not None else None,
        value(numbering.find(w("numId"))) if numbering is not None else None,
        number(value(level), 0, 0, LEVELS - 1) if level is not None else None,
    )


def read_numbering(root: etree._Element | None) -> Numbering:
    """The numbering definitions of a document."""
    if root is None:
        return Numbering()
    abstracts = {value(e, "abstractNumId") or "": e for e in root.iterfind(w("abstractNum"))}
    by_style = {
        value(e.find(w("styleLink"))): name for name, e in abstracts.items() if e.find(w("styleLink")) is not None
    }
    instances: dict[str, _Instance] = {}
    for element in root.iterfind(w("num")):
        abstract = value(element.find(w("abstractNumId"))) or ""
        definition = abstracts.get(abstract)
        link = value(definition.find(w("numStyleLink"))) if definition is not None else None
        if link in by_style:
            abstract = by_style[link]
            definition = abstracts[abstract]
        levels = _levels(definition) if definition is not None else {}
        starts: dict[int, int] = {}
        for override in element.iterfind(w("lvlOverride")):
            index = number(value(override, "ilvl"), 0, 0, LEVELS - 1)
            start = override.find(w("startOverride"))
            if start is not None:
                starts[index] = number(value(start), 1)
            levels |= _levels(override)
        instances[value(element, "numId") or ""] = _Instance(abstract, levels, starts)
    return Numbering(instances)


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {number(value(e, "ilvl"), 0, 0, LEVELS - 1): _level(e) for e in parent.iterfind(w("lvl"))}


def _level(element: etree._Element) -> Level:
    found = next(element.iter(w("numFmt")), None)  # may stand inside mc:AlternateContent
    restart = element.find(w("lvlRestart"))
    return Level(
        number(value(element.find(w("start"))), 1),
        value(found) or "decimal",
        value(element.find(w("lvlText"))) or "",
        value(element.find(w("suff"))) or "tab",
        number(value(restart), 0) if restart is not None else None,
        switched_on(element.find(w("isLgl"))),
        value(element.find(w("pStyle"))),
    )
