"""What pickers ask for while someone types: people and posts, those the actor may see."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, JsonResponse

from luoshi.accounts.access import policy
from luoshi.accounts.models import Person, Post
from luoshi.accounts.queries import posts_standing
from luoshi.ui.guard import OfficialRequest, guard

_MOST = 20


@guard(policy, "list_people")
def people(request: OfficialRequest) -> JsonResponse:
    """People whose name, initials or staff number begin so."""
    words = _asked(request)
    rows = policy.visible(request.actor, Person.objects.filter(erased_at__isnull=True))
    if words:
        rows = rows.filter(
            Q(name__contains=words) | Q(initials__startswith=words.lower()) | Q(number__startswith=words)
        )
    found = rows.order_by("name", "pk")[:_MOST]
    return JsonResponse(
        [{"value": str(p.pk), "text": person_words(p), "initials": p.initials} for p in found], safe=False
    )


@guard(policy, "list_posts")
def posts(request: OfficialRequest) -> JsonResponse:
    """Standing posts whose title, unit or holder hold the words."""
    words = _asked(request)
    rows = posts_standing(request.actor.on, policy.visible(request.actor, Post.objects.select_related("unit")))
    if words:
        rows = rows.filter(
            Q(title__contains=words) | Q(unit__name__contains=words) | Q(unit__initials__contains=words.lower())
        )
    return JsonResponse(
        [{"value": str(p.pk), "text": post_words(p), "initials": p.unit.initials} for p in rows[:_MOST]], safe=False
    )


def person_words(person: Person) -> str:
    """``张三 (N17)``: two people of one name differ by their number."""
    return f"{person.name} ({person.number})" if person.number else person.name


def post_words(post: Post) -> str:
    """``市发改委 综合科 科长``."""
    return " ".join(filter(None, [str(post.unit), post.section, post.title]))


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:40]
