"""The review page and its fragments: the text, the items of a tab, the panels beside them, who else is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from luoshi.accounts.queries import names_for
from luoshi.console.policies.cards import Tab, cards, surroundings, tabs
from luoshi.console.policies.fields import written
from luoshi.console.policies.source import source_html
from luoshi.kernel.speech import Phrase
from luoshi.papers.review.words import LISTS
from luoshi.policies import queries
from luoshi.policies.access import access
from luoshi.policies.models import Decision, Policy, ReviewItem
from luoshi.policies.services.presence import be_present
from luoshi.ui.guard import OfficialRequest, guard, unattended
from luoshi.ui.language import current, said

PAGE = 50
SHOWS = ("all", "low", "pending", "rejected")
PANELS = ("units", "repairs", "findings", "facts")
CHANGED_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked to show: a kind of items (empty: all), a filter, words, up to an item."""

    kind: str = ""
    show: str = "all"
    words: str = ""
    start: int = 0
    to: str = ""


def asked_of(request: HttpRequest, policy: Policy) -> Asked:
    """What the query string asks for; the first tab that holds anything where it does not say."""
    query = request.GET
    kind, show = query.get("kind"), query.get("show", "all")
    if kind is None or (kind and kind not in LISTS):
        kind = "" if show != "all" or query.get("q") or query.get("item") else _first(policy)
    start = query.get("from", "0")
    return Asked(
        kind, show if show in SHOWS else "all", query.get("q", "").strip()[:100],
        int(start) if start.isdecimal() and len(start) < 7 else 0, query.get("item", "")[:40],
    )  # fmt: skip


def _first(policy: Policy) -> str:
    kinds = set(queries.items(policy).order_by().values_list("kind", flat=True).distinct())
    return next((kind for kind in LISTS if kind in kinds), "")


