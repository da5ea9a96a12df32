"""The policy pack: everything that was read from one policy document, each item with the words it came from.

The lists and their fields follow the labels that the compiler is scored against; dates are ISO strings where a
field may also hold a word (``ongoing``), money is in yuan as printed (``Decimal`` is not needed before it is paid),
spans point into the raw text of the pack's sources laid end to end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from luoshi.kernel.spans import NOWHERE, Span

Confidence = Literal["high", "low"]
Number = int | float
Value = Number | tuple[Number, Number] | None
Comparison = Literal["=", ">=", "<=", ">", "<"]
TargetKind = Literal["level", "growth", "cumulative", "annual"]
RegisterKind = Literal["library", "list", "platform", "mechanism", "index"]
DayKind = Literal["working", "calendar"]
Strength = Literal["prohibit", "must", "full", "promote", "explore", "strive", "encourage", "plain"]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every extracted object carries.

    ``key`` is given once and survives recompilation; ``id`` numbers the list for display. ``clause`` is the stable
    path of the clause (``附件/三/44``); ``span`` the raw text it was read from, ``spans`` the same per field.
    ``printed`` keeps the printed words of fields whose value is a repair or a reading (``{"leads": ["葡京官网"]}``).
    """

    id: str = ""
    key: str = ""
    part: str | None = None
    path: tuple[str, ...] = ()
    clause: str = ""
    text: str = ""
    span: Span = NOWHERE
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    confidence: Confidence = "high"
    reasons: tuple[str, ...] = ()
    printed: dict[str, str] = field(default_factory=dict)
    corrected: tuple[str, ...] = ()  # fields whose value a person has set (see ``packs.corrections``)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Item):
    """A piece of work with those who answer for it. ``deadline``: ISO date of the last day, ``ongoing``, or None."""

    number: str | None = None
    title: str | None = None
    leads: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    open_ended: bool = False
    deadline: str | None = None
    text_deadline: str | None = None  # a date printed inside the text, which may or may not govern the whole item
    recurrence: str | None = None  # yearly, half-yearly, quarterly, monthly
    scope: str | None = None
    strength: Strength = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Item):
    """A figure to be reached. ``value`` is a number or a pair (range) in ``unit``; ``year`` when it falls due."""

    indicator: str = ""
    op: Comparison = "="
    value: Value = None
    unit: str = ""
    kind: TargetKind = "level"
    year: int | None = None
    base_year: int | None = None
    base_value: Number | None = None
    scope: str | None = None
    owners: tuple[str, ...] = ()  # units of the task the figure stands in, when there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Incentive(Item):
    """A benefit for a recipient. Amounts in yuan; ``rate`` is a share (0.3) of ``base``."""

    who: str | None = None
    condition: str | None = None
    amount: Value = None
    cap: Number | None = None
    rate: Number | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit(Item):
    """A limit that binds a service or procedure, in days; ``days`` is None where only a share of the statutory limit
    (``ratio``) is printed."""

    service: str = ""
    days: Number | None = None
    day_kind: DayKind | None = None
    condition: str | None = None
    ratio: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Item):
    """A library, list, platform, mechanism or index that the text says is to be built, kept or run."""

    name: str = ""
    kind: RegisterKind = "list"
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Item):
    """An obligation of the body that is no task: who is bound (when the text says so) and how strongly."""

    bearer: str | None = None
    strength: Strength = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Item):
    """A standing body: joint meeting, leading group, committee; with convenors, members, office and cadence."""

    name: str = ""
    convenors: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    office: str | None = None
    cadence: str | None = None  # yearly, half-yearly, quarterly, monthly, as-needed
    times: int | None = None  # meetings per period of the cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Item):
    """Another document that the text names: title, number, and how it is cited (implements, cites, repeals)."""

    title: str | None = None
    number: str | None = None
    relation: Literal["implements", "cites", "repeals", "forwards"] = "cites"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A window for public comment: from, until (ISO instants as printed, without zone), stated deadline, channels."""

    opens: str | None = None
    closes: str | None = None
    deadline: str | None = None
    channels: tuple[str, ...] = ()
    clause: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """The document's own facts. ``issued`` is the date signed, else the date published; ``published`` the page's."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued: str | None = None
    published: str | None = None
    kind: str | None = None
    parts: tuple[str, ...] = ()
    distribution: str | None = None  # 此件发至县团级, 公开发布
    addressees: tuple[str, ...] = ()
    signed: bool = False  # ``issued`` stands in the text itself


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRecord:
    """One clause of the outline as kept in the pack; the own texts of all clauses tile the repaired text.

    ``text`` is the own text after repair: one after another, the clauses give the whole document, and with the
    repairs undone the raw text again.
    """

    path: str
    kind: str
    level: int
    number: str | None
    marker: str
    title: str
    span: Span  # raw, with everything below it
    own: Span  # raw, up to the next clause
    parent: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRecord:
    """One repair as kept in the pack, in raw coordinates."""

    code: str
    span: Span
    before: str
    after: str
    reason: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a reviewer would remark. ``related``: keys, clauses or document names that belong to it."""

    code: str
    severity: Severity
    document: str
    clause: str
    message: str
    message_en: str = ""
    related: tuple[str, ...] = ()
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A file the pack was compiled from; ``start`` is where its raw text begins when the files are laid end to end."""

    name: str
    sha256: str
    reader: str
    start: int
    length: int
    remarks: tuple[str, ...] = ()  # what the reader wants a person to know: encoding guessed, pages left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A compiled policy."""

    compiler: str  # name and version of the compiler
    sources: tuple[SourceRecord, ...]
    document: DocumentFacts
    clauses: tuple[ClauseRecord, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    incentives: tuple[Incentive, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    registers: tuple[Register, ...] = ()
    provisions: tuple[Provision, ...] = ()
    bodies: tuple[Body, ...] = ()
    citations: tuple[Citation, ...] = ()
    consultation: Consultation | None = None
    repairs: tuple[RepairRecord, ...] = ()
    findings: tuple[Finding, ...] = ()


ITEM_LISTS: dict[str, type[Item]] = {
    "tasks": Task,
    "targets": Target,
    "incentives": Incentive,
    "time_limits": TimeLimit,
    "registers": Register,
    "provisions": Provision,
    "bodies": Body,
    "citations": Citation,
}
ID_LETTERS = {
    "tasks": "t", "targets": "g", "incentives": "i", "time_limits": "l",
    "registers": "r", "provisions": "p", "bodies": "b", "citations": "c",
}  # fmt: skip
