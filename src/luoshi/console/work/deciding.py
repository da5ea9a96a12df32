"""What the office decides: objections to rule, closings and exceptions to approve."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse

from luoshi.console.tasks.words import CLOSURES
from luoshi.kernel.actors import OFFICE_ROLES, Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Verdict, no
from luoshi.tasks import queries
from luoshi.tasks.access import policy
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.lists import Column, ListPage
from luoshi.ui.lists.filters import Rows

NOT_OFFICE = no("只有督查室办理。", "Only the office decides here.")


class OfficeDesk:
    """The office's own lists: seen by its roles only; their rows by the policy of tasks."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        return policy.allows(actor, "list") if actor.has(*OFFICE_ROLES) else NOT_OFFICE

    def visible(self, actor: Actor, rows: Rows) -> Rows:
        return policy.visible(actor, rows)


office = OfficeDesk()


class Decisions(ListPage):
    """A list whose rows lead to the page of the decision."""

    deed: ClassVar[str]
    template = "console/work/decisions.html"

    def url_of(self, row: Any) -> str:
        return reverse("console:deed_of", args=[self.task_of(row), self.deed, row.pk])

    def task_of(self, row: Any) -> int:
        return int(row.task_id)


class RuleList(Decisions):
    """Open objections."""

    key = "to_rule"
    deed = "rule"
    title = Phrase("待裁定的职责异议", "Objections to rule")
    columns = (
        Column(key="task", phrase=Phrase("任务", "Task"), value=lambda row: row.assignment.task.title, primary=True, wide=True),
        Column(key="unit", phrase=Phrase("提出单位", "Unit"), value=lambda row: str(row.assignment.unit)),
        Column(key="reason", phrase=Phrase("理由", "Reason"), value=lambda row: row.reason[:160], wide=True),
        Column(key="suggested", phrase=Phrase("建议单位", "Suggested"), value=lambda row: str(row.suggested or "")),
        Column(key="rule_by", phrase=Phrase("裁定期限", "Rule by"), sort="rule_by"),
    )  # fmt: skip
    related = ("assignment__task", "assignment__unit", "suggested")
    search_in = ("assignment__task__title", "reason")
    order = ("rule_by",)
    empty_title = Phrase("没有待裁定的异议", "No objection waits")

    def rows(self, actor: Actor) -> Rows:
        return queries.to_rule(actor).select_related(None).order_by()

    def task_of(self, row: Any) -> int:
        return int(row.assignment.task_id)


class CloseList(Decisions):
    """Requests to close."""

    key = "to_close"
    deed = "approve-close"
    title = Phrase("待批准的办结", "Closings to decide")
    columns = (
        Column(key="task", phrase=Phrase("任务", "Task"), value=lambda row: row.task.title, primary=True, wide=True),
        Column(key="kind", phrase=Phrase("类别", "Kind"), value=lambda row: CLOSURES[row.kind], sort="kind"),
        Column(key="reason", phrase=Phrase("依据", "Grounds"), value=lambda row: row.reason[:160], wide=True),
        Column(key="asked_at", phrase=Phrase("提出", "Asked"), sort="asked_at"),
    )  # fmt: skip
    related = ("task",)
    search_in = ("task__title", "reason")
    order = ("asked_at",)
    empty_title = Phrase("没有待批准的办结", "No closing waits")

    def rows(self, actor: Actor) -> Rows:
        return queries.to_close(actor).select_related(None).order_by()


class ExceptList(Decisions):
    """Requests for exceptions."""

    key = "to_except"
    deed = "approve-exception"
    title = Phrase("待批准的例外", "Exceptions to decide")
    columns = (
        Column(key="task", phrase=Phrase("任务", "Task"), value=lambda row: row.task.title, primary=True, wide=True),
        Column(key="reason", phrase=Phrase("理由", "Reason"), value=lambda row: row.reason[:160], wide=True),
        Column(key="since", phrase=Phrase("自", "From"), sort="since"),
        Column(key="until", phrase=Phrase("至", "Until"), sort="until"),
    )  # fmt: skip
    related = ("task",)
    search_in = ("task__title", "reason")
    order = ("asked_at",)
    empty_title = Phrase("没有待批准的例外", "No exception waits")

    def rows(self, actor: Actor) -> Rows:
        return queries.to_except(actor).select_related(None).order_by()


@guard(office, "list")
def to_rule(request: OfficialRequest) -> HttpResponse:
    """Objections that wait for a ruling."""
    return RuleList(request).respond()


@guard(office, "list")
def to_close(request: OfficialRequest) -> HttpResponse:
    """Closings that wait for another person's approval."""
    return CloseList(request).respond()


@guard(office, "list")
def to_except(request: OfficialRequest) -> HttpResponse:
    """Exceptions that wait for another person's approval."""
    return ExceptList(request).respond()