@guard(access, "view_draft", model=Policy)
def review(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """Text and items side by side."""
    if policy.state in (Policy.State.UPLOADED, Policy.State.COMPILING, Policy.State.FAILED):
        return redirect("console:policy_progress", pk=policy.pk)
    asked = asked_of(request, policy)
    compilation = queries.latest_compilation(policy)
    panel = request.GET.get("panel", "")
    context = {
        "policy": policy, "asked": asked, "source": source_html(policy, compilation), **_list(request, policy, asked),
        **head(request, policy), "panel": panel if panel in PANELS else "", "remarks": _remarks(compilation),
        "kinds": [(name, said(words)) for name, words in LISTS.items()],
    }  # fmt: skip
    return render(request, "console/policies/review.html", context)


def _remarks(compilation: Any) -> list[str]:
    return [remark[0] if current() == "zh" else remark[1] for remark in (compilation.remarks if compilation else ())]


@guard(access, "view_draft", model=Policy)
def review_items(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """The cards of a tab, a page of them at a time."""
    return render(request, "console/policies/parts/cards.html", _list(request, policy, asked_of(request, policy)))


@guard(access, "view_draft", model=Policy)
def review_source(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """The text pane alone, after items came or went."""
    return HttpResponse(source_html(policy))


def head(request: OfficialRequest, policy: Policy) -> dict[str, Any]:
    """Counts, tabs and acts at the top of the page."""
    tally = queries.tally(policy)
    unsettled, repairs = len(queries.unsettled_names(policy)), queries.doubtful_repairs(policy).count()
    shown: list[Tab] = tabs(tally)
    return {
        "policy": policy, "tally": tally, "tabs": shown, "all_total": sum(tab.total for tab in shown),
        "unsettled": unsettled, "doubtful": repairs, "open_findings": queries.open_findings(policy).count(),
        "editable": policy.state == Policy.State.REVIEW and bool(access.allows(request.actor, "edit", policy)),
        "may_confirm": policy.state == Policy.State.SUBMITTED and bool(access.allows(request.actor, "confirm", policy)),
    }  # fmt: skip


def head_html(request: OfficialRequest, policy: Policy) -> str:
    """The top of the page as a fragment, for answers to acts."""
    return render_to_string("console/policies/parts/head.html", head(request, policy), request)


def _list(request: OfficialRequest, policy: Policy, asked: Asked) -> dict[str, Any]:
    """A page of cards: from ``start``, long enough to hold the item asked for."""
    rows = queries.items(policy, asked.kind)
    if asked.show == "low":
        rows = rows.filter(confidence="low", state=ReviewItem.State.PENDING)
    elif asked.show in ("pending", "rejected"):
        rows = rows.filter(state=asked.show)
    found: list[ReviewItem] = []
    if asked.words:
        found = [row for row in rows if _says(row, asked.words)]
        keys = [row.key for row in found]
    else:
        keys = list(rows.values_list("key", flat=True))
    end = asked.start + PAGE
    if asked.to in keys:
        end = max(end, keys.index(asked.to) + 10)
    page = keys[asked.start : end]
    known = {row.key: row for row in (found or rows.filter(key__in=page))}
    shown = [known[key] for key in page if key in known]
    around = surroundings(policy, shown, request.actor.person, queries.present(policy, request.actor.person))
    editable = policy.state == Policy.State.REVIEW and bool(access.allows(request.actor, "edit", policy))
    return {
        "cards": cards(shown, around), "more": end if end < len(keys) else None, "left": max(0, len(keys) - end),
        "matching": len(keys), "asked": asked, "policy": policy, "editable": editable, "first": asked.start == 0,
    }  # fmt: skip


def _says(row: ReviewItem, words: str) -> bool:
    text = " ".join(written(value) for name, value in row.data.items() if name not in ("spans", "span", "key")).lower()
    text += f" {row.display} {row.clause}".lower()
    return all(word in text for word in words.lower().split())


def card_html(request: OfficialRequest, policy: Policy, rows: list[ReviewItem]) -> dict[str, str]:
    """Fresh cards of items, by key, for answers to acts."""
    around = surroundings(policy, rows, request.actor.person, queries.present(policy, request.actor.person))
    editable = policy.state == Policy.State.REVIEW and bool(access.allows(request.actor, "edit", policy))
    return {
        c.key: render_to_string(
            "console/policies/parts/card.html", {"c": c, "policy": policy, "editable": editable}, request
        )
        for c in cards(rows, around)
    }


@unattended
@require_POST
@guard(access, "review", model=Policy)
def presence(request: OfficialRequest, policy: Policy) -> JsonResponse:
    """Say that the person is here, at an item; learn who else is, and which items others changed since ``stamp``."""
    be_present(request.actor, policy, request.POST.get("item", ""))
    others = queries.present(policy, request.actor.person)
    names = names_for({f"person:{row.person}" for row in others})
    shown = dict(policy.items.filter(key__in=[o.item for o in others if o.item]).values_list("key", "display"))
    stamp = request.POST.get("stamp", "")
    since = int(stamp) if stamp.isdecimal() and len(stamp) < 18 else None
    latest = policy.decisions.order_by("-pk").values_list("pk", flat=True).first() or 0
    answer: dict[str, Any] = {
        "stamp": latest,
        "others": [
            {"words": _here(said(names.get(f"person:{o.person}", "?")), shown.get(o.item, "")), "item": o.item}
            for o in others
        ],
    }
    if since is not None and since < latest:
        changed = Decision.objects.filter(policy=policy, pk__gt=since).exclude(by=request.actor.opaque)
        keys = list(dict.fromkeys(changed.order_by("pk").values_list("item__key", flat=True)[: CHANGED_AT_ONCE + 1]))
        reload = len(keys) > CHANGED_AT_ONCE or changed.filter(joint=True).exists()
        if keys:
            answer["reload"] = reload
            answer["cards"] = (
                {} if reload else card_html(request, policy, list(queries.items(policy).filter(key__in=keys)))
            )
            answer["head"] = head_html(request, policy)
    return JsonResponse(answer)


def _here(name: str, item: str) -> str:
    if not item:
        return said(Phrase(f"{name}也在核对这份政策", f"{name} has this review open, too"))
    return said(Phrase(f"{name}正在看 {item}", f"{name} is at {item}"))
