"""How the values of tasks are said on screen."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.kernel.speech import Phrase
from luoshi.tasks.models import Assignment, Closure, Objection, Report, Task

ORIGINS: Mapping[str, Phrase] = {
    Task.Origin.POLICY: Phrase("政策文件", "Policy"),
    Task.Origin.INSTRUCTION: Phrase("领导批示", "Instruction"),
    Task.Origin.MINUTES: Phrase("会议纪要", "Minutes"),
    Task.Origin.LETTER: Phrase("上级来文", "Superior's letter"),
    Task.Origin.SHEET: Phrase("原有台账", "Former ledger"),
    Task.Origin.OWN: Phrase("自行安排", "Own plan"),
}
ROLES: Mapping[str, Phrase] = {
    Assignment.Role.LEAD: Phrase("牵头", "Lead"),
    Assignment.Role.JOINT_LEAD: Phrase("共同牵头", "Joint lead"),
    Assignment.Role.RESPONSIBLE: Phrase("责任", "Responsible"),
    Assignment.Role.PARTICIPANT: Phrase("配合", "Participating"),
}
ANSWERS: Mapping[str, tuple[Phrase, str]] = {
    Assignment.State.GIVEN: (Phrase("未签收", "Not acknowledged"), "amber"),
    Assignment.State.ACKNOWLEDGED: (Phrase("已签收", "Acknowledged"), "green"),
    Assignment.State.OBJECTED: (Phrase("有异议", "Objected"), "red"),
}
RULINGS: Mapping[str, tuple[Phrase, str]] = {
    Objection.Ruling.OPEN: (Phrase("待裁定", "To be ruled"), "amber"),
    Objection.Ruling.UPHELD: (Phrase("异议成立", "Upheld"), "blue"),
    Objection.Ruling.REFUSED: (Phrase("异议不成立", "Refused"), "gray"),
    Objection.Ruling.WITHDRAWN: (Phrase("已撤回", "Withdrawn"), "gray"),
}
REPORTS: Mapping[str, tuple[Phrase, str]] = {
    Report.State.DRAFT: (Phrase("草稿", "Draft"), "gray"),
    Report.State.SECTION: (Phrase("科室审核中", "With the section head"), "blue"),
    Report.State.HEAD: (Phrase("单位审签中", "With the unit head"), "blue"),
    Report.State.SUBMITTED: (Phrase("待核验", "To verify"), "amber"),
    Report.State.RETURNED: (Phrase("退回", "Returned"), "red"),
    Report.State.VERIFIED: (Phrase("已核验", "Verified"), "green"),
    Report.State.WITHDRAWN: (Phrase("单位撤回", "Withdrawn"), "gray"),
}
STEPS: Mapping[str, Phrase] = {
    "drafted": Phrase("拟写", "drafted"),
    "passed": Phrase("审核通过", "passed"),
    "submitted": Phrase("报出", "sent"),
    "sent_back": Phrase("退回修改", "sent back"),
    "returned": Phrase("督查室退回", "returned by the office"),
    "withdrawn": Phrase("撤回", "withdrawn"),
    "verified": Phrase("核验", "verified"),
}
CLOSURES: Mapping[str, Phrase] = {
    Closure.Kind.COMPLETED: Phrase("完成,销号", "Completed"),
    Closure.Kind.STAGE: Phrase("阶段完成,继续推进", "Completed for the stage"),
    Closure.Kind.STANDING: Phrase("转为持续推进", "Turned standing"),
    Closure.Kind.ADJUSTED: Phrase("调整内容或期限", "Adjusted"),
    Closure.Kind.STOPPED: Phrase("停办", "Stopped"),
}
CLOSURE_STATES: Mapping[str, tuple[Phrase, str]] = {
    Closure.State.ASKED: (Phrase("待批准", "To be decided"), "amber"),
    Closure.State.APPROVED: (Phrase("已批准", "Approved"), "green"),
    Closure.State.REFUSED: (Phrase("未批准", "Refused"), "gray"),
    Closure.State.REOPENED: (Phrase("已重新启动", "Reopened"), "blue"),
}
