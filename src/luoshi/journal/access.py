"""Who may do what with the journal."""

from __future__ import annotations

from django.db import models

from luoshi.journal.models import Event
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import YES, Verdict, no

_HOLDERS: dict[str, tuple[Role, ...]] = {
    "journal.read": (Role.AUDIT_ADMIN,),  # the whole journal; the history of an object goes with the object
    "journal.verify": (Role.AUDIT_ADMIN,),
    "journal.erase": (Role.SECURITY_ADMIN,),
}
_REASONS = {
    "journal.read": ("只有审计管理员可以查看日志", "only the audit administrator reads the journal"),
    "journal.verify": ("只有审计管理员可以核验日志", "only the audit administrator verifies the journal"),
    "journal.erase": ("只有安全管理员可以清除个人信息", "only the security administrator erases personal values"),
}


class JournalAccess:
    """The one policy of the journal. Who audits does not erase, who erases does not audit."""

    def allows(self, actor: Actor, act: str, object: object = None) -> Verdict:
        """Whether ``act`` (a name of ``_HOLDERS``) is allowed. The machine's own commands are."""
        if actor.channel in {"command", "system"} or actor.has(*_HOLDERS[act]):
            return YES
        return no(*_REASONS[act])

    def visible(self, actor: Actor, events: models.QuerySet[Event]) -> models.QuerySet[Event]:
        """The events an actor reads in the journal itself."""
        if not self.allows(actor, "journal.read"):
            return events.none()
        return events.filter(jurisdiction=actor.jurisdiction)


policy = JournalAccess()
