"""Areas with their codes, on any date, and changes by date."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from luoshi.console.units.changing import ActorForm, carry_out
from luoshi.console.units.fields import BASIS, FROM, area_field, day_asked, day_field
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.units import services
from luoshi.units.access import policy
from luoshi.units.models import Area, Unit
from luoshi.units.queries import areas_on

KINDS = {
    Area.Kind.CITY: Phrase("市", "City"), Area.Kind.COUNTY: Phrase("县(县级市)", "County"), Area.Kind.DISTRICT: Phrase("区", "District"),
    Area.Kind.PARK: Phrase("园区", "Park"), Area.Kind.TOWN: Phrase("乡镇街道", "Town"),
}  # fmt: skip


class AreaForm(ActorForm):
    """A division or park."""

    code = forms.CharField(max_length=12)
    name = forms.CharField(max_length=60)
    phrases = {  # declared once, never changed
        "code": (Phrase("区划代码", "Code"), Phrase("以上级代码开头,如430221;园区可带字母", "begins like the code above it; parks may add letters")),
        "name": (Phrase("名称", "Name"), None), "kind": (Phrase("类型", "Kind"), None),
        "parent": (Phrase("上级区划", "Lies in"), None), "on": FROM, "basis": BASIS,
    }  # fmt: skip
    submit = Phrase("保存", "Save")

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        return {
            "kind": forms.ChoiceField(choices=[(str(kind), said(words)) for kind, words in KINDS.items()]),
            "parent": area_field(self.actor), "on": day_field(initial=self.actor.on),
            "basis": forms.CharField(max_length=200, required=False),
        }  # fmt: skip


class EndForm(ActorForm):
    """An area that ends."""

    on = day_field()
    basis = forms.CharField(max_length=200, required=False)
    phrases = {"on": (Phrase("撤销日期", "Ends on"), None), "basis": BASIS}  # declared once
    submit = Phrase("撤销", "End")


@guard(policy, "units.view")
def areas(request: OfficialRequest) -> HttpResponse:
    """The areas of a day as a tree."""
    on = day_asked(request, request.actor)
    rows = list(policy.visible(request.actor, areas_on(request.actor.jurisdiction, on).select_related("formerly")))
    depth = {row.pk: 0 for row in rows}
    for row in rows:
        depth[row.pk] = depth.get(row.parent_id or 0, -1) + 1
    shown = [(row, min(depth[row.pk], 4), KINDS[Area.Kind(row.kind)]) for row in rows]
    may_edit = bool(policy.allows(request.actor, "units.edit"))
    return render(
        request, "console/units/areas.html", {"areas": shown, "on": on, "today": request.actor.on, "may_edit": may_edit}
    )


@guard(policy, "units.edit")
def create(request: OfficialRequest) -> HttpResponse:
    """Register an area."""
    form = AreaForm(request.actor, request.POST or None)

    def service() -> Area:
        return services.create_area(request.actor, **form.cleaned_data)

    title = Phrase("登记区划", "Register an area")
    return carry_out(request, form, service, title=title, then=lambda _made: redirect("console:areas"))


@guard(policy, "units.edit", model=Area)
def change(request: OfficialRequest, area: Area) -> HttpResponse:
    """A new code, name, kind or parent from a day on."""
    initial = {"code": area.code, "name": area.name, "kind": area.kind, "parent": area.parent_id}
    form = AreaForm(request.actor, request.POST or None, initial=initial)

    def service() -> Area:
        return services.change_area(request.actor, area, **form.cleaned_data)

    title = Phrase("变更区划", "Change an area")
    return carry_out(request, form, service, title=title, then=lambda _made: redirect("console:areas"))


@guard(policy, "units.edit", model=Area)
def abolish(request: OfficialRequest, area: Area) -> HttpResponse:
    """End an area that nothing lies in."""
    form = EndForm(request.actor, request.POST or None, initial={"on": request.actor.on})

    def service() -> Area:
        return services.abolish_area(request.actor, area, **form.cleaned_data)

    title = Phrase("撤销区划", "End an area")
    return carry_out(request, form, service, title=title, then=lambda _made: redirect("console:areas"))
