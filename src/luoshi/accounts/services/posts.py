"""Posts and who holds them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q

from luoshi.accounts.models import Person, Post, PostHolding, RoleGrant, User
from luoshi.accounts.queries import terms_of_person
from luoshi.accounts.rules import Term, clash_of, clash_reason, common_term
from luoshi.accounts.services.sessions import end_sessions
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.verdicts import Refused
from luoshi.units.models import Unit


def create_post(
    actor: Actor, unit: Unit, title: str, *, section: str = "", order: int = 100, deputy_of: Post | None = None
) -> Post:
    """Set up a post in a unit."""
    if not title.strip():
        raise Refused("请填写岗位名称", "Enter the title of the post", field="title")
    with act():
        post = Post.objects.create(
            jurisdiction=actor.jurisdiction,
            unit=unit,
            title=title.strip(),
            section=section.strip(),
            order=order,
            deputy_of=deputy_of,
        )
        record(actor, "accounts.post_set_up", post, after=_facts(post), post=_through(actor))
    return post


def change_post(actor: Actor, post: Post, *, seen: int, title: str, section: str = "", order: int = 100) -> Post:
    """Change what a post is called and where it stands; ``seen`` is the version the editor saw."""
    before = _facts(post)
    with act():
        changed = Post.objects.filter(pk=post.pk, version=seen).update(
            title=title.strip(), section=section.strip(), order=order, version=F("version") + 1
        )
        if not changed:
            raise Refused(
                "您打开之后,他人已修改该岗位。请核对后再保存。",
                "Someone changed this post after you opened the page. Check, then save again.",
            )
        post.refresh_from_db()
        record(actor, "accounts.post_changed", post, before=before, after=_facts(post))
    return post


def abolish_post(actor: Actor, post: Post, *, on: date) -> None:
    """Abolish a post from ``on``; refused while somebody holds it then."""
    if post.abolished_on is not None:
        return
    if post.holdings.exclude(valid_to__lte=on).exists():
        raise Refused(
            "该岗位仍有人担任,请先办理交接或免去", "Someone still holds this post: hand it over or end it first"
        )
    with act():
        post.abolished_on = on
        post.version += 1
        post.save(update_fields=["abolished_on", "version"])
        record(actor, "accounts.post_abolished", post, detail={"on": on.isoformat()})


def hold(
    actor: Actor, post: Post, person: Person, *, on: date, part: str = "A", until: date | None = None
) -> PostHolding:
    """``person`` holds ``post`` from ``on`` to before ``until``: A the holder, B the stand-in (A/B角).

    Refused when the part is taken on one of these days, and by the separation of administrators.
    """
    _span_sound(on, until)
    _in_one_place(actor, post, person)
    if post.abolished_on is not None and post.abolished_on <= on:
        raise Refused("该岗位已撤销", "This post was abolished", field="post")
    _part_free(post, part, on, until)
    refuse_clash(person.pk, on, _terms_of_post(post, on, until))
    with act():
        holding = PostHolding.objects.create(
            jurisdiction=actor.jurisdiction, post=post, person=person, part=part, valid_from=on, valid_to=until
        )
        record(
            actor,
            "accounts.post_taken",
            post,
            detail={
                "person": person.subject,
                "part": part,
                "from": on.isoformat(),
                "until": until and until.isoformat(),
            },
            post=_through(actor),
        )
    return holding


def end_holding(actor: Actor, holding: PostHolding, *, on: date) -> None:
    """End a holding: ``on`` is the first day without it. Whoever holds no post any more is signed out."""
    if holding.valid_to is not None and holding.valid_to <= on:
        return
    with act():
        holding.valid_to = max(on, holding.valid_from)
        holding.save(update_fields=["valid_to"])
        record(
            actor,
            "accounts.post_left",
            holding.post,
            detail={"person": f"person:{holding.person_id}", "part": holding.part, "on": on.isoformat()},
            post=_through(actor),
        )
        sign_out_without_post(holding.person, on=on, today=actor.on)


def sign_out_without_post(person: Person, *, on: date, today: date) -> None:
    """End the sessions of someone who holds no post from ``on``, when that day has come."""
    if on > today or person.holdings.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).exists():
        return
    user = User.objects.filter(person=person).first()
    if user is not None:
        end_sessions(user)


def stand_in(actor: Actor, post: Post, person: Person, *, on: date, until: date) -> PostHolding:
    """The A/B switch: B acts in the post from ``on`` to before ``until``; who stood in until then stops."""
    _span_sound(on, until)
    with act():
        for running in post.holdings.filter(part="B").exclude(valid_to__lte=on):
            if running.valid_from < until:
                end_holding(actor, running, on=on)
        return hold(actor, post, person, on=on, part="B", until=until)


def refuse_clash(person: int, since: date, wanted: list[Term]) -> None:
    """Refuse roles that this person must not join to those they have (三员分立)."""
    held = []
    for role, held_from, held_to, given_from, given_to in terms_of_person(person, since):
        term = common_term(Role(role), (held_from, held_to), (given_from, given_to))
        if term is not None:
            held.append(term)
    pair = clash_of(held, wanted)
    if pair is not None:
        raise Refused(*clash_reason(pair), field="role")


def _terms_of_post(post: Post, on: date, until: date | None) -> list[Term]:
    grants = RoleGrant.objects.filter(post=post).exclude(valid_to__lte=on)
    terms = (common_term(Role(grant.role), (grant.valid_from, grant.valid_to), (on, until)) for grant in grants)
    return [term for term in terms if term is not None]


def _part_free(post: Post, part: str, on: date, until: date | None) -> None:
    taken = (
        post.holdings.filter(part=part)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
        .exclude(valid_to=F("valid_from"))
    )
    if until is not None:
        taken = taken.filter(valid_from__lt=until)
    if taken.exists():
        raise Refused(
            f"该岗位的{part}角在此期间已有人担任,请办理交接",
            f"Someone already holds part {part} of this post in that time: hand it over",
            field="on",
        )


def _in_one_place(actor: Actor, post: Post, person: Person) -> None:
    if not actor.jurisdiction == post.jurisdiction == person.jurisdiction:
        raise Refused("岗位与人员不属同一辖区", "The post and the person belong to different jurisdictions")
    if person.erased_at is not None:
        raise Refused("该人员信息已清除", "This person was erased", field="person")


def _span_sound(on: date, until: date | None) -> None:
    if until is not None and until <= on:
        raise Refused("结束日期应晚于开始日期", "The end must come after the start", field="until")


def _through(actor: Actor) -> int | None:
    grant = actor.through(Role.SECURITY_ADMIN)
    return grant.post if grant else None


def _facts(post: Post) -> dict[str, Any]:
    return {"unit": post.unit_id, "title": post.title, "section": post.section, "order": post.order}
