"""Where the machine stands in the navigation."""

from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.navigation import Place, register

_SYSTEM = frozenset({Role.SYSTEM_ADMIN})
_SECTION = Phrase("系统", "System")

register(
    Place(key="system", phrase=Phrase("运行状况", "Health"), url_name="console:system", roles=_SYSTEM, icon="settings", order=950, section=_SECTION),
    Place(key="jobs", phrase=Phrase("后台作业", "Background work"), url_name="console:jobs", roles=_SYSTEM, icon="list-check", order=960, section=_SECTION),
)  # fmt: skip
