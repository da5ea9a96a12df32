"""A route without an access decision fails the start and the build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

# Routes of libraries that carry their own decision: signing in and out, static files. By module of the view.
DECIDED_ELSEWHERE = ("allauth.", "django.views.static", "django.contrib.staticfiles", "whitenoise.")


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every route as (pattern, view)."""
    for each in (resolver or get_resolver()).url_patterns:
        pattern = f"{prefix}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from routes(each, pattern)
        elif isinstance(each, URLPattern):
            yield pattern, each.callback


def undecided(resolver: URLResolver | None = None) -> list[tuple[str, str]]:
    """Routes without a decision, as (pattern, view)."""
    found = []
    for pattern, view in routes(resolver):
        module = str(getattr(view, "__module__", ""))
        if getattr(view, "decision", None) is None and not module.startswith(DECIDED_ELSEWHERE):
            found.append((pattern, f"{module}.{getattr(view, '__qualname__', view)}"))
    return found


def every_route_has_a_decision(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """System check ``ui.E001``."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    return [
        Error(
            f"/{pattern} leads to {view}, which has no access decision",
            hint="Put luoshi.ui.guard.guard(policy, act) above the view, or public(why) where anyone may come.",
            id="ui.E001",
        )
        for pattern, view in undecided()
    ]
