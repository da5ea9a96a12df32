"""Reports as a list: what was returned, begun, waits; by state, period and unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from luoshi.console.tasks.words import REPORTS
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks.access import policy
from luoshi.tasks.models import Report
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists import Boolean, Choice, Column, ListPage, Option, Text
from luoshi.ui.lists.filters import Rows


def _own(rows: Rows, value: Any, actor: Actor) -> Rows:
    own = Q(unit__in=actor.units())
    return rows.filter(own) if value else rows.exclude(own)


class ReportList(ListPage):
    """Every report the person may read."""

    key = "reports"
    title = Phrase("报告", "Reports")
    columns = (
        Column(key="task", phrase=Phrase("任务", "Task"), value=lambda row: row.task.title, primary=True, wide=True),
        Column(key="unit", phrase=Phrase("单位", "Unit"), value=lambda row: str(row.unit), sort="unit__order"),
        Column(key="period", phrase=Phrase("月份", "Period"), sort="period"),
        Column(
            key="state", phrase=Phrase("状态", "State"), template="console/reports/cells/state.html",
            value=lambda row: REPORTS[row.state], sheet=lambda row: said(REPORTS[row.state][0]),
        ),
        Column(key="comment", phrase=Phrase("意见", "Comment"), value=lambda row: row.comment[:120]),
        Column(key="progress", phrase=Phrase("本期进展", "Progress"), value=lambda row: row.progress[:160], default=False),
        Column(key="changed_at", phrase=Phrase("更新", "Changed"), sort="changed_at"),
    )  # fmt: skip
    filters = (
        Choice(key="state", phrase=Phrase("状态", "State"), field="state",
               options=[Option(key, words) for key, (words, _) in REPORTS.items()]),
        Text(key="period", phrase=Phrase("月份", "Period"), paths=("period",)),
        Boolean(key="own", phrase=Phrase("本单位的", "Own unit's"), by=_own),
        Boolean(key="completes", phrase=Phrase("报告已完成", "Says done"), condition=Q(completes=True)),
    )  # fmt: skip
    search_in = ("task__title", "task__number", "progress")
    search_hint = Phrase("任务、进展", "Task, progress")
    order = ("-period", "unit__order")
    related = ("task", "unit")
    item = Phrase("份", "{n:report|reports}")
    empty_title = Phrase("还没有报告", "No reports yet")
    empty_text = Phrase("在“本月填报”中填写后出现在这里。", "What is written in the month's grid appears here.")

    def rows(self, actor: Actor) -> Rows:
        return policy.visible(actor, Report.objects.all())

    def url_of(self, row: Any) -> str:
        return reverse("console:report", args=[row.pk])


@guard(policy, "list")
def reports(request: OfficialRequest) -> HttpResponse:
    """The list as page, table or workbook."""
    return ReportList(request).respond()
