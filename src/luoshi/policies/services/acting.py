"""What every act on a policy begins with: rights, the row locked, its state, and the version the person saw."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from luoshi.accounts.queries import names_for
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.policies.access import access
from luoshi.policies.models import Policy

Row = TypeVar("Row", bound=models.Model)

STATE_WORDS = {
    Policy.State.UPLOADED: Phrase("待编译", "uploaded"),
    Policy.State.COMPILING: Phrase("编译中", "compiling"),
    Policy.State.FAILED: Phrase("编译失败", "failed"),
    Policy.State.REVIEW: Phrase("审校中", "in review"),
    Policy.State.SUBMITTED: Phrase("待确认", "awaiting confirmation"),
    Policy.State.CONFIRMED: Phrase("已确认", "confirmed"),
    Policy.State.WITHDRAWN: Phrase("已撤回", "withdrawn"),
}


class Changed(Refused):
    """Somebody else was faster: who, when, and the values as they are now (``theirs``), beside the person's own."""

    def __init__(self, who: str, when: Any, theirs: dict[str, Any]) -> None:
        clock = timezone.localtime(when).strftime("%H:%M") if when else "?"
        super().__init__(
            f"{who}已在 {clock} 改动过这一项,您的改动没有保存,也没有丢失。请对照后决定。",
            f"{who} changed this at {clock}; yours was not saved and is not lost. Compare the two and decide.",
        )
        self.who, self.when, self.theirs = who, when, theirs


def require(actor: Actor, what: str, policy: Policy | None = None) -> None:
    """Raises ``Refused`` (forbidden) when the actor may not."""
    verdict = access.allows(actor, what, policy)
    if not verdict and verdict.reason is not None:
        raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)


def locked(actor: Actor, policy: Policy | int) -> Policy:
    """The policy's row of now, held until the act ends. Raises ``Refused`` when it is not of the actor's place."""
    pk = policy if isinstance(policy, int) else policy.pk
    row: Policy | None = Policy.objects.of(actor).select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refused("没有这份政策。", "There is no such policy.", forbidden=True)
    return row


def in_review(actor: Actor, policy: Policy | int, what: str = "edit") -> Policy:
    """The locked policy, which the actor may ``what`` and which is under review now. Raises ``Refused``."""
    row = locked(actor, policy)
    require(actor, what, row)
    demand_state(row, Policy.State.REVIEW)
    return row


def demand_state(policy: Policy, *states: str) -> None:
    """Raises ``Refused`` when the policy is in none of ``states``."""
    if policy.state in states:
        return
    now = STATE_WORDS[Policy.State(policy.state)]
    wanted = [STATE_WORDS[Policy.State(s)] for s in states]
    raise Refused(
        f"这份政策现在是“{now.zh}”,不能这样做(只在{'、'.join('“' + w.zh + '”' for w in wanted)}时可以)。请刷新页面。",
        f"The policy is {now.en} now; this can only be done when it is {' or '.join(w.en for w in wanted)}. Reload the page.",
    )


def demand_version(policy: Policy, seen: int | None, who: str, when: Any) -> None:
    """Raises ``Changed`` when the policy is no longer as the person saw it."""
    if seen is not None and seen != policy.version:
        raise Changed(name_of(who), when, {"state": policy.state})


def name_of(opaque: str) -> str:
    """A readable name of an actor; the opaque id where nobody is known by it."""
    found = names_for([opaque]).get(opaque, opaque) if opaque else "?"
    return found.zh if isinstance(found, Phrase) else str(found)


def written_reason(reason: str, *, needed: bool, field: str = "reason", longest: int = 300) -> str:
    """A reason, tidied. Raises ``Refused`` when it is needed and missing, or too long."""
    reason = " ".join(reason.split())
    if needed and len(reason) < 2:
        raise Refused("请写明理由。", "Give a reason.", field=field)
    if len(reason) > longest:
        raise Refused(f"理由最多 {longest} 字。", f"A reason takes at most {longest} characters.", field=field)
    return reason


def longest_of(field: str) -> int:
    """How many characters a field of a policy takes."""
    column: Any = Policy._meta.get_field(field)
    return int(column.max_length or 300)
