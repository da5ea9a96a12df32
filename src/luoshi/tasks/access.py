"""Who may see and do what with tasks: one policy for lists and for single rows.

The offices see the ledger (of their areas); units see tasks in which they have or had a part, and their own reports;
leads also the reports that participants sent; nobody a peer's reports or light; leaders the verified reports of their
portfolio; the text of an instruction only the posts it names; administrators nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from luoshi.kernel.actors import OFFICE_ROLES, UNIT_ROLES, Actor, Role
from luoshi.kernel.verdicts import YES, Refused, Verdict, no
from luoshi.tasks.models import (
    Assignment,
    Closure,
    Deadline,
    Instruction,
    InstructionRecipient,
    LightException,
    Measure,
    Milestone,
    Objection,
    Report,
    SheetImport,
    Task,
    TaskSource,
)
from luoshi.tasks.reach import lies_within
from luoshi.tasks.rules import LEADS, possible_acts
from luoshi.tasks.sight import seen

Rows = models.QuerySet[Any]
OFFICIALS = OFFICE_ROLES | UNIT_ROLES | {Role.LEADER}
GENERAL = {
    "list": OFFICIALS, "month": OFFICE_ROLES | UNIT_ROLES, "create": OFFICE_ROLES, "import": OFFICE_ROLES,
    "verify_list": frozenset({Role.SUPERVISOR}), "view": OFFICIALS,
}  # fmt: skip
OFFICE_ACTS = frozenset({"edit", "assign", "time", "supervise", "withdraw", "reopen"})
APPROVERS = frozenset({Role.SUPERVISOR, Role.CONFIRMER})
SUPERVISORS = frozenset({Role.SUPERVISOR})

NOT_YOURS = no("您的岗位没有这项职责。", "Your posts do not include this duty.")
NOT_SEEN = no("该任务不在您的职责范围内。", "This task is outside your duties.")
SAME_PERSON = no("须由提出人以外的另一人决定。", "Another person than the one who asked must decide.")


NO_SCOPE = no("该接口密钥没有这项权限。", "This key does not carry the right to do so.")
READING = frozenset({"list", "view", "month", "verify_list"})
REPORTING = frozenset({"report", "edit", "pass_on", "withdraw", "answer"})


class TaskPolicy:
    """The access policy of the ledger."""

    def allows(self, actor: Actor, act: str, subject: Any = None) -> Verdict:
        """Whether the actor may do ``act`` on a row of the ledger (None: on the ledger as such)."""
        if not _scoped(actor, act):
            return NO_SCOPE
        if subject is None:
            roles = GENERAL.get(act, frozenset())
            return YES if actor.is_system or actor.has(*roles) else NOT_YOURS
        if subject.jurisdiction != actor.jurisdiction:
            return NOT_SEEN
        decide = _DECIDING.get(type(subject))
        if decide is None:
            return NOT_YOURS
        if not self.visible(actor, type(subject)._default_manager.filter(pk=subject.pk)).exists():
            return NOT_SEEN
        return YES if act == "view" else decide(actor, act, subject)

    def offers(self, actor: Actor, act: str, subject: Any) -> Verdict:
        """``allows`` for a row that came through ``visible`` in this request: what a page of many acts shows. The act
        itself asks ``allows``."""
        if not _scoped(actor, act) or subject.jurisdiction != actor.jurisdiction:
            return NO_SCOPE if not _scoped(actor, act) else NOT_SEEN
        decide = _DECIDING.get(type(subject))
        if decide is None:
            return NOT_YOURS
        return YES if act == "view" else decide(actor, act, subject)

    def require(self, actor: Actor, act: str, subject: Any = None) -> None:
        """Raises ``Refused`` (forbidden) when the actor may not."""
        verdict = self.allows(actor, act, subject)
        if not verdict:
            assert verdict.reason is not None
            raise Refused(verdict.reason.zh, verdict.reason.en, forbidden=True)

    def visible(self, actor: Actor, rows: Rows) -> Rows:
        """The rows among ``rows`` that the actor may see; any model of the ledger."""
        rows = rows.filter(jurisdiction=actor.jurisdiction)
        if actor.is_system:
            return rows
        if not actor.has(*OFFICIALS) or not _scoped(actor, "view"):
            return rows.none()
        return seen(actor, rows)


def _scoped(actor: Actor, act: str) -> bool:
    """Whether a program's key reaches so far; people are not limited."""
    if actor.channel != "token":
        return True
    return (act in READING and "tasks:read" in actor.scopes) or (act in REPORTING and "tasks:report" in actor.scopes)


