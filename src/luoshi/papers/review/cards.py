"""The items of a pack as cards: a headline, labelled fields, doubts, and the findings that concern them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from luoshi.kernel.speech import Language
from luoshi.packs.model import (
    Body,
    Citation,
    Finding,
    Incentive,
    Item,
    Pack,
    Provision,
    Register,
    Target,
    Task,
    TimeLimit,
    Value,
)  # fmt: skip
from luoshi.papers.review.words import FIELDS, LISTS, RELATIONS, STRENGTHS, WORDS
from luoshi.papers.terms import RECURRENCES, REGISTER_KINDS, TARGET_KINDS, comparison

_FEW = 4


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled line of a card; ``chips`` are shown as separate marks, ``note`` small behind them."""

    label: str
    text: str = ""
    chips: tuple[str, ...] = ()
    tone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One item on the page."""

    id: str
    number: str
    title: str
    path: str
    clause: str
    fields: tuple[Field, ...]
    low: bool
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]  # about this item
    also: tuple[Finding, ...]  # about many items at once, this one among them
    search: str


@dataclass(frozen=True, slots=True)
class Deck:
    """All cards of one list."""

    name: str
    label: str
    cards: tuple[Card, ...]
    low: int = field(default=0)


def decks(pack: Pack, language: Language) -> Iterator[Deck]:
    """The lists of the pack that hold anything, in the pack's order."""
    concerned: dict[str, list[Finding]] = {}
    for finding in pack.findings:
        for key in finding.related:
            concerned.setdefault(key, []).append(finding)
    for name, label in LISTS.items():
        items: tuple[Item, ...] = getattr(pack, name)
        if not items:
            continue
        cards = tuple(card_of(item, concerned.get(item.key, ()), language) for item in items)
        yield Deck(name, label.say(language), cards, sum(c.low for c in cards))


def card_of(item: Item, findings: Any, language: Language) -> Card:
    """One item as a card; ``findings``: those that concern it."""
    title, fields = _MAKERS[type(item)](item, language)
    printed = tuple(
        Field(_word("printed", language), text=words, tone="printed")
        for words in item.printed.values()
        if words.strip()
    )
    where = " › ".join(p for p in (item.part or "", *item.path) if p)
    return Card(
        id=item.id, number=str(getattr(item, "number", None) or ""), title=title, path=where, clause=item.clause,
        fields=tuple(f for f in (*fields, *printed) if f.text or f.chips), low=item.confidence == "low",
        reasons=item.reasons, findings=tuple(f for f in findings if len(f.related) <= _FEW),
        also=tuple(f for f in findings if len(f.related) > _FEW), search=f"{title} {item.text} {where}".lower(),
    )  # fmt: skip


def _word(name: str, language: Language) -> str:
    return WORDS[name].say(language)


def _label(name: str, language: Language) -> str:
    return FIELDS[name].say(language)


def _short(text: str, limit: int = 44) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _task(item: Task, language: Language) -> tuple[str, list[Field]]:
    opening = item.title or item.text.split("。", maxsplit=1)[0]
    open_note = _word("and_others", language) if item.open_ended else ""
    deadline = item.deadline or ""
    if deadline == "ongoing":
        deadline = _word("ongoing", language)
    return _short(opening), [
        Field(_label("leads", language), chips=item.leads, tone="unit"),
        Field(_label("participants", language), chips=item.participants, tone="unit", note=open_note),
        Field(_label("deadline", language), deadline, tone="date"),
        Field(_label("recurrence", language), _mapped(item.recurrence, language)),
        Field(_label("scope", language), item.scope or ""),
        Field(_label("strength", language), STRENGTHS[item.strength].say(language) if item.strength != "plain" else ""),
        Field(_label("text", language), item.text),
    ]


def _target(item: Target, language: Language) -> tuple[str, list[Field]]:
    figure = f"{comparison(item.op)}{number(item.value)}{item.unit}"
    year = f"{item.year}{_word('year', language)}" if item.year else ""
    base = " ".join(
        part
        for part in (f"{item.base_year}{_word('year', language)}" if item.base_year else "", number(item.base_value))
        if part
    )
    return f"{_short(item.indicator, 30)} {figure}", [
        Field(_label("value", language), figure, tone="figure", note=TARGET_KINDS[item.kind].say(language)),
        Field(_label("year", language), year, tone="date"),
        Field(_label("base", language), base),
        Field(_label("scope", language), item.scope or ""),
        Field(_label("owners", language), chips=item.owners, tone="unit"),
        Field(_label("text", language), item.text),
    ]


