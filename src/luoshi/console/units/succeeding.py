"""Merging, splitting, transferring, ending: first what will move is shown, then it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from luoshi.console.units.changing import DONE, ActorForm, WhyForm, carry_out, tell
from luoshi.console.units.fields import BASIS, FROM, day_field, living, unit_field
from luoshi.console.units.moving import Effect, effects_of
from luoshi.journal.services import act, digest_of
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists.filters import is_key
from luoshi.units import services
from luoshi.units.access import policy
from luoshi.units.models import Succession, Unit
from luoshi.units.services import NewUnit, Share

_NEW_NAME = (
    Phrase("或新设单位,全称", "or found a new one: name"),
    Phrase("新设单位时填写", "when a new unit takes over"),
)
_NEW_SHORT = (Phrase("新设单位简称", "short name of the new one"), None)
_MATTER = (
    Phrase("职责", "Duties"),
    Phrase("关键词,用顿号分开,如:价格监督检查、反垄断", "words parted by 、; tasks about them go there"),
)
SHARES = 4  # heirs that the form of a split offers


class MergeForm(ActorForm):
    """Units that become one."""

    phrases = {  # declared once, never changed
        "predecessors": (Phrase("被合并的单位", "Units that end"), Phrase("可多选", "one or several")),
        "into": (Phrase("并入现有单位", "into an existing unit"), None),
        "new_name": _NEW_NAME, "new_short_name": _NEW_SHORT, "on": FROM, "basis": BASIS,
    }  # fmt: skip
    submit = Phrase("查看影响", "See what moves")

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        return {
            "predecessors": unit_field(living(self.actor), many=True), "into": unit_field(living(self.actor), required=False),
            "new_name": forms.CharField(max_length=100, required=False),
            "new_short_name": forms.CharField(max_length=60, required=False), "on": day_field(initial=self.actor.on),
            "basis": forms.CharField(max_length=200, required=False),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("into")) == bool(data.get("new_name")):
            words = Phrase(
                "请选择一个现有单位,或填写新设单位全称(二选一)",
                "Choose an existing unit, or name a new one (one of the two)",
            )
            self.add_error("into", said(words))
        return data


class DissolveForm(ActorForm):
    """A unit that ends."""

    on = day_field()
    basis = forms.CharField(max_length=200, required=False)
    phrases = {  # declared once, never changed
        "on": (Phrase("撤销日期", "Ends on"), Phrase("从这一天起不再存在", "the first day without it")), "basis": BASIS,
    }  # fmt: skip
    submit = Phrase("查看影响", "See what moves")


class TransferForm(ActorForm):
    """One duty that moves."""

    phrases = {"matter": _MATTER, "to": (Phrase("划转到", "To"), None), "on": FROM, "basis": BASIS}  # declared once
    submit = Phrase("查看影响", "See what moves")

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        rows = living(self.actor).exclude(pk=unit.pk) if unit else living(self.actor)
        return {
            "matter": forms.CharField(max_length=200), "to": unit_field(rows), "on": day_field(initial=self.actor.on),
            "basis": forms.CharField(max_length=200, required=False),
        }  # fmt: skip


class SplitForm(ActorForm):
    """A unit whose duties go to several."""

    submit = Phrase("查看影响", "See what moves")
    phrases = {  # declared once, never changed
        "on": FROM, "basis": BASIS,
        "dissolves": (Phrase("原单位撤销", "The unit ends"), None),
        "principal": (
            Phrase("未写明的职责由谁承接", "Who takes what is not named"),
            Phrase("不选则由人工逐项指定;原单位保留时不用选", "none: somebody decides each time; not needed when the unit stays"),
        ),
        **{
            f"{key}_{n}": words
            for n in range(1, SHARES + 1)
            for key, words in (
                ("heir", (Phrase(f"承接单位{n}", f"Heir {n}"), None)), ("new_name", _NEW_NAME),
                ("new_short_name", _NEW_SHORT), ("matter", _MATTER),
            )
        },
    }  # fmt: skip

    def more(self, unit: Unit | None) -> dict[str, forms.Field]:
        rows = living(self.actor).exclude(pk=unit.pk) if unit else living(self.actor)
        numbers = range(1, SHARES + 1)
        fields: dict[str, forms.Field] = {
            "on": day_field(initial=self.actor.on), "basis": forms.CharField(max_length=200, required=False),
            "dissolves": forms.BooleanField(required=False, initial=True),
        }  # fmt: skip
        for n in numbers:
            fields[f"heir_{n}"] = unit_field(rows, required=False)
            fields[f"new_name_{n}"] = forms.CharField(max_length=100, required=False)
            fields[f"new_short_name_{n}"] = forms.CharField(max_length=60, required=False)
            fields[f"matter_{n}"] = forms.CharField(max_length=200, required=False)
        nobody = said(Phrase("不指定", "nobody"))
        named = [(str(n), said(Phrase(f"承接单位{n}", f"Heir {n}"))) for n in numbers]
        fields["principal"] = forms.ChoiceField(choices=[("", nobody), *named], required=False)
        return fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in range(1, SHARES + 1):
            if data.get(f"heir_{n}") and data.get(f"new_name_{n}"):
                words = Phrase("现有单位和新设单位只填一个", "Either an existing unit or a new one")
                self.add_error(f"heir_{n}", said(words))
        return data

    def shares(self) -> list[Share]:
        """The heirs that were filled in."""
        data, found = self.cleaned_data, []
        for n in range(1, SHARES + 1):
            heir: Unit | NewUnit | None = data[f"heir_{n}"]
            if heir is None and data[f"new_name_{n}"]:
                heir = NewUnit(name=data[f"new_name_{n}"], short_name=data[f"new_short_name_{n}"])
            if heir is not None:
                found.append(Share(successor=heir, matter=data[f"matter_{n}"], principal=data["principal"] == str(n)))
        return found

    @property
    def heirs(self) -> list[list[forms.BoundField]]:
        """The fields of each heir, for the template."""
        return [
            [self[f"{key}_{n}"] for key in ("heir", "new_name", "new_short_name", "matter")]
            for n in range(1, SHARES + 1)
        ]


class _Undo(Exception):
    pass


def _previewed(
    request: OfficialRequest, form: ActorForm, service: Callable[[], object], effects: Callable[[], Sequence[Effect]], *,
    title: Phrase, subject: Unit | None, template: str = "console/units/preview.html",
) -> HttpResponse:  # fmt: skip
    """Form, preview, act. What is carried out is what was previewed: another content is previewed again."""
    shown: dict[str, Any] = {"form": form, "title": title, "unit": subject}
    if request.method == "POST" and form.is_valid():
        stamp = digest_of({name: request.POST.getlist(name) for name in form.fields})
        confirmed = request.POST.get("previewed") == stamp
        try:
            shown["effects"] = effects()
            with act():
                if confirmed and not form.once(request.actor):
                    return _back(subject)
                service()
                if not confirmed:
                    raise _Undo
        except _Undo:
            form.submit = Phrase("确认执行", "Confirm")
            shown["previewed"] = stamp
        except Refused as refused:
            shown.pop("effects", None)
            tell(form, refused)
        else:
            messages.success(request, said(DONE))
            return _back(subject)
    return render(request, template, shown, status=422 if form.is_bound and form.errors else 200)


def _back(unit: Unit | None) -> HttpResponse:
    return redirect("console:unit", unit.pk) if unit is not None else redirect("console:units")


@guard(policy, "units.edit")
def merge(request: OfficialRequest) -> HttpResponse:
    """Merge units into one, existing or new."""
    chosen = [pk for pk in request.GET.getlist("unit") if is_key(pk)]
    form = MergeForm(request.actor, request.POST or None, initial={"predecessors": chosen, "on": request.actor.on})

    def service() -> None:
        data = form.cleaned_data
        units = list(data["predecessors"])
        first = units[0]
        into = data["into"] or NewUnit(
            name=data["new_name"], short_name=data["new_short_name"], kind=first.kind, area=first.area, parent=first.parent,
            order=min(unit.order for unit in units),
        )  # fmt: skip
        services.merge_units(
            request.actor, [(unit, None) for unit in units], into=into, on=data["on"], basis=data["basis"]
        )

    def effects() -> list[Effect]:
        data = form.cleaned_data
        return effects_of(request.actor, list(data["predecessors"]), data["on"], ends=True, heir=True)

    subject = Unit.objects.filter(pk=chosen[0], jurisdiction=request.actor.jurisdiction).first() if chosen else None
    return _previewed(request, form, service, effects, title=Phrase("合并单位", "Merge units"), subject=subject)


@guard(policy, "units.edit", model=Unit)
def dissolve(request: OfficialRequest, unit: Unit) -> HttpResponse:
    """End a unit that nobody follows."""
    form = DissolveForm(request.actor, request.POST or None, version=unit.version, initial={"on": request.actor.on})

    def service() -> None:
        services.dissolve(request.actor, unit, version=form.sent_version, **form.cleaned_data)

    def effects() -> list[Effect]:
        return effects_of(request.actor, [unit], form.cleaned_data["on"], ends=True, heir=False)

    return _previewed(request, form, service, effects, title=Phrase("撤销单位", "End a unit"), subject=unit)


@guard(policy, "units.edit", model=Unit)
def split(request: OfficialRequest, unit: Unit) -> HttpResponse:
    """Pass the duties of a unit to several by matter."""
    form = SplitForm(request.actor, request.POST or None, unit=unit, version=unit.version)

    def service() -> None:
        data = form.cleaned_data
        services.split_unit(
            request.actor, unit, form.shares(), on=data["on"], dissolves=data["dissolves"], basis=data["basis"],
            version=form.sent_version,
        )  # fmt: skip

    def effects() -> list[Effect]:
        data = form.cleaned_data
        return effects_of(request.actor, [unit], data["on"], ends=data["dissolves"], heir=True)

    title = Phrase("分设单位", "Split a unit")
    return _previewed(request, form, service, effects, title=title, subject=unit, template="console/units/split.html")


@guard(policy, "units.edit", model=Unit)
def transfer(request: OfficialRequest, unit: Unit) -> HttpResponse:
    """Move one duty to another unit; both stay."""
    form = TransferForm(request.actor, request.POST or None, unit=unit, version=unit.version)

    def service() -> None:
        services.transfer_duty(request.actor, unit, version=form.sent_version, **form.cleaned_data)

    def effects() -> list[Effect]:
        return effects_of(request.actor, [unit], form.cleaned_data["on"], ends=False, heir=True)

    return _previewed(request, form, service, effects, title=Phrase("划转职责", "Transfer a duty"), subject=unit)


@guard(policy, "units.edit", model=Succession)
def withdraw(request: OfficialRequest, succession: Succession) -> HttpResponse:
    """Take back a succession recorded in error."""
    form = WhyForm(request.actor, request.POST or None)

    def service() -> None:
        services.withdraw_succession(request.actor, succession, form.cleaned_data["why"])

    return carry_out(
        request, form, service, title=Phrase("撤回记错的承接关系", "Withdraw a succession recorded in error"), subject=succession.predecessor,
        then=lambda _made: redirect("console:unit", succession.predecessor_id),
    )  # fmt: skip
