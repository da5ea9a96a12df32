"""After five wrong passwords for one name from one address, sign-in rests for a while."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def username_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The sign-in name of an attempt, as accounts are named."""
    given = (credentials or {}).get("username")
    if given is None and request is not None:
        given = request.POST.get("login")
    return str(given or "").strip().lower()[:255]


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """The page for a locked name: the same whether or not there is such an account."""
    return render(request, "account/locked_out.html", status=429)
