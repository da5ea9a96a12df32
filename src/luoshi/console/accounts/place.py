"""Where people, posts, rights and my account stand in the navigation."""

from luoshi.console.accounts.moving import register_kinds
from luoshi.kernel.actors import Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.navigation import Place, register

_SECURITY = frozenset({Role.SECURITY_ADMIN})
_ADMINISTRATION = Phrase("人员与权限", "People and rights")

register(
    Place(
        key="people",
        phrase=Phrase("人员", "People"),
        url_name="console:people",
        roles=_SECURITY | {Role.SUPERVISOR, Role.UNIT_HEAD},
        icon="users",
        order=800,
        section=_ADMINISTRATION,
    ),
    Place(
        key="posts",
        phrase=Phrase("岗位与授权", "Posts and rights"),
        url_name="console:posts",
        roles=_SECURITY | {Role.UNIT_HEAD},
        icon="sitemap",
        order=810,
        section=_ADMINISTRATION,
    ),
    Place(
        key="visibility",
        phrase=Phrase("可见范围", "Visibility"),
        url_name="console:visibility",
        roles=_SECURITY | {Role.AUDIT_ADMIN},
        icon="eye",
        order=820,
        section=_ADMINISTRATION,
    ),
    Place(
        key="tokens",
        phrase=Phrase("接口令牌", "Tokens"),
        url_name="console:tokens",
        roles=_SECURITY,
        icon="key",
        order=830,
        section=_ADMINISTRATION,
    ),
    Place(
        key="lockouts",
        phrase=Phrase("登录锁定", "Lockouts"),
        url_name="console:lockouts",
        roles=_SECURITY,
        icon="lock",
        order=840,
        section=_ADMINISTRATION,
    ),
    Place(key="me", phrase=Phrase("我的账号", "My account"), url_name="console:my_account", icon="user", menu="me"),
)

register_kinds()
