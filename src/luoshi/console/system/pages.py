"""The system page and the queue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.console.system.access import policy
from luoshi.console.system.health import database_size, findings, versions
from luoshi.jobs import services
from luoshi.jobs.access import policy as jobs_policy
from luoshi.jobs.models import STATE_WORDS, Job, State
from luoshi.jobs.queries import counts
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.kernel.verdicts import Refused
from luoshi.ui.guard import OfficialRequest, guard
from luoshi.ui.language import said
from luoshi.ui.lists import Choice, Column, ListPage, Option, Text
from luoshi.ui.lists.filters import Rows

TONES = {State.DONE: "green", State.RUNNING: "blue", State.FAILED: "red", State.UNKNOWN: "red"}


class JobList(ListPage):
    """Background work: kinds, states and counts only."""

    key = "jobs"
    title = Phrase("后台作业", "Background work")
    item = Phrase("项作业", "{n:job|jobs}")
    columns = (
        Column(key="kind", phrase=Phrase("种类", "Kind"), primary=True, sort="kind"),
        Column(key="state", phrase=Phrase("状态", "State"), template="system/cells/state.html", sheet=lambda row: row.state_words),
        Column(key="progress", phrase=Phrase("进度", "Progress"), template="system/cells/progress.html", sheet=lambda row: f"{row.done}/{row.total or ''}"),
        Column(key="attempts", phrase=Phrase("次数", "Attempts"), align="end"),
        Column(key="created_at", phrase=Phrase("提交", "Asked"), sort="id"),
        Column(key="started_at", phrase=Phrase("开始", "Began")),
        Column(key="finished_at", phrase=Phrase("结束", "Ended")),
        Column(key="reference", phrase=Phrase("查找号", "Reference")),
        Column(key="acts", phrase=Phrase("处理", "Acts"), template="system/cells/acts.html", sheet=lambda row: None),
    )  # fmt: skip
    filters = (
        Choice(
            key="state",
            phrase=Phrase("状态", "State"),
            options=tuple(Option(state.value, words) for state, words in STATE_WORDS.items()),
        ),
        Text(key="kind", phrase=Phrase("种类", "Kind")),
        Text(key="reference", phrase=Phrase("查找号", "Reference")),
    )
    order = ("-id",)

    def rows(self, actor: Actor) -> Rows:
        return jobs_policy.visible(actor, Job.objects.all())

    def present(self, rows: list[Any]) -> list[Any]:
        for row in rows:
            row.tone = TONES.get(State(row.state), "gray")
            row.can_retry = row.state in (State.FAILED, State.UNKNOWN, State.CANCELLED)
            row.can_cancel = row.state in (State.QUEUED, State.RUNNING)
        return rows


@guard(policy, "view_system")
def system(request: OfficialRequest) -> HttpResponse:
    """The machine: findings, versions, sizes, queue."""
    tiles = [(state, STATE_WORDS[State(state)], number) for state, number in counts(request.actor).items()]
    context = {
        "findings": findings(request.actor.jurisdiction),
        "versions": versions(),
        "database": database_size(),
        "home": settings.HOME.name,
        "tiles": tiles,
    }
    return render(request, "system/system.html", context)


@guard(policy, "view_system")
def jobs(request: OfficialRequest) -> HttpResponse:
    """The queue."""
    return JobList(request).respond()


@guard(jobs_policy, "retry", model=Job)
@require_POST
def retry(request: OfficialRequest, job: Job) -> HttpResponse:
    """Let a failed job run again."""
    return _done(request, lambda: services.retry(request.actor, job), Phrase("已重新排队", "Queued again"))


@guard(jobs_policy, "cancel", model=Job)
@require_POST
def cancel(request: OfficialRequest, job: Job) -> HttpResponse:
    """Stop a job."""
    return _done(request, lambda: services.cancel(request.actor, job), Phrase("已请求停止", "Asked to stop"))


def _done(request: OfficialRequest, service: Any, phrase: Phrase) -> HttpResponse:
    try:
        service()
    except Refused as refused:
        messages.error(request, said(refused.phrase))
    else:
        messages.success(request, said(phrase))
    return redirect("console:jobs")
