"""From review to confirmation: submit, return, confirm by another person, withdraw."""

from __future__ import annotations

from django.utils import timezone

from luoshi.journal.services import act, digest_of, record
from luoshi.kernel.actors import Actor
from luoshi.kernel.verdicts import Refused
from luoshi.policies import queries
from luoshi.policies.models import Policy
from luoshi.policies.rules.submission import Obstacle, sentence
from luoshi.policies.services.acting import demand_state, demand_version, in_review, locked, require, written_reason
from luoshi.policies.services.deciding import accept_sure


class NotReady(Refused):
    """What is still to be done before submitting: ``obstacles``, each with where to do it."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        words = sentence(obstacles)
        super().__init__(words.zh, words.en)
        self.obstacles = obstacles


def submit(actor: Actor, policy: Policy, seen: int | None = None, *, accept_rest: bool = False) -> Policy:
    """Hand the reviewed policy to another person for confirmation.

    ``accept_rest``: accept the items that are undecided and not doubtful along with it. Raises ``NotReady`` while
    doubtful items, unknown names of units, doubtful repairs or undecided items are left.
    """
    with act():
        row = in_review(actor, policy, "submit")
        demand_version(row, seen, row.submitted_by, row.submitted_at)
        left = queries.obstacles_of(row, with_pending=not accept_rest)
        if left:
            raise NotReady(left)
        if accept_rest:
            while accept_sure(actor, row):
                pass
        row.state, row.submitted_at, row.submitted_by = Policy.State.SUBMITTED, timezone.now(), actor.opaque
        row.returned = ""
        row.version += 1
        row.save()
        counted = queries.tally(row)
        record(actor, "policies.submitted", row, detail={"items": counted.accepted, "rejected": counted.rejected})
    return row


def confirm(actor: Actor, policy: Policy, seen: int | None = None) -> Policy:
    """Confirm what another person reviewed. Refused to whoever submitted it or decided on any of its items."""
    with act():
        row = locked(actor, policy)
        require(actor, "confirm", row)
        if row.state == Policy.State.CONFIRMED and row.confirmed_by == actor.opaque:
            return row
        demand_state(row, Policy.State.SUBMITTED)
        demand_version(row, seen, row.submitted_by, row.submitted_at)
        demand_other_person(actor, row)
        left = queries.obstacles_of(row)
        if left:
            raise NotReady(left)
        row.state, row.confirmed_at, row.confirmed_by = Policy.State.CONFIRMED, timezone.now(), actor.opaque
        if row.family is None:
            row.family = row.pk
        row.version += 1
        row.save()
        facts = list(row.items.filter(state="accepted").order_by("kind", "key").values_list("kind", "key", "data"))
        record(
            actor, "policies.confirmed", row, after={"items": facts},
            detail={"items": len(facts), "items_digest": digest_of({"items": facts})},
        )  # fmt: skip
    return row


def demand_other_person(actor: Actor, policy: Policy) -> None:
    """Raises ``Refused`` for whoever worked on the review."""
    worked = actor.opaque == policy.submitted_by or policy.decisions.filter(by=actor.opaque, undone_at=None).exists()
    if worked:
        raise Refused(
            "您参与了这份政策的审校或送审,须由另一人确认。请联系其他有确认职责的同事。",
            "You reviewed or submitted this policy; another person must confirm it. Ask a colleague with that duty.",
            forbidden=True,
        )


def send_back(actor: Actor, policy: Policy, comment: str, seen: int | None = None) -> Policy:
    """Return a submitted policy to review, saying what to look at."""
    with act():
        row = locked(actor, policy)
        require(actor, "return", row)
        demand_state(row, Policy.State.SUBMITTED)
        demand_version(row, seen, row.submitted_by, row.submitted_at)
        row.returned = written_reason(comment, needed=True, field="comment", longest=2000)
        row.state = Policy.State.REVIEW
        row.version += 1
        row.save()
        record(actor, "policies.returned", row, detail={"comment": row.returned})
    return row


def withdraw(actor: Actor, policy: Policy, reason: str, seen: int | None = None) -> Policy:
    """Take a policy out of use; everything about it is kept. What was enacted from it is withdrawn by a plan."""
    with act():
        row = locked(actor, policy)
        require(actor, "withdraw", row)
        if row.state == Policy.State.WITHDRAWN:
            return row
        demand_state(
            row, *(s for s in Policy.State.values if s not in (Policy.State.WITHDRAWN, Policy.State.COMPILING))
        )
        demand_version(row, seen, row.confirmed_by or row.submitted_by, row.confirmed_at or row.submitted_at)
        was = row.state
        row.withdrawn_why = written_reason(reason, needed=True)
        row.state, row.withdrawn_at = Policy.State.WITHDRAWN, timezone.now()
        row.version += 1
        row.save()
        record(
            actor, "policies.withdrawn", row, before={"state": was}, detail={"was": was, "reason": row.withdrawn_why}
        )
    return row
