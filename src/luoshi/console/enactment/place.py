"""The place of plans in the navigation."""

from luoshi.kernel.actors import OFFICE_ROLES
from luoshi.kernel.speech import Phrase
from luoshi.ui.navigation import Place, register

register(
    Place(
        key="plans", phrase=Phrase("入账方案", "Plans"), url_name="console:plans", icon="list-check", order=25,
        roles=OFFICE_ROLES,
    )
)  # fmt: skip
