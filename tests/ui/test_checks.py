"""Every route has an access decision."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from luoshi.ui.checks import undecided
from luoshi.ui.guard import public


def open_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@public("anyone reads it")
def decided_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_a_route_without_decision_is_found() -> None:
    routes = URLResolver(RegexPattern(r"^"), [path("a", decided_view), path("b", open_view)])
    assert undecided(routes) == [("b", f"{__name__}.open_view")]


def test_every_route_of_the_product_has_one() -> None:
    assert undecided() == []
