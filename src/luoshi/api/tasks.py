"""Tasks for programs: the ledger and one task, as their person sees them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Query, Router, Schema

from luoshi.api.entering import ApiRequest, reads
from luoshi.api.paging import MOST, read, written
from luoshi.api.schemas import (
    Counted,
    Fault,
    LightOut,
    MilestoneOut,
    Part,
    ReportOut,
    Source,
    TaskOut,
    TaskPage,
    TaskRow,
    UnitRef,
    Words,
)
from luoshi.tasks.access import policy
from luoshi.tasks.models import Task
from luoshi.tasks.queries import LedgerFilter, LedgerRow, TaskBundle, ledger, task_bundle, with_lights
from luoshi.tasks.rules import LightKind
from luoshi.ui.lists.filters import plain

SCOPE = "tasks:read"
router = Router(tags=["tasks"])
Key = Annotated[int, Field(ge=1, le=10**18)]  # what a database can hold
FAULTS: Any = {401: Fault, 403: Fault, 404: Fault, 422: Fault}


class TaskQuery(Schema):
    """What narrows the ledger; dates are inclusive."""

    light: list[LightKind] = []
    lead: Key | None = None
    unit: Key | None = None
    policy: Key | None = None
    origin: Literal["", "policy", "instruction", "minutes", "letter", "sheet", "own"] = ""
    theme: str = ""
    due_from: date | None = None
    due_to: date | None = None
    running: bool = False
    text: str = ""
    limit: int = 50
    cursor: str = ""


@router.get("/tasks", url_name="tasks", response={200: TaskPage, **FAULTS}, summary="The ledger, newest first")
@reads("tasks", SCOPE, policy, "list")
def tasks(request: ApiRequest, query: Query[TaskQuery]) -> Any:
    """The tasks that the token's person sees; withdrawn ones only where ``light=withdrawn`` asks for them."""
    wanted = LedgerFilter(
        lights=frozenset(query.light), lead=query.lead, unit=query.unit, policy=query.policy, origin=query.origin,
        theme=plain(query.theme), due_from=query.due_from, due_to=query.due_to, running=query.running, text=plain(query.text),
        sort="newest",
    )  # fmt: skip
    rows = ledger(request.actor, wanted)
    if query.cursor:
        rows = rows.filter(task__lt=read(query.cursor))
    limit = min(max(query.limit, 1), MOST)
    page = list(rows[: limit + 1])
    items = [_row(each) for each in with_lights(request.actor, page[:limit])]
    return TaskPage(items=items, next=written(page[limit - 1].pk) if len(page) > limit else None)


@router.get("/tasks/{int:pk}", url_name="task", response={200: TaskOut, **FAULTS}, summary="One task")
@reads("task", SCOPE, policy, "view", model=Task)
def task(request: ApiRequest, pk: int) -> Any:
    """Everything about a task that the token's person may read; no names of people."""
    bundle = task_bundle(request.actor, request.subject)
    return TaskOut(
        **_facts(bundle.task, bundle.state, bundle.light, bundle.progress),
        parts=[
            Part(unit=UnitRef(id=each.assignment.unit_id, name=each.now), role=each.assignment.role, state=each.assignment.state)
            for each in bundle.assignments
            if each.open
        ],
        text=bundle.task.text,
        sources=_sources(bundle),
        milestones=[
            MilestoneOut(title=row.title, due_on=row.due_on, done_on=row.done_on) for row in bundle.milestones
        ],
        reports=_reports(bundle),
    )  # fmt: skip


def _row(row: LedgerRow) -> TaskRow:
    parts = [
        Part(unit=UnitRef(id=part.unit.pk, name=str(part.unit)), role=part.role, state=part.state)
        for part in (*row.leads, *row.others)
    ]
    return TaskRow(**_facts(row.task, row.state, row.light, row.progress), parts=parts)


def _facts(task: Task, state: Any, light: Any, progress: Any) -> dict[str, Any]:
    return {
        "id": task.pk, "number": task.number, "title": task.title, "origin": task.origin, "theme": task.theme,
        "given_on": task.given_on, "due_on": state.due_on, "review_on": state.review_on,
        "deadline_kind": state.deadline_kind, "closed_on": state.closed_on, "policy": state.policy_id,
        "light": None if light is None else LightOut(
            kind=light.kind, colour=light.colour, reason=Words(zh=light.reason.say("zh"), en=light.reason.say("en"))
        ),
        "progress": None if progress is None else Counted(
            done=progress.done, whole=progress.whole, unit=progress.unit, percent=progress.percent
        ),
        "last_period": state.last_period,
    }  # fmt: skip


def _sources(bundle: TaskBundle) -> list[Source]:
    return [
        Source(
            policy=each.source.policy_id, document=each.source.document_title, number=each.source.document_number,
            clause=each.source.clause, quote=each.source.quote if each.readable else None,
        )
        for each in bundle.sources
        if each.source.withdrawn_at is None
    ]  # fmt: skip


def _reports(bundle: TaskBundle) -> list[ReportOut]:
    names = {each.assignment.unit_id: each.now for each in bundle.assignments}
    return [
        ReportOut(
            id=row.pk, unit=UnitRef(id=row.unit_id, name=names.get(row.unit_id, "")), period=row.period, state=row.state,
            no_change=row.no_change, progress=row.progress, problems=row.problems, next_steps=row.next_steps,
            submitted_at=row.submitted_at, verified_at=row.verified_at,
        )
        for row in (each.report for each in bundle.reports)
    ]  # fmt: skip
