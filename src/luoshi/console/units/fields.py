"""Fields and small readings that the pages about units share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy

from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.forms import DayInput, PickerSelect, PickerSelectMultiple
from luoshi.ui.language import said
from luoshi.units.models import Area, Unit
from luoshi.units.queries import areas_on, existing_on, units_of
from luoshi.units.sheets.layout import KIND_WORDS

EMBEDDED = 400  # up to so many units stand in the page; more are asked for by name
BASIS = (Phrase("依据", "Basis"), Phrase("文件名称和文号", "the document and its number"))
FROM = (Phrase("生效日期", "Effective from"), Phrase("从这一天起按新的执行", "the first day of the new state"))


def day_asked(request: HttpRequest, actor: Actor) -> date:
    """The day of ``?on=``, else today; what is no day counts as today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return actor.on


class _Few:
    """A picker that holds only the chosen options; the others are asked for by name."""

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        chosen = [int(pk) for pk in value if str(pk).isdecimal() and len(str(pk)) < 19]
        self.choices: Any = [(unit.pk, unit.name) for unit in Unit.objects.filter(pk__in=chosen)]
        return super().optgroups(name, value, attrs)  # type: ignore[misc]  # of the select it is mixed into


class _FewSelect(_Few, PickerSelect):
    pass


class _FewSelectMultiple(_Few, PickerSelectMultiple):
    pass


def _label(unit: Unit) -> str:
    return unit.name if unit.name == unit.short_name else f"{unit.name}({unit.short_name})"


def unit_field(rows: QuerySet[Unit], *, many: bool = False, required: bool = True) -> forms.ModelChoiceField[Unit]:
    """A unit (or several) chosen by part words or pinyin initials among ``rows``."""
    initials = {str(pk): text for pk, text in rows.values_list("pk", "initials")[: EMBEDDED + 1]}
    kind = forms.ModelMultipleChoiceField if many else forms.ModelChoiceField
    if len(initials) > EMBEDDED:
        url = str(reverse_lazy("console:unit_picker"))
        widget: PickerSelect = _FewSelectMultiple(url=url) if many else _FewSelect(url=url)
    else:
        widget = PickerSelectMultiple(initials=initials) if many else PickerSelect(initials=initials)
    field = kind(queryset=rows, required=required, widget=widget)
    field.label_from_instance = _label  # type: ignore[assignment]  # Django's way to name options
    return field


def living(actor: Actor, *, sections: bool = False) -> QuerySet[Unit]:
    """The units that exist today, by order."""
    rows = units_of(actor.jurisdiction).filter(existing_on(actor.on))
    return rows if sections else rows.exclude(kind=Unit.Kind.SECTION)


def area_field(actor: Actor, required: bool = False) -> forms.ModelChoiceField[Area]:
    """An area of today."""
    rows = areas_on(actor.jurisdiction, actor.on)
    field = forms.ModelChoiceField(
        queryset=rows, required=required, empty_label=said(Phrase("(全辖区)", "(whole place)"))
    )
    field.label_from_instance = lambda area: f"{area.name} {area.code}"  # type: ignore[assignment]  # Django's way to name options
    return field


def kind_field() -> forms.ChoiceField:
    """A kind of unit in words."""
    return forms.ChoiceField(choices=[(str(key), said(words)) for key, words in KIND_WORDS.items()])


def day_field(required: bool = True, initial: date | None = None) -> forms.DateField:
    """A day."""
    return forms.DateField(widget=DayInput(), required=required, initial=initial)