def _held(actor: Actor, roles: frozenset[Role], row: Any) -> bool:
    """Whether one of ``roles`` reaches a row: a role limited to an area reaches the tasks of that area, those all of whose
    parts are there, and the parts, reports and objections of units there."""
    areas = {grant.area for grant in actor.grants if grant.role in roles}
    if actor.is_system or "" in areas:
        return True
    if not areas:
        return False
    if isinstance(row, Task):
        return lies_within(areas, row)
    if isinstance(row, Assignment | Report):
        return lies_within(areas, row.task, row.unit)
    if isinstance(row, Objection):
        return lies_within(areas, row.assignment.task, row.assignment.unit)
    return lies_within(areas, row.task)


def handles(actor: Actor, report: Report) -> bool:
    """Whether the actor verifies and returns the reports of this report's unit for its task."""
    return _held(actor, SUPERVISORS, report)


def _task(actor: Actor, act: str, task: Task) -> Verdict:
    if act in OFFICE_ACTS:
        return _office(actor, task)
    if act == "plan":
        return YES if _office(actor, task) or _leads(actor, task) else NOT_YOURS
    if act == "report":
        return YES if _open_parts(actor, task).exists() else NOT_YOURS
    if act == "ask_close":
        return YES if _held(actor, SUPERVISORS, task) else NOT_YOURS
    if act == "ask_exception":
        return YES if _held(actor, SUPERVISORS, task) or _leads(actor, task) else NOT_YOURS
    if act in ("approve_close", "approve_exception"):
        return YES if _approves(actor, task) else NOT_YOURS
    if act == "read_instruction":
        if InstructionRecipient.objects.filter(task=task, post__in=actor.posts()).exists():
            return YES
        return no("批示内容只有指定的岗位可以阅读。", "Only the posts it names may read the text of the instruction.")
    return NOT_YOURS


def _assignment(actor: Actor, act: str, part: Assignment) -> Verdict:
    if act in ("answer", "report"):
        if part.valid_to is not None:
            return no("本单位已不再承担这项任务。", "This unit no longer has a part in the task.")
        return YES if actor.is_system or actor.has(*UNIT_ROLES, unit=part.unit_id) else NOT_YOURS
    return _office(actor, part) if act in ("assign", "rule") else NOT_YOURS


def _report(actor: Actor, act: str, report: Report) -> Verdict:
    roles = {grant.role for grant in actor.grants if grant.unit == report.unit_id}
    possible = possible_acts(report.state, roles, office=handles(actor, report))
    if act in possible or (actor.is_system and act in possible_acts(report.state, UNIT_ROLES)):
        return YES
    return no(
        "报告处在当前环节时,您的岗位不能做这项操作。", "At its present step your posts cannot do this with the report."
    )


def _objection(actor: Actor, act: str, objection: Objection) -> Verdict:
    if act == "withdraw":
        unit = objection.assignment.unit_id
        return YES if actor.has(*UNIT_ROLES, unit=unit) else NOT_YOURS
    return YES if act == "rule" and _held(actor, SUPERVISORS, objection) else NOT_YOURS


def _closure(actor: Actor, act: str, closure: Closure) -> Verdict:
    if act != "decide" or not _approves(actor, closure):
        return NOT_YOURS
    return SAME_PERSON if closure.asked_by == actor.opaque else YES


def _exception(actor: Actor, act: str, exception: LightException) -> Verdict:
    if act == "end":
        return YES if _approves(actor, exception) or exception.asked_by == actor.opaque else NOT_YOURS
    if act != "decide" or not _approves(actor, exception):
        return NOT_YOURS
    return SAME_PERSON if exception.asked_by == actor.opaque else YES


def _import(actor: Actor, act: str, imported: SheetImport) -> Verdict:
    office = actor.has(*OFFICE_ROLES)
    return YES if act in ("edit", "apply") and (office or imported.created_by == actor.opaque) else NOT_YOURS


def _through_task(actor: Actor, act: str, row: Any) -> Verdict:
    return _task(actor, act, row.task)


def _office(actor: Actor, row: Any) -> Verdict:
    return YES if _held(actor, OFFICE_ROLES, row) else NOT_YOURS


def _approves(actor: Actor, row: Any) -> bool:
    return not actor.is_system and _held(actor, APPROVERS, row)


def _open_parts(actor: Actor, task: Task) -> Rows:
    return Assignment.objects.filter(task=task, unit__in=actor.units(), valid_to__isnull=True)


def _leads(actor: Actor, task: Task) -> bool:
    return bool(actor.units()) and _open_parts(actor, task).filter(role__in=LEADS).exists()


_DECIDING: dict[type[models.Model], Callable[[Actor, str, Any], Verdict]] = {
    Task: _task, Assignment: _assignment, Report: _report, Objection: _objection, Closure: _closure,
    LightException: _exception, SheetImport: _import, TaskSource: _through_task, Milestone: _through_task,
    Measure: _through_task, Deadline: _through_task, Instruction: _through_task,
}  # fmt: skip

policy = TaskPolicy()
