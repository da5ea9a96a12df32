"""The kinds of notices: what each is called, and its sentence. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from luoshi.kernel.speech import Phrase


class Theme(StrEnum):
    """What a notice asks of its reader; the page groups and colours by it."""

    WORK = "work"  # something waits for you
    BACK = "back"  # something came back to you
    NEWS = "news"  # something changed
    GUARD = "guard"  # safety of the installation


@dataclass(frozen=True, slots=True)
class Kind:
    """``title`` is what counts are called in digests; ``sentence`` has places for values of the notice."""

    title: Phrase
    sentence: Phrase
    theme: Theme
    icon: str


_P = Phrase
KINDS: dict[str, Kind] = {
    "assigned": Kind(
        _P("待签收任务", "tasks to acknowledge"),
        _P("{unit}承担任务“{task}”,请在 {by} 前签收或提出异议", "{unit} has a part in {task}; acknowledge or object by {by}"),
        Theme.WORK, "checklist",
    ),
    "released": Kind(
        _P("解除的分工", "parts taken back"),
        _P("{unit}不再承担任务“{task}”", "{unit} no longer has a part in {task}"), Theme.NEWS, "minus",
    ),
    "instruction": Kind(
        _P("批示件", "instructions"), _P("有一件批示请您阅办:“{task}”", "an instruction is addressed to you: {task}"),
        Theme.WORK, "pencil",
    ),
    "objected": Kind(
        _P("待裁定异议", "objections to rule on"),
        _P("{unit}对任务“{task}”提出职责异议", "{unit} objects that {task} is not its own"), Theme.WORK, "scale",
    ),
    "ruled": Kind(
        _P("已裁定异议", "objections ruled on"),
        _P("{unit}对任务“{task}”的异议已裁定", "the objection of {unit} to {task} was ruled on"), Theme.NEWS, "scale",
    ),
    "to_pass": Kind(
        _P("待审核进展", "reports to pass on"),
        _P("{unit} {period} 关于“{task}”的进展待您审核", "the report of {unit} for {period} on {task} waits for you"),
        Theme.WORK, "file-text",
    ),
    "to_verify": Kind(
        _P("待核验进展", "reports to verify"),
        _P("{unit}报送了 {period} 关于“{task}”的进展", "{unit} submitted its report for {period} on {task}"),
        Theme.WORK, "file-certificate",
    ),
    "sent_back": Kind(
        _P("内部退回", "sent back inside the unit"),
        _P("{unit} {period} 关于“{task}”的进展被内部退回", "the report of {unit} for {period} on {task} was sent back to you"),
        Theme.BACK, "arrow-back-up",
    ),
    "returned": Kind(
        _P("督查室退回", "returned by the office"),
        _P("督查室退回了{unit} {period} 关于“{task}”的进展", "the office returned the report of {unit} for {period} on {task}"),
        Theme.BACK, "arrow-back-up",
    ),
    "closing_asked": Kind(
        _P("待批准销号", "requests to close"), _P("任务“{task}”申请销号,待您决定", "closing of {task} was asked; you decide"),
        Theme.WORK, "circle-check",
    ),
    "closed": Kind(
        _P("销号获批", "closings approved"), _P("任务“{task}”的销号申请已批准", "the request to close {task} was approved"),
        Theme.NEWS, "circle-check",
    ),
    "closing_refused": Kind(
        _P("销号未获批", "closings refused"), _P("任务“{task}”的销号申请未获同意", "the request to close {task} was refused"),
        Theme.BACK, "x",
    ),
    "reopened": Kind(
        _P("恢复的任务", "reopened tasks"), _P("任务“{task}”已恢复办理", "{task} was reopened"), Theme.NEWS, "refresh",
    ),
    "withdrawn": Kind(
        _P("撤回的任务", "withdrawn tasks"), _P("任务“{task}”已撤回", "{task} was withdrawn"), Theme.NEWS, "minus",
    ),
    "deadline": Kind(
        _P("期限变更", "changed deadlines"),
        _P("任务“{task}”的期限由 {from} 改为 {to}", "the deadline of {task} changed from {from} to {to}"),
        Theme.NEWS, "calendar",
    ),
    "exception_asked": Kind(
        _P("待批准例外说明", "exceptions to decide"),
        _P("任务“{task}”申请例外说明,待您决定", "an exception was asked for {task}; you decide"), Theme.WORK, "bookmark",
    ),
    "exception_decided": Kind(
        _P("例外说明结果", "exceptions decided"),
        _P("任务“{task}”的例外说明申请已有结果", "the exception asked for {task} was decided"), Theme.NEWS, "bookmark",
    ),
    "policy_read": Kind(
        _P("编译完成", "policies compiled"), _P("“{policy}”已编译完成,可以审校", "{policy} is compiled and can be reviewed"),
        Theme.WORK, "file-text",
    ),
    "policy_unread": Kind(
        _P("编译失败", "policies not read"), _P("“{policy}”未能读取,请查看原因", "{policy} could not be read; see why"),
        Theme.BACK, "alert-triangle",
    ),
    "policy_submitted": Kind(
        _P("待确认政策", "policies to confirm"), _P("“{policy}”已送审,待您确认", "{policy} was submitted; confirm it"),
        Theme.WORK, "file-certificate",
    ),
    "policy_returned": Kind(
        _P("退回的政策", "policies returned"), _P("“{policy}”被退回修改", "{policy} was returned to review"),
        Theme.BACK, "arrow-back-up",
    ),
    "policy_confirmed": Kind(
        _P("已确认政策", "policies confirmed"), _P("“{policy}”已确认,可以拟订入账方案", "{policy} is confirmed and can be enacted"),
        Theme.NEWS, "circle-check",
    ),
    "opinion_asked": Kind(
        _P("待答复征求意见", "opinions asked"),
        _P("请{unit}在 {by} 前对“{policy}”的分工提出意见", "{unit} is asked for its opinion on {policy} by {by}"),
        Theme.WORK, "message",
    ),
    "opinion_ruled": Kind(
        _P("意见处理结果", "opinions ruled on"),
        _P("{unit}对“{policy}”的意见已有处理结果", "the opinion of {unit} on {policy} was ruled on"), Theme.NEWS, "message",
    ),
    "enacted": Kind(
        _P("已入账政策", "policies enacted"), _P("“{policy}”的入账方案已办结", "the plan of {policy} was applied"),
        Theme.NEWS, "circle-check",
    ),
    "handover": Kind(
        _P("岗位交接", "handovers"), _P("岗位“{post}”自 {by} 起交接", "the post {post} changes hands on {by}"), Theme.NEWS, "users",
    ),
    "exported": Kind(
        _P("大量导出", "large exports"), _P("有人一次导出了 {count} 行数据", "{count} rows were exported at once"),
        Theme.GUARD, "download",
    ),
    "turned_away": Kind(
        _P("疑似涉密文件", "files turned away"),
        _P("一份带有密级标志的文件被拒收", "a file with a mark of secrecy was turned away"), Theme.GUARD, "shield-check",
    ),
}  # fmt: skip


def title(kind: str) -> Phrase:
    """What counts of a kind are called; a kind of a later version stands for itself."""
    known = KINDS.get(kind)
    return known.title if known else Phrase(kind, kind)
