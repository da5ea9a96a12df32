"""The ledger: every task an official may see, filtered, counted, exported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from luoshi.console.tasks.words import ORIGINS, ROLES
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.policies.access import access as policies
from luoshi.policies.models import Policy
from luoshi.tasks import queries
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, TaskSource, TaskState
from luoshi.tasks.queries import LedgerRow
from luoshi.tasks.queries.filters import shown_light
from luoshi.tasks.rules import LIGHTS, LightKind
from luoshi.tasks.rules.lights import COLOURS, WORDS
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists import Boolean, BulkAct, Choice, Column, DateRange, ListPage, Option, Picker, Text
from luoshi.ui.lists.filters import Rows, plain
from luoshi.ui.lists.state import ListState
from luoshi.units.models import Area, Unit

TILES: tuple[LightKind, ...] = ("overdue", "behind", "due_soon", "normal", "standing", "closed")


def _lights(rows: Rows, value: Any, actor: Actor) -> Rows:
    return rows.filter(reduce(or_, (shown_light(actor, kind) for kind in value)))


def _all(rows: Rows, value: Any, actor: Actor) -> Rows:
    return rows


def _unit(rows: Rows, value: Any, actor: Actor) -> Rows:
    parts = Assignment.objects.filter(jurisdiction=actor.jurisdiction, valid_to__isnull=True, unit__in=value)
    return rows.filter(task__in=parts.values("task"))


def _policy(rows: Rows, value: Any, actor: Actor) -> Rows:
    sources = TaskSource.objects.filter(jurisdiction=actor.jurisdiction, policy__in=value, withdrawn_at__isnull=True)
    return rows.filter(task__in=sources.values("task"))


def _excepted(rows: Rows, value: Any, actor: Actor) -> Rows:
    return rows.filter(Q(excepted_since__lte=actor.on, excepted_until__gte=actor.on))


def _unit_names(ids: Iterable[int], actor: Actor) -> dict[int, str]:
    return {unit.pk: str(unit) for unit in Unit.objects.of(actor).filter(pk__in=list(ids))}


def _policy_names(ids: Iterable[int], actor: Actor) -> dict[int, str]:
    return {row.pk: str(row) for row in policies.visible(actor, Policy.objects.filter(pk__in=list(ids)))}


def _areas(actor: Actor) -> Sequence[Option]:
    return [Option(str(area.pk), area.name) for area in Area.objects.of(actor).filter(valid_to__isnull=True)]


def _units_in_words(row: LedgerRow) -> str:
    return ";".join(f"{said(ROLES[part.role])}:{part.unit}" for part in (*row.leads, *row.others))


def _source_in_words(row: LedgerRow) -> str:
    if row.source is None:
        return ""
    name = str(row.source.policy) if row.source.policy is not None else row.source.document_title
    return f"{name} {row.source.clause}".strip()


class TaskList(ListPage):
    """The ledger. Rows are state rows; cells get ``LedgerRow``."""

    key = "tasks"
    title = Phrase("任务", "Tasks")
    template = "console/tasks/ledger.html"
    item = Phrase("项", "{n:task|tasks}")
    search_hint = Phrase("任务、编号、条款、原文", "Task, number, clause, words")
    columns = (
        Column(
            key="number", phrase=Phrase("编号", "No."), value=lambda row: row.task.number, sort="task__number",
            template="console/tasks/cells/number.html",
        ),
        Column(
            key="title", phrase=Phrase("任务", "Task"), value=lambda row: row.task.title, primary=True, wide=True,
            template="console/tasks/cells/title.html",
        ),
        Column(
            key="units", phrase=Phrase("牵头 / 责任单位", "Lead / units"), sort="lead__order",
            template="console/tasks/cells/units.html", sheet=_units_in_words,
        ),
        Column(
            key="due", phrase=Phrase("期限", "Deadline"), sort="sort_on", template="console/tasks/cells/due.html",
            sheet=lambda row: row.state.due_on,
        ),
        Column(
            key="progress", phrase=Phrase("核验进度", "Verified progress"), template="console/tasks/cells/progress.html",
            sheet=lambda row: f"{row.progress.done}/{row.progress.whole}" if row.progress else "",
        ),
        Column(
            key="light", phrase=Phrase("状态", "Light"), template="console/tasks/cells/light.html",
            sheet=lambda row: row.light.word if row.light else "",
        ),
        Column(
            key="reason", phrase=Phrase("状态原因", "Why"), value=lambda row: row.light.reason if row.light else "",
            default=False,
        ),
        Column(key="theme", phrase=Phrase("主题", "Theme"), value=lambda row: row.task.theme, sort="theme", default=False),
        Column(
            key="origin", phrase=Phrase("来源类别", "Origin"), value=lambda row: ORIGINS.get(row.task.origin, ""),
            sort="origin", default=False,
        ),
        Column(
            key="source", phrase=Phrase("来源文件", "Source"), value=_source_in_words, default=False
        ),
        Column(key="given_on", phrase=Phrase("交办日", "Given"), value=lambda row: row.task.given_on, default=False),
        Column(key="last_period", phrase=Phrase("最近核验", "Last verified"), value=lambda row: row.state.last_period, sort="last_period", default=False),
    )  # fmt: skip
    filters = (
        Choice(
            key="light", phrase=Phrase("灯", "Light"), by=_lights, options=[Option(kind, WORDS[kind]) for kind in LIGHTS]
        ),
        DateRange(key="due", phrase=Phrase("期限", "Deadline"), field="due_on"),
        Picker(
            key="lead", phrase=Phrase("牵头单位", "Lead unit"), field="lead", url_name="console:unit_picker",
            named=_unit_names,
        ),
        Picker(
            key="unit", phrase=Phrase("任一单位", "Any unit"), by=_unit, url_name="console:unit_picker", named=_unit_names
        ),
        Picker(
            key="policy", phrase=Phrase("政策", "Policy"), by=_policy, url_name="console:task_policies",
            named=_policy_names,
        ),
        Choice(key="origin", phrase=Phrase("来源", "Origin"), options=[Option(k, w) for k, w in ORIGINS.items()]),
        Text(key="theme", phrase=Phrase("主题", "Theme")),
        Choice(key="area", phrase=Phrase("区域", "Area"), options=_areas),
        Boolean(key="disputed", phrase=Phrase("职责有异议", "Disputed")),
        Boolean(key="unanswered", phrase=Phrase("有单位未签收", "Not acknowledged"), condition=Q(unanswered__gt=0)),
        Boolean(key="no_lead", phrase=Phrase("没有牵头单位", "No lead"), condition=Q(lead__isnull=True)),
        Boolean(key="waiting", phrase=Phrase("有待核验", "To verify"), condition=Q(waiting__gt=0)),
        Boolean(key="excepted", phrase=Phrase("有批准的例外", "Excepted"), by=_excepted),
        Boolean(key="late_at_birth", phrase=Phrase("交办时已到期", "Late at birth")),
        Boolean(key="ended", phrase=Phrase("含已销号", "With closed"), by=_all),
        Boolean(key="many", phrase=Phrase("多个来源", "Several sources"), condition=Q(sources__gt=1)),
    )  # fmt: skip
    order = ("sort_on", "task")
    related = ("task", "lead", "policy", "area")
    bulk = (BulkAct(key="acknowledge", phrase=Phrase("批量签收", "Acknowledge"), url_name="console:acknowledge_many"),)
    empty_title = Phrase("没有符合条件的任务", "No task matches")
    empty_text = Phrase(
        "任务来自已入账的政策,也可以从批示、纪要、来文或原有台账录入。",
        "Tasks come from enacted policies, and from instructions, minutes, letters or the former ledger.",
    )

    def rows(self, actor: Actor) -> Rows:
        return policy.visible(actor, TaskState.objects.all())

    def known(self, keys: Sequence[Any]) -> Rows:
        return TaskState.objects.filter(pk__in=keys).defer("search", "search_limited")

    def matching(self, state: ListState) -> Rows:
        rows = super().matching(state)
        lights = state.values.get("light", ())
        if not lights and not state.values.get("ended"):  # what runs comes first; closed tasks are asked for
            rows = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=self.actor.on))
        return rows if "withdrawn" in lights else rows.filter(withdrawn=False)

    def search(self, rows: Rows, words: str) -> Rows:
        for word in words.lower().split():
            rows = rows.filter(search__contains=word)
        return rows

    def present(self, rows: list[Any]) -> list[Any]:
        return queries.with_lights(self.actor, rows)

    def url_of(self, row: Any) -> str:
        return reverse("console:task", args=[row.pk])

    def context(self) -> Mapping[str, Any]:
        counts = queries.counts(self.actor)
        return {
            "tiles": [(kind, WORDS[kind], COLOURS[kind], counts.get(kind, 0)) for kind in TILES],
            "may_create": policy.allows(self.actor, "create"),
            "may_import": policy.allows(self.actor, "import"),
        }


@guard(policy, "list")
def tasks(request: OfficialRequest) -> HttpResponse:
    """The ledger as page, table or workbook."""
    return TaskList(request).respond()


@guard(policy, "list")
def policy_choices(request: OfficialRequest) -> HttpResponse:
    """Policies for the filter, by words of their title; those the person may open."""
    words = plain(request.GET.get("q", ""))[:60]
    rows = policies.visible(request.actor, Policy.objects.exclude(state=Policy.State.WITHDRAWN))
    found = rows.filter(Q(title__icontains=words) | Q(short_title__icontains=words)).order_by("-pk")[:30]
    return JsonResponse([{"value": row.pk, "text": str(row), "initials": ""} for row in found], safe=False)
