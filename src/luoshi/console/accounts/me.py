"""My account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from luoshi.accounts.access import POLICY
from luoshi.ui.guard import OfficialRequest, guard


@guard(POLICY, "own_account")
def account(request: OfficialRequest) -> HttpResponse:
    """What I am, and how I sign in."""
    return render(request, "accounts/me.html")
