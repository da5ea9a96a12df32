"""From units and groups to assignments: groups expanded by date, doubles joined, ended units followed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from luoshi.kernel.verdicts import Refused
from luoshi.kernel.workdays import Calendar
from luoshi.tasks.models import Assignment
from luoshi.tasks.rules import Thresholds
from luoshi.tasks.services.drafts import PartDraft
from luoshi.units.lineage import successors_of
from luoshi.units.models import Unit, UnitGroup
from luoshi.units.queries import members_on

ORDER = tuple(str(role) for role in Assignment.Role)  # the weightier first


@dataclass(frozen=True, slots=True)
class Part:
    """One unit's part, ready to be written."""

    unit: int
    role: str
    group: int | None = None
    printed: str = ""


class Directory:
    """Units and groups of a jurisdiction that drafts name, read at once for any number of drafts."""

    def __init__(self, jurisdiction: str, drafts: Sequence[tuple[PartDraft, date]], matter: str = "") -> None:
        self._place = jurisdiction
        units = {draft.unit_id for draft, _ in drafts if draft.unit_id is not None}
        groups: dict[date, set[int]] = defaultdict(set)
        for draft, on in drafts:
            if draft.group_id is not None:
                groups[on].add(draft.group_id)
        self._units = Unit.objects.filter(jurisdiction=jurisdiction).in_bulk(units)
        wanted = {group for members in groups.values() for group in members}
        self._groups = UnitGroup.objects.filter(jurisdiction=jurisdiction).in_bulk(wanted)
        self._members = {on: members_on(ids, on) for on, ids in groups.items()}
        ended = [unit for unit in self._units.values() if unit.dissolved_on is not None]
        days = {on for draft, on in drafts if draft.unit_id is not None} if ended else set()
        self._heirs = {on: successors_of(ended, on, matter) for on in days}

    def parts(self, drafts: Sequence[PartDraft], on: date) -> list[Part]:
        """One part per unit, the weightiest role first; only the first lead leads, others lead jointly."""
        found: dict[int, Part] = {}
        for draft in drafts:
            for part in self._expanded(draft, on):
                known = found.get(part.unit)
                if known is None or ORDER.index(part.role) < ORDER.index(known.role):
                    found.pop(part.unit, None)  # its place is where its weightier role is printed
                    found[part.unit] = part
        ordered = sorted(found.values(), key=lambda part: ORDER.index(part.role))
        return [
            replace(part, role=Assignment.Role.JOINT_LEAD) if part.role == Assignment.Role.LEAD and place else part
            for place, part in enumerate(ordered)
        ]

    def _expanded(self, draft: PartDraft, on: date) -> list[Part]:
        if draft.role not in ORDER:
            raise Refused(f"没有“{draft.role}”这种分工。", f"There is no role {draft.role}.", field="role")
        if (draft.unit is None) == (draft.group is None):
            raise Refused("每项分工须写明一个单位或一个单位组。", "A part names one unit or one group.", field="unit")
        if draft.unit_id is not None:
            unit = self._units.get(draft.unit_id)
            if unit is None:
                raise Refused("单位不属于本地区。", "The unit belongs to another place.", field="unit")
            return [Part(self._heir(unit, on), draft.role, None, draft.printed)]
        group = self._groups.get(draft.group_id or 0)
        if group is None:
            raise Refused("单位组不属于本地区。", "The group belongs to another place.", field="unit")
        members = self._members[on][group.pk]
        if not members:
            raise Refused(
                f"“{group.name}”在 {on} 没有成员单位,请先在单位管理中维护。",
                f"The group {group.name} has no members on {on}; enter them under units first.",
                field="unit",
            )
        return [Part(unit.pk, draft.role, group.pk, draft.printed or group.name) for unit in members]

    def _heir(self, unit: Unit, on: date) -> int:
        """Who answers on that day for what is given to a unit: itself, or its one successor."""
        if unit.dissolved_on is None or unit.dissolved_on > on:
            return int(unit.pk)
        lineage = self._heirs[on][unit.pk]
        return lineage.end if lineage.certain else int(unit.pk)


def rows_of(
    jurisdiction: str, task: int, parts: Sequence[Part], on: date, thresholds: Thresholds, calendar: Calendar
) -> list[Assignment]:
    """Unsaved assignments from ``on``, to be answered within the limit in working days."""
    answer = calendar.add(on, thresholds.acknowledgement_workdays).value
    return [
        Assignment(
            jurisdiction=jurisdiction, task_id=task, unit_id=part.unit, role=part.role, group_id=part.group,
            printed=part.printed, valid_from=on, answer_due_on=answer,
        )
        for part in parts
    ]  # fmt: skip


def names_of(units: Mapping[int, str], parts: Sequence[Part]) -> str:
    """The units of parts as words."""
    return "、".join(units.get(part.unit, str(part.unit)) for part in parts)
