"""Notices as sentences, when they are read: with what the reader may see today, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.accounts.models import Post
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Language, Phrase
from luoshi.notify.kinds import KINDS, Kind, Theme
from luoshi.notify.models import Notice
from luoshi.notify.sight import seen_by
from luoshi.policies.models import Policy
from luoshi.tasks.models import Task
from luoshi.units.queries import names_on

HIDDEN = Phrase("(已不在您的职责范围内)", "(no longer within your duties)")
SOON = Phrase("规定时限", "the limit")
_STATES = {
    "standing": Phrase("持续推进", "standing"), "none": Phrase("未定", "none"), "recurring": Phrase("周期性", "recurring"),
}  # fmt: skip
_UNKNOWN = Kind(Phrase("提醒", "notice"), Phrase("有一条新的提醒", "there is a new notice"), Theme.NEWS, "bell")


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as its reader sees it. ``seen``: whether its object may still be opened."""

    notice: Notice
    kind: Kind
    sentence: str
    seen: bool


def tell(actor: Actor, notices: Sequence[Notice], language: Language = "zh") -> list[Told]:
    """The notices of a page in words; a fixed number of queries however many there are.

    What the reader can no longer see is not named: the sentence says so in its place.
    """
    objects = {(row.object_kind, row.object_id) for row in notices}
    tasks = {int(row.values["task"]) for row in notices if "task" in row.values}
    policies = {int(row.values["policy"]) for row in notices if "policy" in row.values}
    named = {("tasks.task", pk) for pk in tasks} | {("policies.policy", pk) for pk in policies}
    seen = seen_by(actor, objects | named) if notices else frozenset()
    titles: dict[tuple[str, int], str] = {}
    if tasks:
        titles |= {("task", pk): title for pk, title in Task.objects.filter(pk__in=tasks).values_list("pk", "title")}
    if policies:
        titles |= {("policy", row.pk): str(row) for row in Policy.objects.filter(pk__in=policies)}
    posts = {int(row.values["post"]) for row in notices if "post" in row.values}
    if posts:
        titles |= {("post", row.pk): str(row) for row in Post.objects.filter(pk__in=posts).select_related("unit")}
    units = {unit for row in notices if (unit := _unit(row))}
    names = names_on(units, actor.on, short=True) if units else {}
    return [_told(row, seen, titles, names, language) for row in notices]


def _unit(row: Notice) -> int:
    """The unit a notice speaks of: whose report it is, else the one through whose post its reader is told; 0: none."""
    return int(row.values.get("unit") or row.unit_id or 0)


def _told(
    row: Notice, seen: frozenset[tuple[str, int]], titles: dict[tuple[str, int], str], names: dict[int, str],
    language: Language,
) -> Told:  # fmt: skip
    kind = KINDS.get(row.kind, _UNKNOWN)
    hidden = HIDDEN.say(language)
    values: dict[str, Any] = {
        "unit": names.get(_unit(row), ""), "period": "", "from": "", "to": "", "by": SOON.say(language),
        "count": 0, "task": hidden, "policy": hidden, "post": hidden,
    }  # fmt: skip
    for name, value in row.values.items():
        if name == "unit":
            continue
        if name in ("task", "policy"):
            visible = (f"{'tasks' if name == 'task' else 'policies'}.{name}", value) in seen
            values[name] = titles.get((name, value), hidden) if visible else hidden
        elif name == "post":
            values[name] = titles.get((name, value), hidden)
        else:
            values[name] = _STATES[value].say(language) if value in _STATES else value
    template = kind.sentence.zh if language == "zh" else kind.sentence.en
    return Told(row, kind, template.format_map(values).strip(), (row.object_kind, row.object_id) in seen)
