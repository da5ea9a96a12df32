"""Answering what was assigned: the list, and acknowledging several in one act."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from luoshi.console.reports.periods import workdays_left
from luoshi.console.tasks.ledger import TaskList
from luoshi.console.tasks.words import ROLES
from luoshi.journal.services import act
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.tasks import queries, services
from luoshi.tasks.access import policy
from luoshi.tasks.models import Assignment, AssignmentState
from luoshi.tasks.rules import light
from luoshi.ui.bulk import Held, Preview
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists import BulkAct, Column, ListPage
from luoshi.ui.lists.filters import Rows
from luoshi.ui.services import claim

MOST = 500  # in one act
NOTHING_THERE = Phrase("本单位在这项任务中没有待签收的部分", "Your unit has nothing to acknowledge in this task")


class AnswerList(ListPage):
    """Parts of the person's units that nobody answered yet."""

    key = "to_answer"
    title = Phrase("待签收", "To acknowledge")
    template = "console/work/answers.html"
    columns = (
        Column(key="title", phrase=Phrase("任务", "Task"), value=lambda row: row.task.title, primary=True, wide=True,
               template="console/work/cells/title.html"),
        Column(key="unit", phrase=Phrase("单位、分工", "Unit, role"), template="console/work/cells/part.html",
               value=lambda row: ROLES[row.role], sheet=lambda row: f"{row.unit} {said(ROLES[row.role])}"),
        Column(key="answer_due_on", phrase=Phrase("签收期限", "Acknowledge by"), sort="answer_due_on",
               template="console/work/cells/limit.html"),
        Column(key="due", phrase=Phrase("任务期限", "Task due"), value=lambda row: row.task.state.due_on, sort="task__state__due_on"),
        Column(key="light", phrase=Phrase("状态", "Light"), template="console/work/cells/light.html", value=lambda row: row.shown,
               sheet=lambda row: said(row.shown.word) if row.shown else ""),
        Column(key="acts", phrase=Phrase("办理", "Answer"), template="console/work/cells/answer.html", sheet=lambda row: ""),
    )  # fmt: skip
    search_in = ("task__title", "task__number")
    order = ("answer_due_on",)
    related = ("task__state", "unit")
    bulk = (
        BulkAct(
            key="acknowledge", phrase=Phrase("签收所选", "Acknowledge"), url_name="console:acknowledge", icon="check"
        ),
    )
    item = Phrase("项", "{n:task|tasks}")
    empty_title = Phrase("没有待签收的任务", "Nothing to acknowledge")
    empty_text = Phrase("新任务交办后出现在这里。", "New tasks appear here when they are given.")

    def rows(self, actor: Actor) -> Rows:
        return queries.to_answer(actor).select_related(None).order_by()

    def url_of(self, row: Any) -> str:
        return reverse("console:task", args=[row.task_id])

    def present(self, rows: list[Any]) -> list[Any]:
        seen = policy.visible(self.actor, AssignmentState.objects.filter(pk__in=[row.pk for row in rows]))
        lights = {state.pk: light(state, self.actor.on) for state in seen}
        left = {day: workdays_left(self.actor, day) for day in {row.answer_due_on for row in rows} if day}
        for row in rows:
            row.shown = lights.get(row.pk)
            row.left = left.get(row.answer_due_on)
            row.days_late = -row.left if row.left is not None else 0
        return rows

    def tone_of(self, row: Any) -> str:
        return "attention" if row.left is not None and row.left < 0 else ""

    def context(self) -> Mapping[str, Any]:
        return {"empty_url": reverse("console:tasks"), "empty_action": Phrase("看本单位的任务", "Your unit's tasks")}


@guard(policy, "month")
def to_answer(request: OfficialRequest) -> HttpResponse:
    """What waits to be acknowledged or objected to."""
    return AnswerList(request).respond()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A part in the preview, by its own key or its task's."""

    pk: int
    part: Assignment

    def __str__(self) -> str:
        return f"{self.part.task.title} · {self.part.unit} · {said(ROLES[self.part.role])}"


@require_POST
@guard(policy, "month")
def acknowledge(request: OfficialRequest) -> HttpResponse:
    """Acknowledge the chosen parts of the list of what waits."""
    chosen = AnswerList(request).selected(request.POST)[:MOST]
    parts = list(chosen.select_related("task", "unit"))
    return _acknowledge(request, [Chosen(part.pk, part) for part in parts], [], reverse("console:to_answer"))


@require_POST
@guard(policy, "list")
def acknowledge_many(request: OfficialRequest) -> HttpResponse:
    """Acknowledge, for the person's units, the tasks chosen in the ledger."""
    states = list(TaskList(request).selected(request.POST).select_related("task")[:MOST])
    tasks = [state.pk for state in states]
    parts: dict[int, list[Assignment]] = {}
    for part in queries.to_answer(request.actor).filter(task__in=tasks):
        parts.setdefault(part.task_id, []).append(part)
    accepted = [Chosen(task, part) for task in tasks for part in parts.get(task, ())]
    held = [Held(state.task.title, NOTHING_THERE) for state in states if state.pk not in parts]
    return _acknowledge(request, accepted, held, reverse("console:tasks"))


def _acknowledge(request: OfficialRequest, accepted: list[Chosen], held: list[Held], back: str) -> HttpResponse:
    """The preview, or the act."""
    title = Phrase("签收任务", "Acknowledge tasks")
    if request.POST.get("confirmed") != "1":
        preview = Preview(title, Phrase("签收", "Acknowledge"), accepted, held, back)
        return render(request, "ui/bulk_preview.html", {"preview": preview, "form_token": uuid.uuid4()})
    done = 0
    try:
        with act():
            if claim(request.actor, request.POST.get("form_token", "")):
                done = services.acknowledge_many(request.actor, [one.part for one in accepted])
    except Refused as refused:
        messages.error(request, said(refused.phrase))
        return redirect(back)
    if done:
        messages.success(request, said(Phrase(f"已签收 {done} 项", f"Acknowledged: {done}")))
    return redirect(back)
