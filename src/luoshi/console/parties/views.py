"""Organisations that documents name and that are no units: who reports for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from luoshi.console.tasks.deed_forms import UnitField
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.parties import services
from luoshi.parties.access import policy
from luoshi.parties.models import Party
from luoshi.ui.forms import OfficialForm
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists import Choice, Column, ListPage, Option
from luoshi.ui.lists.filters import Rows

KINDS = {
    Party.Kind.ENTERPRISE: Phrase("企业", "Enterprise"),
    Party.Kind.ASSOCIATION: Phrase("协会商会", "Association"),
    Party.Kind.INSTITUTION: Phrase("院校、银行、中央在地单位", "Institution"),
}


class PartyList(ListPage):
    """The organisations of the jurisdiction."""

    key = "parties"
    title = Phrase("社会单位", "Organisations")
    template = "console/parties/parties.html"
    item = Phrase("家", "{n:organisation|organisations}")
    columns = (
        Column(key="name", phrase=Phrase("名称", "Name"), sort="name", primary=True),
        Column(key="kind", phrase=Phrase("类别", "Kind"), value=lambda row: KINDS[row.kind], sort="kind"),
        Column(key="credit_code", phrase=Phrase("统一社会信用代码", "Credit code")),
        Column(
            key="represented_by", phrase=Phrase("代为填报的单位", "Reported for by"),
            value=lambda row: str(row.represented_by or ""),
        ),
    )  # fmt: skip
    filters = (Choice(key="kind", phrase=Phrase("类别", "Kind"), options=[Option(k, w) for k, w in KINDS.items()]),)
    search_in = ("name", "credit_code")
    order = ("name",)
    related = ("represented_by",)
    empty_title = Phrase("还没有社会单位", "No organisations yet")
    empty_text = Phrase(
        "政策里点名的企业、协会、银行登记在这里,并指定代为填报的单位;入账时任务就分派给它。",
        "Enter the firms, associations and banks that policies name, and the unit that reports for each.",
    )

    def rows(self, actor: Actor) -> Rows:
        return policy.visible(actor, Party.objects.all())

    def url_of(self, row: Any) -> str:
        return reverse("console:party", args=[row.pk])

    def context(self) -> dict[str, Any]:
        return {"may_edit": policy.allows(self.actor, "edit")}


class PartyForm(OfficialForm):
    """An organisation."""

    name = forms.CharField(max_length=120)
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    credit_code = forms.CharField(max_length=30, required=False)
    represented_by = UnitField(required=False)
    phrases = {
        "name": (Phrase("名称", "Name"), Phrase("与文件里的写法一致", "As documents print it")),
        "kind": (Phrase("类别", "Kind"), None),
        "credit_code": (Phrase("统一社会信用代码", "Credit code"), Phrase("18 位,会校验", "18 characters; checked")),
        "represented_by": (Phrase("代为填报的单位", "Unit that reports for it"), None),
    }
    submit = Phrase("保存", "Save")

    def __init__(self, *args: Any, jurisdiction: str, **more: Any) -> None:
        super().__init__(*args, **more)
        unit = self.fields["represented_by"]
        assert isinstance(unit, UnitField)
        unit.of(jurisdiction)
        kind: Any = self.fields["kind"]
        kind.choices = [(key, said(word)) for key, word in KINDS.items()]


@guard(policy, "list")
def parties(request: OfficialRequest) -> HttpResponse:
    """The list."""
    return PartyList(request).respond()


@guard(policy, "edit")
def new(request: OfficialRequest) -> HttpResponse:
    """Enter an organisation; ``?name=`` is what a document printed."""
    return _page(request, None)


@guard(policy, "view", model=Party)
def party(request: OfficialRequest, party: Party) -> HttpResponse:
    """An organisation, changed by those whose duty it is."""
    return _page(request, party)


def _page(request: OfficialRequest, party: Party | None) -> HttpResponse:
    initial = {"name": request.GET.get("name", "")[:120], "kind": Party.Kind.ENTERPRISE}
    if party is not None:
        names = ("name", "kind", "credit_code", "represented_by")
        initial = {name: getattr(party, name) for name in names}
    form = PartyForm(
        request.POST or None, jurisdiction=request.actor.jurisdiction, initial=initial,
        version=party.version if party else None,
    )  # fmt: skip
    may = policy.allows(request.actor, "edit", party)
    if request.method == "POST" and form.is_valid():
        try:
            if party is None:
                services.enter_party(request.actor, **form.cleaned_data)
            else:
                services.change_party(request.actor, party, seen=form.sent_version or 0, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said(Phrase("已保存", "Saved")))
            return redirect("console:parties")
    context = {"form": form, "party": party, "may": may, "cancel_url": reverse("console:parties")}
    return render(request, "console/parties/party.html", context, status=422 if form.errors else 200)
