"""The page of one unit, as of any date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from luoshi.accounts.access import policy as account_policy
from luoshi.accounts.models import Post, PostHolding
from luoshi.accounts.queries import names_for, posts_standing, with_holders
from luoshi.console.units.fields import day_asked
from luoshi.journal.history import Told, history
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.units.access import policy
from luoshi.units.lineage import successor_of, touching
from luoshi.units.models import Succession, Unit, UnitName
from luoshi.units.queries import groups_of, names_on
from luoshi.units.rules.dating import Stretch
from luoshi.units.rules.lineages import KIND_WORDS as SUCCESSION_WORDS
from luoshi.units.services.names import LONG_AGO
from luoshi.units.sheets.layout import KIND_WORDS


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name of the timeline; ``now``: borne on the day of the page."""

    row: UnitName
    start: date | None
    end: date | None
    now: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One succession as it is drawn: the other unit under the name of that day, and whether it counts on the page's day."""

    row: Succession
    other: Unit
    name: str
    kind: Phrase
    begun: bool


@guard(policy, "units.view", model=Unit)
def unit(request: OfficialRequest, unit: Unit) -> HttpResponse:
    """Names over time, what it took over and who follows, groups, sections, posts, history."""
    actor, on = request.actor, day_asked(request, request.actor)
    before, after = _links(unit, on)
    living = Stretch(unit.founded_on or date.min, unit.dissolved_on)
    names = _names(unit, on)
    told = names_on([unit], on)
    return render(
        request,
        "console/units/unit.html",
        {
            "unit": unit,
            "on": on,
            "today": actor.on,
            "name": told[unit.pk],
            "kind": KIND_WORDS[unit.kind],
            "exists": living.holds(on),
            "not_yet": unit.founded_on is not None and on < unit.founded_on,
            "names": [line for line in names if not line.row.alias],
            "aliases": [line for line in names if line.row.alias],
            "predecessors": before,
            "successors": after,
            "lineage": successor_of(unit, on) if after else None,
            "groups": groups_of(unit, on),
            "parts": unit.parts.order_by("order", "name")[:200],
            "posts": _posts(actor, unit, on),
            "people_seen": bool(account_policy.allows(actor, "list_posts")),
            "history": _history(unit),
            "may_edit": bool(policy.allows(actor, "units.edit", unit)),
        },
    )


def _names(unit: Unit, on: date) -> list[NameLine]:
    """The names of a unit, latest first; with the unit its last name ends too."""
    life = Stretch(unit.founded_on or date.min, unit.dissolved_on)
    lines = []
    for row in unit.names.filter(withdrawn_at__isnull=True).order_by("-valid_from", "-pk"):
        borne = Stretch(row.valid_from, row.valid_to)
        end = min((day for day in (row.valid_to, unit.dissolved_on) if day is not None), default=None)
        start = None if row.valid_from <= LONG_AGO else row.valid_from
        lines.append(NameLine(row, start, end, borne.holds(on) and life.holds(on)))
    return lines


def _links(unit: Unit, on: date) -> tuple[list[Link], list[Link]]:
    before: list[Link] = []
    after: list[Link] = []
    for row in touching(unit):
        mine = row.predecessor_id == unit.pk
        other = row.successor if mine else row.predecessor
        link = Link(row, other, other.name, SUCCESSION_WORDS[row.kind], row.on <= on)
        (after if mine else before).append(link)
    return before, after


def _posts(actor: Actor, unit: Unit, on: date) -> list[Post]:
    """The posts the actor may see, with who holds them on the day."""
    seen: QuerySet[Post] = account_policy.visible(actor, Post.objects.filter(unit=unit))
    posts = list(with_holders(posts_standing(on, seen), on))
    seen_holdings = account_policy.visible(actor, PostHolding.objects.filter(post__in=[post.pk for post in posts]))
    allowed = set(seen_holdings.values_list("pk", flat=True))
    for post in posts:
        post.shown_holdings = [h for h in post.current_holdings if h.pk in allowed]  # type: ignore[attr-defined]  # for the template
    return posts


def _history(unit: Unit) -> list[Told]:
    def named(opaque: frozenset[str]) -> dict[str, str]:
        return {key: said(name) for key, name in names_for(opaque).items()}

    return history(unit.jurisdiction, Unit._meta.label_lower, unit.pk, named, language=current(), limit=50)
