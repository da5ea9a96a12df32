"""Changes of the city itself: a park founded, a county made a district, two bureaux merged, people who change posts."""

from __future__ import annotations

from datetime import timedelta

from luoshi.accounts.models import Post, PostHolding
from luoshi.accounts.services import (
    abolish_post,
    create_post,
    end_grant,
    end_holding,
    grant_role,
    hand_over,
    hold,
    lend_role,
    set_portfolio,
)
from luoshi.demo.city.founding import found_park, make_district, merge_bureaux
from luoshi.demo.city.staffing import staff_unit
from luoshi.demo.story import Story
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import UNIT_ROLES, Role
from luoshi.kernel.verdicts import Refused
from luoshi.units.models import Unit
from luoshi.units.services import add_alias, set_setting

# months ago, day, post (none of those with a sign-in: sign_ins.WHO)
HANDOVERS = (
    (21, 6, "jtj.liaison"), (19, 12, "swj.head"), (17, 3, "qingyuan.section"), (15, 20, "fgw.section"), (13, 8, "czj.liaison"),
    (11, 15, "nync.head"), (9, 4, "rsj.liaison"), (7, 18, "ducha.officer"), (5, 9, "kjj.liaison"), (3, 11, "baishi.liaison"),
    (1, 5, "wjw.section"),
)  # fmt: skip


def plan(story: Story) -> None:
    """Put the changes in their places."""
    on, days = story.timeline.on, story.days
    on(days.start + timedelta(days=1), lambda: _settings(story))
    soonest = days.start + timedelta(
        days=1
    )  # in a shorter story these came before it; they are entered at its beginning
    on(max(days.park, soonest), lambda: _park(story))
    on(max(days.district, soonest), lambda: make_district(story.cast.actor("ducha.director"), story.city, days))
    on(max(days.merger, soonest), lambda: merge(story), hour=9)
    on(days.back(10, 4), lambda: _signed(story))
    on(days.back(3, 4), lambda: _stricter(story))
    on(days.back(2, 16), lambda: _lend(story))
    for months, day, post in HANDOVERS:
        on(days.back(months, day), lambda post=post: change_hands(story, post))  # type: ignore[misc]  # bound now


def _settings(story: Story) -> None:
    actor = story.cast.actor("ducha.director")
    set_setting(actor, "due_soon_workdays", 15, on=story.today, reason="督查工作规则第九条:提前15个工作日预警")
    set_setting(actor, "report_steps", ["drafter"], on=story.today, reason="试运行期间简化报送环节")


def _signed(story: Story) -> None:
    actor = story.cast.actor("ducha.director")
    set_setting(
        actor, "report_steps", ["drafter", "unit_head"], on=story.today, reason="试运行结束,报送须经单位负责人签发"
    )


def _stricter(story: Story) -> None:
    actor = story.cast.actor("ducha.director")
    set_setting(actor, "due_soon_workdays", 10, on=story.today, reason="各单位反映预警过早,经研究调整为10个工作日")
    set_setting(
        actor,
        "report_steps",
        ["drafter", "section_head", "unit_head"],
        on=story.today,
        reason="督查工作规则修订:增加科室审核",
    )
    add_alias(actor, story.city.units["gxj"], name="市工业信息化局", on=story.today, basis="来文中常见写法")


def _park(story: Story) -> None:
    unit = found_park(story.cast.actor("ducha.director"), story.city, story.days)
    story.city.units["qyfood"] = unit
    _staff(story, "qyfood", 2)


def _staff(story: Story, key: str, size: int) -> None:
    """Posts and people of a unit that came later."""
    actor, day = story.cast.actor("admin.security"), story.today

    def appoint(
        _: object, place: str, unit: Unit, title: str, roles: tuple[Role, ...], *, section: str = "", order: int = 100
    ) -> Post:
        post = create_post(actor, unit, title, section=section, order=order)
        for role in roles:
            grant_role(actor, post, role, on=day, unit=unit if role in UNIT_ROLES else None)
        hold(actor, post, story.newcomer(), on=day)
        story.cast.posts[place] = post
        return post

    staff_unit(actor, story.city, story.cast, key, size, appoint)
    story.cast.forget()


def merge(story: Story) -> None:
    """Two bureaux become one: the posts of the new one are taken by people of the old ones, whose access ends that day."""
    director, security, day = story.cast.actor("ducha.director"), story.cast.actor("admin.security"), story.today
    unit = merge_bureaux(director, story.city, story.days)
    story.cast.units[unit.pk] = "sjzw"
    for part, title, section, roles, taken_from in (
        ("head", "局长", "", (Role.UNIT_HEAD,), "spj.head"), ("section", "综合科科长", "综合科", (Role.SECTION_HEAD,), "spj.section"),
        ("liaison", "督查联络员", "综合科", (Role.DRAFTER,), "yhb.liaison"),
    ):  # fmt: skip
        person = story.cast.holder(taken_from)
        post = create_post(security, unit, title, section=section, order=10)
        for role in roles:
            grant_role(security, post, role, on=day, unit=unit)
        hold(security, post, person, on=day)
        story.cast.posts[f"sjzw.{part}"] = post
    for key in ("spj", "yhb"):
        old = story.city.units[key]
        for post in Post.objects.filter(unit=old, abolished_on__isnull=True):
            for holding in PostHolding.objects.filter(valid_on(day), post=post):
                _end(story, holding)
            for grant in post.grants.filter(valid_to__isnull=True):
                end_grant(security, grant, on=day)
        story.cast.units.pop(old.pk)
    set_portfolio(security, story.cast.posts["vice.executive"], on=day, unit=unit)
    story.cast.forget()


def _end(story: Story, holding: PostHolding) -> None:
    security = story.cast.actor("admin.security")
    end_holding(security, holding, on=story.today)
    abolish_post(security, holding.post, on=story.today)


def change_hands(story: Story, key: str) -> None:
    """Somebody new takes a post over: tasks, drafts and returned items move in one act."""
    giver = story.cast.holder(key)
    try:
        hand_over(story.cast.actor("admin.security"), story.cast.posts[key], giver, story.newcomer(), story.today)
    except Refused as refused:
        story.refusal("handover", refused)
    story.cast.forget()


def _lend(story: Story) -> None:
    """A head is away for training and lends the right to sign to the deputy's post."""
    posts = story.cast.posts
    until = story.today + timedelta(days=40)
    lend_role(
        story.cast.actor("zjj.head"), posts["zjj.head"], posts["zjj.deputy"], Role.UNIT_HEAD, on=story.today, until=until,
        reason="省委党校学习,委托副局长签发",
    )  # fmt: skip
    story.cast.forget()
    story.timeline.on(until, story.cast.forget)
