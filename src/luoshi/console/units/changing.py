"""Forms that found a unit, give it names, and change its place in the order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from luoshi.accounts.queries import names_for
from luoshi.console.units.fields import BASIS, FROM, area_field, day_field, kind_field, living, unit_field
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.ui.forms import OfficialForm
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.units import services
from luoshi.units.access import policy
from luoshi.units.models import Unit, UnitName
from luoshi.units.rules.words import filled
from luoshi.units.services import NewUnit
from luoshi.units.services.locking import Changed

DONE = Phrase("已保存", "Saved")


class ActorForm(OfficialForm):
    """A form whose fields depend on who fills it in."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        self.actor = actor
        self.prepare(kwargs.pop("unit", None))
        super().__init__(*args, **kwargs)

    def prepare(self, unit: Unit | None) -> None:
        """Declare fields that need the actor, all in the order of ``phrases``."""
        self.field_order = list(self.phrases)
        self.__dict__["base_fields"] = {**type(self).base_fields, **self.more(unit)}  # of this form, not of its class

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        """Fields by name, after the declared ones."""
        return {}


_NAME = (Phrase("全称", "Name"), Phrase("如:云溪市发展和改革委员会", "in full, as on its seal"))
_SHORT = (Phrase("规范简称", "Short name"), Phrase("如:市发改委", "as documents print it"))


class FoundForm(ActorForm):
    """A new unit."""

    name = forms.CharField(max_length=100)
    short_name = forms.CharField(max_length=60, required=False)
    phrases = {  # declared once, never changed
        "name": _NAME,
        "short_name": _SHORT,
        "kind": (Phrase("类型", "Kind"), None),
        "parent": (Phrase("上级单位", "Parent"), Phrase("内设科室必填", "required for sections")),
        "area": (Phrase("所在区划", "Area"), None),
        "order": (
            Phrase("排序", "Order"),
            Phrase("在名录中的次序,小的在前", "its place in the register, small numbers first"),
        ),
        "aliases": (
            Phrase("别名", "Aliases"),
            Phrase("文件中的其他写法,用顿号分开", "other prints in documents, parted by 、"),
        ),
        "on": (
            Phrase("成立日期", "Founded on"),
            Phrase("不清楚可不填,表示一直存在", "empty: it has always been there"),
        ),
        "basis": BASIS,
    }
    submit = Phrase("登记", "Register")

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        return {
            "kind": kind_field(), "parent": unit_field(living(self.actor), required=False), "area": area_field(self.actor),
            "order": forms.IntegerField(min_value=0, max_value=1_000_000, initial=1000),
            "aliases": forms.CharField(max_length=400, required=False), "on": day_field(required=False),
            "basis": forms.CharField(max_length=200, required=False),
        }  # fmt: skip


class RenameForm(ActorForm):
    """A new name from a day on."""

    name = forms.CharField(max_length=100)
    short_name = forms.CharField(max_length=60, required=False)
    on = day_field()
    basis = forms.CharField(max_length=200, required=False)
    phrases = {"name": _NAME, "short_name": _SHORT, "on": FROM, "basis": BASIS}  # declared once
    submit = Phrase("更名", "Rename")


class AliasForm(ActorForm):
    """What texts also call the unit."""

    name = forms.CharField(max_length=100)
    on, until = day_field(required=False), day_field(required=False)
    basis = forms.CharField(max_length=200, required=False)
    phrases = {  # declared once, never changed
        "name": (Phrase("别名", "Alias"), Phrase("文件中对这个单位的其他写法", "how documents also print it")),
        "on": (Phrase("从何时", "From"), Phrase("不填表示一直", "empty: always")),
        "until": (Phrase("到何时(不含)", "Until (excluded)"), None),
        "basis": BASIS,
    }
    submit = Phrase("添加", "Add")


class EditForm(ActorForm):
    """What has no history of its own."""

    phrases = {key: FoundForm.phrases[key] for key in ("kind", "parent", "area", "order")}  # declared once
    submit = Phrase("保存", "Save")

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        rows = living(self.actor).exclude(pk=unit.pk) if unit else living(self.actor)
        return {
            "kind": kind_field(), "parent": unit_field(rows, required=False), "area": area_field(self.actor),
            "order": forms.IntegerField(min_value=0, max_value=1_000_000),
        }  # fmt: skip


class WhyForm(ActorForm):
    """A reason."""

    why = forms.CharField(max_length=200)
    phrases = {
        "why": (Phrase("原因", "Reason"), Phrase("写入历史,不会删除原记录", "kept in history; the record itself stays"))
    }  # declared once
    submit = Phrase("撤回", "Withdraw")


