"""Routes of the browser tests: a list and a form on the kit, beside the addresses of the product."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from luoshi.journal.services import act
from luoshi.kernel.speech import Phrase
from luoshi.settings.urls import urlpatterns as product
from luoshi.ui.access import own_things
from luoshi.ui.forms import FilesField, OfficialForm, PickerSelect
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.units.models import Unit
from tests.ui.test_lists import UnitList

SENT: list[str] = []


class NoteForm(OfficialForm):
    text = forms.CharField(widget=forms.Textarea)
    unit = forms.ChoiceField(
        choices=[("", ""), ("1", "市财政局"), ("2", "市商务局")],
        widget=PickerSelect(initials={"1": "sczj", "2": "sswj"}),
        required=False,
    )
    evidence = FilesField(required=False, most_bytes=1000)
    phrases = {
        "text": (Phrase("说明", "Note"), None),
        "unit": (Phrase("单位", "Unit"), None),
        "evidence": (Phrase("材料", "Files"), None),
    }


@guard(own_things, "list")
def units(request: HttpRequest) -> HttpResponse:
    return UnitList(request).respond()


class BesideList(UnitList):
    opens_in_place = True

    def url_of(self, row: Unit) -> str:
        return f"/kit/units/{row.pk}"


@guard(own_things, "list")
def beside(request: HttpRequest) -> HttpResponse:
    return BesideList(request).respond()


@guard(own_things, "open")
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "ui_tests/row.html", {"unit": Unit.objects.get(pk=pk)})


@guard(own_things, "form")
def form(request: OfficialRequest) -> HttpResponse:
    given = NoteForm(request.POST or None, request.FILES or None, draft_key="note:1")
    if request.method == "POST" and given.is_valid():
        with act():
            if given.once(request.actor):
                SENT.append(given.cleaned_data["text"])
        return HttpResponseRedirect("/kit/done")
    return render(request, "ui_tests/form.html", {"form": given})


@guard(own_things, "done")
def done(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done", content_type="text/plain")


urlpatterns = [
    path("kit/units", units),
    path("kit/beside", beside),
    path("kit/units/<int:pk>", unit),
    path("kit/form", form),
    path("kit/done", done),
    *product,
]
