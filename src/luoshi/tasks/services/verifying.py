"""The office verifies reports or returns them with a comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from luoshi.journal.services import record
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks.access import policy
from luoshi.tasks.models import Report, ReportStep
from luoshi.tasks.services.changing import ChangedMeanwhile, changing, demand_reason
from luoshi.tasks.services.reporting import repeated
from luoshi.units.queries import name_of, names_on

State = Report.State


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of many reports: verified ones, and those left with the reason."""

    verified: tuple[Report, ...]
    left: tuple[tuple[Report, Phrase], ...]


def verify(actor: Actor, report: Report, version: int | None, comment: str = "") -> Report:
    """The office confirms what a unit reported. Twice changes nothing. Not by a hand that wrote or passed it.

    Raises ``ChangedMeanwhile`` when the unit withdrew or changed it since it was seen.
    """
    with changing(report.task_id):
        now = _locked(actor, [report.pk])[0]
        if now.state == State.VERIFIED:
            return now
        fault = _fault(actor, now, version, _hands([now.pk]).get(now.pk, frozenset()))
        if fault is not None:
            raise fault
        return _verified(actor, now, comment, name_of(now.unit_id, actor.on, short=True))


def verify_many(actor: Actor, reports: Sequence[tuple[Report, int]]) -> BulkOutcome:
    """Verify reports (each with the version seen) as one act. What was changed meanwhile, or may not be verified by this
    person, is left as it is and told with its reason; the others are verified."""
    policy.require(actor, "verify_list")
    ids = [report.pk for report, _ in reports]
    seen = {report.pk: version for report, version in reports}
    done: list[Report] = []
    left: list[tuple[Report, Phrase]] = []
    with changing(*(report.task_id for report, _ in reports)):
        rows = _locked(actor, ids)
        hands = _hands(ids)
        names = names_on({row.unit_id for row in rows}, actor.on, short=True)
        for row in rows:
            if row.state == State.VERIFIED:
                continue
            fault = _fault(actor, row, seen[row.pk], hands.get(row.pk, frozenset()))
            if fault is None:
                done.append(_verified(actor, row, "", names[row.unit_id]))
            else:
                left.append((row, fault.phrase))
    return BulkOutcome(tuple(done), tuple(left))


def return_report(actor: Actor, report: Report, version: int | None, comment: str) -> Report:
    """The office sends a report back with what is wrong; a verified one, too, when it proves wrong."""
    with changing(report.task_id):
        now = _locked(actor, [report.pk])[0]
        if now.state == State.RETURNED and repeated(actor, now, ("returned",), comment=comment):
            return now
        policy.require(actor, "return", now)
        if version is not None and now.version != version:
            raise ChangedMeanwhile(now, _last_hand(now))
        return _decided(
            actor, now, State.RETURNED, "returned", demand_reason(comment, "comment"),
            name_of(now.unit_id, actor.on, short=True),
        )  # fmt: skip


def _verified(actor: Actor, report: Report, comment: str, unit: str) -> Report:
    report.verified_at = timezone.now()
    return _decided(actor, report, State.VERIFIED, "verified", comment.strip(), unit)


def _decided(actor: Actor, report: Report, state: str, step: str, comment: str, unit: str) -> Report:
    before = str(report.state)
    report.state, report.comment, report.changed_at = state, comment, timezone.now()
    if state == State.RETURNED:
        report.verified_at = None
    report.version += 1
    report.save(update_fields=["state", "comment", "changed_at", "verified_at", "version"])
    grant = actor.through(Role.SUPERVISOR)
    ReportStep.objects.create(
        jurisdiction=report.jurisdiction, report=report, step=step, by=actor.opaque, post=grant.post if grant else None,
        delegated_from=grant.delegated_from if grant else None, comment=comment,
    )  # fmt: skip
    record(
        actor, f"tasks.report_{step}", report.task, before={"state": before}, after={"state": str(state)},
        detail={"report": report.pk, "period": report.period, "unit": unit, "comment": comment},
        post=grant.post if grant else None,
    )  # fmt: skip
    return report


def _fault(actor: Actor, report: Report, version: int | None, hands: frozenset[str]) -> Refused | None:
    """Why this person cannot verify it, if so."""
    verdict = policy.allows(actor, "verify", report)
    if version is not None and report.version != version:
        return ChangedMeanwhile(report, _last_hand(report))
    if not verdict:
        assert verdict.reason is not None
        return Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)
    if actor.opaque in hands and not actor.is_system:
        return Refused(
            "报告由您起草或送出,须由他人核验。", "You wrote or passed this report; another person must verify it."
        )
    return None


def _locked(actor: Actor, ids: Sequence[int]) -> list[Report]:
    rows = Report.objects.select_for_update(of=("self",)).filter(pk__in=ids, jurisdiction=actor.jurisdiction)
    found = list(rows.select_related("task").order_by("pk"))
    if not found:
        raise Refused("报告已不存在。", "The report no longer exists.", forbidden=True)
    return found


def _hands(ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Who wrote or passed each report."""
    found: dict[int, set[str]] = {}
    rows = ReportStep.objects.filter(report__in=ids, step__in=("saved", "passed", "submitted"))
    for report, by in rows.values_list("report", "by"):
        found.setdefault(report, set()).add(by)
    return {report: frozenset(names) for report, names in found.items()}


def _last_hand(report: Report) -> str:
    last = ReportStep.objects.filter(report=report).order_by("-pk").first()
    return last.by if last else ""
