"""The place of units in the navigation: those in charge have it in the left column, everybody behind their name."""

from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.navigation import Place, register
from luoshi.units.access import EDITING

register(
    Place(
        key="units",
        phrase=Phrase("单位", "Units"),
        url_name="console:units",
        roles=EDITING,
        icon="building",
        order=790,
        section=Phrase("基础信息", "Reference"),
    ),
    Place(
        key="unit_directory",
        phrase=Phrase("单位名录", "Register of units"),
        url_name="console:units",
        roles=frozenset(Role) - {Role.SYSTEM_ADMIN},
        icon="building",
        order=60,
        menu="me",
    ),
)
