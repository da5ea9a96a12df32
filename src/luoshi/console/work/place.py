"""The first place of the navigation."""

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.tasks import queries
from luoshi.ui.navigation import Place, counted, register


def _waits(actor: Actor) -> int | None:
    """What must be answered or ruled; the reports have their own places."""
    if actor.units():
        return counted(queries.to_answer(actor))
    return counted(queries.to_rule(actor)) if actor.has(Role.SUPERVISOR) else None


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
