"""Acts on items. Each answers with JSON: fresh cards, the head of the page, and what else the page should do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from luoshi.console.policies.fields import form_of, read, written
from luoshi.console.policies.naming import names_of
from luoshi.console.policies.suggesting import suggested_parts
from luoshi.console.policies.views.review import card_html, head_html
from luoshi.console.policies.words import FIELD_WORDS
from luoshi.journal.history import history
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.packs.model import ITEM_LISTS
from luoshi.papers.review.words import LISTS
from luoshi.policies import queries
from luoshi.policies.access import access, of_policy
from luoshi.policies.models import Policy, ReviewItem
from luoshi.policies.rules.items import data_of
from luoshi.policies.services import deciding, presence, reshaping
from luoshi.policies.services.acting import Changed
from luoshi.policies.services.correcting import correct
from luoshi.policies.services.undoing import undo
from luoshi.ui.forms import conflict_of
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said

Answer = Callable[..., JsonResponse]
MOST_PARTS = reshaping.MOST_PARTS


def telling(view: Callable[..., JsonResponse]) -> Answer:
    """Refusals as JSON: 409 where another person was faster (with the item as it is now), else 422, forbidden 403."""

    @wraps(view)
    def told(request: OfficialRequest, subject: Any, *args: Any) -> JsonResponse:
        try:
            return view(request, subject, *args)
        except Changed as changed:
            return _conflict(request, subject, changed)
        except Refused as refused:
            return JsonResponse(
                {"error": said(refused.phrase), "field": refused.field}, status=403 if refused.forbidden else 422
            )

    return told


def _conflict(request: OfficialRequest, subject: Any, changed: Changed) -> JsonResponse:
    answer: dict[str, Any] = {"error": said(changed.phrase)}
    if isinstance(subject, ReviewItem):
        fresh = ReviewItem.objects.select_related("policy").get(pk=subject.pk)
        typed = read(fresh.kind, request.POST.dict())
        answer["version"] = fresh.version
        if typed:
            answer["conflict"] = _panel(request, subject, fresh, typed, changed)
        else:
            answer["cards"] = card_html(request, fresh.policy, [fresh])
    return JsonResponse(answer, status=409)


def _panel(
    request: OfficialRequest, seen: ReviewItem, fresh: ReviewItem, typed: dict[str, Any], changed: Changed
) -> str:
    """Theirs and yours, field by field, against what the person saw when they began."""
    began = seen.decisions.filter(before__isnull=False).order_by("-pk").first()
    base = began.before["data"] if began is not None and began.before else (fresh.base or fresh.data)
    fields = [(name, FIELD_WORDS.get(name, Phrase(name, name))) for name in typed]
    conflict = conflict_of(
        changed.who,
        timezone.localtime(changed.when).strftime("%H:%M") if changed.when else "?",
        fields,
        {name: written(base.get(name)) for name in typed},
        {name: written(fresh.data.get(name)) for name in typed},
        {name: written(value) for name, value in typed.items()},
    )
    return render_to_string("ui/forms/conflict.html", {"conflict": conflict}, request)


def _done(request: OfficialRequest, policy: Policy, rows: list[ReviewItem], **more: Any) -> JsonResponse:
    policy.refresh_from_db()
    return JsonResponse(
        {"cards": card_html(request, policy, rows), "head": head_html(request, policy), "stamp": _stamp(policy)} | more
    )


def _stamp(policy: Policy) -> int:
    return policy.decisions.order_by("-pk").values_list("pk", flat=True).first() or 0


def _version(request: HttpRequest, name: str = "version") -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@require_POST
@guard(of_policy, "edit", model=ReviewItem)
@telling
def accept(request: OfficialRequest, item: ReviewItem) -> JsonResponse:
    """The item is so."""
    row = deciding.accept(request.actor, item, _version(request), request.POST.get("reason", ""))
    return _done(request, item.policy, [row])


@require_POST
@guard(of_policy, "edit", model=ReviewItem)
@telling
def reject(request: OfficialRequest, item: ReviewItem) -> JsonResponse:
    """It is no such item."""
    row = deciding.reject(request.actor, item, _version(request), request.POST.get("reason", ""))
    return _done(request, item.policy, [row], source=True)


@require_POST
@guard(of_policy, "edit", model=ReviewItem)
@telling
def reopen(request: OfficialRequest, item: ReviewItem) -> JsonResponse:
    """Look again."""
    return _done(request, item.policy, [deciding.reopen(request.actor, item, _version(request))], source=True)


@require_POST
@guard(of_policy, "edit", model=ReviewItem)
@telling
def take_back(request: OfficialRequest, item: ReviewItem) -> JsonResponse:
    """Take the last decision back."""
    rows = undo(request.actor, item, _version(request))
    if len(rows) == 1:
        return _done(request, item.policy, rows, source=True)
    standing = next((row for row in rows if row.state != ReviewItem.State.REPLACED), rows[0])
    return _done(request, item.policy, [], source=True, reload=True, focus=standing.key)


@guard(of_policy, "edit", model=ReviewItem)
def edit(request: OfficialRequest, item: ReviewItem) -> HttpResponse:
    """The fields of an item in place; POST saves. What was typed and not saved before is there again."""
    if request.method == "POST":
        return _save(request, item)
    draft = presence.draft_of(request.actor, item)
    presence.be_present(request.actor, item.policy, item.key)
    typed = draft.fields if draft else None
    context = {
        "item": item, "draft": draft, "stale": draft is not None and draft.seen != item.version, "why": (typed or {}).get("why", ""),
        "fields": form_of(item.kind, item.data, typed=typed, base=item.base), "version": item.version,
    }  # fmt: skip
    return render(request, "console/policies/parts/edit.html", context)


@telling
def _save(request: OfficialRequest, item: ReviewItem) -> JsonResponse:
    row = correct(
        request.actor, item, _version(request), read(item.kind, request.POST.dict(), data=item.data),
        why=request.POST.get("why", ""), accepting=request.POST.get("accepting") == "1",
    )  # fmt: skip
    return _done(request, item.policy, [row])


@guard(of_policy, "view_draft", model=ReviewItem)
def told_history(request: OfficialRequest, item: ReviewItem) -> HttpResponse:
    """What happened to an item, as sentences."""
    events = history(item.jurisdiction, "policies.reviewitem", item.pk, names_of, language=current(), limit=50)
    return render(request, "console/policies/parts/history.html", {"events": events})


@require_POST
@guard(of_policy, "edit", model=ReviewItem)
@telling
def keep_draft(request: OfficialRequest, item: ReviewItem) -> JsonResponse:
    """Keep what is being typed; ``drop=1`` forgets it."""
    if request.POST.get("drop") == "1":
        presence.drop_draft(request.actor, item)
    else:
        fields = {name: value for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "version")}
        presence.keep_draft(request.actor, item, _version(request), fields)
    return JsonResponse({"kept": timezone.localtime().strftime("%H:%M:%S")})


@guard(of_policy, "edit", model=ReviewItem)
def split(request: OfficialRequest, item: ReviewItem) -> HttpResponse:
    """Split an item: the form with suggested parts, or the act."""
    if request.method == "POST":
        return _split(request, item)
    parts = suggested_parts(item.kind, item.data)
    context = {
        "item": item, "version": item.version,
        "parts": [form_of(item.kind, item.data | part, prefix=f"{n}.") for n, part in enumerate(parts)],
        "blank": form_of(item.kind, item.data, prefix="N."),
    }  # fmt: skip
    return render(request, "console/policies/parts/split.html", context)


@telling
def _split(request: OfficialRequest, item: ReviewItem) -> JsonResponse:
    typed = request.POST.dict()
    heads = {name.partition(".")[0] for name in typed}
    numbers = sorted(int(head) for head in heads if head.isdecimal() and len(head) < 4)
    parts = [read(item.kind, typed, f"{n}.", data=item.data) for n in numbers[: MOST_PARTS + 1]]
    made = reshaping.split(request.actor, item, _version(request), parts)
    return _done(request, item.policy, [], reload=True, source=True, focus=made[0].key)


@require_POST
@guard(access, "edit", model=Policy)
@telling
def merge(request: OfficialRequest, policy: Policy) -> JsonResponse:
    """Merge the items ``key:version`` named by ``item``."""
    wanted: dict[str, int] = {}
    for pair in request.POST.getlist("item")[: MOST_PARTS + 1]:
        key, _, version = pair.rpartition(":")
        wanted[key] = int(version) if version.isdecimal() and len(version) < 10 else 0
    rows = {row.key: row for row in queries.items(policy).filter(key__in=wanted)}
    made = reshaping.merge(
        request.actor, policy, [(rows[key], version) for key, version in wanted.items() if key in rows]
    )
    return _done(request, policy, [], reload=True, source=True, focus=made.key)


@guard(access, "edit", model=Policy)
def add(request: OfficialRequest, policy: Policy) -> HttpResponse:
    """Add an item: the form of a kind (from a passage of the text), or the act."""
    if request.method == "POST":
        return _add(request, policy)
    kind = request.GET.get("kind", "tasks")
    kind = kind if kind in ITEM_LISTS else "tasks"
    start, end = (_place(request.GET.get(name, "")) for name in ("start", "end"))
    words = _passage(policy, start, end)
    data = {**_blank(kind), "text": words}
    for name in ("indicator", "service", "name"):
        if name in data:
            data[name] = words[:30]
    context = {
        "policy": policy, "kind": kind, "kinds": [(name, said(label)) for name, label in LISTS.items()], "start": start,
        "end": end, "words": words, "fields": form_of(kind, data),
    }  # fmt: skip
    return render(request, "console/policies/parts/add.html", context)


def _blank(kind: str) -> dict[str, Any]:
    return data_of(ITEM_LISTS[kind]())


def _place(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _passage(policy: Policy, start: int | None, end: int | None) -> str:
    compilation = queries.latest_compilation(policy)
    if compilation is None or start is None or end is None:
        return ""
    return " ".join(compilation.raw_text[start:end].split())[:2000]


@telling
def _add(request: OfficialRequest, policy: Policy) -> JsonResponse:
    kind = request.POST.get("kind", "")
    fields = read(kind, request.POST.dict()) if kind in ITEM_LISTS else {}
    start, end = (_place(request.POST.get(name, "")) for name in ("start", "end"))
    made = reshaping.add(request.actor, policy, kind, fields, start=start, end=end, why=request.POST.get("why", ""))
    return _done(request, policy, [], reload=True, source=True, focus=made.key, kind=made.kind)


@require_POST
@guard(access, "edit", model=Policy)
@telling
def accept_sure(request: OfficialRequest, policy: Policy) -> JsonResponse:
    """Accept the undecided items that are not doubtful: of a kind, or those chosen."""
    kind = request.POST.get("kind", "")
    keys = [pair.rpartition(":")[0] for pair in request.POST.getlist("item")]
    count = deciding.accept_sure(request.actor, policy, kind=kind if kind in ITEM_LISTS else "", keys=keys)
    words = f"已接受 {count} 项" if current() == "zh" else f"{count} items accepted"
    return _done(request, policy, [], reload=True, note=words)
