"""Names: dated official ones, aliases, and taking back what was recorded in error."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from luoshi.journal.owned import valid_on
from luoshi.journal.services import act, record
from luoshi.kernel.actors import Actor
from luoshi.units.models import Jurisdiction, Unit, UnitGroup, UnitName
from luoshi.units.rules.dating import Stretch
from luoshi.units.rules.naming import initials_of, plain_group, plain_name
from luoshi.units.rules.words import refusal
from luoshi.units.services.locking import locked

LONG_AGO = date(1949, 10, 1)  # "since when is not known": the first day a unit of the People's Republic can have


def rename_unit(
    actor: Actor, unit: Unit, *, name: str, short_name: str = "", on: date, basis: str = "", version: int | None = None
) -> UnitName:
    """The unit bears ``name`` from ``on``; the name before ends that day. The unit stays the same unit.

    Refused: a date not after the beginning of the present name, a later name already recorded, a name another unit
    bears at the time.
    """
    with act():
        row = locked(actor, unit, version)
        check_wording(name, short_name)
        if row.dissolved_on is not None and row.dissolved_on <= on:
            raise refusal(
                "{unit}已于{day}撤销,不能再更名", "{unit} was dissolved on {day} and cannot be renamed",
                field="on", unit=row, day=row.dissolved_on,
            )  # fmt: skip
        last = official(row).order_by("-valid_from", "-pk").first()
        if last is not None and last.valid_from >= on:
            raise refusal(
                "现用名“{name}”自{day}起使用,新名称的启用日期须晚于这一天;如原记录有误,请先撤回该名称",
                "The present name {name} holds from {day}; the new one must begin later. If that record is wrong, withdraw it first",
                field="on", name=last.name, day=last.valid_from,
            )  # fmt: skip
        check_free(actor, name, short_name, Stretch(on), unit=row, parent=row.parent, kind=row.kind)
        before = {"name": row.name, "short_name": row.short_name}
        if last is not None:
            last.valid_to = on
            last.save(update_fields=["valid_to"])
        made = write_name(row, name, short_name, on, basis=basis)
        derive(row, actor.on)
        row.save()
        record(
            actor, "units.unit_renamed", row, before=before, after={"name": name, "short_name": short_name},
            detail={"from": before["name"], "to": name, "on": str(on), "basis": basis},
        )  # fmt: skip
        return made


def add_former_name(
    actor: Actor, unit: Unit, *, name: str, short_name: str = "", on: date | None = None, until: date, basis: str = ""
) -> UnitName:
    """The unit bore ``name`` from ``on`` (None: from its beginning) to before ``until``; the same again changes nothing.

    The first name on record, where its beginning was not known, now begins at ``until``. Refused: other overlaps.
    """
    with act():
        row = locked(actor, unit, None)
        check_wording(name, short_name)
        start = on or row.founded_on or LONG_AGO
        if start >= until:
            raise refusal("停用日期须晚于启用日期", "It must end after it begins", field="until")
        same = official(row).filter(plain=plain_name(name), valid_to=until).first()
        if same is not None:
            return same
        check_free(actor, name, short_name, Stretch(start, until), unit=row, parent=row.parent, kind=row.kind)
        for other in official(row).order_by("valid_from"):
            if not Stretch(other.valid_from, other.valid_to).meets(Stretch(start, until)):
                continue
            unknown = other.valid_from in (LONG_AGO, row.founded_on) and (
                other.valid_to is None or until < other.valid_to
            )
            if not unknown:
                raise refusal(
                    "与名称“{name}”({start}至{end})的使用时间重叠", "It overlaps the name {name} ({start} to {end_en})",
                    field="on", name=other.name, start=other.valid_from, end=other.valid_to or "今", end_en=other.valid_to or "now",
                )  # fmt: skip
            _begin_at(other, until)
        made = write_name(row, name, short_name, start, until=until, basis=basis)
        derive(row, actor.on)
        row.save()
        record(
            actor,
            "units.former_name_added",
            row,
            after={"name": name},
            detail={"name": name, "on": str(until), "basis": basis},
        )
        return made


def _begin_at(name: UnitName, day: date) -> None:
    """A name whose beginning was not known begins on ``day``: a new row in the place of the old one."""
    now = timezone.now()
    UnitName.objects.filter(pk=name.pk).update(withdrawn_at=now)
    UnitName.objects.create(
        jurisdiction=name.jurisdiction, unit_id=name.unit_id, name=name.name, short_name=name.short_name, plain=name.plain,
        initials=name.initials, basis=name.basis, valid_from=day, valid_to=name.valid_to, supersedes=name,
    )  # fmt: skip


def add_alias(
    actor: Actor, unit: Unit, *, name: str, on: date | None = None, until: date | None = None, basis: str = ""
) -> UnitName:
    """Texts also call the unit ``name`` (from ``on`` to before ``until``). The same alias again changes nothing."""
    with act():
        row = locked(actor, unit, None)
        check_wording(name, "")
        stretch = Stretch(on or row.founded_on or LONG_AGO, until)
        if until is not None and until <= stretch.start:
            raise refusal("截止日期须晚于起始日期", "The end must be later than the beginning", field="until")
        same = row.names.filter(alias=True, withdrawn_at__isnull=True, plain=plain_name(name)).first()
        if same is not None and Stretch(same.valid_from, same.valid_to).meets(stretch):
            return same
        check_free(actor, name, "", stretch, unit=row, parent=row.parent, kind=row.kind)
        made = write_name(row, name, "", stretch.start, until=until, basis=basis, alias=True)
        row.save(update_fields=["version"])
        record(actor, "units.alias_added", row, after={"alias": name}, detail={"name": name, "basis": basis})
        return made


def end_alias(actor: Actor, alias: UnitName, on: date) -> UnitName:
    """Texts no longer use the alias from ``on``."""
    with act():
        row = locked(actor, alias.unit, None)
        if not alias.alias or alias.withdrawn_at or on <= alias.valid_from:
            raise refusal("停用日期须晚于启用日期", "It must end after it begins", field="on")
        alias.valid_to = on
        alias.save(update_fields=["valid_to"])
        row.save(update_fields=["version"])
        record(actor, "units.alias_ended", row, detail={"name": alias.name, "on": str(on)})
        return alias


def withdraw_name(actor: Actor, name: UnitName, why: str, version: int | None = None) -> None:
    """Take back a name recorded in error; the name before it holds again. History keeps both. Twice changes nothing."""
    with act():
        row = locked(actor, name.unit, version)
        name.refresh_from_db()
        if name.withdrawn_at is not None:
            return
        if not why.strip():
            raise refusal("请说明撤回的原因", "Say why it is withdrawn", field="why")
        others = official(row).exclude(pk=name.pk)
        if not name.alias and not others.exists():
            raise refusal("单位至少要有一个名称;请先登记正确的名称", "A unit needs a name; record the right one first")
        name.withdrawn_at = timezone.now()
        name.save(update_fields=["withdrawn_at"])
        if not name.alias:
            before = others.filter(valid_to=name.valid_from).order_by("-valid_from").first()
            if before is not None:
                before.valid_to = name.valid_to
                before.save(update_fields=["valid_to"])
        derive(row, actor.on)
        row.save()
        record(actor, "units.name_withdrawn", row, detail={"name": name.name, "why": why, "alias": name.alias})


def refresh_names(jurisdiction: str, on: date) -> int:
    """Bring ``name``, ``short_name``, ``initials`` of units whose new name began by ``on`` up to date; how many changed."""
    changed = 0
    for name in UnitName.objects.filter(
        valid_on(on), jurisdiction=jurisdiction, alias=False, withdrawn_at__isnull=True
    ).select_related("unit"):
        if name.unit.name != name.name:
            derive(name.unit, on)
            name.unit.save(update_fields=["name", "short_name", "initials"])
            changed += 1
    return changed


def official(unit: Unit) -> QuerySet[UnitName]:
    """The official names of a unit that were not withdrawn."""
    return UnitName.objects.filter(unit=unit, alias=False, withdrawn_at__isnull=True)


def derive(unit: Unit, on: date) -> None:
    """Set what the unit is called today from its names (not saved)."""
    names = list(official(unit).order_by("valid_from", "pk"))
    if not names:
        return
    begun = [name for name in names if name.valid_from <= on]
    now = begun[-1] if begun else names[0]
    unit.name, unit.short_name = now.name, now.short_name or now.name[:60]
    unit.initials = initials_of(now.short_name, now.name)[:60]


def write_name(
    unit: Unit, name: str, short_name: str, on: date, *, until: date | None = None, basis: str = "", alias: bool = False
) -> UnitName:
    """Insert a name that was checked."""
    name, short_name = name.strip(), short_name.strip()
    return UnitName.objects.create(
        jurisdiction=unit.jurisdiction, unit=unit, name=name, short_name=short_name, alias=alias, basis=basis.strip(),
        plain=plain_name(name), initials=initials_of(short_name, name)[:120], valid_from=on, valid_to=until,
    )  # fmt: skip


def check_wording(name: str, short_name: str) -> None:
    """Raises Refused for a name that is empty or longer than the register holds."""
    if not plain_name(name):
        raise refusal("请填写名称", "Enter a name", field="name")
    if len(name.strip()) > 100 or len(short_name.strip()) > 60:
        raise refusal(
            "名称不超过100字,简称不超过60字", "A name has up to 100 characters, a short name up to 60",
            field="name" if len(name) > 100 else "short_name",
        )  # fmt: skip


def check_free(
    actor: Actor, name: str, short_name: str, stretch: Stretch, *, unit: Unit | None, parent: Unit | None, kind: str
) -> None:
    """Raises Refused when another unit or a group is called ``name`` or ``short_name`` at some time of ``stretch``.

    Sections are told apart within their unit only: every bureau has its 综合科.
    """
    one_at_a_time(actor)
    wanted = {plain_name(text) for text in (name, short_name) if text.strip()}
    rows = UnitName.objects.filter(
        Q(plain__in=wanted) | Q(short_name__in=[t.strip() for t in (name, short_name) if t.strip()]),
        jurisdiction=actor.jurisdiction, withdrawn_at__isnull=True,
    ).select_related("unit")  # fmt: skip
    rows = (
        rows.filter(unit__kind=Unit.Kind.SECTION, unit__parent=parent)
        if kind == Unit.Kind.SECTION
        else rows.exclude(unit__kind=Unit.Kind.SECTION)
    )
    for row in rows.exclude(unit=unit) if unit is not None else rows:
        end = min((day for day in (row.valid_to, row.unit.dissolved_on) if day is not None), default=None)
        if Stretch(row.valid_from, end).meets(stretch):
            raise refusal(
                "“{name}”自{start}起{end}由{unit}使用,同一时间两个单位不能同名",
                "{name} is borne by {unit} from {start}{end_en}; two units cannot have one name at one time",
                field="name", name=row.name, unit=row.unit.name,
                start="建立时" if row.valid_from <= LONG_AGO else row.valid_from,
                end=f"至{end}" if end else "", end_en=f" to {end}" if end else "",
            )  # fmt: skip
    groups = {plain_group(text) for text in wanted}
    for group in UnitGroup.objects.filter(jurisdiction=actor.jurisdiction):
        if any(plain_group(text) in groups for text in (group.name, *group.aliases)):
            raise refusal(
                "“{name}”是单位集合“{group}”的名称,请换一个", "{name} is the name of the group {group}; choose another",
                field="name", name=name, group=group.name,
            )  # fmt: skip


def one_at_a_time(actor: Actor) -> None:
    """Let nobody else take a name in this place until the transaction ends: no constraint can tell names by date."""
    list(Jurisdiction.objects.select_for_update().filter(pk=actor.jurisdiction).values_list("pk"))
