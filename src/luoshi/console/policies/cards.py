"""Items of a review as the page shows them: the card of the paper review, with state, units and what was corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.accounts.queries import names_for
from luoshi.console.policies.fields import written
from luoshi.console.policies.words import FIELD_WORDS, ITEM_STATES, ORIGINS
from luoshi.kernel.speech import Phrase
from luoshi.papers.review.cards import Card, card_of
from luoshi.papers.review.words import LISTS
from luoshi.policies.models import EditDraft, Finding, Policy, ReviewItem, ReviewPresence, UnitReading
from luoshi.policies.packs import finding_record
from luoshi.policies.rules.items import item_of
from luoshi.ui.language import current, said

State = ReviewItem.State
LONG = 600  # signs of a text that may stand as the headline


@dataclass(frozen=True, slots=True)
class Chip:
    """One name on a card; ``tone`` says what is known of it."""

    text: str
    tone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled line of a card."""

    label: str
    text: str = ""
    chips: tuple[Chip, ...] = ()
    tone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item with everything its card shows."""

    row: ReviewItem
    card: Card
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    decided_by: str
    corrected: tuple[tuple[str, str, str], ...]  # label, before, after
    others: tuple[str, ...]  # names of those who have it open
    draft: bool
    title: str
    where: str

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def low(self) -> bool:
        return self.row.confidence == "low" and self.row.state == State.PENDING

    @property
    def state_words(self) -> Phrase:
        return ITEM_STATES[State(self.row.state)]

    @property
    def origin_words(self) -> Phrase | None:
        return ORIGINS.get(ReviewItem.Origin(self.row.origin))

    @property
    def pending(self) -> bool:
        return self.row.state == State.PENDING

    @property
    def accepted(self) -> bool:
        return self.row.state == State.ACCEPTED

    @property
    def rejected(self) -> bool:
        return self.row.state == State.REJECTED


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What cards need besides their rows, fetched once for a page of them."""

    readings: Mapping[str, UnitReading]
    findings: Mapping[str, Sequence[Finding]]
    names: Mapping[str, Any]
    drafts: frozenset[str]
    present: Mapping[str, tuple[str, ...]]


def surroundings(
    policy: Policy, rows: Sequence[ReviewItem], person: int | None, present: Iterable[ReviewPresence] = ()
) -> Surroundings:
    """Four queries however many items."""
    readings = {r.printed: r for r in policy.unit_readings.select_related("unit", "group")}
    wanted = {row.key for row in rows}
    findings: dict[str, list[Finding]] = {}
    for finding in policy.findings.order_by("order"):
        for key in finding.related:
            if key in wanted:
                findings.setdefault(key, []).append(finding)
    here = list(present)
    names = names_for({row.decided_by for row in rows if row.decided_by} | {f"person:{p.person}" for p in here})
    drafts = EditDraft.objects.filter(policy=policy, person=person or 0).values_list("item", flat=True)
    at: dict[str, tuple[str, ...]] = {}
    for who in here:
        at[who.item] = (*at.get(who.item, ()), said(names.get(f"person:{who.person}", "?")))
    return Surroundings(readings, findings, names, frozenset(drafts), at)


def cards(rows: Sequence[ReviewItem], around: Surroundings) -> list[ItemCard]:
    """The cards of rows, in their order."""
    return [_card(row, around) for row in rows]


def _card(row: ReviewItem, around: Surroundings) -> ItemCard:
    item = item_of(row.kind, row.data)
    concerned = around.findings.get(row.key, ())
    card = card_of(item, [finding_record(f) for f in concerned if len(f.related) <= 4], current())
    title, told = _title(card.title, item.text)
    lines = tuple(
        Line(f.label, f.text, tuple(_chip(c, f.tone, around) for c in f.chips), f.tone, f.note)
        for f in card.fields
        if not (f.text and (f.text == card.title or (told and f.text == item.text)))
    )
    return ItemCard(
        row=row, card=card, lines=lines, findings=tuple(f for f in concerned if len(f.related) <= 4),
        decided_by=said(around.names.get(row.decided_by, "")) if row.decided_by else "",
        corrected=_corrected(row), others=around.present.get(row.key, ()), draft=row.key in around.drafts,
        title=title, where=" › ".join([p for p in (item.part or "", *item.path) if p][-2:]),
    )  # fmt: skip


def _title(title: str, text: str) -> tuple[str, bool]:
    """The headline of a card, and whether it says the whole text: one that is only its beginning does."""
    begins = text.startswith(title.removesuffix("…")) and len(text) <= LONG
    return (text, True) if begins else (title, False)


def _corrected(row: ReviewItem) -> tuple[tuple[str, str, str], ...]:
    if row.base is None:
        return ()
    fields = [name for name in row.data.get("corrected", ()) if name in FIELD_WORDS and name != "item"]
    return tuple(
        (said(FIELD_WORDS[name]), written(row.base.get(name)), written(row.data.get(name)))
        for name in fields
        if row.base.get(name) != row.data.get(name)
    )


def _chip(text: str, tone: str, around: Surroundings) -> Chip:
    reading = around.readings.get(text[:100]) if tone == "unit" else None
    if reading is None:
        return Chip(text, tone)
    if reading.unit is not None:
        name = str(reading.unit)
        return Chip(text, tone, name if text not in {name, reading.unit.name} else "")
    if reading.group is not None:
        return Chip(text, "group", said(Phrase("集体", "group")))
    if reading.outside:
        return Chip(text, "outside", said(Phrase("不属于本地区", "not of this place")))
    return Chip(text, "unknown", said(Phrase("未认定", "not settled")))


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter tab: one kind of items with its counts."""

    kind: str
    label: str
    total: int
    low: int
    pending: int

    @property
    def sure(self) -> int:
        """Undecided and not doubtful."""
        return self.pending - self.low


def tabs(tally: Any) -> list[Tab]:
    """The kinds that hold anything."""
    out = []
    for kind, words in LISTS.items():
        states = tally.kinds.get(kind)
        if states:
            shown = states[State.PENDING] + states[State.ACCEPTED] + states[State.REJECTED]
            if shown:
                out.append(Tab(kind, said(words), shown, tally.low.get(kind, 0), states[State.PENDING]))
    return out
