"""Where policies stand in the navigation."""

from luoshi.kernel.actors import UNIT_ROLES
from luoshi.kernel.speech import Phrase
from luoshi.policies.access import OFFICIALS
from luoshi.policies.queries import waiting, waiting_opinions
from luoshi.ui.navigation import Place, register

POLICIES = Place(
    key="policies", phrase=Phrase("政策", "Policies"), url_name="console:policies", roles=OFFICIALS, icon="file-text",
    order=20, count_query=lambda actor: waiting(actor) or None,
)  # fmt: skip
OPINIONS = Place(
    key="opinions", phrase=Phrase("征求意见", "Opinions"), url_name="console:policy_opinions", roles=UNIT_ROLES, icon="message",
    order=25, count_query=lambda actor: waiting_opinions(actor) or None,
)  # fmt: skip

register(POLICIES, OPINIONS)
