"""Posts: who holds them, what they may do, what they hand over."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from luoshi.accounts import services
from luoshi.accounts.access import own_posts, policy
from luoshi.accounts.models import Delegation, Portfolio, Post, PostHolding, RoleGrant
from luoshi.accounts.queries import with_holders
from luoshi.accounts.rules import ROLE_NAMES
from luoshi.console.accounts.acting import attempted, carried_out, done
from luoshi.console.accounts.forms import GrantForm, HoldingForm, PortfolioForm, PostForm
from luoshi.console.accounts.people import unit_options
from luoshi.journal.models import Event
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import Actor, Role
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.lists import Boolean, Choice, Column, ListPage, Option, Picker
from luoshi.ui.lists.filters import Rows


def _with_roles(rows: Rows, value: Any, actor: Actor) -> Rows:
    return rows.filter(pk__in=RoleGrant.objects.filter(valid_on(actor.on), role__in=value).values("post"))


def _vacant(rows: Rows, value: Any, actor: Actor) -> Rows:
    held = PostHolding.objects.filter(valid_on(actor.on), part="A")
    return rows.exclude(pk__in=held.values("post")) if value else rows


def _standing(rows: Rows, value: Any, actor: Actor) -> Rows:
    return rows.filter(abolished_on__isnull=False) if value else rows


class PostList(ListPage):
    """Posts that the actor may see, with their holders and roles of today."""

    key = "posts"
    title = Phrase("岗位", "Posts")
    item = Phrase("个岗位", "{n:post|posts}")
    columns = (
        Column(key="unit", phrase=Phrase("单位", "Unit"), sort="unit__order", value=lambda row: str(row.unit)),
        Column(key="section", phrase=Phrase("科室", "Section"), sort="section"),
        Column(key="title", phrase=Phrase("岗位", "Post"), sort="title", primary=True),
        Column(
            key="holders",
            phrase=Phrase("担任", "Held by"),
            template="accounts/cells/holders.html",
            sheet=lambda row: "、".join(f"{h.person.name}({h.part})" for h in row.current_holdings),
        ),
        Column(
            key="roles",
            phrase=Phrase("角色", "Roles"),
            template="accounts/cells/roles.html",
            sheet=lambda row: "、".join(ROLE_NAMES[Role(g.role)].zh for g in row.current_grants),
            wide=True,
        ),
    )
    filters = (
        Picker(key="unit", phrase=Phrase("单位", "Unit"), field="unit_id", options=unit_options),
        Choice(
            key="role",
            phrase=Phrase("角色", "Role"),
            options=tuple(Option(role.value, name) for role, name in ROLE_NAMES.items()),
            by=_with_roles,
        ),
        Boolean(key="vacant", phrase=Phrase("空缺", "Vacant"), by=_vacant),
        Boolean(key="abolished", phrase=Phrase("已撤销", "Abolished"), by=_standing),
    )
    search_in = ("title", "section", "unit__name", "unit__initials")
    order = ("unit__order", "unit_id", "order")
    related = ("unit",)
    template = "accounts/posts.html"

    def rows(self, actor: Actor) -> Rows:
        return policy.visible(actor, Post.objects.all())

    def fetched(self, keys: Any) -> list[Any]:
        rows = with_holders(self.rows(self.actor).filter(pk__in=keys).select_related("unit"), self.actor.on)
        found = {row.pk: row for row in rows}
        return [found[key] for key in keys if key in found]

    def url_of(self, row: Any) -> str:
        return reverse("console:post", args=[row.pk])

    def tone_of(self, row: Any) -> str:
        return "muted" if row.abolished_on is not None and row.abolished_on <= self.actor.on else ""

    def context(self) -> dict[str, Any]:
        return {"may_manage": bool(policy.allows(self.actor, "manage_posts"))}


@guard(policy, "list_posts")
def posts(request: OfficialRequest) -> HttpResponse:
    """The posts that the actor may see."""
    return PostList(request).respond()


@guard(policy, "manage_posts")
def new_post(request: OfficialRequest) -> HttpResponse:
    """Set up a post."""
    form = PostForm(request.POST or None, actor=request.actor, initial={"unit": request.GET.get("unit")})
    made: list[Post] = []
    if carried_out(form, request.actor, lambda v: made.append(services.create_post(request.actor, **v))):
        return (
            done(request, Phrase("岗位已设立", "The post was set up"), "console:post", made[0].pk)
            if made
            else redirect("console:posts")
        )
    return render(request, "accounts/posts_form.html", {"form": form, "heading": Phrase("设立岗位", "New post")})


@guard(policy, "view_post", model=Post)
def post(request: OfficialRequest, post: Post) -> HttpResponse:
    """A post: its holders over time, roles, portfolio, what it lent, earlier handovers."""
    actor = request.actor
    held = list(PostHolding.objects.filter(post=post).select_related("person").order_by("-valid_from", "part"))
    grants = RoleGrant.objects.filter(post=post).exclude(valid_to__lte=actor.on).select_related("unit").order_by("pk")
    running = Delegation.objects.exclude(valid_to__lte=actor.on).select_related("from_post__unit", "to_post__unit")
    return render(
        request,
        "accounts/post.html",
        {
            "post": post,
            "holdings": [(holding, f"end-{holding.pk}") for holding in held],  # with the id of its question
            "holder": next((h for h in held if h.part == "A" and _runs(h, actor)), None),
            "grants": [(grant, ROLE_NAMES[Role(grant.role)]) for grant in grants],
            "portfolios": Portfolio.objects.filter(post=post).exclude(valid_to__lte=actor.on).select_related("unit"),
            "lent": [(row, ROLE_NAMES[Role(row.role)]) for row in running.filter(from_post=post)],
            "borrowed": [(row, ROLE_NAMES[Role(row.role)]) for row in running.filter(to_post=post)],
            "handovers": Event.objects.filter(
                jurisdiction=post.jurisdiction, object_kind=post._meta.label_lower, object_id=post.pk, act=services.HANDED_OVER
            ).order_by("-pk"),
            "may_manage": bool(policy.allows(actor, "manage_posts")),
            "may_grant": bool(policy.allows(actor, "manage_rights")),
            "may_lend": post.pk in own_posts(actor),
            "today": actor.on,
        },
    )  # fmt: skip


def _runs(row: PostHolding, actor: Actor) -> bool:
    return row.valid_from <= actor.on and (row.valid_to is None or row.valid_to > actor.on)


@guard(policy, "manage_posts", model=Post)
def edit_post(request: OfficialRequest, post: Post) -> HttpResponse:
    """Change what a post is called and where it stands."""
    initial = {"title": post.title, "section": post.section, "order": post.order}
    form = PostForm(request.POST or None, actor=request.actor, post=post, initial=initial, version=post.version)
    seen = form.sent_version or 0
    if carried_out(form, request.actor, lambda v: services.change_post(request.actor, post, seen=seen, **v)):
        return done(request, Phrase("已保存", "Saved"), "console:post", post.pk)
    return post_form(request, post, form, Phrase("修改岗位", "Change the post"))


@guard(policy, "manage_posts", model=Post)
@require_POST
def abolish(request: OfficialRequest, post: Post) -> HttpResponse:
    """Abolish a post from today."""
    return attempted(
        request,
        Phrase("岗位已撤销", "The post was abolished"),
        lambda: services.abolish_post(request.actor, post, on=request.actor.on),
        "console:post",
        post.pk,
    )


@guard(policy, "manage_posts", model=Post)
def appoint(request: OfficialRequest, post: Post) -> HttpResponse:
    """Someone takes a vacant post."""
    form = HoldingForm(request.POST or None, actor=request.actor, initial={"on": request.actor.on})
    if carried_out(form, request.actor, lambda v: services.hold(
        request.actor, post, v["person"], on=v["on"], until=v["until"]
    )):  # fmt: skip
        return done(request, Phrase("已任职", "Appointed"), "console:post", post.pk)
    return post_form(request, post, form, Phrase("任职", "Appoint"))


@guard(policy, "manage_posts", model=Post)
def stand_in(request: OfficialRequest, post: Post) -> HttpResponse:
    """The A/B switch: someone acts in the post for a time."""
    form = HoldingForm(request.POST or None, actor=request.actor, until_required=True, initial={"on": request.actor.on})
    form.submit = Phrase("由B角代行", "Let B act")
    if carried_out(form, request.actor, lambda v: services.stand_in(
        request.actor, post, v["person"], on=v["on"], until=v["until"]
    )):  # fmt: skip
        return done(request, Phrase("B角代行已生效", "The stand-in is set"), "console:post", post.pk)
    return post_form(request, post, form, Phrase("A/B 角代行", "A/B stand-in"))


@guard(policy, "manage_posts", model=PostHolding)
@require_POST
def end_holding(request: OfficialRequest, holding: PostHolding) -> HttpResponse:
    """Someone leaves a post today."""
    return attempted(
        request,
        Phrase("任职已结束,权限今日终止", "The holding ended; its rights end today"),
        lambda: services.end_holding(request.actor, holding, on=request.actor.on),
        "console:post",
        holding.post_id,
    )


@guard(policy, "manage_rights", model=Post)
def grant(request: OfficialRequest, post: Post) -> HttpResponse:
    """Give a post a role."""
    form = GrantForm(request.POST or None, actor=request.actor, initial={"on": request.actor.on})
    if carried_out(form, request.actor, lambda v: services.grant_role(
        request.actor, post, v["role"], on=v["on"], unit=v["unit"], area=v["area"]
    )):  # fmt: skip
        return done(request, Phrase("已授权", "Granted"), "console:post", post.pk)
    return post_form(request, post, form, Phrase("授予角色", "Grant a role"))


@guard(policy, "manage_rights", model=RoleGrant)
@require_POST
def end_grant(request: OfficialRequest, grant: RoleGrant) -> HttpResponse:
    """Take a role from a post today."""
    return attempted(
        request,
        Phrase("已收回,今日起无此权限", "Taken away from today"),
        lambda: services.end_grant(request.actor, grant, on=request.actor.on),
        "console:post",
        grant.post_id,
    )


@guard(policy, "manage_rights", model=Post)
def portfolio(request: OfficialRequest, post: Post) -> HttpResponse:
    """Add to what a leader answers for."""
    form = PortfolioForm(request.POST or None, actor=request.actor, initial={"on": request.actor.on})
    if carried_out(form, request.actor, lambda v: services.set_portfolio(request.actor, post, **v)):
        return done(request, Phrase("已增加分管", "Added to the portfolio"), "console:post", post.pk)
    return post_form(request, post, form, Phrase("分管范围", "Portfolio"))


@guard(policy, "manage_rights", model=Portfolio)
@require_POST
def end_portfolio(request: OfficialRequest, row: Portfolio) -> HttpResponse:
    """A leader answers no longer for something."""
    return attempted(
        request,
        Phrase("已不再分管", "Taken out of the portfolio"),
        lambda: services.end_portfolio(request.actor, row, on=request.actor.on),
        "console:post",
        row.post_id,
    )


def post_form(request: OfficialRequest, post: Post, form: Any, heading: Phrase, **more: Any) -> HttpResponse:
    """A form about a post on a page of its own."""
    return render(request, "accounts/post_form.html", {"post": post, "form": form, "heading": heading, **more})
