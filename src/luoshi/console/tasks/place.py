"""The place of tasks in the navigation."""

from luoshi.kernel.actors import OFFICE_ROLES, UNIT_ROLES, Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.navigation import Place, register

register(
    Place(
        key="tasks", phrase=Phrase("任务", "Tasks"), url_name="console:tasks", icon="checklist", order=30,
        roles=OFFICE_ROLES | UNIT_ROLES | {Role.LEADER},
    )
)  # fmt: skip
