"""Where policies stand in the navigation."""

from luoshi.kernel.speech import Phrase
from luoshi.policies.access import OFFICIALS
from luoshi.policies.queries import waiting
from luoshi.ui.navigation import Place, register

register(
    Place(
        key="policies",
        phrase=Phrase("政策", "Policies"),
        url_name="console:policies",
        roles=OFFICIALS,
        icon="file-text",
        order=20,
        count_query=lambda actor: waiting(actor) or None,
    )
)
