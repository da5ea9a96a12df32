"""The first page: what waits for the person who signed in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from luoshi.console.work.waiting import blocks
from luoshi.kernel.actors import ADMIN_ROLES, UNIT_ROLES, Role
from luoshi.tasks.access import OFFICIALS
from luoshi.ui.access import own_things
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.navigation import entries
from luoshi.units.remembering import remembered


@guard(own_things, "home")
def home(request: OfficialRequest) -> HttpResponse:
    """My work. Administrators see the way to their own area and nothing of the business."""
    actor = request.actor
    with remembered():
        waiting = blocks(request, actor) if actor.has(*OFFICIALS) else []
    context = {
        "blocks": waiting,
        "places": [entry for entry in entries(request, actor) if entry.url != request.path]
        if actor.has(*ADMIN_ROLES)
        else [],
        "of_unit": actor.has(*UNIT_ROLES),
        "of_office": actor.has(Role.SUPERVISOR),
        "leads": actor.has(Role.LEADER),
        "edits": actor.has(Role.EDITOR),
    }
    return render(request, "console/work/home.html", context)
