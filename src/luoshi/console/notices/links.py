"""Where a notice leads."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from luoshi.notify.models import Notice


def url_of(notice: Notice) -> str:
    """The page of a notice's object; empty where there is none."""
    name, key = _place(notice)
    if not name or key is None:
        return ""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def _place(notice: Notice) -> tuple[str, int | None]:
    if "task" in notice.values:
        return "console:task", int(notice.values["task"])
    if notice.object_kind == "policies.opinionround":
        return "console:policy_round", notice.object_id
    if notice.object_kind == "accounts.post":
        return "console:post", notice.object_id
    if notice.kind == "policy_read":
        return "console:policy_review", notice.object_id
    if "policy" in notice.values:
        return "console:policy", int(notice.values["policy"])
    return "", None
