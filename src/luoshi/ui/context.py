"""What the frame of every page needs, computed only when a full page is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Language, Phrase
from luoshi.ui import navigation
from luoshi.ui.language import current

NETWORK_LEVELS = {
    "public": Phrase("本网络只能处理公开信息", "This network may hold public information only"),
    "internal": Phrase(
        "本网络最高处理工作秘密以下的内部信息,严禁处理国家秘密",
        "This network may hold internal information, never state secrets",
    ),
    "work_secret": Phrase(
        "本网络最高处理工作秘密,严禁处理国家秘密", "This network may hold work secrets, never state secrets"
    ),
}
ROLE_WORDS = {
    Role.EDITOR: Phrase("编辑", "Editor"),
    Role.CONFIRMER: Phrase("审定", "Confirmer"),
    Role.SUPERVISOR: Phrase("督查室", "Supervision office"),
    Role.DRAFTER: Phrase("联络员", "Liaison"),
    Role.SECTION_HEAD: Phrase("科室负责人", "Section head"),
    Role.UNIT_HEAD: Phrase("单位负责人", "Head of unit"),
    Role.LEADER: Phrase("领导", "Leader"),
    Role.SYSTEM_ADMIN: Phrase("系统管理员", "System administrator"),
    Role.SECURITY_ADMIN: Phrase("安全管理员", "Security administrator"),
    Role.AUDIT_ADMIN: Phrase("审计管理员", "Audit administrator"),
}
PRODUCT = Phrase("落实", "Luoshi")


@dataclass(frozen=True)
class Frame:
    """The parts of the frame; each is computed once and only when the page shows it."""

    request: HttpRequest

    @cached_property
    def actor(self) -> Actor | None:
        return getattr(self.request, "actor", None)

    @cached_property
    def places(self) -> list[navigation.Entry]:
        """Left navigation."""
        return navigation.entries(self.request, self.actor)

    @cached_property
    def first_places(self) -> list[navigation.Entry]:
        """What the bottom bar of a phone has room for."""
        return self.places[:4]

    @cached_property
    def me_places(self) -> list[navigation.Entry]:
        """The menu behind the person's name."""
        return navigation.entries(self.request, self.actor, menu="me")

    @cached_property
    def notices(self) -> int | None:
        return navigation.notices_of(self.actor)

    @cached_property
    def search_url(self) -> str:
        return navigation.address("console:search")

    @cached_property
    def notices_url(self) -> str:
        return navigation.address("console:notices")

    @cached_property
    def sign_out_url(self) -> str:
        return navigation.address("account_logout")

    @cached_property
    def sign_in_url(self) -> str:
        return navigation.address("account_login")

    @cached_property
    def person(self) -> str:
        """The name of who is signed in, for the frame and the line that prints."""
        user: Any = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return ""
        return str(getattr(user, "person", None) or user.get_username())

    @cached_property
    def roles(self) -> list[Phrase]:
        """The roles held, without repetition."""
        held = dict.fromkeys(grant.role for grant in self.actor.grants) if self.actor else {}
        return [ROLE_WORDS[role] for role in held if role in ROLE_WORDS]

    @property
    def language(self) -> Language:
        return current()

    @cached_property
    def other_language_url(self) -> str:
        """This page in the other language."""
        query = self.request.GET.copy()
        query["lang"] = "en" if self.language == "zh" else "zh"
        path = self.request.path if self.request.method == "GET" else "/"
        return f"{path}?{query.urlencode()}"

    @cached_property
    def jurisdiction_name(self) -> str:
        """The place whose data this is; empty before anyone is signed in."""
        if self.actor is None:
            return ""
        place: Any = apps.get_model("units", "Jurisdiction")._default_manager.filter(pk=self.actor.jurisdiction).first()
        if place is None:
            return self.actor.jurisdiction
        return str((place.name_en if self.language == "en" else place.short_name) or place.name)

    @property
    def base(self) -> str:
        """What a detail page extends: the whole page, or the panel beside the list that asked for it."""
        return "ui/panel.html" if self.request.headers.get("HX-Target") == "row-panel" else "ui/base.html"

    @property
    def network_level(self) -> Phrase:
        level = getattr(settings, "NETWORK_LEVEL", "internal")
        return NETWORK_LEVELS.get(level, Phrase(level, level))

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def product(self) -> Phrase:
        return PRODUCT


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: ``frame`` in every template."""
    return {"frame": Frame(request)}
