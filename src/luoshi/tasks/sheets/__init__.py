"""Sheets in and out: the office's own table of tasks, and the workbook of a unit's due reports."""

from luoshi.tasks.sheets.importing import (
    AppliedSheet,
    apply,
    check,
    decide_row,
    leave,
    map_columns,
    read_sheet,
    resolve_name,
    sheet_names,
)
from luoshi.tasks.sheets.month_in import (
    AppliedWorkbook,
    WorkbookCheck,
    WorkbookFault,
    apply_month_workbook,
    read_month_workbook,
)
from luoshi.tasks.sheets.month_out import month_workbook
from luoshi.tasks.sheets.tables import FIELDS

__all__ = [
    "FIELDS",
    "AppliedSheet",
    "AppliedWorkbook",
    "WorkbookCheck",
    "WorkbookFault",
    "apply",
    "apply_month_workbook",
    "check",
    "decide_row",
    "leave",
    "map_columns",
    "month_workbook",
    "read_month_workbook",
    "read_sheet",
    "resolve_name",
    "sheet_names",
]
