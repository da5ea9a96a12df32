"""Groups of units, their members on any date, and changes by date."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from luoshi.accounts.queries import names_for
from luoshi.console.units.changing import ActorForm, carry_out
from luoshi.console.units.fields import BASIS, FROM, day_asked, day_field, living, unit_field
from luoshi.journal.history import history
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import current, said
from luoshi.units import services
from luoshi.units.access import policy
from luoshi.units.models import Unit, UnitGroup
from luoshi.units.queries import members_of, members_on, names_on

_NAME = (Phrase("集合名称", "Name"), Phrase("如:各县市区", "as documents print it"))
_ALIASES = (Phrase("其他写法", "Other prints"), Phrase("用分号分开,如:各县(市、区);各县区", "parted by semicolons"))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace(";", ";").split(";") if part.strip()]


class GroupForm(ActorForm):
    """A new group with its first members."""

    name = forms.CharField(max_length=60)
    aliases = forms.CharField(max_length=300, required=False)
    phrases = {  # declared once, never changed
        "name": _NAME, "aliases": _ALIASES, "members": (Phrase("成员", "Members"), None), "on": FROM, "basis": BASIS,
    }  # fmt: skip
    submit = Phrase("设立", "Define")

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        return {
            "members": unit_field(living(self.actor), many=True, required=False), "on": day_field(initial=self.actor.on),
            "basis": forms.CharField(max_length=200, required=False),
        }  # fmt: skip


class GroupNameForm(ActorForm):
    """What a group is called."""

    name = forms.CharField(max_length=60)
    aliases = forms.CharField(max_length=300, required=False)
    basis = forms.CharField(max_length=200, required=False)
    phrases = {"name": _NAME, "aliases": _ALIASES, "basis": BASIS}  # declared once
    submit = Phrase("保存", "Save")


class MembersForm(ActorForm):
    """Who joins and who leaves from a day on."""

    group: UnitGroup
    phrases = {  # declared once, never changed
        "add": (Phrase("加入", "Join"), None), "remove": (Phrase("移出", "Leave"), None), "on": FROM, "basis": BASIS,
    }  # fmt: skip
    submit = Phrase("保存", "Save")

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        return {
            "add": unit_field(living(self.actor), many=True, required=False),
            "remove": unit_field(living(self.actor), many=True, required=False), "on": day_field(initial=self.actor.on),
            "basis": forms.CharField(max_length=200, required=False),
        }  # fmt: skip


@guard(policy, "units.view")
def groups(request: OfficialRequest) -> HttpResponse:
    """All groups with their members on the day."""
    on = day_asked(request, request.actor)
    rows = list(policy.visible(request.actor, UnitGroup.objects.order_by("name")))
    members = members_on(rows, on)
    names = names_on([unit for units in members.values() for unit in units], on, short=True)
    shown = [(row, [(unit, names[unit.pk]) for unit in members[row.pk]]) for row in rows]
    may_edit = bool(policy.allows(request.actor, "units.edit"))
    return render(
        request,
        "console/units/groups.html",
        {"groups": shown, "on": on, "today": request.actor.on, "may_edit": may_edit},
    )


@guard(policy, "units.view", model=UnitGroup)
def group(request: OfficialRequest, group: UnitGroup) -> HttpResponse:
    """One group: members on the day, and everybody who came and went."""
    on = day_asked(request, request.actor)
    members = members_of(group, on)
    names = names_on(members, on)
    rows = (
        group.memberships.filter(withdrawn_at__isnull=True)
        .select_related("unit")
        .order_by("-valid_from", "unit__order")
    )

    def named(opaque: frozenset[str]) -> dict[str, str]:
        return {key: said(name) for key, name in names_for(opaque).items()}

    told = history(group.jurisdiction, UnitGroup._meta.label_lower, group.pk, named, language=current(), limit=50)
    return render(
        request, "console/units/group.html",
        {
            "group": group, "on": on, "today": request.actor.on, "members": [(unit, names[unit.pk]) for unit in members],
            "rows": rows, "history": told, "may_edit": bool(policy.allows(request.actor, "units.edit", group)),
        },
    )  # fmt: skip


@guard(policy, "units.edit")
def define(request: OfficialRequest) -> HttpResponse:
    """Define a group."""
    form = GroupForm(request.actor, request.POST or None)

    def service() -> UnitGroup:
        data = form.cleaned_data
        return services.define_group(request.actor, **{**data, "aliases": _parts(data["aliases"])})

    return carry_out(
        request,
        form,
        service,
        title=Phrase("设立单位集合", "Define a group"),
        then=lambda _made: redirect("console:unit_groups"),
    )


@guard(policy, "units.edit", model=UnitGroup)
def edit(request: OfficialRequest, group: UnitGroup) -> HttpResponse:
    """Change what a group is called."""
    initial = {"name": group.name, "aliases": ";".join(group.aliases), "basis": group.basis}
    form = GroupNameForm(request.actor, request.POST or None, version=group.version, initial=initial)

    def service() -> UnitGroup:
        data = form.cleaned_data
        return services.edit_group(
            request.actor, group, version=form.sent_version, **{**data, "aliases": _parts(data["aliases"])}
        )

    title = Phrase("修改集合", "Edit the group")
    return carry_out(request, form, service, title=title, then=lambda _made: redirect("console:unit_group", group.pk))


@guard(policy, "units.edit", model=UnitGroup)
def members(request: OfficialRequest, group: UnitGroup) -> HttpResponse:
    """Who joins and who leaves from a day on."""
    form = MembersForm(request.actor, request.POST or None, version=group.version)

    def service() -> UnitGroup:
        return services.change_members(request.actor, group, version=form.sent_version, **form.cleaned_data)

    title = Phrase("调整成员", "Change members")
    note = Phrase(
        f"{group.name}".replace("{", "{{").replace("}", "}}"), f"{group.name}".replace("{", "{{").replace("}", "}}")
    )
    return carry_out(
        request, form, service, title=title, note=note, then=lambda _made: redirect("console:unit_group", group.pk)
    )
