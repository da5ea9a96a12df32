"""The task ledger: tasks, sources, assignments, deadlines, reports, closing, derived state."""

from luoshi.tasks.models.assignments import Assignment, Objection
from luoshi.tasks.models.closing import Closure, LightException
from luoshi.tasks.models.imports import ColumnMapping, SheetImport
from luoshi.tasks.models.reports import Measure, Report, ReportQuantity, ReportStep
from luoshi.tasks.models.state import AssignmentState, TaskState
from luoshi.tasks.models.tasks import (
    Deadline,
    Instruction,
    InstructionRecipient,
    Milestone,
    NumberSeries,
    Task,
    TaskSource,
)

__all__ = [
    "Assignment",
    "AssignmentState",
    "Closure",
    "ColumnMapping",
    "Deadline",
    "Instruction",
    "InstructionRecipient",
    "LightException",
    "Measure",
    "Milestone",
    "NumberSeries",
    "Objection",
    "Report",
    "ReportQuantity",
    "ReportStep",
    "SheetImport",
    "Task",
    "TaskSource",
    "TaskState",
]
