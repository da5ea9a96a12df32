"""What an act on units will move: counted before anybody confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.accounts.models import Post, PostHolding
from luoshi.journal.owned import valid_on
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks.models import Assignment
from luoshi.units.models import GroupMember, Unit


@dataclass(frozen=True, slots=True)
class Effect:
    """One kind of thing that is touched, how many of them, and what happens to them."""

    what: Phrase
    count: int
    becomes: Phrase


def effects_of(actor: Actor, units: Sequence[Unit], on: date, *, ends: bool, heir: bool) -> list[Effect]:
    """What hangs on ``units`` on a day. ``ends``: they end; ``heir``: somebody takes over. Five counting queries."""
    ids = [unit.pk for unit in units]
    passes = Phrase("转由承接单位办理,来源和原单位仍可查", "pass to the successor; source and former unit stay visible")
    waits = Phrase("无人承接,需另行指定", "nobody takes them; somebody must be named")
    stay = Phrase("不变;与所划职责相符的由承接单位办理", "stay; those about the duty pass to the successor")
    tasks = Assignment.objects.filter(valid_on(on), jurisdiction=actor.jurisdiction, unit__in=ids).count()
    posts = Post.objects.filter(jurisdiction=actor.jurisdiction, unit__in=ids, abolished_on__isnull=True)
    people = PostHolding.objects.filter(valid_on(on), post__in=posts).values("person").distinct().count()
    groups = (
        GroupMember.objects.filter(valid_on(on), unit__in=ids, withdrawn_at__isnull=True)
        .values("group")
        .distinct()
        .count()
    )
    sections = Unit.objects.filter(parent__in=ids, dissolved_on__isnull=True).count()
    kept = Phrase("不自动改变,请随后办理岗位交接", "do not change by themselves; hand the posts over next")
    if not ends:
        return [Effect(Phrase("在办任务", "running tasks"), tasks, stay)]
    return [
        Effect(Phrase("在办任务", "running tasks"), tasks, passes if heir else waits),
        Effect(Phrase("岗位", "posts"), posts.count(), kept),
        Effect(Phrase("在岗人员", "people in posts"), people, kept),
        Effect(
            Phrase("所在集合", "groups"), groups,
            Phrase("由承接单位接替", "the successor takes its place") if heir else Phrase("自当日起不再是成员", "no longer a member from the day"),
        ),
        Effect(Phrase("内设机构", "sections"), sections, Phrase("保留在原单位名下", "stay under the former unit")),
    ]  # fmt: skip
