"""Where reporting stands in the navigation."""

from luoshi.kernel.actors import UNIT_ROLES, Role
from luoshi.kernel.speech import Phrase
from luoshi.tasks import queries
from luoshi.ui.navigation import Place, counted, register

register(
    Place(
        key="month", phrase=Phrase("本月填报", "This month"), url_name="console:month", roles=UNIT_ROLES, icon="report",
        order=12, count_query=lambda actor: queries.to_report(actor) or None,
    ),
    Place(
        key="pass", phrase=Phrase("审签", "To pass"), url_name="console:to_pass", icon="edit", order=13,
        roles=frozenset({Role.SECTION_HEAD, Role.UNIT_HEAD}),
        count_query=lambda actor: counted(queries.to_pass(actor)),
    ),
    Place(
        key="verify", phrase=Phrase("核验", "Verify"), url_name="console:verify", icon="checks", order=14,
        roles=frozenset({Role.SUPERVISOR}), count_query=lambda actor: counted(queries.to_verify(actor)),
    ),
    Place(
        key="month_status", phrase=Phrase("报送情况", "Reporting"), url_name="console:month_status", icon="chart-bar",
        order=15, roles=frozenset({Role.SUPERVISOR}),
    ),
)  # fmt: skip