def tell(form: OfficialForm, refused: Refused) -> None:
    """Show why a service refused. After somebody else's change the form says who, and may be sent again."""
    form.refuse(refused)
    if isinstance(refused, Changed):
        sent = cast("QueryDict", form.data).copy()
        sent["version"] = str(refused.version)
        form.data = sent
        name = said(names_for([refused.by])[refused.by])
        form.add_error(None, said(filled("修改人:{name}", "Changed by {name}", name=name)))


def carry_out(
    request: OfficialRequest, form: OfficialForm, service: Callable[[], Model | None], *, title: Phrase, subject: Unit | None = None,
    then: Callable[[Model | None], HttpResponse], note: Phrase | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form; when it is sent and sound, do the act once and go on. Refusals stand beside their fields."""
    if request.method == "POST" and form.is_valid():
        try:
            with act():
                made = service() if form.once(request.actor) else None
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, said(DONE))
            return then(made)
    told = {"form": form, "title": title, "unit": subject, "note": note}
    return render(request, "console/units/form.html", told, status=422 if form.is_bound and form.errors else 200)


def _to(unit: Unit) -> Callable[[Model | None], HttpResponse]:
    return lambda _made: redirect("console:unit", unit.pk)


@guard(policy, "units.edit")
def found(request: OfficialRequest) -> HttpResponse:
    """Register a unit."""
    parent = request.GET.get("parent", "")
    initial = {"parent": parent, "kind": "section"} if parent.isdecimal() else {"kind": "bureau"}
    form = FoundForm(request.actor, request.POST or None, initial=initial, draft_key="unit:new")

    def service() -> Unit:
        data = form.cleaned_data
        aliases = tuple(part.strip() for part in data["aliases"].replace(",", "、").split("、") if part.strip())
        new = NewUnit(
            name=data["name"], short_name=data["short_name"], kind=data["kind"], parent=data["parent"], area=data["area"],
            order=data["order"], aliases=aliases,
        )  # fmt: skip
        return services.found_unit(request.actor, new, on=data["on"], basis=data["basis"])

    def then(made: Model | None) -> HttpResponse:
        return redirect("console:unit", made.pk) if made is not None else redirect("console:units")

    return carry_out(request, form, service, title=Phrase("登记单位", "Register a unit"), then=then)


@guard(policy, "units.edit", model=Unit)
def rename(request: OfficialRequest, unit: Unit) -> HttpResponse:
    """Give the unit a new name from a day on."""
    form = RenameForm(request.actor, request.POST or None, version=unit.version, initial={"on": request.actor.on})

    def service() -> UnitName:
        return services.rename_unit(request.actor, unit, version=form.sent_version, **form.cleaned_data)

    note = Phrase(
        "单位不变,只是改了名称;过去的文件和报表仍显示当时的名称。两个单位合成一个,请用“合并”。",
        "The unit stays the same and only its name changes; past papers keep the name of their day. If two units become one, record a merger.",
    )
    return carry_out(request, form, service, title=Phrase("更名", "Rename"), subject=unit, then=_to(unit), note=note)


@guard(policy, "units.edit", model=Unit)
def alias(request: OfficialRequest, unit: Unit) -> HttpResponse:
    """Add an alias."""
    form = AliasForm(request.actor, request.POST or None)

    def service() -> UnitName:
        return services.add_alias(request.actor, unit, **form.cleaned_data)

    return carry_out(request, form, service, title=Phrase("添加别名", "Add an alias"), subject=unit, then=_to(unit))


@guard(policy, "units.edit", model=Unit)
def edit(request: OfficialRequest, unit: Unit) -> HttpResponse:
    """Change kind, parent, area, order."""
    initial = {"kind": unit.kind, "parent": unit.parent_id, "area": unit.area_id, "order": unit.order}
    form = EditForm(request.actor, request.POST or None, unit=unit, version=unit.version, initial=initial)

    def service() -> Unit:
        return services.edit_unit(request.actor, unit, version=form.sent_version, **form.cleaned_data)

    return carry_out(request, form, service, title=Phrase("修改信息", "Edit"), subject=unit, then=_to(unit))


@guard(policy, "units.edit", model=UnitName)
def withdraw_name(request: OfficialRequest, name: UnitName) -> HttpResponse:
    """Take back a name recorded in error."""
    form = WhyForm(request.actor, request.POST or None)

    def service() -> None:
        services.withdraw_name(request.actor, name, form.cleaned_data["why"])

    title = Phrase("撤回记错的名称", "Withdraw a name recorded in error")
    return carry_out(request, form, service, title=title, subject=name.unit, then=_to(name.unit))
