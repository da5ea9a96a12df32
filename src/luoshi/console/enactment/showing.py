"""How the steps of a plan are shown: units by name, changes side by side, notes as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luoshi.enactment.engines import AWAITED
from luoshi.enactment.models import PlanStep
from luoshi.kernel.speech import Phrase
from luoshi.ui.language import said
from luoshi.ui.parts import Difference
from luoshi.units.models import Unit, UnitGroup

ACTS: Mapping[str, Phrase] = {
    "link": Phrase("疑似重复", "Likely the same"),
    "create": Phrase("新建", "Create"),
    "change": Phrase("变更", "Change"),
    "withdraw": Phrase("撤回", "Withdraw"),
    "wait": Phrase("等待引擎", "Waiting"),
    "keep": Phrase("不变", "Unchanged"),
}
STATES: Mapping[str, tuple[Phrase, str]] = {
    "draft": (Phrase("待批准", "Waits for approval"), "blue"),
    "applied": (Phrase("已办结", "Applied"), "green"),
    "stale": (Phrase("已过时", "Out of date"), "amber"),
    "dropped": (Phrase("已放弃", "Given up"), "gray"),
}
ROLES: Mapping[str, Phrase] = {
    "lead": Phrase("牵头", "Lead"),
    "joint_lead": Phrase("共同牵头", "Joint lead"),
    "responsible": Phrase("责任", "Responsible"),
    "participant": Phrase("配合", "Participating"),
}
FIELDS: Mapping[str, Phrase] = {
    "title": Phrase("任务", "Task"),
    "text": Phrase("内容", "Text"),
    "theme": Phrase("主题", "Theme"),
    "parts": Phrase("责任单位", "Units"),
    "deadline": Phrase("期限", "Deadline"),
    "measures": Phrase("计数指标", "Quantities"),
    "clause": Phrase("条款", "Clause"),
}
GAPS: Mapping[str, Phrase] = {
    "no_lead": Phrase("没有牵头单位", "No lead unit"),
    "outside": Phrase("有本级以外的单位,不建任务分派", "Names a unit outside: it gets no assignment"),
    "no_deadline": Phrase("原文没有期限", "The text gives no deadline"),
}
STANDING = Phrase("持续推进", "standing")
NO_DEADLINE = Phrase("未定", "none")


@dataclass(frozen=True, slots=True)
class StepView:
    """One step with everything its row shows."""

    step: PlanStep
    units: tuple[tuple[Phrase, str], ...]  # role, names
    deadline: str | Phrase
    gaps: tuple[Phrase, ...]
    changes: tuple[Difference, ...]
    drift: tuple[Phrase, ...]  # fields that people changed since
    awaited: Phrase | None


def shown(steps: Sequence[PlanStep]) -> list[StepView]:
    """The views of a page of steps; two queries for all names."""
    names = _names(steps)
    return [_view(step, names) for step in steps]


def _view(step: PlanStep, names: Mapping[tuple[str, int], str]) -> StepView:
    facts = step.after or step.before or {}
    changes = []
    if step.act == PlanStep.Act.CHANGE:
        before, after = step.before or {}, step.after or {}
        changes = [
            Difference(FIELDS[name], _text(name, before, names), _text(name, after, names))
            for name in FIELDS
            if before.get(name) != after.get(name)
        ]
    return StepView(
        step=step,
        units=tuple(
            (label, "、".join(_who(part, names) for part in facts.get("parts", ()) if part["role"] == role))
            for role, label in ROLES.items()
            if any(part["role"] == role for part in facts.get("parts", ()))
        ),
        deadline=_deadline(facts),
        gaps=tuple(GAPS[gap] for gap in facts.get("gaps", ()) if gap in GAPS),
        changes=tuple(change for change in changes if change.changed),
        drift=tuple(FIELDS[name] for name in step.note.get("drift", {}) if name in FIELDS),
        awaited=AWAITED.get(step.kind) if step.act == PlanStep.Act.WAIT else None,
    )


def _names(steps: Sequence[PlanStep]) -> dict[tuple[str, int], str]:
    parts = [part for step in steps for facts in (step.before, step.after) if facts for part in facts.get("parts", ())]
    units = Unit.objects.filter(pk__in={part["unit"] for part in parts if part["unit"]})
    groups = UnitGroup.objects.filter(pk__in={part["group"] for part in parts if part["group"]})
    return {("unit", u.pk): str(u) for u in units} | {("group", g.pk): str(g) for g in groups}


def _who(part: Mapping[str, Any], names: Mapping[tuple[str, int], str]) -> str:
    known = names.get(("unit", part["unit"])) or names.get(("group", part["group"])) or part["printed"]
    printed = part["printed"]
    return known if known in printed or printed in known else f"{known}({printed})"


def _text(name: str, facts: Mapping[str, Any], names: Mapping[tuple[str, int], str]) -> str:
    value = facts.get(name)
    if name == "parts":
        return "\n".join(f"{said(ROLES[part['role']])} {_who(part, names)}" for part in value or ())
    if name == "deadline":
        return said(_deadline(facts))
    if name == "measures":
        return "\n".join(f"{m['name']} {m['target'] / 10 ** m['decimals']:g} {m['unit']}" for m in value or ())
    return str(value or "")


def _deadline(facts: Mapping[str, Any]) -> str | Phrase:
    deadline = facts.get("deadline") or {}
    if deadline.get("due_on"):
        return str(deadline["due_on"])
    if deadline.get("kind") == "standing":
        return STANDING
    return str(deadline.get("printed") or "") or NO_DEADLINE
