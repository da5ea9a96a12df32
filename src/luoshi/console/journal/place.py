"""Where the journal stands in the navigation."""

from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.navigation import Place, register

_AUDIT = frozenset({Role.AUDIT_ADMIN})
_SECTION = Phrase("审计", "Audit")

register(
    Place(
        key="journal",
        phrase=Phrase("日志", "Journal"),
        url_name="console:journal",
        roles=_AUDIT,
        icon="history",
        order=900,
        section=_SECTION,
    ),
    Place(
        key="journal_seals",
        phrase=Phrase("封存与核验", "Seals"),
        url_name="console:journal_seals",
        roles=_AUDIT,
        icon="shield-check",
        order=910,
        section=_SECTION,
    ),
    Place(
        key="journal_exports",
        phrase=Phrase("导出记录", "Exports"),
        url_name="console:journal_exports",
        roles=_AUDIT,
        icon="download",
        order=920,
        section=_SECTION,
    ),
)
