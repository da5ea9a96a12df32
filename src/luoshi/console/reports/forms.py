"""The form of a report: three texts, counted quantities, and what the unit says about completion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.console.reports.words import LABELS
from luoshi.kernel.speech import Phrase
from luoshi.tasks.models import Measure, Report
from luoshi.tasks.services import ReportContent
from luoshi.ui.forms import CountField, FigureField, OfficialForm
from luoshi.ui.language import said

LONGEST = 20_000  # characters of one text
TEXTS = ("progress", "problems", "next_steps")
LARGEST_DIGITS = 15


def figure(value: int | None, measure: Measure) -> Decimal | None:
    """A kept quantity in the unit of its measure."""
    return None if value is None else Decimal(value).scaleb(-measure.decimals)


def field_of(measure: Measure) -> forms.Field:
    """The field in which a quantity is typed."""
    if measure.decimals:
        return FigureField(required=False, decimal_places=measure.decimals, max_digits=LARGEST_DIGITS)
    return CountField(required=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of the form with its measure."""

    measure: Measure
    bound: BoundField


class ReportForm(OfficialForm):
    """One report. ``kept``: the report as it is stored, or None; ``values``: its quantities by measure id, scaled."""

    progress = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    problems = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    next_steps = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    completes = forms.BooleanField(required=False)
    phrases = {
        "progress": (
            LABELS["progress"],
            Phrase("写做了什么、做到什么程度", "What was done, and how far it has come"),
        ),
        "problems": (LABELS["problems"], None),
        "next_steps": (LABELS["next_steps"], None),
        "completes": (
            Phrase("本任务已全部完成,请督查室核验后办理销号", "The task is done: please verify and close it"),
            None,
        ),
    }

    def __init__(
        self, *args: Any, kept: Report | None = None, measures: Sequence[Measure] = (),
        values: dict[int, int] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        self.kept, self.measures, self.values = kept, tuple(measures), values or {}
        initial = {name: getattr(kept, name) for name in (*TEXTS, "completes")} if kept is not None else {}
        initial |= {f"m{each.pk}": _plain(figure(self.values.get(each.pk), each)) for each in self.measures}
        super().__init__(*args, initial=initial, version=kept.version if kept is not None else 0, **more)
        for each in self.measures:
            field = field_of(each)
            field.label = f"{each.name}({each.unit})"
            field.widget.attrs |= {"class": "form-control", "autocomplete": "off"}
            self.fields[f"m{each.pk}"] = field

    def figures(self) -> Iterable[Figure]:
        """The quantities in the order of their measures."""
        return [Figure(each, self[f"m{each.pk}"]) for each in self.measures]

    def content(self) -> ReportContent:
        """What was typed, as far as it can be kept; what has a fault keeps its stored value."""
        data, kept = self.cleaned_data, self.kept
        texts = {name: data[name] if name in data else getattr(kept, name, "") for name in TEXTS}
        amounts: dict[int, Decimal | None] = {}
        for each in self.measures:
            name = f"m{each.pk}"
            amounts[each.pk] = _amount(data[name]) if name in data else figure(self.values.get(each.pk), each)
        completes = bool(data["completes"] if "completes" in data else getattr(kept, "completes", False))
        said_nothing = not texts["progress"].strip() and all(value is None for value in amounts.values())
        no_change = bool(getattr(kept, "no_change", False)) and said_nothing  # until something is written
        return ReportContent(completes=completes, no_change=no_change, quantities=amounts, **texts)

    @property
    def blank(self) -> bool:
        """Whether nothing at all was typed."""
        content = self.content()
        texts = (content.progress, content.problems, content.next_steps)
        return not any(texts) and not content.completes and all(v is None for v in content.quantities.values())


class GridText(forms.Textarea):
    """A textarea written without a template: a grid has some two hundred."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The same markup as Django's own."""
        text = self.format_value(value) or ""
        return format_html(
            '<textarea name="{}"{}>\n{}</textarea>', name, flatatt(self.build_attrs(self.attrs, attrs)), text
        )


class GridForm(ReportForm):
    """The same in one row of the grid: fields without room for labels carry them for readers."""

    def __init__(self, *args: Any, title: str = "", form_id: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["completes"]  # said on the page of the report
        for name, field in self.fields.items():
            label = said(LABELS[name]) if name in LABELS else str(field.label)
            field.widget.attrs |= {"aria-label": f"{title} {label}"[:200], "form": form_id}
            if name in TEXTS:
                field.widget = GridText({**field.widget.attrs, "rows": 3})


def _amount(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _plain(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value:f}"
