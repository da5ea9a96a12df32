"""Thresholds and choices: what holds, since when, what comes next, and what held before."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from luoshi.accounts.queries import names_for
from luoshi.console.units.changing import DONE, ActorForm
from luoshi.console.units.fields import FROM, day_asked, day_field
from luoshi.journal.models import Event
from luoshi.journal.services import act
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.units import services
from luoshi.units.access import policy
from luoshi.units.models import DatedSetting, Unit
from luoshi.units.settings import SETTINGS, STEP_WORDS, Setting, definition, history_of, in_force, rows_of, shown


class SettingForm(ActorForm):
    """A new value from a day on."""

    on = day_field()
    reason = forms.CharField(max_length=200)
    phrases = {  # declared once, never changed
        "value": (Phrase("新的值", "New value"), None), "on": FROM,
        "reason": (Phrase("依据或原因", "Basis or reason"), Phrase("写入历史", "kept in history")),
    }  # fmt: skip
    submit = Phrase("保存", "Save")
    kind: Setting

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        return {"value": _field(self.kind)}


def _field(kind: Setting) -> forms.Field:
    if kind.kind == "steps":
        choices = [(key, said(words)) for key, words in STEP_WORDS.items()]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    if kind.kind == "yes":
        return forms.BooleanField(required=False)
    if kind.kind == "time":
        return forms.CharField(widget=forms.TextInput(attrs={"type": "time"}))
    if kind.kind == "day":
        return day_field(required=False)
    return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric"}))


@guard(policy, "units.view")
def settings(request: OfficialRequest) -> HttpResponse:
    """All settings as they are on the day."""
    on = day_asked(request, request.actor)
    rows = rows_of(request.actor.jurisdiction)
    lines: list[dict[str, Any]] = []
    for kind in SETTINGS:
        mine = [row for row in rows if row.key == kind.key]
        now = in_force(mine, on)
        after = min((row for row in mine if row.valid_from > on), key=lambda row: row.valid_from, default=None)
        lines.append(
            {
                "kind": kind, "value": shown(kind, now.value if now else kind.default), "row": now, "next": after,
                "next_value": shown(kind, after.value) if after else None,
            }
        )  # fmt: skip
    sections = [(section, list(each)) for section, each in groupby(lines, key=lambda line: line["kind"].section)]
    may_edit = bool(policy.allows(request.actor, "units.edit"))
    return render(
        request,
        "console/units/settings.html",
        {"sections": sections, "on": on, "today": request.actor.on, "may_edit": may_edit},
    )


@guard(policy, "units.view")
def setting(request: OfficialRequest, key: str) -> HttpResponse:
    """One setting: its history, and a form for those in charge."""
    actor = request.actor
    try:
        kind = definition(key)
    except Refused as refused:
        raise Http404 from refused
    may_edit = policy.allows(actor, "units.edit")
    if request.method == "POST" and not may_edit:
        return render(request, "ui/refused.html", {"reason": may_edit.reason}, status=403)
    rows = history_of(actor.jurisdiction, key)
    now = in_force(rows, actor.on)
    form_class = type(
        "OneSettingForm", (SettingForm,), {"kind": kind, "suffixes": {"value": kind.measure} if kind.measure.zh else {}}
    )
    form: Any = form_class(
        actor, request.POST or None, initial={"value": now.value if now else kind.default, "on": actor.on}
    )
    if request.method == "POST" and form.is_valid():
        try:
            with act():
                if form.once(actor):
                    data = form.cleaned_data
                    services.set_setting(actor, key, data["value"] or "", on=data["on"], reason=data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            from django.contrib import messages

            messages.success(request, said(DONE))
            return redirect("console:unit_setting", key)
    told = {
        "kind": kind, "form": form, "may_edit": bool(may_edit), "value": shown(kind, now.value if now else kind.default), "now": now,
        "default": shown(kind, kind.default), "rows": [(row, shown(kind, row.value), who) for row, who in _who(rows)],
    }  # fmt: skip
    return render(request, "console/units/setting.html", told, status=422 if form.is_bound and form.errors else 200)


def _who(rows: list[DatedSetting]) -> list[tuple[DatedSetting, str]]:
    """Each value with who set it."""
    found = Event.objects.filter(act="units.setting_changed", object_id__in=[row.pk for row in rows])
    actors = {event.object_id: event.actor for event in found.filter(object_kind=DatedSetting._meta.label_lower)}
    names = names_for(actors.values())
    return [(row, said(names.get(actors.get(row.pk, ""), ""))) for row in rows]
