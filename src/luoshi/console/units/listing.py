"""The list of units, and the answers of its picker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from luoshi.console.units.fields import day_asked
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.lists import Choice, Column, ListPage, Option
from luoshi.ui.lists.filters import Rows, plain
from luoshi.units.access import policy
from luoshi.units.models import Unit
from luoshi.units.queries import areas_on, existing_on, search_units, units_of
from luoshi.units.reforms import TEMPLATES
from luoshi.units.sheets.layout import KIND_WORDS

_SHOWN = 30  # answers of the picker


def _areas(actor: Actor) -> Sequence[Option]:
    return [Option(area.code, area.name) for area in areas_on(actor.jurisdiction, actor.on)]


def _in_areas(rows: Rows, codes: Any, actor: Actor) -> Rows:
    return rows.filter(area__code__in=codes)


def _by_life(rows: Rows, value: Any, actor: Actor) -> Rows:
    now = existing_on(actor.on)
    if set(value) == {"now", "gone"}:
        return rows
    return rows.filter(now) if "now" in value else rows.exclude(now)


class UnitList(ListPage):
    """All units of the place, former ones behind a filter."""

    key = "units"
    title = Phrase("单位", "Units")
    columns = (
        Column(
            key="name", phrase=Phrase("单位", "Unit"), sort="name", primary=True, wide=True,
            template="console/units/cells/name.html",
        ),
        Column(key="kind", phrase=Phrase("类型", "Kind"), sort="kind", value=lambda row: KIND_WORDS[row.kind]),
        Column(key="area", phrase=Phrase("区划", "Area"), sort="area__code", value=lambda row: row.area.name if row.area else ""),
        Column(key="parent", phrase=Phrase("上级单位", "Parent"), value=lambda row: str(row.parent or ""), default=False),
        Column(key="founded_on", phrase=Phrase("成立", "Founded"), sort="founded_on", default=False),
        Column(key="dissolved_on", phrase=Phrase("撤销", "Ended"), sort="dissolved_on"),
        Column(key="order", phrase=Phrase("排序", "Order"), sort="order", align="end", default=False),
    )  # fmt: skip
    filters = (
        Choice(key="kind", phrase=Phrase("类型", "Kind"), options=[Option(str(k), words) for k, words in KIND_WORDS.items()]),
        Choice(key="area", phrase=Phrase("区划", "Area"), options=_areas, by=_in_areas),
        Choice(
            key="life", phrase=Phrase("存续", "Existing"), by=_by_life,
            options=(Option("now", Phrase("现有", "Existing")), Option("gone", Phrase("已撤销", "Ended"))),
        ),
    )  # fmt: skip
    search_in = ("name",)
    search_hint = Phrase("名称、曾用名或拼音首字母", "Name, former name or pinyin initials")
    order = ("order", "name")
    related = ("area", "parent")
    item = Phrase("个单位", "{n:unit|units}")
    template = "console/units/list.html"
    empty_title = Phrase("还没有单位", "No units yet")
    empty_text = Phrase(
        "从 Excel 导入单位名录,或逐个登记。", "Bring the register in from Excel, or enter units one by one."
    )

    def rows(self, actor: Actor) -> Rows:
        return policy.visible(actor, Unit.objects.exclude(kind=Unit.Kind.SECTION))

    def search(self, rows: Rows, words: str) -> Rows:
        return search_units(self.actor.jurisdiction, words, rows=rows)

    def url_of(self, row: Any) -> str:
        return reverse("console:unit", args=[row.pk])

    def tone_of(self, row: Any) -> str:
        return "muted" if row.dissolved_on and row.dissolved_on <= self.actor.on else ""

    def context(self) -> Mapping[str, Any]:
        return {
            "may_edit": bool(policy.allows(self.actor, "units.edit")),
            "templates": TEMPLATES.values(),
            "today": self.actor.on,
            "empty_url": reverse("console:units_sheet"),
            "empty_action": Phrase("从 Excel 导入", "Bring in from Excel"),
        }


@guard(policy, "units.view")
def units(request: OfficialRequest) -> HttpResponse:
    """The list of units."""
    return UnitList(request).respond()


@guard(policy, "units.view")
def picker(request: OfficialRequest) -> HttpResponse:
    """``?q=``: units by name or initials, as a picker asks for them; ``?on=`` a day, ``?kind=`` kinds, ``?sections=1``."""
    rows = policy.visible(request.actor, units_of(request.actor.jurisdiction))
    if request.GET.get("sections") != "1":
        rows = rows.exclude(kind=Unit.Kind.SECTION)
    kinds = [kind for kind in request.GET.getlist("kind") if kind in Unit.Kind.values]
    words = plain(request.GET.get("q", ""))[:60]
    found = search_units(
        request.actor.jurisdiction, words, on=day_asked(request, request.actor), kinds=kinds, rows=rows
    )
    return JsonResponse(
        [
            {"value": unit.pk, "text": unit.name, "initials": unit.initials, "short": unit.short_name}
            for unit in found[:_SHOWN]
        ],
        safe=False,
    )
