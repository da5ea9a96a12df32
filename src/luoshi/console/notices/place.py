"""Where notices stand in the navigation, and the number beside the bell."""

from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.notify.queries import unread_count
from luoshi.ui.navigation import Place, count_notices_with, register

count_notices_with(unread_count)
register(
    Place(key="notice_preferences", phrase=Phrase("通知方式", "How I am told"), url_name="console:notice_preferences", icon="bell", order=120, menu="me"),
    Place(key="calendar", phrase=Phrase("日历订阅", "Calendar"), url_name="console:calendar", icon="calendar", order=130, menu="me"),
    Place(
        key="group_text", phrase=Phrase("群提醒文字", "Text for the group"), url_name="console:group_text", icon="message", order=380,
        roles=frozenset({Role.SUPERVISOR}),
    ),
    Place(
        key="endpoints", phrase=Phrase("对外发送", "Sending out"), url_name="console:endpoints", icon="send", order=850,
        roles=frozenset({Role.SECURITY_ADMIN}),
    ),
)  # fmt: skip
