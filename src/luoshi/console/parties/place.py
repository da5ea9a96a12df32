"""The place of organisations in the navigation."""

from luoshi.kernel.speech import Phrase
from luoshi.parties.access import EDITING
from luoshi.ui.navigation import Place, register

register(
    Place(
        key="parties", phrase=Phrase("社会单位", "Organisations"), url_name="console:parties", icon="building",
        order=795, roles=EDITING, section=Phrase("基础信息", "Reference"),
    )
)  # fmt: skip
