"""Areas: created, changed by date (a county becomes a district), ended."""

from __future__ import annotations

import re
from datetime import date

from luoshi.journal.owned import valid_on
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.units.models import Area, Unit
from luoshi.units.rules.words import refusal


def create_area(
    actor: Actor, *, code: str, name: str, kind: str, parent: Area | None = None, on: date, basis: str = ""
) -> Area:
    """A division or park from ``on``. Its code begins like its parent's; parks may add letters. Refused: a code in use."""
    with act():
        area = _written(actor, code=code, name=name, kind=kind, parent=parent, on=on, basis=basis, formerly=None)
        record(
            actor, "units.area_created", area, after={"code": area.code, "name": area.name},
            detail={"name": area.name, "code": area.code, "on": str(on), "basis": basis},
        )  # fmt: skip
        return area


def change_area(
    actor: Actor, area: Area, *, code: str, name: str, kind: str, parent: Area | None, on: date, basis: str = ""
) -> Area:
    """From ``on`` the area has a new code, name, kind or parent: the old row ends, a new one follows it.

    Units and areas in it move along. Refused while areas in it have codes that do not begin like the new one.
    """
    with act():
        row = Area.objects.select_for_update().get(pk=area.pk, jurisdiction=actor.jurisdiction)
        _check_open(row, on)
        if (code, name, kind, parent) == (row.code, row.name, row.kind, row.parent):
            return area
        inside = row.children.filter(valid_on(on))
        stray = next((child for child in inside if not child.code.startswith(_stem(code))), None)
        if stray is not None:
            raise refusal(
                "下级区划{child}({child_code})的代码与新代码不一致,请先变更它", "The code of {child} ({child_code}) begins otherwise; change it first",
                field="code", child=stray.name, child_code=stray.code,
            )  # fmt: skip
        row.valid_to = on
        row.save(update_fields=["valid_to"])
        made = _written(actor, code=code, name=name, kind=kind, parent=parent, on=on, basis=basis, formerly=row)
        inside.exclude(pk=made.pk).update(parent=made)
        Unit.objects.filter(area=row).update(area=made)
        for one in (row, made):
            record(
                actor, "units.area_changed", one, before={"code": row.code, "name": row.name},
                after={"code": made.code, "name": made.name},
                detail={"from": row.name, "to": made.name, "from_code": row.code, "code": made.code, "on": str(on), "basis": basis},
            )  # fmt: skip
        return made


def abolish_area(actor: Actor, area: Area, *, on: date, basis: str = "") -> Area:
    """The area ends without another in its place. Refused while units or areas are in it."""
    with act():
        row = Area.objects.select_for_update().get(pk=area.pk, jurisdiction=actor.jurisdiction)
        _check_open(row, on)
        unit = Unit.objects.filter(area=row, dissolved_on__isnull=True).first()
        child = row.children.filter(valid_on(on)).first()
        if unit is not None or child is not None:
            raise refusal(
                "{area}内还有{what},请先处理",
                "{what} is still in {area}; deal with it first",
                area=row.name,
                what=unit or child,
            )
        row.valid_to = on
        row.save(update_fields=["valid_to"])
        record(actor, "units.area_abolished", row, detail={"name": row.name, "on": str(on), "basis": basis})
        return row


def _check_open(area: Area, on: date) -> None:
    if area.valid_to is not None:
        raise refusal(
            "{area}已于{day}变更或撤销",
            "{area} was changed or ended on {day}",
            field="on",
            area=area.name,
            day=area.valid_to,
        )
    if on <= area.valid_from:
        raise refusal(
            "{area}自{day}起有效,变更日期须晚于这一天", "{area} holds from {day}; it can only change later",
            field="on", area=area.name, day=area.valid_from,
        )  # fmt: skip


def _written(
    actor: Actor, *, code: str, name: str, kind: str, parent: Area | None, on: date, basis: str, formerly: Area | None
) -> Area:
    code, name = code.strip().upper(), name.strip()
    if not re.fullmatch(r"\d{2}[0-9A-Z]{0,10}", code):
        raise refusal(
            "区划代码由2至12位数字组成(园区可带字母)",
            "A division code has 2 to 12 digits (parks may add letters)",
            field="code",
        )
    if not name or len(name) > 60:
        raise refusal("请填写60字以内的名称", "Enter a name of up to 60 characters", field="name")
    if kind not in Area.Kind.values:
        raise refusal("没有“{kind}”这一区划类型", "There is no kind of area called {kind}", field="kind", kind=kind)
    if parent is not None and parent.jurisdiction != actor.jurisdiction:
        raise refusal("上级区划不属于本地区", "The area above belongs to another jurisdiction", field="parent")
    if parent is not None and not code.startswith(_stem(parent.code)):
        raise refusal(
            "代码应以上级{parent}的代码{stem}开头", "The code must begin with {stem}, the code of {parent}",
            field="code", parent=parent.name, stem=_stem(parent.code),
        )  # fmt: skip
    same = Area.objects.filter(valid_on(on), jurisdiction=actor.jurisdiction, code=code).first()
    if same is not None:
        raise refusal(
            "代码{code}由{area}使用", "The code {code} is that of {area}", field="code", code=code, area=same.name
        )
    return Area.objects.create(
        jurisdiction=actor.jurisdiction, code=code, name=name, kind=kind, parent=parent, valid_from=on,
        basis=basis.strip()[:200], formerly=formerly,
    )  # fmt: skip


def _stem(code: str) -> str:
    """The digits that all codes below share: 430200 and 4302 both give 4302."""
    return re.sub(r"(?:00)+$", "", code)
