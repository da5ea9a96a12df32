"""The first place of the navigation."""

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.tasks import queries
from luoshi.ui.navigation import Place, register


def _waits(actor: Actor) -> int | None:
    """What must be answered or ruled; the reports have their own places."""
    if actor.units():
        return queries.to_answer(actor).count() or None
    return queries.to_rule(actor).count() or None if actor.has(Role.SUPERVISOR) else None


register(
    Place(
        key="work",
        phrase=Phrase("我的工作", "My work"),
        url_name="console:home",
        icon="home",
        order=10,
        count_query=_waits,
    )
)
