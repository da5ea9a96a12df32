"""The business acts on tasks; nothing else writes their tables."""

from luoshi.tasks.services.answering import acknowledge, acknowledge_many, object_to, rule, withdraw_objection
from luoshi.tasks.services.assigning import assign, change_role, reassign, release
from luoshi.tasks.services.changing import ChangedMeanwhile
from luoshi.tasks.services.closing import approve_closing, ask_closing, refuse_closing, reopen
from luoshi.tasks.services.creating import create_task, create_tasks
from luoshi.tasks.services.drafts import (
    ClosingDraft,
    DeadlineDraft,
    MeasureDraft,
    MilestoneDraft,
    PartDraft,
    ReportContent,
    SourceDraft,
    TaskDraft,
)
from luoshi.tasks.services.editing import add_source, edit_task, read_instruction, withdraw_source, withdraw_task
from luoshi.tasks.services.evidence import attach_evidence, detach_evidence
from luoshi.tasks.services.exceptions import approve_exception, ask_exception, end_exception, refuse_exception
from luoshi.tasks.services.planning import (
    add_measure,
    add_milestone,
    change_measure,
    change_milestone,
    finish_milestone,
    remove_measure,
    remove_milestone,
    reopen_milestone,
)
from luoshi.tasks.services.reporting import (
    mark_no_change,
    open_report,
    pass_report,
    save_draft,
    send_back,
    withdraw_report,
)
from luoshi.tasks.services.succession import follow_successions
from luoshi.tasks.services.timing import set_deadline
from luoshi.tasks.services.verifying import BulkOutcome, return_report, verify, verify_many

__all__ = [
    "BulkOutcome",
    "ChangedMeanwhile",
    "ClosingDraft",
    "DeadlineDraft",
    "MeasureDraft",
    "MilestoneDraft",
    "PartDraft",
    "ReportContent",
    "SourceDraft",
    "TaskDraft",
    "acknowledge",
    "acknowledge_many",
    "add_measure",
    "add_milestone",
    "add_source",
    "approve_closing",
    "approve_exception",
    "ask_closing",
    "ask_exception",
    "assign",
    "attach_evidence",
    "change_measure",
    "change_milestone",
    "change_role",
    "create_task",
    "create_tasks",
    "detach_evidence",
    "edit_task",
    "end_exception",
    "finish_milestone",
    "follow_successions",
    "mark_no_change",
    "object_to",
    "open_report",
    "pass_report",
    "read_instruction",
    "reassign",
    "refuse_closing",
    "refuse_exception",
    "release",
    "remove_measure",
    "remove_milestone",
    "reopen",
    "reopen_milestone",
    "return_report",
    "rule",
    "save_draft",
    "send_back",
    "set_deadline",
    "verify",
    "verify_many",
    "withdraw_objection",
    "withdraw_report",
    "withdraw_source",
    "withdraw_task",
]