def _incentive(item: Incentive, language: Language) -> tuple[str, list[Field]]:
    return _short(item.who or item.text), [
        Field(_label("who", language), item.who or ""),
        Field(_label("condition", language), item.condition or ""),
        Field(_label("amount", language), yuan(item.amount, language), tone="figure"),
        Field(_label("cap", language), yuan(item.cap, language), tone="figure"),
        Field(
            _label("rate", language),
            f"{round(item.rate * 100, 6):g}%" if item.rate is not None else "",
            tone="figure",
            note=item.base or "",
        ),
        Field(_label("text", language), item.text),
    ]


def _limit(item: TimeLimit, language: Language) -> tuple[str, list[Field]]:
    days = f"{number(item.days)}{_word(item.day_kind or 'calendar', language)}" if item.days is not None else ""
    share = f"{item.ratio:.0%}" if item.ratio is not None else ""
    return f"{_short(item.service, 30)} {days}".strip(), [
        Field(_label("days", language), days, tone="figure"),
        Field(_label("share", language), share, tone="figure"),
        Field(_label("condition", language), item.condition or ""),
        Field(_label("text", language), item.text),
    ]


def _register(item: Register, language: Language) -> tuple[str, list[Field]]:
    return _short(item.name), [
        Field(_label("kind", language), REGISTER_KINDS[item.kind].say(language)),
        Field(_label("members", language), chips=item.members),
        Field(_label("text", language), item.text),
    ]


def _provision(item: Provision, language: Language) -> tuple[str, list[Field]]:
    return _short(item.text), [
        Field(_label("strength", language), STRENGTHS[item.strength].say(language)),
        Field(_label("bearer", language), chips=(item.bearer,) if item.bearer else (), tone="unit"),
        Field(_label("text", language), item.text if len(item.text) > 44 else ""),
    ]


def _body(item: Body, language: Language) -> tuple[str, list[Field]]:
    times = f" × {item.times}" if item.times else ""
    return _short(item.name), [
        Field(_label("convenors", language), chips=item.convenors),
        Field(_label("members", language), chips=item.members, tone="unit"),
        Field(_label("office", language), chips=(item.office,) if item.office else (), tone="unit"),
        Field(
            _label("cadence", language), _mapped(item.cadence, language) + times if item.cadence else "", tone="date"
        ),
    ]


def _citation(item: Citation, language: Language) -> tuple[str, list[Field]]:
    return _short(f"《{item.title}》" if item.title else item.number or "", 60), [
        Field(_label("document_number", language), item.number or ""),
        Field(_label("relation", language), RELATIONS[item.relation].say(language)),
    ]


_MAKERS: dict[type[Item], Callable[[Any, Language], tuple[str, list[Field]]]] = {
    Task: _task, Target: _target, Incentive: _incentive, TimeLimit: _limit,
    Register: _register, Provision: _provision, Body: _body, Citation: _citation,
}  # fmt: skip


def _mapped(name: str | None, language: Language) -> str:
    return RECURRENCES[name].say(language) if name in RECURRENCES else (name or "")


def number(value: Value) -> str:
    """A number or range as people write it.

    >>> number(2.80), number((10, 15)), number(None)
    ('2.8', '10–15', '')
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "–".join(number(v) for v in value)
    return f"{value:,.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def yuan(value: Value, language: Language = "zh") -> str:
    """An amount in yuan; in Chinese in 万元 or 亿元 where that is shorter.

    >>> yuan(200000), yuan((200000, 500000)), yuan(850), yuan((200000, 500000), "en")
    ('20万元', '20–50万元', '850元', 'CNY 200,000–500,000')
    """
    if value is None:
        return ""
    if language == "en":
        return f"CNY {number(value)}"
    top = max(value) if isinstance(value, tuple) else value
    factor, unit = (1e8, "亿元") if top >= 1e8 else (1e4, "万元") if top >= 1e4 else (1, "元")
    many = value if isinstance(value, tuple) else (value,)
    return "–".join(f"{v / factor:,.4f}".rstrip("0").rstrip(".") for v in many) + unit
