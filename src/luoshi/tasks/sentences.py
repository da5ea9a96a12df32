"""The acts of the ledger in words, for histories."""

from __future__ import annotations

from luoshi.journal.sentences import register
from luoshi.kernel.speech import Phrase

_WORDS = {
    "created": ("{actor}建立任务 {number}“{title}”", "{actor} created task {number}, {title}"),
    "imported": ("{actor}由台账导入 {rows_count} 项任务", "{actor} imported {rows_count} tasks from a sheet"),
    "edited": ("{actor}修改了任务内容,现为“{title}”", "{actor} changed the words of the task, now {title}"),
    "withdrawn": ("{actor}撤回任务:{reason}", "{actor} withdrew the task: {reason}"),
    "source_added": ("{actor}增加来源:{document} {clause}", "{actor} added a source: {document} {clause}"),
    "source_withdrawn": ("{actor}撤下来源 {document} {clause}:{reason}", "{actor} withdrew the source {document} {clause}: {reason}"),
    "instruction_read": ("{actor}阅读了批示内容", "{actor} read the text of the instruction"),
    "assigned": ("{actor}交由 {units} 承担", "{actor} assigned {units}"),
    "reassigned": ("{actor}将任务由{from}改交{to}:{reason}", "{actor} moved the task from {from} to {to}: {reason}"),
    "released": ("{actor}解除{unit}的分工:{reason}", "{actor} released {unit}: {reason}"),
    "role_changed": ("{actor}将{unit}的分工由 {from} 改为 {to}:{reason}", "{actor} changed the role of {unit} from {from} to {to}: {reason}"),
    "part_passed_on": ("{from}的分工自 {on} 起由{to}承继", "the part of {from} passed to {to} on {on}"),
    "part_passed_back": (
        "合并或划转已撤回:{from}的分工自 {on} 起交还{to}", "the succession was taken back: the part of {from} returned to {to} on {on}"
    ),
    "parts_passed_on": ("{from}的 {rows_count} 项在办任务转由{to}承继", "{rows_count} open tasks of {from} passed to {to}"),
    "acknowledged": ("{unit}签收({actor})", "{unit} acknowledged ({actor})"),
    "objected": ("{unit}提出职责异议({actor})", "{unit} objected that the task is not its own ({actor})"),
    "objection_withdrawn": ("{unit}撤回异议({actor})", "{unit} withdrew its objection ({actor})"),
    "objection_ruled": ("{actor}裁定{unit}的异议{ruling_zh}", "{actor} ruled: the objection of {unit} is {ruling_en}"),
    "deadline_set": ("{actor}将期限由 {from} 定为 {to}:{reason}", "{actor} set the deadline from {from} to {to}: {reason}"),
    "milestone_added": ("{actor}增加节点“{title}”,{due}", "{actor} added the milestone {title}, {due}"),
    "milestone_changed": ("{actor}修改节点“{title}”:{from} → {to}", "{actor} changed the milestone {title}: {from} → {to}"),
    "milestone_reached": ("节点“{title}”于 {on} 完成({actor})", "the milestone {title} was reached on {on} ({actor})"),
    "milestone_reopened": ("{actor}撤销节点“{title}”的完成", "{actor} took back that the milestone {title} was reached"),
    "milestone_removed": ("{actor}删除节点“{title}”", "{actor} removed the milestone {title}"),
    "measure_added": ("{actor}增加计量指标“{name}”,目标 {target}{unit}", "{actor} added the quantity {name}, target {target} {unit}"),
    "measure_changed": ("{actor}修改计量指标“{name}”:{from} → {to}", "{actor} changed the quantity {name}: {from} → {to}"),
    "measure_removed": ("{actor}删除计量指标“{name}”", "{actor} removed the quantity {name}"),
    "report_opened": ("{unit}开始填报 {period} 进展({actor})", "{unit} began the report of {period} ({actor})"),
    "report_saved": ("{unit}保存 {period} 进展草稿({actor})", "{unit} saved the draft of {period} ({actor})"),
    "report_passed": ("{unit}的 {period} 进展送下一环节审核({actor})", "the report of {unit} for {period} went to the next step ({actor})"),
    "report_sent_back": ("{unit}内部退回 {period} 进展({actor})", "the report of {unit} for {period} was sent back inside the unit ({actor})"),
    "report_submitted": ("{unit}报送 {period} 进展({actor})", "{unit} submitted the report of {period} ({actor})"),
    "report_withdrawn": ("{unit}撤回 {period} 进展({actor})", "{unit} withdrew the report of {period} ({actor})"),
    "report_returned": ("{actor}退回{unit}的 {period} 进展:{comment}", "{actor} returned the report of {unit} for {period}: {comment}"),
    "report_verified": ("{actor}核验通过{unit}的 {period} 进展", "{actor} verified the report of {unit} for {period}"),
    "workbook_applied": ("{actor}由工作簿填入 {rows_count} 项 {period} 进展", "{actor} entered {rows_count} reports of {period} from a workbook"),
    "evidence_attached": ("{actor}为 {period} 进展增加佐证材料", "{actor} added evidence to the report of {period}"),
    "evidence_detached": ("{actor}移除 {period} 进展的佐证材料", "{actor} removed evidence from the report of {period}"),
    "closing_asked": ("{actor}申请销号({kind_zh}):{reason}", "{actor} asked to close the task ({kind_en}): {reason}"),
    "closing_approved": ("{actor}批准{kind_zh},自 {on} 起", "{actor} approved: {kind_en} from {on}"),
    "closing_refused": ("{actor}不同意{kind_zh}:{reason}", "{actor} refused ({kind_en}): {reason}"),
    "reopened": ("{actor}恢复已销号的任务:{reason}", "{actor} reopened the task: {reason}"),
    "exception_asked": ("{actor}申请例外说明:{reason}", "{actor} asked for an exception: {reason}"),
    "exception_approved": ("{actor}批准例外说明:{reason}", "{actor} approved the exception: {reason}"),
    "exception_refused": ("{actor}不同意例外说明:{reason}", "{actor} refused the exception: {reason}"),
    "exception_ended": ("{actor}结束例外说明", "{actor} ended the exception"),
    "sheet_read": ("{actor}读入台账表格", "{actor} read in a sheet"),
    "columns_mapped": ("{actor}对应了表格的列", "{actor} mapped the columns of a sheet"),
    "sheet_left": ("{actor}放弃导入", "{actor} left the import"),
    "month_exported": ("{actor}导出 {period} 工作簿,{count} 项", "{actor} exported the workbook of {period}, {count} tasks"),
    "ledger_exported": ("{actor}导出台账 {count} 项", "{actor} exported {count} tasks of the ledger"),
}  # fmt: skip


def register_all() -> None:
    """Give every act of this app its sentence."""
    for act, (zh, en) in _WORDS.items():
        register(f"tasks.{act}", Phrase(zh, en))
