"""Named questions about people and posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from luoshi.accounts.models import Person, Post, PostHolding, RoleGrant
from luoshi.journal.owned import valid_on
from luoshi.kernel.speech import Phrase

Name = str | Phrase

_PROGRAMS: dict[str, Phrase] = {
    "system": Phrase("系统", "the system"),
    "command": Phrase("命令行", "the command line"),
    "token": Phrase("接口程序", "a program"),
}
ERASED = Phrase("已清除的人员", "an erased person")


def posts_standing(on: date, rows: QuerySet[Post] | None = None) -> QuerySet[Post]:
    """Posts not abolished on a day, in the order of units and posts."""
    posts = Post.objects.all() if rows is None else rows
    return posts.filter(Q(abolished_on__isnull=True) | Q(abolished_on__gt=on)).order_by(
        "unit__order", "unit_id", "order", "pk"
    )


def with_holders(posts: QuerySet[Post], on: date) -> QuerySet[Post]:
    """Posts with ``current_holdings`` (people included) and ``current_grants`` of a day: two more queries in all."""
    return posts.prefetch_related(
        Prefetch(
            "holdings",
            queryset=PostHolding.objects.filter(valid_on(on)).select_related("person").order_by("part", "pk"),
            to_attr="current_holdings",
        ),
        Prefetch(
            "grants",
            queryset=RoleGrant.objects.filter(valid_on(on)).select_related("unit").order_by("pk"),
            to_attr="current_grants",
        ),
    )


def names_for(opaque: Iterable[str]) -> dict[str, Name]:
    """Readable names of journal actors and subjects (``person:17``, ``system``); one query however many.

    A number that belongs to nobody, and text that is no opaque id, stand for themselves.
    """
    wanted = set(opaque)
    numbers = {
        text: int(text.removeprefix("person:"))
        for text in wanted
        if text.startswith("person:") and text.removeprefix("person:").isdecimal()
    }
    rows = Person.objects.filter(pk__in=set(numbers.values())).values_list("pk", "name", "erased_at") if numbers else ()
    people: dict[int, Name] = {pk: ERASED if erased else name for pk, name, erased in rows}
    return {text: people.get(numbers[text], text) if text in numbers else _PROGRAMS.get(text, text) for text in wanted}


def terms_of_person(person: int, since: date) -> list[tuple[str, date, date | None, date, date | None]]:
    """Role, and the spans of holding and grant, of every role a person has on or after ``since``."""
    open_since = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    return list(
        PostHolding.objects.filter(open_since, person=person, post__grants__isnull=False)
        .filter(Q(post__grants__valid_to__isnull=True) | Q(post__grants__valid_to__gt=since))
        .values_list(
            "post__grants__role", "valid_from", "valid_to", "post__grants__valid_from", "post__grants__valid_to"
        )
    )
