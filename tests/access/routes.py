"""Every route of the product with its decision, from the URL map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from luoshi.ui.guard import Decision


@dataclass(frozen=True)
class Route:
    """A route: its name with namespaces, its path, the arguments it captures, the view's decision (None: it has none)."""

    name: str
    path: str
    arguments: tuple[tuple[str, str], ...]  # (name, converter)
    decision: Decision | None

    @property
    def guarded(self) -> bool:
        """Whether people come here under a policy; what programs do with tokens is tried in tests/api."""
        return self.decision is not None and self.decision.policy is not None and not self.decision.scope


def routes() -> list[Route]:
    """All routes, in the order of the map."""
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: Any, path: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, path + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            converters: dict[str, Any] = dict(pattern.pattern.converters)
            if isinstance(pattern.pattern, RegexPattern):
                converters |= dict.fromkeys(pattern.pattern.regex.groupindex)
            yield Route(
                name=f"{namespace}{pattern.name}",
                path="/" + path + str(pattern.pattern),
                arguments=tuple((name, type(converter).__name__) for name, converter in converters.items()),
                decision=getattr(pattern.callback, "decision", None),
            )
