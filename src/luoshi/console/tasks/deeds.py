"""The acts on a task: for each its words, who may, its form, and the service that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from luoshi.console.tasks import deed_forms as forms
from luoshi.kernel.actors import Actor
from luoshi.kernel.speech import Phrase
from luoshi.tasks import services
from luoshi.tasks.models import (
    Assignment,
    Closure,
    Deadline,
    LightException,
    Measure,
    Milestone,
    Objection,
    Task,
    TaskSource,
)
from luoshi.tasks.services.drafts import ClosingDraft, DeadlineDraft, MeasureDraft, PartDraft, SourceDraft

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """An act: on the task, or (``model``) on one of its rows. ``act``: the access policy's word for it."""

    words: Phrase
    act: str
    form: type[forms.DeedForm]
    run: Callable[[Actor, Any, Values], object]
    done: Phrase
    model: type[models.Model] | None = None
    initial: Callable[[Any], Values] = lambda of: {}
    note: Phrase | None = None
    to_task: str = "task"  # the path from the row to its task


def _deadline_now(task: Task) -> Values:
    row = Deadline.objects.filter(task=task, valid_to__isnull=True).order_by("-pk").first()
    return {"kind": row.kind, "due_on": row.due_on, "review_on": row.review_on} if row else {"kind": "date"}


def _edit(actor: Actor, task: Task, v: Values) -> object:
    return services.edit_task(
        actor, task, v["version"], title=v["title"], text=v["text"], theme=v["theme"], area=task.area, kind=task.kind
    )


def _deadline(actor: Actor, task: Task, v: Values) -> object:
    draft = DeadlineDraft(kind=v["kind"], due_on=v["due_on"], review_on=v["review_on"])
    return services.set_deadline(actor, task, draft, v["reason"])


def _closing(actor: Actor, task: Task, v: Values) -> object:
    draft = ClosingDraft(
        kind=v["kind"], reason=v["reason"], new_due_on=v["new_due_on"], new_review_on=v["new_review_on"]
    )
    return services.ask_closing(actor, task, draft)


def _source(actor: Actor, task: Task, v: Values) -> object:
    names = ("document_title", "document_number", "document_date", "clause", "quote")
    return services.add_source(actor, task, SourceDraft(primary=False, **{name: v[name] for name in names}))


