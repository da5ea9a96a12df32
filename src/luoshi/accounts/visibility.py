"""The visibility matrix: who sees what of the ledger, by the standing of the one who looks towards the matter.

``DEFAULTS`` is shipped. A security administrator changes single cells from a day on, with a reason; cells in ``FIXED``
nobody changes. ``sees`` is what policies of upper apps ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.accounts.models import Visibility
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.units.remembering import once


class What(StrEnum):
    """What is seen."""

    TASK = "task"  # a task with its assignments, dates and sources
    DRAFT = "draft"  # a report that has not left its unit
    REPORT = "report"  # a report that left its unit and waits for verification
    VERIFIED = "verified"  # a verified report
    EVIDENCE = "evidence"  # files of reports
    LIGHT = "light"  # light and status
    DISPUTE = "dispute"  # objections to duties, and rulings
    INSTRUCTION = "instruction"  # the text of a leader's written instruction
    RELEASED = "released"  # reports, lights and comparisons in a released edition


class Audience(StrEnum):
    """How the one who looks stands to the matter."""

    OWN_UNIT = "own_unit"  # of the unit that the matter belongs to
    LEAD = "lead"  # of the unit that leads the task, towards those who take part
    PARTICIPANT = "participant"  # of a unit that takes part, towards the lead and the others
    PEER = "peer"  # of a unit with no part in the task
    OFFICE = "office"  # of the supervision office, within its area
    LEADER = "leader"  # a leader in whose portfolio the matter lies
    RECIPIENT = "recipient"  # named as recipient of the instruction


_SEEN: Mapping[Audience, frozenset[What]] = {
    Audience.OWN_UNIT: frozenset(What) - {What.INSTRUCTION},
    Audience.LEAD: frozenset(
        {What.TASK, What.REPORT, What.VERIFIED, What.EVIDENCE, What.LIGHT, What.DISPUTE, What.RELEASED}
    ),
    Audience.PARTICIPANT: frozenset({What.TASK, What.RELEASED}),
    Audience.PEER: frozenset({What.RELEASED}),
    Audience.OFFICE: frozenset(What) - {What.DRAFT},
    Audience.LEADER: frozenset({What.TASK, What.VERIFIED, What.LIGHT, What.RELEASED}),
    Audience.RECIPIENT: frozenset({What.TASK, What.INSTRUCTION, What.RELEASED}),
}
DEFAULTS: Mapping[tuple[What, Audience], bool] = {
    (what, audience): what in _SEEN[audience] for what in What for audience in Audience
}
FIXED: frozenset[tuple[What, Audience]] = frozenset(
    {(what, Audience.OWN_UNIT) for what in What if what is not What.INSTRUCTION}
    | {(What.DRAFT, audience) for audience in Audience}
    | {(What.INSTRUCTION, audience) for audience in (Audience.PEER, Audience.PARTICIPANT, Audience.RECIPIENT)}
    | {(What.RELEASED, audience) for audience in Audience}
)
"""Cells without which the product would not work (one's own matters) or would break a rule (drafts, instructions)."""

WHAT_WORDS: Mapping[What, Phrase] = {
    What.TASK: Phrase("任务与分工", "Task and assignments"),
    What.DRAFT: Phrase("未报出的草稿", "Draft not yet sent"),
    What.REPORT: Phrase("待核验的进展", "Report waiting for verification"),
    What.VERIFIED: Phrase("已核验的进展", "Verified report"),
    What.EVIDENCE: Phrase("佐证材料", "Evidence files"),
    What.LIGHT: Phrase("状态与灯", "Status and light"),
    What.DISPUTE: Phrase("职责异议与裁定", "Objections and rulings"),
    What.INSTRUCTION: Phrase("批示原文", "Text of an instruction"),
    What.RELEASED: Phrase("已发布的通报", "Released edition"),
}
AUDIENCE_WORDS: Mapping[Audience, Phrase] = {
    Audience.OWN_UNIT: Phrase("本单位", "Own unit"),
    Audience.LEAD: Phrase("牵头单位", "Lead unit"),
    Audience.PARTICIPANT: Phrase("参与单位", "Participating unit"),
    Audience.PEER: Phrase("其他单位", "Other units"),
    Audience.OFFICE: Phrase("督查室", "Supervision office"),
    Audience.LEADER: Phrase("分管领导", "Leader in charge"),
    Audience.RECIPIENT: Phrase("批示指定人", "Named recipient"),
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix of a place on a day: the shipped one with its changed cells."""

    changed: Mapping[tuple[What, Audience], bool]

    def __getitem__(self, cell: tuple[What, Audience]) -> bool:
        return DEFAULTS[cell] if cell in FIXED else self.changed.get(cell, DEFAULTS[cell])


def matrix_on(jurisdiction: str, on: date) -> Matrix:
    """The matrix of a place on a day; read once in a request."""
    return once(("accounts.visibility", jurisdiction, on), lambda: _load(jurisdiction, on))


def sees(actor: Actor, what: What | str, audience: Audience | str) -> bool:
    """Whether someone who stands to a matter as ``audience`` sees ``what`` of it, on the actor's day.

    Which audience the actor is, the app that owns the matter decides. The system sees everything.
    """
    if actor.is_system:
        return True
    return matrix_on(actor.jurisdiction, actor.on)[What(what), Audience(audience)]


def _load(jurisdiction: str, on: date) -> Matrix:
    rows = Visibility.objects.filter(valid_on(on), jurisdiction=jurisdiction).order_by("recorded_at", "pk")
    return Matrix({(What(row.what), Audience(row.audience)): row.allowed for row in rows if _known(row)})


def _known(row: Visibility) -> bool:
    return row.what in {what.value for what in What} and row.audience in {audience.value for audience in Audience}
