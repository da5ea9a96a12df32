"""Keeping what was typed into a report, and telling of another person's change without losing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from luoshi.accounts.queries import names_for
from luoshi.console.reports.forms import TEXTS, ReportForm, figure
from luoshi.console.reports.words import LABELS
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks import services
from luoshi.tasks.models import Assignment, Report
from luoshi.tasks.services.changing import ChangedMeanwhile
from luoshi.ui.language import said


@dataclass(frozen=True, slots=True)
class Differing:
    """A field in which two people's words differ; ``target``: the name of its input."""

    target: str
    label: Phrase | str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Another person saved meanwhile: who, when, and where it differs from what stands in the form."""

    who: str
    when: str
    version: int
    fields: tuple[Differing, ...]


def keep(actor: Actor, part: Assignment, period: str, form: ReportForm) -> Report:
    """Save the form's words as the draft of the period. Raises ``ChangedMeanwhile`` and ``Refused``."""
    report = services.open_report(actor, part, period)
    seen = form.sent_version
    if seen == 0:  # the person saw no report yet
        seen = 1 if report.version == 1 else 0
    return services.save_draft(actor, report, seen, form.content())


def clash_of(form: ReportForm, refused: ChangedMeanwhile) -> Clash:
    """What the two versions differ in."""
    theirs: Report = refused.theirs
    amounts = dict(theirs.quantities.values_list("measure", "value"))
    content = form.content()
    found = [(name, LABELS[name], getattr(theirs, name), getattr(content, name)) for name in TEXTS]
    for each in form.measures:
        there = figure(amounts.get(each.pk), each)
        mine = content.quantities.get(each.pk)
        found.append((f"m{each.pk}", Phrase(each.name, each.name), _said(there), _said(mine)))
    name = names_for([refused.by]).get(refused.by, refused.by) if refused.by else ""
    when = timezone.localtime(theirs.changed_at).strftime("%H:%M")
    return Clash(
        said(name), when, theirs.version,
        tuple(
            Differing(form.add_prefix(key), label, other, mine)
            for key, label, other, mine in found
            if other.strip() != mine.strip()
        ),
    )  # fmt: skip


def _said(value: Any) -> str:
    return "" if value is None else f"{value:f}"