DEEDS: Mapping[str, Deed] = {
    # the task
    "edit": Deed(
        Phrase("修改文字", "Edit the words"), "edit", forms.EditForm, _edit, Phrase("已保存", "Saved"),
        initial=lambda task: {"title": task.title, "text": task.text, "theme": task.theme},
    ),
    "deadline": Deed(
        Phrase("定期限", "Set the deadline"), "time", forms.DeadlineForm, _deadline,
        Phrase("期限已更新", "Deadline set"), initial=_deadline_now,
    ),
    "assign": Deed(
        Phrase("增加单位", "Add a unit"), "assign", forms.AssignForm,
        lambda actor, task, v: services.assign(actor, task, [PartDraft(role=v["role"], unit=v["unit"], group=v["group"])]),
        Phrase("已增加", "Added"),
    ),
    "source": Deed(Phrase("增加来源", "Add a source"), "supervise", forms.SourceForm, _source, Phrase("已增加", "Added")),
    "milestone": Deed(
        Phrase("增加节点", "Add a milestone"), "plan", forms.MilestoneForm,
        lambda actor, task, v: services.add_milestone(actor, task, v["title"], v["due_on"]), Phrase("已增加", "Added"),
    ),
    "measure": Deed(
        Phrase("增加计数", "Count a quantity"), "plan", forms.MeasureForm,
        lambda actor, task, v: services.add_measure(
            actor, task, MeasureDraft(name=v["name"], unit=v["unit"], target=v["target"])
        ),
        Phrase("已增加", "Added"),
    ),
    "close": Deed(Phrase("申请办结", "Ask to close"), "ask_close", forms.ClosingForm, _closing, Phrase("已提出,待另一人批准", "Asked: another person decides")),
    "except": Deed(
        Phrase("申请例外", "Ask for an exception"), "ask_exception", forms.ExceptionForm,
        lambda actor, task, v: services.ask_exception(actor, task, v["reason"], v["since"], v["until"]),
        Phrase("已提出,待批准", "Asked: to be approved"),
    ),
    "reopen": Deed(
        Phrase("重新启动", "Reopen"), "approve_close", forms.ReasonForm,
        lambda actor, task, v: services.reopen(actor, task, v["reason"]), Phrase("已重新启动", "Reopened"),
    ),
    "withdraw": Deed(
        Phrase("撤回任务", "Withdraw the task"), "supervise", forms.ReasonForm,
        lambda actor, task, v: services.withdraw_task(actor, task, v["reason"]), Phrase("已撤回,历史保留", "Withdrawn; its history stays"),
        note=Phrase("任务不再推进,单位不再填报;历史保留。", "Work stops and units no longer report; history stays."),
    ),
    # a unit's part
    "acknowledge": Deed(
        Phrase("签收", "Acknowledge"), "answer", forms.NothingForm,
        lambda actor, part, v: services.acknowledge(actor, part), Phrase("已签收", "Acknowledged"), model=Assignment,
    ),
    "object": Deed(
        Phrase("提出职责异议", "Object"), "answer", forms.ObjectForm,
        lambda actor, part, v: services.object_to(actor, part, v["reason"], v["suggested"]),
        Phrase("异议已提出,等待裁定", "Objected: the office will rule"), model=Assignment,
        note=Phrase("裁定之前任务仍在本单位名下。", "Until the ruling the task stays with this unit."),
    ),
    "reassign": Deed(
        Phrase("改派", "Reassign"), "rule", forms.ReassignForm,
        lambda actor, part, v: services.reassign(actor, part, v["unit"], v["reason"]), Phrase("已改派", "Reassigned"),
        model=Assignment,
    ),
    "release": Deed(
        Phrase("免去", "Release"), "rule", forms.ReasonForm,
        lambda actor, part, v: services.release(actor, part, v["reason"]), Phrase("已免去", "Released"), model=Assignment,
    ),
    "rule": Deed(
        Phrase("裁定异议", "Rule"), "rule", forms.RuleForm,
        lambda actor, objection, v: services.rule(
            actor, objection, upheld=v["upheld"], reason=v["reason"], reassign_to=v["reassign_to"]
        ),
        Phrase("已裁定", "Ruled"), model=Objection, to_task="assignment__task",
    ),
    "take-back": Deed(
        Phrase("撤回异议", "Take the objection back"), "withdraw", forms.NothingForm,
        lambda actor, objection, v: services.withdraw_objection(actor, objection), Phrase("已撤回", "Taken back"),
        model=Objection, to_task="assignment__task",
    ),
    # rows of the plan
    "finish": Deed(
        Phrase("节点完成", "Milestone reached"), "plan", forms.FinishForm,
        lambda actor, row, v: services.finish_milestone(actor, row, v["on"]), Phrase("已记为完成", "Reached"), model=Milestone,
    ),
    "unfinish": Deed(
        Phrase("节点未完成", "Milestone not reached"), "plan", forms.NothingForm,
        lambda actor, row, v: services.reopen_milestone(actor, row), Phrase("已改回", "Taken back"), model=Milestone,
    ),
    "drop-milestone": Deed(
        Phrase("删去节点", "Remove the milestone"), "plan", forms.NothingForm,
        lambda actor, row, v: services.remove_milestone(actor, row), Phrase("已删去", "Removed"), model=Milestone,
    ),
    "drop-measure": Deed(
        Phrase("不再计数", "Stop counting"), "plan", forms.NothingForm,
        lambda actor, row, v: services.remove_measure(actor, row), Phrase("已停止", "Stopped"), model=Measure,
    ),
    "drop-source": Deed(
        Phrase("撤回来源", "Withdraw the source"), "supervise", forms.ReasonForm,
        lambda actor, row, v: services.withdraw_source(actor, row, v["reason"]), Phrase("已撤回", "Withdrawn"), model=TaskSource,
    ),
    # decisions by another person
    "approve-close": Deed(
        Phrase("批准办结", "Approve closing"), "decide", forms.MaybeReasonForm,
        lambda actor, row, v: services.approve_closing(actor, row, v["reason"]), Phrase("已批准", "Approved"), model=Closure,
    ),
    "refuse-close": Deed(
        Phrase("不批准办结", "Refuse closing"), "decide", forms.ReasonForm,
        lambda actor, row, v: services.refuse_closing(actor, row, v["reason"]), Phrase("已答复", "Refused"), model=Closure,
    ),
    "approve-exception": Deed(
        Phrase("批准例外", "Approve the exception"), "decide", forms.NothingForm,
        lambda actor, row, v: services.approve_exception(actor, row), Phrase("已批准", "Approved"), model=LightException,
    ),
    "refuse-exception": Deed(
        Phrase("不批准例外", "Refuse the exception"), "decide", forms.ReasonForm,
        lambda actor, row, v: services.refuse_exception(actor, row, v["reason"]), Phrase("已答复", "Refused"), model=LightException,
    ),
    "end-exception": Deed(
        Phrase("结束例外", "End the exception"), "end", forms.MaybeReasonForm,
        lambda actor, row, v: services.end_exception(actor, row, v["reason"]), Phrase("已结束", "Ended"), model=LightException,
    ),
}  # fmt: skip

ON_TASK = ("edit", "deadline", "assign", "source", "milestone", "measure", "close", "except", "reopen", "withdraw")
